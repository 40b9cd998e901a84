//! An empty roster of each kind for offices to fill in, with the headings that are recognised.

use sheet::{ColumnKind, ColumnOut, NotWritten, TableOut, write_xlsx};

use super::ImportKind;
use super::headings::known;

/// A template file: a title, a line on how to fill it in, and the headings.
pub fn template(kind: ImportKind) -> Result<Vec<u8>, NotWritten> {
    let skipped = [
        "family_name",
        "given_name",
        "birth_year",
        "male",
        "female",
        "nationality",
        "unit",
        "absence",
        "excused",
    ];
    let columns = known(kind)
        .into_iter()
        .filter(|heading| !skipped.contains(&heading.key))
        .filter(|heading| kind != ImportKind::Attendance || ATTENDANCE.contains(&heading.key))
        .map(|heading| ColumnOut {
            heading: heading
                .names
                .first()
                .copied()
                .unwrap_or_default()
                .to_owned(),
            // Days are typed as text too: a template must not turn a year into a date.
            kind: ColumnKind::Text,
        });
    write_xlsx(&TableOut {
        title: match kind {
            ImportKind::Delegates => "DANH SÁCH ĐẠI BIỂU HỘI ĐỒNG NHÂN DÂN",
            ImportKind::Staff => "DANH SÁCH CÔNG CHỨC, NGƯỜI LAO ĐỘNG",
            ImportKind::Attendance => "DANH SÁCH ĐIỂM DANH",
        }
        .to_owned(),
        notes: vec!["Mỗi người một dòng. Ngày ghi ngày/tháng/năm; nếu chỉ biết năm sinh thì ghi năm. Ô trống không xóa dữ liệu đã có.".to_owned()],
        columns: columns.collect(),
        rows: Vec::new(),
    })
}

const ATTENDANCE: &[&str] = &[
    "ordinal",
    "full_name",
    "birth",
    "workplace",
    "presence",
    "reason",
];
