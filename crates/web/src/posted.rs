//! What a form sent: checked for its token, kept as typed so that a refused form can be shown again.

use axum::body::Bytes;
use axum::extract::multipart::MultipartError;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use council::{Acting, Problem, Refusal};
use kernel::{Date, Id, vi};
use store::{Reader as _, args, sql};
use ui::{CSRF_FIELD, Field, IDEMPOTENCY_FIELD};

use crate::failure::{Failure, Outcome};
use crate::visit::{Visit, cookies};

/// A file that a form sent.
#[derive(Debug, Clone)]
pub struct Upload {
    /// Its name on the user's machine; never trusted for its kind.
    pub name: String,
    /// Its content.
    pub bytes: Bytes,
}

/// The values and files of a form.
#[derive(Debug, Clone, Default)]
pub struct Posted {
    values: Vec<(String, String)>,
    files: Vec<(String, Upload)>,
    problems: Vec<(String, String)>,
}

sql! {
    RECEIPT = "SELECT location FROM receipt WHERE key = $1";
    KEEP_RECEIPT = "INSERT INTO receipt (key, location, at) VALUES ($1, $2, $3)";
}

impl Posted {
    /// Reads what a program sent: it has seen no form, so it has no token. Only for what changes nothing.
    pub async fn read(request: Request) -> Result<Self, Failure> {
        read(request, &()).await
    }

    /// A value as typed, cleaned; empty when nothing was sent.
    pub fn text(&self, name: &str) -> String {
        vi::clean(self.raw(name))
    }

    /// A value exactly as typed: passwords and long texts.
    pub fn raw(&self, name: &str) -> &str {
        self.values
            .iter()
            .find(|(key, _)| key == name)
            .map_or("", |(_, value)| value.as_str())
    }

    /// A value, if anything was typed.
    pub fn maybe(&self, name: &str) -> Option<String> {
        Some(self.text(name)).filter(|text| !text.is_empty())
    }

    /// Every value of a name: checkboxes.
    pub fn all(&self, name: &str) -> Vec<String> {
        self.values
            .iter()
            .filter(|(key, _)| key == name)
            .map(|(_, value)| vi::clean(value))
            .collect()
    }

    /// Every name and value, in the order sent.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.values
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Whether a box was ticked.
    pub fn checked(&self, name: &str) -> bool {
        !self.raw(name).is_empty()
    }

    /// A day, if one was typed; what is no day becomes a problem of that field.
    pub fn date(&self, name: &'static str) -> Result<Option<Date>, Problem> {
        match self.maybe(name) {
            None => Ok(None),
            Some(text) => vi::parse_date(&text)
                .map(Some)
                .map_err(|_| Problem::new(name, "date-unreadable")),
        }
    }

    /// A day that must be there.
    pub fn day(&self, name: &'static str) -> Result<Date, Problem> {
        self.date(name)?.ok_or(Problem::new(name, "missing"))
    }

    /// A whole number, if one was typed.
    pub fn number(&self, name: &'static str) -> Result<Option<i64>, Problem> {
        match self.maybe(name) {
            None => Ok(None),
            Some(text) => {
                let digits: String = text.chars().filter(|c| !matches!(c, '.' | ' ')).collect();
                digits
                    .parse()
                    .map(Some)
                    .map_err(|_| Problem::new(name, "number-unreadable"))
            }
        }
    }

    /// An identifier that must be there, chosen from a list.
    pub fn id<K>(&self, name: &'static str) -> Result<Id<K>, Problem> {
        self.maybe_id(name)?.ok_or(Problem::new(name, "missing"))
    }

    /// An identifier, if one was chosen.
    pub fn maybe_id<K>(&self, name: &'static str) -> Result<Option<Id<K>>, Problem> {
        self.maybe(name)
            .map(|text| {
                text.parse()
                    .map_err(|_| Problem::new(name, "choice-unknown"))
            })
            .transpose()
    }

    /// A file, if one was chosen.
    pub fn file(&self, name: &str) -> Option<&Upload> {
        self.files_of(name).find(|file| !file.bytes.is_empty())
    }

    /// A file that was chosen, also an empty one: a browser sends one without a name where none was.
    pub fn chosen_file(&self, name: &str) -> Option<&Upload> {
        self.files_of(name)
            .find(|file| !file.name.is_empty() || !file.bytes.is_empty())
    }

    /// Every file that was chosen in a field of several.
    pub fn chosen_files(&self, name: &str) -> impl Iterator<Item = &Upload> {
        self.files_of(name)
            .filter(|file| !file.name.is_empty() || !file.bytes.is_empty())
    }

    fn files_of(&self, name: &str) -> impl Iterator<Item = &Upload> {
        self.files
            .iter()
            .filter(move |(field, _)| field == name)
            .map(|(_, file)| file)
    }

    /// Takes over the messages of a refusal, so that [`Posted::fill`] shows each beside its field.
    pub fn refused(mut self, visit: &Visit, problems: &[Problem]) -> Self {
        self.problems = problems
            .iter()
            .map(|problem| (problem.field.to_owned(), visit.problem(problem)))
            .collect();
        self
    }

    /// A field with what was typed and what is wrong with it.
    pub fn fill(&self, name: &str, field: Field) -> Field {
        let field = match self.values.iter().find(|(key, _)| key == name) {
            Some((_, value)) => field.value(value.clone()),
            None => field,
        };
        field.error_if(self.problem_of(name))
    }

    /// What is wrong with a field.
    pub fn problem_of(&self, name: &str) -> Option<String> {
        self.problems
            .iter()
            .find(|(field, _)| field == name)
            .map(|(_, message)| message.clone())
    }

    /// Every problem: the field's name and the message.
    pub fn problems(&self) -> impl Iterator<Item = (&str, &str)> {
        self.problems
            .iter()
            .map(|(field, message)| (field.as_str(), message.as_str()))
    }

    /// What is wrong with the form as a whole.
    pub fn general_problems(&self) -> impl Iterator<Item = &str> {
        self.problems
            .iter()
            .filter(|(field, _)| field.is_empty())
            .map(|(_, message)| message.as_str())
    }

    /// Whether anything is wrong.
    pub fn has_problems(&self) -> bool {
        !self.problems.is_empty()
    }

    /// Where an earlier sending of the same form led, if it was carried out.
    pub async fn earlier(&self, visit: &Visit) -> Outcome<Option<Response>> {
        let Some(key) = self.maybe(IDEMPOTENCY_FIELD) else {
            return Ok(None);
        };
        let location: Option<String> = visit.app.db().scalar(RECEIPT, args![key]).await?;
        Ok(location.map(|location| Redirect::to(&location).into_response()))
    }

    /// Remembers, in the same transaction as the act, where this form led.
    pub async fn receipt(&self, acting: &Acting<'_>, location: &str) -> Outcome<()> {
        if let Some(key) = self.maybe(IDEMPOTENCY_FIELD) {
            acting
                .tx
                .execute(KEEP_RECEIPT, args![key, location, acting.now])
                .await?;
        }
        Ok(())
    }
}

/// Leads to a page that says what was done: `key` is a text of the catalogue.
pub fn done(location: &str, key: &str) -> Response {
    flash(Redirect::to(location).into_response(), key)
}

/// Lets the next page say what was done.
pub fn flash(mut response: Response, key: &str) -> Response {
    let cookie = format!(
        "{}={key}; Path=/; Max-Age=30; HttpOnly; SameSite=Lax",
        cookies::FLASH
    );
    if let Ok(value) = cookie.parse() {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}

async fn read<S: Send + Sync>(request: Request, state: &S) -> Result<Posted, Failure> {
    let multipart = request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .is_some_and(|kind| kind.starts_with("multipart/form-data"));
    if multipart {
        read_multipart(request, state).await
    } else {
        read_form(request, state).await
    }
}

impl<S: Send + Sync> FromRequest<S> for Posted {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let visit = request
            .extensions()
            .get::<Visit>()
            .cloned()
            .ok_or_else(|| Failure::not_found("visit"))?;
        let posted = read(request, state).await?;
        if !visit.csrf_holds(posted.raw(CSRF_FIELD)) {
            return Err(Problem::new("", "form-expired").into());
        }
        Ok(posted)
    }
}

/// Why a body was not read: it was too large, or it broke off or was never a form.
fn unread(status: StatusCode) -> Refusal {
    let code = if status == StatusCode::PAYLOAD_TOO_LARGE {
        "form-too-large"
    } else {
        "form-unreadable"
    };
    Problem::new("", code).into()
}

async fn read_form<S: Send + Sync>(request: Request, state: &S) -> Result<Posted, Failure> {
    let bytes = Bytes::from_request(request, state)
        .await
        .map_err(|refused| unread(refused.status()))?;
    let values =
        serde_urlencoded::from_bytes(&bytes).map_err(|_| Problem::new("", "form-unreadable"))?;
    Ok(Posted {
        values,
        ..Posted::default()
    })
}

async fn read_multipart<S: Send + Sync>(request: Request, state: &S) -> Result<Posted, Failure> {
    let broken = |error: MultipartError| unread(error.status());
    let mut parts = Multipart::from_request(request, state)
        .await
        .map_err(|refused| unread(refused.status()))?;
    let mut posted = Posted::default();
    while let Some(part) = parts.next_field().await.map_err(broken)? {
        let name = part.name().unwrap_or_default().to_owned();
        match part.file_name().map(str::to_owned) {
            Some(file) => {
                let bytes = part.bytes().await.map_err(broken)?;
                posted.files.push((name, Upload { name: file, bytes }));
            }
            None => posted
                .values
                .push((name, part.text().await.map_err(broken)?)),
        }
    }
    Ok(posted)
}
