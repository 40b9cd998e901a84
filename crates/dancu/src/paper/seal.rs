//! `dancu paper sign` and `dancu paper verify`: digital signatures in a PDF or beside any file.
//!
//! No key is kept and none comes with the program. Nothing is asked over a network, so whether a certificate was revoked is not
//! known, and the moment of signing is what the signer says. `verify` fails unless every signature holds.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, anyhow};
use clap::Args;
use jiff::Timestamp;
use kernel::time::local;
use press::seal::{
    self, Distrust, Later, Roots, Seal, Signature, Signer, Statement, Unfit, Unreadable, Unsealable,
};

use super::{read, write};
use crate::say::{self, say};

/// What to sign, and with what.
#[derive(Debug, Args)]
pub struct Sign {
    /// Văn bản PDF, hoặc tệp bất kỳ khi ký rời. / The PDF, or any file with --detached.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Chứng thư của người ký, rồi đến các chứng thư cấp trên (PEM). / The signer's certificate, then its issuers.
    #[arg(long, value_name = "FILE")]
    certificate: PathBuf,
    /// Khóa riêng (PEM, PKCS#8, không mật khẩu). / The private key, without a password.
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
    /// PDF đã ký. / The signed PDF.
    #[arg(long, value_name = "FILE", required_unless_present = "detached")]
    out: Option<PathBuf>,
    /// Chữ ký rời, đặt cạnh tệp (.p7s). / A signature beside the file.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["out", "reason", "place"])]
    detached: Option<PathBuf>,
    /// Lý do ký. / Why it is signed.
    #[arg(long, value_name = "TEXT", default_value = "")]
    reason: String,
    /// Nơi ký. / Where it is signed.
    #[arg(long, value_name = "TEXT", default_value = "")]
    place: String,
}

/// What to check, and against what.
#[derive(Debug, Args)]
pub struct Verify {
    /// Văn bản PDF đã ký, hoặc tệp có chữ ký rời. / The signed PDF, or the file with a signature beside it.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Bản PDF trước khi ký: bản đã ký có đúng là bản này không. / The PDF before it was signed.
    #[arg(long, value_name = "FILE", conflicts_with = "signature")]
    original: Option<PathBuf>,
    /// Chữ ký rời của tệp (.p7s). / The signature beside the file.
    #[arg(long, value_name = "FILE")]
    signature: Option<PathBuf>,
    /// Các chứng thư gốc được tin cậy (PEM). / The root certificates to trust.
    #[arg(long, value_name = "FILE")]
    roots: Option<PathBuf>,
}

/// Signs.
pub fn sign(options: &Sign) -> Result<ExitCode> {
    let signer = Signer::from_pem(&read(&options.certificate)?, &read(&options.key)?)
        .map_err(|why| anyhow!("{} / {why}", unfit(why)))?;
    let bytes = read(&options.file)?;
    let at = Timestamp::now();
    let refused = |why| anyhow!("{}: {}", options.file.display(), unsealable(why));
    let file = match (&options.detached, &options.out) {
        (Some(file), _) => {
            write(file, &seal::detached(&bytes, &signer, at).map_err(refused)?)?;
            file
        }
        (None, Some(file)) => {
            let statement = Statement {
                reason: options.reason.clone(),
                place: options.place.clone(),
                at,
            };
            write(
                file,
                &seal::seal(&bytes, &signer, &statement).map_err(refused)?,
            )?;
            file
        }
        (None, None) => unreachable!("one of the two is required"),
    };
    let name = &signer.holder().name;
    say(
        &format!("{name} đã ký: {}", file.display()),
        &format!("signed by {name}"),
    );
    Ok(ExitCode::SUCCESS)
}

/// Checks.
pub fn verify(options: &Verify) -> Result<ExitCode> {
    let roots = match &options.roots {
        None => None,
        Some(file) => Some(Roots::from_pem(&read(file)?).map_err(|why| {
            anyhow!(
                "{}: không có chứng thư gốc đọc được / {why}",
                file.display()
            )
        })?),
    };
    let bytes = read(&options.file)?;
    let mut fine = true;
    if let Some(file) = &options.signature {
        let signature = seal::check(&bytes, &read(file)?);
        told(1, signature.as_ref(), None);
        fine &= signed(signature.as_ref());
        fine &= trusted(signature.as_ref(), None, roots.as_ref());
    } else {
        let seals = seal::verify(&bytes)
            .map_err(|why| anyhow!("{}: {}", options.file.display(), unreadable(why)))?;
        if seals.is_empty() {
            say("Văn bản chưa được ký số.", "The paper bears no signature.");
        }
        fine &= !seals.is_empty();
        for (index, seal) in seals.iter().enumerate() {
            told(index + 1, seal.signature.as_ref(), Some(seal));
            fine &= signed(seal.signature.as_ref()) & covers(seal);
            fine &= trusted(seal.signature.as_ref(), seal.at, roots.as_ref());
        }
    }
    if let Some(original) = &options.original {
        fine &= verdict(
            seal::extends(&bytes, &read(original)?),
            "Bản đã ký đúng là bản gốc, chỉ thêm chữ ký.",
            "What was signed is the original.",
            "Bản đã ký KHÔNG phải là bản gốc, hoặc đã có thay đổi khác.",
            "What was signed is NOT the original, or something else was added.",
        );
    }
    Ok(ExitCode::from(u8::from(!fine)))
}

/// Says who signed, when, why and where.
fn told(number: usize, signature: Option<&Signature>, seal: Option<&Seal>) {
    let Some(signature) = signature else {
        say(
            &format!("Chữ ký {number}: không đọc được, hoặc thuộc loại không được hỗ trợ."),
            &format!("Signature {number}: it cannot be read, or is of a kind that is not checked."),
        );
        return;
    };
    let holder = &signature.holder;
    let at = seal.map_or(signature.at, |seal| seal.at);
    let at = at.map(|at| local(at).strftime("%d/%m/%Y %H:%M").to_string());
    let at = at.unwrap_or_else(|| "?".to_owned());
    say(
        &format!(
            "Chữ ký {number}: {}, chứng thư số {} do {} cấp; ký lúc {at} theo người ký ghi.",
            holder.name, holder.serial, holder.issuer
        ),
        &format!("Signature {number}: by that certificate, at that time as the signer says."),
    );
    for (vi, words) in [
        ("Lý do / Reason", seal.map(|seal| &seal.reason)),
        ("Nơi ký / Place", seal.map(|seal| &seal.place)),
    ] {
        if let Some(words) = words.filter(|words| !words.is_empty()) {
            say::item(&format!("{vi}: {words}"));
        }
    }
}

fn signed(signature: Option<&Signature>) -> bool {
    let Some(signature) = signature else {
        return false;
    };
    let intact = verdict(
        signature.intact,
        "Nội dung nguyên vẹn kể từ khi ký.",
        "What was signed is intact.",
        "Nội dung ĐÃ BỊ SỬA sau khi ký.",
        "What was signed HAS BEEN CHANGED.",
    );
    let genuine = verdict(
        signature.genuine,
        "Chữ ký khớp với chứng thư.",
        "The signature belongs to the certificate.",
        "Chữ ký KHÔNG khớp với chứng thư.",
        "The signature does NOT belong to the certificate.",
    );
    intact && genuine
}

fn covers(seal: &Seal) -> bool {
    let whole = verdict(
        seal.whole,
        "Chữ ký bao trùm toàn bộ văn bản lúc ký.",
        "The whole file as it was then is signed.",
        "Chữ ký KHÔNG bao trùm toàn bộ văn bản.",
        "NOT the whole file is signed.",
    );
    let later = match seal.later {
        Later::Nothing => true,
        Later::Signatures => verdict(
            true,
            "Sau đó chỉ có thêm chữ ký.",
            "Only signatures were added since.",
            "",
            "",
        ),
        Later::Changes => verdict(
            false,
            "",
            "",
            "Sau khi ký, tệp CÓ THAY ĐỔI khác ngoài chữ ký.",
            "Something other than signatures WAS ADDED since.",
        ),
    };
    whole && later
}

/// Says whether the signer is trusted; without roots nobody is, and nobody is refused for it.
fn trusted(signature: Option<&Signature>, at: Option<Timestamp>, roots: Option<&Roots>) -> bool {
    let Some(signature) = signature else {
        return false;
    };
    let Some(roots) = roots else {
        say(
            "- Chưa xác định người ký có đáng tin cậy không: hãy cho biết chứng thư gốc (--roots).",
            "Whether the signer is trusted is not known: name root certificates (--roots).",
        );
        return true;
    };
    let now = Timestamp::now();
    let at = at.or(signature.at).map_or(now, |at| at.min(now));
    let (vi, en) = match signature.trusted(roots, at) {
        Ok(()) => {
            say(
                "- Chứng thư được tin cậy vào lúc ký; chưa kiểm tra việc thu hồi chứng thư.",
                "The certificate is trusted at the time of signing; revocation was not checked.",
            );
            return true;
        }
        Err(Distrust::NotYet) => ("chưa có hiệu lực lúc ký", "it was not valid yet"),
        Err(Distrust::Expired) => ("đã hết hạn lúc ký", "it had expired"),
        Err(Distrust::Usage) => ("không dùng để ký văn bản", "it is not for signing"),
        Err(Distrust::Unknown) => (
            "không do nơi được tin cậy cấp",
            "it comes from nobody that is trusted",
        ),
    };
    say(
        &format!("- Chứng thư KHÔNG được tin cậy: {vi}."),
        &format!("The certificate is NOT trusted: {en}."),
    );
    false
}

fn verdict(fine: bool, vi: &str, en: &str, vi_not: &str, en_not: &str) -> bool {
    let (vi, en) = if fine { (vi, en) } else { (vi_not, en_not) };
    say(&format!("- {vi}"), en);
    fine
}

fn unfit(why: Unfit) -> &'static str {
    match why {
        Unfit::Certificate => "không có chứng thư đọc được (PEM)",
        Unfit::Encrypted => "khóa riêng đang có mật khẩu",
        Unfit::Key => "không có khóa riêng đọc được (PEM, PKCS#8)",
        Unfit::Kind => "khóa riêng không phải RSA từ 2048 đến 4096 bit hay ECDSA P-256",
        Unfit::Mismatch => "chứng thư đầu tiên không phải của khóa riêng này",
        Unfit::Usage => "chứng thư không dùng để ký",
    }
}

fn unsealable(why: Unsealable) -> String {
    let vi = match why {
        Unsealable::Unreadable(why) => return unreadable(why),
        Unsealable::NotValid => "chứng thư không có hiệu lực vào lúc ký",
        Unsealable::Locked => "chữ ký trước không cho ký thêm",
        Unsealable::NotMade => "không tạo được chữ ký",
    };
    format!("{vi} / {why}")
}

fn unreadable(why: Unreadable) -> String {
    let vi = match why {
        Unreadable::NotPdf => "không phải PDF",
        Unreadable::TooLarge => "lớn hơn 100 MB",
        Unreadable::Broken => "PDF bị hỏng",
        Unreadable::Encrypted => "PDF có mật khẩu",
        Unreadable::TooMany => "quá nhiều chữ ký",
    };
    format!("{vi} / {why}")
}
