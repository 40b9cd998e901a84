//! Câu chấm dứt: sentences by which documents and units end, live on for a time, make way for another or change their numbers.

mod until;

use super::{Clause, Instruction, Verb, clause, near, written_out};
use crate::cite::{Citation, CitationKind, Target};
pub(in crate::amend) use until::Ending;
use until::classes;

/// `Luật … hết hiệu lực kể từ ngày …`, `Nghị định này thay thế Nghị định số …`.
pub(super) fn ending(masked: &str, citations: &[&Citation]) -> Option<Instruction> {
    let renumbered = renumbering(masked, citations);
    if !renumbered.is_empty() {
        return Some(Instruction {
            clauses: renumbered,
        });
    }
    living_on(masked, citations)
        .or_else(|| ended(masked, citations))
        .or_else(|| superseded(masked, citations))
        .map(|clause| Instruction {
            clauses: vec![clause],
        })
        .or_else(|| repeal_beside_effect(masked, citations))
}

/// The words of a document that lives on.
const LIVES_ON: &[&str] = &[
    "tiếp tục có hiệu lực",
    "tiếp tục được áp dụng",
    "tiếp tục áp dụng",
    "tiếp tục được thực hiện",
    "tiếp tục thực hiện",
];

/// `Nghị quyết số … tiếp tục có hiệu lực đến hết ngày …`, `… tiếp tục được áp dụng cho đến khi có văn bản thay thế`.
fn living_on(masked: &str, citations: &[&Citation]) -> Option<Clause> {
    let words = LIVES_ON
        .iter()
        .filter_map(|words| Some((masked.find(words)?, words.len())));
    let (at, length) = words.min()?;
    let ending = Ending::of_living_on(masked, at + length)?;
    subject(masked, at, citations, Verb::Extend, Some(ending))
}

/// `Luật số … hết hiệu lực kể từ ngày Luật này có hiệu lực`, `Các nghị định sau đây hết hiệu lực …:`.
fn ended(masked: &str, citations: &[&Citation]) -> Option<Clause> {
    let at = masked.find("hết hiệu lực")?;
    let ending = Ending::of_end(masked, at + "hết hiệu lực".len());
    let said = masked[subject_start(masked)..at].trim_end();
    if said.ends_with(" sau") || said.ends_with(" sau đây") {
        // What ends is listed after the colon, in the sentence or below it.
        let colon = at + masked[at..].find(':')?;
        let listed = objects(citations, colon, masked.len());
        if listed.is_empty() && !masked[colon + 1..].trim().is_empty() {
            return None;
        }
        return Some(Clause {
            ending,
            ..Clause::of(Verb::End, listed)
        });
    }
    subject(masked, at, citations, Verb::End, ending)
}

/// What a sentence of an end is about: what is cited before its verb, or a class of documents.
fn subject(
    masked: &str,
    at: usize,
    citations: &[&Citation],
    verb: Verb,
    ending: Option<Ending>,
) -> Option<Clause> {
    let start = subject_start(masked);
    let cited = objects(citations, start, at);
    if cited.is_empty() {
        let classes = ending.as_ref().map(|_| classes(&masked[start..at]))?;
        return (!classes.is_empty()).then(|| Clause {
            ending,
            classes,
            ..Clause::of(verb, Vec::new())
        });
    }
    let first = citations.iter().find(|c| c.span.start >= start)?;
    let before = &masked[start..first.span.start];
    // `Các quy định tại Điều 5 … hết hiệu lực`, not `Báo cáo theo quy định tại …`.
    let rules = [
        "quy định",
        "các quy định",
        "những quy định",
        "nội dung",
        "các nội dung",
    ];
    let lower = before.trim_start().to_lowercase();
    // What a document says of some matter is not the document.
    let units = cited.iter().all(|target| !target.address.is_empty());
    let direct = near(before)
        || units
            && before.trim_end().ends_with("tại")
            && rules.iter().any(|words| lower.starts_with(words));
    direct.then(|| Clause {
        ending,
        ..Clause::of(verb, cited)
    })
}

/// Where the subject of a sentence begins: after `Kể từ ngày Nghị định này có hiệu lực thi hành,`.
fn subject_start(masked: &str) -> usize {
    let since = ["Kể từ ngày", "Từ ngày", "Kể từ thời điểm"];
    if !since.iter().any(|words| masked.starts_with(words)) {
        return 0;
    }
    masked.find(',').map_or(0, |comma| {
        let rest = &masked[comma + 1..];
        comma + 1 + (rest.len() - rest.trim_start().len())
    })
}

/// The targets of the documents and units of others that are cited between two places.
fn objects(citations: &[&Citation], from: usize, to: usize) -> Vec<Target> {
    citations
        .iter()
        .filter(|c| c.span.start >= from && c.span.end <= to)
        .filter(|c| {
            !matches!(
                c.kind,
                CitationKind::SelfDoc
                    | CitationKind::SelfUnit
                    | CitationKind::DocAdmin
                    | CitationKind::DocParty
            )
        })
        .flat_map(|c| c.targets.iter().cloned())
        .filter(|t| !t.own)
        .collect()
}

/// `Nghị định này thay thế Nghị định số …`, `… thay thế các Nghị định sau: Nghị định số …`.
fn superseded(masked: &str, citations: &[&Citation]) -> Option<Clause> {
    let first = citations.first()?;
    if first.kind != CitationKind::SelfDoc || first.span.start != 0 {
        return None;
    }
    let at = first.span.end + masked[first.span.end..].find("thay thế")?;
    let after = at + "thay thế".len();
    let next = citations.iter().find(|c| c.span.start > at)?;
    let between = masked[after..next.span.start].trim_end();
    let listed = between.ends_with("sau:") || between.ends_with("sau đây:");
    let whole = ["", "các", "cho", "cho các", "toàn bộ"].contains(&between.trim());
    if !(whole || listed && between.len() < 60) {
        return None;
    }
    let cited: Vec<Target> = objects(citations, at, masked.len())
        .into_iter()
        .filter(|t| t.address.is_empty())
        .take(8)
        .collect();
    (!cited.is_empty()).then(|| Clause::of(Verb::Supersede, cited))
}

/// `Quyết định này có hiệu lực từ ngày ký và bãi bỏ Quyết định số …`, `Kể từ ngày Thông tư này có hiệu lực, bãi bỏ các quy định sau:`.
fn repeal_beside_effect(masked: &str, citations: &[&Citation]) -> Option<Instruction> {
    let own = citations
        .iter()
        .find(|citation| citation.kind == CitationKind::SelfDoc)?;
    masked.find("hiệu lực")?;
    let (at, after) = ["bãi bỏ", "hủy bỏ", "huỷ bỏ"]
        .iter()
        .filter_map(|verb| {
            let at = own.span.end + masked[own.span.end..].find(verb)?;
            Some((at, at + verb.len()))
        })
        .min()?;
    let before = masked[..at].trim_end();
    let joined = [",", ";", "và", "đồng thời", "thì"];
    if !joined.iter().any(|word| before.ends_with(word)) {
        return None;
    }
    let cited: Vec<&Citation> = citations
        .iter()
        .copied()
        .filter(|citation| citation.span.start >= after && citation.kind != CitationKind::SelfDoc)
        .collect();
    let clause = clause(
        masked,
        (after, masked.len()),
        Verb::Repeal,
        &cited,
        &[],
        false,
    )?;
    Some(Instruction {
        clauses: vec![clause],
    })
}

/// `khoản 5 đến khoản 15 của Điều 7 được chuyển thành khoản 4 đến khoản 14; khoản 17 được chuyển thành khoản 15`.
fn renumbering(masked: &str, citations: &[&Citation]) -> Vec<Clause> {
    let units: Vec<&Citation> = citations
        .iter()
        .copied()
        .filter(|c| c.targets.iter().all(|t| !t.address.is_empty()))
        .collect();
    // `Sửa Mẫu số 1 thành Mẫu số 28 ban hành kèm theo Thông tư này` puts a form of the act in the place of another.
    let own = |c: &Citation| {
        c.kind == CitationKind::Annex && masked[c.span.clone()].trim_end().ends_with("này")
    };
    units
        .windows(2)
        .filter(|pair| !own(pair[1]))
        .filter(|pair| {
            let between = masked[pair[0].span.end..pair[1].span.start].trim();
            [
                "được chuyển thành",
                "chuyển thành",
                "được đánh số lại thành",
                "đánh số lại thành",
                "được đổi thành",
                "trở thành",
                "thành",
            ]
            .contains(&between)
        })
        .map(|pair| Clause {
            becomes: written_out(&pair[1].targets),
            ..Clause::of(Verb::Renumber, pair[0].targets.clone())
        })
        .filter(|clause| clause.becomes.len() == clause.targets().len())
        .collect()
}
