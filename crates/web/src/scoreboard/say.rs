//! The sentences of the board, from the catalogue.

use council::scoreboard::board::{MeasureCell, Outlook};
use council::scoreboard::totals::{MeasureTotals, Totals};
use council::scoreboard::trend::{TermPoint, TrendPoint};
use council::scoreboard::{Denominator, Lack, Measure, Reason, Standing, Tally};
use kernel::vi;
use ui::{Grid, Html, LineChart, Section, Tabs, Tag, Tone};

use crate::listing::Item;

use crate::visit::Visit;

/// A whole number as people write it.
pub fn number(value: u32) -> String {
    vi::number(value.into())
}

/// A share; its sign never falls onto the next line.
pub fn share(tally: Tally) -> String {
    vi::percent(tally.done.into(), tally.of.into()).replace(' ', "\u{a0}")
}

/// The sides of the board, each at its own address, with the filter of this page.
pub fn tabs(visit: &Visit, current: &str) -> Tabs {
    let sides = [
        ("/scoreboard", visit.t("scoreboard-tab-councils")),
        ("/scoreboard/laws", visit.t("scoreboard-tab-laws")),
        ("/scoreboard/topics", visit.t("scoreboard-tab-topics")),
        ("/scoreboard/missing", visit.t("scoreboard-tab-missing")),
    ];
    let dropped: Vec<(&str, &str)> = ["page", "sort", "council", "course", "law"]
        .map(|name| (name, ""))
        .to_vec();
    sides.into_iter().fold(
        Tabs::new(visit.t("scoreboard-tabs")),
        |tabs, (path, text)| {
            let href = visit.at_with(path, &dropped);
            if path == current {
                tabs.current(text, href)
            } else {
                tabs.tab(text, href)
            }
        },
    )
}

/// Where we stand, in one sentence.
pub fn totals(visit: &Visit, totals: &Totals) -> String {
    let key = match (totals.trained.of, totals.trained.is_proven()) {
        (0, _) => "scoreboard-lead-nothing",
        (_, true) => "scoreboard-lead-proven",
        _ => "scoreboard-lead",
    };
    visit.tv(
        key,
        &[
            ("day", &visit.day(visit.on)),
            ("done", &number(totals.trained.done)),
            ("of", &number(totals.trained.of)),
            ("share", &share(totals.trained)),
            ("delegates", &number(totals.delegates)),
            ("councils", &number(totals.obliged)),
            ("all", &number(totals.councils)),
            ("proven", &number(totals.proven)),
        ],
    )
}

/// What the planned classes will bring, in one sentence.
pub fn outlook(visit: &Visit, outlook: &Outlook) -> String {
    if outlook.classes == 0 {
        return visit.t("scoreboard-outlook-none");
    }
    let key = if outlook.trained.is_proven() {
        "scoreboard-outlook-all"
    } else {
        "scoreboard-outlook"
    };
    visit.tv(
        key,
        &[
            ("classes", &number(outlook.classes)),
            ("share", &share(outlook.trained)),
            ("left", &number(outlook.trained.missing())),
        ],
    )
}

/// The tone of a standing.
pub const fn tone(standing: Standing) -> Tone {
    match standing {
        Standing::Proven => Tone::Done,
        Standing::Behind => Tone::Due,
        Standing::Late => Tone::Late,
        Standing::Nothing => Tone::Unsure,
        Standing::NotDue | Standing::Unrecorded => Tone::Neutral,
    }
}

/// Whether a standing has a share; the others are told in words and never as nought per cent.
pub const fn has_share(standing: Standing) -> bool {
    matches!(
        standing,
        Standing::Proven | Standing::Behind | Standing::Late
    )
}

/// A measure in one place of the board: the share with the mark of its standing, or few words.
pub fn measure(visit: &Visit, cell: &MeasureCell) -> Item {
    let code = cell.standing.code();
    if has_share(cell.standing) {
        let word = visit.label("standing", code);
        return Item::Mark(tone(cell.standing), share(cell.tally), word);
    }
    Item::Without(visit.label("standing-short", code))
}

/// The sum of a measure: the share, or the words that nothing is recorded.
pub fn sum(visit: &Visit, sum: &MeasureTotals) -> String {
    match sum.tally.of {
        0 => visit.t("standing-short-unrecorded"),
        _ => share(sum.tally),
    }
}

/// What the marks of the board mean.
pub fn legend(visit: &Visit) -> Html {
    let mut out = Html::raw("<p class=\"table-marks\">");
    for standing in [Standing::Proven, Standing::Behind, Standing::Late] {
        out.push(Tag::new(
            tone(standing),
            visit.label("standing", standing.code()),
        ));
        out.push_text(" ");
    }
    out.push_text(&visit.t("scoreboard-legend"));
    out.push(Html::raw("</p>"));
    out
}

/// The denominator, spelled out.
pub fn denominator(visit: &Visit, denominator: &Denominator) -> String {
    let mut parts = Vec::new();
    let mut add = |key: &str, count: u32| {
        if count > 0 {
            parts.push(visit.tv(key, &[("count", &number(count))]));
        }
    };
    add("scoreboard-from-general", denominator.general);
    add("scoreboard-from-merger", denominator.merged);
    for joined in &denominator.joined {
        let key = match joined.without_class {
            0 => "scoreboard-joined",
            without if without == joined.count => "scoreboard-joined-none",
            _ => "scoreboard-joined-some",
        };
        parts.push(visit.tv(
            key,
            &[
                ("count", &number(joined.count)),
                ("day", &visit.day(joined.on)),
                ("without", &number(joined.without_class)),
            ],
        ));
    }
    let mut add = |key: &str, count: u32| {
        if count > 0 {
            parts.push(visit.tv(key, &[("count", &number(count))]));
        }
    };
    add("scoreboard-left-suspended", denominator.suspended);
    add("scoreboard-left-without-course", denominator.without_course);
    visit.tv(
        "scoreboard-denominator",
        &[
            ("count", &number(denominator.in_office)),
            ("day", &visit.day(visit.on)),
            ("parts", &parts.join("; ")),
        ],
    )
}

/// Why somebody lacks a course, in words.
pub fn reason(visit: &Visit, reason: &Reason) -> String {
    let key = format!("missing-reason-{}", reason.code().replace('_', "-"));
    match reason {
        Reason::NoClass { since } => visit.tv(&key, &[("day", &visit.day(*since))]),
        Reason::Invited(at) | Reason::Excused(at) | Reason::Absent(at) | Reason::Planned(at) => {
            visit.tv(&key, &[("class", &at.name), ("day", &visit.day(at.on))])
        }
    }
}

/// What somebody lacks and why, in words.
pub fn lack(visit: &Visit, lack: &Lack) -> String {
    format!("{}: {}", lack.name, reason(visit, &lack.reason))
}

fn percent(tally: Tally) -> Option<f64> {
    (tally.of > 0).then(|| (f64::from(tally.done) * 1000.0 / f64::from(tally.of)).round() / 10.0)
}

/// The measures of a council that are drawn together: no chart has more lines than one can tell apart.
const TOGETHER: [&[Measure]; 3] = [
    &[Measure::Training, Measure::Laws, Measure::Contact],
    &[Measure::Regulations, Measure::Coordination],
    &[Measure::Staff, Measure::Means],
];

/// The course of a term of one council, quarter by quarter; measures of which nothing was ever recorded are left out.
pub fn term(visit: &Visit, points: &[TermPoint]) -> Section {
    let mut charts = Grid::new();
    for measures in TOGETHER {
        let of = |point: &TermPoint, measure: Measure| point.measures[measure.place()];
        let recorded = |measure: &&Measure| {
            let tallies = points.iter().filter_map(|point| of(point, **measure));
            tallies.map(|tally| tally.of).max().unwrap_or_default() > 0
        };
        let shown: Vec<Measure> = measures.iter().filter(recorded).copied().collect();
        if shown.is_empty() {
            continue;
        }
        let name = |measure: &Measure| visit.label("measure-short", measure.code());
        let names: Vec<String> = shown.iter().map(name).collect();
        let said = visit.tv(
            "scoreboard-term-said",
            &[("count", &points.len().to_string())],
        );
        let days = points
            .iter()
            .map(|point| format!("{:02}/{}", point.day.month(), point.day.year() % 100));
        let mut chart = LineChart::new(names.join(", "), said, visit.words())
            .axes(visit.t("scoreboard-quarter"), visit.t("scoreboard-percent"))
            .times(days)
            .missing(visit.t("standing-short-unrecorded"));
        for (measure, name) in shown.iter().zip(&names) {
            let values = points
                .iter()
                .map(|point| of(point, *measure).and_then(percent));
            chart = chart.series(name, values);
        }
        charts = charts.push(chart);
    }
    Section::new(visit.t("scoreboard-term"))
        .intro(visit.t("scoreboard-term-intro"))
        .push(charts)
}

/// The course of time as a chart of both shares.
pub fn trend(visit: &Visit, points: &[TrendPoint]) -> LineChart {
    let last = points.last().map(|point| point.totals).unwrap_or_default();
    let said = visit.tv(
        "scoreboard-trend-said",
        &[
            ("months", &points.len().to_string()),
            ("training", &share(last.trained)),
            ("laws", &share(last.mastered)),
        ],
    );
    let days = points
        .iter()
        .map(|point| format!("{:02}/{}", point.day.month(), point.day.year() % 100));
    LineChart::new(visit.t("scoreboard-trend"), said, visit.words())
        .axes(visit.t("scoreboard-month"), visit.t("scoreboard-percent"))
        .times(days)
        .series(
            visit.t("measure-short-m1"),
            points.iter().map(|point| percent(point.totals.trained)),
        )
        .series(
            visit.t("measure-short-m2"),
            points.iter().map(|point| percent(point.totals.mastered)),
        )
        .missing(visit.t("missing"))
}
