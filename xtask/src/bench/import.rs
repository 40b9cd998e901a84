//! The import of a long roster, through the forms that a clerk uses.

use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result, ensure};

use super::form::Form;
use super::sign_in;
use crate::http::Connection;

/// How many rows.
const ROWS: usize = 5_000;

/// Sends a roster, looks at its preview and confirms it; gives the seconds of all three, and says each.
pub fn run(url: &str, accounts: &Path) -> Result<f64> {
    let cookie = sign_in(url, accounts, "clerk")?;
    let mut open = Connection::open(url)?;
    let form = Form::on(&mut open, "/imports/new", &cookie)?;
    let council = form.first_choice("council")?;
    let roster = roster();
    let mut fields = form.hidden();
    fields.extend([("council", council.as_str()), ("kind", "delegates")]);

    let began = Instant::now();
    let file = ("file", "danh-sach.csv", roster.as_bytes());
    let answer = open.post_file("/imports/new", &fields, file, &cookie)?;
    let columns = answer.location().map(str::to_owned);
    let columns = columns.with_context(|| {
        let page = String::from_utf8_lossy(&answer.body);
        format!("the roster was not taken in: {} {page}", answer.status)
    })?;
    let sent = began.elapsed();

    let confirm = columns.replace("/columns", "/confirm");
    let form = Form::on(&mut open, &confirm, &cookie)?;
    let seen = began.elapsed();
    let mut fields = form.hidden();
    fields.extend([
        ("decision", "unconfirmed"),
        ("faulty", "on"),
        ("reason", "Nạp danh sách"),
    ]);
    let answer = open.post_form(&confirm, &fields, &cookie)?;
    ensure!(
        answer.status == 303,
        "the import was not confirmed: {} {}",
        answer.status,
        String::from_utf8_lossy(&answer.body)
    );
    let done = began.elapsed();
    println!(
        "roster of {ROWS} rows: sent {:.2} s, preview {:.2} s, confirmed {:.2} s",
        sent.as_secs_f64(),
        (seen - sent).as_secs_f64(),
        (done - seen).as_secs_f64()
    );
    Ok(done.as_secs_f64())
}

/// A roster as an office keeps it, with names that differ.
fn roster() -> String {
    const FAMILY: &[&str] = &["NGUYỄN", "TRẦN", "LÊ", "PHẠM", "HUỲNH", "VÕ", "ĐẶNG"];
    const MIDDLE: &[&str] = &["VĂN", "THỊ", "MINH", "NGỌC", "HỮU", "THANH", "QUỐC", "KIM"];
    const GIVEN: &[&str] = &[
        "AN", "BÌNH", "CHÂU", "DŨNG", "GIANG", "HÀ", "KHOA", "LAN", "MAI",
    ];
    let pick = |names: &[&'static str], number: usize| names[number % names.len()];
    let mut text =
        String::from("DANH SÁCH ĐẠI BIỂU;;;;\nSTT;Họ và tên;Ngày sinh;Giới tính;Quê quán\n");
    for row in 0..ROWS {
        let sex = if row % 3 == 0 { "Nữ" } else { "Nam" };
        text.push_str(&format!(
            "{};{} {} {};{:02}/{:02}/{};{sex};Cần Thơ\n",
            row + 1,
            pick(FAMILY, row),
            pick(MIDDLE, row / 7),
            pick(GIVEN, row / 56),
            row % 28 + 1,
            row / 28 % 12 + 1,
            1960 + row / 336 % 40,
        ));
    }
    text
}
