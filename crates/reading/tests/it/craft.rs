//! Files built by hand, honest and otherwise.

use std::io::{Cursor, Read, Write};

use lopdf::{Document, Object, Stream, dictionary};
use reading::{Limits, Reading, Unreadable};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Reads with the usual limits.
pub(crate) fn read(bytes: &[u8]) -> Result<Reading, Unreadable> {
    reading::read(bytes, &Limits::default())
}

/// Reads what must be readable.
pub(crate) fn text(bytes: &[u8]) -> String {
    read(bytes).expect("a reading").text
}

/// Puts an archive together.
pub(crate) fn pack(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .expect("a part");
        writer.write_all(content).expect("its content");
    }
    writer.finish().expect("an archive").into_inner()
}

/// The content of one part of an archive.
pub(crate) fn part(bytes: &[u8], name: &str) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut content = Vec::new();
    archive
        .by_name(name)
        .expect("the part")
        .read_to_end(&mut content)
        .expect("its content");
    content
}

/// What a document holds besides its text; each is the inside of its part.
#[derive(Default)]
pub(crate) struct Docx<'a> {
    pub(crate) body: &'a str,
    pub(crate) numbering: &'a str,
    pub(crate) styles: &'a str,
    pub(crate) footnotes: &'a str,
    pub(crate) endnotes: &'a str,
    pub(crate) more: &'a [(&'a str, &'a [u8])],
}

impl Docx<'_> {
    /// The file.
    pub(crate) fn build(&self) -> Vec<u8> {
        let parts = [
            ("document", format!("<w:body>{}</w:body>", self.body)),
            ("numbering", self.numbering.to_owned()),
            ("styles", self.styles.to_owned()),
            ("footnotes", self.footnotes.to_owned()),
            ("endnotes", self.endnotes.to_owned()),
        ];
        let xml: Vec<(String, Vec<u8>)> = parts
            .iter()
            .map(|(name, inside)| {
                let text = format!(
                    "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:{name} {W}>{inside}</w:{name}>"
                );
                (format!("word/{name}.xml"), text.into_bytes())
            })
            .collect();
        let relation = |name: &str, target: &str| {
            format!("<Relationship Id=\"{name}\" Type=\"{RELATIONS}/{name}\" Target=\"{target}\"/>")
        };
        let top = format!(
            "<Relationships>{}</Relationships>",
            relation("officeDocument", "word/document.xml")
        );
        let inner: String = parts[1..]
            .iter()
            .map(|(name, _)| relation(name, &format!("{name}.xml")))
            .collect();
        let inner = format!("<Relationships>{inner}</Relationships>");
        let mut all: Vec<(&str, &[u8])> = vec![
            ("[Content_Types].xml", b"<Types/>"),
            ("_rels/.rels", top.as_bytes()),
            ("word/_rels/document.xml.rels", inner.as_bytes()),
        ];
        all.extend(
            xml.iter()
                .map(|(name, content)| (name.as_str(), content.as_slice())),
        );
        all.extend(self.more);
        pack(&all)
    }
}

/// A document of this body alone.
pub(crate) fn docx(body: &str) -> Vec<u8> {
    Docx {
        body,
        ..Docx::default()
    }
    .build()
}

/// A paragraph of one run.
pub(crate) fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>")
}

/// A PDF whose pages print these contents, with a font of two bytes whose codes are the code points.
pub(crate) fn pdf(pages: &[String]) -> Document {
    let mut document = Document::with_version("1.5");
    let map = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n1 begincodespacerange\n<0000> <FFFF>\n\
               endcodespacerange\n1 beginbfrange\n<0020> <1FFF> <0020>\nendbfrange\nendcmap end end\n";
    let map = document.add_object(Stream::new(dictionary! {}, map.as_bytes().to_vec()));
    let inner = document
        .add_object(dictionary! { "Type" => "Font", "Subtype" => "CIDFontType2", "DW" => 500 });
    let font = document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type0", "Encoding" => "Identity-H",
        "DescendantFonts" => vec![inner.into()], "ToUnicode" => map,
    });
    let plain = document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Times-Roman", "Encoding" => "WinAnsiEncoding",
    });
    let tree = document.new_object_id();
    let kids: Vec<Object> = pages
        .iter()
        .map(|content| {
            let content = document.add_object(Stream::new(dictionary! {}, content.clone().into_bytes()));
            let page = dictionary! {
                "Type" => "Page", "Parent" => tree, "Contents" => content,
                "Resources" => dictionary! { "Font" => dictionary! { "F1" => font, "F2" => plain } },
            };
            document.add_object(page).into()
        })
        .collect();
    let count = kids.len() as i64;
    let pages = dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count };
    document.objects.insert(tree, Object::Dictionary(pages));
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    document.trailer.set("Root", catalog);
    document
}

/// The file of a PDF.
pub(crate) fn save(mut document: Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("a file");
    bytes
}

/// A string of codes for the wide font.
pub(crate) fn wide(text: &str) -> String {
    let codes: String = text
        .encode_utf16()
        .map(|unit| format!("{unit:04X}"))
        .collect();
    format!("<{codes}>")
}
