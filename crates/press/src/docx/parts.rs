//! The small parts of a document of Word: what kinds its parts have, how they belong together, its styles, heads and feet.

use std::fmt::Write as _;

use super::xml::{Border, CENTRED, Look, escape, line, lines};
use crate::form::{Printed, size};

/// The declaration that every part begins with.
pub(super) const DECLARATION: &str =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
/// The name spaces of the text, its heads and feet.
pub(super) const WORD: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships""#;

const WORD_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The identifiers of the head and the feet in the text.
pub(super) const HEADER: &str = "rId3";
pub(super) const FIRST_FOOTER: &str = "rId4";
pub(super) const FOOTER: &str = "rId5";
/// The first identifier of a chart.
pub(super) const FIRST_CHART: usize = 6;

/// `[Content_Types].xml`.
pub(super) fn types(charts: usize) -> String {
    let mut xml = format!(
        r#"{DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>"#
    );
    for (part, kind) in [
        ("document", "document.main"),
        ("styles", "styles"),
        ("settings", "settings"),
        ("header1", "header"),
        ("footer1", "footer"),
        ("footer2", "footer"),
    ] {
        let _ = write!(
            xml,
            r#"<Override PartName="/word/{part}.xml" ContentType="{WORD_TYPE}.{kind}+xml"/>"#
        );
    }
    for chart in 1..=charts {
        let _ = write!(
            xml,
            r#"<Override PartName="/word/charts/chart{chart}.xml" ContentType="application/vnd.openxmlformats-officedocument.drawingml.chart+xml"/>"#
        );
    }
    xml.push_str(r#"<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>"#);
    xml
}

/// `_rels/.rels`.
pub(super) fn package() -> String {
    format!(
        r#"{DECLARATION}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{RELATION}/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>"#
    )
}

/// `word/_rels/document.xml.rels`.
pub(super) fn relations(charts: usize) -> String {
    let mut xml = format!(
        r#"{DECLARATION}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#
    );
    let mut relation = |id: &str, kind: &str, target: &str| {
        let _ = write!(
            xml,
            r#"<Relationship Id="{id}" Type="{RELATION}/{kind}" Target="{target}"/>"#
        );
    };
    relation("rId1", "styles", "styles.xml");
    relation("rId2", "settings", "settings.xml");
    relation(HEADER, "header", "header1.xml");
    relation(FIRST_FOOTER, "footer", "footer1.xml");
    relation(FOOTER, "footer", "footer2.xml");
    for chart in 1..=charts {
        let id = format!("rId{}", FIRST_CHART + chart - 1);
        relation(&id, "chart", &format!("charts/chart{chart}.xml"));
    }
    xml.push_str("</Relationships>");
    xml
}

/// `docProps/core.xml`: title, who made it, language, day.
pub(super) fn core(printed: &Printed) -> String {
    let mut xml = format!(
        r#"{DECLARATION}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>"#
    );
    escape(&mut xml, &printed.title);
    xml.push_str("</dc:title><dc:creator>");
    escape(&mut xml, &printed.author);
    xml.push_str("</dc:creator><dc:language>vi-VN</dc:language>");
    if let Some((year, month, day)) = printed.day {
        for what in ["created", "modified"] {
            let _ = write!(
                xml,
                r#"<dcterms:{what} xsi:type="dcterms:W3CDTF">{year:04}-{month:02}-{day:02}T00:00:00Z</dcterms:{what}>"#
            );
        }
    }
    xml.push_str("</cp:coreProperties>");
    xml
}

/// `word/settings.xml`: the mode of today's Word, and the language.
pub(super) fn settings() -> String {
    format!(
        r#"{DECLARATION}<w:settings {WORD}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="vi-VN"/></w:settings>"#
    )
}

/// `word/styles.xml`: one face, the paragraph of the body, nine ranks of titles.
pub(super) fn styles() -> String {
    let half = size::TEXT * 2.0;
    let mut xml = format!(
        r#"{DECLARATION}<w:styles {WORD}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="Times New Roman" w:cs="Times New Roman"/><w:color w:val="000000"/><w:sz w:val="{half}"/><w:szCs w:val="{half}"/><w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style><w:style w:type="paragraph" w:styleId="BodyText"><w:name w:val="Body Text"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr><w:spacing w:before="120" w:line="264" w:lineRule="auto"/><w:ind w:firstLine="720"/><w:jc w:val="both"/></w:pPr></w:style>"#
    );
    for rank in 1..=9 {
        let outline = rank - 1;
        let _ = write!(
            xml,
            r#"<w:style w:type="paragraph" w:styleId="Heading{rank}"><w:name w:val="heading {rank}"/><w:basedOn w:val="BodyText"/><w:next w:val="BodyText"/><w:qFormat/><w:pPr><w:keepNext/><w:keepLines/><w:outlineLvl w:val="{outline}"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>"#
        );
    }
    xml.push_str("</w:styles>");
    xml
}

/// `word/header1.xml`: the number of the page in the middle.
pub(super) fn header() -> String {
    let half = size::MIDDLE * 2.0;
    let run = format!(r#"<w:r><w:rPr><w:sz w:val="{half}"/><w:szCs w:val="{half}"/></w:rPr>"#);
    format!(
        r#"{DECLARATION}<w:hdr {WORD}><w:p><w:pPr><w:jc w:val="center"/></w:pPr>{run}<w:fldChar w:fldCharType="begin"/></w:r>{run}<w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>{run}<w:fldChar w:fldCharType="separate"/></w:r>{run}<w:t>2</w:t></w:r>{run}<w:fldChar w:fldCharType="end"/></w:r></w:p></w:hdr>"#
    )
}

/// The foot of a page: on the first one where the body that issues is to be found, on all of them the mark.
pub(super) fn footer(printed: &Printed, first: bool) -> String {
    let mut xml = format!("{DECLARATION}<w:ftr {WORD}>");
    if first && !printed.contact.is_empty() {
        let look = CENTRED.sized(size::RECIPIENTS);
        let ruled = Look {
            border: Border::Above,
            ..look
        };
        line(&mut xml, &printed.contact[0], ruled);
        lines(&mut xml, &printed.contact[1..], look);
    }
    line(&mut xml, &printed.mark, CENTRED.italic().sized(10.0));
    xml.push_str("</w:ftr>");
    xml
}
