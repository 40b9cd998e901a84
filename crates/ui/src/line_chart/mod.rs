//! Amounts over time, drawn on the server, with the same figures as a table below.

use crate::html::{put, slug};
use crate::{Component, Example, Html, Words, esc};

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 280.0;
const LEFT: f64 = 48.0;
const RIGHT: f64 = 16.0;
const TOP: f64 = 16.0;
const BOTTOM: f64 = 40.0;

#[derive(Clone, Debug)]
struct Series {
    name: String,
    values: Vec<Option<f64>>,
}

/// A small chart over time. A missing value breaks the line instead of inventing a point.
#[derive(Clone, Debug)]
pub struct LineChart {
    title: String,
    description: String,
    time_head: String,
    value_head: String,
    times: Vec<String>,
    series: Vec<Series>,
    missing: String,
    figures: String,
}

impl LineChart {
    /// A chart with its title and one sentence that says what it shows.
    pub fn new(title: impl Into<String>, description: impl Into<String>, words: &Words) -> Self {
        Self {
            title: title.into(),
            description: description.into(),
            time_head: String::new(),
            value_head: String::new(),
            times: Vec::new(),
            series: Vec::new(),
            missing: "–".into(),
            figures: words.figures.clone(),
        }
    }

    /// The names of the axes: of time, such as "Tháng", and of the amount, such as "Kiến nghị".
    pub fn axes(mut self, time: impl Into<String>, value: impl Into<String>) -> Self {
        self.time_head = time.into();
        self.value_head = value.into();
        self
    }

    /// The points of time, oldest first.
    pub fn times<S: Into<String>>(mut self, times: impl IntoIterator<Item = S>) -> Self {
        self.times = times.into_iter().map(Into::into).collect();
        self
    }

    /// A line: its name and one value per point of time. At most three lines stay readable.
    pub fn series<V: Into<Option<f64>>>(
        mut self,
        name: impl Into<String>,
        values: impl IntoIterator<Item = V>,
    ) -> Self {
        self.series.push(Series {
            name: name.into(),
            values: values.into_iter().map(Into::into).collect(),
        });
        self
    }

    /// The word for a value that is not known, in the table.
    pub fn missing(mut self, word: impl Into<String>) -> Self {
        self.missing = word.into();
        self
    }

    fn most(&self) -> f64 {
        let most = self
            .series
            .iter()
            .flat_map(|series| &series.values)
            .flatten()
            .copied()
            .fold(0.0, f64::max);
        round_up(most)
    }

    fn x(&self, place: usize) -> f64 {
        let steps = self.times.len().saturating_sub(1).max(1) as f64;
        LEFT + (WIDTH - LEFT - RIGHT) * place as f64 / steps
    }

    fn grid(&self, most: f64, out: &mut Html) {
        for step in 0..=4 {
            let value = most * f64::from(step) / 4.0;
            let y = y(value, most);
            put!(
                out,
                "<path class=\"grid\" d=\"M{LEFT} {y:.1}H{:.0}\"/>",
                WIDTH - RIGHT
            );
            put!(
                out,
                "<text class=\"tick\" x=\"{:.0}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>",
                LEFT - 8.0,
                y + 5.0,
                plain(value)
            );
        }
        let every = self.times.len().div_ceil(6).max(1);
        for (place, time) in self
            .times
            .iter()
            .enumerate()
            .filter(|(place, _)| place % every == 0)
        {
            let anchor = if place == 0 {
                "start"
            } else if place + 1 == self.times.len() {
                "end"
            } else {
                "middle"
            };
            // A narrow screen has room for every other name only.
            let minor = if (place / every) % 2 == 1 {
                " minor"
            } else {
                ""
            };
            let x = if place == 0 { LEFT } else { self.x(place) };
            put!(
                out,
                "<text class=\"tick{minor}\" x=\"{x:.1}\" y=\"{:.0}\" text-anchor=\"{anchor}\">{}</text>",
                HEIGHT - 14.0,
                esc(time)
            );
        }
    }

    fn line(&self, place: usize, series: &Series, most: f64, out: &mut Html) {
        let mut path = String::new();
        let mut pen_down = false;
        for (at, value) in series.values.iter().enumerate() {
            match value {
                Some(value) => {
                    let letter = if pen_down { 'L' } else { 'M' };
                    path.push_str(&format!("{letter}{:.1} {:.1}", self.x(at), y(*value, most)));
                    pen_down = true;
                }
                None => pen_down = false,
            }
        }
        put!(
            out,
            "<path class=\"line line-{}\" d=\"{path}\"/>",
            place + 1
        );
        for (at, value) in series.values.iter().enumerate() {
            if let Some(value) = value {
                dot(place, self.x(at), y(*value, most), out);
            }
        }
    }

    fn figures(&self, out: &mut Html) {
        put!(
            out,
            "<details class=\"details\"><summary>{}</summary><div class=\"table\"><table><caption class=\"hear\">{}</caption><thead><tr><th scope=\"col\">{}</th>",
            esc(&self.figures),
            esc(&self.title),
            esc(&self.time_head)
        );
        for series in &self.series {
            put!(
                out,
                "<th scope=\"col\" class=\"number\">{}</th>",
                esc(&series.name)
            );
        }
        put!(out, "</tr></thead><tbody>");
        for (at, time) in self.times.iter().enumerate() {
            put!(out, "<tr><th scope=\"row\">{}</th>", esc(time));
            for series in &self.series {
                let value = series.values.get(at).copied().flatten();
                let text = value.map_or_else(|| esc(&self.missing), plain);
                put!(
                    out,
                    "<td class=\"number\" data-label=\"{}\">{text}</td>",
                    esc(&series.name)
                );
            }
            put!(out, "</tr>");
        }
        put!(out, "</tbody></table></div></details>");
    }
}

/// Each line has its own mark as well as its own colour.
fn dot(place: usize, x: f64, y: f64, out: &mut Html) {
    match place % 3 {
        0 => put!(
            out,
            "<circle class=\"dot dot-1\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4\"/>"
        ),
        1 => put!(
            out,
            "<rect class=\"dot dot-2\" x=\"{:.1}\" y=\"{:.1}\" width=\"8\" height=\"8\"/>",
            x - 4.0,
            y - 4.0
        ),
        _ => put!(
            out,
            "<path class=\"dot dot-3\" d=\"M{x:.1} {:.1}l5 9h-10z\"/>",
            y - 5.5
        ),
    }
}

fn y(value: f64, most: f64) -> f64 {
    let share = if most > 0.0 { value / most } else { 0.0 };
    HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * share
}

/// The least round number that is not below the value, so that four equal steps have short names.
fn round_up(value: f64) -> f64 {
    if value <= 4.0 {
        return 4.0;
    }
    let power = 10f64.powf(value.log10().floor());
    [1.0, 1.2, 1.6, 2.0, 2.4, 3.2, 4.0, 6.0, 8.0, 10.0]
        .into_iter()
        .map(|step| step * power)
        .find(|step| *step >= value)
        .unwrap_or(value)
}

/// Vietnamese decimal comma; whole numbers without one.
fn plain(value: f64) -> String {
    if (value - value.round()).abs() < 1e-9 {
        format!("{value:.0}")
    } else {
        format!("{value:.1}").replace('.', ",")
    }
}

impl Component for LineChart {
    fn render(&self, out: &mut Html) {
        let id = format!("bieu-do-{}", slug(&self.title));
        let most = self.most();
        put!(
            out,
            "<figure class=\"line-chart\"><p class=\"chart-title\">{}</p>",
            esc(&self.title)
        );
        if self.series.len() > 1 {
            put!(out, "<ul class=\"legend\">");
            for (place, series) in self.series.iter().enumerate() {
                put!(
                    out,
                    "<li><svg viewBox=\"0 0 24 16\" width=\"24\" height=\"16\" aria-hidden=\"true\" focusable=\"false\"><path class=\"line line-{}\" d=\"M0 8h24\"/>",
                    place + 1
                );
                dot(place, 12.0, 8.0, out);
                put!(out, "</svg>{}</li>", esc(&series.name));
            }
            put!(out, "</ul>");
        }
        put!(
            out,
            "<p class=\"axis\" aria-hidden=\"true\">{}</p>",
            esc(&self.value_head)
        );
        put!(
            out,
            "<svg class=\"plot\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-labelledby=\"{id}-ten {id}-ta\">\
             <title id=\"{id}-ten\">{}</title><desc id=\"{id}-ta\">{}</desc>",
            esc(&self.title),
            esc(&self.description)
        );
        self.grid(most, out);
        for (place, series) in self.series.iter().enumerate() {
            self.line(place, series, most, out);
        }
        put!(
            out,
            "</svg><p class=\"chart-note\">{}</p>",
            esc(&self.description)
        );
        self.figures(out);
        put!(out, "</figure>");
    }
}

pub(crate) fn examples(words: &Words) -> Vec<Example> {
    let chart = LineChart::new(
        "Kiến nghị tiếp nhận và giải quyết",
        "Từ tháng 9/2025 đến tháng 02/2026, số giải quyết tăng từ 8 lên 31 mỗi tháng; tháng 12/2025 chưa có số liệu giải quyết.",
        words,
    )
    .axes("Tháng", "Kiến nghị mỗi tháng")
    .times(["9/2025", "10/2025", "11/2025", "12/2025", "01/2026", "02/2026"])
    .series("Tiếp nhận", [14.0, 22.0, 19.0, 30.0, 26.0, 35.0])
    .series("Giải quyết", [Some(8.0), Some(12.0), Some(17.0), None, Some(24.0), Some(31.0)])
    .missing("Chưa có");
    vec![Example::new("line-chart", chart.html())]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_top_of_the_scale_is_round_and_never_below_the_data() {
        for (most, top) in [
            (0.0, 4.0),
            (3.0, 4.0),
            (35.0, 40.0),
            (101.0, 120.0),
            (999.0, 1000.0),
        ] {
            assert_eq!(round_up(most), top);
        }
    }
}
