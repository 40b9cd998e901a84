//! What narrows a list: a form that reads and writes the address, so that a narrowed list can be sent to a colleague.

use crate::form::write_options;
use crate::html::{put, slug};
use crate::icon::Icon;
use crate::{Choice, Component, Example, Html, Link, Words, esc, esc_url};

/// The filters of a list, and the ones that are active.
#[derive(Clone, Debug)]
pub struct Filters {
    action: String,
    body: Html,
    hidden: Html,
    active: Vec<Link>,
    clear: Option<String>,
    result: Option<String>,
    words: Words,
}

impl Filters {
    /// Filters whose answers go to `action` in the address.
    pub fn new(action: impl Into<String>, words: &Words) -> Self {
        Self {
            action: action.into(),
            body: Html::new(),
            hidden: Html::new(),
            active: Vec::new(),
            clear: None,
            result: None,
            words: words.clone(),
        }
    }

    fn input(mut self, kind: &str, class: &str, name: &str, label: &str, value: &str) -> Self {
        let id = format!("loc-{}", slug(name));
        put!(
            self.body,
            "<div class=\"filter {class}\"><label for=\"{id}\">{}</label>\
             <input id=\"{id}\" name=\"{}\" type=\"{kind}\" value=\"{}\" autocomplete=\"off\"></div>",
            esc(label),
            esc(name),
            esc(value)
        );
        self
    }

    /// A search in the words of the list.
    pub fn search(self, name: &str, label: &str, value: &str) -> Self {
        self.input("search", "wide", name, label, value)
    }

    /// A day, typed as dd/mm/yyyy.
    pub fn date(self, name: &str, label: &str, value: &str) -> Self {
        self.input("text", "narrow", name, label, value)
    }

    /// One choice of many. Give the choice for "all" an empty value.
    pub fn select<C: Into<Choice>>(
        mut self,
        name: &str,
        label: &str,
        choices: impl IntoIterator<Item = C>,
        chosen: &str,
    ) -> Self {
        let id = format!("loc-{}", slug(name));
        let choices: Vec<Choice> = choices.into_iter().map(Into::into).collect();
        put!(
            self.body,
            "<div class=\"filter\"><label for=\"{id}\">{}</label><select id=\"{id}\" name=\"{}\">",
            esc(label),
            esc(name)
        );
        write_options(&choices, chosen, &mut self.body);
        put!(self.body, "</select></div>");
        self
    }

    /// A statement that narrows the list when ticked; it sends `1`.
    pub fn check(mut self, name: &str, label: &str, checked: bool) -> Self {
        let id = format!("loc-{}", slug(name));
        let checked = if checked { " checked" } else { "" };
        put!(
            self.body,
            "<div class=\"filter choice\"><input type=\"checkbox\" id=\"{id}\" name=\"{}\" value=\"1\"{checked}>\
             <label for=\"{id}\">{}</label></div>",
            esc(name),
            esc(label)
        );
        self
    }

    /// Any number of choices under one legend.
    pub fn checkboxes<C: Into<Choice>>(
        mut self,
        name: &str,
        legend: &str,
        choices: impl IntoIterator<Item = C>,
        chosen: &[String],
    ) -> Self {
        put!(
            self.body,
            "<fieldset class=\"filter wide\"><legend>{}</legend><div class=\"inline\">",
            esc(legend)
        );
        for (place, choice) in choices.into_iter().map(Into::into).enumerate() {
            let id = format!("loc-{}-{}", slug(name), place + 1);
            let checked = if chosen.contains(&choice.value) {
                " checked"
            } else {
                ""
            };
            put!(
                self.body,
                "<div class=\"choice\"><input type=\"checkbox\" id=\"{id}\" name=\"{}\" value=\"{}\"{checked}>\
                 <label for=\"{id}\">{}</label></div>",
                esc(name),
                esc(&choice.value),
                esc(&choice.label)
            );
        }
        put!(self.body, "</div></fieldset>");
        self
    }

    /// A value that stays in the address, such as the sort order or the as-of date.
    pub fn hidden(mut self, name: &str, value: &str) -> Self {
        put!(
            self.hidden,
            "<input type=\"hidden\" name=\"{}\" value=\"{}\">",
            esc(name),
            esc(value)
        );
        self
    }

    /// A filter that is active, and the address of the list without it.
    pub fn active(mut self, words: impl Into<String>, without: impl Into<String>) -> Self {
        self.active.push(Link::new(words, without));
        self
    }

    /// The address of the list without any filter.
    pub fn clear(mut self, href: impl Into<String>) -> Self {
        self.clear = Some(href.into());
        self
    }

    /// How many were found, in a sentence.
    pub fn result(mut self, sentence: impl Into<String>) -> Self {
        self.result = Some(sentence.into());
        self
    }
}

impl Component for Filters {
    fn render(&self, out: &mut Html) {
        put!(
            out,
            "<form class=\"filters\" method=\"get\" action=\"{}\" role=\"search\" aria-label=\"{}\">{}",
            esc_url(&self.action),
            esc(&self.words.filter),
            self.hidden
        );
        put!(
            out,
            "<div class=\"filter-row\">{}<button class=\"button secondary\" type=\"submit\">",
            self.body
        );
        Icon::Search.render(out);
        put!(out, "{}</button></div></form>", esc(&self.words.filter));
        if !self.active.is_empty() {
            put!(
                out,
                "<div class=\"active-filters\"><p>{}:</p><ul>",
                esc(&self.words.filtered_by)
            );
            for link in &self.active {
                put!(
                    out,
                    "<li><a href=\"{}\"><span class=\"hear\">{} </span>{}",
                    esc_url(&link.href),
                    esc(&self.words.remove_filter),
                    esc(&link.text)
                );
                Icon::Remove.render(out);
                put!(out, "</a></li>");
            }
            put!(out, "</ul>");
            if let Some(href) = &self.clear {
                put!(
                    out,
                    "<a class=\"clear\" href=\"{}\">{}</a>",
                    esc_url(href),
                    esc(&self.words.clear_filters)
                );
            }
            put!(out, "</div>");
        }
        if let Some(sentence) = &self.result {
            put!(
                out,
                "<p class=\"found\" role=\"status\">{}</p>",
                esc(sentence)
            );
        }
    }
}

pub(crate) fn examples(words: &Words) -> Vec<Example> {
    let filters = Filters::new("#loc", words)
        .search("q", "Tìm trong kiến nghị", "ngập")
        .select(
            "linh-vuc",
            "Lĩnh vực",
            [("", "Tất cả"), ("gt", "Giao thông"), ("mt", "Môi trường")],
            "gt",
        )
        .select(
            "co-quan",
            "Cơ quan giải quyết",
            [("", "Tất cả"), ("ubnd", "Ủy ban nhân dân phường")],
            "",
        )
        .date("tu", "Từ ngày", "01/01/2026")
        .check("qua-han", "Chỉ kiến nghị quá hạn", true)
        .hidden("thu-tu", "han")
        .active("Giao thông", "#bo-1")
        .active("Từ 01/01/2026", "#bo-2")
        .active("Quá hạn", "#bo-3")
        .clear("#bo-het")
        .result("Có 12 kiến nghị trong 146.");
    vec![Example::new("filters", filters.html())]
}
