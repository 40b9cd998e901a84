//! One line of a list that is marked: a few choices side by side, of which one can be pressed for each line.

use crate::html::put;
use crate::{Choice, Component, Example, Html, esc};

/// The choices of one line.
#[derive(Clone, Debug)]
pub struct Marks {
    name: String,
    legend: String,
    choices: Vec<Choice>,
    chosen: String,
}

impl Marks {
    /// Choices that send `name`, with what they are about for those who do not see the line.
    pub fn new<C: Into<Choice>>(
        name: impl Into<String>,
        legend: impl Into<String>,
        choices: impl IntoIterator<Item = C>,
        chosen: impl Into<String>,
    ) -> Self {
        Self {
            name: name.into(),
            legend: legend.into(),
            choices: choices.into_iter().map(Into::into).collect(),
            chosen: chosen.into(),
        }
    }
}

impl Component for Marks {
    fn render(&self, out: &mut Html) {
        put!(
            out,
            "<fieldset class=\"marks\"><legend>{}</legend>",
            esc(&self.legend)
        );
        for choice in &self.choices {
            let checked = if choice.value == self.chosen {
                " checked"
            } else {
                ""
            };
            put!(
                out,
                "<label><input type=\"radio\" name=\"{}\" value=\"{}\"{checked}>{}</label>",
                esc(&self.name),
                esc(&choice.value),
                esc(&choice.label)
            );
        }
        put!(out, "</fieldset>");
    }
}

pub(crate) fn examples() -> Vec<Example> {
    let marks = Marks::new(
        "p1",
        "Nguyễn Thị Ánh",
        [
            Choice::new("present", "Có mặt"),
            Choice::new("absent", "Vắng"),
        ],
        "present",
    );
    vec![Example::new("marks", marks.html())]
}
