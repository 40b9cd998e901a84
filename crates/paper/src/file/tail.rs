//! Boxes 7 and 9: who signs, and who receives.

use super::head::look;
use super::lines::Must;
use super::parts::Parts;
use super::{Findings, Form};

pub(super) fn judge(parts: &Parts<'_>, findings: &mut Findings) {
    if parts.country.is_none() {
        return;
    }
    for signs in parts.signs.iter().flatten() {
        let Some((name, offices)) = signs.split_last() else {
            continue;
        };
        let must = Must::sized(13.0, 14.0).bold(true).italic(false).centred();
        for office in offices {
            look(Form::OfficeLook, office, must.capitals(), findings);
        }
        // With one line alone it is not known whether it is the office or the name.
        if !offices.is_empty() {
            look(Form::NameLook, name, must.small(), findings);
        }
    }
    if let Some(line) = parts.receives {
        let must = Must::sized(12.0, 12.0).bold(true).italic(true);
        look(Form::ReceivesLook, line, must, findings);
    }
    let must = Must::sized(11.0, 11.0).bold(false).italic(false);
    let wrong = (parts.recipients.iter()).find_map(|line| Some((*line, must.judge(line)?)));
    if let Some((line, (found, must))) = wrong {
        findings.add(Form::RecipientsLook, Some(line), found, must);
    }
}
