//! The pages and paragraphs of a document with their look.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::docx::look::{Fonts, Look, Styles, mm};
use crate::docx::numbering::{InList, Numbering};
use crate::docx::package::Package;
use crate::docx::xml;
use crate::layout::{Align, Cell, Layout, Paragraph, Run, Section};
use crate::limits::Limits;
use crate::source::Source;
use crate::{Unreadable, docx::body::LEFT_OUT};

/// The most paragraphs; a text of a thousand pages has a tenth of them.
const MOST_PARAGRAPHS: usize = 300_000;
/// The most heads and feet that are opened.
const MOST_HEADS: usize = 200;
/// The size of letters where nothing is said.
const SIZE: f64 = 10.0;

/// The heads and feet that a section names.
#[derive(Debug, Clone, Default)]
struct Heads {
    header: Option<String>,
    footer: Option<String>,
    first_header: Option<String>,
}

/// Reads an archive.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Layout, Unreadable> {
    let mut package = Package::open(bytes, limits)?;
    let main = package.main();
    let document = package.need(&main)?;
    let fonts = Fonts::read(&package.related(&main, "theme")?)?;
    let styles_part = package.related(&main, "styles")?;
    let styles = Styles::read(&styles_part, &fonts)?;
    let numbering_part = package.related(&main, "numbering")?;
    let numbering = Numbering::read(&numbering_part, &styles_part)?;
    let relations = package.relations(&main)?;
    let mut walk = Walk::new(&styles, &fonts, Some(numbering), limits);
    walk.read(&document)?;
    let mut layout = walk.layout;
    let mut parts: HashMap<String, Vec<Paragraph>> = HashMap::new();
    let mut named = Heads::default();
    for (section, heads) in layout.sections.iter_mut().zip(walk.heads) {
        // What a section does not name goes on from the one before it.
        named.header = heads.header.or(named.header);
        named.footer = heads.footer.or(named.footer);
        named.first_header = heads.first_header.or(named.first_header);
        for (id, place) in [
            (&named.header, &mut section.header),
            (&named.footer, &mut section.footer),
            (&named.first_header, &mut section.first_header),
        ] {
            let Some(target) = id.as_ref().and_then(|id| relations.get(id)) else {
                continue;
            };
            if !parts.contains_key(target) && parts.len() < MOST_HEADS {
                let part = package.named(&main, target)?.unwrap_or_default();
                let mut walk = Walk::new(&styles, &fonts, None, limits);
                walk.read(&part)?;
                parts.insert(target.clone(), walk.layout.paragraphs);
            }
            *place = parts.get(target).cloned().unwrap_or_default();
        }
    }
    Ok(layout)
}

/// A paragraph that is being read.
struct Open {
    own: Look,
    in_list: InList,
    cell: Option<Cell>,
    runs: Vec<Run>,
    page_number: bool,
    ruled: bool,
    drawn: bool,
}

/// Reads the elements of a part.
struct Walk<'s> {
    styles: &'s Styles,
    fonts: &'s Fonts,
    numbering: Option<Numbering>,
    left: usize,
    layout: Layout,
    heads: Vec<Heads>,
    section: (Section, Heads),
    open: Option<Open>,
    letters: Look,
    /// Within the properties of a paragraph, of letters, of a section, in text, in the instruction of a field.
    inside: Inside,
    tables: usize,
    depth: usize,
    row: usize,
    column: usize,
}

#[derive(Default)]
struct Inside {
    paragraph: bool,
    letters: bool,
    borders: bool,
    text: bool,
    instruction: bool,
}

impl<'s> Walk<'s> {
    fn new(
        styles: &'s Styles,
        fonts: &'s Fonts,
        numbering: Option<Numbering>,
        limits: &Limits,
    ) -> Self {
        Self {
            styles,
            fonts,
            numbering,
            left: limits.text_bytes,
            layout: Layout::default(),
            heads: Vec::new(),
            section: Default::default(),
            open: None,
            letters: Look::default(),
            inside: Inside::default(),
            tables: 0,
            depth: 0,
            row: 0,
            column: 0,
        }
    }

    fn read(&mut self, part: &[u8]) -> Result<(), Unreadable> {
        let source = Source::of_part(part, 0)?;
        let mut reader = Reader::from_str(&source.text);
        // How deep within an element that is left out.
        let mut skipped = 0_usize;
        loop {
            let event = xml::next(&mut reader)?;
            match &event {
                Event::Eof => break,
                Event::Start(_) if skipped > 0 => skipped += 1,
                Event::End(_) if skipped > 0 => skipped -= 1,
                _ if skipped > 0 => {}
                Event::Start(element) => {
                    let name = element.name();
                    let name = xml::local(name.as_ref());
                    // Text boxes stand beside the text, not in it.
                    let beside = name == "txbxContent";
                    if name != "instrText" && (beside || LEFT_OUT.contains(&name)) {
                        skipped = 1;
                    } else {
                        self.begin(element)?;
                    }
                }
                Event::Empty(element) => {
                    self.begin(element)?;
                    self.end(xml::local(element.name().as_ref()))?;
                }
                Event::End(element) => self.end(xml::local(element.name().as_ref()))?,
                Event::Text(text) if self.inside.text || self.inside.instruction => {
                    let text: &str = text;
                    self.text(text)?;
                }
                Event::CData(text) if self.inside.text => {
                    let text: &str = text;
                    self.text(text)?;
                }
                Event::GeneralRef(reference) if self.inside.text => {
                    if let Some(sign) = xml::sign(reference) {
                        self.text(sign.encode_utf8(&mut [0; 4]))?;
                    }
                }
                _ => {}
            }
        }
        self.close_section();
        Ok(())
    }

    fn begin(&mut self, element: &BytesStart<'_>) -> Result<(), Unreadable> {
        let name = element.name();
        let name = xml::local(name.as_ref());
        match name {
            "tbl" => {
                self.depth += 1;
                if self.depth == 1 {
                    (self.tables, self.row) = (self.tables + 1, 0);
                }
            }
            "tr" if self.depth == 1 => (self.row, self.column) = (self.row + 1, 0),
            "tc" if self.depth == 1 => self.column += 1,
            "p" => self.paragraph(),
            "pPr" => self.inside.paragraph = true,
            "rPr" => self.inside.letters = true,
            "pBdr" => self.inside.borders = true,
            "r" => self.letters = Look::default(),
            "t" => self.inside.text = true,
            "instrText" => self.inside.instruction = true,
            "tab" if !self.inside.paragraph => self.text("\t")?,
            "br" | "cr" => self.text("\n")?,
            "noBreakHyphen" => self.text("-")?,
            "fldSimple" => {
                let field = xml::attribute(element, "instr").unwrap_or_default();
                self.field(&field);
            }
            "drawing" | "pict" | "object" => {
                if let Some(open) = &mut self.open {
                    open.drawn = true;
                }
            }
            "pgSz" | "pgMar" | "titlePg" | "headerReference" | "footerReference" => {
                self.page(name, element);
            }
            _ => self.property(name, element),
        }
        Ok(())
    }

    /// A property of the paragraph or of the letters; those of the mark at the end of a paragraph are of no letter.
    fn property(&mut self, name: &str, element: &BytesStart<'_>) {
        let Some(open) = &mut self.open else { return };
        if self.inside.borders {
            let line = xml::value(element);
            open.ruled |= !matches!(line.as_deref(), None | Some("nil" | "none"));
        } else if self.inside.paragraph && !self.inside.letters {
            match name {
                "numId" => open.in_list.list = xml::number(element, "val"),
                "ilvl" => open.in_list.level = xml::number(element, "val").map(|n| n as usize),
                _ => {}
            }
            open.own.take(element, self.fonts);
        } else if self.inside.letters && !self.inside.paragraph {
            let underlined = name == "u" && xml::value(element).as_deref() != Some("none");
            open.ruled |= underlined;
            self.letters.take(element, self.fonts);
        }
    }

    fn page(&mut self, name: &str, element: &BytesStart<'_>) {
        let length = |name: &str| -> Option<f64> {
            let number: f64 = xml::attribute(element, name)?.trim().parse().ok()?;
            number.is_finite().then(|| mm(number))
        };
        let (section, heads) = &mut self.section;
        match name {
            "pgSz" => section.page = length("w").zip(length("h")),
            "pgMar" => {
                let sides = ["top", "right", "bottom", "left"].map(length);
                if let [Some(top), Some(right), Some(bottom), Some(left)] = sides {
                    // A gutter is added to the side where sheets are bound.
                    let left = left + length("gutter").unwrap_or(0.0);
                    section.margins = Some([top.abs(), right, bottom.abs(), left]);
                }
            }
            "titlePg" => section.own_first = xml::is_on(element),
            _ => {
                let id = xml::attribute(element, "id").map(std::borrow::Cow::into_owned);
                let kind = xml::attribute(element, "type");
                match (name, kind.as_deref().unwrap_or("default")) {
                    ("headerReference", "default") => heads.header = id,
                    ("headerReference", "first") => heads.first_header = id,
                    ("footerReference", "default") => heads.footer = id,
                    _ => {}
                }
            }
        }
    }

    fn end(&mut self, name: &str) -> Result<(), Unreadable> {
        match name {
            "tbl" => self.depth = self.depth.saturating_sub(1),
            "p" => self.close_paragraph()?,
            "pPr" => self.inside.paragraph = false,
            "rPr" => self.inside.letters = false,
            "pBdr" => self.inside.borders = false,
            "t" => self.inside.text = false,
            "instrText" => self.inside.instruction = false,
            _ => {}
        }
        Ok(())
    }

    fn paragraph(&mut self) {
        // A paragraph within another stands in a text box, which is passed over; the outer one ends all the same.
        self.close_paragraph().ok();
        let cell = (self.depth > 0).then(|| Cell {
            table: self.tables.saturating_sub(1),
            row: self.row.saturating_sub(1),
            column: self.column.saturating_sub(1),
        });
        self.open = Some(Open {
            own: Look::default(),
            in_list: InList::default(),
            cell,
            runs: Vec::new(),
            page_number: false,
            ruled: false,
            drawn: false,
        });
        self.inside = Inside::default();
    }

    fn close_paragraph(&mut self) -> Result<(), Unreadable> {
        let Some(mut open) = self.open.take() else {
            return Ok(());
        };
        if self.layout.paragraphs.len() >= MOST_PARAGRAPHS {
            return Err(Unreadable::TooLarge {
                limit: MOST_PARAGRAPHS as u64,
            });
        }
        let style = open.own.style.clone();
        let look = self.styles.of_paragraph(style.as_deref()).with(&open.own);
        let label = self.numbering.as_mut().and_then(|numbering| {
            let style = style.as_deref().unwrap_or_default();
            numbering.number(open.in_list, style, &mut Vec::new())
        });
        if let (Some(label), Some(first)) = (label, open.runs.first()) {
            let text = format!("{label} ");
            open.runs.insert(
                0,
                Run {
                    text,
                    ..first.clone()
                },
            );
        }
        let listed = look.listed == Some(true) && open.own.first_line.is_none();
        let spacing = (look.before.unwrap_or(0.0), look.after.unwrap_or(0.0));
        self.layout.paragraphs.push(Paragraph {
            section: self.layout.sections.len(),
            cell: open.cell,
            runs: open.runs,
            align: look.align.unwrap_or(Align::Left),
            first_line: (!listed).then(|| look.first_line.unwrap_or(0.0)),
            spacing: (look.contextual != Some(true)).then_some(spacing),
            line: look.line_height(),
            page_number: open.page_number,
            ruled: open.ruled,
            drawn: open.drawn,
        });
        // A section ends with the paragraph that holds its properties.
        if self.section.0.page.is_some() && self.depth == 0 {
            self.close_section();
        }
        Ok(())
    }

    fn close_section(&mut self) {
        let (section, heads) = std::mem::take(&mut self.section);
        let described = section != Section::default();
        if described || self.layout.sections.is_empty() {
            self.layout.sections.push(section);
            self.heads.push(heads);
        }
    }

    fn text(&mut self, text: &str) -> Result<(), Unreadable> {
        if self.inside.instruction {
            self.field(text);
            return Ok(());
        }
        let Some(open) = &mut self.open else {
            return Ok(());
        };
        self.left = self
            .left
            .checked_sub(text.len())
            .ok_or(Unreadable::TooLarge {
                limit: text.len() as u64,
            })?;
        let look = self.styles.of_paragraph(open.own.style.as_deref());
        let of_style = self.styles.of_letters(self.letters.style.as_deref());
        let look = look.with(&of_style).with(&self.letters);
        if look.hidden == Some(true) {
            return Ok(());
        }
        let run = Run {
            text: text.to_owned(),
            font: look.font,
            size: look.size.unwrap_or(SIZE),
            bold: look.bold == Some(true),
            italic: look.italic == Some(true),
            capitals: look.capitals == Some(true),
            colour: look.colour.filter(|colour| colour != "auto"),
        };
        match open.runs.last_mut() {
            Some(last) if same_look(last, &run) => last.text.push_str(&run.text),
            _ => open.runs.push(run),
        }
        Ok(())
    }

    fn field(&mut self, instruction: &str) {
        let word = instruction.split_whitespace().next().unwrap_or_default();
        if let Some(open) = &mut self.open {
            open.page_number |= word.eq_ignore_ascii_case("page");
        }
    }
}

fn same_look(one: &Run, other: &Run) -> bool {
    (one.size, one.bold, one.italic, one.capitals)
        == (other.size, other.bold, other.italic, other.capitals)
        && one.font == other.font
        && one.colour == other.colour
}
