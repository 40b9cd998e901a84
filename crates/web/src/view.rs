//! The frame around a page: navigation, day of view, account, settings.

use std::sync::OnceLock;

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use council::access::{Act, FieldGroup, Granted, Role};
use ui::{Account, AsOf, Link, NavItem, Notice, Page, Setting, Shell, TextSize, Words};

use crate::catalogue::{self, Lang};
use crate::visit::{ON, Visit};

/// A part of the service, as the navigation names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Bảng theo dõi.
    Scoreboard,
    /// Hội đồng.
    Councils,
    /// Điều kiện hoạt động.
    Conditions,
    /// Đại biểu.
    Delegates,
    /// Bồi dưỡng.
    Training,
    /// Kiến nghị cử tri.
    Petitions,
    /// Tiếp xúc cử tri.
    Contacts,
    /// Kỳ họp.
    Sittings,
    /// Hội nghị trao đổi kinh nghiệm.
    Conferences,
    /// Thư viện văn bản.
    Library,
    /// Quy chế, nội quy của hội đồng.
    Regulations,
    /// Quy chế phối hợp.
    Coordination,
    /// Rà soát văn bản.
    Review,
    /// Văn bản đi.
    Papers,
    /// Quy định.
    Rules,
    /// Báo cáo nhiệm kỳ, năm, kỳ họp.
    TermReports,
    /// Soát số liệu báo cáo.
    Reports,
    /// Kiểm tra thể thức văn bản.
    PaperForm,
    /// Chất lượng dữ liệu.
    Quality,
    /// Nhập dữ liệu.
    Imports,
    /// Nhật ký.
    Audit,
    /// Tài khoản.
    Accounts,
}

/// A place of the navigation: the part, its words, where it leads, and what one must be able to read to see it.
type Place = (Part, &'static str, &'static str, Option<FieldGroup>);

/// The navigation: groups with their words. A group of one place is that place.
const GROUPS: &[(&str, &[Place])] = &[
    (
        "nav-scoreboard",
        &[(Part::Scoreboard, "nav-scoreboard", "/", None)],
    ),
    (
        "nav-councils",
        &[
            (Part::Councils, "nav-councils", "/councils", None),
            (Part::Conditions, "nav-conditions", "/conditions", None),
        ],
    ),
    (
        "nav-delegates",
        &[(Part::Delegates, "nav-delegates", "/delegates", None)],
    ),
    (
        "nav-voters",
        &[
            (Part::Petitions, "nav-petitions", "/petitions", None),
            (Part::Contacts, "nav-contacts", "/contacts", None),
            (Part::Sittings, "nav-sittings", "/sittings", None),
        ],
    ),
    (
        "nav-training",
        &[
            (Part::Training, "nav-training", "/training", None),
            (Part::Conferences, "nav-conferences", "/conferences", None),
        ],
    ),
    (
        "nav-documents",
        &[
            (Part::Library, "nav-library", "/library", None),
            (Part::Regulations, "nav-regulations", "/regulations", None),
            (
                Part::Coordination,
                "nav-coordination",
                "/coordination",
                None,
            ),
            (
                Part::Review,
                "nav-review",
                "/review",
                Some(FieldGroup::ReviewWork),
            ),
            (
                Part::Papers,
                "nav-papers",
                "/papers",
                Some(FieldGroup::OfficialPapers),
            ),
            (Part::Rules, "nav-rules", "/rules", None),
            (Part::TermReports, "nav-reports", "/reports", None),
            (Part::Reports, "nav-report-check", "/reports/check", None),
            (Part::PaperForm, "nav-form-check", "/check/paper", None),
        ],
    ),
    (
        "nav-office",
        &[
            (
                Part::Quality,
                "nav-quality",
                "/quality",
                Some(FieldGroup::DataQuality),
            ),
            (
                Part::Imports,
                "nav-imports",
                "/imports",
                Some(FieldGroup::Imports),
            ),
            (
                Part::Audit,
                "nav-audit",
                "/audit",
                Some(FieldGroup::AuditTrail),
            ),
            (
                Part::Accounts,
                "nav-accounts",
                "/accounts",
                Some(FieldGroup::Accounts),
            ),
        ],
    ),
];

/// A page in its frame, ready to be sent.
pub struct View<'a> {
    visit: &'a Visit,
    page: Page,
    part: Option<Part>,
    crumbs: Vec<Link>,
    back: Option<Link>,
    scripts: Vec<String>,
    dated: bool,
    refused: bool,
}

impl Visit {
    /// A page in the frame of this visit.
    pub fn view(&self, page: Page) -> View<'_> {
        View {
            visit: self,
            page,
            part: None,
            crumbs: Vec::new(),
            back: None,
            scripts: Vec::new(),
            dated: true,
            refused: false,
        }
    }
}

impl View<'_> {
    /// Marks the part of the service in the navigation.
    pub fn part(mut self, part: Part) -> Self {
        self.part = Some(part);
        self
    }

    /// Adds a step to the breadcrumb; the front page comes first by itself.
    pub fn crumb(mut self, text: impl Into<String>, path: &str) -> Self {
        self.crumbs.push(Link::new(text, self.visit.link(path)));
        self
    }

    /// Sets the way back of a page that is a step of a task.
    pub fn back(mut self, path: &str) -> Self {
        self.back = Some(Link::new(self.visit.t("back"), self.visit.link(path)));
        self
    }

    /// Adds a script of the assets, by name.
    pub fn script(mut self, name: &str) -> Self {
        self.scripts.extend(ui::script(name));
        self
    }

    /// Leaves out the day of view, on pages that do not depend on it.
    pub fn undated(mut self) -> Self {
        self.dated = false;
        self
    }

    /// Says in the window's title that the form of this page was refused.
    pub fn refused(mut self) -> Self {
        self.refused = true;
        self
    }

    /// The answer.
    pub fn respond(self) -> Response {
        let mut shell = frame(self.visit, self.dated).page(&self.page);
        if self.refused {
            shell.title = format!("{} {}", self.visit.t("words-error-prefix"), shell.title);
        }
        shell.nav = navigation(self.visit, self.part);
        if self.back.is_none() && !self.crumbs.is_empty() {
            shell.breadcrumb = vec![Link::new(self.visit.t("nav-home"), self.visit.link("/"))];
            shell.breadcrumb.extend(self.crumbs);
        }
        shell.back = self.back;
        shell.scripts = self.scripts;
        html(shell.render())
    }
}

/// The navigation of a visit that is in a part of the service.
fn navigation(visit: &Visit, here: Option<Part>) -> Vec<NavItem> {
    let item = |words: &str, path: &str, current: bool| {
        let make = if current {
            NavItem::current
        } else {
            NavItem::new
        };
        make(visit.t(words), visit.link(path))
    };
    let group = |(words, places): &(&str, &[Place])| {
        let open: Vec<&Place> = places
            .iter()
            .filter(|place| place.3.is_none_or(|group| reads_anywhere(visit, group)))
            .collect();
        let first = open.first()?;
        let words = if open.len() == 1 { first.1 } else { *words };
        let current = open.iter().any(|place| here == Some(place.0));
        let within = |place: &&Place| item(place.1, place.2, here == Some(place.0));
        let group = item(words, first.2, current);
        Some(match open.len() {
            1 => group,
            _ => group.within(open.iter().map(within).collect()),
        })
    };
    GROUPS.iter().filter_map(group).collect()
}

/// Whether a group of fields can be read at any place of the actor's grants.
pub fn reads_anywhere(visit: &Visit, group: FieldGroup) -> bool {
    visit.actor.reads(group, "")
        || visit
            .actor
            .grants
            .iter()
            .any(|grant| group.roles().contains(&grant.role))
}

/// An HTML answer.
pub fn html(document: String) -> Response {
    let mut response = document.into_response();
    let kind = HeaderValue::from_static("text/html; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}

fn frame(visit: &Visit, dated: bool) -> Shell {
    let mut shell = Shell::new(visit.lang.code(), visit.t("product"), visit.words());
    shell.home = visit.link("/");
    shell.as_of = dated.then(|| day_of_view(visit));
    shell.account = Some(account(visit));
    shell.account_id = visit.actor.account.map(|id| id.to_string());
    shell.settings = settings(visit);
    shell.preferences = visit.preferences;
    shell.sample = (!visit.app.samples().is_empty()).then(|| visit.t("sample-band").into());
    shell.flash = match (&visit.bad_day, &visit.flash) {
        (Some(typed), _) => Some(Notice::error(visit.tv("bad-day", &[("typed", typed)]))),
        (None, Some(key)) => Some(Notice::success(visit.t(key))),
        (None, None) => None,
    };
    shell.footer = vec![
        Link::new(visit.t("footer-api"), "/api/v1/docs"),
        Link::new(visit.t("footer-verify"), "/certificates"),
        Link::new(visit.t("footer-licences"), "/licences"),
    ];
    shell.footer_note = visit.t("footer-note").into();
    shell.manifest = Some("/manifest.webmanifest".into());
    shell
}

fn day_of_view(visit: &Visit) -> AsOf {
    let keep = visit
        .query
        .iter()
        .filter(|(name, value)| name != ON && name != "page" && !value.is_empty());
    AsOf {
        action: visit.path.clone(),
        name: ON.into(),
        value: visit.bad_day.clone().unwrap_or_else(|| visit.day(visit.on)),
        keep: keep.cloned().collect(),
        label: visit.t("as-of-label"),
        button: visit.t("as-of-button"),
        today: Link::new(visit.t("as-of-today"), visit.here_with(&[(ON, "")])),
        past: visit
            .is_past()
            .then(|| visit.tv("as-of-past", &[("day", &visit.day(visit.on))])),
    }
}

fn account(visit: &Visit) -> Account {
    if !visit.actor.is_signed_in() {
        return Account::SignedOut(Link::new(visit.t("sign-in"), "/sign-in"));
    }
    let roles: Vec<String> = visit
        .actor
        .grants
        .iter()
        .map(|grant| visit.label("role", grant.role.code()))
        .collect();
    let mut links = Vec::new();
    let teaches = |granted: &Granted| granted.role == Role::Trainer;
    if visit.actor.person.is_some() || visit.actor.grants.iter().any(teaches) {
        links.push(Link::new(visit.t("nav-my-training"), "/training/mine"));
    }
    links.push(Link::new(visit.t("nav-security"), "/account"));
    Account::SignedIn {
        name: visit.actor.name.clone(),
        role: roles.join(", "),
        links,
        sign_out: Link::new(visit.t("sign-out"), "/sign-out"),
        csrf: visit.csrf(),
    }
}

fn settings(visit: &Visit) -> Vec<Setting> {
    let back = visit.here_with(&[("lang", "")]);
    let address = |name: &str, value: &str| {
        let query =
            serde_urlencoded::to_string([(name, value), ("back", &back)]).unwrap_or_default();
        format!("/settings?{query}")
    };
    let mut settings = Vec::new();
    let mut add = |legend: &str, name: &str, choices: &[(&str, &str)], current: &str| {
        let mut setting = Setting::new(visit.t(legend));
        for (value, label) in choices {
            let text = if name == "lang" {
                (*label).to_owned()
            } else {
                visit.t(label)
            };
            setting = if *value == current {
                setting.current(text, address(name, value))
            } else {
                setting.choice(text, address(name, value))
            };
            if name == "lang" {
                setting = setting.lang(*value);
            }
        }
        settings.push(setting);
    };
    let preferences = visit.preferences;
    let size = match preferences.text_size {
        TextSize::Normal => "normal",
        TextSize::Large => "large",
        TextSize::Largest => "larger",
    };
    add(
        "setting-size",
        "size",
        &[
            ("normal", "size-normal"),
            ("large", "size-large"),
            ("larger", "size-larger"),
        ],
        size,
    );
    let contrast = if preferences.contrast == ui::Contrast::High {
        "high"
    } else {
        "normal"
    };
    add(
        "setting-contrast",
        "contrast",
        &[("normal", "contrast-normal"), ("high", "contrast-high")],
        contrast,
    );
    let motion = if preferences.motion == ui::Motion::Reduced {
        "less"
    } else {
        "normal"
    };
    add(
        "setting-motion",
        "motion",
        &[("normal", "motion-normal"), ("less", "motion-less")],
        motion,
    );
    add(
        "setting-lang",
        "lang",
        &[("vi", "Tiếng Việt"), ("en", "English")],
        visit.lang.code(),
    );
    settings
}

/// What components say by themselves, from the catalogue, once per language.
pub fn words(lang: Lang) -> &'static Words {
    static VI: OnceLock<Words> = OnceLock::new();
    static EN: OnceLock<Words> = OnceLock::new();
    let cell = match lang {
        Lang::Vi => &VI,
        Lang::En => &EN,
    };
    cell.get_or_init(|| {
        let say = |key: &str| catalogue::text(lang, key);
        Words {
            skip_to_content: say("words-skip-to-content"),
            menu: say("words-menu"),
            main_navigation: say("words-main-navigation"),
            breadcrumb: say("words-breadcrumb"),
            account: say("words-account"),
            display: say("words-display"),
            footer: say("words-footer"),
            optional: say("words-optional"),
            error_title: say("words-error-title"),
            error_prefix: say("words-error-prefix"),
            choose: say("words-choose"),
            filter: say("words-filter"),
            filtered_by: say("words-filtered-by"),
            remove_filter: say("words-remove-filter"),
            clear_filters: say("words-clear-filters"),
            previous: say("words-previous"),
            next: say("words-next"),
            pages: say("words-pages"),
            export: say("words-export"),
            ascending: say("words-ascending"),
            descending: say("words-descending"),
            quick_filter: say("words-quick-filter"),
            figures: say("words-figures"),
            copy: say("words-copy"),
            copied: say("words-copied"),
            date_hint: say("words-date-hint"),
        }
    })
}

/// A button that leads to an act, if the actor may carry it out.
pub fn offer(visit: &Visit, act: Act, path: &str, key: &str, href: &str) -> Option<ui::Button> {
    visit
        .can(act, path)
        .then(|| ui::Button::new(visit.t(key), href))
}
