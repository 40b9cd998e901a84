//! `dancu`: one program that serves an installation and looks after it.
//!
//! Each command has a file of its own. What stands here is only the list of them.

mod backup;
mod config;
mod demo;
mod doctor;
mod export;
mod import;
mod installation;
mod letters;
mod lex;
mod logs;
mod paper;
mod report;
mod restore;
mod sample_nation;
mod say;
mod serve;
mod stop;
mod verify;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use config::Config;
use say::say;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Dân Cử – nền tảng của Hội đồng nhân dân. / A platform for People's Councils.
#[derive(Debug, Parser)]
#[command(name = "dancu", version, disable_help_subcommand = true)]
struct Arguments {
    /// Tệp cấu hình; mặc định là dancu.toml ở thư mục hiện tại, nếu có. / The configuration file.
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Thư mục dữ liệu, thay cho `data` trong cấu hình. / The data folder, instead of `data`.
    #[arg(long, global = true, value_name = "DIR")]
    data: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Phục vụ. / Serve.
    Serve,
    /// Chạy bản dùng thử với dữ liệu mẫu. / Run a trial with sample data.
    Demo {
        /// Địa chỉ lắng nghe. / Where to listen.
        #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
        listen: SocketAddr,
        /// Xóa dữ liệu dùng thử cũ rồi làm lại. / Start anew.
        #[arg(long)]
        fresh: bool,
    },
    /// Sao lưu trong khi đang phục vụ. / Back up while serving.
    Backup {
        /// Tệp sao lưu mới. / The new file.
        file: PathBuf,
    },
    /// Phục hồi vào nơi chưa có dữ liệu. / Restore to where nothing is yet.
    Restore {
        /// Tệp sao lưu. / The backup.
        file: PathBuf,
    },
    /// Xuất toàn bộ dữ liệu ra một tệp. / Write everything into one file.
    Export {
        /// Tệp mới. / The new file.
        file: PathBuf,
    },
    /// Nạp tệp đã xuất vào hệ thống trống. / Load an export into an empty installation.
    Import {
        /// Tệp đã xuất. / The export.
        file: PathBuf,
    },
    /// Tính lại chuỗi nhật ký. / Recompute the audit chain.
    Verify,
    /// Nạp dữ liệu mẫu cả nước để đo tốc độ. / Fill with a sample of the whole country, to measure with.
    #[command(hide = true)]
    SampleNation {
        /// Bao nhiêu phần trăm số xã của mỗi tỉnh. / How many per cent of each province's communes.
        #[arg(long, value_name = "N", default_value_t = 100)]
        percent: usize,
    },
    /// Thêm nhiều kiến nghị mẫu để đo tốc độ. / Add many sample petitions, to measure with.
    #[command(hide = true)]
    SamplePetitions {
        /// Bao nhiêu lượt ý kiến. / How many utterances.
        #[arg(long, value_name = "N", default_value_t = 1_000_000)]
        count: usize,
    },
    /// Kiểm tra hệ thống và chỉ cách sửa. / Check the installation and say how to mend it.
    Doctor,
    /// Đọc văn bản pháp luật. / Read legal texts.
    #[command(subcommand)]
    Lex(lex::Command),
    /// Kiểm tra báo cáo. / Check reports.
    #[command(subcommand)]
    Report(report::Command),
    /// In, ký số và kiểm tra văn bản. / Print, sign and check official papers.
    #[command(subcommand)]
    Paper(paper::Command),
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(arguments).await {
        Ok(code) => code,
        Err(error) => {
            say::fault(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    if let Command::Demo { listen, fresh } = arguments.command {
        return demo::run(arguments.data, listen, fresh).await;
    }
    if let Command::Lex(command) = &arguments.command {
        return lex::run(command);
    }
    if let Command::Report(command) = &arguments.command {
        return report::run(command);
    }
    if let Command::Paper(command) = &arguments.command {
        return paper::run(command);
    }
    let config = match Config::load(arguments.config.as_deref(), arguments.data) {
        Ok(config) => config,
        Err(problems) => {
            say(
                "Cấu hình có lỗi; chưa làm gì cả.",
                "The configuration has faults; nothing was done.",
            );
            problems.iter().for_each(say::item);
            return Ok(ExitCode::from(2));
        }
    };
    match arguments.command {
        Command::Serve => serve::run(config).await,
        Command::Demo { .. } | Command::Lex(_) | Command::Report(_) | Command::Paper(_) => {
            unreachable!("needs no configuration")
        }
        Command::Backup { file } => backup::run(&config, &file).await,
        Command::Restore { file } => restore::run(&config, &file).await,
        Command::Export { file } => export::run(&config, &file).await,
        Command::Import { file } => import::run(&config, &file).await,
        Command::Verify => verify::run(&config).await,
        Command::SampleNation { percent } => sample_nation::run(&config, percent).await,
        Command::SamplePetitions { count } => sample_nation::petitions(&config, count).await,
        Command::Doctor => doctor::run(&config).await,
    }
}
