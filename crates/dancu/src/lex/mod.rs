//! `dancu lex …`: what the engine reads in a legal text, as lines for other programs.
//!
//! Results go to the standard output, one JSON object a line; what could not be read goes to the standard error. A command
//! fails only when nothing of its input could be read.

mod amend;
mod cite;
mod consolidate;
mod diff;
pub mod files;
mod findings;
mod page;
mod parse;
mod review;
mod standing;

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
    Parse(ParseOptions),
    /// Đọc các thao tác sửa đổi của văn bản. / Read what texts amend.
    Amend {
        /// Các văn bản sửa đổi hoặc thư mục. / Amending texts, or folders of them.
        #[arg(value_name = "FILE", required = true)]
        files: Vec<PathBuf>,
        /// Danh mục văn bản (TSV). / Documents known beside the laws built in.
        #[arg(long, value_name = "FILE")]
        registry: Option<PathBuf>,
    },
    /// Lập văn bản tại một ngày từ bản gốc và các văn bản sửa đổi. / Make the text at a day.
    Consolidate(ConsolidateOptions),
    /// So sánh văn bản giữa hai ngày. / Compare a text between two days.
    Diff(DiffOptions),
    /// Rà soát văn bản theo pháp luật đến một ngày. / Review texts against the law up to a day.
    Review(ReviewOptions),
}

/// Which texts to read, and how to show them.
#[derive(Debug, clap::Args)]
pub struct ParseOptions {
    /// Các văn bản (.docx, .html, .pdf, .txt) hoặc thư mục. / Texts, or folders of them.
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// Cách trình bày. / How to show them.
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    format: parse::Format,
    /// Thư mục để ghi mỗi văn bản thành một tệp. / A folder for one file a text.
    #[arg(long, value_name = "DIR")]
    into: Option<PathBuf>,
}

/// Which two texts to compare.
#[derive(Debug, clap::Args)]
pub struct DiffOptions {
    /// Văn bản gốc. / The base text.
    #[arg(long, value_name = "FILE")]
    base: PathBuf,
    /// Các văn bản sửa đổi. / The amending texts.
    #[arg(long, value_name = "FILE", num_args = 0..)]
    amend: Vec<PathBuf>,
    /// Ngày trước. / The earlier day.
    #[arg(long, value_name = "DATE")]
    from: Date,
    /// Ngày sau. / The later day.
    #[arg(long, value_name = "DATE")]
    to: Date,
    /// Cách trình bày. / How to show it.
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    format: diff::Format,
}

/// Which texts to put together.
#[derive(Debug, clap::Args)]
pub struct ConsolidateOptions {
    /// Văn bản gốc. / The base text.
    #[arg(long, value_name = "FILE")]
    base: PathBuf,
    /// Các văn bản sửa đổi. / The amending texts.
    #[arg(long, value_name = "FILE", num_args = 0..)]
    amend: Vec<PathBuf>,
    /// Ngày cần xem. / The day.
    #[arg(long, value_name = "DATE")]
    at: Date,
    /// Cách trình bày. / How to show it.
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    format: consolidate::Format,
}

/// What to review and against what.
#[derive(Debug, clap::Args)]
pub struct ReviewOptions {
    /// Các văn bản cần rà soát. / The texts to review.
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// Thư mục văn bản pháp luật đã có. / A folder of the law that is known.
    #[arg(long, value_name = "DIR")]
    corpus: Option<PathBuf>,
    /// Danh mục văn bản (TSV) với ngày hiệu lực và quan hệ. / Documents with their days and relations.
    #[arg(long, value_name = "FILE")]
    registry: Option<PathBuf>,
    /// Ngày rà soát. / The day.
    #[arg(long, value_name = "DATE")]
    at: Date,
    /// Cách trình bày. / How to show it.
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    format: review::Format,
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
    /// Văn bản chứa các đoạn văn (theo số, ký hiệu ở context.doc). / The texts the paragraphs stand in, found by context.doc.
    #[arg(long, value_name = "FILE", num_args = 1.., conflicts_with = "files")]
    corpus: Vec<PathBuf>,
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
        Command::Parse(options) => parse::run(options),
        Command::Amend { files, registry } => amend::run(files, registry.as_deref()),
        Command::Consolidate(options) => consolidate::run(options),
        Command::Diff(options) => diff::run(options),
        Command::Review(options) => review::run(options),
    }
}
