//! What the samples say, in both forms, and the text part of each DOCX.

use crate::docx::part;
use crate::samples::all;
use crate::text;

#[test]
fn the_samples_read_as_they_did() {
    for (name, paper) in all() {
        let pdf = press::pdf(&paper).expect("a PDF");
        insta::assert_snapshot!(format!("{name}-pdf"), text(&pdf));
    }
}

#[test]
fn the_document_parts_are_as_they_were() {
    for (name, paper) in all().into_iter().take(3) {
        let xml = part(&press::docx(&paper), "word/document.xml");
        let lines = xml.replace("<w:p>", "\n<w:p>").replace("<w:t", "\n<w:t");
        insta::assert_snapshot!(format!("{name}-document"), lines);
    }
}

#[test]
fn both_forms_say_the_same_words_and_the_same_paper_gives_the_same_bytes() {
    for (name, paper) in all() {
        let (pdf, docx) = (press::pdf(&paper).expect("a PDF"), press::docx(&paper));
        let (in_pdf, in_docx) = (words(&text(&pdf)), words(&text(&docx)));
        let only = |these: &[String], those: &[String]| -> Vec<String> {
            let mut those = those.to_vec();
            these
                .iter()
                .filter(|word| match those.iter().position(|other| other == *word) {
                    Some(place) => {
                        those.swap_remove(place);
                        false
                    }
                    None => true,
                })
                .cloned()
                .collect()
        };
        assert_eq!(
            only(&in_docx, &in_pdf),
            Vec::<String>::new(),
            "{name}: only in the DOCX"
        );
        let extra = only(&in_pdf, &in_docx);
        // Numbers of pages, marks of axes and feet of pages; heads of tables that are printed again and the name of a series twice.
        let foot = format!("{} {}", paper.contact, paper.mark);
        let known = |word: &String| {
            let number = word.chars().all(|c| c.is_ascii_digit() || c == '.');
            number || foot.contains(word.as_str()) || name == "report" && in_docx.contains(word)
        };
        assert!(
            extra.iter().all(known),
            "{name}: only in the PDF: {extra:?}"
        );
        assert_eq!(press::docx(&paper), docx, "{name}");
        assert_eq!(press::pdf(&paper).expect("a PDF"), pdf, "{name}");
    }
}

#[test]
fn a_paper_comes_back_from_json() {
    for (name, paper) in all() {
        let json = serde_json::to_string(&paper).expect("JSON");
        let back: paper::Paper = serde_json::from_str(&json).expect("a paper");
        assert_eq!(back, paper, "{name}");
    }
    let short = r#"{"kind":"letter","issuing_body":"HĐND","body":[{"paragraph":"Chào./."},{"table":{"rows":[{"cells":["a",{"text":"b","across":2}]}]}}]}"#;
    let paper: paper::Paper = serde_json::from_str(short).expect("what is left out is empty");
    assert_eq!(paper.body.len(), 2);
    assert!(serde_json::from_str::<paper::Paper>(r#"{"isuing_body":"x"}"#).is_err());
}

/// The words of a text; bars between cells and marks of links go.
fn words(text: &str) -> Vec<String> {
    (text.split(|c: char| c.is_whitespace() || c == '|'))
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}
