//! Văn bản: what a paper holds, part by part, without how it looks.
//!
//! Legal basis: Nghị định 30/2020/NĐ-CP, Điều 8 (thể thức văn bản hành chính) and Phụ lục I; Nghị định 78/2025/NĐ-CP, Phụ lục I (mẫu
//! 17, 18) for normative resolutions.

use kernel::Date;
use serde::{Deserialize, Serialize};

use crate::Block;

/// Thể thức: the decree that the form follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Profile {
    /// Nghị định 30/2020/NĐ-CP: administrative papers, individual resolutions among them.
    #[default]
    Nd30,
    /// Nghị định 78/2025/NĐ-CP: normative resolutions; their number carries the year, and no line "QUYẾT NGHỊ:" stands before the
    /// articles.
    Nd78,
}

/// Mức độ khẩn: how fast a paper must travel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Urgency {
    /// Khẩn.
    Urgent,
    /// Thượng khẩn.
    VeryUrgent,
    /// Hỏa tốc.
    Express,
}

/// Tên loại văn bản: the kind of a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Báo cáo (BC).
    #[default]
    Report,
    /// Kế hoạch (KH).
    Plan,
    /// Tờ trình (TTr).
    Proposal,
    /// Nghị quyết (NQ).
    Resolution,
    /// Quyết định (QĐ).
    Decision,
    /// Giấy mời (GM).
    Invitation,
    /// Biên bản (BB).
    Minutes,
    /// Thông báo (TB).
    Notice,
    /// Chương trình (CTr).
    Programme,
    /// Hướng dẫn (HD).
    Guidance,
    /// Đề án (ĐA).
    Scheme,
    /// Công văn: a letter; it has no name of its own, its subject stands under its number.
    Letter,
}

impl Kind {
    /// The name over the subject, in capitals; a letter has none.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Report => "BÁO CÁO",
            Self::Plan => "KẾ HOẠCH",
            Self::Proposal => "TỜ TRÌNH",
            Self::Resolution => "NGHỊ QUYẾT",
            Self::Decision => "QUYẾT ĐỊNH",
            Self::Invitation => "GIẤY MỜI",
            Self::Minutes => "BIÊN BẢN",
            Self::Notice => "THÔNG BÁO",
            Self::Programme => "CHƯƠNG TRÌNH",
            Self::Guidance => "HƯỚNG DẪN",
            Self::Scheme => "ĐỀ ÁN",
            Self::Letter => "",
        }
    }

    /// The name in running text: `Báo cáo`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Report => "Báo cáo",
            Self::Plan => "Kế hoạch",
            Self::Proposal => "Tờ trình",
            Self::Resolution => "Nghị quyết",
            Self::Decision => "Quyết định",
            Self::Invitation => "Giấy mời",
            Self::Minutes => "Biên bản",
            Self::Notice => "Thông báo",
            Self::Programme => "Chương trình",
            Self::Guidance => "Hướng dẫn",
            Self::Scheme => "Đề án",
            Self::Letter => "Công văn",
        }
    }

    /// The letters of the kind in a symbol (Phụ lục III, Mục I): `BC`; a letter has none.
    pub fn code(self) -> &'static str {
        match self {
            Self::Report => "BC",
            Self::Plan => "KH",
            Self::Proposal => "TTr",
            Self::Resolution => "NQ",
            Self::Decision => "QĐ",
            Self::Invitation => "GM",
            Self::Minutes => "BB",
            Self::Notice => "TB",
            Self::Programme => "CTr",
            Self::Guidance => "HD",
            Self::Scheme => "ĐA",
            Self::Letter => "",
        }
    }
}

/// Số, ký hiệu: the number of a paper in its year and its symbol, printed as `Số: 05/BC-HĐND`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Number {
    /// The number; a draft has none yet, and room is left for it.
    pub number: Option<u32>,
    /// The symbol: `BC-HĐND`, of a letter `HĐND-VP`.
    pub symbol: String,
}

/// Chữ ký: one who signs.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Signature {
    /// Quyền hạn: for whom and in whose place, a line each: `TM. HỘI ĐỒNG NHÂN DÂN`, `KT. CHỦ TỊCH`.
    pub authority: Vec<String>,
    /// Chức vụ: `PHÓ CHỦ TỊCH`.
    pub office: String,
    /// Họ và tên, without an academic title.
    pub name: String,
}

impl Signature {
    /// One who signs in an office of his own.
    pub fn new(office: impl Into<String>, name: impl Into<String>) -> Self {
        Self {
            authority: Vec::new(),
            office: office.into(),
            name: name.into(),
        }
    }

    /// Adds a line above the office: `TM. …`, `KT. …`.
    pub fn on_behalf(mut self, line: impl Into<String>) -> Self {
        self.authority.push(line.into());
        self
    }
}

/// Phụ lục: an annex. It begins a page, counts its own pages, and has a roman number when there are several.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Annex {
    /// Its title.
    pub title: String,
    /// Its blocks.
    pub body: Vec<Block>,
    /// Whether its pages lie, for wide tables.
    pub landscape: bool,
}

impl Annex {
    /// An annex on standing pages.
    pub fn new(title: impl Into<String>, body: impl Into<Vec<Block>>) -> Self {
        Self {
            title: title.into(),
            body: body.into(),
            landscape: false,
        }
    }

    /// The annex on lying pages.
    pub fn landscape(mut self) -> Self {
        self.landscape = true;
        self
    }
}

/// Văn bản: a paper. What is empty is left out of the print; no line of it carries its punctuation, the form does that.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Paper {
    /// The decree that the form follows.
    pub profile: Profile,
    /// How fast it must travel.
    pub urgency: Option<Urgency>,
    /// Chỉ dẫn phạm vi lưu hành: `Lưu hành nội bộ`.
    pub circulation: String,
    /// Cơ quan chủ quản.
    pub parent_body: String,
    /// Cơ quan ban hành.
    pub issuing_body: String,
    /// Its number and symbol.
    pub number: Number,
    /// Địa danh.
    pub place: String,
    /// The day it is issued; a draft has none yet.
    pub day: Option<Date>,
    /// What kind of paper it is.
    pub kind: Kind,
    /// Trích yếu: what it is about. Of a letter without "V/v".
    pub subject: String,
    /// Kính gửi: to whom it is addressed.
    pub addressees: Vec<String>,
    /// Thẩm quyền ban hành: who decides, printed in the middle above the bases of a resolution or decision, a line each.
    pub enacting_body: Vec<String>,
    /// Căn cứ ban hành: one a line, without the mark at its end.
    pub bases: Vec<String>,
    /// Its blocks.
    pub body: Vec<Block>,
    /// The line in italics behind the last article of a resolution: when and where it was passed.
    pub passed: String,
    /// Who signs. One signs at the right; of several the first stands at the left.
    pub signatures: Vec<Signature>,
    /// Nơi nhận: who receives it, without the line of the archive.
    pub recipients: Vec<String>,
    /// Lưu: where it is kept: `VT, CTHĐND`.
    pub archive: String,
    /// Ký hiệu người soạn thảo và số lượng bản phát hành: `NVA.12`.
    pub drafter: String,
    /// Địa chỉ, thư điện tử, điện thoại of the issuing body, printed at the foot of the first page of letters and invitations.
    pub contact: String,
    /// Its annexes.
    pub annexes: Vec<Annex>,
    /// A mark at the foot of every page: that it is a draft, that its data are samples.
    pub mark: String,
}

/// The mark of a paper that nobody signed yet.
pub const DRAFT: &str = "DỰ THẢO";
/// The mark of a paper that was made void.
pub const VOID: &str = "ĐÃ HỦY";
/// The mark of a paper about people who do not exist.
pub const SAMPLE: &str = "DỮ LIỆU MẪU";

impl Paper {
    /// A paper of a kind, by whom and about what.
    pub fn new(kind: Kind, issuing_body: impl Into<String>, subject: impl Into<String>) -> Self {
        Self {
            kind,
            issuing_body: issuing_body.into(),
            subject: subject.into(),
            archive: "VT".to_owned(),
            ..Self::default()
        }
    }

    /// Names the body above the one that issues.
    pub fn under(mut self, parent_body: impl Into<String>) -> Self {
        self.parent_body = parent_body.into();
        self
    }

    /// Gives it a number, or room for one, and its symbol.
    pub fn numbered(mut self, number: Option<u32>, symbol: impl Into<String>) -> Self {
        self.number = Number {
            number,
            symbol: symbol.into(),
        };
        self
    }

    /// Says where and on which day it is issued.
    pub fn issued(mut self, place: impl Into<String>, day: Option<Date>) -> Self {
        self.place = place.into();
        self.day = day;
        self
    }

    /// Addresses it.
    pub fn to(mut self, addressees: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.addressees = addressees.into_iter().map(Into::into).collect();
        self
    }

    /// Says what it rests on.
    pub fn based_on(mut self, bases: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.bases = bases.into_iter().map(Into::into).collect();
        self
    }

    /// Gives it its body.
    pub fn with_body(mut self, body: impl Into<Vec<Block>>) -> Self {
        self.body = body.into();
        self
    }

    /// Adds one who signs.
    pub fn signed(mut self, signature: Signature) -> Self {
        self.signatures.push(signature);
        self
    }

    /// Says who receives it, and where it is kept.
    pub fn sent_to(
        mut self,
        recipients: impl IntoIterator<Item = impl Into<String>>,
        archive: impl Into<String>,
    ) -> Self {
        self.recipients = recipients.into_iter().map(Into::into).collect();
        self.archive = archive.into();
        self
    }

    /// Marks every page: what a reader must not take for a paper in force.
    pub fn marked(mut self, marks: impl IntoIterator<Item = Option<&'static str>>) -> Self {
        let marks: Vec<&str> = marks.into_iter().flatten().collect();
        self.mark = marks.join(" – ");
        self
    }

    /// Adds an annex.
    pub fn annex(mut self, annex: Annex) -> Self {
        self.annexes.push(annex);
        self
    }
}
