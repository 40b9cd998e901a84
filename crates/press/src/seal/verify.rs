//! Checking: the signatures in a PDF, and one that lies beside a file.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::file::{Unreadable, dictionary, guarded, items, moment, open, words};
use super::later::later;
use super::{Later, Seal, Signature, cms};

/// The most signatures of a file; each costs a look at the whole of it.
const MOST: usize = 32;
/// The most fields of a form that are looked through for signatures.
const MOST_FIELDS: usize = 10_000;
/// How far behind the last line of a file its end may be.
const TAIL: usize = 1_024;

/// Kiểm tra chữ ký số: what the signatures of a PDF are worth, the oldest first. None, if it was never signed.
pub fn verify(pdf: &[u8]) -> Result<Vec<Seal>, Unreadable> {
    guarded(|| {
        let document = open(pdf)?;
        let fields = signed_fields(&document);
        if fields.len() > MOST {
            return Err(Unreadable::TooMany);
        }
        let mut seals: Vec<(usize, Seal)> = (fields.iter())
            .map(|field| judge(pdf, &document, field))
            .collect();
        seals.sort_by_key(|(end, _)| *end);
        Ok(seals.into_iter().map(|(_, seal)| seal).collect())
    })
}

/// Kiểm tra chữ ký số của tệp: what a signature beside a file is worth; nothing if it cannot be read.
pub fn check(bytes: &[u8], signature: &[u8]) -> Option<Signature> {
    cms::read(signature, &[bytes])
}

/// Whether a file is a paper as it was printed, with signatures and nothing else behind it: what was signed is what was drafted.
pub fn extends(pdf: &[u8], original: &[u8]) -> bool {
    let extended = || -> Result<bool, Unreadable> {
        Ok(pdf.len() == original.len()
            || later(original, &open(original)?, pdf, &open(pdf)?) != Later::Changes)
    };
    pdf.starts_with(original) && guarded(extended).unwrap_or(false)
}

/// A field of the form with the signature that it holds.
struct Field<'a> {
    name: String,
    signature: &'a Dictionary,
    id: Option<ObjectId>,
}

fn signed_fields(document: &Document) -> Vec<Field<'_>> {
    let form = document.catalog().ok();
    let Some(form) = form.and_then(|catalog| dictionary(document, catalog, b"AcroForm")) else {
        return Vec::new();
    };
    let mut waiting: Vec<&Object> = items(document, form, b"Fields").iter().rev().collect();
    let (mut seen, mut found) = (BTreeSet::new(), Vec::new());
    while let Some(object) = waiting.pop() {
        let Ok((id, object)) = document.dereference(object) else {
            continue;
        };
        // A field that is its own child, or of many parents, is looked at once.
        if id.is_some_and(|id| !seen.insert(id)) || seen.len() > MOST_FIELDS {
            continue;
        }
        let Ok(field) = object.as_dict() else {
            continue;
        };
        if waiting.len() < MOST_FIELDS {
            waiting.extend(items(document, field, b"Kids").iter().rev());
        }
        let Ok(value) = field.get(b"V") else {
            continue;
        };
        let Ok((id, Object::Dictionary(signature))) = document.dereference(value) else {
            continue;
        };
        if signature.has(b"ByteRange") {
            let name = words(document, field, b"T");
            found.push(Field {
                name,
                signature,
                id,
            });
        }
    }
    found
}

/// What a signature is worth, and where what it covers ends.
fn judge(pdf: &[u8], document: &Document, field: &Field<'_>) -> (usize, Seal) {
    let signature = field.signature;
    let mut seal = Seal {
        field: field.name.clone(),
        reason: words(document, signature, b"Reason"),
        place: words(document, signature, b"Location"),
        at: moment(&words(document, signature, b"M")),
        whole: false,
        later: Later::Changes,
        signature: None,
    };
    let Some(covered) = Covered::read(pdf, signature) else {
        return (pdf.len(), seal);
    };
    let message = [covered.before, covered.after];
    let kind = signature.get(b"SubFilter").and_then(Object::as_name);
    if matches!(kind, Ok(b"ETSI.CAdES.detached" | b"adbe.pkcs7.detached")) {
        seal.signature = cms::read(&covered.signature, &message);
    }
    let revision = &pdf[..covered.end];
    let opened;
    let then = match open(revision) {
        _ if revision.len() == pdf.len() => document,
        Err(_) => return (covered.end, seal),
        Ok(then) => {
            opened = then;
            &opened
        }
    };
    // The file as it was signed must itself hold the signature, or what it covers is no state of the file.
    let held = match field.id {
        Some(id) => then.get_dictionary(id).is_ok_and(|held| held == signature),
        None => covered.end == pdf.len(),
    };
    seal.whole = held && ends(revision);
    seal.later = later(revision, then, pdf, document);
    (covered.end, seal)
}

/// Whether bytes end where a file does.
fn ends(revision: &[u8]) -> bool {
    let tail = &revision[revision.len().saturating_sub(TAIL)..];
    tail.trim_ascii_end().ends_with(b"%%EOF")
}

/// What a signature covers: all from the first byte to the last except its own digits.
struct Covered<'a> {
    before: &'a [u8],
    after: &'a [u8],
    end: usize,
    signature: Vec<u8>,
}

impl<'a> Covered<'a> {
    fn read(pdf: &'a [u8], signature: &Dictionary) -> Option<Self> {
        let numbers = signature.get(b"ByteRange").ok()?.as_array().ok()?;
        let mut range = [0; 4];
        if numbers.len() != range.len() {
            return None;
        }
        for (place, number) in range.iter_mut().zip(numbers) {
            *place = usize::try_from(number.as_i64().ok()?).ok()?;
        }
        let [0, before, from, length] = range else {
            return None;
        };
        let end = from.checked_add(length)?;
        let (before, after) = (pdf.get(..before)?, pdf.get(from..end)?);
        let gap = pdf.get(before.len()..from)?;
        let digits = gap.strip_prefix(b"<")?.strip_suffix(b">")?;
        let bytes = unhex(digits)?;
        // The gap is the signature and nothing else, as the file says it too.
        let said = signature.get(b"Contents").ok()?.as_str().ok()?;
        if said != bytes {
            return None;
        }
        Some(Self {
            before,
            after,
            end,
            signature: unpadded(bytes)?,
        })
    }
}

fn unhex(digits: &[u8]) -> Option<Vec<u8>> {
    let (pairs, []) = digits.as_chunks::<2>() else {
        return None;
    };
    let value = |digit: u8| char::from(digit).to_digit(16);
    let bytes = pairs.iter().map(|[high, low]| {
        let byte = value(*high)? << 4 | value(*low)?;
        u8::try_from(byte).ok()
    });
    bytes.collect()
}

/// A signature without the zeros behind it; nothing if something else follows.
fn unpadded(mut bytes: Vec<u8>) -> Option<Vec<u8>> {
    let (first, rest) = bytes.split_first_chunk::<2>()?;
    let length = match first[1] {
        length @ 0..=0x7F => 2 + usize::from(length),
        long @ 0x81..=0x84 => {
            let count = usize::from(long & 0x7F);
            let digits = rest.get(..count)?;
            let length = digits
                .iter()
                .fold(0, |sum, digit| sum << 8 | usize::from(*digit));
            2 + count + length
        }
        _ => return None,
    };
    if bytes.get(length..)?.iter().any(|byte| *byte != 0) {
        return None;
    }
    bytes.truncate(length);
    Some(bytes)
}
