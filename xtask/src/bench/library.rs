//! `cargo xtask bench library`: a corpus handed in as one folder, read and linked, and then searched, all through the public door.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use clap::Args;

use super::form::Form;
use super::lex::folder;
use super::service::{self, Service};
use super::{against, sign_in};
use crate::http::Connection;
use crate::load::machine;

/// What to measure.
#[derive(Args)]
pub struct Options {
    /// A release binary; built if not given
    #[arg(long)]
    binary: Option<PathBuf>,
}

/// How long an answer to a search may take, in milliseconds, for 99 of 100.
const SEARCH: f64 = 20.0;
/// How often the whole list of questions is asked.
const ROUNDS: usize = 12;
/// How long the reading of the corpus may take before the measurement gives up.
const PATIENCE: Duration = Duration::from_secs(900);

/// What people type: words with and without marks, numbers in any spelling, addresses, mistakes.
const QUESTIONS: [&str; 48] = [
    "tiếp xúc cử tri",
    "tiep xuc cu tri",
    "hội đồng nhân dân",
    "hoi dong nhan dan xa",
    "quy chế làm việc",
    "noi quy ky hop",
    "77/2015/QH13",
    "77-2015 qh13",
    "luật 77/2015",
    "72/2025",
    "luat 72/2025/qh15",
    "nghị định 79/2025",
    "nd 34/2016",
    "k2 đ5 luật tcqđp 2015",
    "khoản 1 điều 9 luật 77/2015/QH13",
    "dieu 4 luat to chuc chinh quyen dia phuong",
    "điểm a khoản 1 điều 15 luật 72/2025/QH15",
    "d30 luat 72/2025",
    "mức chi",
    "muc chi ho tro dai bieu",
    "bảo hiểm y tế",
    "bao hiem xa hoi bat buoc",
    "an toàn vệ sinh lao động",
    "đất đai",
    "dat dai boi thuong tai dinh cu",
    "môi trường nước thải",
    "học phí giáo dục phổ thông",
    "phí tham quan",
    "le phi truoc ba",
    "giám sát của hội đồng nhân dân",
    "chất vấn",
    "lay phieu tin nhiem",
    "biểu quyết quá nửa tổng số đại biểu",
    "thẩm tra dự thảo nghị quyết",
    "ngân sách địa phương",
    "dau tu cong trung han",
    "giải quyết khiếu nại tố cáo",
    "trách nhiệm của ủy ban nhân dân",
    "uỷ ban nhân dân",
    "hòa giải ở cơ sở",
    "hoà giải",
    "văn bản quy phạm pháp luật",
    "hieu luc thi hanh ke tu ngay",
    "tổ chức thực hiện",
    "cong tac can bo",
    "bau cu",
    "xyzzy khong co",
    "tiếp súc cử chi",
];

/// Measures and prints.
pub fn run(options: &Options) -> Result<()> {
    let Some(corpus) = folder("DANCU_CORPUS", "corpus") else {
        println!("SKIPPED: there is no corpus (DANCU_CORPUS)");
        return Ok(());
    };
    let program = match &options.binary {
        Some(program) => program.clone(),
        None => service::release()?,
    };
    println!("{}", machine());
    println!("load of the machine before: {}", service::load());
    let data = service::kept().join("library");
    if data.is_dir() {
        std::fs::remove_dir_all(&data)?;
    }
    std::fs::create_dir_all(&data)?;
    let server = Service::demo(&program, &data)?;
    let cookie = sign_in(
        &server.url,
        &data.join("demo-accounts.json"),
        "administrator",
    )?;
    hand_in(&server, &corpus, &cookie)?;
    search(&server, "/api/v1/library/search", "search, JSON")?;
    search(&server, "/library", "search, page")?;
    println!("memory of the server: {:.1} MB", server.resident());
    println!("load of the machine after: {}", service::load());
    Ok(())
}

/// Hands the whole corpus in and waits until it is read.
fn hand_in(server: &Service, corpus: &Path, cookie: &str) -> Result<()> {
    const FORM: &str = "/library/imports/new";
    let mut texts = Vec::new();
    gather(corpus, &mut texts)?;
    let size: usize = texts.iter().map(|(_, bytes)| bytes.len()).sum();
    let files: Vec<(&str, &str, &[u8])> = texts
        .iter()
        .map(|(name, bytes)| ("files", name.as_str(), bytes.as_slice()))
        .collect();
    let mut open = Connection::open(&server.url)?;
    let form = Form::on(&mut open, FORM, cookie)?;
    let mut fields = form.hidden();
    fields.push(("name", "Kho văn bản"));
    let began = Instant::now();
    let answer = open.post_files(FORM, &fields, &files, cookie)?;
    let page = answer.location().map(str::to_owned);
    let page = page.with_context(|| format!("the folder was not taken: {}", answer.status))?;
    let sent = began.elapsed();
    let lead = loop {
        let answer = open.get(&page, cookie)?;
        let text = String::from_utf8_lossy(&answer.body).into_owned();
        ensure!(answer.status == 200, "{page}: status {}", answer.status);
        if !text.contains("đang đọc") && !text.contains("Chưa đọc xong") {
            break text;
        }
        if began.elapsed() > PATIENCE {
            bail!("the corpus is not read after {PATIENCE:?}");
        }
        std::thread::sleep(Duration::from_millis(200));
    };
    let said = lead
        .split("class=\"lead\">")
        .nth(1)
        .and_then(|rest| rest.split('<').next());
    println!(
        "corpus of {} files, {:.1} MB: handed in {:.1} s, read and linked {:.1} s: {}",
        files.len(),
        size as f64 / 1e6,
        sent.as_secs_f64(),
        (began.elapsed() - sent).as_secs_f64(),
        said.unwrap_or("?").trim()
    );
    Ok(())
}

fn gather(folder: &Path, texts: &mut Vec<(String, Vec<u8>)>) -> Result<()> {
    let mut entries: Vec<_> = std::fs::read_dir(folder)?.collect::<Result<_, _>>()?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        if path.is_dir() {
            gather(&path, texts)?;
        } else if path.extension().is_some_and(|ending| ending == "txt") {
            let name = entry.file_name().to_string_lossy().into_owned();
            texts.push((name, std::fs::read(&path)?));
        }
    }
    Ok(())
}

/// Asks every question again and again, one after the other, as one person does.
fn search(server: &Service, path: &str, name: &str) -> Result<()> {
    let mut open = Connection::open(&server.url)?;
    let mut times = Vec::new();
    // The index may lag by two seconds; the first round is not counted.
    std::thread::sleep(Duration::from_secs(4));
    for round in 0..=ROUNDS {
        for (number, typed) in QUESTIONS.iter().enumerate() {
            let status = ["", "&status=in_force", "", "&kind=law"][(number + round) % 4];
            let address = format!("{path}?q={}{status}", escaped(typed));
            let began = Instant::now();
            let answer = open.get(&address, "")?;
            let took = began.elapsed().as_secs_f64() * 1000.0;
            ensure!(answer.status == 200, "{address}: status {}", answer.status);
            if round > 0 {
                times.push((took, *typed));
            }
        }
    }
    times.sort_by(|a, b| a.0.total_cmp(&b.0));
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize].0;
    println!(
        "{name}: {} answers, median {:.1} ms, p95 {:.1} ms",
        times.len(),
        at(0.5),
        at(0.95)
    );
    against(&format!("{name}, p99"), at(0.99), SEARCH, "ms");
    if let Some((took, typed)) = times.last() {
        println!("  slowest: {took:.1} ms for \"{typed}\"");
    }
    Ok(())
}

fn escaped(typed: &str) -> String {
    let byte = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => (byte as char).to_string(),
        _ => format!("%{byte:02X}"),
    };
    typed.bytes().map(byte).collect()
}
