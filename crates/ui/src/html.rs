//! Safe markup: text is escaped on the way in, and the one door for ready markup is named `raw`.

use std::fmt::{self, Write as _};

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Markup that is safe to send: whatever came in as text has been escaped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Html(String);

impl Html {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes room for so many bytes more, where much is about to be written: growing by doubling copies it again and again.
    pub(crate) fn reserve(&mut self, bytes: usize) {
        self.0.reserve(bytes);
    }

    /// Plain text, escaped.
    pub fn text(text: impl AsRef<str>) -> Self {
        Self(esc(text.as_ref()))
    }

    /// Ready markup, taken as it is. Only for markup that our own code wrote; search for `Html::raw` to review them all.
    pub fn raw(markup: impl Into<String>) -> Self {
        Self(markup.into())
    }

    /// A link inside running text.
    pub fn link(text: impl AsRef<str>, href: impl AsRef<str>) -> Self {
        Self(format!(
            "<a href=\"{}\">{}</a>",
            esc_url(href.as_ref()),
            esc(text.as_ref())
        ))
    }

    /// Words that matter more than those around them.
    pub fn strong(text: impl AsRef<str>) -> Self {
        Self(format!("<strong>{}</strong>", esc(text.as_ref())))
    }

    /// Adds plain text, escaped; for building a sentence in a chain.
    pub fn and(mut self, more: impl Into<Html>) -> Self {
        self.0.push_str(&more.into().0);
        self
    }

    /// Adds a component at the end.
    pub fn push(&mut self, component: impl Component) {
        component.render(self);
    }

    /// Adds plain text at the end, escaped.
    pub fn push_text(&mut self, text: &str) {
        push_esc(text, &mut self.0);
    }

    /// Adds markup that our own code wrote, without holes.
    pub(crate) fn push_raw(&mut self, markup: &str) {
        self.0.push_str(markup);
    }

    /// Is there nothing in it?
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The markup.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The markup, owned.
    pub fn into_string(self) -> String {
        self.0
    }

    pub(crate) fn put(&mut self, markup: fmt::Arguments<'_>) {
        self.0.write_fmt(markup).expect("a string takes any text");
    }
}

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&str> for Html {
    fn from(text: &str) -> Self {
        Self::text(text)
    }
}

impl From<String> for Html {
    fn from(text: String) -> Self {
        Self::text(text)
    }
}

impl From<&String> for Html {
    fn from(text: &String) -> Self {
        Self::text(text)
    }
}

/// Something that can write itself as markup.
pub trait Component {
    /// Writes the markup at the end of `out`.
    fn render(&self, out: &mut Html);

    /// The markup on its own, for places that take [`Html`].
    fn html(&self) -> Html {
        let mut out = Html::new();
        self.render(&mut out);
        out
    }
}

impl Component for Html {
    fn render(&self, out: &mut Html) {
        out.0.push_str(&self.0);
    }
}

impl<T: Component + ?Sized> Component for &T {
    fn render(&self, out: &mut Html) {
        (**self).render(out);
    }
}

impl<T: Component> Component for Option<T> {
    fn render(&self, out: &mut Html) {
        if let Some(component) = self {
            component.render(out);
        }
    }
}

impl<T: Component> Component for Vec<T> {
    fn render(&self, out: &mut Html) {
        for component in self {
            component.render(out);
        }
    }
}

impl Component for Box<dyn Component> {
    fn render(&self, out: &mut Html) {
        (**self).render(out);
    }
}

/// Escapes text for use between tags and inside double-quoted attributes.
pub fn esc(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    push_esc(text, &mut safe);
    safe
}

/// Escapes text at the end of what is written already.
fn push_esc(text: &str, safe: &mut String) {
    // Most texts hold nothing to be escaped; looking at every byte without stopping lets the processor look at many at once.
    let is_special = |byte: u8| matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'');
    if !text.bytes().fold(false, |any, byte| any | is_special(byte)) {
        safe.push_str(text);
        return;
    }
    let mut from = 0;
    // What has to be escaped is one byte each, so everything between goes over in one piece.
    for (at, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            _ => continue,
        };
        safe.push_str(&text[from..at]);
        safe.push_str(entity);
        from = at + 1;
    }
    safe.push_str(&text[from..]);
}

/// Escapes an address; an address that would run a script or carry its own document becomes `#`.
pub fn esc_url(href: &str) -> String {
    // A path of ours carries no scheme.
    if href.starts_with('/') {
        return esc(href);
    }
    let head: String = href
        .chars()
        .filter(|letter| !letter.is_whitespace() && !letter.is_control())
        .take(11)
        .collect();
    let head = head.to_ascii_lowercase();
    if ["javascript:", "data:", "vbscript:"]
        .iter()
        .any(|scheme| head.starts_with(scheme))
    {
        return "#".into();
    }
    esc(href)
}

/// A name for an `id` made from any words: marks dropped, everything else than letters and digits a hyphen.
pub(crate) fn slug(words: &str) -> String {
    let mut name = String::new();
    for letter in words
        .nfd()
        .flat_map(char::to_lowercase)
        .filter(|letter| !is_combining_mark(*letter))
    {
        if letter == 'đ' {
            name.push('d');
        } else if letter.is_alphanumeric() {
            name.push(letter);
        } else if !name.ends_with('-') && !name.is_empty() {
            name.push('-');
        }
    }
    name.trim_end_matches('-').to_owned()
}

/// Writes ready markup with holes; every hole must already be escaped or be a number.
macro_rules! put {
    ($out:expr, $($argument:tt)*) => { $out.put(format_args!($($argument)*)) };
}
pub(crate) use put;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_become_markup() {
        for (given, wanted) in [
            ("Nguyễn Văn A", "Nguyễn Văn A"),
            ("<script>", "&lt;script&gt;"),
            ("a & \"b\" 'c'", "a &amp; &quot;b&quot; &#39;c&#39;"),
        ] {
            assert_eq!(Html::text(given).as_str(), wanted);
        }
    }

    #[test]
    fn an_address_cannot_run_a_script() {
        for (given, wanted) in [
            ("/kien-nghi?trang=2&loai=a", "/kien-nghi?trang=2&amp;loai=a"),
            ("javascript:alert(1)", "#"),
            (" JAVA\nSCRIPT:alert(1)", "#"),
            ("data:text/html,x", "#"),
            ("mailto:a@example.vn", "mailto:a@example.vn"),
        ] {
            assert_eq!(esc_url(given), wanted);
        }
    }

    #[test]
    fn a_slug_drops_marks_and_keeps_words_apart() {
        for (given, wanted) in [
            ("Tổ đại biểu số 2", "to-dai-bieu-so-2"),
            (" (Đã xong) ", "da-xong"),
            ("f_1", "f-1"),
        ] {
            assert_eq!(slug(given), wanted);
        }
    }
}
