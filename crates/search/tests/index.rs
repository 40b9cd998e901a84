//! The index through its own door: what is found first, how it follows changes, and what it does when its files are broken.

use std::sync::Arc;

use search::{Answer, Ask, Group, Index, Query, Unit};

fn unit(depth: u8, id: &str, text: &str) -> Unit {
    Unit {
        depth,
        id: id.to_owned(),
        text: text.to_owned(),
    }
}

fn group(key: u128, head: &str, units: &[(u8, &str, &str)]) -> Group {
    let mut all = vec![unit(0, "", head)];
    all.extend(units.iter().map(|(depth, id, text)| unit(*depth, id, text)));
    Group {
        key,
        print: key as u64 * 7,
        units: all,
    }
}

fn library() -> Vec<Group> {
    vec![
        group(
            1,
            "31/2024/QH15\nLuật Đất đai",
            &[
                (
                    1,
                    "d79",
                    "Điều 79. Thu hồi đất vì lợi ích quốc gia\nNhà nước thu hồi đất trong trường hợp sau.",
                ),
                (1, "d91", "Điều 91. Nguyên tắc bồi thường, hỗ trợ"),
                (
                    2,
                    "d91k1",
                    "1. Việc bồi thường phải bảo đảm dân chủ, khách quan.",
                ),
                (2, "d91k2", "2. Người có đất thu hồi được tái định cư."),
            ],
        ),
        group(
            2,
            "12/2025/NQ-HĐND\nNghị quyết về mức chi của Hội đồng nhân dân",
            &[
                (1, "d1", "Điều 1. Mức chi cho đại biểu Hội đồng nhân dân"),
                (
                    2,
                    "d1k1",
                    "1. Hỏi và đáp: dòng này có các chữ hồi, đông, nhận, dẫn.",
                ),
                (2, "d1k2", "2. Hội đồng nhân dân quyết định mức chi."),
            ],
        ),
        group(
            3,
            "05/2020/NQ-HĐND\nQuy chế hoạt động",
            &[
                (1, "d1", "Điều 1. Bảo vệ môi trường nước thải"),
                (1, "d2", "Điều 2. Hiệu lực"),
            ],
        ),
    ]
}

fn made(folder: &std::path::Path, groups: &[Group]) -> Arc<Index> {
    let index = Arc::new(Index::open(folder, 1).expect("opens"));
    let mut changes = index.change();
    groups
        .iter()
        .for_each(|group| changes.put(group).expect("takes the group"));
    changes.commit(5).expect("commits");
    index
}

fn asked(index: &Index, typed: &str) -> Answer {
    let query = Query::read(typed);
    let ask = Ask {
        query: &query,
        weigh: &|_| Some(1.0),
        skip: 0,
        take: 10,
        units: 3,
    };
    index.ask(&ask).expect("answers")
}

/// The keys of the groups and the names of the units found, in order.
fn shown(answer: &Answer) -> Vec<String> {
    let group = |hit: &search::GroupHit| {
        let units: Vec<String> = hit
            .units
            .iter()
            .map(|unit| format!("{}{}", unit.id, if unit.spread { "*" } else { "" }))
            .collect();
        format!(
            "{}{} {}",
            hit.key,
            if hit.by_head { "!" } else { "" },
            units.join(",")
        )
    };
    answer.groups.iter().map(group).collect()
}

#[test]
fn what_fits_best_comes_first() {
    let folder = tempfile::tempdir().expect("a folder");
    let index = made(folder.path(), &library());
    for (typed, expected) in [
        // Marks do not matter, and matter when typed.
        ("hoi dong nhan dan quyet dinh", vec!["2 d1k2"]),
        ("hội đồng nhân dân", vec!["2! d1k2,d1,d1k1"]),
        ("hồi đông nhận dẫn", vec!["2! d1k1,d1k2,d1"]),
        // A title before the words of a text; the place of a tone mark is no difference.
        ("luat dat dai", vec!["1! "]),
        ("bảo vệ môi trường", vec!["3 d1"]),
        // A number is found whatever stands between its parts.
        ("31-2024 qh15", vec!["1! "]),
        // The head and the article above count; several clauses together, when none has everything.
        ("luật đất đai tái định cư", vec!["1 d91k2"]),
        ("nguyen tac dan chu", vec!["1 d91k1"]),
        ("dan chu tai dinh cu", vec!["1 d91*"]),
        // Quotation marks ask for just this run.
        ("\"thu hồi đất\"", vec!["1 d79"]),
        ("\"thu hoi dat\"", vec!["1 d79"]),
        ("\"thư hồi đất\"", vec![]),
        ("", vec![]),
        ("???", vec![]),
    ] {
        assert_eq!(shown(&asked(&index, typed)), expected, "{typed}");
    }
}

#[test]
fn where_nothing_is_found_the_nearest_is_offered() {
    let folder = tempfile::tempdir().expect("a folder");
    let index = made(folder.path(), &library());
    for (typed, offered) in [
        ("bảo vệ mmôi trường", "bảo vệ moi trường"),
        ("bảo vệ rừng môi trường", "bảo vệ môi trường"),
        ("\"đất thu\" hồi nhà nước", "đất thu hồi nhà nước"),
        ("khong xyzt dau", ""),
    ] {
        let answer = asked(&index, typed);
        let first = answer.nearest.first().map(|near| near.query.typed());
        assert_eq!(first.unwrap_or_default(), offered, "{typed}");
        assert!(
            answer
                .nearest
                .iter()
                .all(|near| !asked(&index, &near.query.typed()).groups.is_empty())
        );
    }
}

#[test]
fn weights_order_and_filter_and_pages_follow_each_other() {
    let folder = tempfile::tempdir().expect("a folder");
    let many: Vec<Group> = (1..=25)
        .map(|key| {
            group(
                key,
                &format!("Văn bản {key}"),
                &[(1, "d1", "Điều 1. Hiệu lực")],
            )
        })
        .collect();
    let index = made(folder.path(), &many);
    let query = Query::read("hiệu lực");
    let page = |skip| {
        let weigh = |key: u128| (key != 4).then_some(if key == 9 { 2.0 } else { 1.0 });
        let ask = Ask {
            query: &query,
            weigh: &weigh,
            skip,
            take: 10,
            units: 3,
        };
        let answer = index.ask(&ask).expect("answers");
        let keys: Vec<u128> = answer.groups.iter().map(|group| group.key).collect();
        (answer.groups_found, keys)
    };
    let (found, first) = page(0);
    assert_eq!((found, first[0], first.len()), (24, 9, 10));
    let mut all = first;
    all.extend(page(10).1);
    all.extend(page(20).1);
    all.sort_unstable();
    assert_eq!(all, (1..=25).filter(|key| *key != 4).collect::<Vec<u128>>());
}

#[test]
fn changes_count_once_committed_and_segments_stay_few() {
    let folder = tempfile::tempdir().expect("a folder");
    let index = made(folder.path(), &library());
    let changed = group(
        3,
        "05/2020/NQ-HĐND\nQuy chế hoạt động",
        &[(1, "d1", "Điều 1. Cây xanh đô thị")],
    );
    let mut changes = index.change();
    changes.put(&changed).expect("takes it");
    assert_eq!(shown(&asked(&index, "nước thải")), ["3 d1"], "not yet");
    changes.remove(1).expect("takes it");
    changes.commit(6).expect("commits");
    assert_eq!(index.seq(), 6);
    assert!(asked(&index, "nước thải").groups.is_empty());
    assert_eq!(shown(&asked(&index, "cây xanh")), ["3 d1"]);
    assert!(asked(&index, "bồi thường").groups.is_empty());
    assert_eq!(index.prints().expect("prints").len(), 2);

    drop(index.change());
    for round in 0..200 {
        let mut changes = index.change();
        let text = format!("Điều 1. Lần {round}");
        changes
            .put(&group(100 + round % 50, "Văn bản mới", &[(1, "d1", &text)]))
            .expect("takes it");
        changes.commit(7 + round as i64).expect("commits");
    }
    let standing = index.standing().expect("stands");
    assert_eq!((standing.seq, standing.groups), (206, 52));
    assert!(standing.segments <= 8, "{standing:?}");
    assert!(
        asked(&index, "lần 12").groups.is_empty(),
        "an older state is gone"
    );
    assert_eq!(shown(&asked(&index, "lần 170")), ["120 d1"]);
    index.rest();
    assert_eq!(shown(&asked(&index, "lần 171")), ["121 d1"]);
    drop(index);
    let again = Index::open(folder.path(), 1).expect("opens");
    assert_eq!(
        (again.seq(), again.standing().expect("stands").groups),
        (206, 52)
    );
}

#[test]
fn a_broken_missing_or_foreign_index_begins_anew() {
    let folder = tempfile::tempdir().expect("a folder");
    let segment = || {
        let files = std::fs::read_dir(folder.path()).expect("lists");
        let mut paths = files.map(|entry| entry.expect("an entry").path());
        paths
            .find(|path| path.extension().is_some_and(|ending| ending == "seg"))
            .expect("a segment")
    };
    let breaks: [(&str, &dyn Fn()); 5] = [
        ("a byte differs", &|| {
            let mut bytes = std::fs::read(segment()).expect("reads");
            let middle = bytes.len() / 2;
            bytes[middle] ^= 0x40;
            std::fs::write(segment(), bytes).expect("writes");
        }),
        ("cut short", &|| {
            let bytes = std::fs::read(segment()).expect("reads");
            std::fs::write(segment(), &bytes[..bytes.len() - 3]).expect("writes");
        }),
        ("no segment", &|| {
            std::fs::remove_file(segment()).expect("removes")
        }),
        ("no manifest", &|| {
            std::fs::remove_file(folder.path().join("manifest")).expect("removes")
        }),
        ("a strange manifest", &|| {
            std::fs::write(folder.path().join("manifest"), "1\n5\n1\n../x.seg\nend\n")
                .expect("writes")
        }),
    ];
    for (how, break_it) in breaks {
        drop(made(folder.path(), &library()));
        break_it();
        let index = Index::open(folder.path(), 1).expect("opens");
        assert_eq!(
            (index.seq(), index.standing().expect("stands").groups),
            (0, 0),
            "{how}"
        );
    }
    drop(made(folder.path(), &library()));
    let newer = Index::open(folder.path(), 2).expect("opens");
    assert_eq!(newer.seq(), 0, "another version");
    assert!(
        Index::open(folder.path(), 2).is_err(),
        "one process at a time"
    );
    newer.clear().expect("clears");
}
