//! A form that posts: fields, groups of fields, and the errors above them in the same words as beside them.

mod field;

pub(crate) use field::write_options;
pub use field::{Field, Fieldset, Width};

use crate::button::Look;
use crate::html::put;
use crate::{Component, ErrorSummary, Example, Html, Link, Words, esc, esc_url};

/// The name of the hidden field that carries the session's token.
pub const CSRF_FIELD: &str = "csrf";

/// The name of the hidden field that keeps a second press from doing an act twice.
pub const IDEMPOTENCY_FIELD: &str = "idempotency_key";

/// A form that posts.
#[derive(Clone, Debug)]
pub struct Form {
    action: String,
    hidden: Vec<(String, String)>,
    body: Html,
    errors: ErrorSummary,
    multipart: bool,
    method: &'static str,
    buttons: Html,
    submit: Option<(String, Look)>,
    confirm: Option<String>,
    words: Words,
}

impl Form {
    /// A form that posts to `action`.
    pub fn new(action: impl Into<String>, words: &Words) -> Self {
        Self {
            action: action.into(),
            hidden: Vec::new(),
            body: Html::new(),
            errors: ErrorSummary::new(&words.error_title),
            multipart: false,
            method: "post",
            buttons: Html::new(),
            submit: None,
            confirm: None,
            words: words.clone(),
        }
    }

    /// Asks instead of acting: the answers go into the address.
    pub fn get(mut self) -> Self {
        self.method = "get";
        self
    }

    /// The session's token.
    pub fn csrf(self, token: impl Into<String>) -> Self {
        self.hidden(CSRF_FIELD, token)
    }

    /// The key that keeps a second press from doing the act twice.
    pub fn idempotency(self, key: impl Into<String>) -> Self {
        self.hidden(IDEMPOTENCY_FIELD, key)
    }

    /// A value that goes with the answers.
    pub fn hidden(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.hidden.push((name.into(), value.into()));
        self
    }

    /// A question with its field. A file field makes the form multipart.
    pub fn field(mut self, field: Field) -> Self {
        self.multipart |= field.is_file();
        field.report(&mut self.errors);
        field.write(&self.words, &mut self.body);
        self
    }

    /// Fields that belong together, under one legend.
    pub fn fieldset(mut self, fieldset: Fieldset) -> Self {
        self.multipart |= fieldset.has_file();
        fieldset.report(&mut self.errors);
        fieldset.write(&self.words, &mut self.body);
        self
    }

    /// Anything between the fields: a sentence, a notice, a summary of answers.
    pub fn push(mut self, component: impl Component) -> Self {
        component.render(&mut self.body);
        self
    }

    /// An error that belongs to no single field.
    pub fn error(mut self, message: impl Into<String>) -> Self {
        self.errors = self.errors.item(message, "");
        self
    }

    /// The words of the main button.
    pub fn submit(mut self, text: impl Into<String>) -> Self {
        self.submit = Some((text.into(), Look::Primary));
        self
    }

    /// The words of the main button, for an act that cannot be taken back.
    pub fn submit_danger(mut self, text: impl Into<String>) -> Self {
        self.submit = Some((text.into(), Look::Danger));
        self
    }

    /// A second button that sends the same answers with one more value, such as "Lưu nháp".
    pub fn also(
        mut self,
        text: impl Into<String>,
        name: impl Into<String>,
        value: impl Into<String>,
    ) -> Self {
        put!(
            self.buttons,
            "<button class=\"button secondary\" type=\"submit\" name=\"{}\" value=\"{}\">{}</button>",
            esc(&name.into()),
            esc(&value.into()),
            esc(&text.into())
        );
        self
    }

    /// A link beside the buttons, such as "Hủy".
    pub fn cancel(mut self, text: impl Into<String>, href: impl Into<String>) -> Self {
        Link::new(text, href).render(&mut self.buttons);
        self
    }

    /// A question asked first, where scripts run.
    pub fn confirm(mut self, question: impl Into<String>) -> Self {
        self.confirm = Some(question.into());
        self
    }

    /// Does any field carry an error? Then the page's title should say so too.
    pub fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }
}

impl Component for Form {
    fn render(&self, out: &mut Html) {
        self.errors.render(out);
        put!(
            out,
            "<form class=\"form\" method=\"{}\" action=\"{}\" novalidate",
            self.method,
            esc_url(&self.action)
        );
        if self.multipart {
            put!(out, " enctype=\"multipart/form-data\"");
        }
        if let Some(question) = &self.confirm {
            put!(out, " data-confirm=\"{}\"", esc(question));
        }
        put!(out, ">");
        for (name, value) in &self.hidden {
            put!(
                out,
                "<input type=\"hidden\" name=\"{}\" value=\"{}\">",
                esc(name),
                esc(value)
            );
        }
        self.body.render(out);
        put!(out, "<div class=\"actions\">");
        if let Some((text, look)) = &self.submit {
            put!(
                out,
                "<button class=\"{}\" type=\"submit\">{}</button>",
                look.class(),
                esc(text)
            );
        }
        put!(out, "{}</div></form>", self.buttons);
    }
}

pub(crate) fn examples(words: &Words) -> Vec<Example> {
    let form = Form::new("#gui", words)
        .csrf("token")
        .idempotency("key")
        .field(
            Field::text("tieu-de", "Kiến nghị về việc gì?")
                .hint("Một câu ngắn, ví dụ: Đường Lê Lợi ngập mỗi khi mưa lớn.")
                .value("Đường Lê Lợi ngập"),
        )
        .field(
            Field::long("noi-dung", "Nội dung")
                .error("Nội dung còn trống. Ghi rõ sự việc, nơi xảy ra và điều cử tri đề nghị.")
                .rows(5),
        )
        .field(
            Field::date("ngay", "Ngày ghi nhận")
                .value("31/02/2026")
                .error("Ngày ghi nhận không có thật: tháng 2 năm 2026 có 28 ngày."),
        )
        .field(
            Field::select(
                "linh-vuc",
                "Lĩnh vực",
                [("giao-thong", "Giao thông"), ("moi-truong", "Môi trường")],
                "moi-truong",
            )
            .optional(),
        )
        .field(Field::radios(
            "tham-quyen",
            "Thẩm quyền giải quyết",
            [
                crate::Choice::new("xa", "Cấp xã")
                    .hint("Ủy ban nhân dân phường hoặc cơ quan trực thuộc"),
                crate::Choice::new("tinh", "Cấp tỉnh"),
                crate::Choice::new("tw", "Trung ương"),
            ],
            "xa",
        ))
        .fieldset(
            Fieldset::new("Người kiến nghị")
                .hint("Chỉ người xử lý kiến nghị xem được phần này.")
                .field(
                    Field::text("ho-ten", "Họ và tên")
                        .autocomplete("name")
                        .plain()
                        .value("Lê Thị Ánh"),
                )
                .field(
                    Field::telephone("dien-thoai", "Số điện thoại")
                        .autocomplete("tel")
                        .width(Width::Medium)
                        .optional(),
                ),
        )
        .field(
            Field::file("tep", "Ảnh hoặc văn bản kèm theo")
                .accept("image/*,.pdf")
                .multiple()
                .hint("Tối đa 10 MB mỗi tệp.")
                .optional(),
        )
        .field(
            Field::checkboxes(
                "nhan",
                "Báo kết quả cho cử tri qua",
                [("thu", "Thư"), ("dt", "Điện thoại")],
                ["thu"],
            )
            .optional(),
        )
        .field(Field::check(
            "cong-khai",
            "Công khai nội dung kiến nghị, không kèm tên người kiến nghị",
            true,
        ))
        .submit("Gửi kiến nghị")
        .also("Lưu nháp", "nhap", "1")
        .cancel("Hủy", "#huy");
    let sign_in = Form::new("#dang-nhap", words)
        .field(
            Field::text("ten", "Tên đăng nhập")
                .autocomplete("username")
                .plain()
                .width(Width::Medium),
        )
        .field(
            Field::password("mat-khau", "Mật khẩu")
                .autocomplete("current-password")
                .width(Width::Medium),
        )
        .field(
            Field::number("so", "Số đại biểu tán thành")
                .value("24")
                .suffix("trong 30 đại biểu"),
        )
        .field(Field::readonly(
            "ky-hieu",
            "Ký hiệu văn bản",
            "12/2026/NQ-HĐND",
        ))
        .submit("Đăng nhập");
    vec![
        Example::new("form", form.html()),
        Example::new("form-short", sign_in.html()),
    ]
}
