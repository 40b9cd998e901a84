//! `dancu doctor`: what is wrong with an installation, and how to mend it.
//!
//! Each check gives findings; a fault makes the command end with 1, a warning does not.

use std::fmt;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;
use council::access::accounts::queries;
use kernel::{Clock, Timestamp};
use store::{Db, Reader as _, Standing, Target, args, audit, sql};

use crate::config::Config;
use crate::installation;
use crate::say::{self, say};
use crate::verify;

/// With less room than this the next busy day may be the last.
const ROOM_FAULT: u64 = 1 << 30;
/// With less room than this it is time to act.
const ROOM_WARNING: u64 = 5 << 30;
/// A backup older than this is too old.
const BACKUP_HOURS: i64 = 48;
/// A clock before this day was never set.
const BUILT_AFTER: &str = "2026-01-01T00:00:00Z";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Level {
    Good,
    Warning,
    Fault,
}

/// One finding with the way to mend it, in both languages.
struct Finding {
    level: Level,
    vi: String,
    en: String,
}

impl Finding {
    fn new(level: Level, vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            level,
            vi: vi.into(),
            en: en.into(),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = match self.level {
            Level::Good => "[ ok ]",
            Level::Warning => "[chú ý / warning]",
            Level::Fault => "[LỖI / fault]",
        };
        write!(f, "{mark} {}\n    {}", self.vi, self.en)
    }
}

sql! {
    LAST_LINE = "SELECT max(at) FROM audit";
}

/// Examines everything and prints what was found.
pub async fn run(config: &Config) -> Result<ExitCode> {
    let clock = Clock::system();
    let mut findings = vec![Finding::new(
        Level::Good,
        "Cấu hình đọc được, không có lỗi.",
        "The configuration is without faults.",
    )];
    findings.extend(address(config));
    findings.extend(provider(config));
    findings.extend(mail(config).await);
    findings.extend(folder(&config.data, config.database.is_some()));
    findings.extend(room(&config.data));
    match open(config).await {
        Ok(db) => {
            findings.extend(records(&db, &clock).await);
            db.close().await;
        }
        Err(finding) => findings.push(finding),
    }
    findings.push(last_backup(config, &clock));
    findings.iter().for_each(say::item);
    let faults = findings.iter().filter(|f| f.level == Level::Fault).count();
    if faults == 0 {
        say("Không có lỗi.", "No faults.");
        return Ok(ExitCode::SUCCESS);
    }
    say(
        &format!("Có {faults} lỗi cần sửa."),
        &format!("{faults} faults to mend."),
    );
    Ok(ExitCode::FAILURE)
}

fn address(config: &Config) -> Vec<Finding> {
    let url = &config.public_url;
    let mut findings = vec![if config.is_https() {
        Finding::new(
            Level::Good,
            format!("Địa chỉ {url} được mã hóa."),
            format!("{url} is encrypted."),
        )
    } else if config.is_local() {
        Finding::new(
            Level::Warning,
            format!(
                "Địa chỉ {url} chỉ dùng trên máy này. Đặt `public_url` là địa chỉ https:// khi đưa vào sử dụng."
            ),
            format!(
                "{url} serves this machine alone. Set `public_url` to an https:// address before real use."
            ),
        )
    } else {
        Finding::new(
            Level::Fault,
            format!(
                "Địa chỉ {url} không mã hóa: mật khẩu đi qua mạng có thể bị đọc. Đặt máy chủ TLS phía trước và sửa `public_url`."
            ),
            format!(
                "{url} is not encrypted: passwords can be read on the way. Put a TLS proxy before it and mend `public_url`."
            ),
        )
    }];
    let has_proxy = config.is_https() && config.listen.ip().is_loopback();
    if has_proxy && config.trusted_proxies.is_empty() {
        findings.push(Finding::new(
            Level::Warning,
            "Có máy chủ TLS phía trước nhưng `trusted_proxies` trống: mọi người dùng sẽ bị tính chung một địa chỉ khi hạn chế thử mật khẩu. Thêm \"127.0.0.1\".",
            "There is a proxy in front but `trusted_proxies` is empty: all users count as one address when guessing is slowed down. Add \"127.0.0.1\".",
        ));
    }
    for network in config
        .trusted_proxies
        .iter()
        .filter(|network| network.bits == 0)
    {
        let network = network.address;
        findings.push(Finding::new(
            Level::Fault,
            format!("`trusted_proxies` có {network}/0: ai cũng có thể giả địa chỉ. Chỉ ghi máy chủ TLS của mình."),
            format!("`trusted_proxies` holds {network}/0: anyone can forge an address. Name your own proxy alone."),
        ));
    }
    findings
}

fn provider(config: &Config) -> Option<Finding> {
    let oidc = config.oidc.as_ref()?;
    let file = &oidc.client_secret_file;
    Some(match std::fs::read_to_string(file) {
        Ok(secret) if secret.trim().is_empty() => Finding::new(
            Level::Fault,
            format!(
                "Tệp bí mật {} trống. Ghi client secret vào đó.",
                file.display()
            ),
            format!(
                "{} is empty. Put the client secret into it.",
                file.display()
            ),
        ),
        Ok(_) if is_open_to_others(file) => Finding::new(
            Level::Fault,
            format!(
                "Người khác đọc được {0}. Chạy: chmod 600 {0}",
                file.display()
            ),
            format!("Others can read {0}. Run: chmod 600 {0}", file.display()),
        ),
        Ok(_) => Finding::new(
            Level::Good,
            format!(
                "Nhà cung cấp định danh {} ({}).",
                oidc.issuer, oidc.client_id
            ),
            format!("Identity provider {} ({}).", oidc.issuer, oidc.client_id),
        ),
        Err(error) => Finding::new(
            Level::Fault,
            format!("Không đọc được tệp bí mật {}: {error}", file.display()),
            format!("{} cannot be read: {error}", file.display()),
        ),
    })
}

/// Whether the password is safe and the mail server lets us in.
async fn mail(config: &Config) -> Option<Finding> {
    let mail = config.mail.as_ref()?;
    let server = format!("{}:{}", mail.host, mail.port);
    let open = mail.sign_in.as_ref().map(|(_, file)| file);
    if let Some(file) = open.filter(|file| is_open_to_others(file)) {
        return Some(Finding::new(
            Level::Fault,
            format!(
                "Người khác đọc được {0}. Chạy: chmod 600 {0}",
                file.display()
            ),
            format!("Others can read {0}. Run: chmod 600 {0}", file.display()),
        ));
    }
    let post = match crate::letters::post(mail) {
        Ok(post) => post,
        Err(error) => {
            return Some(Finding::new(
                Level::Fault,
                format!("Không dùng được cấu hình thư điện tử: {error:#}"),
                format!("The mail server cannot be used: {error:#}"),
            ));
        }
    };
    Some(match post.open().await {
        Ok(line) => {
            line.close().await;
            Finding::new(
                Level::Good,
                format!(
                    "Máy chủ thư {server} trả lời và nhận thư của {}.",
                    mail.from.email
                ),
                format!(
                    "The mail server {server} answers and takes letters of {}.",
                    mail.from.email
                ),
            )
        }
        Err(error) => Finding::new(
            Level::Fault,
            format!("Máy chủ thư {server} không nhận: {error}. Xem lại `[mail]` và tường lửa."),
            format!(
                "The mail server {server} does not let us in: {error}. Look at `[mail]` and the firewall."
            ),
        ),
    })
}

/// How many letters wait, and how many were given up.
async fn letters(db: &Db) -> Option<Finding> {
    let now = match council::alerts::queries::standing(db).await {
        Ok(now) if now.waiting == 0 && now.failed == 0 => return None,
        Ok(now) => now,
        Err(error) => return Some(failed(&error)),
    };
    let level = match now.failed {
        0 => Level::Good,
        _ => Level::Warning,
    };
    Some(Finding::new(
        level,
        format!(
            "{} thư chờ gửi, {} thư không gửi được trong 30 ngày qua.",
            now.waiting, now.failed
        ),
        format!(
            "{} letters wait, {} could not be sent in the last 30 days.",
            now.waiting, now.failed
        ),
    ))
}

fn folder(folder: &Path, is_elsewhere: bool) -> Option<Finding> {
    let shown = folder.display();
    if !folder.is_dir() {
        return (!is_elsewhere).then(|| {
            Finding::new(
                Level::Warning,
                format!("Chưa có thư mục dữ liệu {shown}; sẽ được tạo khi chạy `dancu serve`."),
                format!("There is no data folder {shown} yet; `dancu serve` makes it."),
            )
        });
    }
    let probe = folder.join(".dancu-probe");
    if let Err(error) = std::fs::write(&probe, b"?").and_then(|()| std::fs::remove_file(&probe)) {
        return Some(Finding::new(
            Level::Fault,
            format!(
                "Không ghi được vào {shown} ({error}). Giao thư mục cho người dùng chạy dancu."
            ),
            format!("{shown} cannot be written ({error}). Give it to the user that runs dancu."),
        ));
    }
    Some(if is_open_to_others(folder) {
        Finding::new(
            Level::Fault,
            format!("Người khác trên máy này đọc được {shown}. Chạy: chmod 700 {shown}"),
            format!("Others on this machine can read {shown}. Run: chmod 700 {shown}"),
        )
    } else {
        Finding::new(
            Level::Good,
            format!("Thư mục dữ liệu {shown} ghi được và chỉ chủ sở hữu đọc được."),
            format!("The data folder {shown} can be written and is closed to others."),
        )
    })
}

#[cfg(unix)]
fn is_open_to_others(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::metadata(path).is_ok_and(|metadata| metadata.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
fn is_open_to_others(_: &Path) -> bool {
    false
}

fn room(folder: &Path) -> Option<Finding> {
    let disk = rustix::fs::statvfs(folder).ok()?;
    let free = disk.f_bavail.saturating_mul(disk.f_frsize);
    let gib = free >> 30;
    let (level, vi, en) = if free < ROOM_FAULT {
        (Level::Fault, "Dọn hoặc thêm đĩa ngay.", "Make room now.")
    } else if free < ROOM_WARNING {
        (
            Level::Warning,
            "Sắp hết chỗ; nên thêm đĩa.",
            "Room is running out.",
        )
    } else {
        (Level::Good, "", "")
    };
    Some(Finding::new(
        level,
        format!("Đĩa còn trống {gib} GiB. {vi}").trim_end(),
        format!("{gib} GiB free on the disk. {en}").trim_end(),
    ))
}

async fn open(config: &Config) -> Result<Db, Finding> {
    let target = config.target();
    if let Target::Sqlite(file) = &target
        && !file.is_file()
    {
        return Err(Finding::new(
            Level::Warning,
            format!(
                "Chưa có dữ liệu tại {}; chạy `dancu serve` hoặc `dancu restore`.",
                file.display()
            ),
            format!(
                "No records at {} yet; run `dancu serve` or `dancu restore`.",
                file.display()
            ),
        ));
    }
    Db::connect(&target).await.map_err(|error| {
        // The driver's own words may repeat the address, but never its password.
        let cause = std::error::Error::source(&error).map_or(String::new(), ToString::to_string);
        Finding::new(
            Level::Fault,
            format!("Không kết nối được cơ sở dữ liệu: {cause}. Kiểm tra máy chủ đang chạy, địa chỉ, mật khẩu và tường lửa."),
            format!("The database cannot be reached: {cause}. Look at the server, its address, password and firewall."),
        )
    })
}

async fn records(db: &Db, clock: &Clock) -> Vec<Finding> {
    let mut findings = Vec::new();
    let standing = store::standing(db).await;
    let current = matches!(standing, Ok(Standing::Current));
    let readable = matches!(standing, Ok(Standing::Current | Standing::Behind(_)));
    findings.push(match standing {
        Ok(Standing::Current) => Finding::new(
            Level::Good,
            "Lược đồ dữ liệu đúng phiên bản.",
            "The schema is that of this program.",
        ),
        Ok(Standing::Behind(step)) => Finding::new(
            Level::Warning,
            format!("Lược đồ ở bước {step}; `dancu serve` sẽ nâng cấp. Sao lưu trước."),
            format!(
                "The schema is at step {step}; `dancu serve` brings it forward. Back up first."
            ),
        ),
        Ok(Standing::Missing) => Finding::new(
            Level::Warning,
            "Cơ sở dữ liệu còn trống; chạy `dancu serve` hoặc `dancu import`.",
            "The database is empty; run `dancu serve` or `dancu import`.",
        ),
        Ok(Standing::Foreign(what)) => Finding::new(
            Level::Fault,
            format!(
                "Dữ liệu của chương trình khác hoặc mới hơn ({what}). Dùng đúng phiên bản dancu."
            ),
            format!(
                "The records are of another or a newer program ({what}). Use the right version."
            ),
        ),
        Err(error) => failed(&error),
    });
    if readable {
        findings.push(chain(db).await);
        findings.push(time(db, clock).await);
        findings.push(administrator(db, clock).await);
    }
    if current {
        findings.extend(letters(db).await);
    }
    findings
}

async fn chain(db: &Db) -> Finding {
    match audit::verify_now(db).await {
        Ok(verdict) if verdict.faults.is_empty() => Finding::new(
            Level::Good,
            format!("Chuỗi nhật ký nguyên vẹn, {} dòng.", verdict.lines),
            format!("The audit chain holds, {} lines.", verdict.lines),
        ),
        Ok(verdict) => {
            let first = verdict
                .faults
                .first()
                .map(verify::describe)
                .unwrap_or_default();
            Finding::new(
                Level::Fault,
                format!(
                    "Chuỗi nhật ký không nguyên vẹn: {first}. Giữ nguyên hiện trạng, so với bản sao lưu, báo người phụ trách an toàn thông tin."
                ),
                "The audit chain does not hold. Leave everything as it is, compare with a backup, tell whoever is responsible for security.",
            )
        }
        Err(error) => failed(&error),
    }
}

async fn time(db: &Db, clock: &Clock) -> Finding {
    let now = clock.now();
    let last: Option<Timestamp> = match db.scalar(LAST_LINE, args![]).await {
        Ok(last) => last.flatten(),
        Err(error) => return failed(&error),
    };
    let built: Option<Timestamp> = BUILT_AFTER.parse().ok();
    if last.is_some_and(|last| now < last) || built.is_some_and(|built| now < built) {
        return Finding::new(
            Level::Fault,
            format!("Đồng hồ máy chỉ {now}, sớm hơn dòng nhật ký cuối. Bật đồng bộ giờ (NTP)."),
            format!(
                "The clock shows {now}, before the last audit line. Turn on time synchronisation (NTP)."
            ),
        );
    }
    Finding::new(
        Level::Good,
        "Đồng hồ máy không đi lùi.",
        "The clock does not go backwards.",
    )
}

async fn administrator(db: &Db, clock: &Clock) -> Finding {
    match queries::administrators(db, clock.today()).await {
        Ok(0) => Finding::new(
            Level::Warning,
            "Chưa có quản trị viên toàn hệ thống. Chạy lại `dancu serve` để nhận liên kết dùng một lần.",
            "Nobody administers the installation. Start `dancu serve` again to get a one-time link.",
        ),
        Ok(count) => Finding::new(
            Level::Good,
            format!("Có {count} quản trị viên toàn hệ thống."),
            format!("{count} administrators of the whole installation."),
        ),
        Err(error) => failed(&error),
    }
}

fn last_backup(config: &Config, clock: &Clock) -> Finding {
    let noted = std::fs::read_to_string(installation::backup_note(config)).ok();
    let at: Option<Timestamp> = noted.and_then(|text| text.trim().parse().ok());
    let mend = (
        "Chạy `dancu backup TỆP` hằng ngày và chép sang máy khác.",
        "Run `dancu backup FILE` daily and copy it to another machine.",
    );
    let Some(at) = at else {
        return Finding::new(
            Level::Warning,
            format!("Chưa có bản sao lưu nào. {}", mend.0),
            format!("There is no backup yet. {}", mend.1),
        );
    };
    let hours = (clock.now().as_second() - at.as_second()) / 3600;
    let (level, mend) = if hours > BACKUP_HOURS {
        (Level::Warning, mend)
    } else {
        (Level::Good, ("", ""))
    };
    Finding::new(
        level,
        format!("Bản sao lưu gần nhất cách đây {hours} giờ. {}", mend.0).trim_end(),
        format!("The last backup is {hours} hours old. {}", mend.1).trim_end(),
    )
}

fn failed(error: &(dyn std::error::Error + 'static)) -> Finding {
    let cause = error.source().map_or(String::new(), ToString::to_string);
    Finding::new(
        Level::Fault,
        format!("Không kiểm tra được dữ liệu: {error}. {cause}"),
        format!("The records could not be examined: {error}. {cause}"),
    )
}
