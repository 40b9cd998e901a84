//! An office's table of petitions through the public door: sent, looked at, imported once, and bad files told in words.

use axum::http::StatusCode;
use council::access::Role;

use crate::door::{cities, refused};
use crate::petitions::council;
use crate::training::led;

const TABLE: &str = "BẢNG TỔNG HỢP KIẾN NGHỊ,,,,\n\
    STT,Nội dung kiến nghị,Địa phương,Cơ quan giải quyết,Kết quả giải quyết\n\
    I,Lĩnh vực giao thông,,,\n\
    1,Đề nghị thử sửa đường số 5001,Phường Cái Khế,Sở Xây dựng,Đã giải quyết xong\n\
    2,\"1. Đề nghị thử nâng cấp cầu 5002. 2. Thử lắp biển báo 5003\",Xã Không Có,,Đang giải quyết\n\
    3,,Phường Cái Khế,Sở Xây dựng,Đang giải quyết\n\
    ,Tổng cộng,2,,\n";

#[tokio::test]
async fn a_table_is_sent_seen_and_imported_once() {
    for house in cities().await {
        let council = council(&house).await;
        let form = format!("/councils/{council}/petitions/import");
        let mut front = house.account(Role::Front, "92", None).await;
        assert_eq!(front.get(&form).await.status, StatusCode::FORBIDDEN);
        let mut clerk = house.account(Role::Clerk, "92", None).await;
        let desk = clerk.get(&format!("/councils/{council}/utterances")).await;
        assert!(desk.text().contains(&form), "a link from the desk");

        let days = [
            ("said_on", "01/06/2026"),
            ("answered_on", "01/07/2026"),
            ("split", "1"),
        ];
        let answer = clerk.upload_all(&form, &form, &days, "file", &[]).await;
        refused(&answer, "Hãy chọn một tệp");
        for (name, bytes, said) in [
            (
                "roi.csv",
                "Họ và tên,Ngày sinh\nAn,1980\n".as_bytes(),
                "Không tìm thấy bảng kiến nghị",
            ),
            (
                "anh.xlsx",
                b"\x89PNG\r\n\x1a\n\x00\x00".as_slice(),
                "Tệp không phải là bảng XLSX, CSV hoặc DOCX",
            ),
            (
                "hong.docx",
                b"PK\x03\x04hong".as_slice(),
                "Tệp bị thiếu một phần",
            ),
        ] {
            let answer = clerk.upload(&form, &form, &days, (name, bytes)).await;
            refused(&answer, said);
            assert!(
                answer.text().contains("01/06/2026"),
                "what was typed is kept"
            );
        }

        let file = ("kien-nghi.csv", TABLE.as_bytes());
        let page = led(&clerk.upload(&form, &form, &days, file).await);
        assert!(page.starts_with("/petition-tables/"), "{page}");
        let seen = clerk.get(&page).await.words();
        for said in [
            "Đọc được 3 dòng: sẽ thêm 2 lượt ý kiến với 3 nội dung",
            "bảng ghi 2, khớp với các dòng",
            "Không có nội dung kiến nghị",
            "Không rõ địa phương “Xã Không Có”",
            "Thử lắp biển báo 5003",
        ] {
            assert!(seen.contains(said), "{said}: {seen}");
        }
        assert_eq!(front.get(&page).await.status, StatusCode::FORBIDDEN);
        let found = "/api/v1/petitions?q=5001";
        assert_eq!(
            house.browser().get(found).await.json()["total"],
            0,
            "nothing is written"
        );

        let confirm = format!("{page}/confirm");
        led(&clerk.submit(&page, &confirm, &[]).await);
        let done = clerk.get(&page).await.words();
        assert!(done.contains("2 lượt ý kiến, 3 nội dung mới"), "{done}");
        let list = house.browser().get(found).await.json();
        assert_eq!(list["total"], 1, "{list}");
        assert_eq!(list["items"][0]["state"], "settled");

        let again = led(&clerk.upload(&form, &form, &days, file).await);
        let seen = clerk.get(&again).await.words();
        assert!(seen.contains("2 dòng đã có trong sổ"), "{seen}");
        assert!(seen.contains("không có gì để thêm"), "{seen}");
        led(&clerk.submit(&again, &format!("{again}/discard"), &[]).await);
        assert!(clerk.get(&again).await.words().contains("Đã bỏ"));
        assert_eq!(house.browser().get(found).await.json()["total"], 1);
    }
}
