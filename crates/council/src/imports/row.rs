//! What one row of a roster means, before anything recorded is looked at.

use jiff::ToSpan as _;
use kernel::{Date, vi};
use sheet::Cell;

use super::ImportKind;
use super::places::{self, BodyNamed, Seated};
use super::values::{self, Birth};
use crate::bodies::BodyKind;
use crate::people::acts::{looks_like_email, looks_like_phone};
use crate::people::{PersonDetails, Sex};
use crate::refusal::Problem;
use crate::training::Presence;

/// A record of the file: its cells by what they are read as.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// The number at the left edge of the sheet.
    pub number: u32,
    /// The headings within the table under which it stands.
    pub sections: Vec<String>,
    /// The filled cells.
    pub cells: Vec<(&'static str, Cell)>,
}

/// What a row means.
#[derive(Debug, Clone, Default)]
pub(super) struct Draft {
    /// The person.
    pub details: PersonDetails,
    /// The name of the unit whose council the person sits on, where the file lists several.
    pub unit: Option<String>,
    /// The electoral unit as written.
    pub constituency: Option<String>,
    /// Places in bodies.
    pub seated: Vec<Seated>,
    /// Chuyên trách.
    pub full_time: Option<bool>,
    /// Tái cử.
    pub re_elected: bool,
    /// Position on the staff.
    pub position: Option<String>,
    /// Whether the person was there.
    pub presence: Option<Presence>,
    /// Why not.
    pub reason: String,
    /// What makes the row unusable.
    pub problems: Vec<Problem>,
    /// What the user should know.
    pub notes: Vec<Problem>,
}

impl Line {
    fn cell(&self, key: &str) -> &Cell {
        self.cells
            .iter()
            .find(|(name, _)| *name == key)
            .map_or(&Cell::Empty, |(_, cell)| cell)
    }

    fn text(&self, key: &'static str, draft: &mut Draft) -> Option<String> {
        let text = vi::clean(&self.cell(key).as_text());
        if text.chars().count() > values::LONGEST {
            draft.problems.push(Problem::new(key, "row-too-long"));
            return None;
        }
        // Offices write a dash where there is nothing.
        (!text.is_empty() && text.chars().any(char::is_alphanumeric)).then_some(text)
    }

    /// Reads the row.
    pub fn read(&self, kind: ImportKind, today: Date, has_presence: bool) -> Draft {
        let mut draft = Draft::default();
        self.person(&mut draft);
        self.birth(&mut draft, today);
        match kind {
            ImportKind::Delegates => self.mandate(&mut draft),
            ImportKind::Staff => {
                draft.position = self
                    .text("position", &mut draft)
                    .or_else(|| draft.details.occupation.clone());
            }
            ImportKind::Attendance => self.attendance(&mut draft, has_presence),
        }
        draft
    }

    fn person(&self, draft: &mut Draft) {
        let parts = ["full_name", "family_name", "given_name"];
        let whole: Vec<String> = parts
            .iter()
            .map(|key| self.cell(key).as_text())
            .filter(|text| !text.is_empty())
            .collect();
        let (name, form) = values::name(&whole.join(" "));
        if let Some(code) = values::name_problem(&name) {
            let problem = Problem::new("full_name", code);
            draft.problems.push(problem.with("value", &name));
        }
        draft.details = PersonDetails {
            full_name: name,
            sex: self.sex(draft).or(form),
            nationality: self.text("nationality", draft),
            ethnicity: self.text("ethnicity", draft),
            religion: self.text("religion", draft),
            hometown: self.text("hometown", draft),
            residence: self.text("residence", draft),
            schooling: Some(values::schooling(self.cell("schooling")))
                .filter(|text| !text.is_empty()),
            qualification: self.text("qualification", draft),
            profession: self.text("profession", draft),
            political_theory: self.text("political_theory", draft),
            languages: self.text("languages", draft),
            occupation: self.text("occupation", draft),
            workplace: self.text("workplace", draft),
            party_since: self.party_since(draft),
            phone: self.phone(draft),
            email: self.email(draft),
            ..PersonDetails::default()
        };
    }

    fn sex(&self, draft: &mut Draft) -> Option<Sex> {
        let cell = self.cell("sex");
        if !cell.is_empty() {
            let sex = values::sex(cell);
            if sex.is_none() {
                draft
                    .problems
                    .push(Problem::new("sex", "row-sex-unreadable").with("value", cell.as_text()));
            }
            return sex;
        }
        match (self.cell("male").is_empty(), self.cell("female").is_empty()) {
            (true, true) => None,
            // One column for both: a cell that is filled may also say which.
            (false, true) => values::sex(self.cell("male")).or(Some(Sex::Male)),
            (true, false) => values::sex(self.cell("female")).or_else(|| self.ticked_female()),
            (false, false) => {
                draft.problems.push(Problem::new("sex", "row-sex-both"));
                None
            }
        }
    }

    /// A column "Nữ" says no with a zero or a dash.
    fn ticked_female(&self) -> Option<Sex> {
        match values::yes(self.cell("female"), &[]) {
            Some(false) => None,
            _ => Some(Sex::Female),
        }
    }

    fn birth(&self, draft: &mut Draft, today: Date) {
        let parts = ["birth_day", "birth_month", "birth_year"].map(|key| self.cell(key).as_whole());
        let read = if let [Some(day), Some(month), Some(year)] = parts {
            vi::parse_date(&format!("{day}/{month}/{year}"))
                .map(Birth::Day)
                .map_err(|_| "row-date-no-such-day")
        } else {
            let keys = ["birth", "birth_year", "male", "female"];
            let found = keys.iter().map(|key| self.cell(key)).find(|cell| {
                !cell.is_empty()
                    && !values::is_mark(cell)
                    && values::sex(cell).is_none()
                    && values::yes(cell, &[]).is_none()
            });
            match found {
                Some(cell) => values::birth(cell),
                None => return,
            }
        };
        match read {
            Ok(Birth::Day(day)) => {
                draft.details.birth_date = Some(day);
                draft.details.birth_year = u32::try_from(day.year()).ok();
            }
            Ok(Birth::Year(year)) => draft.details.birth_year = u32::try_from(year).ok(),
            Ok(Birth::Month(year)) => {
                draft.details.birth_year = u32::try_from(year).ok();
                draft
                    .notes
                    .push(Problem::new("birth", "row-birth-month-only"));
            }
            Err(code) => {
                let problem = Problem::new("birth", code);
                draft
                    .problems
                    .push(problem.with("value", self.birth_text()));
            }
        }
        let oldest = today.saturating_sub(120.years());
        let year = draft
            .details
            .birth_year
            .and_then(|year| i16::try_from(year).ok());
        let implausible = draft
            .details
            .birth_date
            .is_some_and(|day| day <= oldest || today <= day)
            || year.is_some_and(|year| year <= oldest.year() || today.year() <= year);
        if implausible {
            draft.problems.push(
                Problem::new("birth", "row-birth-implausible").with("value", self.birth_text()),
            );
        }
    }

    fn birth_text(&self) -> String {
        ["birth", "birth_year", "male", "female"]
            .iter()
            .map(|key| self.cell(key).as_text())
            .find(|text| !text.is_empty())
            .unwrap_or_default()
    }

    fn party_since(&self, draft: &mut Draft) -> Option<Date> {
        let cell = self.cell("party_since");
        let text = cell.as_text();
        if cell.is_empty()
            || values::yes(cell, &[]).is_some()
            || !text.chars().any(|c| c.is_ascii_digit())
        {
            return None;
        }
        match values::day(cell) {
            Ok(day) => Some(day),
            Err(_) if matches!(values::birth(cell), Ok(Birth::Year(_) | Birth::Month(_))) => {
                draft
                    .notes
                    .push(Problem::new("party_since", "row-party-year-only"));
                None
            }
            Err(code) => {
                let problem = Problem::new("party_since", code);
                draft.problems.push(problem.with("value", text));
                None
            }
        }
    }

    fn phone(&self, draft: &mut Draft) -> Option<String> {
        let cell = self.cell("phone");
        if !cell.as_text().chars().any(char::is_alphanumeric) {
            return None;
        }
        let phone = values::phone(cell);
        if !looks_like_phone(&phone) {
            draft
                .problems
                .push(Problem::new("phone", "row-phone-unreadable").with("value", &phone));
        }
        Some(phone)
    }

    fn email(&self, draft: &mut Draft) -> Option<String> {
        let text = self.text("email", draft)?.to_lowercase();
        if !looks_like_email(&text) {
            draft
                .problems
                .push(Problem::new("email", "row-email-unreadable").with("value", &text));
        }
        Some(text)
    }

    fn mandate(&self, draft: &mut Draft) {
        draft.unit = self.text("unit", draft);
        draft.constituency = self
            .text("constituency", draft)
            .or_else(|| self.section_with(&["don vi bau cu", "dvbc"]));
        draft.re_elected = values::yes(self.cell("re_elected"), &["tai cu", "co"]).unwrap_or(false);
        let full_time = self.cell("full_time");
        draft.full_time = values::yes(full_time, &["chuyen trach"]);
        if !full_time.is_empty() && draft.full_time.is_none() {
            draft.notes.push(
                Problem::new("full_time", "row-full-time-unreadable")
                    .with("value", full_time.as_text()),
            );
        }
        self.bodies(draft);
    }

    /// Places in bodies: from the columns about them, then from the heading above.
    fn bodies(&self, draft: &mut Draft) {
        let group = self.text("group", draft);
        let board = self.text("board", draft);
        let above = self
            .sections
            .iter()
            .rev()
            .find_map(|section| named(section));
        let group_named = group
            .as_deref()
            .and_then(places::number)
            .map(|number| BodyNamed {
                kind: BodyKind::DelegateGroup,
                number: Some(number),
            });
        let board_named = board
            .as_deref()
            .and_then(places::body_kind)
            .map(|kind| BodyNamed { kind, number: None });
        if let Some(text) = group.as_ref().filter(|_| group_named.is_none()) {
            draft
                .notes
                .push(Problem::new("group", "row-group-unreadable").with("value", text));
        }
        if let Some(text) = board.as_ref().filter(|_| board_named.is_none()) {
            draft
                .notes
                .push(Problem::new("board", "row-board-unreadable").with("value", text));
        }
        let mut seated = Vec::new();
        let said: Vec<(String, Option<&BodyNamed>)> = [
            (
                self.text("post", draft),
                board_named
                    .as_ref()
                    .or(group_named.as_ref())
                    .or(above.as_ref()),
            ),
            (
                draft
                    .details
                    .occupation
                    .clone()
                    .filter(|_| self.cell("post").is_empty()),
                above.as_ref(),
            ),
            (group, group_named.as_ref()),
            (board, board_named.as_ref()),
        ]
        .into_iter()
        .filter_map(|(text, within)| Some((text?, within)))
        .collect();
        for (text, within) in &said {
            for place in places::posts(text, *within) {
                add(&mut seated, place);
            }
            // A post in a group may stand in the column of posts while the board has its own column.
            for place in places::posts(text, group_named.as_ref()) {
                add(&mut seated, place);
            }
        }
        for body in [
            group_named,
            board_named,
            above.filter(|body| body.kind != BodyKind::StandingCommittee),
        ]
        .into_iter()
        .flatten()
        {
            if body.kind != BodyKind::DelegateGroup || body.number.is_some() {
                add(&mut seated, Seated { body, post: None });
            }
        }
        draft.seated = seated;
    }

    fn section_with(&self, starts: &[&str]) -> Option<String> {
        self.sections
            .iter()
            .rev()
            .find(|section| {
                let folded = vi::fold(section);
                starts.iter().any(|start| folded.contains(start))
            })
            .cloned()
    }

    /// A list with a column of ticks says "absent" by leaving the cell empty; a list of names alone says "present".
    fn attendance(&self, draft: &mut Draft, has_presence: bool) {
        draft.reason = self.text("reason", draft).unwrap_or_default();
        let ticked = |key: &str| {
            let cell = self.cell(key);
            !cell.is_empty() && values::yes(cell, &["vang", "phep", "co"]) != Some(false)
        };
        let said = vi::fold(&self.cell("presence").as_text());
        let excused = ticked("excused") || (said.starts_with("vang") && said.contains("co phep"));
        let says_absent = ["vang", "khong", "0", "-", "k"]
            .iter()
            .any(|word| said.starts_with(word));
        let absent = ticked("absence") || says_absent || (has_presence && said.is_empty());
        draft.presence = Some(match (excused, absent) {
            (true, _) => Presence::Excused,
            (false, true) if draft.reason.is_empty() => Presence::Absent,
            (false, true) => Presence::Excused,
            (false, false) => Presence::Present,
        });
    }
}

/// Keeps one place in each body, the one with a post where two speak of it.
fn add(seated: &mut Vec<Seated>, place: Seated) {
    if place.body.kind == BodyKind::DelegateGroup && place.body.number.is_none() {
        return;
    }
    match seated.iter_mut().find(|other| other.body == place.body) {
        Some(other) if other.post.is_none() => other.post = place.post,
        Some(_) => {}
        None => seated.push(place),
    }
}

/// The body that a heading within the table names.
fn named(section: &str) -> Option<BodyNamed> {
    let folded = vi::fold(section);
    if folded.contains("don vi bau cu") || folded.contains("dvbc") {
        return None;
    }
    let kind = places::body_kind(section)?;
    Some(BodyNamed {
        kind,
        number: (kind == BodyKind::DelegateGroup)
            .then(|| places::number(section))
            .flatten(),
    })
}
