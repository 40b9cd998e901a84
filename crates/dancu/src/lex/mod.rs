//! `dancu lex …`: what the engine reads in a legal text, as lines for other programs.
//!
//! Results go to the standard output, one JSON object a line; what could not be read goes to the standard error. A command
//! fails only when nothing of its input could be read.

mod cite;
mod files;
mod parse;
mod points;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::Subcommand;
use jiff::civil::Date;

/// What to do with legal texts.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Tìm dẫn chiếu trong văn bản. / Find what texts cite.
    Cite(CiteOptions),
    /// Đọc bố cục của văn bản. / Read the structure of a text.
    Parse {
        /// Văn bản: .docx, .html, .pdf hoặc .txt. / The text.
        file: PathBuf,
        /// Cách trình bày. / How to show it.
        #[arg(long, value_name = "FORMAT", value_parser = parse::Format::named, default_value = "tree")]
        format: parse::Format,
    },
}

/// What to cite and against what.
#[derive(Debug, clap::Args)]
pub struct CiteOptions {
    /// Các văn bản hoặc thư mục. / Texts, or folders of them.
    #[arg(value_name = "FILE", required_unless_present = "jsonl")]
    files: Vec<PathBuf>,
    /// Tệp có mỗi dòng một đoạn văn {id, text, context}. / A file of paragraphs, one object a line.
    #[arg(long, value_name = "FILE", conflicts_with = "files")]
    jsonl: Vec<PathBuf>,
    /// Danh mục văn bản (TSV), thêm vào danh mục luật có sẵn. / Documents known beside the laws built in.
    #[arg(long, value_name = "FILE")]
    registry: Option<PathBuf>,
    /// Ngày của văn bản dẫn chiếu, thay cho ngày ghi trong đó. / The day of the citing text, instead of its own.
    #[arg(long, value_name = "DATE")]
    date: Option<Date>,
}

/// Runs one of the commands.
pub fn run(command: &Command) -> Result<ExitCode> {
    match command {
        Command::Cite(options) => cite::run(options),
        Command::Parse { file, format } => parse::run(file, *format),
    }
}
