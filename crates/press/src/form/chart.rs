//! Biểu đồ as printed: heights as parts of the axis, round marks on it, the words of every value.

use kernel::vi;
use serde::Serialize;

use super::grid::Grid;
use paper::{Chart, ChartKind, Series, value_text};

/// More bars than this cannot be told apart on a page; the table below holds them all the same.
const DRAWN: usize = 60;

/// A chart as printed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Drawing {
    pub title: String,
    /// The words in place of the drawing.
    pub description: String,
    pub kind: ChartKind,
    /// Where zero lies on the axis, from 0 to 1.
    pub zero: f64,
    /// Marks of the axis: where, and with which words.
    pub marks: Vec<(f64, String)>,
    pub categories: Vec<String>,
    pub series: Vec<Course>,
    pub table: Grid,
}

/// A series as printed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Course {
    pub name: String,
    /// Where each value lies on the axis, from 0 to 1.
    pub points: Vec<Option<f64>>,
    /// The values themselves.
    #[serde(skip)]
    pub values: Vec<Option<f64>>,
}

impl Drawing {
    pub(super) fn new(chart: &Chart) -> Self {
        let finite = |value: &Option<f64>| value.filter(|value| value.is_finite());
        let clamp = |value: f64| value.clamp(-1e15, 1e15);
        let values = chart.series.iter().flat_map(|series| &series.values);
        let values: Vec<f64> = values.filter_map(finite).map(clamp).collect();
        let low = values.iter().copied().fold(0.0, f64::min);
        let high = values.iter().copied().fold(0.0, f64::max);
        let step = step(high - low);
        let (bottom, top) = ((low / step).floor() * step, (high / step).ceil() * step);
        let top = if top > bottom { top } else { bottom + step };
        let at = |value: f64| ((value - bottom) / (top - bottom)).clamp(0.0, 1.0);
        let count = ((top - bottom) / step).round() as u32;
        let marks = (0..=count).map(|mark| bottom + f64::from(mark) * step);
        let categories = chart.categories.len();
        let drawn = categories * chart.series.len() <= DRAWN && !values.is_empty();
        let course = |series: &Series| {
            let values: Vec<Option<f64>> = (0..categories)
                .map(|place| series.values.get(place).and_then(finite).map(clamp))
                .collect();
            Course {
                name: vi::clean(&series.name),
                points: values.iter().map(|value| value.map(at)).collect(),
                values,
            }
        };
        let series = chart.series.iter().filter(|_| drawn).map(course);
        let title = vi::clean(&chart.title);
        Self {
            description: match vi::clean(&chart.description) {
                empty if empty.is_empty() => title.clone(),
                words => words,
            },
            title,
            kind: chart.kind,
            zero: at(0.0),
            marks: marks.map(|value| (at(value), value_text(value))).collect(),
            categories: chart
                .categories
                .iter()
                .map(|name| vi::clean(name))
                .collect(),
            series: series.collect(),
            table: Grid::new(&chart.table()),
        }
    }
}

/// A round step (1, 2 or 5 times a power of ten) that parts a range into at most six.
fn step(range: f64) -> f64 {
    if range <= 0.0 {
        return 1.0;
    }
    let power = 10f64.powf((range / 6.0).log10().floor());
    let steps = [1.0, 2.0, 5.0, 10.0].map(|round| round * power);
    // A tenth is the finest that the words of a value tell.
    let fits = steps.into_iter().find(|step| range / step <= 6.0);
    fits.unwrap_or(range).max(0.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_axis_has_round_marks_and_holds_every_value() {
        for (values, marks, zero) in [
            (vec![Some(12.0), None, Some(87.0)], "0 20 40 60 80 100", 0.0),
            (vec![Some(-3.0), Some(4.5)], "-4 -2 0 2 4 6", 0.4),
            (vec![Some(0.0)], "0 1", 0.0),
            (
                vec![Some(1_234_567.0)],
                "0 500.000 1.000.000 1.500.000",
                0.0,
            ),
        ] {
            let names = values.iter().map(|_| "x");
            let chart = Chart::new(ChartKind::Bar, "t", "d")
                .over("Năm", names)
                .series("s", values);
            let drawing = Drawing::new(&chart);
            let words: Vec<&str> = drawing.marks.iter().map(|(_, words)| &words[..]).collect();
            assert_eq!(words.join(" "), marks);
            assert!((drawing.zero - zero).abs() < 1e-9, "{marks}");
        }
        let nothing = Chart::new(ChartKind::Line, "t", "").over("x", ["a"]);
        let nothing = nothing.series("s", [Some(f64::NAN)]);
        let drawing = Drawing::new(&nothing);
        assert!(drawing.series.is_empty() && drawing.description == "t");
    }
}
