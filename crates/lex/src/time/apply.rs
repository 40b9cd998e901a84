//! One operation on one unit.

use super::Reason;
use super::node::{Item, Node, Provenance};
use crate::address::{Address, Level, POINT_LETTERS, Part, label_key};
use crate::amend::{Op, OpKind, Place, join};
use crate::grammar::units::keyword;
use crate::structure::UnitKind;

/// Apply an operation to one of its targets.
pub(super) fn one(
    root: &mut Node,
    op: &Op,
    target: &Address,
    provenance: &Provenance,
) -> Result<(), Reason> {
    let root = if op.attached {
        attached(root).ok_or(Reason::NoSuchUnit)?
    } else {
        root
    };
    match op.kind {
        OpKind::Replace => replace(root, op, target, provenance),
        OpKind::ReplaceHeading => heading(root, op, target, provenance),
        OpKind::Insert => insert(root, op, target, provenance),
        OpKind::Repeal => {
            let node = root.find_mut(target).ok_or(Reason::NoSuchUnit)?;
            if target.part == Some(Part::Heading) {
                node.heading = None;
            } else {
                node.items.clear();
                node.heading = None;
                node.repealed = true;
            }
            node.provenance.push(provenance.clone());
            Ok(())
        }
        OpKind::Phrase | OpKind::PhraseDelete | OpKind::PhraseInsert => {
            words(root, op, target, provenance)
        }
        OpKind::Renumber => renumber(root, op, target, provenance),
        OpKind::RepealDoc | OpKind::ReplaceDoc | OpKind::End | OpKind::Suspend | OpKind::Extend => {
            Err(Reason::NotApplicable)
        }
    }
}

fn attached(root: &mut Node) -> Option<&mut Node> {
    root.items.iter_mut().find_map(|item| match item {
        Item::Unit(unit) if unit.kind == UnitKind::Attached => Some(unit),
        _ => None,
    })
}

fn replace(
    root: &mut Node,
    op: &Op,
    target: &Address,
    provenance: &Provenance,
) -> Result<(), Reason> {
    let text = op.text.as_deref().ok_or(Reason::NoText)?;
    let mut whole = target.clone();
    let paragraph = whole.doan.take();
    let level = whole.lowest().ok_or(Reason::NoSuchUnit)?;
    let label = whole.get(level).unwrap_or("").to_owned();
    if root.find_mut(&whole).is_none() && goes_on(root, op, &whole, level) {
        return insert(root, op, &whole, provenance);
    }
    let node = root.find_mut(&whole).ok_or(Reason::NoSuchUnit)?;
    let new = Node::from_text(level, &label, text);
    let mut history = std::mem::take(&mut node.provenance);
    history.push(provenance.clone());
    match paragraph.as_deref() {
        Some("đầu" | "đầu tiên") => {
            let from = node
                .items
                .iter()
                .position(|item| matches!(item, Item::Unit(_)))
                .unwrap_or(1.min(node.items.len()));
            let opening = new
                .items
                .into_iter()
                .take_while(|item| matches!(item, Item::Text(_)));
            node.items.splice(..from, opening);
            if new.heading.is_some() {
                node.heading = new.heading;
            }
        }
        Some(_) => {
            node.provenance = history;
            node.provenance.pop();
            return Err(Reason::NoSuchUnit);
        }
        None => {
            // New text that does not name the article leaves its heading.
            let heading = node.heading.take();
            *node = new;
            if level == Level::Dieu && keyword(text.trim_start(), 0).is_none() {
                node.heading = node.heading.take().or(heading);
            }
        }
    }
    node.provenance = history;
    Ok(())
}

/// `Sửa đổi, bổ sung các khoản 3, 4, 5 và 6` of an article that has four: what goes on from its last unit is new.
fn goes_on(root: &mut Node, op: &Op, target: &Address, level: Level) -> bool {
    let Some(label) = target.get(level) else {
        return false;
    };
    let before = match label.parse::<u16>() {
        Ok(number) => number.checked_sub(1).map(|before| before.to_string()),
        Err(_) => POINT_LETTERS
            .iter()
            .position(|letter| *letter == label)
            .and_then(|at| at.checked_sub(1))
            .map(|at| POINT_LETTERS[at].to_owned()),
    };
    let words = op.instruction.to_lowercase();
    words.contains("sửa đổi, bổ sung")
        && before.is_some_and(|before| {
            let sibling = target.clone().with(level, before);
            root.find_mut(&sibling).is_some()
        })
}

fn heading(
    root: &mut Node,
    op: &Op,
    target: &Address,
    provenance: &Provenance,
) -> Result<(), Reason> {
    let text = op.text.as_deref().ok_or(Reason::NoText)?;
    let level = target.lowest().ok_or(Reason::NoSuchUnit)?;
    let label = target.get(level).unwrap_or("").to_owned();
    let node = root.find_mut(target).ok_or(Reason::NoSuchUnit)?;
    let new = Node::from_text(level, &label, text);
    let told = new.heading.or_else(|| {
        new.items.into_iter().find_map(|item| {
            if let Item::Text(text) = item {
                Some(text)
            } else {
                None
            }
        })
    });
    node.heading = told;
    node.provenance.push(provenance.clone());
    Ok(())
}

/// A unit gets another number; units are renumbered in the order the act gives them.
fn renumber(
    root: &mut Node,
    op: &Op,
    target: &Address,
    provenance: &Provenance,
) -> Result<(), Reason> {
    let place = op
        .targets
        .iter()
        .position(|known| known == target)
        .ok_or(Reason::NoSuchUnit)?;
    let becomes = op.becomes.get(place).ok_or(Reason::NoText)?;
    let label = becomes
        .lowest()
        .and_then(|level| becomes.get(level))
        .ok_or(Reason::NoText)?
        .to_owned();
    // What was repealed under the number gives way.
    match root.find_mut(becomes) {
        Some(unit) if !unit.repealed => return Err(Reason::AlreadyThere),
        Some(_) => {
            if let Some((parent, at)) = root.parent_mut(becomes) {
                parent.items.remove(at);
            }
        }
        None => {}
    }
    let node = root.find_mut(target).ok_or(Reason::NoSuchUnit)?;
    node.label = label;
    node.provenance.push(provenance.clone());
    Ok(())
}

fn insert(
    root: &mut Node,
    op: &Op,
    target: &Address,
    provenance: &Provenance,
) -> Result<(), Reason> {
    let level = target.lowest().ok_or(Reason::NoSuchUnit)?;
    let label = target.get(level).unwrap_or("").to_owned();
    let text = op.text.as_deref().ok_or(Reason::NoText)?;
    if root.find_mut(target).is_some_and(|unit| !unit.repealed) {
        return Err(Reason::AlreadyThere);
    }
    let mut node = Node::from_text(level, &label, text);
    node.provenance.push(provenance.clone());
    match &op.place {
        Some(Place::Before(anchor)) => {
            let (parent, at) = root.parent_mut(anchor).ok_or(Reason::NoSuchUnit)?;
            parent.items.insert(at, Item::Unit(node));
        }
        Some(Place::After(anchor)) => {
            // Several units put after one anchor stand in the order they are given in.
            let (parent, at) = root.parent_mut(anchor).ok_or(Reason::NoSuchUnit)?;
            let fresh = parent.items[at + 1..]
                .iter()
                .take_while(|item| matches!(item, Item::Unit(unit) if unit.level() == Some(level) && unit.provenance.last() == Some(provenance)))
                .count();
            parent.items.insert(at + 1 + fresh, Item::Unit(node));
        }
        Some(Place::Into(_)) | None => {
            let mut holder = Address::default();
            for upper in Level::DOWNWARDS {
                if upper != level
                    && let Some(label) = target.get(upper)
                {
                    holder.set(upper, label);
                }
            }
            let parent = if holder.is_empty() {
                beside(root, level, &label).ok_or(Reason::NoSuchUnit)?
            } else {
                root.find_mut(&holder).ok_or(Reason::NoSuchUnit)?
            };
            let at = parent
                .items
                .iter()
                .rposition(|item| matches!(item, Item::Unit(unit) if unit.level() == Some(level) && label_key(&unit.label) < label_key(&label)))
                .map_or(parent.items.len(), |at| at + 1);
            parent.items.insert(at, Item::Unit(node));
        }
    }
    Ok(())
}

/// The holder of the unit that comes just before a label.
fn beside<'n>(root: &'n mut Node, level: Level, label: &str) -> Option<&'n mut Node> {
    let digits: String = label.chars().take_while(char::is_ascii_digit).collect();
    let before = [
        digits.clone(),
        digits.parse::<u32>().ok()?.checked_sub(1)?.to_string(),
    ];
    let address = before
        .into_iter()
        .map(|label| Address::default().with(level, label))
        .find(|address| root.parent_mut(address).is_some())?;
    root.parent_mut(&address).map(|(parent, _)| parent)
}

fn words(
    root: &mut Node,
    op: &Op,
    target: &Address,
    provenance: &Provenance,
) -> Result<(), Reason> {
    let node = if target.is_empty() {
        root
    } else {
        root.find_mut(target).ok_or(Reason::NoSuchUnit)?
    };
    let mut changed = 0;
    for old in &op.old {
        let new = match op.kind {
            OpKind::PhraseDelete => String::new(),
            OpKind::PhraseInsert if op.before => join(op.new.as_deref().unwrap_or(""), old),
            OpKind::PhraseInsert => join(old, op.new.as_deref().unwrap_or("")),
            _ => op.new.clone().ok_or(Reason::NoText)?,
        };
        changed += if target.part == Some(Part::Heading) {
            in_heading(node, old, &new, provenance)
        } else {
            everywhere(node, old, &new, provenance)
        };
    }
    if changed == 0 {
        Err(Reason::NoSuchWords)
    } else {
        Ok(())
    }
}

fn in_heading(node: &mut Node, old: &str, new: &str, provenance: &Provenance) -> usize {
    let count = node
        .heading
        .as_mut()
        .map_or(0, |heading| swap(heading, old, new));
    if count > 0 && node.provenance.last() != Some(provenance) {
        node.provenance.push(provenance.clone());
    }
    count
}

fn everywhere(node: &mut Node, old: &str, new: &str, provenance: &Provenance) -> usize {
    let mut count = node
        .heading
        .as_mut()
        .map_or(0, |heading| swap(heading, old, new));
    let mut below = 0;
    for item in &mut node.items {
        match item {
            Item::Text(text) => count += swap(text, old, new),
            Item::Unit(unit) => below += everywhere(unit, old, new, provenance),
        }
    }
    if count > 0 && node.provenance.last() != Some(provenance) {
        node.provenance.push(provenance.clone());
    }
    count + below
}

/// Put words in the place of others; a capital at the start of a sentence is kept, and where a tone mark stands does not matter.
fn swap(text: &mut String, old: &str, new: &str) -> usize {
    if old.is_empty() {
        return 0;
    }
    let upper = !old.starts_with(char::is_uppercase);
    let other = first_case(old, upper);
    let exact = places(text, old);
    let (found, new) = if exact.is_empty() {
        (places(text, &other), first_case(new, upper))
    } else {
        (exact, new.to_owned())
    };
    for at in found.iter().rev() {
        text.replace_range(*at..at + old.len(), &new);
    }
    if !found.is_empty() && new.is_empty() {
        let tidy = text.split_whitespace().collect::<Vec<_>>().join(" ");
        *text = tidy
            .replace(" ,", ",")
            .replace(" ;", ";")
            .replace(" .", ".");
    }
    found.len()
}

/// Where words stand in a text, `uỷ` for `ủy` and `hoá` for `hóa` where they are not found as they are.
fn places(text: &str, words: &str) -> Vec<usize> {
    let exact: Vec<usize> = text.match_indices(words).map(|(at, _)| at).collect();
    if !exact.is_empty() {
        return exact;
    }
    let (text, words) = (tones_first(text), tones_first(words));
    text.match_indices(&words).map(|(at, _)| at).collect()
}

/// The text with the tone of `oa`, `oe`, `uy` on the first letter. Every byte that is no part of such a pair keeps its place, and a
/// pair is as long as before.
fn tones_first(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let pair = letters
            .peek()
            .and_then(|next| with_tone_first(letter, *next));
        match pair {
            Some((first, second)) => {
                letters.next();
                out.extend([first, second]);
            }
            None => out.push(letter),
        }
    }
    out
}

/// `o` and `à` as `ò` and `a`.
fn with_tone_first(first: char, second: char) -> Option<(char, char)> {
    let bases: &[char] = match first {
        'o' | 'O' => &['a', 'e', 'A', 'E'],
        'u' | 'U' => &['y', 'Y'],
        _ => return None,
    };
    let (mut base, mut tone) = (None, None);
    unicode_normalization::char::decompose_canonical(second, |part| match base {
        None => base = Some(part),
        Some(_) => tone = Some(part),
    });
    let base = base.filter(|base| bases.contains(base))?;
    let marked = unicode_normalization::char::compose(first, tone?)?;
    Some((marked, base))
}

fn first_case(text: &str, upper: bool) -> String {
    let mut chars = text.chars();
    let Some(first) = chars.next() else {
        return String::new();
    };
    let first: String = if upper {
        first.to_uppercase().collect()
    } else {
        first.to_lowercase().collect()
    };
    first + chars.as_str()
}
