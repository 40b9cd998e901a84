//! A sheet of official paper on the screen, laid out as it will be printed.

use crate::html::put;
use crate::{Component, Example, Html};

/// A sheet of paper.
#[derive(Clone, Debug)]
pub struct Sheet(Html);

impl Sheet {
    /// A fragment made by the press, which escapes what it writes.
    pub fn new(fragment: impl Into<String>) -> Self {
        Self(Html::raw(fragment))
    }
}

impl Component for Sheet {
    fn render(&self, out: &mut Html) {
        put!(
            out,
            "<div class=\"paper-sheet\" lang=\"vi\">{}</div>",
            self.0
        );
    }
}

pub(crate) fn examples() -> Vec<Example> {
    let sheet = Sheet::new(
        "<div class=\"head\"><div><p class=\"issuer\">HỘI ĐỒNG NHÂN DÂN<br>THÀNH PHỐ CẦN THƠ</p><p class=\"number\">Số: 05/BC-HĐND</p></div>\
         <div><p class=\"country\">CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</p><p class=\"motto\">Độc lập - Tự do - Hạnh phúc</p>\
         <p class=\"place\">Cần Thơ, ngày 24 tháng 11 năm 2026</p></div></div>\
         <h3 class=\"kind\">BÁO CÁO<span class=\"subject\">Kết quả giải quyết kiến nghị</span></h3><p class=\"text\">Nội dung./.</p>",
    );
    vec![Example::new("sheet", sheet.html())]
}
