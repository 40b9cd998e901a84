//! The sections of a council's page: posts, facilities, budget, requests, load.

use council::access::{Act, Shown};
use council::bodies::CouncilRef;
use council::conditions::budget::{BudgetLine, Sum};
use council::conditions::overview::Overview;
use council::conditions::posts::PostLine;
use council::rules::InForce;
use kernel::vi;
use ui::{Cell, Column, Details, Html, Prose, Section, Table, Tone};

use super::say;
use crate::rules::words::dated_rule;
use crate::visit::Visit;

/// Whether whoever looks may carry out an act now.
fn may(visit: &Visit, act: Act, council: &CouncilRef) -> bool {
    visit.can(act, &council.path) && !visit.is_past()
}

/// The posts with who fills them.
pub fn posts(visit: &Visit, council: &CouncilRef, all: &Overview) -> Section {
    let acts = may(visit, Act::FillPost, council);
    let mut table = Table::new(visit.t("conditions-posts"), visit.words())
        .column(Column::text(visit.t("post-title")))
        .column(Column::text(visit.t("post-kind")))
        .column(Column::text(visit.t("post-holder")))
        .column(Column::text(visit.t("qualification")))
        .column(Column::date(visit.t("since")))
        .column(Column::text(say::with(
            visit,
            "conditions-trained-year",
            &[("year", visit.on.year().to_string())],
        )))
        .empty(visit.t("conditions-posts-none"));
    if acts {
        table = table.column(Column::text(visit.t("act")));
    }
    for line in &all.posts {
        table = table.row(post_row(visit, line, acts));
    }
    let mut section = Section::new(visit.t("conditions-posts"))
        .id("vi-tri")
        .push(table.quiet());
    if let Some(rule) = &all.norm {
        section = section.push(basis(visit, "conditions-posts-rule", [rule]));
    }
    section
}

fn post_row(visit: &Visit, line: &PostLine, acts: bool) -> Vec<Cell> {
    let (post, missing) = (&line.post, || Cell::missing(visit.t("missing")));
    let mut row = vec![
        Cell::text(post.title.clone()),
        Cell::text(visit.label("post-kind", post.kind.code())),
    ];
    match &line.holder {
        None => row.extend([
            Cell::status(Tone::Due, visit.t("post-vacant")),
            missing(),
            missing(),
            missing(),
        ]),
        Some(holder) => {
            row.push(shown(visit, &holder.full_name));
            let field = holder.field.as_ref().visible().cloned();
            let field = field.filter(|field| !field.is_empty());
            row.push(match &holder.qualification {
                Shown::Hidden => Cell::missing(visit.t("hidden")),
                Shown::Visible(qualification) => {
                    let word = visit.label("qualification", qualification.code());
                    Cell::text(field.map_or(word.clone(), |field| format!("{word}, {field}")))
                }
            });
            row.push(Cell::date(visit.day(holder.valid_from)));
            let classes = holder.trainings.iter().map(|class| {
                let values = [
                    ("name", class.name.clone()),
                    ("day", visit.day(class.day)),
                    ("hours", vi::number(class.hours.into())),
                ];
                say::with(visit, "post-training", &values)
            });
            let classes: Vec<String> = classes.collect();
            row.push(if classes.is_empty() {
                missing()
            } else {
                Cell::text(classes.join("; "))
            });
        }
    }
    if acts {
        let offers = match &line.holder {
            Some(holder) => vec![
                ("train", format!("/post-holders/{}/train", holder.id)),
                ("leave", format!("/post-holders/{}/leave", holder.id)),
            ],
            None => vec![
                ("fill", format!("/office-posts/{}/fill", post.id)),
                ("end", format!("/office-posts/{}/end", post.id)),
            ],
        };
        row.push(links(offers.into_iter().map(|(end, href)| {
            let title = [("title", post.title.clone())];
            let words = say::with(visit, &format!("post-offer-{end}"), &title);
            (words, href)
        })));
    }
    row
}

fn shown(visit: &Visit, text: &Shown<String>) -> Cell {
    match text {
        Shown::Hidden => Cell::missing(visit.t("hidden")),
        Shown::Visible(text) if text.is_empty() => Cell::missing(visit.t("missing")),
        Shown::Visible(text) => Cell::text(text.clone()),
    }
}

/// Links one after the other in one cell.
fn links(links: impl Iterator<Item = (String, String)>) -> Cell {
    let mut html = Html::new();
    for (words, href) in links {
        if !html.is_empty() {
            html.push_text(" · ");
        }
        html = html.and(Html::link(words, href));
    }
    Cell::of(html)
}

/// The rules behind a section, with what they rest on and how sure they are.
fn basis<'a>(visit: &Visit, key: &str, rules: impl IntoIterator<Item = &'a InForce>) -> Details {
    let rules = rules.into_iter().map(|rule| dated_rule(visit, rule));
    Details::new(visit.t(key)).push(Prose::new().list(rules))
}

/// The checklist.
pub fn facilities(visit: &Visit, council: &CouncilRef, all: &Overview) -> Section {
    let acts = may(visit, Act::RecordFacility, council);
    let mut table = Table::new(visit.t("conditions-facilities"), visit.words())
        .column(Column::text(visit.t("facility")))
        .column(Column::number(visit.t("facility-wanted")))
        .column(Column::number(visit.t("facility-quantity")))
        .column(Column::status(visit.t("facility-state")))
        .column(Column::date(visit.t("facility-seen-on")))
        .column(Column::text(visit.t("facility-remark")))
        .empty(visit.t("conditions-facilities-none"));
    if acts {
        table = table.column(Column::text(visit.t("act")));
    }
    for line in &all.facilities {
        let missing = || Cell::missing(visit.t("missing"));
        let (tone, word) = say::facility(visit, line.state);
        let item = visit.label("facility", line.item.code());
        let mut row = vec![
            Cell::text(item.clone()),
            Cell::number(vi::number(line.wanted.into())),
            line.quantity
                .map_or_else(missing, |n| Cell::number(vi::number(n.into()))),
            Cell::status(tone, word),
            line.seen_on
                .map_or_else(missing, |day| Cell::date(visit.day(day))),
            shown(visit, &line.remark),
        ];
        if acts {
            let code = line.item.code();
            let href = format!(
                "/councils/{}/conditions/facilities/new?item={code}",
                council.id
            );
            let words = say::with(visit, "facility-offer", &[("item", item)]);
            row.push(Cell::link(words, href));
        }
        table = table.row(row);
    }
    let rules = all.facilities.iter().map(|line| &line.rule);
    Section::new(visit.t("conditions-facilities"))
        .id("co-so-vat-chat")
        .push(table.quiet())
        .push(basis(visit, "conditions-facilities-rule", rules))
}

/// The budget of the year of the day and of those around it, a table each.
pub fn budget(visit: &Visit, council: &CouncilRef, all: &Overview) -> Section {
    let mut section = Section::new(visit.t("conditions-budget")).id("kinh-phi");
    if all.budget.is_empty() {
        return section.intro(visit.t("conditions-budget-none"));
    }
    section = section.intro(visit.t("conditions-budget-intro"));
    for lines in all.budget.chunk_by(|a, b| a.year == b.year) {
        section = section.push(budget_table(visit, council, lines));
    }
    section
}

fn budget_table(visit: &Visit, council: &CouncilRef, lines: &[BudgetLine]) -> Table {
    let acts = may(visit, Act::RecordBudget, council);
    let year = lines.first().map_or(0, |line| line.year);
    let caption = say::with(visit, "conditions-budget-of", &[("year", year.to_string())]);
    let mut table = Table::new(caption, visit.words())
        .column(Column::text(visit.t("spending")))
        .column(Column::text(visit.t("fund-source")))
        .column(Column::number(visit.t("budget-norm")))
        .column(Column::number(visit.t("budget-estimate")))
        .column(Column::number(visit.t("budget-allotted")))
        .column(Column::number(visit.t("budget-spent")))
        .column(Column::number(visit.t("conditions-spent-share")))
        .column(Column::date(visit.t("budget-day")))
        .column(Column::status(visit.t("budget-warning")));
    if acts {
        table = table.column(Column::text(visit.t("act")));
    }
    let mut sum = Sum::default();
    for line in lines {
        sum += line.sum();
        table = table.row(budget_row(visit, council, line, acts));
    }
    let mut footer = vec![
        Cell::text(visit.t("budget-sum")),
        Cell::text(""),
        Cell::text(""),
        Cell::number(vi::number(sum.estimate)),
        Cell::number(vi::number(sum.allotted)),
        Cell::number(vi::number(sum.spent)),
        Cell::number(vi::percent(sum.spent, sum.allotted)),
        Cell::text(""),
        Cell::text(""),
    ];
    if acts {
        footer.push(Cell::text(""));
    }
    table.footer(footer)
}

fn budget_row(visit: &Visit, council: &CouncilRef, line: &BudgetLine, acts: bool) -> Vec<Cell> {
    let warnings = line.warnings();
    let words: Vec<String> = warnings
        .iter()
        .map(|warning| visit.label("budget-warning", warning.code()))
        .collect();
    let state = if !words.is_empty() {
        Cell::status(Tone::Late, words.join("; "))
    } else if line.allotted < line.estimate {
        Cell::status(Tone::Due, visit.t("budget-not-allotted"))
    } else {
        Cell::status(Tone::Done, visit.t("budget-fine"))
    };
    let kind = visit.label("spending", line.kind.code());
    let mut row = vec![
        Cell::text(kind.clone()),
        Cell::text(visit.label("fund-source", line.source.code())),
        line.norm.map_or_else(
            || Cell::missing(visit.t("missing")),
            |norm| Cell::number(vi::number(norm)),
        ),
        Cell::number(vi::number(line.estimate)),
        Cell::number(vi::number(line.allotted)),
        Cell::number(vi::number(line.spent)),
        Cell::number(vi::percent(line.spent, line.allotted)),
        Cell::date(visit.day(line.day)),
        state,
    ];
    if acts {
        let href = format!(
            "/councils/{}/conditions/budget/new?year={}&source={}&kind={}",
            council.id,
            line.year,
            line.source.code(),
            line.kind.code()
        );
        let words = say::with(visit, "budget-offer", &[("kind", kind)]);
        row.push(Cell::link(words, href));
    }
    row
}

/// The requests.
pub fn requests(visit: &Visit, council: &CouncilRef, all: &Overview) -> Section {
    let acts = may(visit, Act::AnswerRequest, council);
    let mut table = Table::new(visit.t("conditions-requests"), visit.words())
        .column(Column::text(visit.t("request-recipient")))
        .column(Column::text(visit.t("request-text")))
        .column(Column::date(visit.t("request-sent-on")))
        .column(Column::date(visit.t("request-due-on")))
        .column(Column::status(visit.t("request-state")))
        .column(Column::text(visit.t("request-answer")))
        .empty(visit.t("conditions-requests-none"));
    if acts {
        table = table.column(Column::text(visit.t("act")));
    }
    for line in &all.requests {
        let (tone, word) = say::request(visit, line);
        let answer = match line.decided_on {
            None => Cell::missing(visit.t("missing")),
            Some(day) => match line.answer.as_ref() {
                Shown::Visible(answer) => Cell::text(format!("{}: {answer}", visit.day(day))),
                Shown::Hidden => Cell::missing(visit.t("hidden")),
            },
        };
        let mut row = vec![
            Cell::text(line.recipient.clone()),
            shown(visit, &line.text),
            Cell::date(visit.day(line.sent_on)),
            line.due_on.map_or_else(
                || Cell::missing(visit.t("missing")),
                |day| Cell::date(visit.day(day)),
            ),
            Cell::status(tone, word),
            answer,
        ];
        if acts {
            row.push(if line.state.is_open() {
                links(["answer", "withdraw"].into_iter().map(|end| {
                    let day = [("day", visit.day(line.sent_on))];
                    let words = say::with(visit, &format!("request-offer-{end}"), &day);
                    (words, format!("/condition-requests/{}/{end}", line.id))
                }))
            } else {
                Cell::text("")
            });
        }
        table = table.row(row);
    }
    Section::new(visit.t("conditions-requests"))
        .id("kien-nghi")
        .push(table.quiet())
}

/// What the work of the year weighs.
pub fn load(visit: &Visit, all: &Overview) -> Section {
    let load = &all.load;
    let n = |n: u32| vi::number(n.into());
    let year = [("year", load.year.to_string())];
    let caption = say::with(visit, "conditions-load", &year);
    let mut table = Table::new(caption.clone(), visit.words())
        .column(Column::text(visit.t("work")))
        .column(Column::number(visit.t("work-count")))
        .column(Column::number(visit.t("work-weight")))
        .column(Column::number(visit.t("work-points")));
    for line in &load.lines {
        let weight = line.rule.as_ref();
        let weight = weight.and_then(|rule| rule.parameters.whole("count"));
        table = table.row([
            Cell::text(visit.label("work", line.work.code())),
            Cell::number(n(line.count)),
            weight.map_or_else(
                || Cell::missing(visit.t("missing")),
                |weight| Cell::number(n(weight)),
            ),
            Cell::number(n(line.points)),
        ]);
    }
    table = table.footer([
        Cell::text(visit.t("budget-sum")),
        Cell::text(""),
        Cell::text(""),
        Cell::number(n(load.points)),
    ]);
    let staff = [
        ("staff", say::tenths(load.staff_tenths)),
        ("points", load.per_person.map_or_else(|| "–".to_owned(), n)),
    ];
    let rules = load.lines.iter().filter_map(|line| line.rule.as_ref());
    Section::new(caption)
        .id("khoi-luong")
        .intro(say::with(visit, "conditions-load-intro", &staff))
        .push(table.quiet())
        .push(basis(visit, "conditions-load-rule", rules))
}
