//! The PDF held to PDF/A-2a and to the decree, as another program reads it.

use lopdf::{Dictionary, Document, Object};

use crate::samples;

fn follow<'a>(document: &'a Document, dictionary: &'a Dictionary, key: &str) -> &'a Dictionary {
    let object = dictionary
        .get(key.as_bytes())
        .unwrap_or_else(|_| panic!("no {key}"));
    let object = document.dereference(object).expect("an object").1;
    match object {
        Object::Stream(stream) => &stream.dict,
        object => object.as_dict().expect("a dictionary"),
    }
}

/// The report is set once: without optimisation it takes seconds.
#[test]
fn the_report_is_in_form() {
    let pdf = press::pdf(&samples::report()).expect("a PDF");
    let document = Document::load_mem(&pdf).expect("a PDF that opens");
    the_file_says_what_it_is(&document);
    every_face_is_in_the_file(&document);
    pages_lie_and_stand_and_count_for_themselves(&document);
}

fn the_file_says_what_it_is(document: &Document) {
    let catalog = document.catalog().expect("a catalogue");
    assert_eq!(document.version, "1.7");
    let lang = catalog
        .get(b"Lang")
        .and_then(Object::as_str)
        .expect("a language");
    assert_eq!(lang, b"vi-VN");
    let marked = follow(document, catalog, "MarkInfo").get(b"Marked");
    assert!(marked.and_then(Object::as_bool).expect("tags"));
    follow(document, catalog, "StructTreeRoot");
    let metadata = catalog
        .get(b"Metadata")
        .and_then(Object::as_reference)
        .expect("metadata");
    let metadata = document
        .get_object(metadata)
        .and_then(Object::as_stream)
        .expect("metadata");
    let metadata = String::from_utf8_lossy(&metadata.content).into_owned();
    for words in [
        "pdfaid:part>2<",
        "pdfaid:conformance>A<",
        "Báo cáo số 05/BC-TTHĐND",
        "2026-02-03",
    ] {
        assert!(metadata.contains(words), "{words}: {metadata}");
    }
    // Bookmarks: the units of the body and both annexes.
    let outlines = follow(document, catalog, "Outlines");
    let count = outlines
        .get(b"Count")
        .and_then(Object::as_i64)
        .expect("a count");
    assert!(count.unsigned_abs() >= 4, "{count}");
}

fn every_face_is_in_the_file(document: &Document) {
    let mut faces = 0;
    for object in document.objects.values() {
        let Ok(dictionary) = object.as_dict() else {
            continue;
        };
        if dictionary.has_type(b"FontDescriptor") {
            let name = dictionary
                .get(b"FontName")
                .and_then(Object::as_name)
                .expect("a name");
            let name = String::from_utf8_lossy(name);
            assert!(name.contains("LiberationSerif"), "{name}");
            assert!(dictionary.has(b"FontFile2") || dictionary.has(b"FontFile3"));
            faces += 1;
        }
    }
    assert!(faces >= 3, "{faces}");
}

fn pages_lie_and_stand_and_count_for_themselves(document: &Document) {
    let mut sizes: Vec<(i64, i64)> = Vec::new();
    for id in document.get_pages().values() {
        let page = document.get_dictionary(*id).expect("a page");
        let media = page
            .get(b"MediaBox")
            .and_then(Object::as_array)
            .expect("a size");
        let side = |place: usize| media[place].as_float().expect("a number").round() as i64;
        sizes.push((side(2), side(3)));
    }
    let lying = sizes.iter().filter(|size| **size == (842, 595)).count();
    let standing = sizes.iter().filter(|size| **size == (595, 842)).count();
    assert_eq!(lying + standing, sizes.len(), "{sizes:?}");
    assert!(lying >= 2 && standing >= 4, "{sizes:?}");
    // The number of a page stands at its top, alone on its line; the first page of each part shows none.
    let numbers: Vec<String> = (1..=sizes.len() as u32)
        .map(|page| {
            let text = document.extract_text(&[page]).expect("text");
            let first = text.lines().next().unwrap_or_default().trim().to_owned();
            match first.parse::<u32>() {
                Ok(_) => first,
                Err(_) => "-".to_owned(),
            }
        })
        .collect();
    assert_eq!(
        numbers.iter().filter(|number| *number == "-").count(),
        3,
        "{numbers:?}"
    );
    assert_eq!(numbers[0], "-");
    assert_eq!(numbers[1], "2");
}
