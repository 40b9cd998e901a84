//! The typed parts of the document: navigation, account, day of view, display settings.

use crate::html::put;
use crate::icon::Icon;
use crate::{CSRF_FIELD, Component, Html, Link, Words, esc, esc_url};

/// One place of the main navigation; the places within it are shown while the reader is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NavItem {
    /// What the reader sees.
    pub text: String,
    /// Where it leads.
    pub href: String,
    /// Is the reader in this part of the service?
    pub current: bool,
    /// How many things wait there.
    pub count: Option<String>,
    /// The places within it.
    pub within: Vec<Self>,
}

impl NavItem {
    /// A place elsewhere.
    pub fn new(text: impl Into<String>, href: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            href: href.into(),
            current: false,
            count: None,
            within: Vec::new(),
        }
    }

    /// The place where the reader is.
    pub fn current(text: impl Into<String>, href: impl Into<String>) -> Self {
        Self {
            current: true,
            ..Self::new(text, href)
        }
    }

    /// How many things wait there.
    pub fn count(mut self, number: impl ToString) -> Self {
        self.count = Some(number.to_string());
        self
    }

    /// The places within it.
    pub fn within(mut self, items: Vec<Self>) -> Self {
        self.within = items;
        self
    }
}

pub(super) fn nav_list(items: &[NavItem]) -> Html {
    let mut out = Html::new();
    put!(out, "<ul>");
    for item in items {
        let current = if item.current {
            " aria-current=\"true\""
        } else {
            ""
        };
        put!(
            out,
            "<li><a href=\"{}\"{current}>{}",
            esc_url(&item.href),
            esc(&item.text)
        );
        if let Some(number) = &item.count {
            put!(out, " <span class=\"count\">{}</span>", esc(number));
        }
        put!(out, "</a>");
        if item.current && !item.within.is_empty() {
            put!(out, "{}", nav_list(&item.within));
        }
        put!(out, "</li>");
    }
    put!(out, "</ul>");
    out
}

/// Who is signed in, or how to sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Account {
    /// Nobody; the link leads to the sign-in page.
    SignedOut(Link),
    /// Somebody.
    SignedIn {
        /// The name.
        name: String,
        /// The role in which they act now.
        role: String,
        /// Their own pages.
        links: Vec<Link>,
        /// The words and the address of signing out, which posts.
        sign_out: Link,
        /// The session's token.
        csrf: String,
    },
}

impl Account {
    pub(super) fn write(&self, words: &Words, out: &mut Html) {
        match self {
            Account::SignedOut(link) => {
                put!(
                    out,
                    "<a class=\"band-link\" href=\"{}\">",
                    esc_url(&link.href)
                );
                Icon::Person.render(out);
                put!(out, "<span>{}</span></a>", esc(&link.text));
            }
            Account::SignedIn {
                name,
                role,
                links,
                sign_out,
                csrf,
            } => {
                put!(out, "<details class=\"menu\" name=\"band\"><summary>");
                Icon::Person.render(out);
                put!(
                    out,
                    "<span class=\"hear\">{}: </span><span class=\"menu-word\">{}</span></summary>",
                    esc(&words.account),
                    esc(name)
                );
                put!(
                    out,
                    "<div class=\"menu-body\"><p class=\"menu-who\"><strong>{}</strong> {}</p><ul>",
                    esc(name),
                    esc(role)
                );
                for link in links {
                    put!(out, "<li>{}</li>", link.html());
                }
                put!(
                    out,
                    "</ul><form method=\"post\" action=\"{}\"><input type=\"hidden\" name=\"{CSRF_FIELD}\" value=\"{}\">\
                     <button class=\"button secondary\" type=\"submit\">{}</button></form></div></details>",
                    esc_url(&sign_out.href),
                    esc(csrf),
                    esc(&sign_out.text)
                );
            }
        }
    }
}

/// The day that a page is seen at, and the form that changes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AsOf {
    /// Where the form leads: the address of this page without its query.
    pub action: String,
    /// The name of the day in the address.
    pub name: String,
    /// The day in view, as dd/mm/yyyy.
    pub value: String,
    /// The other values of the address, which stay.
    pub keep: Vec<(String, String)>,
    /// The label of the field: "Xem tại ngày".
    pub label: String,
    /// The word of the button: "Xem".
    pub button: String,
    /// The word and the address of this page as it is today: "Hôm nay".
    pub today: Link,
    /// When the day is not today: "Xem tại ngày 01/7/2025".
    pub past: Option<String>,
}

impl AsOf {
    pub(super) fn control(&self, out: &mut Html) {
        put!(
            out,
            "<form class=\"as-of\" method=\"get\" action=\"{}\" role=\"search\" aria-label=\"{}\">",
            esc_url(&self.action),
            esc(&self.label)
        );
        for (name, value) in &self.keep {
            put!(
                out,
                "<input type=\"hidden\" name=\"{}\" value=\"{}\">",
                esc(name),
                esc(value)
            );
        }
        put!(out, "<label for=\"tai-ngay\">");
        Icon::Calendar.render(out);
        put!(
            out,
            "{}</label><input id=\"tai-ngay\" name=\"{}\" type=\"text\" inputmode=\"numeric\" value=\"{}\" autocomplete=\"off\" \
             placeholder=\"dd/mm/yyyy\"><button class=\"button secondary\" type=\"submit\">{}</button>",
            esc(&self.label),
            esc(&self.name),
            esc(&self.value),
            esc(&self.button)
        );
        put!(out, "</form>");
    }

    pub(super) fn band(&self, out: &mut Html) {
        if let Some(sentence) = &self.past {
            put!(
                out,
                "<div class=\"past-band\" role=\"status\"><div class=\"wrap\">"
            );
            Icon::Calendar.render(out);
            put!(
                out,
                "<strong>{}</strong> {}</div></div>",
                esc(sentence),
                self.today.html()
            );
        }
    }
}

/// One display setting with its choices, each at its own address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    legend: String,
    post: Option<String>,
    choices: Vec<SettingChoice>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct SettingChoice {
    text: String,
    href: String,
    current: bool,
    lang: Option<String>,
    said: Option<String>,
}

impl Setting {
    /// A setting whose choices are links.
    pub fn new(legend: impl Into<String>) -> Self {
        Self {
            legend: legend.into(),
            post: None,
            choices: Vec::new(),
        }
    }

    /// A setting whose choices post, with the session's token.
    pub fn post(legend: impl Into<String>, csrf: impl Into<String>) -> Self {
        Self {
            post: Some(csrf.into()),
            ..Self::new(legend)
        }
    }

    /// Adds a choice.
    pub fn choice(mut self, text: impl Into<String>, href: impl Into<String>) -> Self {
        self.choices.push(SettingChoice {
            text: text.into(),
            href: href.into(),
            current: false,
            lang: None,
            said: None,
        });
        self
    }

    /// Adds the choice that holds now.
    pub fn current(self, text: impl Into<String>, href: impl Into<String>) -> Self {
        let mut setting = self.choice(text, href);
        if let Some(choice) = setting.choices.last_mut() {
            choice.current = true;
        }
        setting
    }

    /// The language in which the choice added last is written.
    pub fn lang(mut self, lang: impl Into<String>) -> Self {
        if let Some(choice) = self.choices.last_mut() {
            choice.lang = Some(lang.into());
        }
        self
    }

    /// What the choice added last says aloud, where its letters say too little, such as "A+".
    pub fn said(mut self, words: impl Into<String>) -> Self {
        if let Some(choice) = self.choices.last_mut() {
            choice.said = Some(words.into());
        }
        self
    }
}

pub(super) fn settings_menu(settings: &[Setting], words: &Words, out: &mut Html) {
    if settings.is_empty() {
        return;
    }
    put!(out, "<details class=\"menu\" name=\"band\"><summary>");
    Icon::Display.render(out);
    put!(
        out,
        "<span class=\"menu-word\">{}</span></summary><div class=\"menu-body\">",
        esc(&words.display)
    );
    for setting in settings {
        put!(
            out,
            "<div class=\"setting\"><p>{}</p><ul>",
            esc(&setting.legend)
        );
        for choice in &setting.choices {
            put!(out, "<li>");
            write_choice(choice, setting.post.as_deref(), out);
            put!(out, "</li>");
        }
        put!(out, "</ul></div>");
    }
    put!(out, "</div></details>");
}

fn write_choice(choice: &SettingChoice, csrf: Option<&str>, out: &mut Html) {
    let current = if choice.current {
        " aria-current=\"true\""
    } else {
        ""
    };
    let lang = choice
        .lang
        .as_ref()
        .map_or(String::new(), |lang| format!(" lang=\"{}\"", esc(lang)));
    let said = choice.said.as_ref().map_or(String::new(), |said| {
        format!("<span class=\"hear\"> {}</span>", esc(said))
    });
    let text = esc(&choice.text);
    match csrf {
        None => put!(
            out,
            "<a href=\"{}\"{lang}{current}>{text}{said}</a>",
            esc_url(&choice.href)
        ),
        Some(token) => put!(
            out,
            "<form method=\"post\" action=\"{}\"><input type=\"hidden\" name=\"{CSRF_FIELD}\" value=\"{}\">\
             <button type=\"submit\"{lang}{current}>{text}{said}</button></form>",
            esc_url(&choice.href),
            esc(token)
        ),
    }
}

/// The size of the letters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TextSize {
    /// 18 px.
    #[default]
    Normal,
    /// 20 px.
    Large,
    /// 24 px.
    Largest,
}

/// How strongly text stands out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Contrast {
    /// Ink on paper.
    #[default]
    Normal,
    /// Black on white.
    High,
}

/// Whether things may move.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Motion {
    /// As the reader's machine asks.
    #[default]
    Normal,
    /// Nothing moves.
    Reduced,
}

/// What the reader chose for the display.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Preferences {
    /// The size of the letters.
    pub text_size: TextSize,
    /// How strongly text stands out.
    pub contrast: Contrast,
    /// Whether things may move.
    pub motion: Motion,
}

impl Preferences {
    pub(super) fn attributes(self) -> String {
        let mut text = String::new();
        text.push_str(match self.text_size {
            TextSize::Normal => "",
            TextSize::Large => " data-size=\"large\"",
            TextSize::Largest => " data-size=\"largest\"",
        });
        if self.contrast == Contrast::High {
            text.push_str(" data-contrast=\"high\"");
        }
        if self.motion == Motion::Reduced {
            text.push_str(" data-motion=\"reduced\"");
        }
        text
    }
}
