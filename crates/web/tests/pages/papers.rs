//! Papers through the public door: drafted from a template, mended, numbered, printed, signed and put back; registered, exported, read
//! by officials alone.

use axum::http::StatusCode;
use council::access::Role;
use press::seal::{Statement, seal};

use crate::authority::AUTHORITY;
use crate::door::{Answer, cities, houses, refused, send};
use crate::scene::{PATH, scene};
use crate::training::{after, led};

fn holds(answer: &Answer, said: &[&str]) {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.words());
    let words = answer.words();
    for said in said {
        assert!(words.contains(said), "{said}: {words}");
    }
}

const BODY: &str = "Đề nghị quý cơ quan trả lời:\nI. NỘI DUNG\n1. Kiến nghị về đường Lê Lợi.\n- Đoạn qua chợ;\n- Đoạn qua trường.\n\
                    | TT | Nội dung |\n| 1 | Ngập <nước> |\nTrả lời trước ngày 15 tháng 12 năm 2026./.";

/// A PDF signed with a key that is made for these tests.
fn sealed(pdf: &[u8]) -> Vec<u8> {
    // The certificate is made when it is first asked for, and nothing is signed before that.
    let signer = AUTHORITY.chair.signer();
    let statement = Statement {
        reason: String::new(),
        place: "Cần Thơ".to_owned(),
        at: kernel::Clock::system().now(),
    };
    seal(pdf, &signer, &statement).expect("signed")
}

#[tokio::test]
async fn a_clerk_drafts_numbers_prints_and_issues_a_paper_and_the_register_tells_it() {
    for house in houses().await {
        let scene = scene(&house).await;
        let mut clerk = house.account(Role::Clerk, PATH, None).await;
        let register = format!("/councils/{}/papers", scene.council);
        holds(
            &clerk.get(&register).await,
            &["Không có văn bản nào như vậy", "Soạn văn bản"],
        );
        let choose = clerk.get(&format!("{register}/new")).await;
        holds(
            &choose,
            &["Biện pháp 3 – Tiếp xúc cử tri", "Công văn tự soạn"],
        );

        let begin = format!("{register}/begin?template=cong-van");
        let edit = led(&send(&mut clerk, &begin, &[]).await);
        let paper = edit.trim_end_matches("/edit").to_owned();
        holds(
            &clerk.get(&edit).await,
            &["Hội đồng nhân dân phường Ninh Kiều"],
        );
        holds(
            &clerk.get(&paper).await,
            &[
                "Dự thảo",
                "điểm cần sửa trước khi lấy số",
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                "DỰ THẢO",
            ],
        );

        // What cannot be kept is shown again with everything that was typed.
        let mut parts = [
            ("subject", ""),
            ("addressees", "Sở Xây dựng"),
            ("body", BODY),
            (
                "signers",
                "TM. Thường trực Hội đồng nhân dân\nChủ tịch\nNguyễn Thị Sáu",
            ),
            ("recipients", "Như trên"),
            ("archive", "VT"),
        ];
        let answer = clerk.submit_whole(&edit, &edit, &parts).await;
        refused(&answer, "Chưa nhập nội dung này");
        assert!(answer.text().contains("Ngập &lt;nước&gt;"));
        parts[0].1 = "trả lời kiến nghị của cử tri";
        assert_eq!(led(&clerk.submit_whole(&edit, &edit, &parts).await), paper);
        let page = clerk.get(&paper).await;
        holds(
            &page,
            &[
                "Không có điểm nào trái thể thức",
                "V/v trả lời kiến nghị của cử tri",
                "Kính gửi: Sở Xây dựng",
            ],
        );
        assert!(page.text().contains("Ngập &lt;nước&gt;"));
        let draft = clerk.get(&format!("{paper}/paper.pdf")).await;
        assert!(draft.bytes.starts_with(b"%PDF-"));

        let number = format!("{paper}/number");
        // The next number stands in a field that cannot be changed.
        let offered = clerk.get(&number).await.text();
        assert!(offered.contains("01/HĐND-VP"), "{offered}");
        refused(
            &send(&mut clerk, &number, &[("day", "25/11/2026")]).await,
            "Ngày này còn ở phía trước",
        );
        assert_eq!(
            led(&send(&mut clerk, &number, &[("day", "24/11/2026")]).await),
            paper
        );
        holds(
            &clerk.get(&paper).await,
            &["01/HĐND-VP", "chờ ký", "ngày 24 tháng 11 năm 2026"],
        );
        assert_eq!(
            clerk.get(&format!("{paper}/docx")).await.status,
            StatusCode::NOT_FOUND
        );
        let docx = clerk.get(&format!("{paper}/paper.docx")).await;
        assert!(docx.bytes.starts_with(b"PK"));
        let printed = clerk.get(&format!("{paper}/paper.pdf")).await;
        assert_ne!(printed.bytes, draft.bytes);

        // Only the printed bytes with a signature behind them are taken.
        let issue = format!("{paper}/issue");
        let signed = [("signer", "Nguyễn Thị Sáu"), ("signed_on", "24/11/2026")];
        let other = clerk
            .upload(&issue, &issue, &signed, ("khac.pdf", &draft.bytes))
            .await;
        refused(&other, "Tệp này không phải bản PDF đã tải từ đây rồi ký");
        let same = clerk
            .upload(&issue, &issue, &signed, ("01.pdf", &printed.bytes))
            .await;
        refused(&same, "Tệp này chưa có chữ ký số");
        let mut more = printed.bytes.clone();
        more.extend_from_slice(b"\n1 0 obj << /Type /Sig >> endobj\n");
        let changed = clerk
            .upload(&issue, &issue, &signed, ("01.pdf", &more))
            .await;
        assert_eq!(changed.status, StatusCode::UNPROCESSABLE_ENTITY);
        let whole = sealed(&printed.bytes);
        let another = sealed(&draft.bytes);
        let forged = clerk
            .upload(&issue, &issue, &signed, ("01.pdf", &another))
            .await;
        refused(&forged, "Tệp này không phải bản PDF đã tải từ đây rồi ký");
        let taken = clerk
            .upload(&issue, &issue, &signed, ("01-ky.pdf", &whole))
            .await;
        assert_eq!(led(&taken), paper);
        holds(
            &clerk.get(&paper).await,
            &["Đã phát hành", "Nguyễn Thị Sáu"],
        );
        assert_eq!(clerk.get(&format!("{paper}/signed")).await.bytes, whole);

        let form = format!("{register}/register");
        let mut elsewhere = [
            ("kind", "letter"),
            ("number", "1"),
            ("subject", "Văn bản giấy"),
            ("day", "24/11/2026"),
            ("kept_at", "Tủ số 2"),
        ];
        refused(
            &send(&mut clerk, &form, &elsewhere).await,
            "Số 1 đã có trong sổ",
        );
        elsewhere[1].1 = "4";
        assert_eq!(led(&send(&mut clerk, &form, &elsewhere).await), register);
        holds(
            &clerk.get(&register).await,
            &[
                "Sổ năm 2026 có 2 văn bản; 2 số chưa có văn bản",
                "04/HĐND-VP",
                "02, 03",
                "Tủ số 2",
            ],
        );
        let csv = clerk.get(&format!("{register}.csv?q=giay")).await.text();
        assert!(
            csv.contains("04/HĐND-VP") && !csv.contains("01/HĐND-VP"),
            "{csv}"
        );
        let json = clerk
            .get(&format!("/api/v1{register}?state=issued"))
            .await
            .json();
        assert_eq!(
            (&json["total"], &json["items"][0]["number"]),
            (&2.into(), &4.into())
        );

        let mut chair = house.account(Role::StandingCommittee, PATH, None).await;
        holds(&chair.get(&paper).await, &["01/HĐND-VP"]);
        assert_eq!(chair.get(&edit).await.status, StatusCode::FORBIDDEN);
        let mut voter = house.browser();
        for path in [&register, &paper, &format!("{paper}/paper.pdf")] {
            let status = voter.get(path).await.status;
            assert_ne!(status, StatusCode::OK, "{path}");
        }
    }
}

#[tokio::test]
async fn pages_of_the_sample_city_lead_to_papers_made_from_their_records() {
    for house in cities().await {
        let mut clerk = house.signed_in("vanthu").await;
        let home = led(&clerk.get("/papers").await);
        let register = clerk.get(&home).await;
        holds(
            &register,
            &[
                "Hủy, số bỏ",
                "Đã lấy số, chờ ký",
                "Dự thảo",
                "Số tiếp theo và số trống",
            ],
        );
        let text = register.text();
        let paper = format!("/papers/{}", after(&text, "href=\"/papers/", '"'));
        holds(
            &clerk.get(&paper).await,
            &["DỰ THẢO – DỮ LIỆU MẪU", "Soạn từ"],
        );
        let sittings = clerk
            .get("/api/v1/sittings?q=can+tho&year=2026")
            .await
            .json();
        let id = sittings["items"][0]["id"]
            .as_str()
            .expect("a sitting")
            .to_owned();
        let page = clerk.get(&format!("/sittings/{id}")).await;
        holds(&page, &["Văn bản soạn từ hồ sơ này"]);
        let council = sittings["items"][0]["council_id"]
            .as_str()
            .expect("its council");
        let offer = format!("/councils/{council}/papers/new?source=sitting&record={id}");
        assert!(page.text().replace("&amp;", "&").contains(&offer));
        let choose = clerk.get(&offer).await;
        holds(&choose, &["Biên bản kỳ họp"]);
        assert!(!choose.words().contains("Giấy mời dự hội nghị"));
        let begin =
            format!("/councils/{council}/papers/begin?template=bien-ban-ky-hop&record={id}");
        let edit = led(&send(&mut clerk, &begin, &[("record", &id)]).await);
        holds(
            &clerk.get(&edit).await,
            &["kỳ họp thứ", "Kỳ họp bế mạc vào"],
        );
        let wrong = [("record", "00000000-0000-7000-8000-000000000000")];
        refused(&send(&mut clerk, &begin, &wrong).await, "Hãy chọn một mục");
        let mut voter = house.browser();
        let page = voter.get(&format!("/sittings/{id}")).await;
        assert!(!page.words().contains("Văn bản soạn từ hồ sơ này"));
    }
}
