//! One question: its label, its hint, its error and the control that takes the answer.

use crate::html::{put, slug};
use crate::{Choice, Component, ErrorSummary, Html, Tag, Tone, Words, esc};

/// How wide a field is, which tells how long an answer may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// A few digits.
    Short,
    /// A name or a number of a paper.
    Medium,
    /// A sentence.
    Full,
}

impl Width {
    fn class(self) -> &'static str {
        match self {
            Width::Short => "short",
            Width::Medium => "medium",
            Width::Full => "full",
        }
    }
}

#[derive(Clone, Debug)]
enum Control {
    Input {
        kind: &'static str,
        mode: &'static str,
    },
    Long {
        rows: u8,
    },
    Select {
        choices: Vec<Choice>,
    },
    Radios {
        choices: Vec<Choice>,
    },
    Checkboxes {
        choices: Vec<Choice>,
        chosen: Vec<String>,
    },
    Check {
        checked: bool,
    },
    File {
        accept: String,
        multiple: bool,
    },
    Readonly,
}

/// One question of a form. It must be answered unless it is [`optional`](Field::optional).
#[derive(Clone, Debug)]
pub struct Field {
    name: String,
    id: Option<String>,
    label: String,
    control: Control,
    value: String,
    hint: Option<String>,
    error: Option<String>,
    suffix: Option<String>,
    autocomplete: Option<String>,
    optional: bool,
    plain: bool,
    width: Width,
}

impl Field {
    fn of(name: impl Into<String>, label: impl Into<String>, control: Control) -> Self {
        Self {
            name: name.into(),
            id: None,
            label: label.into(),
            control,
            value: String::new(),
            hint: None,
            error: None,
            suffix: None,
            autocomplete: None,
            optional: false,
            plain: false,
            width: Width::Full,
        }
    }

    /// A line of text.
    pub fn text(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::of(
            name,
            label,
            Control::Input {
                kind: "text",
                mode: "",
            },
        )
    }

    /// A text of several lines.
    pub fn long(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::of(name, label, Control::Long { rows: 6 })
    }

    /// A day, typed as dd/mm/yyyy.
    pub fn date(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::of(
            name,
            label,
            Control::Input {
                kind: "date",
                mode: "numeric",
            },
        )
        .width(Width::Short)
    }

    /// A number, typed as text so that `1.234` and a stray space can be read kindly.
    pub fn number(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::of(
            name,
            label,
            Control::Input {
                kind: "text",
                mode: "numeric",
            },
        )
        .width(Width::Short)
    }

    /// An e-mail address.
    pub fn email(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::of(
            name,
            label,
            Control::Input {
                kind: "email",
                mode: "email",
            },
        )
        .plain()
    }

    /// A telephone number.
    pub fn telephone(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::of(
            name,
            label,
            Control::Input {
                kind: "tel",
                mode: "tel",
            },
        )
    }

    /// A password. Its value is never written back.
    pub fn password(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::of(
            name,
            label,
            Control::Input {
                kind: "password",
                mode: "",
            },
        )
        .plain()
    }

    /// One choice of many, folded away; for more than seven choices.
    pub fn select<C: Into<Choice>>(
        name: impl Into<String>,
        label: impl Into<String>,
        choices: impl IntoIterator<Item = C>,
        chosen: impl Into<String>,
    ) -> Self {
        let choices = choices.into_iter().map(Into::into).collect();
        Self::of(name, label, Control::Select { choices }).value(chosen)
    }

    /// One choice of few, all in view.
    pub fn radios<C: Into<Choice>>(
        name: impl Into<String>,
        label: impl Into<String>,
        choices: impl IntoIterator<Item = C>,
        chosen: impl Into<String>,
    ) -> Self {
        let choices = choices.into_iter().map(Into::into).collect();
        Self::of(name, label, Control::Radios { choices }).value(chosen)
    }

    /// Any number of choices.
    pub fn checkboxes<C: Into<Choice>, S: Into<String>>(
        name: impl Into<String>,
        label: impl Into<String>,
        choices: impl IntoIterator<Item = C>,
        chosen: impl IntoIterator<Item = S>,
    ) -> Self {
        let choices = choices.into_iter().map(Into::into).collect();
        let chosen = chosen.into_iter().map(Into::into).collect();
        Self::of(name, label, Control::Checkboxes { choices, chosen })
    }

    /// One statement to agree with; it sends `1` when ticked.
    pub fn check(name: impl Into<String>, label: impl Into<String>, checked: bool) -> Self {
        Self::of(name, label, Control::Check { checked })
    }

    /// A file from the reader's machine.
    pub fn file(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self::of(
            name,
            label,
            Control::File {
                accept: String::new(),
                multiple: false,
            },
        )
    }

    /// A value that is shown and sent but cannot be changed.
    pub fn readonly(
        name: impl Into<String>,
        label: impl Into<String>,
        value: impl Into<String>,
    ) -> Self {
        Self::of(name, label, Control::Readonly).value(value)
    }

    /// An `id` other than the one made from the name, for two forms of one page that ask the same.
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// The answer so far.
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }

    /// A sentence that helps to answer.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// What is wrong with the answer and how to mend it.
    pub fn error(mut self, message: impl Into<String>) -> Self {
        self.error = Some(message.into());
        self
    }

    /// What is wrong with the answer, if anything is.
    pub fn error_if(mut self, message: Option<impl Into<String>>) -> Self {
        self.error = message.map(Into::into);
        self
    }

    /// Words after the control, such as a unit.
    pub fn suffix(mut self, words: impl Into<String>) -> Self {
        self.suffix = Some(words.into());
        self
    }

    /// The field may stay empty, and says so.
    pub fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// The purpose that a browser can fill in, such as `name` or `username`.
    pub fn autocomplete(mut self, purpose: impl Into<String>) -> Self {
        self.autocomplete = Some(purpose.into());
        self
    }

    /// No spelling help: for names, codes and addresses.
    pub fn plain(mut self) -> Self {
        self.plain = true;
        self
    }

    /// How wide the control is.
    pub fn width(mut self, width: Width) -> Self {
        self.width = width;
        self
    }

    /// How many lines a long text shows.
    pub fn rows(mut self, lines: u8) -> Self {
        if let Control::Long { rows } = &mut self.control {
            *rows = lines;
        }
        self
    }

    /// The kinds of file that are taken.
    pub fn accept(mut self, kinds: impl Into<String>) -> Self {
        if let Control::File { accept, .. } = &mut self.control {
            *accept = kinds.into();
        }
        self
    }

    /// Several files at once.
    pub fn multiple(mut self) -> Self {
        if let Control::File { multiple, .. } = &mut self.control {
            *multiple = true;
        }
        self
    }

    pub(crate) fn is_file(&self) -> bool {
        matches!(self.control, Control::File { .. })
    }

    fn anchor(&self) -> String {
        self.id
            .as_ref()
            .map_or_else(|| format!("f-{}", slug(&self.name)), |id| esc(id))
    }

    pub(crate) fn report(&self, errors: &mut ErrorSummary) {
        if let Some(message) = &self.error {
            let first = match self.control {
                Control::Radios { .. } | Control::Checkboxes { .. } => {
                    format!("#{}-1", self.anchor())
                }
                _ => format!("#{}", self.anchor()),
            };
            errors.add(&self.named(message), &first);
        }
    }

    /// The message with the name of the field, unless it begins with it, for above the form "Chưa nhập" says nothing; beside the field
    /// stand the same words.
    fn named(&self, message: &str) -> String {
        let says = message.to_lowercase();
        let label = self.label.trim_end_matches([':', '?']);
        let long = label.chars().count() > 80;
        if label.is_empty() || long || says.starts_with(&label.to_lowercase()) {
            return message.to_owned();
        }
        format!("{label}: {message}")
    }

    pub(crate) fn write(&self, words: &Words, out: &mut Html) {
        let wrong = if self.error.is_some() { " wrong" } else { "" };
        put!(out, "<div class=\"field{wrong}\">");
        match &self.control {
            Control::Radios { choices } => {
                self.group(words, out, |out, described| {
                    self.choices(
                        choices,
                        "radio",
                        std::slice::from_ref(&self.value),
                        described,
                        out,
                    );
                });
            }
            Control::Checkboxes { choices, chosen } => {
                self.group(words, out, |out, described| {
                    self.choices(choices, "checkbox", chosen, described, out)
                });
            }
            Control::Check { checked } => self.check_alone(words, *checked, out),
            _ => self.labelled(words, out),
        }
        put!(out, "</div>");
    }

    fn mark(&self, words: &Words) -> String {
        if self.optional {
            format!(" <span class=\"optional\">{}</span>", esc(&words.optional))
        } else {
            String::new()
        }
    }

    /// Writes hint and error, and returns the attribute that ties them to the control.
    fn aids(&self, words: &Words, out: &mut Html) -> String {
        let id = self.anchor();
        let mut tied = Vec::new();
        let date = matches!(self.control, Control::Input { kind: "date", .. });
        let hint = self
            .hint
            .as_deref()
            .or(date.then_some(words.date_hint.as_str()))
            .filter(|hint| !hint.is_empty());
        if let Some(hint) = hint {
            put!(out, "<p class=\"hint\" id=\"{id}-goi-y\">{}</p>", esc(hint));
            tied.push(format!("{id}-goi-y"));
        }
        if let Some(message) = &self.error {
            put!(out, "<p class=\"error late\" id=\"{id}-loi\">");
            Tone::Late.mark(out);
            put!(
                out,
                "<span><span class=\"hear\">{} </span>{}</span></p>",
                esc(&words.error_prefix),
                esc(&self.named(message))
            );
            tied.push(format!("{id}-loi"));
        }
        let invalid = if self.error.is_some() {
            " aria-invalid=\"true\""
        } else {
            ""
        };
        if tied.is_empty() {
            String::new()
        } else {
            format!(" aria-describedby=\"{}\"{invalid}", tied.join(" "))
        }
    }

    fn labelled(&self, words: &Words, out: &mut Html) {
        let (id, name) = (self.anchor(), esc(&self.name));
        put!(
            out,
            "<label for=\"{id}\">{}{}</label>",
            esc(&self.label),
            self.mark(words)
        );
        let mut rest = self.aids(words, out);
        if !self.optional && !matches!(self.control, Control::Readonly) {
            rest.push_str(" required");
        }
        if let Some(purpose) = &self.autocomplete {
            rest.push_str(&format!(" autocomplete=\"{}\"", esc(purpose)));
        }
        if self.plain {
            rest.push_str(" spellcheck=\"false\" autocapitalize=\"none\"");
        }
        let head = format!("id=\"{id}\" name=\"{name}\"");
        let width = self.width.class();
        put!(out, "<div class=\"control\">");
        match &self.control {
            Control::Input { kind: "date", mode } => put!(
                out,
                "<input {head} type=\"text\" class=\"{width}\" inputmode=\"{mode}\" value=\"{}\" autocomplete=\"off\"{rest}>",
                esc(&self.value)
            ),
            Control::Input { kind, mode } => {
                let mode = if mode.is_empty() {
                    String::new()
                } else {
                    format!(" inputmode=\"{mode}\"")
                };
                let value = if *kind == "password" {
                    String::new()
                } else {
                    format!(" value=\"{}\"", esc(&self.value))
                };
                put!(
                    out,
                    "<input {head} type=\"{kind}\" class=\"{width}\"{mode}{value}{rest}>"
                );
            }
            // The line break after the tag is dropped by browsers; without it they would drop the answer's own first one.
            Control::Long { rows } => {
                put!(
                    out,
                    "<textarea {head} rows=\"{rows}\"{rest}>\n{}</textarea>",
                    esc(&self.value)
                );
            }
            Control::Select { choices } => self.select_control(choices, &head, &rest, words, out),
            Control::File { accept, multiple } => {
                let accept = if accept.is_empty() {
                    String::new()
                } else {
                    format!(" accept=\"{}\"", esc(accept))
                };
                let multiple = if *multiple { " multiple" } else { "" };
                put!(out, "<input {head} type=\"file\"{accept}{multiple}{rest}>");
            }
            _ => put!(
                out,
                "<input {head} type=\"text\" class=\"{width}\" readonly value=\"{}\"{rest}>",
                esc(&self.value)
            ),
        }
        if let Some(suffix) = &self.suffix {
            put!(out, "<span class=\"suffix\">{}</span>", esc(suffix));
        }
        put!(out, "</div>");
    }

    fn select_control(
        &self,
        choices: &[Choice],
        head: &str,
        rest: &str,
        words: &Words,
        out: &mut Html,
    ) {
        put!(out, "<select {head}{rest}>");
        if !choices.iter().any(|choice| choice.value.is_empty()) {
            put!(out, "<option value=\"\">{}</option>", esc(&words.choose));
        }
        write_options(choices, &self.value, out);
        put!(out, "</select>");
    }

    fn group(&self, words: &Words, out: &mut Html, inner: impl FnOnce(&mut Html, &str)) {
        let mut aids = Html::new();
        let described = self.aids(words, &mut aids);
        let described = described.replace(" aria-invalid=\"true\"", "");
        put!(
            out,
            "<fieldset{described}><legend>{}{}</legend>{aids}",
            esc(&self.label),
            self.mark(words)
        );
        inner(out, "");
        put!(out, "</fieldset>");
    }

    fn choices(
        &self,
        choices: &[Choice],
        kind: &str,
        chosen: &[String],
        described: &str,
        out: &mut Html,
    ) {
        let (id, name) = (self.anchor(), esc(&self.name));
        put!(out, "<div class=\"choices\">");
        for (place, choice) in choices.iter().enumerate() {
            let id = format!("{id}-{}", place + 1);
            let checked = if chosen.contains(&choice.value) {
                " checked"
            } else {
                ""
            };
            let tie = choice.hint.as_ref().map_or(String::new(), |_| {
                format!(" aria-describedby=\"{id}-goi-y\"")
            });
            put!(
                out,
                "<div class=\"choice\"><input type=\"{kind}\" id=\"{id}\" name=\"{name}\" value=\"{}\"{checked}{tie}{described}>\
                 <label for=\"{id}\">{}</label>",
                esc(&choice.value),
                esc(&choice.label)
            );
            if let Some(hint) = &choice.hint {
                put!(out, "<p class=\"hint\" id=\"{id}-goi-y\">{}</p>", esc(hint));
            }
            put!(out, "</div>");
        }
        put!(out, "</div>");
    }

    fn check_alone(&self, words: &Words, checked: bool, out: &mut Html) {
        let (id, name) = (self.anchor(), esc(&self.name));
        let aids = self.aids(words, out);
        let checked = if checked { " checked" } else { "" };
        put!(
            out,
            "<div class=\"choice\"><input type=\"checkbox\" id=\"{id}\" name=\"{name}\" value=\"1\"{checked}{aids}>\
             <label for=\"{id}\">{}</label></div>",
            esc(&self.label)
        );
    }
}

pub(crate) fn write_options(choices: &[Choice], chosen: &str, out: &mut Html) {
    for choice in choices {
        // A list may hold some thousand choices, so each is written piece by piece.
        out.push_raw("<option value=\"");
        out.push_text(&choice.value);
        out.push_raw(if choice.value == chosen {
            "\" selected>"
        } else {
            "\">"
        });
        out.push_text(&choice.label);
        out.push_raw("</option>");
    }
}

/// Fields that belong together, under one legend.
#[derive(Clone, Debug)]
pub struct Fieldset {
    legend: String,
    hint: Option<String>,
    state: Option<(Tone, String)>,
    fields: Vec<Field>,
}

impl Fieldset {
    /// A group with its legend.
    pub fn new(legend: impl Into<String>) -> Self {
        Self {
            legend: legend.into(),
            hint: None,
            state: None,
            fields: Vec::new(),
        }
    }

    /// A sentence under the legend.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// A state beside the legend.
    pub fn state(mut self, tone: Tone, word: impl Into<String>) -> Self {
        self.state = Some((tone, word.into()));
        self
    }

    /// Adds a field.
    pub fn field(mut self, field: Field) -> Self {
        self.fields.push(field);
        self
    }

    pub(crate) fn has_file(&self) -> bool {
        self.fields.iter().any(Field::is_file)
    }

    pub(crate) fn report(&self, errors: &mut ErrorSummary) {
        for field in &self.fields {
            field.report(errors);
        }
    }

    pub(crate) fn write(&self, words: &Words, out: &mut Html) {
        put!(
            out,
            "<fieldset class=\"group\"><legend>{}",
            esc(&self.legend)
        );
        if let Some((tone, word)) = &self.state {
            out.push_text(" ");
            Tag::new(*tone, word).render(out);
        }
        put!(out, "</legend>");
        if let Some(hint) = &self.hint {
            put!(out, "<p class=\"hint\">{}</p>", esc(hint));
        }
        for field in &self.fields {
            field.write(words, out);
        }
        put!(out, "</fieldset>");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_names_its_field_where_the_message_does_not() {
        for (label, message, expected) in [
            (
                "Địa điểm",
                "Chưa nhập nội dung này",
                "Địa điểm: Chưa nhập nội dung này",
            ),
            ("Nội dung", "Nội dung còn trống.", "Nội dung còn trống."),
            ("Đồng ý?", "Chưa chọn", "Đồng ý: Chưa chọn"),
        ] {
            assert_eq!(Field::text("f", label).named(message), expected);
        }
    }
}
