//! Nội dung văn bản: the texts of documents, what they cite and what they change.
//!
//! Legal basis: a document rests on those its bases name, and an amending one names the document and the unit it changes (Luật 64/2025/QH15).
//!
//! The way of a file: [`look`] reads it within limits, [`understand`] finds number, days, citations and changes, [`acts`] puts it to the
//! document it belongs to.
//!
//! **Invariants.** A text is kept as it was read and never changed; a wrong one is withdrawn with a reason and stays on record. A text is
//! put to a document only when its printed number says so or somebody chose the document; what does not fit is asked, never guessed.
//! What names a document that is not there yet is linked when it arrives.

pub mod acts;
pub mod at_day;
pub mod folder;
pub mod look;
mod meeting;
pub mod resting;
#[cfg(test)]
mod tests;
pub mod understand;

pub(super) use meeting::meet;

/// Which reading of the program the citations and changes of a text come from.
pub const READING: i64 = 1;

store::coded! {
    /// Loại nội dung.
    pub enum TextKind {
        /// Như khi ban hành.
        Issued = "issued",
        /// Văn bản hợp nhất.
        Consolidated = "consolidated",
    }

    /// Vai trò của dẫn chiếu.
    pub enum CitationRole {
        /// Căn cứ.
        Basis = "basis",
        /// Dẫn chiếu.
        Mention = "mention",
    }

    /// Điểm cần lưu ý khi đọc văn bản.
    pub enum Oddity {
        /// Thiếu một số thứ tự.
        Gap = "gap",
        /// Trùng số thứ tự.
        Repeated = "repeated",
        /// Số thứ tự đi lùi.
        Backwards = "backwards",
        /// Ngoặc kép mở mà không đóng.
        OpenQuotation = "open_quotation",
        /// Không có điều nào.
        NoArticles = "no_articles",
        /// Câu sửa đổi không đọc được.
        UnreadInstruction = "unread_instruction",
        /// Ngày ký khác với ngày đã ghi nhận.
        SignedDayDiffers = "signed_day_differs",
        /// Ngày có hiệu lực khác với ngày đã ghi nhận.
        ForceDayDiffers = "force_day_differs",
        /// Tệp có thay đổi đang theo dõi.
        TrackedChanges = "tracked_changes",
        /// Tệp có chữ ẩn.
        HiddenText = "hidden_text",
        /// Điểm được đánh chữ cái tự động.
        AutomaticLetters = "automatic_letters",
        /// Cách đánh số lạ.
        UnknownNumbering = "unknown_numbering",
        /// Dòng giữ như bản in.
        LinesAsPrinted = "lines_as_printed",
        /// Có trang không có chữ.
        PagesWithoutText = "pages_without_text",
        /// Có chữ không giải mã được.
        TextMissing = "text_missing",
        /// Có chữ của phông cũ.
        OldFontLetters = "old_font_letters",
        /// Bảng mã cũ.
        OldEncoding = "old_encoding",
        /// Trang web không có phần kết thúc.
        NoEnd = "no_end",
    }

    /// Tình trạng của một tệp trong đợt nhập.
    pub enum FileState {
        /// Đang chờ.
        Waiting = "waiting",
        /// Đã đọc.
        Read = "read",
        /// Đã có.
        Known = "known",
        /// Cần trả lời.
        Held = "held",
        /// Không đọc được.
        Unreadable = "unreadable",
    }

    /// Vì sao một tệp cần trả lời hoặc không đọc được.
    pub enum FileReason {
        /// Không có gì phải nói.
        None = "none",
        /// Đầu văn bản không có số, ký hiệu.
        NumberMissing = "number_missing",
        /// Số in trên văn bản không phải số của văn bản đã chọn.
        NumberMismatch = "number_mismatch",
        /// Nhiều văn bản cùng số, ký hiệu.
        NumberShared = "number_shared",
        /// Không rõ cơ quan ban hành.
        IssuerUnknown = "issuer_unknown",
        /// Văn bản đã có nội dung khác.
        AnotherText = "another_text",
        /// Không rõ văn bản hợp nhất của văn bản nào.
        ConsolidatedOfUnknown = "consolidated_of_unknown",
        /// Những gì đầu văn bản ghi không ghi nhận được.
        HeadRefused = "head_refused",
        /// Không có quyền đưa nội dung vào văn bản này.
        NotPermitted = "not_permitted",
        /// Tệp quá lớn.
        TooLarge = "too_large",
        /// Tệp rỗng.
        Empty = "empty",
        /// Tệp Word cũ.
        OldWord = "old_word",
        /// Tệp có macro.
        Macro = "macro",
        /// Tệp có mật khẩu.
        Encrypted = "encrypted",
        /// Tệp nén bất thường.
        ZipBomb = "zip_bomb",
        /// Tệp bị cắt cụt.
        Truncated = "truncated",
        /// Tệp hỏng.
        Broken = "broken",
        /// Tệp thuộc loại khác.
        WrongType = "wrong_type",
        /// Chữ không phải Unicode.
        NotUnicode = "not_unicode",
        /// Phông chữ cũ.
        OldFont = "old_font",
        /// Không có chữ.
        NoText = "no_text",
        /// Văn bản quá dài.
        TooLong = "too_long",
        /// Quá nhiều trang.
        TooManyPages = "too_many_pages",
    }
}

impl Oddity {
    /// What a reader of files noticed.
    pub fn of_warning(warning: reading::Warning) -> Option<Self> {
        Self::from_code(&warning.code().replace('-', "_"))
    }
}

impl FileReason {
    /// Why a file could not be read.
    pub fn of_unreadable(unreadable: reading::Unreadable) -> Self {
        Self::from_code(&unreadable.code().replace('-', "_")).unwrap_or(Self::Broken)
    }

    /// The problem of a form that tells the same.
    pub const fn problem(self) -> &'static str {
        match self {
            Self::None | Self::Broken => "text-file-broken",
            Self::NumberMissing => "text-number-missing",
            Self::NumberMismatch => "text-number-mismatch",
            Self::NumberShared => "text-number-shared",
            Self::IssuerUnknown => "text-issuer-unknown",
            Self::AnotherText => "text-another-there",
            Self::ConsolidatedOfUnknown => "text-consolidated-of-unknown",
            Self::HeadRefused => "text-head-refused",
            Self::NotPermitted => "text-not-permitted",
            Self::TooLarge => "text-file-too-large",
            Self::Empty => "text-file-empty",
            Self::OldWord => "text-file-old-word",
            Self::Macro => "text-file-macro",
            Self::Encrypted => "text-file-encrypted",
            Self::ZipBomb => "text-file-zip-bomb",
            Self::Truncated => "text-file-truncated",
            Self::WrongType => "text-file-wrong-type",
            Self::NotUnicode => "text-file-not-unicode",
            Self::OldFont => "text-file-old-font",
            Self::NoText => "text-file-no-text",
            Self::TooLong => "text-file-too-long",
            Self::TooManyPages => "text-file-too-many-pages",
        }
    }
}
