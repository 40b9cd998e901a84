//! Rows that say something of all rows below them: a field, a commune, a body, a result.

use super::words::Group;

/// What a group row says of the rows below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Meaning {
    Words(Group),
    Unit(String),
    Body(String),
}

impl Meaning {
    const fn kind(&self) -> u8 {
        match self {
            Self::Words(Group::Field(_)) => 0,
            Self::Words(Group::Result(_)) => 1,
            Self::Words(Group::Competence(_)) => 2,
            Self::Words(Group::Session(_)) => 3,
            Self::Unit(_) => 4,
            Self::Body(_) => 5,
        }
    }
}

/// The groups that hold, the outer ones first, each with the rank of its ordinal.
#[derive(Default)]
pub(super) struct Groups(Vec<(Option<u8>, Meaning)>);

impl Groups {
    pub(super) fn enter(&mut self, rank: Option<u8>, meaning: Meaning) {
        if let Some(rank) = rank {
            self.end(rank);
        }
        // A second group of a kind ends the first and what stood within it.
        if let Some(place) = self
            .0
            .iter()
            .position(|(_, held)| held.kind() == meaning.kind())
        {
            self.0.truncate(place);
        }
        self.0.push((rank, meaning));
    }

    /// An unknown group ends those of its rank and below.
    pub(super) fn end(&mut self, rank: u8) {
        self.0
            .retain(|(other, _)| other.is_none_or(|other| other < rank));
    }

    pub(super) fn find<T>(&self, take: impl Fn(&Meaning) -> Option<T>) -> Option<T> {
        self.0.iter().rev().find_map(|(_, meaning)| take(meaning))
    }
}

/// How high an ordinal stands: "A" above "I" above "1".
pub(super) fn rank(ordinal: &str) -> Option<u8> {
    let bare = ordinal.trim().trim_end_matches(['.', ')', ':', '/']).trim();
    if bare.is_empty() || bare.len() > 6 {
        None
    } else if bare.bytes().all(|b| matches!(b, b'I' | b'V' | b'X')) {
        Some(1)
    } else if bare.len() == 1 && bare.bytes().all(|b| b.is_ascii_uppercase()) {
        Some(0)
    } else if bare.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        Some(2)
    } else {
        None
    }
}

/// The ordinal that stands before a text in the same cell: "I. Lĩnh vực giao thông".
pub(super) fn ordinal(text: &str) -> (Option<u8>, &str) {
    if let Some((before, rest)) = text.split_once(['.', ')'])
        && let Some(rank) = rank(before)
        && rest.starts_with(' ')
    {
        return (Some(rank), rest.trim());
    }
    (None, text.trim())
}
