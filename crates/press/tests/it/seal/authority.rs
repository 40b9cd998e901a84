//! An authority of the tests with its certificates, made anew in each run by openssl; no key is kept.

use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

use press::seal::{Roots, Signer};
use tempfile::TempDir;

/// A certificate with its issuers, and its key.
pub struct Papers {
    pub name: &'static str,
    pub certificate: Vec<u8>,
    pub key: Vec<u8>,
}

impl Papers {
    pub fn signer(&self) -> Signer {
        Signer::from_pem(&self.certificate, &self.key).expect("a signer")
    }
}

/// Everything that is signed with, and what must not be.
pub struct Authority {
    pub folder: TempDir,
    root: Vec<u8>,
    /// RSA, right below the root.
    pub chair: Papers,
    /// P-256, below an authority between.
    pub clerk: Papers,
    /// Another root.
    pub stranger: Papers,
    /// A certificate that is not for signing.
    pub cipher: Papers,
    /// The key of the chair under a password.
    pub encrypted: Vec<u8>,
    /// Keys that are too weak or of another kind.
    pub weak: Vec<Vec<u8>>,
}

impl Authority {
    pub fn roots(&self) -> Roots {
        Roots::from_pem(&self.root).expect("a root")
    }
}

pub static AUTHORITY: LazyLock<Authority> = LazyLock::new(make);

const RSA: [&str; 2] = ["RSA", "rsa_keygen_bits:2048"];
const P256: [&str; 2] = ["EC", "ec_paramgen_curve:P-256"];
const SIGNS: &str = "basicConstraints=critical,CA:false\nkeyUsage=critical,digitalSignature,nonRepudiation\nextendedKeyUsage=emailProtection\n";
const ISSUES: &str = "basicConstraints=critical,CA:true\nkeyUsage=critical,keyCertSign,cRLSign\n";
const CIPHERS: &str = "basicConstraints=critical,CA:false\nkeyUsage=critical,keyEncipherment\n";

fn make() -> Authority {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    root(at, "root", "/C=VN/O=Thu Nghiem/CN=CA gốc thử nghiệm");
    root(at, "stranger", "/CN=CA lạ");
    issue(at, "between", "root", P256, ISSUES, "/CN=CA trung gian");
    issue(at, "chair", "root", RSA, SIGNS, "/C=VN/CN=Nguyễn Thị Ví Dụ");
    issue(at, "clerk", "between", P256, SIGNS, "/C=VN/CN=Trần Văn Mẫu");
    issue(at, "cipher", "root", P256, CIPHERS, "/CN=Máy chủ");
    let key = at.join("chair.key");
    let key = key.to_str().expect("a path");
    openssl(
        at,
        &[
            "pkey",
            "-in",
            key,
            "-aes256",
            "-passout",
            "pass:x",
            "-out",
            "encrypted.key",
        ],
    );
    generate(at, "short", ["RSA", "rsa_keygen_bits:1024"]);
    generate(at, "curve", ["EC", "ec_paramgen_curve:P-384"]);
    let read = |name: &str| std::fs::read(at.join(name)).expect("a file");
    let papers = |name: &str, shown: &'static str, above: &[&str]| {
        let chain = std::iter::once(&name).chain(above);
        Papers {
            name: shown,
            certificate: chain
                .flat_map(|name| read(&format!("{name}.pem")))
                .collect(),
            key: read(&format!("{name}.key")),
        }
    };
    Authority {
        root: read("root.pem"),
        chair: papers("chair", "Nguyễn Thị Ví Dụ", &[]),
        clerk: papers("clerk", "Trần Văn Mẫu", &["between", "root"]),
        stranger: papers("stranger", "CA lạ", &[]),
        cipher: papers("cipher", "Máy chủ", &[]),
        encrypted: read("encrypted.key"),
        weak: ["short.key", "curve.key"].map(read).to_vec(),
        folder,
    }
}

/// Runs openssl in a folder.
pub fn openssl(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new("openssl")
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("these tests need openssl");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "openssl {arguments:?}: {said}");
    said
}

fn generate(folder: &Path, name: &str, [kind, option]: [&str; 2]) {
    let file = format!("{name}.key");
    openssl(
        folder,
        &[
            "genpkey",
            "-algorithm",
            kind,
            "-pkeyopt",
            option,
            "-out",
            &file,
        ],
    );
}

fn root(folder: &Path, name: &str, subject: &str) {
    generate(folder, name, P256);
    let (key, out) = (format!("{name}.key"), format!("{name}.pem"));
    let usage = "keyUsage=critical,keyCertSign,cRLSign";
    openssl(
        folder,
        &[
            "req", "-x509", "-new", "-utf8", "-key", &key, "-subj", subject, "-days", "3650",
            "-addext", usage, "-out", &out,
        ],
    );
}

fn issue(folder: &Path, name: &str, by: &str, kind: [&str; 2], extensions: &str, subject: &str) {
    generate(folder, name, kind);
    let file = |ending: &str| format!("{name}.{ending}");
    std::fs::write(folder.join(file("ext")), extensions).expect("written");
    openssl(
        folder,
        &[
            "req",
            "-new",
            "-utf8",
            "-key",
            &file("key"),
            "-subj",
            subject,
            "-out",
            &file("csr"),
        ],
    );
    let (above, above_key) = (format!("{by}.pem"), format!("{by}.key"));
    openssl(
        folder,
        &[
            "x509",
            "-req",
            "-in",
            &file("csr"),
            "-CA",
            &above,
            "-CAkey",
            &above_key,
            "-CAcreateserial",
            "-days",
            "730",
            "-extfile",
            &file("ext"),
            "-out",
            &file("pem"),
        ],
    );
}
