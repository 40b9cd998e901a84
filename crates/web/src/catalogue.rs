//! Everything a user reads, in Vietnamese and English, from Fluent files: one per capability and language.
//!
//! A test holds the two languages to the same keys, and every key used in the code to the catalogue.

use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

/// A language of the service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lang {
    /// Tiếng Việt.
    Vi,
    /// English.
    En,
}

impl Lang {
    /// The code in `lang` attributes, cookies and links.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
        }
    }

    /// The language with this code; Vietnamese for any other.
    pub fn from_code(code: &str) -> Self {
        if code == "en" { Self::En } else { Self::Vi }
    }
}

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        /// The files of the catalogue: capability, Vietnamese, English.
        pub(crate) const FILES: &[(&str, &str, &str)] = &[$((
            $name,
            include_str!(concat!("../locales/vi/", $name, ".ftl")),
            include_str!(concat!("../locales/en/", $name, ".ftl")),
        )),*];
    };
}

files![
    "common",
    "access",
    "history",
    "bodies",
    "people",
    "rules",
    "library",
    "regulations",
    "coordination",
    "reports",
    "term-reports",
    "review",
    "sittings",
    "conditions",
    "recognition",
    "papers",
    "contact",
    "conferences",
    "petitions",
    "hotlines",
    "exchange",
    "alerts",
    "quality",
    "imports",
    "training",
    "learning",
    "scoreboard",
    "due",
];

/// The text of a key.
pub fn text(lang: Lang, key: &str) -> String {
    text_with(lang, key, &[])
}

/// The text of a key with the values it names.
pub fn text_with(lang: Lang, key: &str, values: &[(&str, &str)]) -> String {
    let bundle = bundle(lang);
    let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
        tracing::error!(key, lang = lang.code(), "text missing from the catalogue");
        return key.to_owned();
    };
    let mut args = FluentArgs::new();
    for (name, value) in values {
        args.set(*name, FluentValue::from(*value));
    }
    let mut faults = Vec::new();
    bundle
        .format_pattern(pattern, Some(&args), &mut faults)
        .into_owned()
}

/// Whether the catalogue has the key.
pub fn has(lang: Lang, key: &str) -> bool {
    bundle(lang).has_message(key)
}

fn bundle(lang: Lang) -> &'static FluentBundle<FluentResource> {
    static VI: OnceLock<FluentBundle<FluentResource>> = OnceLock::new();
    static EN: OnceLock<FluentBundle<FluentResource>> = OnceLock::new();
    match lang {
        Lang::Vi => VI.get_or_init(|| load(Lang::Vi)),
        Lang::En => EN.get_or_init(|| load(Lang::En)),
    }
}

fn load(lang: Lang) -> FluentBundle<FluentResource> {
    let identifier = lang.code().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
    // Otherwise every value is wrapped in invisible direction marks, which copying and searching trip over.
    bundle.set_use_isolating(false);
    for (name, vi, en) in FILES {
        let source = if lang == Lang::Vi { vi } else { en };
        let resource =
            FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(resource, faults)| {
                tracing::error!(
                    file = name,
                    lang = lang.code(),
                    ?faults,
                    "catalogue file has faults"
                );
                resource
            });
        bundle.add_resource_overriding(resource);
    }
    bundle
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn keys(source: &str) -> BTreeMap<String, Vec<String>> {
        source
            .lines()
            .filter_map(|line| {
                let (key, value) = line.split_once(" = ")?;
                let plain = key
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
                plain.then(|| (key.to_owned(), placeables(value)))
            })
            .collect()
    }

    fn placeables(value: &str) -> Vec<String> {
        let mut names: Vec<String> = value
            .split("{ $")
            .skip(1)
            .filter_map(|rest| Some(rest.split_once(' ')?.0.to_owned()))
            .collect();
        names.sort();
        names.dedup();
        names
    }

    #[test]
    fn both_languages_have_the_same_keys_and_values() {
        for (name, vi, en) in FILES {
            assert_eq!(keys(vi), keys(en), "the languages of {name}.ftl differ");
            for (lang, source) in [("vi", vi), ("en", en)] {
                let parsed = FluentResource::try_new((*source).to_owned());
                assert!(
                    parsed.is_ok(),
                    "{lang}/{name}.ftl: {:?}",
                    parsed.err().map(|(_, faults)| faults)
                );
            }
        }
    }

    #[test]
    fn no_key_stands_in_two_files() {
        let mut seen = BTreeMap::new();
        for (name, vi, _) in FILES {
            for key in keys(vi).into_keys() {
                if let Some(other) = seen.insert(key.clone(), name) {
                    panic!("{key} stands in {other}.ftl and {name}.ftl");
                }
            }
        }
    }

    #[test]
    fn every_key_used_in_the_code_is_in_the_catalogue() {
        let mut used = 0;
        let mut missing = Vec::new();
        for folder in ["src", "../council/src"] {
            let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
            for (file, source) in rust_files(&root) {
                for key in used_keys(&source) {
                    used += 1;
                    if !has(Lang::Vi, &key) {
                        missing.push(format!("{key} ({})", file.display()));
                    }
                }
            }
        }
        assert!(
            used > 30,
            "the search for used keys finds almost nothing: {used}"
        );
        assert!(missing.is_empty(), "not in the catalogue: {missing:#?}");
    }

    #[test]
    fn every_case_of_the_domain_has_its_words() {
        use council::{
            bodies, conditions, conferences, library, papers, people, quality, regulations,
            seed_data, sittings, training,
        };
        macro_rules! labels {
            ($($prefix:literal: $type:ty),* $(,)?) => {
                vec![$(($prefix, <$type>::ALL.iter().map(|case| case.code()).collect::<Vec<_>>())),*]
            };
        }
        let mut keys: Vec<String> = labels![
            "level": bodies::Level, "unit-kind": bodies::UnitKind, "body-kind": bodies::BodyKind, "post": bodies::Post,
            "decision-kind": bodies::DecisionKind, "institution-kind": bodies::InstitutionKind, "sex": people::Sex,
            "mandate-origin": people::MandateOrigin, "end-reason": people::EndReason, "standing": people::queries::Standing,
            "change-kind": people::queries::ChangeKind, "document-status": library::DocumentStatus,
            "document-kind": library::DocumentKind, "law-change": library::ChangeKind, "text-kind": library::texts::TextKind,
            "oddity": library::texts::Oddity, "file-state": library::texts::FileState, "file-reason": library::texts::FileReason,
            "citation-role": library::texts::CitationRole, "unit-change": library::texts::at_day::UnitChange,
            "unapplied": library::texts::at_day::Unapplied, "relation": library::Relation, "certainty": seed_data::Certainty,
            "regulation-kind": regulations::RegulationKind, "regulation-state": regulations::RegulationState,
            "regulation-lead": regulations::Standing, "regulation-standing": regulations::Standing, "stage": regulations::Stage,
            "stage-paper": regulations::Stage, "comment-answer": regulations::Answer, "conclusion": regulations::Conclusion,
            "vote-way": regulations::VoteWay, "measure": seed_data::rules::Measure, "unit-class": seed_data::rules::UnitClass, "share": seed_data::units::Share,
            "severity": quality::Severity, "audience": training::Audience, "partner-part": training::PartnerPart,
            "class-state": training::ClassState, "ground": training::Ground, "invitation-state": training::InvitationState,
            "presence": training::Presence, "roll-method": training::RollMethod, "question-state": training::QuestionState,
            "sitting-kind": sittings::SittingKind, "sitting-state": sittings::SittingState, "sitting-item-kind": sittings::ItemKind,
            "conference-state": conferences::ConferenceState, "conference-standing": conferences::Standing,
            "conference-source": conferences::Source, "conference-trend": conferences::Trend,
            "calendar-day-kind": sittings::DayKind, "duty": sittings::calendar::Duty, "duty-charge": sittings::calendar::Charge,
            "duty-standing": sittings::calendar::Standing, "item-standing": sittings::programme::ItemStanding,
            "post-kind": conditions::PostKind, "qualification": conditions::Qualification, "facility": conditions::Facility,
            "facility-state": conditions::FacilityState, "fund-source": conditions::FundSource, "spending": conditions::Spending,
            "budget-warning": conditions::BudgetWarning, "request-state": conditions::RequestState, "lack": conditions::Lack,
            "work": conditions::load::Work, "paper-kind": papers::PaperKind, "paper-state": papers::PaperState,
            "numbering": papers::Numbering, "paper-source": papers::SourceKind,
            "left-out-reason": training::obligations::LeftOutReason, "difficulty": seed_data::questions::Difficulty,
        ]
        .into_iter()
        .flat_map(|(prefix, codes)| codes.into_iter().map(move |code| format!("{prefix}-{code}")))
        .collect();
        keys.extend(
            papers::templates::templates()
                .iter()
                .map(|of| format!("paper-template-{}", of.key)),
        );
        for check in quality::Check::ALL {
            keys.extend(["title", "why", "mend"].map(|part| format!("check-{check}-{part}")));
        }
        keys.extend(
            seed_data::rules::rules()
                .iter()
                .map(|rule| format!("rule-key-{}", rule.key)),
        );
        let missing: Vec<String> = keys
            .into_iter()
            .map(|key| key.replace('_', "-"))
            .filter(|key| !has(Lang::Vi, key))
            .collect();
        assert!(missing.is_empty(), "not in the catalogue: {missing:#?}");
    }

    fn rust_files(root: &std::path::Path) -> Vec<(std::path::PathBuf, String)> {
        let mut found = Vec::new();
        for entry in std::fs::read_dir(root).expect("a source folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                found.extend(rust_files(&path));
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push((
                    path.clone(),
                    std::fs::read_to_string(&path).expect("a source file"),
                ));
            }
        }
        found
    }

    fn used_keys(source: &str) -> Vec<String> {
        let mut keys = Vec::new();
        for (opening, prefix) in [
            (".t(\"", ""),
            (".tv(\"", ""),
            ("Problem::new(", "problem-"),
            (".unless(", "problem-"),
        ] {
            for rest in source.split(opening).skip(1) {
                let literal = if prefix.is_empty() {
                    rest.split('"').next()
                } else {
                    // The code is the second literal of the call: the field comes first.
                    rest.split(';')
                        .next()
                        .and_then(|call| call.split('"').nth(3))
                };
                if let Some(key) =
                    literal.filter(|key| !key.is_empty() && !key.contains(['{', ' ', '$']))
                {
                    keys.push(format!("{prefix}{key}"));
                }
            }
        }
        keys
    }
}
