//! A ledger that followed every act knows what one that reads everything anew knows.

use jiff::civil::date;
use store::testing::databases;

use super::*;
use crate::access::Actor;
use crate::fixture::{Scene, program};
use crate::petitions::board::{By, Row as BoardRow, Span};
use crate::petitions::intake::take_utterance;
use crate::petitions::queries::MatterFilter;
use crate::petitions::replies::{ReplyMatters, reply_matters};
use crate::petitions::report::report;
use crate::petitions::routing::{pause_clock, route_matter, send_back_matter};
use crate::petitions::sorting::{join_matter, make_matters, merge_matters};
use crate::petitions::steps::Holder;
use crate::petitions::tests::{DAY, at, clerk, house, part, said};
use crate::petitions::timing::Bounds;
use crate::petitions::watching::reopen_matter;
use crate::petitions::{ResultKind, Timing};
use crate::{Acting, Page};

const BOUNDS: Bounds = Bounds {
    on: date(2024, 3, 25),
    soon_until: date(2024, 3, 30),
    long_before: date(2024, 2, 24),
};

record! {
    struct Counted { state: MatterState, n: i64 }

    #[derive(Debug, PartialEq)]
    struct Linked { utterances: u32, matters: u32, links: u32 }
}

sql! {
    LINKED = "SELECT count(DISTINCT l.utterance_id) AS utterances, count(DISTINCT m.id) AS matters, count(*) AS links FROM utterance_matter l \
              JOIN matter m ON m.id = l.matter_id AND m.merged_into IS NULL JOIN utterance a ON a.id = l.utterance_id WHERE a.said_on >= $1";
    STATES = "SELECT state, count(*) AS n FROM matter WHERE guarded = 0 GROUP BY state";
}

/// Everything that can be asked, as an actor gets it.
async fn everything(ledger: &Ledger, actor: &Actor, scene: &Scene) -> Vec<String> {
    let mut filters = vec![MatterFilter::default()];
    filters.extend(MatterState::ALL.iter().map(|state| MatterFilter {
        state: Some(*state),
        ..MatterFilter::default()
    }));
    filters.extend(Timing::ALL.iter().map(|timing| MatterFilter {
        timing: Some(*timing),
        ..MatterFilter::default()
    }));
    for text in [
        "duong",
        "Đèn đư",
        "den sang cau",
        "KN-2024-0002",
        "khong co",
        "  ",
    ] {
        filters.push(MatterFilter {
            text: text.to_owned(),
            ..MatterFilter::default()
        });
    }
    for (scope, field) in [
        ("92", Field::Transport),
        ("91", Field::Transport),
        ("92", Field::Health),
    ] {
        filters.push(MatterFilter {
            scope: scope.to_owned(),
            field: Some(field),
            ..MatterFilter::default()
        });
    }
    let mut told = Vec::new();
    for filter in filters {
        let page = Page { number: 1, size: 3 };
        let found = ledger
            .matters(actor, &filter, BOUNDS, page)
            .await
            .expect("found");
        told.push(format!("{filter:?} {found:?}"));
    }
    for by in By::ALL {
        let span = (date(2024, 1, 1), BOUNDS.on);
        let mut rows: Vec<BoardRow> = ledger
            .rows(scene.council, *by, span, BOUNDS)
            .await
            .expect("rows");
        rows.sort_by(|a, b| a.key.cmp(&b.key));
        told.push(format!("{by} {rows:?}"));
    }
    let said = ledger
        .said(scene.council, date(2024, 1, 1), BOUNDS.on)
        .await;
    told.push(format!("{:?}", said.expect("said")));
    told
}

/// A ledger that followed every act knows what one that reads everything knows, and both know what the records say.
async fn agrees(followed: &Ledger, scene: &Scene, after: &str) {
    let db = followed.db();
    let fresh = Ledger::of(db);
    for actor in [Actor::voter(), clerk()] {
        let (one, other) = (
            everything(followed, &actor, scene).await,
            everything(&fresh, &actor, scene).await,
        );
        assert_eq!(one, other, "after {after}");
    }
    for from in [date(2024, 1, 1), date(2024, 3, 1)] {
        let span = Span {
            from,
            to: BOUNDS.on,
            on: BOUNDS.on,
        };
        let told = report(followed, scene.council, span, BOUNDS.on, 100).await;
        let told = told.expect("a report").voices;
        let linked: Option<Linked> = db.one(LINKED, args![from]).await.expect("counted");
        let counted = Linked {
            utterances: told.utterances,
            matters: told.matters,
            links: told.links,
        };
        assert_eq!(Some(counted), linked, "from {from} after {after}");
    }
    let states: Vec<Counted> = db.all(STATES, args![]).await.expect("states");
    for Counted { state, n } in states {
        let filter = MatterFilter {
            state: Some(state),
            ..MatterFilter::default()
        };
        let found = followed
            .matters(&Actor::voter(), &filter, BOUNDS, Page::FIRST)
            .await;
        assert_eq!(found.expect("found").total, n, "{state} after {after}");
    }
}

#[tokio::test]
async fn it_follows_every_act_and_never_lags_behind() {
    for database in databases().await {
        let db: &Db = &database;
        let (scene, department) = house(db).await;
        let ledger = Ledger::of(db);
        let actor = program();
        let to = Holder {
            institution: Some(department),
            council: None,
        };
        agrees(&ledger, &scene, "nothing").await;

        macro_rules! act {
            ($what:literal, $acting:ident, $act:expr) => {{
                let $acting = Acting::begin(db, &actor, &at(DAY)).await.expect("begins");
                let done = $act.await.expect($what);
                $acting.commit().await.expect("commits");
                agrees(&ledger, &scene, $what).await;
                done
            }};
        }

        let taken = act!(
            "taking",
            acting,
            take_utterance(&acting, said(&scene, "Đường hư, đèn tắt"))
        );
        let parts = vec![
            part("Sửa đường số 5 bị hư", Field::Transport),
            part("Sửa đèn chiếu sáng đường số 5", Field::Utilities),
            part("Thay đèn đường ở cầu Cái Khế", Field::Utilities),
        ];
        let made = act!("splitting", acting, make_matters(&acting, taken.id, parts));
        let mut hidden = said(&scene, "Việc kín");
        hidden.guarded = true;
        let hidden = act!(
            "taking what is guarded",
            acting,
            take_utterance(&acting, hidden)
        );
        let parts = vec![part("Đường dây kín", Field::Security)];
        act!(
            "sorting what is guarded",
            acting,
            make_matters(&acting, hidden.id, parts)
        );
        let mut earlier = said(&scene, "Đường số 5 hư từ lâu");
        earlier.said_on = date(2024, 2, 1);
        let earlier = act!(
            "taking an earlier one",
            acting,
            take_utterance(&acting, earlier)
        );
        act!("joining", acting, join_matter(&acting, earlier.id, made[0]));
        act!(
            "merging",
            acting,
            merge_matters(&acting, made[2], made[1], "Cùng nội dung")
        );
        act!(
            "routing",
            acting,
            route_matter(&acting, made[0], to, "Thuộc Sở")
        );
        act!(
            "pausing",
            acting,
            pause_clock(&acting, made[0], "Điều 5", "Chờ hồ sơ")
        );
        act!(
            "routing another",
            acting,
            route_matter(&acting, made[1], to, "Thuộc Sở")
        );
        act!(
            "sending back",
            acting,
            send_back_matter(&acting, made[1], "Không thuộc Sở")
        );
        act!(
            "routing again",
            acting,
            route_matter(&acting, made[1], to, "Thuộc Sở")
        );
        let reply = ReplyMatters {
            matters: vec![made[1]],
            result: ResultKind::Explained,
            outcome: None,
            promised_on: None,
            number: "12/SXD-VP".to_owned(),
            signed_on: DAY,
            author: String::new(),
            text: "Đã sửa.".to_owned(),
            file: None,
        };
        act!("answering", acting, reply_matters(&acting, reply));
        act!(
            "opening again",
            acting,
            reopen_matter(&acting, made[1], "Đèn lại tắt")
        );
    }
}
