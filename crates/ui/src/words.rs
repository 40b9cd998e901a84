//! The words that components say by themselves, handed in once per language.

/// What a session's components say by themselves, already in the reader's language.
///
/// A caller fills it from its catalogue, once per language, and lends it to the components that ask for it.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// The link that jumps over the head of the page: "Đến nội dung chính".
    pub skip_to_content: String,
    /// The button of the menu on a small screen: "Danh mục".
    pub menu: String,
    /// The label of the main navigation: "Điều hướng chính".
    pub main_navigation: String,
    /// The label of the breadcrumb: "Vị trí trang".
    pub breadcrumb: String,
    /// The label of the account menu: "Tài khoản".
    pub account: String,
    /// The label of the display settings: "Hiển thị".
    pub display: String,
    /// The label of the footer links: "Liên kết cuối trang".
    pub footer: String,
    /// The mark after the label of a field that may stay empty: "(không bắt buộc)".
    pub optional: String,
    /// The head of the error summary: "Có vấn đề cần sửa".
    pub error_title: String,
    /// What stands before an error, with its colon: "Lỗi:".
    pub error_prefix: String,
    /// What an empty choice says: "Chọn".
    pub choose: String,
    /// The button of a filter: "Lọc".
    pub filter: String,
    /// The head of the active filters: "Đang lọc theo".
    pub filtered_by: String,
    /// What removes one filter, read aloud before its name: "Bỏ lọc".
    pub remove_filter: String,
    /// What removes all filters: "Bỏ hết bộ lọc".
    pub clear_filters: String,
    /// The previous page: "Trang trước".
    pub previous: String,
    /// The next page: "Trang sau".
    pub next: String,
    /// The label of the pages: "Phân trang".
    pub pages: String,
    /// The label of the exports of a table: "Tải về".
    pub export: String,
    /// What a sorted column says when it goes up: "tăng dần".
    pub ascending: String,
    /// What a sorted column says when it goes down: "giảm dần".
    pub descending: String,
    /// The label of a quick search in one table: "Tìm nhanh trong bảng".
    pub quick_filter: String,
    /// The link under a chart that opens its figures: "Xem số liệu".
    pub figures: String,
    /// The button that copies a text: "Sao chép".
    pub copy: String,
    /// What that button says once it has copied: "Đã sao chép".
    pub copied: String,
    /// What a form asks for in a date field: "ngày/tháng/năm, ví dụ 05/3/2026".
    pub date_hint: String,
}
