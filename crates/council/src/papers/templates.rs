//! Mẫu văn bản: the templates, one small text each in `data/papers`.
//!
//! Head lines `key: value` (a key may come again where a part has several entries), a line `---`, then the body as plain text. A place
//! `{tên}` is filled with a fact of that name. A line that begins with `? ` is left out when nothing it names is known; of other lines
//! the place becomes dots. `[72/2025/QH15]` as a basis is that document as the legal frame has it, and of several parted by `|` the first
//! that holds on the day.

use std::sync::LazyLock;

use super::{PaperKind, SourceKind};
use crate::seed_data::legal_frame;

/// Mẫu: a template.
#[derive(Debug, Clone)]
pub struct Template {
    /// By which everything refers to it.
    pub key: &'static str,
    /// The kind of paper.
    pub kind: PaperKind,
    /// The measure it belongs to: "M1" … "M8"; "kỳ họp" and "khác" are of none.
    pub group: &'static str,
    /// The kind of record that it is made from.
    pub source: SourceKind,
    /// Who signs.
    pub signer: Signer,
    /// Trích yếu.
    pub subject: &'static str,
    /// Kính gửi.
    pub addressees: Vec<&'static str>,
    /// Thẩm quyền ban hành.
    pub enacting: Vec<&'static str>,
    /// Căn cứ.
    pub bases: Vec<&'static str>,
    /// Thông qua.
    pub passed: &'static str,
    /// Nơi nhận.
    pub recipients: Vec<&'static str>,
    /// Lưu.
    pub archive: &'static str,
    /// Nội dung.
    pub body: &'static str,
}

store::coded! {
    /// Người ký: who signs a paper of a template.
    pub enum Signer {
        /// Thay mặt Thường trực.
        Standing = "thường trực",
        /// Chủ tịch Hội đồng nhân dân.
        Chair = "chủ tịch",
        /// Thư ký và chủ trì.
        Minutes = "thư ký và chủ trì",
    }
}

macro_rules! templates {
    ($($key:literal),* $(,)?) => {
        const TEXTS: &[(&str, &str)] = &[$(($key, include_str!(concat!("../../data/papers/", $key, ".txt")))),*];
    };
}

templates![
    "ke-hoach-boi-duong",
    "giay-moi-lop",
    "bao-cao-boi-duong",
    "ke-hoach-tiep-xuc",
    "giay-moi-tiep-xuc",
    "bien-ban-tiep-xuc",
    "tong-hop-kien-nghi",
    "chuyen-kien-nghi",
    "bao-cao-ra-soat",
    "to-trinh-nghi-quyet",
    "nghi-quyet-qppl",
    "nghi-quyet-ca-biet",
    "giay-moi-hop-lien-tich",
    "bien-ban-hop-lien-tich",
    "ke-hoach-hoi-nghi",
    "giay-moi-hoi-nghi",
    "bien-ban-hoi-nghi",
    "bao-cao-hoi-nghi",
    "to-trinh-dieu-kien",
    "giay-moi-ky-hop",
    "chuong-trinh-ky-hop",
    "bien-ban-ky-hop",
    "cong-van",
];

/// Every template, in the order of the measures.
pub fn templates() -> &'static [Template] {
    static ALL: LazyLock<Vec<Template>> = LazyLock::new(|| {
        let read = |(key, text): &(&'static str, &'static str)| Template::read(key, text);
        TEXTS.iter().map(read).collect()
    });
    &ALL
}

/// The template of a key.
pub fn template(key: &str) -> Option<&'static Template> {
    templates().iter().find(|template| template.key == key)
}

impl Template {
    /// Reads a template. They come with the program, so one that cannot be read stops it, and a test reads them all.
    fn read(key: &'static str, text: &'static str) -> Self {
        let (head, body) = text
            .split_once("\n---\n")
            .unwrap_or_else(|| panic!("{key} has no body"));
        let all = |name: &str| -> Vec<&'static str> {
            let values = head.lines().filter_map(|line| line.split_once(": "));
            values
                .filter(|(of, _)| *of == name)
                .map(|(_, value)| value)
                .collect()
        };
        let one = |name: &str| all(name).first().copied().unwrap_or_default();
        let must = |what: Option<_>| what.unwrap_or_else(|| panic!("{key}: kind of paper"));
        Self {
            key,
            kind: must(PaperKind::from_code(one("loại"))),
            group: one("mục"),
            source: SourceKind::from_code(one("nguồn"))
                .unwrap_or_else(|| panic!("{key}: kind of record")),
            signer: Signer::from_code(one("người ký"))
                .unwrap_or_else(|| panic!("{key}: who signs")),
            subject: one("trích yếu"),
            addressees: all("kính gửi"),
            enacting: all("thẩm quyền"),
            bases: all("căn cứ"),
            passed: one("thông qua"),
            recipients: all("nơi nhận"),
            archive: one("lưu"),
            body: body.trim_end(),
        }
    }

    /// Every text of it in which places stand.
    pub fn texts(&self) -> impl Iterator<Item = &'static str> {
        let one = [self.subject, self.passed, self.body];
        let many = [
            &self.addressees,
            &self.enacting,
            &self.bases,
            &self.recipients,
        ];
        let many: Vec<&'static str> = many.into_iter().flatten().copied().collect();
        one.into_iter().chain(many)
    }
}

/// The line that a basis in brackets stands for on a day; none when no document of it holds then. Laws are cited by their name alone,
/// other acts with number, day and issuer (NĐ 30/2020, Phụ lục I).
pub(super) fn basis(reference: &str, on: kernel::Date) -> Option<String> {
    let alive = |number: &str| {
        let document = legal_frame::document(number.trim())?;
        let begun = document.in_force.or(document.signed)? <= on;
        let ended = document.ended.is_some_and(|end| end <= on);
        (begun && !ended).then_some(document)
    };
    let document = reference.split('|').find_map(alive)?;
    let title = document.title;
    if matches!(document.kind, legal_frame::DocumentKind::Law) {
        return Some(format!("Căn cứ {title}"));
    }
    let kind = document.kind.word();
    let about = title.strip_prefix(kind).unwrap_or(title).trim();
    let day = document.signed.map(kernel::vi::date_official)?;
    let (number, issuer) = (document.number, document.issuer);
    Some(format!(
        "Căn cứ {kind} số {number} {day} của {issuer} {about}"
    ))
}
