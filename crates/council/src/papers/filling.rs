//! Điền mẫu: a template filled with what is known. What is not known becomes dots for the one who drafts.

use kernel::Date;

use super::draft::{Draft, UNKNOWN};
use super::facts::Facts;
use super::templates::{Signer, Template, basis};

impl Template {
    /// The draft that the facts make of it on a day.
    pub fn filled(&self, facts: &Facts, on: Date) -> Draft {
        let lines = |of: &[&str]| {
            let lines: Vec<String> = of.iter().filter_map(|line| filled(line, facts)).collect();
            lines.join("\n")
        };
        let bases = self.bases.iter().filter_map(|line| {
            match line
                .strip_prefix('[')
                .and_then(|rest| rest.strip_suffix(']'))
            {
                Some(reference) => basis(reference, on),
                None => filled(line, facts),
            }
        });
        Draft {
            issuer: known(facts, "hội đồng"),
            place: known(facts, "địa danh"),
            symbol: self.kind.symbol(),
            subject: lines(&[self.subject]),
            addressees: lines(&self.addressees),
            enacting: lines(&self.enacting),
            bases: bases.collect::<Vec<_>>().join("\n"),
            body: body(self.body, facts),
            passed: lines(&[self.passed]),
            signers: signers(self.signer, facts),
            recipients: lines(&self.recipients),
            archive: self.archive.to_owned(),
        }
        .cleaned()
    }
}

/// The names of the places of a line.
pub fn places(line: &str) -> impl Iterator<Item = &str> {
    let rests = line.split('{').skip(1);
    rests.filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
}

fn known(facts: &Facts, name: &str) -> String {
    facts.get(name).unwrap_or(UNKNOWN).to_owned()
}

/// A line with its places filled; none when it may be left out and nothing it names is known.
fn filled(line: &str, facts: &Facts) -> Option<String> {
    let (text, may_go) = match line.strip_prefix("? ") {
        Some(text) => (text, true),
        None => (line, false),
    };
    if may_go && !places(text).any(|name| facts.get(name).is_some()) {
        return None;
    }
    let mut out = String::new();
    let mut parts = text.split('{');
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        match part.split_once('}') {
            Some((name, rest)) => {
                out.push_str(facts.get(name).unwrap_or(UNKNOWN));
                out.push_str(rest);
            }
            None => out.push_str(part),
        }
    }
    Some(out)
}

/// The body line by line; a fact of several lines must stand alone in its own.
fn body(text: &str, facts: &Facts) -> String {
    let lines: Vec<String> = text
        .lines()
        .filter_map(|line| filled(line, facts))
        .collect();
    lines.join("\n")
}

/// Who signs: the chair; where there is none, the vice-chair in the chair's place.
fn signers(signer: Signer, facts: &Facts) -> String {
    let (chair, vice) = (facts.get("chủ tịch"), facts.get("phó chủ tịch"));
    let (office, name) = match (chair, vice) {
        (None, Some(vice)) => ("KT. Chủ tịch\nPhó Chủ tịch", vice),
        (chair, _) => ("Chủ tịch", chair.unwrap_or(UNKNOWN)),
    };
    match signer {
        Signer::Standing => {
            format!("TM. Thường trực Hội đồng nhân dân\n{office}\n{name}")
        }
        Signer::Chair => format!("{office}\n{name}"),
        Signer::Minutes => {
            let plain = office.lines().last().unwrap_or(office);
            format!("Thư ký\n{UNKNOWN}\n\nChủ trì\n{plain}\n{name}")
        }
    }
}
