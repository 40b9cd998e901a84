//! The forms of a class after it was planned: who may not use them, what they refuse and keep, what they leave in the audit trail.

use axum::http::StatusCode;
use council::access::Role;
use kernel::ids::{AccountId, InvitationId};
use store::{Reader as _, args, sql};

use crate::door::{Answer, Browser, House, houses};
use crate::scene::{PATH, Scene, scene};
use crate::training::{after, class, course, led, step, topic};

sql! {
    LINES = "SELECT count(*) FROM audit WHERE act = $1";
    INVITATION = "SELECT id FROM invitation WHERE person_id = $1 ORDER BY invited_at DESC, id DESC LIMIT 1";
    ACCOUNT = "SELECT id FROM account WHERE login = $1";
}

/// A form, what it must refuse, and what it must do.
struct Form<'a> {
    page: String,
    act: &'static str,
    wrong: &'a [(&'a str, &'a str)],
    says: &'static str,
    right: &'a [(&'a str, &'a str)],
}

async fn lines(house: &House, act: &str) -> i64 {
    let count = house.app.db().scalar(LINES, args![act]).await;
    count.expect("reads").unwrap_or(0)
}

impl Form<'_> {
    /// Nobody else gets in; what is wrong is said and kept; what is right is done once and leaves one line.
    async fn holds(&self, house: &House, class: &mut Invited) -> Answer {
        let before = lines(house, self.act).await;
        assert_eq!(
            house.browser().get(&self.page).await.status,
            StatusCode::FORBIDDEN,
            "{}",
            self.page
        );
        for outsider in &mut class.outsiders {
            let closed = outsider.get(&self.page).await.status;
            assert_eq!(closed, StatusCode::FORBIDDEN, "{}", self.page);
            let mut sent = outsider.hidden("/account", "/sign-out").await;
            sent.extend(
                self.right
                    .iter()
                    .map(|(name, value)| ((*name).into(), (*value).into())),
            );
            let refused = outsider.post(&self.page, &sent).await.status;
            assert_eq!(refused, StatusCode::FORBIDDEN, "{}", self.page);
        }
        let clerk = &mut class.clerk;
        let refused = clerk.submit(&self.page, &self.page, self.wrong).await;
        assert_eq!(
            refused.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{}",
            self.page
        );
        assert!(
            refused.words().contains(self.says),
            "{}: {}",
            self.page,
            refused.words()
        );
        for (name, value) in self.wrong {
            assert!(
                refused.text().contains(value),
                "{}: {name} is not kept",
                self.page
            );
        }
        assert_eq!(lines(house, self.act).await, before, "{}", self.page);
        let answer = clerk.submit(&self.page, &self.page, self.right).await;
        led(&answer);
        assert_eq!(lines(house, self.act).await, before + 1, "{}", self.page);
        clerk.follow(answer).await
    }
}

/// A class with everyone invited, and those around it.
struct Invited {
    scene: Scene,
    clerk: Browser,
    /// Its address.
    page: String,
    /// Those who may read a class but not run it: a delegate, and the office of another place.
    outsiders: Vec<Browser>,
}

impl Invited {
    async fn of(house: &House) -> Self {
        let scene = scene(house).await;
        let topic = topic(house).await;
        let mut clerk = house.account(Role::Clerk, PATH, None).await;
        let course = course(&mut clerk, &scene, topic).await;
        let page = class(&mut clerk, &scene, &course).await;
        step(&mut clerk, &page, "invite-all").await;
        let outsiders = vec![
            house.account(Role::Delegate, PATH, Some(scene.chair)).await,
            house.account(Role::Clerk, "79", None).await,
        ];
        Self {
            scene,
            clerk,
            page,
            outsiders,
        }
    }
}

#[tokio::test]
async fn a_paper_is_taken_only_from_whom_and_as_what_it_may_be() {
    for house in houses().await {
        let mut of = Invited::of(&house).await;
        let class = of.page.clone();
        let page = format!("{class}/materials/new");
        for outsider in &mut of.outsiders {
            assert_eq!(outsider.get(&page).await.status, StatusCode::FORBIDDEN);
        }
        let title = [("title", "Đề cương bài giảng")];
        for (name, bytes, says) in [
            ("trong.pdf", &b""[..], "bắt buộc"),
            (
                "bai-giang.exe",
                &b"MZ\x90\x00 not a paper"[..],
                "Chỉ nhận tệp PDF",
            ),
            ("bai-giang.pdf", &b"PK\x03\x04 cut off"[..], "Tệp bị hỏng"),
        ] {
            let refused = of.clerk.upload(&page, &page, &title, (name, bytes)).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
            assert!(
                refused.words().contains(says),
                "{name}: {}",
                refused.words()
            );
            assert!(
                refused.text().contains("value=\"Đề cương bài giảng\""),
                "{name}"
            );
        }
        assert_eq!(lines(&house, "training.add_material").await, 0);
        let paper = ("de-cuong.pdf", &b"%PDF-1.7 x"[..]);
        let taken = of.clerk.upload(&page, &page, &title, paper).await;
        assert_eq!(led(&taken), class);
        assert_eq!(lines(&house, "training.add_material").await, 1);
        let shown = of.clerk.follow(taken).await.words();
        assert!(shown.contains("Đề cương bài giảng"), "{shown}");
    }
}

#[tokio::test]
async fn a_class_is_moved_excused_from_and_cancelled_with_a_reason() {
    for house in houses().await {
        let mut of = Invited::of(&house).await;
        let class = of.page.clone();
        let mut lesson = [
            ("place", "Nhà văn hóa phường"),
            ("day_1", "25/11/2026"),
            ("from_1", "8h"),
            ("until_1", "7h"),
            ("title_1", "Kỹ năng chất vấn"),
            ("reason", "Hội trường sửa chữa"),
        ];
        let wrong = lesson;
        lesson[3].1 = "11h";
        let moved = Form {
            page: format!("{class}/move"),
            act: "training.run_class",
            wrong: &wrong,
            says: "Giờ kết thúc buổi học phải sau giờ bắt đầu",
            right: &lesson,
        };
        let page = moved.holds(&house, &mut of).await.words();
        for shown in ["Nhà văn hóa phường", "Kỹ năng chất vấn", "25/11/2026"] {
            assert!(page.contains(shown), "{shown}: {page}");
        }

        let found = house
            .app
            .db()
            .scalar(INVITATION, args![of.scene.unconfirmed])
            .await;
        let invitation: InvitationId = found.expect("reads").expect("an invitation");
        let reasoned = [("reason", "Đi công tác nước ngoài")];
        let mut excuse = Form {
            page: format!("/invitations/{invitation}/excuse"),
            act: "training.excuse",
            wrong: &[],
            says: "Hãy nêu lý do vắng mặt",
            right: &reasoned,
        };
        let page = excuse.holds(&house, &mut of).await.words();
        assert!(page.contains("Đi công tác nước ngoài"), "{page}");

        let withdrawn = Form {
            page: format!("/invitations/{invitation}/withdraw"),
            act: "training.invite",
            wrong: &[],
            says: "lý do",
            right: &[("reason", "Đã thôi làm nhiệm vụ")],
        };
        withdrawn.holds(&house, &mut of).await;
        excuse.wrong = &reasoned;
        let late = of
            .clerk
            .submit(&excuse.page, &excuse.page, excuse.wrong)
            .await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            late.words().contains("Giấy mời này đã được rút"),
            "{}",
            late.words()
        );
        assert!(late.text().contains("Đi công tác nước ngoài"));

        let cancelled = Form {
            page: format!("{class}/cancel"),
            act: "training.run_class",
            wrong: &[],
            says: "Hãy nêu lý do",
            right: &[("reason", "Bão số 12")],
        };
        let page = cancelled.holds(&house, &mut of).await.words();
        assert!(page.contains("Đã hủy"), "{page}");
    }
}

#[tokio::test]
async fn a_class_held_is_made_up_for_reopened_and_its_paper_revoked() {
    for house in houses().await {
        let mut of = Invited::of(&house).await;
        let class = of.page.clone();
        let open = step(&mut of.clerk, &class, "open").await.text();
        let lesson = after(&open, "/lessons/", '/');
        let page = format!("{class}/roll");
        let own = class.trim_start_matches("/classes/");
        let import = format!(
            "/imports/new?kind=attendance&council={}&class={own}",
            of.scene.council
        );
        let roll = of.clerk.get(&page).await.text().replace("&amp;", "&");
        assert!(roll.contains(&import), "{roll}");
        let form = of.clerk.get(&import).await;
        assert!(
            form.words().contains("Lớp đầu khóa") && form.text().contains(own),
            "{}",
            form.words()
        );
        let action = format!("{page}?lesson={lesson}");
        let absent = format!("p-{}", of.scene.unconfirmed);
        let roll = [("rest", "present"), (absent.as_str(), "absent")];
        led(&of.clerk.submit(&page, &action, &roll).await);
        step(&mut of.clerk, &class, "hold").await;
        step(&mut of.clerk, &class, "certificates/issue").await;

        let mut makeup = [
            ("name", "Lớp học bù"),
            ("place", "Hội trường phường"),
            ("capacity", "0"),
            ("day_1", "30/11/2026"),
            ("from_1", "8h"),
            ("until_1", "11h"),
            ("title_1", "Kỹ năng giám sát"),
        ];
        let wrong = makeup;
        makeup[2].1 = "5";
        let made_up = Form {
            page: format!("{class}/makeup"),
            act: "training.plan_class",
            wrong: &wrong,
            says: "Số chỗ phải lớn hơn 0",
            right: &makeup,
        };
        let page = made_up.holds(&house, &mut of).await.words();
        assert!(page.contains("đã mời 1 người"), "{page}");

        step(&mut of.clerk, &class, "close").await;
        let reopened = Form {
            page: format!("{class}/reopen"),
            act: "training.run_class",
            wrong: &[],
            says: "Hãy nêu lý do",
            right: &[("reason", "Ghi sót một người")],
        };
        let page = reopened.holds(&house, &mut of).await;
        let paper = page
            .text()
            .split("href=\"/certificates/")
            .find_map(|rest| rest.split_once("/revoke\"").map(|(id, _)| id.to_owned()))
            .expect("a paper that can be revoked");
        let revoked = Form {
            page: format!("/certificates/{paper}/revoke"),
            act: "training.revoke_certificate",
            wrong: &[],
            says: "Hãy nêu lý do thu hồi",
            right: &[("reason", "Cấp nhầm")],
        };
        let page = revoked.holds(&house, &mut of).await.words();
        assert!(page.contains("Đã thu hồi"), "{page}");
        let again = of
            .clerk
            .submit(&revoked.page, &revoked.page, revoked.right)
            .await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(again.text().contains("Cấp nhầm"));
    }
}

#[tokio::test]
async fn a_lesson_teaches_a_topic_of_its_course_and_a_trainer_sees_the_class() {
    for house in houses().await {
        let scene = scene(&house).await;
        let topic = topic(&house).await;
        let mut clerk = house.account(Role::Clerk, PATH, None).await;
        let course = course(&mut clerk, &scene, topic).await;
        let login = house.enrol(Role::Trainer, PATH, None).await;
        let found = house.app.db().scalar(ACCOUNT, args![&login]).await;
        let account: AccountId = found.expect("reads").expect("an account");
        let stranger = house.enrol(Role::Trainer, "79", None).await;
        let found = house.app.db().scalar(ACCOUNT, args![&stranger]).await;
        let stranger: AccountId = found.expect("reads").expect("an account");
        let course = course.trim_start_matches("/courses/").to_owned();
        let page = format!("/classes/new?council={}&course={course}", scene.council);
        let form = clerk.get(&page).await.text();
        assert!(form.contains("Kỹ năng giám sát") && form.contains(&account.to_string()));
        assert!(!form.contains(&stranger.to_string()));
        let (topic, account) = (topic.to_string(), account.to_string());
        let (elsewhere, stranger) = (
            kernel::ids::TopicId::fresh().to_string(),
            stranger.to_string(),
        );
        let mut values = vec![
            ("course", course.as_str()),
            ("name", "Lớp chuyên đề"),
            ("place", "Hội trường phường"),
            ("capacity", "20"),
            ("day_1", "24/11/2026"),
            ("from_1", "7h30"),
            ("until_1", "11h"),
            ("topic_1", elsewhere.as_str()),
            ("trainer_account_1", stranger.as_str()),
        ];
        let refused = clerk.submit(&page, &page, &values).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        for says in ["chuyên đề không thuộc khóa", "không có vai trò giảng viên"] {
            assert!(
                refused.words().contains(says),
                "{says}: {}",
                refused.words()
            );
        }
        values[7].1 = topic.as_str();
        values[8].1 = account.as_str();
        let planned = clerk.submit(&page, &page, &values).await;
        let class = led(&planned);
        let shown = clerk.follow(planned).await.words();
        assert!(shown.contains("Kỹ năng giám sát"), "{shown}");
        let mut trainer = house.signed_in(&login).await;
        let own = trainer.get("/training/mine").await;
        assert_eq!(own.status, StatusCode::OK);
        assert!(own.text().contains(&class), "{}", own.words());
        let mut nobody = house.account(Role::Auditor, "", None).await;
        let own = nobody.get("/training/mine").await;
        assert_eq!(own.status, StatusCode::OK);
        assert!(
            own.words().contains("đề nghị người quản trị"),
            "{}",
            own.words()
        );
    }
}
