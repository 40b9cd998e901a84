//! A visit: everything a page needs to know about the request it answers.
//!
//! It is made once per request, before any handler, and carries the actor, the language, the day of view and the
//! display settings. Pages are rendered through it, so that every one has the same frame.

use std::ops::Deref;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use auth::token::{self, Token};
use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri, header};
use council::access::{Act, Actor, FieldGroup};
use council::{Refusal, Result};
use kernel::{Date, Timestamp, vi};
use ui::{Contrast, Motion, Preferences, TextSize, Words};

use crate::app::App;
use crate::catalogue::{self, Lang};
use crate::request_id::RequestId;

/// The name of the day of view in links: `?on=30/06/2025`.
pub const ON: &str = "on";

/// A visit. Cloning it is cheap.
#[derive(Clone)]
pub struct Visit(Arc<Inner>);

/// What a visit knows.
pub struct Inner {
    /// The service.
    pub app: App,
    /// Who asks.
    pub actor: Actor,
    /// Whether nothing but changing the password is open to the actor.
    pub must_change: bool,
    /// The language of the answer.
    pub lang: Lang,
    /// The day in Vietnam.
    pub today: Date,
    /// The day of view.
    pub on: Date,
    /// What was typed as the day of view, if it is no day.
    pub bad_day: Option<String>,
    /// The code of the request, which its lines in the log have too.
    pub request_id: RequestId,
    /// The path asked for.
    pub path: String,
    /// The query asked for, decoded, in order.
    pub query: Vec<(String, String)>,
    /// The display settings.
    pub preferences: Preferences,
    /// The catalogue key of what the last act did.
    pub flash: Option<String>,
    /// From what the forms' tokens are derived.
    secret: Secret,
    /// The session of a signed-in user, from the cookie.
    pub session: Option<Token>,
}

struct Secret {
    token: Token,
    /// Whether the browser does not know it yet.
    fresh: bool,
    used: AtomicBool,
}

/// The names of our cookies.
pub mod cookies {
    /// The session of a signed-in user. Over an encrypted line the prefix makes browsers refuse one set by a neighbour's host.
    pub const fn session(is_https: bool) -> &'static str {
        if is_https {
            "__Host-dancu_session"
        } else {
            "dancu_session"
        }
    }
    /// The secret of a visitor's forms before sign-in.
    pub const VISITOR: &str = "dancu_visitor";
    /// What the last act did.
    pub const FLASH: &str = "dancu_flash";
    /// The language.
    pub const LANG: &str = "dancu_lang";
    /// The display settings: size, contrast, motion.
    pub const DISPLAY: &str = "dancu_display";
}

impl Deref for Visit {
    type Target = Inner;
    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl Visit {
    /// Reads the request.
    pub async fn of(
        app: &App,
        headers: &HeaderMap,
        uri: &Uri,
        request_id: RequestId,
    ) -> Result<Self> {
        let query: Vec<(String, String)> =
            serde_urlencoded::from_str(uri.query().unwrap_or_default()).unwrap_or_default();
        // PostgreSQL keeps no text with a null byte, so no text asked for needs one.
        let query: Vec<(String, String)> = query
            .into_iter()
            .map(|(name, value)| (name, value.replace('\0', "")))
            .collect();
        let today = app.clock().today();
        let is_api = uri.path().starts_with("/api/");
        let asked = query
            .iter()
            .find(|(name, value)| name == ON && (is_api || !value.trim().is_empty()));
        let day = asked
            .map(|(_, value)| {
                let day = if is_api {
                    iso_day(value)
                } else {
                    vi::parse_date(value).ok()
                };
                day.ok_or_else(|| value.clone())
            })
            .transpose();
        let (on, bad_day) = match day {
            Ok(day) => (day.unwrap_or(today), None),
            Err(typed) => (today, Some(typed)),
        };
        let session = cookie(headers, cookies::session(app.is_https()))
            .as_deref()
            .and_then(Token::parse);
        let present = match &session {
            Some(session) => app.gate().actor_of(session).await?,
            None => None,
        };
        let must_change = present.as_ref().is_some_and(|present| present.must_change);
        let actor = present.map_or_else(Actor::voter, |present| present.actor);
        let session = session.filter(|_| actor.is_signed_in());
        let lang = query
            .iter()
            .find(|(name, _)| name == "lang")
            .map(|(_, code)| code.clone());
        let lang = lang
            .or_else(|| cookie(headers, cookies::LANG))
            .or_else(|| header_lang(headers, uri))
            .unwrap_or_default();
        Ok(Self(Arc::new(Inner {
            app: app.clone(),
            actor,
            must_change,
            lang: Lang::from_code(&lang),
            today,
            on,
            bad_day,
            path: uri.path().to_owned(),
            query,
            preferences: preferences(&cookie(headers, cookies::DISPLAY).unwrap_or_default()),
            request_id,
            flash: cookie(headers, cookies::FLASH).filter(|key| catalogue::has(Lang::Vi, key)),
            secret: Secret::of(headers, session.as_ref()),
            session,
        })))
    }

    /// The text of a catalogue key.
    pub fn t(&self, key: &str) -> String {
        catalogue::text(self.lang, key)
    }

    /// The text of a catalogue key with the values it names.
    pub fn tv(&self, key: &str, values: &[(&str, &str)]) -> String {
        catalogue::text_with(self.lang, key, values)
    }

    /// The label of a code: `label("end-reason", "moved_away")` reads the key `end-reason-moved-away`.
    pub fn label(&self, kind: &str, code: &str) -> String {
        let mut key = format!("{kind}-");
        key.extend(code.chars().map(|sign| match sign {
            '_' | '.' => '-',
            sign => sign,
        }));
        self.t(&key)
    }

    /// The message of a problem.
    pub fn problem(&self, problem: &council::Problem) -> String {
        let values: Vec<(&str, &str)> = problem
            .args
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        self.tv(&format!("problem-{}", problem.code), &values)
    }

    /// A day as people write it.
    pub fn day(&self, day: Date) -> String {
        vi::date_short(day)
    }

    /// A moment as people write it: day, hour and minute in Vietnam.
    pub fn moment(&self, at: Timestamp) -> String {
        let local = kernel::time::local(at);
        format!(
            "{} {:02}:{:02}",
            vi::date_short(local.date()),
            local.hour(),
            local.minute()
        )
    }

    /// A value of the query.
    pub fn asked(&self, name: &str) -> Option<&str> {
        self.query
            .iter()
            .find(|(key, value)| key == name && !value.trim().is_empty())
            .map(|(_, value)| value.trim())
    }

    /// A value of the query that must be one of some: a form sends an empty one for "all", a program says what it means.
    pub fn picked(&self, name: &str) -> Option<&str> {
        if self.is_api() {
            let mut given = self.query.iter().filter(|(key, _)| key == name);
            given.next().map(|(_, value)| value.as_str())
        } else {
            self.asked(name)
        }
    }

    /// Whether a program asks, not a page.
    pub fn is_api(&self) -> bool {
        self.path.starts_with("/api/")
    }

    /// Whether the page is seen at another day than today.
    pub fn is_past(&self) -> bool {
        self.on != self.today
    }

    /// A link of ours that keeps the day of view.
    pub fn link(&self, path: &str) -> String {
        if !self.is_past() {
            return path.to_owned();
        }
        let joint = if path.contains('?') { '&' } else { '?' };
        format!("{path}{joint}{ON}={}", self.on)
    }

    /// This page's address with some values of the query replaced; an empty value drops the name.
    pub fn here_with(&self, changes: &[(&str, &str)]) -> String {
        self.at_with(&self.path, changes)
    }

    /// Another path with this page's query, some values replaced; an empty value drops the name.
    pub fn at_with(&self, path: &str, changes: &[(&str, &str)]) -> String {
        let kept = self.query.iter().filter(|(name, value)| {
            !value.is_empty() && !changes.iter().any(|(changed, _)| changed == name)
        });
        let pairs: Vec<(&str, &str)> = kept
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .chain(
                changes
                    .iter()
                    .copied()
                    .filter(|(_, value)| !value.is_empty()),
            )
            .collect();
        match serde_urlencoded::to_string(pairs) {
            Ok(query) if !query.is_empty() => format!("{path}?{query}"),
            _ => path.to_owned(),
        }
    }

    /// Whether an act would be permitted.
    pub fn can(&self, act: Act, path: &str) -> bool {
        self.actor.can(act, path)
    }

    /// Refuses unless the actor may read a group of fields somewhere at or below this path.
    pub fn require(&self, group: FieldGroup, path: &str) -> Result<()> {
        if self.actor.reads(group, path) {
            Ok(())
        } else {
            Err(Refusal::NotReadable(group))
        }
    }

    /// The token that a form of this visit carries.
    pub fn csrf(&self) -> String {
        self.secret.used.store(true, Ordering::Relaxed);
        token::csrf(&self.secret.token, "form")
    }

    /// Whether a form was made for this visitor.
    pub fn csrf_holds(&self, given: &str) -> bool {
        token::csrf_holds(&self.secret.token, "form", given)
    }

    /// The visitor secret to hand to the browser, if a form of this answer depends on it and the browser lacks it.
    pub(crate) fn secret_to_hand_out(&self) -> Option<String> {
        let secret = &self.secret;
        (secret.fresh && secret.used.load(Ordering::Relaxed))
            .then(|| secret.token.text().to_string())
    }

    /// A form that posts to this path.
    pub fn form(&self, action: &str) -> ui::Form {
        ui::Form::new(action, self.words()).csrf(self.csrf())
    }

    /// A form whose act happens once however often it is sent.
    pub fn form_once(&self, action: &str) -> ui::Form {
        self.form(action)
            .idempotency(kernel::ids::ImportId::fresh().to_string())
    }

    /// What components say by themselves.
    pub fn words(&self) -> &'static Words {
        crate::view::words(self.lang)
    }
}

impl Secret {
    fn of(headers: &HeaderMap, session: Option<&Token>) -> Self {
        let known = match session {
            Some(session) => Token::parse(&session.text()),
            None => cookie(headers, cookies::VISITOR)
                .as_deref()
                .and_then(Token::parse),
        };
        match known {
            Some(token) => Self {
                token,
                fresh: false,
                used: AtomicBool::new(false),
            },
            // Without randomness the process is not fit to serve; the token of zeroes never verifies across restarts.
            None => Self {
                token: Token::random().expect("the operating system gives random bytes"),
                fresh: true,
                used: AtomicBool::new(false),
            },
        }
    }
}

/// The language a machine of a hotline asks for. Pages do not follow this header: most browsers here send English whatever their users read.
fn header_lang(headers: &HeaderMap, uri: &Uri) -> Option<String> {
    let asked = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
    let first = asked.split([',', ';', '-']).next()?.trim();
    uri.path()
        .starts_with("/open311/")
        .then(|| first.to_ascii_lowercase())
}

/// A day as the open data takes it: `YYYY-MM-DD` and nothing else.
pub(crate) fn iso_day(text: &str) -> Option<Date> {
    let day: Date = text.parse().ok()?;
    (day.to_string() == text && day.year() > 0).then_some(day)
}

/// The value of a cookie.
pub fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value.to_owned())
}

/// Display settings as the cookie keeps them: `size.contrast.motion`, such as `large.high.less`.
fn preferences(text: &str) -> Preferences {
    let mut preferences = Preferences::default();
    for word in text.split('.') {
        match word {
            "large" => preferences.text_size = TextSize::Large,
            "larger" => preferences.text_size = TextSize::Largest,
            "high" => preferences.contrast = Contrast::High,
            "less" => preferences.motion = Motion::Reduced,
            _ => {}
        }
    }
    preferences
}

impl<S: Sync> FromRequestParts<S> for Visit {
    type Rejection = crate::Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        parts
            .extensions
            .get::<Self>()
            .cloned()
            .ok_or_else(|| Refusal::NotFound("visit").into())
    }
}

impl<S: Sync> OptionalFromRequestParts<S> for Visit {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Self::Rejection> {
        Ok(parts.extensions.get::<Self>().cloned())
    }
}
