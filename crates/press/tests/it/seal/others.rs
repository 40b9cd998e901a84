//! What programs not written here say of the signatures: openssl always, pdfsig and qpdf where they are installed.

use std::path::Path;
use std::process::{Command, Output};

use press::seal::{detached, verify};

use super::authority::openssl;
use super::{AUTHORITY, PAPER, sealed, statement};

/// What a program says, or nothing if it is not installed.
fn run(program: &str, arguments: &[&str], folder: &Path) -> Option<Output> {
    Command::new(program)
        .args(arguments)
        .current_dir(folder)
        .output()
        .ok()
}

/// The signature that a PDF holds last and what it covers, found without the code under test.
fn cut_out(pdf: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let mark = b"/ByteRange [";
    let place = pdf
        .windows(mark.len())
        .rposition(|word| word == mark)
        .expect("a range");
    let numbers = pdf[place + mark.len()..]
        .split(|byte| *byte == b']')
        .next()
        .expect("numbers");
    let numbers = String::from_utf8_lossy(numbers).into_owned();
    let numbers: Vec<usize> = numbers
        .split_whitespace()
        .map(|number| number.parse().expect("a number"))
        .collect();
    let digits = &pdf[numbers[1] + 1..numbers[2] - 1];
    let digit = |at: usize| char::from(digits[at]).to_digit(16).expect("a digit") as u8;
    let bytes: Vec<u8> = (0..digits.len() / 2)
        .map(|at| digit(2 * at) << 4 | digit(2 * at + 1))
        .collect();
    let length = 4 + usize::from(bytes[2]) * 256 + usize::from(bytes[3]);
    let covered = [
        &pdf[..numbers[1]],
        &pdf[numbers[2]..numbers[2] + numbers[3]],
    ]
    .concat();
    (bytes[..length].to_vec(), covered)
}

#[test]
fn openssl_accepts_both_kinds_and_refuses_other_bytes() {
    let folder = AUTHORITY.folder.path();
    let write =
        |name: &str, bytes: &[u8]| std::fs::write(folder.join(name), bytes).expect("written");
    for (name, papers) in [("a", &AUTHORITY.chair), ("b", &AUTHORITY.clerk)] {
        let beside = detached(&PAPER, &papers.signer(), statement().at).expect("a signature");
        let (inside, covered) = cut_out(&sealed(&PAPER, papers));
        for (kind, signature, content) in [("p7s", &beside, &*PAPER), ("pdf", &inside, &covered)] {
            let (signed, data) = (format!("{name}-{kind}.cms"), format!("{name}-{kind}.data"));
            write(&signed, signature);
            write(&data, content);
            let arguments = [
                "cms",
                "-verify",
                "-binary",
                "-cades",
                "-inform",
                "DER",
                "-in",
                &signed,
                "-content",
                &data,
                "-CAfile",
                "root.pem",
                "-purpose",
                "any",
                "-out",
                "/dev/null",
            ];
            let said = openssl(folder, &arguments);
            assert!(said.contains("erification successful"), "{said}");
            write(&data, &content[1..]);
            let refused = run("openssl", &arguments, folder).expect("openssl");
            assert!(!refused.status.success());
        }
    }
}

#[test]
fn pdfsig_and_qpdf_find_nothing_wrong() {
    let folder = AUTHORITY.folder.path();
    let signed = sealed(&sealed(&PAPER, &AUTHORITY.chair), &AUTHORITY.clerk);
    std::fs::write(folder.join("signed.pdf"), &signed).expect("written");
    if let Some(output) = run("pdfsig", &["-nocert", "signed.pdf"], folder) {
        let said = String::from_utf8_lossy(&output.stdout);
        assert_eq!(said.matches("Signature is Valid").count(), 2, "{said}");
        assert!(
            said.contains("Nguyễn Thị Ví Dụ") && said.contains("ETSI.CAdES.detached"),
            "{said}"
        );
        assert_eq!(said.matches("Total document signed").count(), 1, "{said}");
    }
    if let Some(output) = run("qpdf", &["--check", "signed.pdf"], folder) {
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(
            output.status.success() && said.contains("No syntax or stream encoding errors"),
            "{said}"
        );
    }
    assert!(verify(&signed).is_ok_and(|seals| seals.len() == 2));
}
