//! What can be wrong with the look of a file, with its clause and its words.

/// What departs from the decree in how a file looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Form {
    /// Khổ giấy.
    PaperSize,
    /// Định lề trang.
    Margins,
    /// Phông chữ.
    Font,
    /// A font whose letters are not Unicode.
    OldFont,
    /// Màu chữ.
    Colour,
    /// Số trang is missing.
    NoPageNumber,
    /// Số trang stands elsewhere or looks otherwise.
    PageNumber,
    /// Số trang is shown on the first page.
    FirstPageNumber,
    /// Quốc hiệu is missing or other words.
    Country,
    /// Its look.
    CountryLook,
    /// Tiêu ngữ is missing or other words.
    Motto,
    /// Its look.
    MottoLook,
    /// The rule under it.
    MottoRule,
    /// Tên cơ quan: its look.
    IssuerLook,
    /// Số, ký hiệu is missing or written otherwise.
    Number,
    /// Its look.
    NumberLook,
    /// Địa danh, thời gian is missing or written otherwise.
    Day,
    /// Its look.
    DayLook,
    /// Tên loại is missing.
    Kind,
    /// Its look.
    KindLook,
    /// Trích yếu: its look.
    SubjectLook,
    /// Căn cứ: its look.
    BasisLook,
    /// Căn cứ: the mark at its end.
    BasisEnd,
    /// Cỡ chữ of the body.
    BodySize,
    /// Canh lề of the body.
    BodyAlign,
    /// Lùi đầu dòng.
    BodyIndent,
    /// Khoảng cách giữa các đoạn.
    BodySpacing,
    /// Khoảng cách giữa các dòng.
    BodyLine,
    /// Phần, chương, mục and their titles, điều, khoản: their look.
    HeadingLook,
    /// Quyền hạn, chức vụ: their look.
    OfficeLook,
    /// Họ tên: its look.
    NameLook,
    /// The words "Nơi nhận".
    ReceivesLook,
    /// Who receives.
    RecipientsLook,
}

impl Form {
    /// A name for programs: `paper-size`.
    pub fn code(self) -> String {
        crate::lint::kebab(&format!("{self:?}"))
    }

    /// The clause, and what is wrong in Vietnamese and English.
    pub(super) fn words(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::PaperSize => (
                "NĐ 30/2020, Phụ lục I, Phần I, Mục I, khoản 1",
                "Khổ giấy không phải A4.",
                "The paper is not A4.",
            ),
            Self::Margins => (
                "NĐ 30/2020, Phụ lục I, Phần I, Mục I, khoản 3",
                "Lề trang nằm ngoài khoảng cho phép.",
                "The margins are outside what is allowed.",
            ),
            Self::Font => (
                "NĐ 30/2020, Phụ lục I, Phần I, Mục I, khoản 4",
                "Phông chữ không phải Times New Roman.",
                "The font is not Times New Roman.",
            ),
            Self::OldFont => (
                "NĐ 30/2020, Phụ lục I, Phần I, Mục I, khoản 4",
                "Phông chữ kiểu cũ, không dùng bộ mã Unicode.",
                "An old font whose letters are not Unicode.",
            ),
            Self::Colour => (
                "NĐ 30/2020, Phụ lục I, Phần I, Mục I, khoản 4",
                "Chữ không phải màu đen.",
                "The letters are not black.",
            ),
            Self::NoPageNumber => (
                "NĐ 30/2020, Phụ lục I, Phần I, Mục I, khoản 7",
                "Văn bản dài nhưng không đánh số trang.",
                "The paper is long and its pages have no numbers.",
            ),
            Self::PageNumber => (
                "NĐ 30/2020, Phụ lục I, Phần I, Mục I, khoản 7",
                "Số trang đặt hoặc trình bày chưa đúng.",
                "The number of the page stands elsewhere or looks otherwise.",
            ),
            Self::FirstPageNumber => (
                "NĐ 30/2020, Phụ lục I, Phần I, Mục I, khoản 7",
                "Trang thứ nhất hiển thị số trang.",
                "The first page shows its number.",
            ),
            Self::Country => (
                "NĐ 30/2020, Phụ lục I, Phần I, Mục II, khoản 1, điểm a",
                "Không thấy Quốc hiệu, hoặc Quốc hiệu ghi chưa đúng.",
                "The name of the country is missing or not as laid down.",
            ),
            Self::CountryLook => (
                "NĐ 30/2020, Phụ lục I, Phần I, Mục II, khoản 1, điểm a",
                "Quốc hiệu trình bày chưa đúng.",
                "The name of the country looks otherwise.",
            ),
            Self::Motto => (
                "NĐ 30/2020, Phụ lục I, Phần I, Mục II, khoản 1, điểm b",
                "Không thấy Tiêu ngữ, hoặc Tiêu ngữ ghi chưa đúng.",
                "The motto is missing or not as laid down.",
            ),
            Self::MottoLook => (
                "NĐ 30/2020, Phụ lục I, Phần I, Mục II, khoản 1, điểm b",
                "Tiêu ngữ trình bày chưa đúng.",
                "The motto looks otherwise.",
            ),
            Self::MottoRule => (
                "NĐ 30/2020, Phụ lục I, Phần I, Mục II, khoản 1, điểm b",
                "Không thấy đường kẻ ngang dưới Tiêu ngữ.",
                "There is no rule under the motto.",
            ),
            Self::IssuerLook => (
                "NĐ 30/2020, Phụ lục I, Phần I, Mục II, khoản 2, điểm b",
                "Tên cơ quan ban hành trình bày chưa đúng.",
                "The name of the issuing body looks otherwise.",
            ),
            Self::Number => (
                "NĐ 30/2020, Phụ lục I, Phần I, Mục II, khoản 3, điểm c",
                "Không thấy số, ký hiệu, hoặc số, ký hiệu ghi chưa đúng.",
                "Number and symbol are missing or not as laid down.",
            ),
            Self::NumberLook => (
                "NĐ 30/2020, Phụ lục I, Phần I, Mục II, khoản 3, điểm c",
                "Số, ký hiệu trình bày chưa đúng.",
                "Number and symbol look otherwise.",
            ),
            Self::Day => (
                "NĐ 30/2020, Phụ lục I, Phần I, Mục II, khoản 4",
                "Không thấy địa danh và thời gian ban hành, hoặc ghi chưa đúng.",
                "Place and day of issue are missing or not as laid down.",
            ),
            Self::DayLook => (
                "NĐ 30/2020, Phụ lục I, Phần I, Mục II, khoản 4, điểm c",
                "Địa danh và thời gian ban hành trình bày chưa đúng.",
                "Place and day of issue look otherwise.",
            ),
            Self::Kind => (
                "NĐ 30/2020, Phụ lục I, Phần I, Mục II, khoản 5",
                "Không thấy tên loại văn bản (hoặc “V/v” của công văn).",
                "The kind of the paper (or “V/v” of a letter) is missing.",
            ),
            Self::KindLook => (
                "NĐ 30/2020, Phụ lục I, Phần I, Mục II, khoản 5, điểm b",
                "Tên loại văn bản trình bày chưa đúng.",
                "The kind of the paper looks otherwise.",
            ),
            Self::SubjectLook => (
                "NĐ 30/2020, Phụ lục I, Phần I, Mục II, khoản 5, điểm b",
                "Trích yếu trình bày chưa đúng.",
                "The subject looks otherwise.",
            ),
            Self::BasisLook => (
                "NĐ 30/2020, Phụ lục I, Phần I, Mục II, khoản 6, điểm a",
                "Căn cứ ban hành trình bày chưa đúng.",
                "The bases look otherwise.",
            ),
            Self::BasisEnd => (
                "NĐ 30/2020, Phụ lục I, Phần I, Mục II, khoản 6, điểm a",
                "Dấu ở cuối dòng căn cứ chưa đúng.",
                "The mark at the end of a basis is wrong.",
            ),
            Self::BodySize => (
                "NĐ 30/2020, Phụ lục I, Phần I, Mục II, khoản 6, điểm e",
                "Cỡ chữ nội dung chưa đúng.",
                "The letters of the text have another size.",
            ),
            Self::BodyAlign => (
                "NĐ 30/2020, Phụ lục I, Phần I, Mục II, khoản 6, điểm e",
                "Nội dung chưa canh đều cả hai lề.",
                "The text is not justified.",
            ),
            Self::BodyIndent => (
                "NĐ 30/2020, Phụ lục I, Phần I, Mục II, khoản 6, điểm e",
                "Chữ đầu dòng lùi vào chưa đúng.",
                "The first line is set in otherwise.",
            ),
            Self::BodySpacing => (
                "NĐ 30/2020, Phụ lục I, Phần I, Mục II, khoản 6, điểm e",
                "Khoảng cách giữa các đoạn văn quá nhỏ.",
                "The paragraphs stand too close.",
            ),
            Self::BodyLine => (
                "NĐ 30/2020, Phụ lục I, Phần I, Mục II, khoản 6, điểm e",
                "Khoảng cách giữa các dòng chưa đúng.",
                "The lines stand too close or too far apart.",
            ),
            Self::HeadingLook => (
                "NĐ 30/2020, Phụ lục I, Phần I, Mục II, khoản 6, điểm đ",
                "Phần, chương, mục, điều hoặc tiêu đề trình bày chưa đúng.",
                "A part, chapter, section, article or its title looks otherwise.",
            ),
            Self::OfficeLook => (
                "NĐ 30/2020, Phụ lục I, Phần I, Mục II, khoản 7, điểm đ",
                "Quyền hạn, chức vụ người ký trình bày chưa đúng.",
                "Authority and office of the one who signs look otherwise.",
            ),
            Self::NameLook => (
                "NĐ 30/2020, Phụ lục I, Phần I, Mục II, khoản 7, điểm đ",
                "Họ tên người ký trình bày chưa đúng.",
                "The name of the one who signs looks otherwise.",
            ),
            Self::ReceivesLook | Self::RecipientsLook => (
                "NĐ 30/2020, Phụ lục I, Phần I, Mục II, khoản 9; Mục V, dòng 8",
                "Nơi nhận trình bày chưa đúng.",
                "The recipients look otherwise.",
            ),
        }
    }
}
