//! The way back from the text to the file.

use proptest::prelude::*;
use reading::Reading;

use crate::craft::{Docx, p, part, read};

/// What the bytes of a part say.
fn decoded(bytes: &[u8], mark: [u8; 2]) -> String {
    let units = bytes.chunks_exact(2).map(|pair| match mark {
        [0xFF, 0xFE] => u16::from_le_bytes([pair[0], pair[1]]),
        _ => u16::from_be_bytes([pair[0], pair[1]]),
    });
    char::decode_utf16(units)
        .map(|sign| sign.unwrap_or('\u{FFFD}'))
        .collect()
}

/// Every piece that claims to stand in its part does, and the pieces lie in order within the text.
fn check(reading: &Reading, parts: &[Vec<u8>]) {
    let mut end = 0;
    for piece in &reading.pieces {
        assert!(piece.start >= end, "pieces overlap");
        end = piece.start + piece.len;
        let text = &reading.text[piece.start..end];
        let part = &parts[usize::from(piece.part)];
        let raw = &part[piece.at..piece.at + piece.taken];
        let mark = [part[0], *part.get(1).unwrap_or(&0)];
        if piece.verbatim {
            if matches!(mark, [0xFF, 0xFE] | [0xFE, 0xFF]) {
                assert_eq!(decoded(raw, mark), text);
            } else {
                assert_eq!(raw, text.as_bytes());
            }
        }
        // Each letter of it leads back to its own bytes.
        for (at, letter) in text.char_indices().filter(|_| piece.verbatim) {
            let places = reading.places(piece.start + at..piece.start + at + letter.len_utf8());
            let range = places[0].range.clone();
            if matches!(mark, [0xFF, 0xFE] | [0xFE, 0xFF]) {
                assert_eq!(decoded(&part[range], mark), letter.to_string());
            } else {
                assert_eq!(&part[range], letter.to_string().as_bytes());
            }
        }
    }
    assert!(end <= reading.text.len());
}

fn bits() -> impl Strategy<Value = String> {
    let bit = prop::sample::select(vec![
        "Điều 5",
        " ",
        "  ",
        "\n",
        "\r\n",
        "\t",
        "&amp;",
        "&ecirc;",
        "&#272;",
        "&nbsp;",
        "&",
        "<b>",
        "</b>",
        "<p>",
        "</p>",
        "<br>",
        "<td>",
        "</td>",
        "<tr>",
        "</tr>",
        "<table>",
        "</table>",
        "<ol>",
        "<li>",
        "<a href=\"#x\">",
        "</a>",
        "12",
        "</>",
        "<!-- x -->",
        "<script>",
        "</script>",
        "khoản",
        "😀",
        "\u{c}",
        "<pre>",
        "</pre>",
        "[",
        "x",
    ]);
    prop::collection::vec(bit, 1..60).prop_map(|bits| bits.concat())
}

fn utf16(text: &str) -> Vec<u8> {
    [0xFF, 0xFE]
        .into_iter()
        .chain(text.encode_utf16().flat_map(u16::to_le_bytes))
        .collect()
}

proptest! {
    #[test]
    fn pieces_of_pages_and_texts_stand_where_they_say(bits in bits()) {
        for text in [format!("<p>{bits}"), format!("Luật {bits}")] {
            for bytes in [text.clone().into_bytes(), [b"\xEF\xBB\xBF", text.as_bytes()].concat(), utf16(&text)] {
                if let Ok(reading) = read(&bytes) {
                    check(&reading, &[bytes]);
                }
            }
        }
    }

    #[test]
    fn pieces_of_documents_stand_where_they_say(words in prop::collection::vec("[ a-cĐđệ\n😀]{0,12}(&amp;|&#272;)?", 1..8), wide in any::<bool>()) {
        let body: String = words.iter().map(|word| {
            format!("<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl><w:p><w:r><w:t>{word}</w:t><w:footnoteReference w:id=\"1\"/></w:r></w:p>", p(word), p("x"))
        }).collect();
        let footnotes = format!("<w:footnote w:id=\"1\">{}</w:footnote>", words.iter().map(|word| p(word)).collect::<String>());
        let file = Docx { body: &body, footnotes: &footnotes, ..Docx::default() }.build();
        let mut parts = vec![part(&file, "word/document.xml"), part(&file, "word/footnotes.xml")];
        let file = if wide {
            parts[0] = utf16(&String::from_utf8(parts[0].clone()).expect("text"));
            let rels = part(&file, "word/_rels/document.xml.rels");
            crate::craft::pack(&[("word/document.xml", &parts[0]), ("word/footnotes.xml", &parts[1]), ("word/_rels/document.xml.rels", &rels)])
        } else {
            file
        };
        let reading = read(&file).expect("a reading");
        prop_assert_eq!(reading.parts.len(), 2);
        check(&reading, &parts);
    }
}
