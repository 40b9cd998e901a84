//! What rosters say about places in a council: electoral units, groups, boards, posts.

use kernel::vi;

use crate::bodies::{BodyKind, Post};

/// A body as a roster names it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct BodyNamed {
    /// Its kind.
    pub kind: BodyKind,
    /// The number of a delegate group.
    pub number: Option<u32>,
}

/// A place in a body as a roster names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Seated {
    /// The body.
    pub body: BodyNamed,
    /// The post; `None` where the roster only says that the person belongs to it.
    pub post: Option<Post>,
}

/// The number in a text such as "Đơn vị bầu cử số 5", "Tổ 3", "05", "IV".
pub(super) fn number(text: &str) -> Option<u32> {
    let folded = vi::fold(text);
    let digits: String = folded
        .chars()
        .skip_while(|c| !c.is_ascii_digit())
        .take_while(char::is_ascii_digit)
        .collect();
    if !digits.is_empty() {
        return digits
            .parse()
            .ok()
            .filter(|number| (1..=200).contains(number));
    }
    folded.split([' ', '.', ':']).find_map(roman)
}

fn roman(word: &str) -> Option<u32> {
    const NUMBERS: &[&str] = &[
        "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv",
        "xv", "xvi", "xvii", "xviii", "xix", "xx",
    ];
    let place = NUMBERS.iter().position(|number| *number == word)?;
    u32::try_from(place + 1).ok()
}

/// The kind of body that a text names.
pub(super) fn body_kind(text: &str) -> Option<BodyKind> {
    let folded = vi::fold(text).replace(['-', '–', '&', ',', '.'], " ");
    let words: Vec<&str> = folded
        .split_whitespace()
        .filter(|word| *word != "va")
        .collect();
    let text = words.join(" ");
    let has = |parts: &[&str]| parts.iter().any(|part| text.contains(part));
    Some(if has(&["phap che"]) {
        BodyKind::LegalBoard
    } else if has(&["kinh te ngan sach", "kt ns", "ktns", "kt ngan sach"]) {
        BodyKind::EconomyBudgetBoard
    } else if has(&["van hoa xa hoi", "vh xh", "vhxh", "van hoa xh"]) {
        BodyKind::CultureSocietyBoard
    } else if has(&["kinh te xa hoi", "kt xh", "ktxh"]) {
        BodyKind::EconomySocietyBoard
    } else if has(&["ban do thi"]) || text == "do thi" {
        BodyKind::UrbanBoard
    } else if has(&["ban dan toc"]) || text == "dan toc" {
        BodyKind::EthnicBoard
    } else if has(&["thuong truc", "thuong tr"]) {
        BodyKind::StandingCommittee
    } else if has(&["to dai bieu", "to db", "to truong", "to pho"])
        || (text.starts_with("to ") && number(&text).is_some())
    {
        BodyKind::DelegateGroup
    } else {
        return None;
    })
}

/// The places in bodies that a text about posts in the council names, such as "Phó Trưởng ban Pháp chế, Tổ trưởng Tổ 3".
///
/// A text about posts elsewhere ("Chủ tịch UBND xã") names none.
pub(super) fn posts(text: &str, within: Option<&BodyNamed>) -> Vec<Seated> {
    text.split([',', ';', '\n', '+'])
        .filter_map(|part| post(part, within))
        .collect()
}

fn post(text: &str, within: Option<&BodyNamed>) -> Option<Seated> {
    let folded = vi::fold(text);
    if [
        "ubnd",
        "uy ban nhan dan",
        "dang uy",
        "mttq",
        "mat tran",
        "doan the",
        "huyen uy",
        "thanh uy",
    ]
    .iter()
    .any(|elsewhere| folded.contains(elsewhere))
    {
        return None;
    }
    let body = body_kind(text).map(|kind| BodyNamed {
        kind,
        number: (kind == BodyKind::DelegateGroup)
            .then(|| number(text))
            .flatten(),
    });
    let of_council = folded.contains("hdnd") || folded.contains("hoi dong nhan dan");
    let standing = BodyNamed {
        kind: BodyKind::StandingCommittee,
        number: None,
    };
    let (post, body) = if folded.starts_with("pho chu tich") || folded.starts_with("pct") {
        (
            Post::ViceChair,
            (of_council || within.is_some_and(|body| body.kind == standing.kind))
                .then_some(standing)?,
        )
    } else if folded.starts_with("chu tich") || folded.starts_with("ct ") {
        (
            Post::Chair,
            (of_council || within.is_some_and(|body| body.kind == standing.kind))
                .then_some(standing)?,
        )
    } else if folded.starts_with("pho truong ban") || folded.starts_with("pho ban") {
        (Post::BoardDeputy, body.or_else(|| within.cloned())?)
    } else if folded.starts_with("truong ban") {
        (Post::BoardHead, body.or_else(|| within.cloned())?)
    } else if folded.contains("pho to truong") || folded.contains("to pho") {
        (Post::GroupDeputy, group_of(body, text, within)?)
    } else if folded.contains("to truong") {
        (Post::GroupLeader, group_of(body, text, within)?)
    } else if folded.starts_with("uy vien")
        || folded.starts_with("uv")
        || folded.starts_with("thanh vien")
    {
        let body = body.or_else(|| within.cloned())?;
        (member_of(body.kind), body)
    } else {
        return body.map(|body| Seated { body, post: None });
    };
    Post::of(body.kind).contains(&post).then_some(Seated {
        body,
        post: Some(post),
    })
}

fn group_of(body: Option<BodyNamed>, text: &str, within: Option<&BodyNamed>) -> Option<BodyNamed> {
    let own = number(text).map(|number| BodyNamed {
        kind: BodyKind::DelegateGroup,
        number: Some(number),
    });
    own.or_else(|| {
        within
            .filter(|body| body.kind == BodyKind::DelegateGroup)
            .cloned()
    })
    .or(body.filter(|body| body.kind == BodyKind::DelegateGroup && body.number.is_some()))
}

/// The post of a plain member.
pub(super) const fn member_of(kind: BodyKind) -> Post {
    match kind {
        BodyKind::StandingCommittee => Post::StandingMember,
        BodyKind::DelegateGroup => Post::GroupMember,
        _ => Post::BoardMember,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_found_in_names() {
        for (text, expected) in [
            ("Đơn vị bầu cử số 5", Some(5)),
            ("Tổ 03", Some(3)),
            ("ĐVBC số IV", Some(4)),
            ("12", Some(12)),
            ("Ninh Kiều", None),
            ("0", None),
            ("99999", None),
        ] {
            assert_eq!(number(text), expected, "{text}");
        }
    }

    #[test]
    fn posts_are_read_and_those_elsewhere_are_left() {
        use BodyKind::*;
        let group = BodyNamed {
            kind: DelegateGroup,
            number: Some(3),
        };
        for (text, within, expected) in [
            (
                "Chủ tịch HĐND thành phố",
                None,
                vec![(StandingCommittee, None, Some(Post::Chair))],
            ),
            (
                "Phó Chủ tịch Hội đồng nhân dân",
                None,
                vec![(StandingCommittee, None, Some(Post::ViceChair))],
            ),
            (
                "Ủy viên Thường trực HĐND, Trưởng Ban Pháp chế",
                None,
                vec![
                    (StandingCommittee, None, Some(Post::StandingMember)),
                    (LegalBoard, None, Some(Post::BoardHead)),
                ],
            ),
            (
                "Phó Trưởng ban KT-NS",
                None,
                vec![(EconomyBudgetBoard, None, Some(Post::BoardDeputy))],
            ),
            (
                "Ủy viên Ban Văn hóa - Xã hội",
                None,
                vec![(CultureSocietyBoard, None, Some(Post::BoardMember))],
            ),
            (
                "Tổ trưởng",
                Some(&group),
                vec![(DelegateGroup, Some(3), Some(Post::GroupLeader))],
            ),
            (
                "Tổ phó Tổ 2",
                None,
                vec![(DelegateGroup, Some(2), Some(Post::GroupDeputy))],
            ),
            (
                "Tổ đại biểu số 4",
                None,
                vec![(DelegateGroup, Some(4), None)],
            ),
            ("Chủ tịch UBND xã", None, vec![]),
            ("Chủ tịch", None, vec![]),
            ("Giám đốc Sở Nội vụ", None, vec![]),
        ] {
            let read: Vec<_> = posts(text, within)
                .into_iter()
                .map(|seated| (seated.body.kind, seated.body.number, seated.post))
                .collect();
            assert_eq!(read, expected, "{text}");
        }
    }
}
