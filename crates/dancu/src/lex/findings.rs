//! Findings of a review as a table for people: XLSX, DOCX, HTML.

use ::lex::Address;
use ::lex::review::Finding;
use anyhow::Result;
use jiff::civil::Date;
use kernel::vi;
use sheet::{Cell, ColumnKind, ColumnOut, Letterhead, TableOut, write_docx, write_xlsx};

use super::page;

/// A finding with the document it is about.
pub struct Row {
    /// The number of the document, or the name of its file.
    pub document: String,
    /// What needs review.
    pub finding: Finding,
}

/// The findings as a workbook.
pub fn xlsx(rows: &[Row], at: Date) -> Result<Vec<u8>> {
    Ok(write_xlsx(&table(rows, at))?)
}

/// The findings as a paper; the body that issues it is left to be filled in.
pub fn docx(rows: &[Row], at: Date) -> Result<Vec<u8>> {
    let head = Letterhead {
        issuer: "Hội đồng nhân dân …".to_owned(),
        number: "Số: …/DM-HĐND".to_owned(),
        place_and_day: "…, ngày … tháng … năm …".to_owned(),
        ..Letterhead::default()
    };
    Ok(write_docx(&table(rows, at), &head)?)
}

/// The findings as a page.
pub fn html(rows: &[Row], at: Date) -> String {
    let table = table(rows, at);
    let safe = |text: &str| {
        let mut safe = String::with_capacity(text.len());
        page::escape(text, &mut safe);
        safe
    };
    let mut body = format!("<h1>{}</h1>\n", safe(&table.title));
    for note in &table.notes {
        body.push_str(&format!("<p>{}</p>\n", safe(note)));
    }
    body.push_str("<table>\n<thead><tr>");
    for column in &table.columns {
        body.push_str(&format!("<th scope=\"col\">{}</th>", safe(&column.heading)));
    }
    body.push_str("</tr></thead>\n<tbody>\n");
    for row in &table.rows {
        body.push_str("<tr>");
        for cell in row {
            body.push_str(&format!("<td>{}</td>", safe(&cell.as_text())));
        }
        body.push_str("</tr>\n");
    }
    body.push_str("</tbody>\n</table>\n");
    page::whole(&table.title, &body)
}

fn table(rows: &[Row], at: Date) -> TableOut {
    let column = |heading: &str, kind| ColumnOut {
        heading: heading.to_owned(),
        kind,
    };
    TableOut {
        title: "Danh mục nội dung cần rà soát".to_owned(),
        notes: vec![
            format!("Đối chiếu với pháp luật đến ngày {}.", vi::date_short(at)),
            "Mỗi dòng là một lý do cần rà soát, không phải kết luận về hiệu lực; việc xử lý do cơ quan có thẩm quyền quyết định.".to_owned(),
        ],
        columns: vec![
            column("TT", ColumnKind::Whole),
            column("Văn bản được rà soát", ColumnKind::Text),
            column("Lý do cần rà soát", ColumnKind::Text),
            column("Căn cứ hoặc quy định được dẫn", ColumnKind::Text),
            column("Văn bản làm thay đổi", ColumnKind::Text),
            column("Từ ngày", ColumnKind::Date),
            column("Quy định về rà soát", ColumnKind::Text),
        ],
        rows: rows.iter().enumerate().map(|(n, row)| cells(n + 1, row)).collect(),
    }
}

fn cells(number: usize, row: &Row) -> Vec<Cell> {
    let finding = &row.finding;
    let by = [finding.by_unit.as_deref(), finding.by.as_deref()];
    let by: Vec<&str> = by.into_iter().flatten().collect();
    vec![
        Cell::Number(number as f64),
        Cell::text_from(&row.document),
        Cell::text_from(finding.reason.in_words()),
        Cell::text_from(&unit_of(&finding.unit, &finding.basis)),
        Cell::text_from(&by.join(" ")),
        finding.since.map_or(Cell::Empty, Cell::Date),
        Cell::text_from(&finding.rule),
    ]
}

/// A unit with its document: `khoản 2 Điều 78 77/2015/QH13`.
fn unit_of(unit: &Address, basis: &str) -> String {
    format!("{} {basis}", unit.written()).trim().to_owned()
}
