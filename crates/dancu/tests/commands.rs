//! The commands as an operator runs them.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

fn dancu(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dancu"));
    command
        .args(arguments)
        .current_dir(folder)
        .env_remove("DANCU_DATABASE");
    command
}

fn run(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let Output {
        status,
        stdout,
        stderr,
    } = dancu(folder, arguments).output().expect("the program runs");
    let mut said = String::from_utf8_lossy(&stdout).into_owned();
    said.push_str(&String::from_utf8_lossy(&stderr));
    (status.code(), said)
}

/// A service that ends with the test.
struct Service {
    process: Child,
    address: String,
    said: Vec<String>,
}

impl Service {
    fn start(folder: &Path, arguments: &[&str]) -> Self {
        Self::start_logging(folder, arguments, Stdio::null())
    }

    fn start_logging(folder: &Path, arguments: &[&str], log: Stdio) -> Self {
        let mut process = dancu(folder, arguments)
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .expect("the program runs");
        let output = process.stdout.take().expect("its output");
        let mut service = Self {
            process,
            address: String::new(),
            said: Vec::new(),
        };
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            let url = line.split_once("listening on http://");
            let address = url.map(|(_, address)| address.trim().to_owned());
            service.said.push(line);
            if let Some(address) = address {
                service.address = address;
                return service;
            }
        }
        panic!("it did not serve: {:?}", service.said);
    }

    fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("a connection");
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n",
            self.address
        )
        .expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        answer
    }

    /// Asks it to stop as a service manager does.
    fn stop(mut self) -> Option<i32> {
        let id = self.process.id().to_string();
        let asked = Command::new("kill").args(["-TERM", &id]).status();
        assert!(asked.expect("kill runs").success());
        self.process.wait().expect("it ends").code()
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
    }
}

#[test]
fn an_installation_is_served_backed_up_moved_and_restored() {
    let folder = tempfile::tempdir().expect("a folder");
    let here = folder.path();
    std::fs::write(
        here.join("dancu.toml"),
        "listen = \"127.0.0.1:0\"\ndata = \"one\"\n",
    )
    .expect("a configuration");
    let service = Service::start(here, &["serve"]);
    let link = service.said.iter().find(|line| line.contains("/links/"));
    let token = link
        .and_then(|link| link.rsplit('/').next())
        .expect("a link");
    assert_eq!(token.len(), 43, "{link:?}");
    assert!(service.get("/healthz").starts_with("HTTP/1.1 200"));
    // While it serves:
    let steps: [(&[&str], i32, &str); 4] = [
        (&["verify"], 0, "Chuỗi nhật ký nguyên vẹn"),
        (&["backup", "day.backup"], 0, "Đã sao lưu"),
        (&["backup", "day.backup"], 1, "exists already"),
        (&["export", "all.jsonl"], 0, "Đã xuất"),
    ];
    for (arguments, code, word) in steps {
        let (ended, said) = run(here, arguments);
        assert_eq!(ended, Some(code), "{arguments:?}: {said}");
        assert!(said.contains(word), "{arguments:?}: {said}");
    }
    assert_eq!(service.stop(), Some(0));

    let steps: [(&[&str], i32, &str); 8] = [
        (&["--data", "two", "verify"], 1, "there are no records"),
        (
            &["--data", "two", "restore", "day.backup"],
            0,
            "Đã phục hồi",
        ),
        (
            &["--data", "two", "restore", "day.backup"],
            1,
            "there already",
        ),
        (&["--data", "two", "verify"], 0, "nguyên vẹn"),
        (&["--data", "three", "import", "all.jsonl"], 0, "Đã nạp"),
        (&["--data", "three", "import", "all.jsonl"], 1, "not empty"),
        (
            &["--data", "three", "import", "day.backup"],
            1,
            "not a dump",
        ),
        (&["--data", "three", "verify"], 0, "nguyên vẹn"),
    ];
    for (arguments, code, word) in steps {
        let (ended, said) = run(here, arguments);
        assert_eq!(ended, Some(code), "{arguments:?}: {said}");
        assert!(said.contains(word), "{arguments:?}: {said}");
    }
    let (code, said) = run(here, &["doctor"]);
    assert_eq!(code, Some(0), "{said}");
    for word in [
        "Chưa có quản trị viên",
        "cách đây 0 giờ",
        "Lược đồ dữ liệu đúng",
        "nguyên vẹn",
    ] {
        assert!(said.contains(word), "{word}: {said}");
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let open = std::fs::Permissions::from_mode(0o755);
        std::fs::set_permissions(here.join("one"), open).expect("opened to others");
        let (code, said) = run(here, &["doctor"]);
        assert_eq!(code, Some(1), "{said}");
        assert!(said.contains("chmod 700"), "{said}");
    }
}

#[test]
fn a_trial_serves_with_its_accounts_and_empties_no_other_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    let here = folder.path();
    let arguments = ["demo", "--data", "trial", "--listen", "127.0.0.1:0"];
    let service = Service::start(here, &arguments);
    assert!(service.get("/healthz").starts_with("HTTP/1.1 200"));
    let list = here.join("trial/demo-accounts.json");
    let listed = std::fs::read_to_string(&list).expect("the accounts");
    assert!(listed.contains("\"role\": \"clerk\""), "{listed}");
    assert_eq!(service.stop(), Some(0));

    let mut fresh = arguments.to_vec();
    fresh.push("--fresh");
    let service = Service::start(here, &fresh);
    assert_eq!(service.stop(), Some(0));

    std::fs::create_dir(here.join("real")).expect("a folder");
    let precious = here.join("real/dancu.sqlite");
    std::fs::write(&precious, "precious").expect("a file");
    fresh[2] = "real";
    let (code, said) = run(here, &fresh);
    assert_eq!(code, Some(1), "{said}");
    assert!(precious.is_file(), "{said}");
}

#[test]
fn the_log_names_the_request_and_nobody() {
    let folder = tempfile::tempdir().expect("a folder");
    let here = folder.path();
    let config = "listen = \"127.0.0.1:0\"\ndata = \"one\"\n[log]\nformat = \"json\"\n";
    std::fs::write(here.join("dancu.toml"), config).expect("a configuration");
    let log = std::fs::File::create(here.join("log")).expect("a file");
    let service = Service::start_logging(here, &["serve"], log.into());
    let mut codes = Vec::new();
    for path in [
        "/delegates?q=Nguy%E1%BB%85n+B%C3%ADch",
        "/api/v1/units?q=B%C3%ADch",
        "/links/secret-token",
    ] {
        let answer = service.get(path);
        let code = answer
            .lines()
            .find_map(|line| line.strip_prefix("x-request-id: "))
            .unwrap_or_else(|| panic!("{path} has no code: {answer}"));
        codes.push(code.trim().to_owned());
    }
    assert_eq!(service.stop(), Some(0));
    let log = std::fs::read_to_string(here.join("log")).expect("the log");
    for code in codes {
        let lines: Vec<&str> = log.lines().filter(|line| line.contains(&code)).collect();
        assert_eq!(lines.len(), 1, "{code}: {log}");
        let line: serde_json::Value = serde_json::from_str(lines[0]).expect("JSON");
        assert_eq!(line["span"]["request_id"], code.as_str(), "{line}");
        assert_eq!(line["http.method"], "GET", "{line}");
    }
    for personal in ["Bích", "B%C3%ADch", "Nguy", "secret-token"] {
        assert!(!log.contains(personal), "{personal}: {log}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_log_that_cannot_be_written_stops_nobody() {
    let folder = tempfile::tempdir().expect("a folder");
    let here = folder.path();
    let config = "listen = \"127.0.0.1:0\"\ndata = \"one\"\n";
    std::fs::write(here.join("dancu.toml"), config).expect("a configuration");
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full");
    let service = Service::start_logging(here, &["serve"], full.expect("a full disk").into());
    for path in ["/councils", "/api/v1/units", "/nothing"] {
        let answer = service.get(path);
        let status = if path == "/nothing" { "404" } else { "200" };
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status}")),
            "{path}: {answer}"
        );
    }
    assert_eq!(service.stop(), Some(0));
}

#[test]
fn a_faulty_configuration_starts_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let here = folder.path();
    std::fs::write(
        here.join("other.toml"),
        "lisen = \"127.0.0.1:0\"\n[log]\nlevel = \"loud\"\n",
    )
    .expect("a configuration");
    let (code, said) = run(here, &["--config", "other.toml", "serve"]);
    assert_eq!(code, Some(2), "{said}");
    for word in ["dòng 1, `lisen`", "`listen`", "dòng 3, `log.level`"] {
        assert!(said.contains(word), "{word}: {said}");
    }
    assert!(!here.join("dancu-data").exists());
    let (code, said) = run(here, &["--config", "missing.toml", "verify"]);
    assert_eq!(code, Some(2), "{said}");
}
