//! The whole document around a page: head, lacquer band, navigation, day of view, settings and footer.

mod drum;
mod parts;

pub use parts::{Account, AsOf, Contrast, Motion, NavItem, Preferences, Setting, TextSize};

use crate::html::put;
use crate::{
    Breadcrumb, Component, Html, Link, Notice, Page, Words, asset_url, esc, esc_url, script_url,
    stylesheet_url,
};

/// The whole document. Fill the fields that the page needs and call [`Shell::render`].
#[derive(Clone, Debug)]
pub struct Shell {
    /// The language of the page: `vi` or `en`.
    pub lang: String,
    /// The title of the page, without the product's name.
    pub title: String,
    /// The product's name.
    pub product: String,
    /// The name of the council, under the product's name.
    pub council: Option<String>,
    /// The address of the front page.
    pub home: String,
    /// The main navigation.
    pub nav: Vec<NavItem>,
    /// The path from the front page down.
    pub breadcrumb: Vec<Link>,
    /// The way back, on pages of a task; it takes the place of the breadcrumb.
    pub back: Option<Link>,
    /// The day that the page is seen at.
    pub as_of: Option<AsOf>,
    /// Who is signed in, or how to sign in.
    pub account: Option<Account>,
    /// The identifier of the account of whoever is signed in, for scripts that keep something on the device for this account alone.
    pub account_id: Option<String>,
    /// Text size, contrast, motion and language.
    pub settings: Vec<Setting>,
    /// What the reader chose there.
    pub preferences: Preferences,
    /// Says that the data is made up, on a trial installation.
    pub sample: Option<Html>,
    /// What the last act did.
    pub flash: Option<Notice>,
    /// The main area.
    pub main: Html,
    /// The links of the footer.
    pub footer: Vec<Link>,
    /// A sentence of the footer: who answers for the page.
    pub footer_note: Html,
    /// Further scripts by their address, after the common one.
    pub scripts: Vec<String>,
    /// The address of the web manifest.
    pub manifest: Option<String>,
    /// The words that components say by themselves.
    pub words: Words,
}

/// About how many bytes stand around the content.
const FRAME: usize = 24 * 1024;

impl Shell {
    /// A document in a language, with the words for it; everything else is empty.
    pub fn new(lang: impl Into<String>, product: impl Into<String>, words: &Words) -> Self {
        Self {
            lang: lang.into(),
            title: String::new(),
            product: product.into(),
            council: None,
            home: "/".into(),
            nav: Vec::new(),
            breadcrumb: Vec::new(),
            back: None,
            as_of: None,
            account: None,
            account_id: None,
            settings: Vec::new(),
            preferences: Preferences::default(),
            sample: None,
            flash: None,
            main: Html::new(),
            footer: Vec::new(),
            footer_note: Html::new(),
            scripts: Vec::new(),
            manifest: None,
            words: words.clone(),
        }
    }

    /// Puts a page in the main area and takes its title.
    pub fn page(mut self, page: &Page) -> Self {
        page.title().clone_into(&mut self.title);
        self.main = page.html();
        self
    }

    /// The document as text.
    pub fn render(&self) -> String {
        let mut out = Html::new();
        out.reserve(self.main.as_str().len() + FRAME);
        self.head(&mut out);
        let words = &self.words;
        put!(
            out,
            "<body><a class=\"skip\" href=\"#noi-dung\">{}</a>",
            esc(&words.skip_to_content)
        );
        crate::tag::drawn(&mut out);
        self.band(&mut out);
        self.navigation(&mut out);
        if let Some(as_of) = &self.as_of {
            as_of.band(&mut out);
        }
        put!(out, "<div class=\"wrap body\"><div class=\"way\">");
        match &self.back {
            Some(link) => {
                put!(
                    out,
                    "<nav aria-label=\"{}\"><a class=\"back\" href=\"{}\">",
                    esc(&words.breadcrumb),
                    esc_url(&link.href)
                );
                crate::icon::Icon::Back.render(&mut out);
                put!(out, "{}</a></nav>", esc(&link.text));
            }
            None => {
                let path = Breadcrumb::new(words);
                self.breadcrumb
                    .iter()
                    .fold(path, |path, link| path.link(&link.text, &link.href))
                    .render(&mut out);
            }
        }
        if let Some(as_of) = &self.as_of {
            as_of.control(&mut out);
        }
        put!(out, "</div><main id=\"noi-dung\" tabindex=\"-1\">");
        self.flash.render(&mut out);
        put!(out, "{}</main></div>", self.main);
        self.foot(&mut out);
        put!(out, "</body></html>\n");
        out.into_string()
    }

    fn head(&self, out: &mut Html) {
        let account = self
            .account_id
            .as_deref()
            .map_or_else(String::new, |id| format!(" data-account=\"{}\"", esc(id)));
        put!(
            out,
            "<!doctype html>\n<html lang=\"{}\"{}{}>\n<head>\n<meta charset=\"utf-8\">\n<title>{} – {}</title>\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"theme-color\" content=\"#8C1C13\">\n<link rel=\"stylesheet\" href=\"{}\">\n",
            esc(&self.lang),
            self.preferences.attributes(),
            account,
            esc(&self.title),
            esc(&self.product),
            stylesheet_url()
        );
        for font in ["fonts/plex-latin.woff2", "fonts/plex-vietnamese.woff2"] {
            if let Some(address) = asset_url(font) {
                put!(
                    out,
                    "<link rel=\"preload\" href=\"{address}\" as=\"font\" type=\"font/woff2\" crossorigin>\n"
                );
            }
        }
        if let Some(address) = asset_url("favicon.svg") {
            put!(
                out,
                "<link rel=\"icon\" href=\"{address}\" type=\"image/svg+xml\">\n"
            );
        }
        if let Some(address) = &self.manifest {
            put!(
                out,
                "<link rel=\"manifest\" href=\"{}\">\n",
                esc_url(address)
            );
        }
        put!(
            out,
            "<script type=\"module\" src=\"{}\"></script>\n",
            script_url()
        );
        for address in &self.scripts {
            put!(
                out,
                "<script type=\"module\" src=\"{}\"></script>\n",
                esc_url(address)
            );
        }
        put!(out, "</head>\n");
    }

    fn band(&self, out: &mut Html) {
        put!(out, "<header>");
        if let Some(sentence) = &self.sample {
            put!(
                out,
                "<div class=\"sample\"><div class=\"wrap\">{sentence}</div></div>"
            );
        }
        put!(
            out,
            "<div class=\"band\"><div class=\"band-art\"><div class=\"wrap\">"
        );
        drum::draw("drum", out);
        put!(out, "</div></div><div class=\"wrap\">");
        put!(out, "<a class=\"brand\" href=\"{}\">", esc_url(&self.home));
        drum::star("brand-star", out);
        put!(
            out,
            "<span><span class=\"brand-name\">{}</span>",
            esc(&self.product)
        );
        if let Some(council) = &self.council {
            put!(
                out,
                " <span class=\"brand-council\">{}</span>",
                esc(council)
            );
        }
        put!(out, "</span></a><div class=\"band-end\">");
        parts::settings_menu(&self.settings, &self.words, out);
        if let Some(account) = &self.account {
            account.write(&self.words, out);
        }
        put!(out, "</div></div></div></header>");
    }

    fn navigation(&self, out: &mut Html) {
        if self.nav.is_empty() {
            return;
        }
        let list = parts::nav_list(&self.nav);
        put!(
            out,
            "<nav class=\"main-nav\" aria-label=\"{}\"><div class=\"wrap\">",
            esc(&self.words.main_navigation)
        );
        put!(out, "<details class=\"nav-small\"><summary>");
        crate::icon::Icon::Menu.render(out);
        put!(out, "{}", esc(&self.words.menu));
        if let Some(here) = self.nav.iter().find(|item| item.current) {
            let within = here.within.iter().find(|item| item.current);
            let text = &within.unwrap_or(here).text;
            put!(out, "<span class=\"nav-here\">{}</span>", esc(text));
        }
        put!(
            out,
            "</summary>{list}</details><div class=\"nav-wide\">{list}</div></div></nav>"
        );
    }

    fn foot(&self, out: &mut Html) {
        put!(out, "<footer class=\"foot\"><div class=\"wrap\">");
        if !self.footer.is_empty() {
            put!(out, "<nav aria-label=\"{}\"><ul>", esc(&self.words.footer));
            for link in &self.footer {
                put!(out, "<li>{}</li>", link.html());
            }
            put!(out, "</ul></nav>");
        }
        if !self.footer_note.is_empty() {
            put!(out, "<p>{}</p>", self.footer_note);
        }
        put!(out, "</div></footer>");
    }
}
