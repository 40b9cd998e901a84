//! So sánh hai thời điểm: what changed between two texts of a document, unit by unit and word by word.

use std::collections::HashMap;

use serde::Serialize;

use crate::address::Address;
use crate::structure::UnitKind;
use crate::time::Node;

/// What happened to a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// Its words are the same.
    Same,
    /// Its words differ.
    Changed,
    /// Được bổ sung.
    Inserted,
    /// Được bãi bỏ: its number stays.
    Repealed,
    /// It is not in the later text.
    Removed,
}

/// A piece of a unit's words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "change", content = "text")]
pub enum Piece {
    /// In both texts.
    Same(String),
    /// Only in the earlier one.
    Removed(String),
    /// Only in the later one.
    Added(String),
}

/// What changed in a unit; the units below it are told on their own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnitDiff {
    /// Its address, from its article on.
    pub address: Address,
    /// The how-manieth attached text it stands in; zero for the document's own body.
    pub attached: usize,
    /// What happened to it.
    pub change: Change,
    /// Its words in order.
    pub words: Vec<Piece>,
}

/// Compare two texts of a document: the units of the later one in its order, those that are gone where they stood.
pub fn compare(before: &Node, after: &Node) -> Vec<UnitDiff> {
    let (old, new) = (units(before), units(after));
    let places: HashMap<&Key, usize> = new.iter().enumerate().map(|(n, u)| (&u.key, n)).collect();
    let earlier: HashMap<&Key, &Unit<'_>> = old.iter().map(|unit| (&unit.key, unit)).collect();
    // What is gone follows the unit that stood before it.
    let mut gone: HashMap<Option<usize>, Vec<&Unit<'_>>> = HashMap::new();
    let mut last = None;
    for unit in &old {
        match places.get(&unit.key) {
            Some(&place) => last = Some(place),
            None => gone.entry(last).or_default().push(unit),
        }
    }
    let mut found = Vec::with_capacity(new.len());
    let mut tell_gone = |place: Option<usize>, found: &mut Vec<UnitDiff>| {
        for unit in gone.remove(&place).unwrap_or_default() {
            found.push(unit.told(Change::Removed, all(&unit.text, Piece::Removed)));
        }
    };
    tell_gone(None, &mut found);
    for (place, unit) in new.iter().enumerate() {
        found.push(match earlier.get(&unit.key) {
            Some(old) => unit.since(old),
            None => unit.told(Change::Inserted, all(&unit.text, Piece::Added)),
        });
        tell_gone(Some(place), &mut found);
    }
    found
}

/// Compare the words of two texts.
pub fn words(before: &str, after: &str) -> Vec<Piece> {
    let old: Vec<&str> = before.split_whitespace().collect();
    let new: Vec<&str> = after.split_whitespace().collect();
    let head = (old.iter().zip(&new)).take_while(|(a, b)| a == b).count();
    let (old_rest, new_rest) = (&old[head..], &new[head..]);
    let tail = (old_rest.iter().rev().zip(new_rest.iter().rev()))
        .take_while(|(a, b)| a == b)
        .count();
    let mut script = Script::default();
    script.same(&old[..head]);
    let (old_mid, new_mid) = (
        &old_rest[..old_rest.len() - tail],
        &new_rest[..new_rest.len() - tail],
    );
    match shortest(old_mid, new_mid) {
        Some(steps) => script.walk(&steps, old_mid, new_mid),
        None => {
            script.push(Kind::Removed, old_mid);
            script.push(Kind::Added, new_mid);
        }
    }
    script.same(&old_rest[old_rest.len() - tail..]);
    script.pieces()
}

/// Which unit: the attached text, the address, and the how-manieth unit of this address.
type Key = (usize, Address, usize);

struct Unit<'n> {
    key: Key,
    node: &'n Node,
    text: String,
}

impl Unit<'_> {
    fn since(&self, old: &Self) -> UnitDiff {
        if self.text == old.text {
            return self.told(Change::Same, all(&self.text, Piece::Same));
        }
        let change = if self.node.repealed && !old.node.repealed {
            Change::Repealed
        } else {
            Change::Changed
        };
        self.told(change, words(&old.text, &self.text))
    }

    fn told(&self, change: Change, words: Vec<Piece>) -> UnitDiff {
        UnitDiff {
            address: self.key.1.clone(),
            attached: self.key.0,
            change,
            words,
        }
    }
}

fn all(text: &str, piece: fn(String) -> Piece) -> Vec<Piece> {
    if text.is_empty() {
        Vec::new()
    } else {
        vec![piece(text.to_owned())]
    }
}

fn units(root: &Node) -> Vec<Unit<'_>> {
    let mut found: Vec<Unit<'_>> = Vec::new();
    let mut seen: HashMap<(usize, Address), usize> = HashMap::new();
    let mut attached = 0;
    root.walk(&Address::default(), &mut |address, node| {
        if node.kind == UnitKind::Attached {
            attached += 1;
        }
        let nth = seen.entry((attached, address.clone())).or_default();
        let text = node.own_lines().join(" ");
        if node.kind != UnitKind::Document || !text.is_empty() {
            found.push(Unit {
                key: (attached, address.clone(), *nth),
                node,
                text,
            });
        }
        *nth += 1;
    });
    found
}

/// How far two texts may differ before they are told as one replaced by the other: the work grows with the square of it.
const FURTHEST: usize = 1500;

/// The shortest way from one to the other (Myers, "An O(ND) Difference Algorithm"): for every step whether a word goes, comes or stays.
fn shortest(old: &[&str], new: &[&str]) -> Option<Vec<Kind>> {
    let (n, m) = (old.len(), new.len());
    let far = (n + m).min(FURTHEST);
    let mut reach = vec![0_usize; 2 * far + 3];
    let mut trail: Vec<Vec<usize>> = Vec::new();
    for d in 0..=far {
        trail.push(reach[far + 1 - d..=far + 1 + d].to_vec());
        for k in (0..=2 * d).step_by(2) {
            // The diagonal is k - d; `reach` is shifted so that no index is negative.
            let at = far + 1 + k - d;
            let down = k == 0 || (k != 2 * d && reach[at - 1] < reach[at + 1]);
            let mut x = if down {
                reach[at + 1]
            } else {
                reach[at - 1] + 1
            };
            // A diagonal left of the first word of the later text leads nowhere.
            let Some(mut y) = (x + d).checked_sub(k) else {
                continue;
            };
            while x < n && y < m && old[x] == new[y] {
                x += 1;
                y += 1;
            }
            reach[at] = x;
            if x >= n && y >= m {
                return Some(back(&trail, n, m));
            }
        }
    }
    None
}

/// Walk the trail back from the end.
fn back(trail: &[Vec<usize>], n: usize, m: usize) -> Vec<Kind> {
    let mut steps = Vec::with_capacity(n + m);
    let (mut x, mut y) = (n, m);
    for d in (1..trail.len()).rev() {
        let reach = &trail[d];
        // `reach` holds the diagonals from -d to d as they were before this step.
        let k = x + d - y;
        let left = k.checked_sub(1).and_then(|at| reach.get(at)).copied();
        let right = reach.get(k + 1).copied();
        let down = k == 0 || (k != 2 * d && left < right);
        let (from_x, from_k) = if down {
            (right.unwrap_or(0), k + 1)
        } else {
            (left.unwrap_or(0), k - 1)
        };
        let from_y = (from_x + d).saturating_sub(from_k);
        let begin_x = if down { from_x } else { from_x + 1 };
        while x > begin_x {
            steps.push(Kind::Same);
            x -= 1;
            y = y.saturating_sub(1);
        }
        steps.push(if down { Kind::Added } else { Kind::Removed });
        (x, y) = (from_x, from_y);
    }
    steps.extend(std::iter::repeat_n(Kind::Same, x));
    steps.reverse();
    steps
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Same,
    Removed,
    Added,
}

/// Pieces while they are put together: what goes stands before what comes.
#[derive(Default)]
struct Script {
    done: Vec<Piece>,
    same: String,
    removed: String,
    added: String,
}

impl Script {
    fn walk(&mut self, steps: &[Kind], old: &[&str], new: &[&str]) {
        let (mut x, mut y) = (0, 0);
        for step in steps {
            match step {
                Kind::Same => {
                    self.same(&old[x..=x]);
                    x += 1;
                    y += 1;
                }
                Kind::Removed => {
                    self.push(Kind::Removed, &old[x..=x]);
                    x += 1;
                }
                Kind::Added => {
                    self.push(Kind::Added, &new[y..=y]);
                    y += 1;
                }
            }
        }
    }

    fn same(&mut self, words: &[&str]) {
        self.push(Kind::Same, words);
    }

    fn push(&mut self, kind: Kind, words: &[&str]) {
        if words.is_empty() {
            return;
        }
        if kind == Kind::Same {
            self.flush_changes();
        } else if !self.same.is_empty() {
            self.done.push(Piece::Same(std::mem::take(&mut self.same)));
        }
        let text = match kind {
            Kind::Same => &mut self.same,
            Kind::Removed => &mut self.removed,
            Kind::Added => &mut self.added,
        };
        for word in words {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(word);
        }
    }

    fn flush_changes(&mut self) {
        if !self.removed.is_empty() {
            let removed = std::mem::take(&mut self.removed);
            self.done.push(Piece::Removed(removed));
        }
        if !self.added.is_empty() {
            self.done
                .push(Piece::Added(std::mem::take(&mut self.added)));
        }
    }

    fn pieces(mut self) -> Vec<Piece> {
        self.flush_changes();
        if !self.same.is_empty() {
            self.done.push(Piece::Same(self.same));
        }
        self.done
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::Document;
    use proptest::prelude::*;

    fn side(pieces: &[Piece], later: bool) -> String {
        let kept: Vec<&str> = (pieces.iter())
            .filter_map(|piece| match piece {
                Piece::Same(text) => Some(text.as_str()),
                Piece::Removed(text) if !later => Some(text),
                Piece::Added(text) if later => Some(text),
                Piece::Removed(_) | Piece::Added(_) => None,
            })
            .collect();
        kept.join(" ")
    }

    #[test]
    fn units_are_told_one_by_one() {
        let before = "Điều 1. Phí\n1. Mức thu là mười đồng một tháng.\n2. Miễn cho hộ nghèo.\nĐiều 2. Thi hành\nTừ ngày ký.\n";
        let after = "Điều 1. Phí\n1. Mức thu là hai mươi đồng mỗi tháng.\nĐiều 2. Thi hành\nTừ ngày ký.\nĐiều 3. Mới\nMột điều mới.\n";
        let (before, after) = (Document::read(before), Document::read(after));
        let told: Vec<String> = compare(&Node::of(&before), &Node::of(&after))
            .iter()
            .map(|unit| {
                format!(
                    "{} {:?} {:?}",
                    unit.address.written(),
                    unit.change,
                    unit.words
                )
            })
            .collect();
        insta::assert_snapshot!(told.join("\n"), @r##"
        Điều 1 Same [Same("Điều 1. Phí")]
        khoản 1 Điều 1 Changed [Same("1. Mức thu là"), Removed("mười"), Added("hai mươi"), Same("đồng"), Removed("một"), Added("mỗi"), Same("tháng.")]
        khoản 2 Điều 1 Removed [Removed("2. Miễn cho hộ nghèo.")]
        Điều 2 Same [Same("Điều 2. Thi hành Từ ngày ký.")]
        Điều 3 Inserted [Added("Điều 3. Mới Một điều mới.")]
        "##);
    }

    proptest! {
        #[test]
        fn both_sides_come_back(before in "([a-d] ){0,30}", after in "([a-d] ){0,30}") {
            let pieces = words(&before, &after);
            prop_assert_eq!(side(&pieces, false), before.trim());
            prop_assert_eq!(side(&pieces, true), after.trim());
        }
    }
}
