//! Paragraphs of WordprocessingML. Children of a property stand in the order of the schema, which Word insists on.

use std::fmt::Write as _;

use crate::form::{Print, size};

/// Twentieths of a point in a millimetre.
const MM: f64 = 1440.0 / 25.4;

/// Millimetres in twentieths of a point.
pub(super) fn mm(length: f64) -> usize {
    (length * MM).round() as usize
}

/// Points in twentieths of a point.
pub(super) fn pt(length: f64) -> usize {
    (length * 20.0).round().max(0.0) as usize
}

/// How a paragraph looks where it differs from its style.
#[derive(Clone, Copy)]
pub(super) struct Look {
    pub style: &'static str,
    /// `left`, `center`, `right` or nothing.
    pub align: &'static str,
    /// In points; nought is the size of the style.
    pub size: f64,
    pub bold: bool,
    pub italic: bool,
    /// Not bold although its style is.
    pub light: bool,
    /// In hexadecimal; black when empty.
    pub colour: &'static str,
    /// Kept on one page with what follows.
    pub keep: bool,
    pub before: Option<usize>,
    pub after: Option<usize>,
    /// An exact height of the line.
    pub line: Option<usize>,
    pub left: usize,
    pub right: usize,
    /// A border of this kind around it or above it.
    pub border: Border,
}

/// Lines at the edges of a paragraph.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Border {
    None,
    Above,
    Around,
}

/// A paragraph of the style of the head, tables and signatures: no indent, no distance.
pub(super) const PLAIN: Look = Look {
    style: "",
    align: "",
    size: 0.0,
    bold: false,
    italic: false,
    light: false,
    colour: "",
    keep: false,
    before: None,
    after: None,
    line: None,
    left: 0,
    right: 0,
    border: Border::None,
};

/// A plain paragraph in the middle.
pub(super) const CENTRED: Look = Look {
    align: "center",
    ..PLAIN
};

/// A paragraph of the body: justified, indented, at a distance.
pub(super) const BODY: Look = Look {
    style: "BodyText",
    ..PLAIN
};

impl Look {
    pub(super) const fn bold(mut self) -> Self {
        self.bold = true;
        self
    }

    pub(super) const fn italic(mut self) -> Self {
        self.italic = true;
        self
    }

    pub(super) const fn keep(mut self) -> Self {
        self.keep = true;
        self
    }

    pub(super) const fn sized(mut self, size: f64) -> Self {
        self.size = size;
        self
    }

    pub(super) const fn spaced(mut self, before: usize, after: usize) -> Self {
        self.before = Some(before);
        self.after = Some(after);
        self
    }
}

/// A paragraph of one run.
pub(super) fn line(xml: &mut String, text: &str, look: Look) {
    let run = Print {
        text: text.to_owned(),
        bold: false,
        italic: false,
    };
    paragraph(xml, &[run], look, "");
}

/// Lines as paragraphs of their own.
pub(super) fn lines(xml: &mut String, texts: &[String], look: Look) {
    for text in texts {
        line(xml, text, look);
    }
}

/// A rule of a length in points in the middle of a width in twentieths.
pub(super) fn rule(xml: &mut String, length: f64, width: usize) {
    let aside = width.saturating_sub(pt(length)) / 2;
    let look = Look {
        border: Border::Above,
        left: aside,
        right: aside,
        line: Some(60),
        before: Some(60),
        ..PLAIN.sized(1.0)
    };
    paragraph(xml, &[], look, "");
}

/// A paragraph. `extra` goes to the end of its properties: the section that it ends.
pub(super) fn paragraph(xml: &mut String, runs: &[Print], look: Look, extra: &str) {
    xml.push_str("<w:p><w:pPr>");
    if !look.style.is_empty() {
        let _ = write!(xml, r#"<w:pStyle w:val="{}"/>"#, look.style);
    }
    if look.keep {
        xml.push_str("<w:keepNext/>");
    }
    let sides: &[&str] = match look.border {
        Border::None => &[],
        Border::Above => &["top"],
        Border::Around => &["top", "left", "bottom", "right"],
    };
    if !sides.is_empty() {
        let colour = if look.colour.is_empty() {
            "000000"
        } else {
            look.colour
        };
        xml.push_str("<w:pBdr>");
        for side in sides {
            let _ = write!(
                xml,
                r#"<w:{side} w:val="single" w:sz="6" w:space="0" w:color="{colour}"/>"#
            );
        }
        xml.push_str("</w:pBdr>");
    }
    spacing(xml, look);
    if look.left + look.right > 0 {
        let _ = write!(
            xml,
            r#"<w:ind w:left="{}" w:right="{}" w:firstLine="0"/>"#,
            look.left, look.right
        );
    } else if look.align == "center" && !look.style.is_empty() {
        xml.push_str(r#"<w:ind w:firstLine="0"/>"#);
    }
    if !look.align.is_empty() {
        let _ = write!(xml, r#"<w:jc w:val="{}"/>"#, look.align);
    }
    xml.push_str(extra);
    xml.push_str("</w:pPr>");
    for run in runs {
        text(xml, run, look);
    }
    xml.push_str("</w:p>");
}

fn spacing(xml: &mut String, look: Look) {
    if look.before.is_none() && look.after.is_none() && look.line.is_none() {
        return;
    }
    xml.push_str("<w:spacing");
    if let Some(before) = look.before {
        let _ = write!(xml, r#" w:before="{before}""#);
    }
    if let Some(after) = look.after {
        let _ = write!(xml, r#" w:after="{after}""#);
    }
    if let Some(line) = look.line {
        let _ = write!(xml, r#" w:line="{line}" w:lineRule="exact""#);
    }
    xml.push_str("/>");
}

fn text(xml: &mut String, run: &Print, look: Look) {
    xml.push_str("<w:r><w:rPr>");
    if look.bold || run.bold {
        xml.push_str("<w:b/>");
    } else if look.light {
        xml.push_str(r#"<w:b w:val="0"/>"#);
    }
    if look.italic || run.italic {
        xml.push_str("<w:i/>");
    }
    if !look.colour.is_empty() {
        let _ = write!(xml, r#"<w:color w:val="{}"/>"#, look.colour);
    }
    if look.size > 0.0 && look.size != size::TEXT {
        let half = (look.size * 2.0).round();
        let _ = write!(xml, r#"<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>"#);
    }
    xml.push_str("</w:rPr>");
    for (place, part) in run.text.split('\n').enumerate() {
        if place > 0 {
            xml.push_str("<w:br/>");
        }
        xml.push_str(r#"<w:t xml:space="preserve">"#);
        escape(xml, part);
        xml.push_str("</w:t>");
    }
    xml.push_str("</w:r>");
}

/// Writes text so that XML reads it back letter by letter; what XML does not allow is left out.
pub(super) fn escape(xml: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '"' => xml.push_str("&quot;"),
            c if c < ' ' || matches!(c, '\u{FFFE}' | '\u{FFFF}') => {}
            c => xml.push(c),
        }
    }
}
