//! Signing: a signature put into a PDF, or laid beside any other file.

use jiff::Timestamp;
use kernel::time::local;
use lopdf::{Dictionary, Document, Object, ObjectId, text_string};

use super::file::{Unreadable, dictionary, guarded, items, open, words};
use super::signer::Signer;
use super::update::{Update, write, write_hex};
use super::{Statement, cms};

/// The digits that a place in the file may have.
const DIGITS: usize = 10;
/// What a signature takes beside its certificates, in bytes.
const ROOM: usize = 2_048;

/// Why a file was not signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unsealable {
    /// The file is not one that can be signed.
    #[error("the file cannot be signed")]
    Unreadable(#[from] Unreadable),
    /// The certificate is not valid at the moment of signing.
    #[error("the certificate is not valid at the moment of signing")]
    NotValid,
    /// An earlier signature forbids every change, also a further signature.
    #[error("an earlier signature forbids further ones")]
    Locked,
    /// The signature could not be computed.
    #[error("the signature could not be made")]
    NotMade,
}

/// Where the two parts of a signature that are written last lie in the file.
struct Gaps {
    /// The first digit of the places that say what is signed.
    range: usize,
    /// The angle bracket before the signature.
    contents: usize,
}

/// Ký văn bản PDF: appends a signature to a PDF, also to one that is signed already.
pub fn seal(pdf: &[u8], signer: &Signer, statement: &Statement) -> Result<Vec<u8>, Unsealable> {
    valid(signer, statement.at)?;
    guarded(|| {
        let document = open(pdf)?;
        if locked(&document) {
            return Err(Unsealable::Locked);
        }
        append(pdf, &document, signer, statement)
    })
}

/// Ký tệp: a signature of a file of any kind, to be kept beside it (`.p7s`).
pub fn detached(bytes: &[u8], signer: &Signer, at: Timestamp) -> Result<Vec<u8>, Unsealable> {
    valid(signer, at)?;
    cms::write(signer, &cms::sha256(bytes), Some(at)).ok_or(Unsealable::NotMade)
}

fn valid(signer: &Signer, at: Timestamp) -> Result<(), Unsealable> {
    let holder = signer.holder();
    match holder.from <= at && at <= holder.until {
        true => Ok(()),
        false => Err(Unsealable::NotValid),
    }
}

/// Whether a signature says that nothing may be added (DocMDP, 1).
fn locked(document: &Document) -> bool {
    let forbids = || {
        let permissions = dictionary(document, document.catalog().ok()?, b"Perms")?;
        let signature = dictionary(document, permissions, b"DocMDP")?;
        let reference = items(document, signature, b"Reference").first()?;
        let reference = document.dereference(reference).ok()?.1.as_dict().ok()?;
        let parameters = dictionary(document, reference, b"TransformParams")?;
        parameters.get(b"P").ok()?.as_i64().ok()
    };
    forbids() == Some(1)
}

fn append(
    pdf: &[u8],
    document: &Document,
    signer: &Signer,
    statement: &Statement,
) -> Result<Vec<u8>, Unsealable> {
    let catalog = document.catalog().map_err(|_| Unreadable::Broken)?;
    let page = document.page_iter().last().ok_or(Unreadable::Broken)?;
    let mut update = Update::new(pdf, document).ok_or(Unreadable::Broken)?;
    let (signature, widget) = (update.number(), update.number());

    let mut form = dictionary(document, catalog, b"AcroForm")
        .cloned()
        .unwrap_or_default();
    let mut fields = items(document, &form, b"Fields").to_vec();
    let name = free_name(document, &fields);
    fields.push(Object::Reference(widget));
    form.set("Fields", fields);
    // Signatures exist, and the file may only be appended to.
    form.set("SigFlags", 3);
    match catalog.get(b"AcroForm") {
        Ok(Object::Reference(id)) => update.put(*id, &form),
        _ => {
            let id = update.number();
            update.put(id, &form);
            let root = document.trailer.get(b"Root").and_then(Object::as_reference);
            let mut catalog = catalog.clone();
            catalog.set("AcroForm", Object::Reference(id));
            update.put(root.map_err(|_| Unreadable::Broken)?, &catalog);
        }
    }
    let mut changed = document
        .get_dictionary(page)
        .map_err(|_| Unreadable::Broken)?
        .clone();
    let mut annotations = items(document, &changed, b"Annots").to_vec();
    annotations.push(Object::Reference(widget));
    changed.set("Annots", annotations);
    // A tagged page says in which order its annotations are visited.
    changed.set("Tabs", "S");
    update.put(page, &changed);
    update.put(widget, &field(&name, signer, page, signature));

    let chain: usize = signer.chain.iter().map(cms::length).sum();
    let room = chain + signer.certificate.len() + ROOM;
    let gaps = update.put_with(signature, |out| dictionary_of(out, signer, statement, room));
    fill(update.finish(), &gaps, room, signer).ok_or(Unsealable::NotMade)
}

/// A name that no field of the file has.
fn free_name(document: &Document, fields: &[Object]) -> String {
    let taken: Vec<String> = (fields.iter())
        .filter_map(|field| document.dereference(field).ok()?.1.as_dict().ok())
        .map(|field| words(document, field, b"T"))
        .collect();
    let names = (1..).map(|number| format!("ChuKySo{number}"));
    let mut free = names.filter(|name| !taken.contains(name));
    free.next().unwrap_or_default()
}

/// The field of the signature. It has no size and lies beside the page, so it shows nothing and PDF/A and PDF/UA ask no appearance and
/// no tag of it; it is printed and locked, as PDF/A wants.
fn field(name: &str, signer: &Signer, page: ObjectId, signature: ObjectId) -> Dictionary {
    let mut field = Dictionary::new();
    field.set("Type", "Annot");
    field.set("Subtype", "Widget");
    field.set("FT", "Sig");
    field.set("T", text_string(name));
    field.set(
        "TU",
        text_string(&format!("Chữ ký số: {}", signer.holder().name)),
    );
    field.set("F", 4 + 128);
    field.set("Rect", vec![Object::Integer(-1); 4]);
    field.set("P", Object::Reference(page));
    field.set("V", Object::Reference(signature));
    field
}

/// Writes the dictionary of the signature, with room for what is known only when the file is whole.
fn dictionary_of(out: &mut Vec<u8>, signer: &Signer, statement: &Statement, room: usize) -> Gaps {
    out.extend_from_slice(
        b"<</Type /Sig\n/Filter /Adobe.PPKLite\n/SubFilter /ETSI.CAdES.detached\n/ByteRange [0 ",
    );
    let range = out.len();
    out.extend(std::iter::repeat_n(b' ', 3 * DIGITS + 2));
    out.extend_from_slice(b"]\n/Contents ");
    let contents = out.len();
    out.push(b'<');
    out.extend(std::iter::repeat_n(b'0', 2 * room));
    out.extend_from_slice(b">\n/M ");
    let at = local(statement.at)
        .strftime("D:%Y%m%d%H%M%S+07'00'")
        .to_string();
    write(out, &text_string(&at));
    for (key, words) in [
        ("Name", &signer.holder().name),
        ("Reason", &statement.reason),
        ("Location", &statement.place),
    ] {
        if !words.is_empty() {
            out.extend_from_slice(format!("\n/{key} ").as_bytes());
            write(out, &text_string(words));
        }
    }
    out.extend_from_slice(b">>");
    Gaps { range, contents }
}

/// Says what is signed, signs it and puts the signature into its room.
fn fill(mut out: Vec<u8>, gaps: &Gaps, room: usize, signer: &Signer) -> Option<Vec<u8>> {
    let before = gaps.contents;
    let after = before + 2 * room + 2;
    let range = format!(
        "{before:<DIGITS$} {after:<DIGITS$} {:<DIGITS$}",
        out.len() - after
    );
    out[gaps.range..gaps.range + range.len()].copy_from_slice(range.as_bytes());
    let digest = cms::hash(&ring::digest::SHA256, &[&out[..before], &out[after..]]);
    let signature = cms::write(signer, &digest, None)?;
    let mut digits = Vec::with_capacity(2 * signature.len());
    write_hex(&mut digits, &signature);
    let place = out.get_mut(before + 1..after - 1)?;
    place.get_mut(..digits.len())?.copy_from_slice(&digits);
    Some(out)
}
