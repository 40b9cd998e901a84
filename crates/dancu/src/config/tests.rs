//! Configurations and what is said of them.

use super::*;

fn told(source: &str) -> Vec<(Option<usize>, String, String)> {
    match Config::read(source, None, None) {
        Ok(_) => Vec::new(),
        Err(problems) => problems
            .into_iter()
            .map(|problem| (problem.line, problem.key, problem.en))
            .collect(),
    }
}

#[test]
fn every_key_is_read() {
    let source = r#"
listen = "0.0.0.0:80"
public_url = "https://hdnd.example.vn/"
data = "/srv/dancu"
trusted_proxies = ["127.0.0.1", "10.0.0.0/8", "::1"]
[oidc]
issuer = "https://sso.example.vn"
client_id = "dancu"
client_secret_file = "/etc/dancu/secret"
[mail]
server = "mail.example.vn:465"
user = "tin"
password_file = "/etc/dancu/mail"
certificate_file = "/etc/dancu/issuer.pem"
from = "Dân Cử <tin@example.vn>"
digest_minutes = 0
[log]
format = "json"
level = "warn"
[sessions]
office_idle_hours = 8
personal_longest_days = 60
"#;
    let config = Config::read(source, None, None).expect("no faults");
    assert_eq!(config.listen.to_string(), "0.0.0.0:80");
    assert_eq!(config.public_url, "https://hdnd.example.vn");
    assert_eq!(
        config.target(),
        Target::Sqlite("/srv/dancu/dancu.sqlite".into())
    );
    assert_eq!(config.trusted_proxies.len(), 3);
    assert_eq!(config.trusted_proxies[1].bits, 8);
    assert_eq!(config.oidc.expect("a provider").client_id, "dancu");
    let mail = config.mail.expect("a mail server");
    assert_eq!((mail.host.as_str(), mail.port), ("mail.example.vn", 465));
    assert_eq!(mail.tls, Tls::Whole);
    assert_eq!(mail.from.to_string(), "Dân Cử <tin@example.vn>");
    assert_eq!(mail.pause, Duration::ZERO);
    assert!(mail.sign_in.is_some() && mail.certificate_file.is_some());
    assert_eq!(
        (config.log.format, config.log.level),
        (Format::Json, "warn")
    );
    assert_eq!(config.sessions.office.idle.as_secs(), 8 * 3600);
    assert_eq!(config.sessions.personal.longest.as_secs(), 60 * 86400);
    assert_eq!(
        config.sessions.office.longest,
        SessionRules::default().office.longest
    );
}

#[test]
fn the_command_line_and_the_environment_go_before_the_file() {
    let source = "listen = \"[::1]:9000\"\ndata = \"a\"\ndatabase = \"postgres://file/x\"";
    let url = "postgres://environment/x";
    let config = Config::read(source, Some(url.into()), Some("b".into())).expect("no faults");
    assert_eq!(config.target(), Target::Postgres(url.into()));
    assert_eq!(config.data, Path::new("b"));
    assert_eq!(config.public_url, "http://[::1]:9000");
    assert!(config.is_local() && !config.is_https());
    let wrong = Config::read("", Some("mysql://x".into()), None);
    assert_eq!(wrong.expect_err("a fault")[0].key, DATABASE_VARIABLE);
}

#[test]
fn every_fault_is_told_at_once_with_its_line_and_the_nearest_key() {
    let source = "lisen = \"x\"\nlisten = 80\npublic_url = \"hdnd.vn\"\ndatabase = \"mysql://x\"\nzzzzzzzz = 1\n\
                  trusted_proxies = [\"10.0.0.0/64\"]\n[log]\nlevel = \"loud\"\nformt = \"json\"\n\
                  [sessions]\noffice_idle_hours = 0\n[oidc]\nissuer = \"http://sso\"\n";
    let expected = [
        (None, "oidc.client_id", "is missing"),
        (None, "oidc.client_secret_file", "is missing"),
        (Some(1), "lisen", "`listen`"),
        (Some(2), "listen", "quotation"),
        (Some(3), "public_url", "https://"),
        (Some(4), "database", "postgres://"),
        (Some(5), "zzzzzzzz", "known are: listen"),
        (Some(6), "trusted_proxies", "network"),
        (Some(8), "log.level", "error, warn"),
        (Some(9), "log.formt", "`format`"),
        (Some(11), "sessions.office_idle_hours", "1 to 720"),
        (Some(13), "oidc.issuer", "https://"),
    ];
    let told = told(source);
    assert_eq!(told.len(), expected.len(), "{told:#?}");
    for ((line, key, text), (at, name, part)) in told.iter().zip(expected) {
        assert_eq!((*line, key.as_str()), (at, name));
        assert!(text.contains(part), "{name}: {text}");
    }
}

#[test]
fn a_mail_server_is_named_whole_and_trusted_only_over_a_protected_line() {
    let least = "[mail]\nserver = \"127.0.0.1:25\"\nfrom = \"tin@example.vn\"\n";
    let mail = |more: &str| Config::read(&format!("{least}{more}"), None, None);
    let config = mail("").expect("no faults").mail.expect("a mail server");
    assert_eq!(config.tls, Tls::Upgraded);
    assert_eq!(config.pause, Duration::from_secs(15 * 60));
    let config = mail("tls = \"none\"").expect("no faults").mail;
    assert_eq!(config.expect("a mail server").tls, Tls::None);
    let source = "[mail]\nserver = \"mail.example.vn\"\ntls = \"ssl\"\nuser = \"tin\"\npassword = \"x\"\nfrom = \"tin\"\ndigest_minutes = 2000\n";
    let expected = [
        (None, "mail.password_file", "is missing"),
        (Some(2), "mail.server", "name and a port"),
        (Some(3), "mail.tls", "starttls"),
        (Some(5), "mail.password", "`password_file`"),
        (Some(6), "mail.from", "an address"),
        (Some(7), "mail.digest_minutes", "0 to 1440"),
    ];
    let faults = told(source);
    assert_eq!(faults.len(), expected.len(), "{faults:#?}");
    for ((line, key, text), (at, name, part)) in faults.iter().zip(expected) {
        assert_eq!((*line, key.as_str()), (at, name));
        assert!(text.contains(part), "{name}: {text}");
    }
    let open =
        "[mail]\nserver = \"mail.example.vn:25\"\nfrom = \"tin@example.vn\"\ntls = \"none\"\n";
    assert_eq!(told(open)[0].1, "mail.tls");
    assert_eq!(told("[mail]\n").len(), 2);
}

#[test]
fn what_is_not_toml_is_told_with_its_line() {
    let cases = [
        ("listen = \n", 1),
        ("data = \"a\"\n\ndata = \"b\"", 3),
        ("[log\n", 1),
    ];
    for (source, line) in cases {
        assert_eq!(told(source)[0].0, Some(line), "{source}");
    }
    assert!(told("").is_empty());
}
