//! The text of the configuration.

use std::net::{IpAddr, SocketAddr};
use std::ops::{Range, RangeInclusive};
use std::time::Duration;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use web::Network;

use post::{Mailbox, Tls};

use super::{Config, Format, Log, Mail, Oidc, Problem, spelling};

const TOP: &[&str] = &[
    "listen",
    "public_url",
    "data",
    "database",
    "trusted_proxies",
    "oidc",
    "mail",
    "log",
    "sessions",
];
const OIDC: &[&str] = &["issuer", "client_id", "client_secret_file", "name"];
/// The last key of the provider's table, its name, may be left out.
const OIDC_NEEDED: usize = 3;
const OIDC_NAME: &str = "Tài khoản cơ quan";
const MAIL: &[&str] = &[
    "server",
    "tls",
    "user",
    "password_file",
    "certificate_file",
    "from",
    "digest_minutes",
];
/// How long an address hears nothing after a letter of news, in minutes.
const DIGEST_MINUTES: u64 = 15;
/// The port at which servers expect protection from the first byte (RFC 8314).
const SUBMISSIONS: u16 = 465;
const LOG: &[&str] = &["format", "level"];
const SESSIONS: &[&str] = &[
    "office_idle_hours",
    "office_longest_days",
    "personal_idle_days",
    "personal_longest_days",
];
const LEVELS: &[&str] = &["error", "warn", "info", "debug", "trace"];
const HOUR: u64 = 3600;
const DAY: u64 = 24 * HOUR;

/// Whether an address is one of a PostgreSQL server.
pub fn is_postgres(address: &str) -> bool {
    address.starts_with("postgres://") || address.starts_with("postgresql://")
}

/// Reads it, or tells everything that is wrong with it.
pub fn read(source: &str) -> Result<Config, Vec<Problem>> {
    let mut reader = Reader {
        source,
        problems: Vec::new(),
    };
    let table = match DeTable::parse(source) {
        Ok(table) => table,
        Err(error) => {
            let line = error.span().map(|span| reader.line(&span));
            return Err(vec![Problem {
                line,
                key: String::new(),
                vi: format!("không đúng cú pháp TOML: {}", error.message()),
                en: format!("not TOML: {}", error.message()),
            }]);
        }
    };
    let config = reader.config(table.get_ref());
    if reader.problems.is_empty() {
        Ok(config)
    } else {
        reader.problems.sort_by_key(|problem| problem.line);
        Err(reader.problems)
    }
}

struct Reader<'s> {
    source: &'s str,
    problems: Vec<Problem>,
}

/// A table of the file with the name it has there.
#[derive(Clone, Copy)]
struct Section<'a> {
    name: &'static str,
    table: &'a DeTable<'a>,
}

impl Section<'_> {
    fn path(&self, key: &str) -> String {
        if self.name.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.name)
        }
    }
}

impl Reader<'_> {
    fn config(&mut self, table: &DeTable<'_>) -> Config {
        let top = Section { name: "", table };
        self.refuse_unknown(top, TOP);
        let mut config = Config::default();
        if let Some((address, span)) = self.text(top, "listen") {
            match address.parse::<SocketAddr>() {
                Ok(listen) => {
                    config.listen = listen;
                    config.public_url = format!("http://{listen}");
                }
                Err(_) => self.add(
                    &span,
                    "listen",
                    "phải là địa chỉ và cổng, ví dụ 127.0.0.1:8080",
                    "must be an address and a port such as 127.0.0.1:8080",
                ),
            }
        }
        if let Some((url, span)) = self.text(top, "public_url") {
            if is_web_address(&url) {
                config.public_url = url.trim_end_matches('/').to_owned();
            } else {
                self.add(
                    &span,
                    "public_url",
                    "phải bắt đầu bằng https:// (hoặc http:// khi thử) và không có đường dẫn phía sau",
                    "must begin with https:// (or http:// for a trial) and have no path",
                );
            }
        }
        if let Some((folder, _)) = self.text(top, "data") {
            config.data = folder.into();
        }
        if let Some((address, span)) = self.text(top, "database") {
            if is_postgres(&address) {
                config.database = Some(address);
            } else {
                self.add(
                    &span,
                    "database",
                    "phải là địa chỉ postgres://…; bỏ khóa này để dùng SQLite trong thư mục `data`",
                    "must be a postgres:// address; leave it out to use SQLite in `data`",
                );
            }
        }
        config.trusted_proxies = self.networks(top);
        config.oidc = self.section(top, "oidc").and_then(|s| self.oidc(s));
        config.mail = self.section(top, "mail").and_then(|s| self.mail(s));
        if let Some(section) = self.section(top, "log") {
            config.log = self.log(section);
        }
        if let Some(section) = self.section(top, "sessions") {
            self.sessions(section, &mut config);
        }
        config
    }

    fn oidc(&mut self, section: Section<'_>) -> Option<Oidc> {
        self.refuse_unknown(section, OIDC);
        let mut values = Vec::new();
        let name = self.text(section, "name").map(|(name, _)| name);
        for key in &OIDC[..OIDC_NEEDED] {
            match self.text(section, key) {
                Some((value, span)) => {
                    if *key == "issuer" && !is_private(&value) {
                        self.add(
                            &span,
                            "oidc.issuer",
                            "phải bắt đầu bằng https:// (hoặc http:// trên chính máy này khi thử)",
                            "must begin with https:// (or http:// on this machine for a trial)",
                        );
                    }
                    values.push(value);
                }
                None => self.require(section, key),
            }
        }
        let [issuer, client_id, secret] = <[String; 3]>::try_from(values).ok()?;
        Some(Oidc {
            name: name.unwrap_or_else(|| OIDC_NAME.into()),
            issuer,
            client_id,
            client_secret_file: secret.into(),
        })
    }

    fn mail(&mut self, section: Section<'_>) -> Option<Mail> {
        self.refuse_unknown(section, MAIL);
        for key in ["server", "from"] {
            self.require(section, key);
        }
        let server = self.text(section, "server").and_then(|(text, span)| {
            let server = text.rsplit_once(':').and_then(|(host, port)| {
                let host = host.trim_start_matches('[').trim_end_matches(']');
                let named = !host.is_empty() && !host.contains(['/', '@', ' ']);
                Some((host.to_owned(), port.parse::<u16>().ok()?)).filter(|_| named)
            });
            if server.is_none() {
                self.add(
                    &span,
                    "mail.server",
                    "phải là tên máy chủ và cổng, ví dụ thu.example.vn:587",
                    "must be a name and a port such as mail.example.vn:587",
                );
            }
            server
        });
        let tls = match self.text(section, "tls") {
            None => match &server {
                Some((_, SUBMISSIONS)) => Tls::Whole,
                _ => Tls::Upgraded,
            },
            Some((text, span)) => self.tls(&text, &span, server.as_ref()),
        };
        let from = self.text(section, "from").and_then(|(text, span)| {
            let from = text.parse::<Mailbox>().ok();
            if from.is_none() {
                self.add(
                    &span,
                    "mail.from",
                    "phải là địa chỉ thư, ví dụ Dân Cử <tin@example.vn>",
                    "must be an address such as Dân Cử <news@example.vn>",
                );
            }
            from
        });
        let user = self.text(section, "user").map(|(user, _)| user);
        let password = self.text(section, "password_file").map(|(file, _)| file);
        for (key, other) in [("user", "password_file"), ("password_file", "user")] {
            if section.table.contains_key(other) {
                self.require(section, key);
            }
        }
        let certificate = self.text(section, "certificate_file");
        let minutes = self.number(section, "digest_minutes", 0..=1440);
        let (host, port) = server?;
        Some(Mail {
            host,
            port,
            tls,
            sign_in: user.zip(password.map(Into::into)),
            certificate_file: certificate.map(|(file, _)| file.into()),
            from: from?,
            pause: Duration::from_secs(60 * minutes.unwrap_or(DIGEST_MINUTES)),
        })
    }

    fn tls(&mut self, text: &str, span: &Range<usize>, server: Option<&(String, u16)>) -> Tls {
        let local = server.is_none_or(|(host, _)| is_loopback(host));
        match text {
            "tls" => Tls::Whole,
            "starttls" => Tls::Upgraded,
            "none" if local => Tls::None,
            "none" => {
                self.add(
                    span,
                    "mail.tls",
                    "\"none\" chỉ dùng cho máy chủ trên chính máy này (127.0.0.1); nơi khác phải là tls hoặc starttls",
                    "\"none\" is for a server on this machine (127.0.0.1) alone; others need tls or starttls",
                );
                Tls::Upgraded
            }
            _ => {
                self.add(
                    span,
                    "mail.tls",
                    "phải là tls, starttls hoặc none",
                    "must be tls, starttls or none",
                );
                Tls::Upgraded
            }
        }
    }

    /// A key that must be there.
    fn require(&mut self, section: Section<'_>, key: &str) {
        if !section.table.contains_key(key) {
            self.problems.push(Problem {
                line: None,
                key: section.path(key),
                vi: "thiếu khóa này".into(),
                en: "is missing".into(),
            });
        }
    }

    fn log(&mut self, section: Section<'_>) -> Log {
        self.refuse_unknown(section, LOG);
        let mut log = Log::default();
        if let Some((format, span)) = self.text(section, "format") {
            match format.as_str() {
                "json" => log.format = Format::Json,
                "text" => log.format = Format::Text,
                _ => self.add(
                    &span,
                    "log.format",
                    "phải là json hoặc text",
                    "must be json or text",
                ),
            }
        }
        if let Some((level, span)) = self.text(section, "level") {
            match LEVELS.iter().find(|known| **known == level) {
                Some(known) => log.level = known,
                None => {
                    let known = LEVELS.join(", ");
                    self.add(
                        &span,
                        "log.level",
                        &format!("phải là một trong: {known}"),
                        &format!("must be one of: {known}"),
                    );
                }
            }
        }
        log
    }

    fn sessions(&mut self, section: Section<'_>, config: &mut Config) {
        self.refuse_unknown(section, SESSIONS);
        let rules = &mut config.sessions;
        let times: [(&str, u64, u64, &mut Duration); 4] = [
            ("office_idle_hours", HOUR, 24 * 30, &mut rules.office.idle),
            ("office_longest_days", DAY, 90, &mut rules.office.longest),
            ("personal_idle_days", DAY, 365, &mut rules.personal.idle),
            (
                "personal_longest_days",
                DAY,
                365,
                &mut rules.personal.longest,
            ),
        ];
        for (key, unit, most, time) in times {
            if let Some(count) = self.number(section, key, 1..=most) {
                *time = Duration::from_secs(count * unit);
            }
        }
    }

    fn networks(&mut self, top: Section<'_>) -> Vec<Network> {
        let key = "trusted_proxies";
        let Some(value) = top.table.get(key) else {
            return Vec::new();
        };
        let DeValue::Array(items) = value.get_ref() else {
            self.add(
                &value.span(),
                key,
                "phải là danh sách, ví dụ [\"127.0.0.1\"]",
                "must be a list such as [\"127.0.0.1\"]",
            );
            return Vec::new();
        };
        let mut networks = Vec::new();
        for item in items.iter() {
            let network = match item.get_ref() {
                DeValue::String(text) => network(text),
                _ => None,
            };
            match network {
                Some(network) => networks.push(network),
                None => self.add(
                    &item.span(),
                    key,
                    "phải là địa chỉ hoặc mạng, ví dụ \"10.0.0.0/8\"",
                    "must be an address or a network such as \"10.0.0.0/8\"",
                ),
            }
        }
        networks
    }

    fn refuse_unknown(&mut self, section: Section<'_>, known: &[&str]) {
        for (key, _) in section.table.iter() {
            let name: &str = key.get_ref();
            if known.contains(&name) {
                continue;
            }
            let path = section.path(name);
            let (vi, en) = match spelling::nearest(name, known) {
                Some(near) => (
                    format!("không có khóa này; có phải là `{near}`?"),
                    format!("is not known; is `{near}` meant?"),
                ),
                None => (
                    format!("không có khóa này; các khóa có: {}", known.join(", ")),
                    format!("is not known; known are: {}", known.join(", ")),
                ),
            };
            self.add(&key.span(), &path, &vi, &en);
        }
    }

    fn section<'a>(&mut self, top: Section<'a>, name: &'static str) -> Option<Section<'a>> {
        let value = top.table.get(name)?;
        match value.get_ref() {
            DeValue::Table(table) => Some(Section { name, table }),
            _ => {
                self.add(
                    &value.span(),
                    name,
                    &format!("phải là một bảng [{name}]"),
                    &format!("must be a table [{name}]"),
                );
                None
            }
        }
    }

    fn text(&mut self, section: Section<'_>, key: &str) -> Option<(String, Range<usize>)> {
        let value: &Spanned<DeValue<'_>> = section.table.get(key)?;
        match value.get_ref() {
            DeValue::String(text) if !text.trim().is_empty() => {
                Some((text.trim().to_owned(), value.span()))
            }
            _ => {
                self.add(
                    &value.span(),
                    &section.path(key),
                    "phải là một chuỗi không trống trong dấu ngoặc kép",
                    "must be a text in quotation marks",
                );
                None
            }
        }
    }

    fn number(
        &mut self,
        section: Section<'_>,
        key: &str,
        range: RangeInclusive<u64>,
    ) -> Option<u64> {
        let value = section.table.get(key)?;
        let number = match value.get_ref() {
            DeValue::Integer(number) => number.to_string().parse::<u64>().ok(),
            _ => None,
        };
        let number = number.filter(|number| range.contains(number));
        if number.is_none() {
            let (least, most) = (range.start(), range.end());
            self.add(
                &value.span(),
                &section.path(key),
                &format!("phải là số nguyên từ {least} đến {most}"),
                &format!("must be a whole number from {least} to {most}"),
            );
        }
        number
    }

    fn add(&mut self, span: &Range<usize>, key: &str, vi: &str, en: &str) {
        self.problems.push(Problem {
            line: Some(self.line(span)),
            key: key.into(),
            vi: vi.into(),
            en: en.into(),
        });
    }

    fn line(&self, span: &Range<usize>) -> usize {
        let start = span.start.min(self.source.len());
        let before = &self.source.as_bytes()[..start];
        1 + before.iter().filter(|byte| **byte == b'\n').count()
    }
}

fn is_web_address(url: &str) -> bool {
    let host = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"))
        .map(|rest| rest.trim_end_matches('/'));
    host.is_some_and(|host| {
        !host.is_empty()
            && !host.contains(['/', '?', '#', '@'])
            && !host.contains(char::is_whitespace)
    })
}

fn network(text: &str) -> Option<Network> {
    let (address, bits) = match text.split_once('/') {
        Some((address, bits)) => (address, Some(bits.parse::<u8>().ok()?)),
        None => (text, None),
    };
    let address: IpAddr = address.parse().ok()?;
    let most = if address.is_ipv4() { 32 } else { 128 };
    let bits = bits.unwrap_or(most);
    (bits <= most).then_some(Network { address, bits })
}

/// Whether nobody can listen in on the way to an address: it is encrypted, or does not leave this machine.
fn is_private(address: &str) -> bool {
    let plain = address.strip_prefix("http://");
    let host = plain.and_then(|rest| rest.split(['/', ':']).next());
    address.starts_with("https://") || matches!(host, Some("127.0.0.1" | "localhost"))
}

/// Whether a host is this machine itself.
fn is_loopback(host: &str) -> bool {
    let address = host.parse::<IpAddr>();
    host == "localhost" || address.is_ok_and(|address| address.is_loopback())
}
