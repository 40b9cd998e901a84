//! Signs and checks papers for `cargo xtask bench paper`.
//!
//! `cargo run --release -p press --example seal -- sign OUT CERTIFICATE KEY FILE…` signs each PDF twice and puts it into the folder OUT
//! with a signature that lies beside it; for each it prints the middle time of signing and of checking, in milliseconds, and its bytes.
//! `… -- check ROOTS FILE…` prints for each PDF whether all its signatures hold and are trusted.

use std::path::Path;
use std::time::Instant;

use kernel::Clock;
use press::seal::{Roots, Seal, Signer, Statement, detached, extends, seal, verify};

/// How often each is measured.
const TIMES: usize = 7;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        ["sign", out, certificate, key, ref files @ ..] => {
            let signer = Signer::from_pem(&read(certificate), &read(key)).expect("a signer");
            files
                .iter()
                .for_each(|file| sign(Path::new(out), &signer, file));
        }
        ["check", roots, ref files @ ..] => {
            let roots = Roots::from_pem(&read(roots)).expect("roots");
            files.iter().for_each(|file| check(&roots, file));
        }
        _ => panic!("sign OUT CERTIFICATE KEY FILE… | check ROOTS FILE…"),
    }
}

fn read(file: &str) -> Vec<u8> {
    std::fs::read(file).expect("a file that can be read")
}

fn name(file: &str) -> &str {
    let name = Path::new(file).file_name();
    name.and_then(|name| name.to_str()).unwrap_or(file)
}

fn sign(out: &Path, signer: &Signer, file: &str) {
    let paper = read(file);
    let statement = Statement {
        reason: "Ban hành".to_owned(),
        place: "Thử Nghiệm".to_owned(),
        at: Clock::system().now(),
    };
    let (signing, once) = middle(|| seal(&paper, signer, &statement).expect("signed"));
    let twice = seal(&once, signer, &statement).expect("signed");
    let (checking, seals) = middle(|| verify(&once).expect("a PDF"));
    assert!(seals.iter().all(Seal::holds) && extends(&twice, &paper));
    let beside = detached(&paper, signer, statement.at).expect("a signature");
    let write = |ending: &str, bytes: &[u8]| {
        let name = name(file).replace(".pdf", ending);
        std::fs::write(out.join(name), bytes).expect("written");
    };
    write(".pdf", &twice);
    write(".p7s", &beside);
    println!(
        "{} {signing:.2} {checking:.2} {}",
        name(file),
        once.len() - paper.len()
    );
}

fn middle<T>(mut work: impl FnMut() -> T) -> (f64, T) {
    let mut made = Vec::new();
    for _ in 0..TIMES {
        let began = Instant::now();
        let result = work();
        made.push((began.elapsed().as_secs_f64() * 1e3, result));
    }
    made.sort_by(|(one, _), (other, _)| one.total_cmp(other));
    made.swap_remove(TIMES / 2)
}

fn check(roots: &Roots, file: &str) {
    let seals = verify(&read(file)).expect("a PDF");
    let now = Clock::system().now();
    let fine = |seal: &Seal| {
        let trusted = |one: &press::seal::Signature| one.trusted(roots, now).is_ok();
        seal.holds() && seal.signature.as_ref().is_some_and(trusted)
    };
    let all = !seals.is_empty() && seals.iter().all(fine);
    println!(
        "{} {} {}",
        name(file),
        seals.len(),
        if all { "ok" } else { "REFUSED" }
    );
}
