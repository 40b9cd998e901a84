//! What is refused, and with which reason.

use reading::{Limits, Unreadable};

use crate::craft::{Docx, docx, p, pack, read};

#[test]
fn each_hostile_file_has_its_reason() {
    let honest = docx(&p("Điều 1"));
    let ole = |name: &str| -> Vec<u8> {
        let head = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
        head.into_iter()
            .chain(name.encode_utf16().flat_map(u16::to_le_bytes))
            .collect()
    };
    let with = |name: &'static str, content: &[u8]| {
        Docx {
            body: &p("x"),
            more: &[(name, content)],
            ..Docx::default()
        }
        .build()
    };
    let macro_types = b"<Types><Override ContentType=\"application/vnd.ms-word.document.macroEnabled.main+xml\"/></Types>";
    let bomb = p(&"a".repeat(30_000_000));
    let unclosed = pack(&[("word/document.xml", "<w:document><w:body>".as_bytes())]);
    let entities = pack(&[(
        "word/document.xml",
        "<!DOCTYPE x [<!ENTITY a \"b\">]><w:document>&a;</w:document>".as_bytes(),
    )]);
    let cases: Vec<(&str, Vec<u8>, Unreadable)> = vec![
        ("nothing", Vec::new(), Unreadable::Empty),
        ("white space", b" \r\n ".to_vec(), Unreadable::Empty),
        (
            "half an archive",
            honest[..honest.len() / 2].to_vec(),
            Unreadable::Truncated,
        ),
        (
            "an archive of other things",
            pack(&[("a.txt", b"a")]),
            Unreadable::WrongType,
        ),
        (
            "a workbook",
            pack(&[("xl/workbook.xml", b"<workbook/>")]),
            Unreadable::WrongType,
        ),
        (
            "macros",
            with("word/vbaProject.bin", b"x"),
            Unreadable::Macro,
        ),
        (
            "macros by another name",
            pack(&[
                ("[Content_Types].xml", macro_types.as_slice()),
                ("word/document.xml", b"<document/>"),
            ]),
            Unreadable::Macro,
        ),
        ("a bomb", docx(&bomb), Unreadable::ZipBomb),
        (
            "a way out",
            with("../../etc/passwd", b"x"),
            Unreadable::Broken,
        ),
        ("unclosed", unclosed, Unreadable::Broken),
        ("entities", entities, Unreadable::Broken),
        ("no text", docx("<w:p/>"), Unreadable::NoText),
        ("a password", ole("EncryptedPackage"), Unreadable::Encrypted),
        ("an old document", ole("WordDocument"), Unreadable::OldWord),
        ("an old workbook", ole("Workbook"), Unreadable::WrongType),
        (
            "a picture",
            b"\x89PNG\r\n\x1a\n\0\0".to_vec(),
            Unreadable::WrongType,
        ),
        ("rich text", b"{\\rtf1 x}".to_vec(), Unreadable::WrongType),
        (
            "other XML",
            b"<?xml version=\"1.0\"?><a/>".to_vec(),
            Unreadable::WrongType,
        ),
        ("a program", b"a\0b".to_vec(), Unreadable::WrongType),
        (
            "another encoding",
            b"\x93\xFA\x96\x7B\x8C\xEA".to_vec(),
            Unreadable::NotUnicode,
        ),
        (
            "cut in a letter",
            "Điều".as_bytes()[..4].to_vec(),
            Unreadable::Truncated,
        ),
    ];
    for (name, bytes, reason) in cases {
        assert_eq!(read(&bytes), Err(reason), "{name}");
        assert!(Unreadable::CODES.contains(&reason.code()), "{name}");
    }
}

#[test]
fn limits_hold() {
    let limits = Limits {
        bytes: 1_000,
        text_bytes: 100,
        ..Limits::default()
    };
    assert_eq!(
        reading::read(&[b'a'; 1_001], &limits),
        Err(Unreadable::TooLarge { limit: 1_000 })
    );
    let too_long = Err(Unreadable::TooLong { limit: 100 });
    assert_eq!(reading::read(&[b'a'; 101], &limits), too_long);
    assert_eq!(
        reading::read(format!("<p>{}", "a ".repeat(99)).as_bytes(), &limits),
        too_long
    );
    // A number of a hundred letters before each of many empty paragraphs makes a long text of a short file.
    let text = "x".repeat(99);
    let numbering = format!(
        "<w:abstractNum w:abstractNumId=\"1\"><w:lvl w:ilvl=\"0\"><w:lvlText w:val=\"{text}\"/></w:lvl></w:abstractNum>\
         <w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num>"
    );
    let body = "<w:p><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:p>".repeat(1_000);
    let file = Docx {
        body: &body,
        numbering: &numbering,
        ..Docx::default()
    }
    .build();
    let limits = Limits {
        text_bytes: 50_000,
        ..Limits::default()
    };
    assert_eq!(
        reading::read(&file, &limits),
        Err(Unreadable::TooLong { limit: 50_000 })
    );
}

#[test]
fn depth_does_not_end_the_program() {
    let deep = |open: &str, inside: &str, close: &str| {
        docx(&format!(
            "{}{inside}{}",
            open.repeat(20_000),
            close.repeat(20_000)
        ))
    };
    for file in [
        deep("<w:tbl><w:tr><w:tc>", &p("sâu"), "</w:tc></w:tr></w:tbl>"),
        deep(
            "<w:p><w:r><w:txbxContent>",
            &p("sâu"),
            "</w:txbxContent></w:r></w:p>",
        ),
        format!("<p>{}sâu", "<table><tr><td><ol><svg></svg>".repeat(20_000)).into_bytes(),
    ] {
        assert!(read(&file).expect("a reading").text.contains("sâu"));
    }
    let pdf = format!("%PDF-1.5\n1 0 obj\n{}\nendobj\n%%EOF", "[".repeat(100_000));
    assert_eq!(read(pdf.as_bytes()), Err(Unreadable::Broken));
}
