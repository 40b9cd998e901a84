//! What a file gained after a state of it: nothing, signatures, or something else.
//!
//! A reader shows the newest state of a file, so bytes that were signed say little if something else stands on them. Two states are
//! compared object by object. Only what a further signature needs may differ: the form and its list of fields, the annotations of pages,
//! and in both nothing but fields of signatures that have no size and start no action; and what programs note about themselves, which
//! stands on no page: the moment of the change, the name of the program, the metadata. In doubt it is a change.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::Later;
use super::file::{dictionary, ends, items, resolved};

/// What was appended to `before` to make `after`.
pub(super) fn later(before: &[u8], then: &Document, after: &[u8], now: &Document) -> Later {
    match after.strip_prefix(before) {
        None => Later::Changes,
        Some(rest) if rest.trim_ascii().is_empty() => Later::Nothing,
        // What does not end as a file ends is read differently by different readers.
        Some(_) if ends(after) && only_signatures(then, now).is_some() => Later::Signatures,
        Some(_) => Later::Changes,
    }
}

/// Something if nothing but signatures came.
fn only_signatures(then: &Document, now: &Document) -> Option<()> {
    let root = |document: &Document| document.trailer.get(b"Root").and_then(Object::as_reference);
    let (root, same_root) = (root(then).ok()?, root(now).ok()?);
    let same_words = then.trailer.get(b"Info").ok() == now.trailer.get(b"Info").ok();
    if root != same_root || !same_words {
        return None;
    }
    let mut judged = BTreeSet::from([root]);
    let (old, new) = (
        then.get_dictionary(root).ok()?,
        now.get_dictionary(root).ok()?,
    );
    // Extensions name what a reader must understand of signatures; they show nothing.
    same_but(old, new, &[b"AcroForm", b"Extensions"])?;
    let mut named = BTreeMap::new();
    let objects = then.objects.values();
    objects.for_each(|object| count_names(object, &mut named));
    judged.extend(notes(then, now, old, &named)?);
    let added = added_fields(then, now, old, new, &mut judged)?;
    for id in then.page_iter() {
        let (old, new) = (then.get_dictionary(id).ok()?, now.get_dictionary(id).ok()?);
        if old == new
            && !old
                .get(b"Annots")
                .is_ok_and(|list| list.as_reference().is_ok())
        {
            continue;
        }
        same_but(old, new, &[b"Annots", b"Tabs"])?;
        let more = added_items(then, now, old, new, b"Annots", &mut judged)?;
        if !more.iter().all(|id| added.contains(id)) {
            return None;
        }
        judged.insert(id);
    }
    let unchanged = (then.objects.iter()).all(|(id, object)| {
        judged.contains(id) || now.objects.get(id).is_some_and(|now| same(object, now))
    });
    // What an old object named without its being there must not come to be.
    let conjured =
        (now.objects.keys()).any(|id| !then.objects.contains_key(id) && named.contains_key(id));
    (unchanged && !conjured).then_some(())
}

/// The objects in which programs note what they did. The metadata must serve nothing else, or they could be what a page shows.
fn notes(
    then: &Document,
    now: &Document,
    catalog: &Dictionary,
    named: &BTreeMap<ObjectId, usize>,
) -> Option<Vec<ObjectId>> {
    let mut notes = Vec::new();
    if let Ok(info) = then.trailer.get(b"Info").and_then(Object::as_reference) {
        let (old, new) = (
            then.get_dictionary(info).ok()?,
            now.get_dictionary(info).ok()?,
        );
        same_but(old, new, &[b"ModDate", b"Producer"])?;
        notes.push(info);
    }
    if let Ok(metadata) = catalog.get(b"Metadata").and_then(Object::as_reference) {
        let kept = |document: &Document| {
            let stream = document.get_object(metadata).and_then(Object::as_stream);
            stream.is_ok_and(|stream| stream.dict.has_type(b"Metadata"))
        };
        if kept(then) && kept(now) && named.get(&metadata) == Some(&1) {
            notes.push(metadata);
        }
    }
    Some(notes)
}

/// The fields that a form gained, all of them signatures that show nothing.
fn added_fields(
    then: &Document,
    now: &Document,
    old: &Dictionary,
    new: &Dictionary,
    judged: &mut BTreeSet<ObjectId>,
) -> Option<BTreeSet<ObjectId>> {
    let empty = Dictionary::new();
    let form = |document, catalog| dictionary(document, catalog, b"AcroForm");
    let (old_form, new_form) = (
        form(then, old).unwrap_or(&empty),
        form(now, new).unwrap_or(&empty),
    );
    match (old.get(b"AcroForm"), new.get(b"AcroForm")) {
        (Ok(Object::Reference(old)), Ok(Object::Reference(new))) if old == new => {
            judged.insert(*old);
        }
        (Ok(Object::Reference(_)), _) => return None,
        _ => {}
    }
    same_but(old_form, new_form, &[b"Fields", b"SigFlags"])?;
    let added = added_items(then, now, old_form, new_form, b"Fields", judged)?;
    let unseen = (added.iter()).all(|id| {
        now.get_dictionary(*id)
            .is_ok_and(|field| unseen(now, field))
    });
    unseen.then(|| added.into_iter().collect())
}

/// The items that a list gained behind those it had; each a new object.
fn added_items(
    then: &Document,
    now: &Document,
    old: &Dictionary,
    new: &Dictionary,
    key: &[u8],
    judged: &mut BTreeSet<ObjectId>,
) -> Option<Vec<ObjectId>> {
    if let Ok(Object::Reference(list)) = old.get(key) {
        // The list keeps its place or stands in the object itself from now on.
        judged.insert(*list);
    }
    let more = items(now, new, key).strip_prefix(items(then, old, key))?;
    let ids = more.iter().map(|item| {
        let id = item.as_reference().ok()?;
        (!then.objects.contains_key(&id)).then_some(id)
    });
    ids.collect()
}

/// Whether a field is a signature that shows nothing and does nothing.
fn unseen(document: &Document, field: &Dictionary) -> bool {
    let named = |key: &[u8], name: &[u8]| {
        field
            .get(key)
            .and_then(Object::as_name)
            .is_ok_and(|said| said == name)
    };
    let side = |object: &Object| resolved(document, object).and_then(|side| side.as_float().ok());
    let sides: Vec<Option<f32>> = items(document, field, b"Rect").iter().map(side).collect();
    let flat = matches!(sides[..], [Some(left), Some(low), Some(right), Some(high)] if left == right && low == high);
    let acts = [&b"A"[..], b"AA", b"Kids", b"Parent"]
        .iter()
        .any(|key| field.has(key));
    named(b"FT", b"Sig") && named(b"Subtype", b"Widget") && flat && !acts
}

/// Something if two dictionaries say the same apart from some keys.
fn same_but(old: &Dictionary, new: &Dictionary, keys: &[&[u8]]) -> Option<()> {
    let without = |dictionary: &Dictionary| -> BTreeMap<Vec<u8>, Object> {
        let kept = dictionary
            .iter()
            .filter(|(key, _)| !keys.contains(&&key[..]));
        kept.map(|(key, value)| (key.clone(), value.clone()))
            .collect()
    };
    let (old, new) = (without(old), without(new));
    let equal = old.len() == new.len()
        && (old.iter()).all(|(key, value)| new.get(key).is_some_and(|now| same(value, now)));
    equal.then_some(())
}

/// Whether two objects say the same, however they were written.
fn same(old: &Object, new: &Object) -> bool {
    match (old, new) {
        (old, new) if old == new => true,
        (Object::Stream(old), Object::Stream(new)) => {
            same_but(&old.dict, &new.dict, &[]).is_some() && old.content == new.content
        }
        (Object::Dictionary(old), Object::Dictionary(new)) => same_but(old, new, &[]).is_some(),
        (Object::Array(old), Object::Array(new)) => {
            old.len() == new.len() && old.iter().zip(new).all(|(old, new)| same(old, new))
        }
        (Object::String(old, _), Object::String(new, _)) => old == new,
        _ => false,
    }
}

/// Counts how often each object is named by another.
fn count_names(object: &Object, named: &mut BTreeMap<ObjectId, usize>) {
    match object {
        Object::Reference(id) => *named.entry(*id).or_default() += 1,
        Object::Array(items) => items.iter().for_each(|item| count_names(item, named)),
        Object::Dictionary(inside) | Object::Stream(lopdf::Stream { dict: inside, .. }) => {
            inside
                .iter()
                .for_each(|(_, value)| count_names(value, named));
        }
        _ => {}
    }
}
