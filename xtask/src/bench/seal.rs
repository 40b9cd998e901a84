//! The signatures of papers, for `cargo xtask bench paper`: how fast they are made and checked, what programs not written here say
//! of them, and what is said here of a signature that one of those programs made.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use anyhow::{Context, Result, ensure};

use super::against;
use super::paper::{files, name, validate, verdict};
use crate::{install, workspace};

/// How long a signature on sixty pages may take, and its check, in milliseconds.
const BAR: f64 = 100.0;

/// Signs the papers of a folder and has them judged.
pub fn run(folder: &Path, dev: bool) -> Result<()> {
    let tools = install::seal_tools()?;
    authority(folder)?;
    let (signed, theirs) = (folder.join("signed"), folder.join("theirs"));
    std::fs::create_dir_all(&signed)?;
    std::fs::create_dir_all(&theirs)?;
    let papers = files(folder, "pdf")?;
    let (certificate, key, root) = (
        folder.join("signer.pem"),
        folder.join("signer.key"),
        folder.join("root.pem"),
    );
    let mut words: Vec<&Path> = vec![Path::new("sign"), &signed, &certificate, &key];
    words.extend(papers.iter().map(PathBuf::as_path));
    for line in example(&words, dev)?.lines() {
        let words: Vec<&str> = line.split(' ').collect();
        let ["long.pdf", signing, checking, bytes] = words[..] else {
            continue;
        };
        println!("a signature takes {bytes} bytes");
        against("sixty pages and more, signed", signing.parse()?, BAR, "ms");
        against("the same, checked", checking.parse()?, BAR, "ms");
    }
    for paper in files(&signed, "pdf")? {
        judge(&paper, folder, tools.as_deref())?;
    }
    validate(&files(&signed, "pdf")?)?;
    let Some(pyhanko) = tools else {
        println!("pyHanko could not be installed; nothing was judged by it");
        return Ok(());
    };
    // A paper that was signed here twice, so that what was signed here must still hold behind what pyHanko adds.
    let ours = signed.join("letter.pdf");
    let out = theirs.join("letter.pdf");
    let output = pyhanko_says(
        &pyhanko,
        &[
            Path::new("sign"),
            Path::new("addsig"),
            Path::new("--field"),
            Path::new("Theirs"),
            Path::new("--use-pades"),
            Path::new("pemder"),
            Path::new("--key"),
            &key,
            Path::new("--cert"),
            &certificate,
            Path::new("--no-pass"),
            &ours,
            &out,
        ],
    )?;
    ensure!(
        output.status.success(),
        "pyHanko did not sign: {}",
        said(&output)
    );
    let told = example(&[Path::new("check"), &root, &out], dev)?;
    println!("signed here and by pyHanko, checked here: {}", told.trim());
    ensure!(
        told.trim().ends_with("ok"),
        "what pyHanko signed is refused"
    );
    Ok(())
}

/// What the others say of a paper that was signed twice, and of the signature that lies beside it.
fn judge(paper: &Path, folder: &Path, pyhanko: Option<&Path>) -> Result<()> {
    let shown = name(paper);
    let output = Command::new("pdfsig").arg("-nocert").arg(paper).output()?;
    let valid = said(&output).matches("Signature is Valid").count() == 2;
    println!("{shown}, signed twice, pdfsig: {}", verdict(valid));
    let output = Command::new("qpdf").arg("--check").arg(paper).output()?;
    println!(
        "{shown}, signed twice, qpdf: {}",
        verdict(output.status.success())
    );
    let output = Command::new("openssl")
        .args([
            "cms",
            "-verify",
            "-binary",
            "-cades",
            "-purpose",
            "any",
            "-inform",
            "DER",
            "-out",
            "/dev/null",
            "-in",
        ])
        .arg(paper.with_extension("p7s"))
        .arg("-content")
        .arg(folder.join(&shown))
        .arg("-CAfile")
        .arg(folder.join("root.pem"))
        .output()?;
    println!(
        "{shown}, signature beside it, openssl: {}",
        verdict(output.status.success())
    );
    ensure!(valid && output.status.success(), "a signature is refused");
    if let Some(pyhanko) = pyhanko {
        let root = folder.join("root.pem");
        let output = pyhanko_says(
            pyhanko,
            &[
                Path::new("sign"),
                Path::new("validate"),
                Path::new("--pretty-print"),
                Path::new("--trust"),
                &root,
                Path::new("--no-revocation-check"),
                paper,
            ],
        )?;
        let judged = said(&output)
            .matches("The signature is judged VALID")
            .count()
            == 2;
        println!("{shown}, signed twice, pyHanko: {}", verdict(judged));
        ensure!(judged, "{}", said(&output));
    }
    Ok(())
}

fn pyhanko_says(packages: &Path, arguments: &[&Path]) -> Result<Output> {
    let python = workspace::find(&["python3"]).context("pyHanko needs python3")?;
    let output = Command::new(python)
        .args(["-m", "pyhanko"])
        .args(arguments)
        .env("PYTHONPATH", packages)
        .output()?;
    Ok(output)
}

fn said(output: &Output) -> String {
    let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
    text(&output.stdout) + &text(&output.stderr)
}

/// Runs the example of the crate that signs and checks.
fn example(words: &[&Path], dev: bool) -> Result<String> {
    let mut cargo = workspace::cargo();
    cargo.args(["run", "--quiet", "--package", "press", "--example", "seal"]);
    if !dev {
        cargo.arg("--release");
    }
    let output = (cargo.arg("--").args(words).stderr(Stdio::inherit()))
        .output()
        .context("cannot run cargo")?;
    ensure!(output.status.success(), "signing or checking failed");
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// A root and a signer below it, made for this run.
fn authority(folder: &Path) -> Result<()> {
    let openssl = |arguments: &[&str]| -> Result<()> {
        let output = Command::new("openssl")
            .args(arguments)
            .current_dir(folder)
            .output()?;
        ensure!(
            output.status.success(),
            "openssl {arguments:?}: {}",
            said(&output)
        );
        Ok(())
    };
    std::fs::write(
        folder.join("signer.ext"),
        "basicConstraints=critical,CA:false\nkeyUsage=critical,digitalSignature,nonRepudiation\n",
    )?;
    let rsa = [
        "genpkey",
        "-algorithm",
        "RSA",
        "-pkeyopt",
        "rsa_keygen_bits:2048",
        "-out",
    ];
    for key in ["root.key", "signer.key"] {
        openssl(&[&rsa[..], &[key]].concat())?;
    }
    openssl(&[
        "req",
        "-x509",
        "-new",
        "-utf8",
        "-key",
        "root.key",
        "-subj",
        "/CN=CA thử nghiệm",
        "-days",
        "30",
        "-addext",
        "keyUsage=critical,keyCertSign,cRLSign",
        "-out",
        "root.pem",
    ])?;
    openssl(&[
        "req",
        "-new",
        "-utf8",
        "-key",
        "signer.key",
        "-subj",
        "/CN=Nguyễn Thị Ví Dụ",
        "-out",
        "signer.csr",
    ])?;
    openssl(&[
        "x509",
        "-req",
        "-in",
        "signer.csr",
        "-CA",
        "root.pem",
        "-CAkey",
        "root.key",
        "-CAcreateserial",
        "-days",
        "20",
        "-extfile",
        "signer.ext",
        "-out",
        "signer.pem",
    ])
}
