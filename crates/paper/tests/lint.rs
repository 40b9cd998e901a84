//! Drafts and what is wrong with them.

mod samples;

use paper::{Annex, Body, Fault, Kind, Level, Paper, Profile, Signature};

/// The faults of a paper, each with the words it names.
fn faults(paper: &Paper) -> Vec<(Fault, String)> {
    (paper.lint().into_iter())
        .map(|deviation| (deviation.fault, deviation.at))
        .collect()
}

#[test]
fn the_samples_are_in_form() {
    for (name, paper) in samples::all() {
        assert_eq!(faults(&paper), [], "{name}");
    }
}

#[test]
fn each_departure_is_named_with_its_words() {
    let good = samples::others()[0].clone();
    type Change = fn(&mut Paper);
    let cases: [(Fault, &str, Change); 30] = [
        (Fault::Symbol, "BC-HĐND", |p| {
            p.number.symbol = "BC-HĐND".into()
        }),
        (Fault::Symbol, "QĐ - HĐND", |p| {
            p.number.symbol = "QĐ - HĐND".into()
        }),
        (Fault::Symbol, "7/QĐ-HĐND", |p| {
            p.number.symbol = "7/QĐ-HĐND".into()
        }),
        (Fault::Symbol, "QĐ-hđnd", |p| {
            p.number.symbol = "QĐ-hđnd".into()
        }),
        (Fault::Profile, "Quyết định", |p| {
            p.profile = Profile::Nd78
        }),
        (Fault::Issuer, "", |p| p.issuing_body.clear()),
        (Fault::Place, "thử nghiệm", |p| {
            p.place = "thử nghiệm".into()
        }),
        (Fault::Subject, "Về việc thành lập.", |p| {
            p.subject = "Về việc thành lập.".into()
        }),
        (Fault::Subject, "", |p| p.subject.clear()),
        (Fault::NoBasis, "", |p| p.bases.clear()),
        (Fault::Basis, "Luật Đất đai", |p| {
            p.bases = vec!["Luật Đất đai".into()]
        }),
        (
            Fault::LawNumber,
            "Căn cứ Luật Đất đai số 31/2024/QH15",
            |p| {
                p.bases = vec!["Căn cứ Luật Đất đai số 31/2024/QH15".into()];
            },
        ),
        (
            Fault::IncompleteBasis,
            "Căn cứ Nghị định số 30/2020/NĐ-CP",
            |p| {
                p.bases = vec!["Căn cứ Nghị định số 30/2020/NĐ-CP".into()];
            },
        ),
        (Fault::Numbering, "Điều 3.", |p| {
            p.body.remove(1);
            p.body
                .extend(samples::resolution().body.into_iter().filter(|block| {
                    matches!(
                        block,
                        paper::Block::Heading {
                            level: Level::Article,
                            number: 3,
                            ..
                        }
                    )
                }));
            p.passed = "Xong./.".into();
        }),
        (Fault::NoTitle, "Điều 1.", |p| {
            p.body = Body::new()
                .heading(Level::Article, " ")
                .paragraph("Xong./.")
                .done();
        }),
        (Fault::Capitals, "Khoản 2", |p| {
            p.body = samples::saying("Theo Khoản 2 Điều 5 Luật Đất đai./.");
        }),
        (Fault::Capitals, "Điểm a", |p| {
            p.body = samples::saying("Theo Điểm a khoản 2 Điều 5./.");
        }),
        (Fault::Capitals, "điều 5", |p| {
            p.body = samples::saying("Khoản 2 điều 5 nêu rõ./.");
        }),
        (Fault::Ending, "Hết.", |p| {
            p.body = samples::saying("Hết.")
        }),
        (Fault::AnnexUnmentioned, "", |p| {
            p.annexes.push(Annex::new("x", Body::new().paragraph("y")));
        }),
        (Fault::Unsigned, "", |p| {
            p.signatures = vec![Signature::new("Chủ tịch", " ")]
        }),
        (Fault::AcademicTitle, "TS. Lê Văn A", |p| {
            p.signatures = vec![Signature::new("Chủ tịch", "TS. Lê Văn A")];
        }),
        (Fault::AcademicTitle, "Thạc sĩ Lê Văn A", |p| {
            p.signatures = vec![Signature::new("Chủ tịch", "Thạc sĩ Lê Văn A")];
        }),
        (Fault::Authority, "TM HĐND", |p| {
            p.signatures[0].authority = vec!["TM HĐND".into()]
        }),
        (Fault::AsAbove, "", |p| {
            p.kind = Kind::Report;
            p.number.symbol = "BC-HĐND".into();
            p.addressees = vec!["Chính phủ".into()];
        }),
        (Fault::Archive, "phòng Tổng hợp", |p| {
            p.archive = "Lưu: phòng Tổng hợp".into()
        }),
        (Fault::Unfilled, "Có ...", |p| {
            p.body = samples::saying("Có ... kiến nghị./.")
        }),
        (Fault::Unfilled, "Ông Nguyễn Văn……", |p| {
            p.body = samples::saying("Ông Nguyễn Văn…… trình bày./.");
        }),
        (Fault::Unfilled, "{họ tên}", |p| {
            p.signatures[0].name = "{họ tên}".into()
        }),
        (Fault::Unfilled, "Về việc [nội dung]", |p| {
            p.subject = "Về việc [nội dung]".into()
        }),
    ];
    assert_eq!(faults(&good), []);
    for (fault, at, change) in cases {
        let mut paper = good.clone();
        change(&mut paper);
        assert_eq!(faults(&paper), [(fault, at.to_owned())], "{fault:?}");
        for deviation in paper.lint() {
            let words = [deviation.clause, deviation.vi, deviation.en];
            assert!(words.iter().all(|words| words.len() > 18), "{deviation:?}");
            assert!(deviation.clause.starts_with("NĐ "), "{deviation:?}");
        }
        assert_eq!(paper.is_ready(), fault != Fault::Unfilled, "{fault:?}");
    }
}

#[test]
fn honest_words_are_no_faults() {
    for text in [
        "Khoản 2 Điều 5 Luật Đất đai quy định: Khoản tiền 5 đồng./.",
        "Hội đồng nhân dân có nhiều điều cần làm; điểm cầu số 2./.",
        "Đất đai, giao thông, v.v… [1] và các việc khác... đã xong./.",
        "Bước 1. Điểm a khoản 1 được giữ nguyên./.",
    ] {
        let mut paper = samples::others()[0].clone();
        paper.body = samples::saying(text);
        assert_eq!(faults(&paper), [], "{text}");
    }
    let mut paper = samples::others()[0].clone();
    paper.signatures[0].name = "Cù Nhân Tâm".to_owned();
    assert_eq!(faults(&paper), []);
}
