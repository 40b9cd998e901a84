//! Signatures, from outside: made, checked, tampered with, and judged by programs not written here.

mod authority;
mod hostile;
mod others;

use std::sync::LazyLock;

use jiff::{Timestamp, ToSpan};
use lopdf::{Dictionary, Document, IncrementalDocument, Object, dictionary};
use press::seal::{
    Distrust, Later, Roots, Seal, Signer, Statement, Unfit, Unreadable, Unsealable, check,
    detached, extends, seal, verify,
};

use crate::samples;
use authority::{AUTHORITY, Papers};

/// An invitation as it is printed; set once.
static PAPER: LazyLock<Vec<u8>> =
    LazyLock::new(|| press::pdf(&samples::invitation()).expect("a PDF"));

/// The moment, in whole seconds, as certificates and signatures count them.
fn now() -> Timestamp {
    // The certificates come first: nobody signs before they are valid.
    LazyLock::force(&AUTHORITY);
    Timestamp::from_second(kernel::Clock::system().now().as_second()).expect("a moment")
}

fn statement() -> Statement {
    Statement {
        reason: "Ban hành".to_owned(),
        place: "Thành phố Thử Nghiệm".to_owned(),
        at: now(),
    }
}

fn sealed(pdf: &[u8], papers: &Papers) -> Vec<u8> {
    seal(pdf, &papers.signer(), &statement()).expect("a signed PDF")
}

fn seals(pdf: &[u8]) -> Vec<Seal> {
    verify(pdf).expect("a PDF")
}

#[test]
fn a_paper_is_signed_and_stays_the_paper() {
    let roots = AUTHORITY.roots();
    let strangers = Roots::from_pem(&AUTHORITY.stranger.certificate).expect("roots");
    // An RSA key right below the root, a P-256 key below an authority between.
    for papers in [&AUTHORITY.chair, &AUTHORITY.clerk] {
        let statement = statement();
        let signed = seal(&PAPER, &papers.signer(), &statement).expect("a signed PDF");
        assert!(signed.starts_with(&PAPER) && extends(&signed, &PAPER));
        assert_eq!(crate::text(&signed), crate::text(&PAPER));
        let [one] = &seals(&signed)[..] else {
            panic!("one signature");
        };
        assert!(one.holds() && one.whole, "{one:?}");
        assert_eq!(
            (one.reason.as_str(), one.place.as_str()),
            ("Ban hành", "Thành phố Thử Nghiệm")
        );
        assert_eq!((one.at, one.later), (Some(statement.at), Later::Nothing));
        let signature = one.signature.as_ref().expect("a signature");
        assert_eq!(signature.holder, *papers.signer().holder());
        assert_eq!(signature.holder.name, papers.name);
        // PAdES says the time in the PDF alone.
        assert_eq!(signature.at, None);

        let year = |years: i64| statement.at + (years * 365 * 24).hours();
        assert_eq!(signature.trusted(&roots, statement.at), Ok(()));
        assert_eq!(signature.trusted(&roots, year(9)), Err(Distrust::Expired));
        assert_eq!(signature.trusted(&roots, year(-1)), Err(Distrust::NotYet));
        assert_eq!(
            signature.trusted(&strangers, statement.at),
            Err(Distrust::Unknown)
        );
    }
}

#[test]
fn the_form_and_the_page_say_what_pdf_a_asks_of_a_field() {
    let document = Document::load_mem(&sealed(&PAPER, &AUTHORITY.chair)).expect("a PDF");
    let catalog = document.catalog().expect("a catalogue");
    let form = document
        .get_dict_in_dict(catalog, b"AcroForm")
        .expect("a form");
    assert_eq!(form.get(b"SigFlags").and_then(Object::as_i64).ok(), Some(3));
    let (_, page) = document.get_pages().pop_last().expect("a page");
    let page = document.get_dictionary(page).expect("a page");
    assert_eq!(
        page.get(b"Tabs").and_then(Object::as_name).ok(),
        Some(&b"S"[..])
    );
    let fields = form
        .get(b"Fields")
        .and_then(Object::as_array)
        .expect("fields");
    assert_eq!(
        page.get(b"Annots").and_then(Object::as_array).ok(),
        Some(fields)
    );
    let field = fields[0]
        .as_reference()
        .and_then(|id| document.get_dictionary(id));
    let field = field.expect("a field");
    let flags = field.get(b"F").and_then(Object::as_i64).expect("flags");
    // Printed, and neither hidden nor invisible.
    assert_eq!(flags & 0b111, 0b100);
    assert!(!field.has(b"A") && !field.has(b"AA") && field.has(b"TU"));
    let signature = document.get_dict_in_dict(field, b"V").expect("a signature");
    let kind = signature.get(b"SubFilter").and_then(Object::as_name);
    assert_eq!(kind.ok(), Some(&b"ETSI.CAdES.detached"[..]));
    // What was archived before stays archived: its first name is kept, the second is of this state.
    let names = |document: &Document| {
        let names = document.trailer.get(b"ID").and_then(Object::as_array);
        let names = names
            .expect("names")
            .iter()
            .map(|name| name.as_str().expect("a name").to_vec());
        names.collect::<Vec<_>>()
    };
    let (before, after) = (
        names(&Document::load_mem(&PAPER).expect("a PDF")),
        names(&document),
    );
    assert!(before[0] == after[0] && before[1] != after[1]);
}

#[test]
fn several_parties_sign_one_paper() {
    let once = sealed(&PAPER, &AUTHORITY.chair);
    let twice = sealed(&once, &AUTHORITY.clerk);
    let thrice = sealed(&twice, &AUTHORITY.chair);
    assert!(twice.starts_with(&once) && thrice.starts_with(&twice));
    let found = seals(&thrice);
    let names: Vec<&str> = found.iter().map(|seal| seal.field.as_str()).collect();
    assert_eq!(names, ["ChuKySo1", "ChuKySo2", "ChuKySo3"]);
    let later: Vec<Later> = found.iter().map(|seal| seal.later).collect();
    assert_eq!(
        later,
        [Later::Signatures, Later::Signatures, Later::Nothing]
    );
    assert!(found.iter().all(Seal::holds), "{found:?}");
    let who = |seal: &Seal| seal.signature.as_ref().map(|one| one.holder.name.clone());
    let (chair, clerk) = (AUTHORITY.chair.name, AUTHORITY.clerk.name);
    let signers: Vec<_> = found.iter().filter_map(who).collect();
    assert_eq!(signers, [chair, clerk, chair]);
    assert!(
        [&PAPER, &once, &twice]
            .iter()
            .all(|state| extends(&thrice, state))
    );
    assert!(
        !extends(&once, &twice)
            && !extends(&thrice, &press::pdf(&samples::letter()).expect("a PDF"))
    );
}

#[test]
fn files_of_others_are_signed_too() {
    // An older table of objects, a list of annotations that lies elsewhere and a form with a field.
    let mut document = Document::load_mem(&PAPER).expect("a PDF");
    let (_, page) = document.get_pages().pop_last().expect("a page");
    let note = dictionary! { "Type" => "Annot", "Subtype" => "Popup", "Rect" => vec![0.into(); 4] };
    let note = document.add_object(note);
    let list = document.add_object(vec![Object::Reference(note)]);
    document
        .get_dictionary_mut(page)
        .expect("a page")
        .set("Annots", list);
    let field = document
        .add_object(dictionary! { "FT" => "Tx", "T" => Object::string_literal("ChuKySo1") });
    let form = dictionary! { "Fields" => vec![Object::Reference(field)], "DA" => Object::string_literal("/F 0 Tf") };
    document
        .catalog_mut()
        .expect("a catalogue")
        .set("AcroForm", form);
    document.reference_table.cross_reference_type = lopdf::xref::XrefType::CrossReferenceTable;
    let mut other = Vec::new();
    document.save_to(&mut other).expect("written");
    let signed = sealed(&sealed(&other, &AUTHORITY.chair), &AUTHORITY.clerk);
    let found = seals(&signed);
    assert_eq!(found.len(), 2);
    assert!(found.iter().all(Seal::holds), "{found:?}");
    assert_eq!(found[0].field, "ChuKySo2");
    assert!(extends(&signed, &other));
}

/// A signed paper with an update behind it, as another program would write it.
fn updated(change: impl FnOnce(&mut Document, &mut Dictionary)) -> Vec<u8> {
    let signed = sealed(&PAPER, &AUTHORITY.chair);
    let document = Document::load_mem(&signed).expect("a PDF");
    let mut update = IncrementalDocument::create_from(signed, document);
    let previous = update.get_prev_documents();
    let (_, id) = previous.get_pages().pop_last().expect("a page");
    let mut page = previous.get_dictionary(id).expect("a page").clone();
    change(&mut update.new_document, &mut page);
    update.new_document.set_object(id, page);
    let mut out = Vec::new();
    update.save_to(&mut out).expect("written");
    out
}

#[test]
fn programs_may_note_what_they_did() {
    let file = updated(|document, _| {
        let paper = Document::load_mem(&PAPER).expect("a PDF");
        let info = paper
            .trailer
            .get(b"Info")
            .and_then(Object::as_reference)
            .expect("notes");
        let mut notes = paper.get_dictionary(info).expect("notes").clone();
        notes.set("ModDate", Object::string_literal("D:20270101000000Z"));
        document.set_object(info, notes);
        let catalog = paper.catalog().expect("a catalogue");
        let id = catalog
            .get(b"Metadata")
            .and_then(Object::as_reference)
            .expect("metadata");
        let mut metadata = paper
            .get_object(id)
            .and_then(Object::as_stream)
            .expect("metadata")
            .clone();
        metadata.set_content(b"<x/>".to_vec());
        document.set_object(id, metadata);
    });
    let found = seals(&file);
    assert!(
        found[0].holds() && found[0].later == Later::Signatures,
        "{found:?}"
    );
    let title = updated(|document, _| {
        let paper = Document::load_mem(&PAPER).expect("a PDF");
        let info = paper
            .trailer
            .get(b"Info")
            .and_then(Object::as_reference)
            .expect("notes");
        document.set_object(
            info,
            dictionary! { "Title" => Object::string_literal("khac") },
        );
    });
    assert!(!seals(&title)[0].holds());
}

#[test]
fn what_is_laid_over_a_signed_paper_is_seen() {
    let stamp = |kind: &str, field: bool| {
        let mut stamp = dictionary! {
            "Type" => "Annot", "Subtype" => kind, "F" => 4,
            "Rect" => vec![50.into(), 700.into(), 300.into(), 800.into()],
        };
        if field {
            stamp.set("FT", "Sig");
        }
        stamp
    };
    let with = |annotation: Dictionary| {
        updated(|document, page| {
            let id = document.add_object(annotation);
            let list = page.get_mut(b"Annots").and_then(Object::as_array_mut);
            list.expect("a list").push(Object::Reference(id));
        })
    };
    let cases = [
        (
            "other words",
            updated(|document, page| {
                let words = b"BT /F0 12 Tf 72 700 Td (khac) Tj ET".to_vec();
                let words = document.add_object(lopdf::Stream::new(Dictionary::new(), words));
                page.set("Contents", words);
            }),
        ),
        ("a stamp", with(stamp("Stamp", false))),
        ("a field over the page", with(stamp("Widget", true))),
    ];
    for (name, file) in cases {
        let [one] = &seals(&file)[..] else {
            panic!("{name}: one signature");
        };
        // The bytes that were signed are still there; what is shown is something else.
        assert!(
            one.signature.as_ref().is_some_and(|one| one.holds()),
            "{name}: {one:?}"
        );
        assert!(
            one.whole && one.later == Later::Changes && !one.holds(),
            "{name}: {one:?}"
        );
        assert!(
            file.starts_with(&PAPER) && !extends(&file, &PAPER),
            "{name}"
        );
        // A further signature does not heal it, and its own signer signed what is shown.
        let found = seals(&sealed(&file, &AUTHORITY.clerk));
        assert!(!found[0].holds() && found[1].holds(), "{name}: {found:?}");
    }
}

#[test]
fn a_signature_beside_a_file() {
    let at = statement().at;
    let file = "mọi tệp đều ký được".as_bytes();
    for papers in [&AUTHORITY.chair, &AUTHORITY.clerk] {
        let beside = detached(file, &papers.signer(), at).expect("a signature");
        let found = check(file, &beside).expect("a signature");
        assert!(found.holds());
        assert_eq!(
            (found.at, found.holder.name.as_str()),
            (Some(at), papers.name)
        );
        assert_eq!(found.trusted(&AUTHORITY.roots(), at), Ok(()));
        let other = check(b"x", &beside).expect("a signature");
        assert!(!other.intact && other.genuine && !other.holds());
        assert_eq!(check(file, &beside[1..]), None);
    }
}

#[test]
fn who_cannot_sign_is_told_why() {
    let authority = &*AUTHORITY;
    let fault = |certificate: &[u8], key: &[u8]| Signer::from_pem(certificate, key).map(drop);
    let (chair, clerk) = (&authority.chair, &authority.clerk);
    assert_eq!(fault(&chair.certificate, &clerk.key), Err(Unfit::Mismatch));
    assert_eq!(fault(b"", &chair.key), Err(Unfit::Certificate));
    assert_eq!(fault(&chair.key, &chair.key), Err(Unfit::Certificate));
    assert_eq!(fault(&chair.certificate, b"-----BEGIN"), Err(Unfit::Key));
    assert_eq!(
        fault(&chair.certificate, &authority.encrypted),
        Err(Unfit::Encrypted)
    );
    for weak in &authority.weak {
        assert_eq!(fault(&chair.certificate, weak), Err(Unfit::Kind));
    }
    let cipher = &authority.cipher;
    assert_eq!(fault(&cipher.certificate, &cipher.key), Err(Unfit::Usage));

    let late = Statement {
        at: now() + (20 * 365 * 24).hours(),
        ..statement()
    };
    let signer = chair.signer();
    assert_eq!(seal(&PAPER, &signer, &late), Err(Unsealable::NotValid));
    assert_eq!(
        seal(b"PK", &signer, &statement()),
        Err(Unsealable::Unreadable(Unreadable::NotPdf))
    );
}
