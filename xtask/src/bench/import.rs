//! The import of a long roster, through the forms that a clerk uses.

use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result, ensure};

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

/// The form of a page that posts to its own address.
struct Form(String);

impl Form {
    fn on(open: &mut Connection, path: &str, cookie: &str) -> Result<Self> {
        let answer = open.get(path, cookie)?;
        ensure!(answer.status == 200, "{path}: status {}", answer.status);
        let page = String::from_utf8(answer.body).context("the page is not text")?;
        let begin = page.find(&format!("action=\"{path}\""));
        let begin = begin.with_context(|| format!("{path} has no form"))?;
        let form = &page[begin..];
        let end = form.find("</form>").unwrap_or(form.len());
        Ok(Self(form[..end].to_owned()))
    }

    /// Names and values that it carries unseen.
    fn hidden(&self) -> Vec<(&str, &str)> {
        let inputs = self.0.split("<input ").skip(1);
        inputs
            .filter_map(|input| input.split_once('>').map(|(input, _)| input))
            .filter(|input| input.contains("type=\"hidden\""))
            .filter_map(|input| Some((attribute(input, "name")?, attribute(input, "value")?)))
            .collect()
    }

    /// The first choice of a list that is not the empty one.
    fn first_choice(&self, name: &str) -> Result<String> {
        let list = self.0.split("<select ").skip(1);
        let list = list.filter_map(|list| list.split_once("</select>"));
        let mut list = list.filter(|(list, _)| attribute(list, "name") == Some(name));
        let (list, _) = list.next().with_context(|| format!("no list {name}"))?;
        let mut choices = list.split("<option ").skip(1);
        let choice =
            choices.find_map(|choice| attribute(choice, "value").filter(|it| !it.is_empty()));
        Ok(choice.context("an empty list")?.to_owned())
    }
}

fn attribute<'t>(element: &'t str, name: &str) -> Option<&'t str> {
    let (_, rest) = element.split_once(&format!("{name}=\""))?;
    rest.split_once('"').map(|(value, _)| value)
}
