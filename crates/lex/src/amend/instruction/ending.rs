//! Câu chấm dứt: sentences by which documents and units end, live on for a time, make way for another or change their numbers.

use super::{Clause, Instruction, Verb, clause, near, written_out};
use crate::cite::{Citation, CitationKind, Target};
use crate::grammar::dates;

/// `Luật … hết hiệu lực kể từ ngày …`, `Nghị định này thay thế Nghị định số …`.
pub(super) fn ending(masked: &str, citations: &[&Citation]) -> Option<Instruction> {
    let one = |verb, cited: Vec<Target>| {
        (!cited.is_empty()).then(|| Instruction {
            clauses: vec![Clause::of(verb, cited)],
        })
    };
    let objects = |from: usize, to: usize| -> Vec<Target> {
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
    };
    let renumbered = renumbering(masked, citations);
    if !renumbered.is_empty() {
        return Some(Instruction {
            clauses: renumbered,
        });
    }
    if let Some(at) = masked.find("tiếp tục có hiệu lực")
        && let Some(until) = masked[at..]
            .find("ngày")
            .and_then(|day| dates::date(masked, at + day))
            .and_then(|date| date.day)
        && masked[at..].contains("đến")
    {
        let cited = objects(0, at);
        return (!cited.is_empty()).then(|| Instruction {
            clauses: vec![Clause {
                until: Some(until),
                ..Clause::of(Verb::Extend, cited)
            }],
        });
    }
    if let Some(at) = masked.find("hết hiệu lực") {
        let starts_with_document = citations.first().is_some_and(|c| {
            let before = &masked[..c.span.start];
            // `Các quy định tại Điều 5 … hết hiệu lực`, not `Báo cáo theo quy định tại …`.
            let rules = [
                "Quy định",
                "Các quy định",
                "Những quy định",
                "Nội dung",
                "Các nội dung",
            ];
            near(before)
                || before.trim_end().ends_with("tại")
                    && rules.iter().any(|words| before.starts_with(words))
        });
        if starts_with_document {
            return one(Verb::End, objects(0, at));
        }
    }
    if let Some(first) = citations.first()
        && first.kind == CitationKind::SelfDoc
        && first.span.start == 0
        && let Some(at) = masked[first.span.end..]
            .find("thay thế")
            .map(|at| at + first.span.end)
        && citations
            .iter()
            .any(|c| c.span.start > at && c.span.start - at < 20)
    {
        return one(
            Verb::Supersede,
            objects(at, masked.len())
                .into_iter()
                .filter(|t| t.address.is_empty())
                .take(8)
                .collect(),
        );
    }
    repeal_beside_effect(masked, citations)
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
    units
        .windows(2)
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
