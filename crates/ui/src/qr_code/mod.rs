//! An address as a square that a phone can read, and the address in letters beside it.

use qrcode::{Color, EcLevel, QrCode as Code};

use crate::html::put;
use crate::{Component, Example, Html, esc, esc_url};

/// The quiet border that the standard asks for, in modules.
const BORDER: usize = 4;

/// A code with its text alternative. Where the text is too long for a code, the text stands alone.
#[derive(Clone, Debug)]
pub struct QrCode {
    data: String,
    alternative: String,
    caption: Option<String>,
}

impl QrCode {
    /// A code for `data`, with the words that say where it leads.
    pub fn new(data: impl Into<String>, alternative: impl Into<String>) -> Self {
        Self {
            data: data.into(),
            alternative: alternative.into(),
            caption: None,
        }
    }

    /// A sentence beside the code.
    pub fn caption(mut self, sentence: impl Into<String>) -> Self {
        self.caption = Some(sentence.into());
        self
    }

    fn drawing(&self, out: &mut Html) {
        let Ok(code) = Code::with_error_correction_level(self.data.as_bytes(), EcLevel::M) else {
            return;
        };
        let width = code.width();
        let side = width + 2 * BORDER;
        put!(
            out,
            "<svg class=\"qr\" viewBox=\"0 0 {side} {side}\" width=\"180\" height=\"180\" role=\"img\" aria-label=\"{}\" \
             shape-rendering=\"crispEdges\"><path class=\"ground\" d=\"M0 0h{side}v{side}H0z\"/><path class=\"ink\" d=\"",
            esc(&self.alternative)
        );
        for (place, color) in code.to_colors().into_iter().enumerate() {
            if color == Color::Dark {
                put!(
                    out,
                    "M{} {}h1v1h-1z",
                    place % width + BORDER,
                    place / width + BORDER
                );
            }
        }
        put!(out, "\"/></svg>");
    }
}

impl Component for QrCode {
    fn render(&self, out: &mut Html) {
        put!(out, "<figure class=\"qr-code\">");
        self.drawing(out);
        put!(out, "<figcaption>");
        if let Some(sentence) = &self.caption {
            put!(out, "<p>{}</p>", esc(sentence));
        }
        if self.data.starts_with("http") {
            put!(
                out,
                "<p><a href=\"{}\">{}</a></p>",
                esc_url(&self.data),
                esc(&self.data)
            );
        } else {
            put!(out, "<p><code>{}</code></p>", esc(&self.data));
        }
        put!(out, "</figcaption></figure>");
    }
}

pub(crate) fn examples() -> Vec<Example> {
    let code = QrCode::new(
        "https://dancu.example.vn/kien-nghi/128",
        "Mã QR dẫn đến kiến nghị số 128",
    )
    .caption("Quét mã để theo dõi kiến nghị số 128 trên điện thoại.");
    vec![Example::new("qr-code", code.html())]
}
