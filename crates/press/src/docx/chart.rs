//! Charts of DrawingML: drawn by the reader's program from the values, so that they stay sharp and can be restyled.

use std::fmt::Write as _;

use super::parts::DECLARATION;
use super::xml::{CENTRED, escape, line};
use crate::form::{Course, Drawing};
use paper::ChartKind;

/// English metric units in a millimetre.
const EMU: usize = 36_000;
/// Greys that a black printer keeps apart, as in the PDF.
const GREYS: [&str; 6] = ["464646", "A5A5A5", "E1E1E1", "787878", "C3C3C3", "1E1E1E"];
const DASHES: [&str; 6] = ["solid", "dash", "sysDot", "dashDot", "sysDash", "lgDash"];
const FONT: &str = r#"<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="1000"><a:solidFill><a:srgbClr val="000000"/></a:solidFill><a:latin typeface="Times New Roman"/></a:defRPr></a:pPr><a:endParaRPr lang="vi-VN"/></a:p></c:txPr>"#;

/// The place of a chart in the text: its title, the drawing with words in its place, and what is to be seen.
pub(super) fn place(xml: &mut String, drawing: &Drawing, number: usize, id: usize, width_mm: f64) {
    line(xml, &drawing.title, CENTRED.bold().keep().spaced(120, 40));
    if drawing.series.is_empty() || drawing.categories.is_empty() {
        return;
    }
    let (width, height) = (width_mm as usize * EMU, 65 * EMU);
    let _ = write!(
        xml,
        r#"<w:p><w:pPr><w:keepNext/><w:jc w:val="center"/></w:pPr><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/><wp:docPr id="{number}" name="Biểu đồ {number}" descr=""#
    );
    escape(xml, &drawing.description);
    let _ = write!(
        xml,
        r#""/><wp:cNvGraphicFramePr/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="rId{id}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"#
    );
    if drawing.description != drawing.title {
        let look = super::xml::PLAIN.italic().keep().sized(12.0).spaced(0, 60);
        line(xml, &drawing.description, look);
    }
}

/// The part that holds a chart.
pub(super) fn part(drawing: &Drawing) -> String {
    let mut xml = format!(
        r#"{DECLARATION}<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><c:lang val="vi-VN"/><c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>"#
    );
    match drawing.kind {
        ChartKind::Bar => {
            xml.push_str(r#"<c:barChart><c:barDir val="col"/><c:grouping val="clustered"/><c:varyColors val="0"/>"#);
        }
        ChartKind::Line => {
            xml.push_str(r#"<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>"#);
        }
    }
    for (place, course) in drawing.series.iter().enumerate() {
        series(&mut xml, drawing, place, course);
    }
    xml.push_str(match drawing.kind {
        ChartKind::Bar => {
            r#"<c:gapWidth val="43"/><c:axId val="1"/><c:axId val="2"/></c:barChart>"#
        }
        ChartKind::Line => r#"<c:marker val="1"/><c:axId val="1"/><c:axId val="2"/></c:lineChart>"#,
    });
    let _ = write!(
        xml,
        r##"<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/><c:axPos val="b"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>{FONT}<c:crossAx val="2"/></c:catAx><c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/><c:axPos val="l"/><c:majorGridlines><c:spPr><a:ln w="4763"><a:solidFill><a:srgbClr val="C8C8C8"/></a:solidFill></a:ln></c:spPr></c:majorGridlines><c:numFmt formatCode="#,##0.##" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>{FONT}<c:crossAx val="1"/></c:valAx></c:plotArea>"##
    );
    if drawing.series.len() > 1 {
        let _ = write!(
            xml,
            r#"<c:legend><c:legendPos val="b"/><c:overlay val="0"/>{FONT}</c:legend>"#
        );
    }
    xml.push_str(r#"<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart><c:spPr><a:ln><a:noFill/></a:ln></c:spPr></c:chartSpace>"#);
    xml
}

fn series(xml: &mut String, drawing: &Drawing, place: usize, course: &Course) {
    let _ = write!(
        xml,
        r#"<c:ser><c:idx val="{place}"/><c:order val="{place}"/><c:tx><c:v>"#
    );
    escape(xml, &course.name);
    xml.push_str("</c:v></c:tx>");
    let grey = GREYS[place % GREYS.len()];
    let dash = DASHES[place % DASHES.len()];
    let _ = match drawing.kind {
        ChartKind::Bar => write!(
            xml,
            r#"<c:spPr><a:solidFill><a:srgbClr val="{grey}"/></a:solidFill><a:ln w="6350"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln></c:spPr><c:invertIfNegative val="0"/>"#
        ),
        ChartKind::Line => write!(
            xml,
            r#"<c:spPr><a:ln w="15240"><a:solidFill><a:srgbClr val="000000"/></a:solidFill><a:prstDash val="{dash}"/></a:ln></c:spPr><c:marker><c:symbol val="circle"/><c:size val="5"/><c:spPr><a:solidFill><a:srgbClr val="{grey}"/></a:solidFill></c:spPr></c:marker>"#
        ),
    };
    let count = drawing.categories.len();
    let _ = write!(xml, r#"<c:cat><c:strLit><c:ptCount val="{count}"/>"#);
    for (at, name) in drawing.categories.iter().enumerate() {
        let _ = write!(xml, r#"<c:pt idx="{at}"><c:v>"#);
        escape(xml, name);
        xml.push_str("</c:v></c:pt>");
    }
    let _ = write!(
        xml,
        r#"</c:strLit></c:cat><c:val><c:numLit><c:formatCode>General</c:formatCode><c:ptCount val="{count}"/>"#
    );
    for (at, value) in course.values.iter().enumerate() {
        if let Some(value) = value {
            let _ = write!(xml, r#"<c:pt idx="{at}"><c:v>{value}</c:v></c:pt>"#);
        }
    }
    xml.push_str("</c:numLit></c:val>");
    if drawing.kind == ChartKind::Line {
        xml.push_str(r#"<c:smooth val="0"/>"#);
    }
    xml.push_str("</c:ser>");
}
