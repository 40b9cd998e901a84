//! Files as they are written and read back, and everything that is refused. What a file changes is tested through the public door.

use jiff::civil::date;
use kernel::ids::MatterId;
use serde_json::{Value as Json, json};
use sha2::{Digest as _, Sha256};

use super::file::{Answer, Content, LARGEST, MOST, Paper, Sent, Side};
use crate::Refusal;
use crate::petitions::{Competence, Field, Outcome, ResultKind};

fn sent() -> Sent {
    Sent {
        id: MatterId::reproducible(1, 1),
        number: "KN-2026-0042".into(),
        title: "Sớm đầu tư đường nối hai tỉnh".into(),
        field: Field::Transport,
        competence: Competence::Province,
        raised_on: date(2026, 11, 20),
        place: "Phường Cái Khế".into(),
    }
}

fn answer() -> Answer {
    Answer {
        id: MatterId::reproducible(1, 2),
        number: "KN-2026-0043".into(),
        result: ResultKind::InHand,
        outcome: Some(Outcome::RoadMap),
        promised_on: Some(date(2027, 6, 30)),
        reply: Paper {
            number: "12/UBND-TH".into(),
            signed_on: date(2026, 11, 22),
            author: "UBND tỉnh Vĩnh Long".into(),
            text: "Đã đưa vào kế hoạch.\nKhởi công quý I.".into(),
        },
    }
}

fn content() -> Content {
    Content {
        from: Side {
            code: "92".into(),
            name: "Thành phố Cần Thơ".into(),
        },
        made_on: date(2026, 11, 24),
        matters: vec![sent()],
        answers: vec![answer()],
    }
}

/// The code of the problem with a file; empty when there is none.
fn told(bytes: &[u8]) -> &'static str {
    match Content::read(bytes) {
        Ok(_) => "",
        Err(Refusal::Invalid(problems)) => problems[0].code,
        Err(other) => panic!("{other}"),
    }
}

/// The file of a content that was changed and sealed again, as another program may write it.
fn sealed(change: impl FnOnce(&mut Json)) -> Vec<u8> {
    let mut content = serde_json::to_value(content()).expect("JSON");
    change(&mut content);
    let hash: String = Sha256::digest(content.to_string().as_bytes())
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let file =
        json!({"format": "dancu-petitions", "version": 1, "sha256": hash, "content": content});
    file.to_string().into_bytes()
}

#[test]
fn what_is_written_is_read_back() {
    assert_eq!(
        Content::read(content().write().as_bytes()).expect("read"),
        content()
    );
    assert_eq!(told(&sealed(|_| {})), "");
}

#[test]
fn a_file_that_is_not_whole_or_not_ours_is_refused_in_words() {
    let whole = content().write();
    let cases: Vec<(&str, Vec<u8>)> = vec![
        ("exchange-unreadable", Vec::new()),
        ("exchange-unreadable", b"PK\x03\x04".to_vec()),
        (
            "exchange-unreadable",
            whole.as_bytes()[..whole.len() / 2].to_vec(),
        ),
        ("exchange-unreadable", b"{}".to_vec()),
        ("exchange-unreadable", "[".repeat(100_000).into_bytes()),
        (
            "exchange-unreadable",
            whole.replace("dancu-petitions", "other").into_bytes(),
        ),
        (
            "exchange-version",
            whole
                .replace("\"version\": 1", "\"version\": 2")
                .into_bytes(),
        ),
        (
            "exchange-changed",
            whole.replace("hai tỉnh", "ba tỉnh").into_bytes(),
        ),
        ("exchange-too-large", vec![b' '; LARGEST + 1]),
        (
            "exchange-empty",
            sealed(|it| (it["matters"], it["answers"]) = (json!([]), json!([]))),
        ),
        (
            "exchange-incomplete",
            sealed(|it| it["voter"] = json!("Lê Thị Bưởi")),
        ),
        (
            "exchange-incomplete",
            sealed(|it| it["matters"][0]["phone"] = json!("0909")),
        ),
        (
            "exchange-incomplete",
            sealed(|it| it["matters"][0]["field"] = json!("bridges")),
        ),
        (
            "exchange-incomplete",
            sealed(|it| it["matters"][0]["title"] = json!("")),
        ),
        (
            "exchange-incomplete",
            sealed(|it| it["matters"][0]["title"] = json!("a".repeat(1_001))),
        ),
        (
            "exchange-incomplete",
            sealed(|it| it["matters"][0]["title"] = json!(" a\u{0}b")),
        ),
        (
            "exchange-incomplete",
            sealed(|it| it["matters"][0]["raised_on"] = json!("hôm qua")),
        ),
        (
            "exchange-incomplete",
            sealed(|it| it["answers"][0]["reply"]["text"] = json!(" ")),
        ),
        (
            "exchange-incomplete",
            sealed(|it| it["answers"][0]["result"] = json!("done")),
        ),
        (
            "exchange-incomplete",
            sealed(|it| {
                let one = it["matters"][0].clone();
                it["matters"] = json!([one, one]);
            }),
        ),
        (
            "exchange-too-many",
            sealed(|it| {
                let one = it["matters"][0].clone();
                it["matters"] = vec![one; MOST + 1].into();
            }),
        ),
    ];
    for (code, bytes) in cases {
        let begun = String::from_utf8_lossy(&bytes[..bytes.len().min(60)]).into_owned();
        assert_eq!(told(&bytes), code, "{begun}");
    }
}

proptest::proptest! {
    /// What the fuzz target looks for, in short: reading ends, and what was read is written and read back as the same.
    #[test]
    fn a_changed_file_is_refused_or_means_one_thing(at in 0_usize..900, cut in 0_usize..40, with in "[ -~àđ\"\\\\{}\\[\\]]{0,6}") {
        let mut text = serde_json::to_string(&content()).expect("JSON");
        let place = |at: usize, text: &str| (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        let from = place(at, &text);
        let to = place(from + cut, &text).max(from);
        text.replace_range(from..to, &with);
        if let Ok(changed) = serde_json::from_str::<Json>(&text) {
            let file = sealed(|content| *content = changed);
            if let Ok(content) = Content::read(&file) {
                let again = Content::read(content.write().as_bytes());
                proptest::prop_assert_eq!(again.ok(), Some(content));
            }
        }
    }
}

/// A file as another program wrote it: the hash is that of compact JSON with sorted names, made elsewhere.
const ELSEWHERE: &str = r#"{"format": "dancu-petitions", "version": 1,
  "sha256": "864d5fc35b52a42c5df81c161edc1b1b4464ffc9e91afc9b8335af91c0d87757",
  "content": {"from": {"code": "92", "name": "Thành phố Cần Thơ"}, "made_on": "2026-11-24",
    "matters": [{"id": "01936a2e-0000-7000-8000-00000000abcd", "number": "KN-2026-0042", "title": "Sớm nâng cấp cầu \"Cái Khế\"",
      "field": "transport", "competence": "central", "raised_on": "2026-11-20", "place": ""}],
    "answers": []}}"#;

#[test]
fn a_file_that_another_program_wrote_is_read() {
    let content = Content::read(ELSEWHERE.as_bytes()).expect("a file");
    assert_eq!(content.matters[0].title, "Sớm nâng cấp cầu \"Cái Khế\"");
}
