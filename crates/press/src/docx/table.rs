//! Tables of WordprocessingML: those without lines that put things side by side, and those with lines.

use std::fmt::Write as _;

use super::xml::{CENTRED, Look, PLAIN, line, lines};
use crate::form::{Grid, Spot, size};
use paper::Align;

/// Opens a table without lines whose columns have these widths.
pub(super) fn open(xml: &mut String, widths: &[usize]) {
    let all: usize = widths.iter().sum();
    let _ = write!(
        xml,
        r#"<w:tbl><w:tblPr><w:tblW w:w="{all}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>"#
    );
    columns(xml, widths);
}

/// Writes what stands in a cell of a width.
pub(super) type Fill<'a> = &'a dyn Fn(&mut String, usize);

/// A row without lines; each cell is written by its own function, given its width.
pub(super) fn row(xml: &mut String, cells: &[(usize, Fill<'_>)]) {
    xml.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
    for (width, write) in cells {
        cell(xml, *width, "");
        let before = xml.len();
        write(xml, *width);
        // A cell ends in a paragraph and has at least one.
        if xml.len() == before {
            line(xml, "", PLAIN);
        }
        xml.push_str("</w:tc>");
    }
    xml.push_str("</w:tr>");
}

/// A table with lines, within a width.
pub(super) fn grid(xml: &mut String, grid: &Grid, width: usize) {
    let middle = CENTRED.bold().keep().spaced(120, 40);
    if !grid.caption.is_empty() {
        line(xml, &grid.caption, middle);
    }
    if !grid.unit.is_empty() {
        let look = Look {
            align: "right",
            ..PLAIN.italic().keep().sized(size::SMALL)
        };
        line(xml, &grid.unit, look);
    }
    if grid.head.len() + grid.rows.len() > 0 && !grid.weights.is_empty() {
        let all: usize = grid.weights.iter().map(|weight| usize::from(*weight)).sum();
        let widths: Vec<usize> = (grid.weights.iter())
            .map(|weight| width * usize::from(*weight) / all.max(1))
            .collect();
        let _ = write!(
            xml,
            r#"<w:tbl><w:tblPr><w:tblW w:w="{}" w:type="dxa"/><w:tblBorders>"#,
            widths.iter().sum::<usize>()
        );
        for side in ["top", "left", "bottom", "right", "insideH", "insideV"] {
            let _ = write!(
                xml,
                r#"<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>"#
            );
        }
        xml.push_str(r#"</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr>"#);
        columns(xml, &widths);
        for row in &grid.head {
            ruled(xml, grid, row, &widths, true);
        }
        for row in &grid.rows {
            ruled(xml, grid, row, &widths, false);
        }
        xml.push_str("</w:tbl>");
    }
    if grid.note.is_empty() {
        // Two tables without a paragraph between them would become one.
        line(xml, "", PLAIN.sized(4.0));
    } else {
        line(
            xml,
            &grid.note,
            PLAIN.italic().sized(size::SMALL).spaced(40, 0),
        );
    }
}

fn columns(xml: &mut String, widths: &[usize]) {
    xml.push_str("<w:tblGrid>");
    for width in widths {
        let _ = write!(xml, r#"<w:gridCol w:w="{width}"/>"#);
    }
    xml.push_str("</w:tblGrid>");
}

fn cell(xml: &mut String, width: usize, more: &str) {
    let _ = write!(
        xml,
        r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{more}</w:tcPr>"#
    );
}

fn ruled(xml: &mut String, grid: &Grid, row: &[Spot], widths: &[usize], head: bool) {
    xml.push_str("<w:tr><w:trPr><w:cantSplit/>");
    if head {
        xml.push_str("<w:tblHeader/>");
    }
    xml.push_str("</w:trPr>");
    for spot in row {
        let width = widths[spot.column..spot.column + spot.across].iter().sum();
        let mut more = String::new();
        if spot.across > 1 {
            let _ = write!(more, r#"<w:gridSpan w:val="{}"/>"#, spot.across);
        }
        if spot.joined {
            more.push_str("<w:vMerge/>");
        } else if spot.down > 1 {
            more.push_str(r#"<w:vMerge w:val="restart"/>"#);
        }
        more.push_str(r#"<w:vAlign w:val="center"/>"#);
        cell(xml, width, &more);
        let wide = head || spot.across > 1 && spot.bold;
        let align = match grid.aligns.get(spot.column) {
            _ if wide => "center",
            Some(Align::Centre) => "center",
            Some(Align::Right) => "right",
            Some(Align::Left) | None => "left",
        };
        let look = Look {
            align,
            bold: spot.bold,
            keep: head,
            ..PLAIN.sized(size::SMALL).spaced(30, 30)
        };
        if spot.text.is_empty() {
            line(xml, "", look);
        }
        lines(xml, &spot.text, look);
        xml.push_str("</w:tc>");
    }
    xml.push_str("</w:tr>");
}
