//! Every component with an example, on one page: for the eye, for the snapshots and for the accessibility check.

use crate::{
    Account, AsOf, Button, Html, Link, NavItem, Notice, Page, Section, Setting, Shell, SummaryList,
    Tone, Words,
};

/// A component as it looks with real words.
#[derive(Clone, Debug)]
pub struct Example {
    /// The name of the component, which is also the name of its snapshot.
    pub name: &'static str,
    /// Its markup.
    pub html: Html,
}

impl Example {
    pub(crate) fn new(name: &'static str, html: Html) -> Self {
        Self { name, html }
    }
}

/// One or more examples of every component.
pub fn examples() -> Vec<Example> {
    let words = sample_words();
    [
        crate::tag::examples(),
        crate::status_line::examples(),
        crate::notice::examples(),
        crate::stat::examples(),
        crate::meter::examples(),
        crate::button::examples(),
        crate::tabs::examples(),
        crate::steps::examples(),
        crate::filters::examples(&words),
        crate::table::examples(&words),
        crate::pager::examples(&words),
        crate::card::examples(),
        crate::summary_list::examples(),
        crate::task_list::examples(),
        crate::timeline::examples(),
        crate::bar_chart::examples(),
        crate::line_chart::examples(&words),
        crate::relation_map::examples(),
        crate::sheet::examples(),
        crate::tree::examples(),
        crate::prose::examples(),
        crate::legal_text::examples(),
        crate::hit::examples(),
        crate::checked_text::examples(),
        crate::details::examples(),
        crate::qr_code::examples(),
        crate::copy::examples(&words),
        crate::breadcrumb::examples(&words),
        crate::error_summary::examples(),
        crate::form::examples(&words),
        crate::marks::examples(),
    ]
    .concat()
}

/// The page with all examples, in the shell that a signed-in clerk would see.
pub fn gallery() -> String {
    let words = sample_words();
    let mut page = Page::new("Đường Lê Lợi ngập mỗi khi mưa lớn")
        .kicker("Kiến nghị số 128")
        .tag(Tone::Late, "Quá hạn 9 ngày")
        .lead(
            "Sở Xây dựng phải trả lời chậm nhất ngày 20/02/2026; đến nay chưa có văn bản trả lời.",
        )
        .action(Button::new("Gửi văn bản đôn đốc", "#don-doc"))
        .action(Button::new("Ghi kết quả xác minh", "#xac-minh").secondary())
        .aside(
            Section::new("Tóm tắt").push(
                SummaryList::new()
                    .row("Nơi ghi", "Khu dân cư số 7")
                    .row("Ngày chuyển", "05/01/2026")
                    .row("Theo dõi", "Tổ đại biểu số 2"),
            ),
        );
    for example in examples() {
        page = page.push(
            Section::new(example.name)
                .id(format!("mau-{}", example.name))
                .push(&example.html),
        );
    }
    let mut shell = sample_shell(&words).page(&page);
    shell.flash = Some(Notice::success("Đã lưu phân công theo dõi."));
    shell.render()
}

fn sample_shell(words: &Words) -> Shell {
    let mut shell = Shell::new("vi", "Dân Cử", words);
    shell.council = Some("Hội đồng nhân dân phường Hải Châu".into());
    shell.nav = vec![
        NavItem::new("Hôm nay", "#hom-nay"),
        NavItem::current("Kiến nghị", "#kien-nghi")
            .count(12)
            .within(vec![
                NavItem::new("Tiếp xúc cử tri", "#tiep-xuc"),
                NavItem::current("Kiến nghị", "#kien-nghi").count(12),
            ]),
        NavItem::new("Kỳ họp", "#ky-hop"),
        NavItem::new("Đại biểu", "#dai-bieu"),
        NavItem::new("Văn bản", "#van-ban"),
        NavItem::new("Số liệu", "#so-lieu"),
    ];
    shell.breadcrumb = vec![
        Link::new("Trang đầu", "#trang-dau"),
        Link::new("Kiến nghị", "#kien-nghi"),
    ];
    shell.as_of = Some(AsOf {
        action: "#".into(),
        name: "ngay".into(),
        value: "01/3/2026".into(),
        keep: vec![("thu-tu".into(), "han".into())],
        label: "Xem tại ngày".into(),
        button: "Xem".into(),
        today: Link::new("Về hôm nay", "#hom-nay"),
        past: Some("Xem tại ngày 01/3/2026".into()),
    });
    shell.account = Some(Account::SignedIn {
        name: "Phạm Thu Hà".into(),
        role: "Văn phòng Hội đồng nhân dân".into(),
        links: vec![
            Link::new("Việc của tôi", "#viec"),
            Link::new("Bảo mật đăng nhập", "#bao-mat"),
        ],
        sign_out: Link::new("Đăng xuất", "#dang-xuat"),
        csrf: "token".into(),
    });
    shell.settings = vec![
        Setting::new("Cỡ chữ")
            .current("A", "#co-1")
            .said("cỡ thường")
            .choice("A+", "#co-2")
            .said("cỡ lớn")
            .choice("A++", "#co-3")
            .said("cỡ rất lớn"),
        Setting::new("Tương phản")
            .current("Thường", "#tp-1")
            .choice("Cao", "#tp-2"),
        Setting::post("Chuyển động", "token")
            .current("Có", "#cd-1")
            .choice("Giảm", "#cd-2"),
        Setting::new("Ngôn ngữ")
            .current("Tiếng Việt", "#vi")
            .choice("English", "#en")
            .lang("en"),
    ];
    shell.sample =
        Some("Dữ liệu mẫu: không phải số liệu của một hội đồng nhân dân có thật.".into());
    shell.footer = vec![
        Link::new("Giới thiệu", "#gioi-thieu"),
        Link::new("Khả năng tiếp cận", "#tiep-can"),
        Link::new("Dữ liệu mở", "#du-lieu"),
        Link::new("Mã nguồn", "#ma-nguon"),
    ];
    shell.footer_note =
        "Văn phòng Hội đồng nhân dân chịu trách nhiệm nội dung. Điện thoại: 0236 000 000.".into();
    shell
}

fn sample_words() -> Words {
    let text = String::from;
    Words {
        skip_to_content: text("Đến nội dung chính"),
        menu: text("Danh mục"),
        main_navigation: text("Điều hướng chính"),
        breadcrumb: text("Vị trí trang"),
        account: text("Tài khoản"),
        display: text("Hiển thị"),
        footer: text("Liên kết cuối trang"),
        optional: text("(không bắt buộc)"),
        error_title: text("Có vấn đề cần sửa"),
        error_prefix: text("Lỗi:"),
        choose: text("Chọn"),
        filter: text("Lọc"),
        filtered_by: text("Đang lọc theo"),
        remove_filter: text("Bỏ lọc"),
        clear_filters: text("Bỏ hết bộ lọc"),
        previous: text("Trang trước"),
        next: text("Trang sau"),
        pages: text("Phân trang"),
        export: text("Tải về"),
        ascending: text("tăng dần"),
        descending: text("giảm dần"),
        quick_filter: text("Tìm nhanh trong bảng"),
        figures: text("Xem số liệu"),
        copy: text("Sao chép"),
        copied: text("Đã sao chép"),
        date_hint: text("Ngày/tháng/năm, ví dụ 05/3/2026"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_component_looks_as_it_did() {
        for example in examples() {
            insta::assert_snapshot!(example.name, example.html.as_str().replace("><", ">\n<"));
        }
    }

    #[test]
    fn the_document_looks_as_it_did() {
        let words = sample_words();
        let document = sample_shell(&words)
            .page(&Page::new("Kiến nghị").lead("Có 12 kiến nghị quá hạn."))
            .render();
        let hash_free = drop_hashes(&document);
        insta::assert_snapshot!("shell", hash_free.replace("><", ">\n<"));
    }

    #[test]
    fn no_page_carries_a_style_or_a_script_of_its_own() {
        let document = gallery();
        for banned in [" style=\"", "<style", " onclick=", " onsubmit=", "<script>"] {
            assert!(!document.contains(banned), "{banned}");
        }
        assert_eq!(document.matches("<h1").count(), 1);
        assert!(examples().iter().all(|example| !example.html.is_empty()));
    }

    #[test]
    fn no_id_stands_twice_on_the_page() {
        let document = gallery();
        let mut ids: Vec<&str> = document
            .split(" id=\"")
            .skip(1)
            .filter_map(|part| part.split('"').next())
            .collect();
        let count = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), count);
    }

    /// The hashes change with every touch of a style sheet, which is no news about the markup.
    fn drop_hashes(document: &str) -> String {
        let mut text = document.to_owned();
        for name in [
            "app.css",
            "app.js",
            "favicon.svg",
            "fonts/plex-latin.woff2",
            "fonts/plex-vietnamese.woff2",
        ] {
            if let Some(address) = crate::asset_url(name) {
                text = text.replace(&address, &format!("/assets/{name}"));
            }
        }
        text
    }
}
