//! What the address of a page of the board asks for.

use council::bodies::Level;
use council::scoreboard::Measure;
use council::scoreboard::board::{BoardFilter, BoardSort, Direction};
use council::{Problem, Result};

use crate::asked::choice;
use crate::visit::Visit;

/// Rows of a page.
pub const PAGE: usize = 50;

/// The filter of the address. A choice that there is not is refused, so that no list looks complete by mistake.
pub fn filter(visit: &Visit) -> Result<BoardFilter> {
    let level = choice(visit, "level", Level::from_code)?;
    Ok(BoardFilter {
        path: visit.asked("place").unwrap_or_default().to_owned(),
        level,
        term: visit.asked("term").map(str::to_owned),
        text: visit.asked("q").unwrap_or_default().to_owned(),
        behind: choice(visit, "behind", measure)?,
    })
}

/// The measure in which councils are behind; `1` is what links said before every measure was counted.
fn measure(code: &str) -> Option<Measure> {
    match code {
        "1" => Some(Measure::Training),
        _ => Measure::from_code(code),
    }
}

/// The order of the address.
pub fn sort(visit: &Visit) -> Result<(BoardSort, Direction)> {
    let Some(asked) = visit.asked("sort") else {
        return Ok((BoardSort::Place, Direction::Up));
    };
    let (name, direction) = match asked.strip_prefix('-') {
        Some(name) => (name, Direction::Down),
        None => (asked, Direction::Up),
    };
    let sort = match name {
        "place" => BoardSort::Place,
        "name" => BoardSort::Name,
        "delegates" => BoardSort::Delegates,
        "missing" => BoardSort::Missing,
        _ => match Measure::from_code(name) {
            Some(measure) => BoardSort::Share(measure),
            None => return Err(Problem::new("sort", "choice-unknown").into()),
        },
    };
    Ok((sort, direction))
}

/// The page of a list, from 1.
pub fn page(visit: &Visit) -> Result<usize> {
    match visit.picked("page") {
        None => Ok(1),
        Some(text) => match text.parse() {
            Ok(page) if (1..=1_000_000).contains(&page) => Ok(page),
            _ => Err(Problem::new("page", "number-unreadable").into()),
        },
    }
}

/// The links of the pages of a list.
pub fn pager(visit: &Visit, page: usize, total: usize, summary: &str) -> ui::Pager {
    let pages = total.div_ceil(PAGE).max(1);
    let at = |number: usize| visit.here_with(&[("page", &number.to_string())]);
    let mut pager = ui::Pager::new(visit.words())
        .previous((page > 1 && page <= pages).then(|| at(page - 1)))
        .next((page < pages).then(|| at(page + 1)));
    let mut last = 0;
    for number in 1..=pages {
        let near = number == 1 || number == pages || number.abs_diff(page) <= 1;
        if !near {
            continue;
        }
        if number > last + 1 {
            pager = pager.gap();
        }
        pager = if number == page {
            pager.current(number)
        } else {
            pager.page(number, at(number))
        };
        last = number;
    }
    let (from, to) = ((page - 1) * PAGE + 1, (page * PAGE).min(total));
    let number = |value: usize| kernel::vi::number(i64::try_from(value).unwrap_or(i64::MAX));
    pager.summary(if total == 0 {
        String::new()
    } else {
        let (from, to, total) = (number(from), number(to), number(total));
        visit.tv(summary, &[("from", &from), ("to", &to), ("total", &total)])
    })
}
