//! Handing in: what a caller said becomes an utterance of the council that gave the key, once however often it is sent.

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::response::Response;
use council::Acting;
use council::access::Actor;
use council::bodies::CouncilRef;
use council::petitions::hotlines::{HandIn, Hotline, hand_in, hotline_of};
use council::petitions::intake::Voter;
use council::petitions::tracking::printed_code;
use kernel::ids::UnitId;
use kernel::vi;
use store::Db;
use ui::IDEMPOTENCY_FIELD;

use super::answer::{Answered, Wrong, answer};
use super::document::{Document, Node};
use super::requests::{admit, service_requests, too_often};
use super::{COMMUNE, communes_of, jurisdiction, service};
use crate::access::Caller;
use crate::visit::Visit;

/// The longest description, in characters, as the specification has it.
const LONGEST_DESCRIPTION: usize = 4_000;
/// The longest address, in characters.
const LONGEST_ADDRESS: usize = 300;
/// The longest address of a picture, in characters.
const LONGEST_LINK: usize = 2_000;

/// The header under which a hotline names what it may send twice.
const ONCE: &str = "idempotency-key";

/// Takes what a hotline hands in.
pub async fn take(
    visit: Visit,
    State(db): State<Db>,
    Path(ending): Path<String>,
    caller: Caller,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let outcome = async {
        let given = Given::read(&visit, &headers, body)?;
        let hotline = known(&visit, &db, &caller, &given).await?;
        let council = jurisdiction(&visit, &db, given.or_asked(&visit, "jurisdiction_id")).await?;
        if council.id != hotline.council_id {
            return Err(Wrong::no_key(visit.t("open311-key-elsewhere")));
        }
        let said = said(&visit, &council, &given, &headers).await?;
        if let Err(wait) = visit
            .app
            .admit_submission(&format!("hotline {}", hotline.id))
        {
            return Err(too_often(wait.0.as_secs() + 1));
        }
        let actor = Actor::hotline(&hotline.name);
        let acting = Acting::begin(&db, &actor, visit.app.clock()).await?;
        let taken = hand_in(&acting, &hotline, said).await?;
        if !taken.same {
            return Err(Wrong::bad(visit.t("open311-sent-differently")));
        }
        acting.commit().await?;
        Ok(receipt(&visit, &taken.code))
    };
    answer(&visit, &ending, outcome.await)
}

/// The token by which to ask for the matter, and what to tell the caller.
fn receipt(visit: &Visit, code: &str) -> Document {
    let address = format!("{}/follow/{code}", visit.app.public_url());
    let printed = printed_code(code);
    let notice = visit.tv(
        "open311-taken",
        &[("code", &printed), ("address", &address)],
    );
    service_requests(vec![Node::Parts(vec![
        ("token", Node::text(code)),
        ("service_notice", Node::Text(notice)),
    ])])
}

/// The hotline whose key was shown. Whoever tries keys is slowed down by address.
async fn known(visit: &Visit, db: &Db, caller: &Caller, given: &Given) -> Answered<Hotline> {
    admit(visit, caller)?;
    let key = given.or_asked(visit, "api_key");
    let key = key.ok_or_else(|| Wrong::no_key(visit.t("open311-key-missing")))?;
    let hotline = hotline_of(db, key).await?;
    hotline.ok_or_else(|| Wrong::no_key(visit.t("open311-key-invalid")))
}

/// The values of the body.
struct Given(Vec<(String, String)>);

impl Given {
    fn read(
        visit: &Visit,
        headers: &HeaderMap,
        body: Result<Bytes, BytesRejection>,
    ) -> Answered<Self> {
        let unreadable = || Wrong::bad(visit.t("open311-body-unreadable"));
        let kind = headers.get(header::CONTENT_TYPE);
        let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let is_form = kind.is_empty() || kind.starts_with("application/x-www-form-urlencoded");
        let bytes = body.map_err(|_| unreadable())?;
        match serde_urlencoded::from_bytes::<Vec<(String, String)>>(&bytes) {
            Ok(values) if is_form => {
                // PostgreSQL keeps no text with a null byte, so no text given needs one.
                let clean = |(name, value): (String, String)| (name, value.replace('\0', ""));
                Ok(Self(values.into_iter().map(clean).collect()))
            }
            _ => Err(unreadable()),
        }
    }

    /// A value; one that is empty counts as not given.
    fn get(&self, name: &str) -> Option<&str> {
        let found = self
            .0
            .iter()
            .find(|(key, value)| key == name && !value.trim().is_empty());
        found.map(|(_, value)| value.trim())
    }

    /// A value of the body, or of the query: what tells nothing of the caller may stand there.
    fn or_asked<'a>(&'a self, visit: &'a Visit, name: &str) -> Option<&'a str> {
        self.get(name).or_else(|| visit.asked(name))
    }

    fn text(&self, name: &str) -> String {
        self.get(name).unwrap_or_default().to_owned()
    }
}

/// What the caller said, as far as the specification's own limits hold for it; the domain looks at the rest.
async fn said(
    visit: &Visit,
    council: &CouncilRef,
    given: &Given,
    headers: &HeaderMap,
) -> Answered<HandIn> {
    let field = service(visit, given.get("service_code"))?;
    for (name, most) in [
        ("description", LONGEST_DESCRIPTION),
        ("address_string", LONGEST_ADDRESS),
        ("media_url", LONGEST_LINK),
    ] {
        if given
            .get(name)
            .is_some_and(|text| text.chars().count() > most)
        {
            let most = vi::number(i64::try_from(most).unwrap_or(i64::MAX));
            let text = visit.tv("open311-too-long", &[("field", name), ("most", &most)]);
            return Err(Wrong::bad(text));
        }
    }
    let (point, commune) = (point(visit, given)?, commune(visit, council, given).await?);
    if point.is_none() && commune.is_none() && given.get("address_string").is_none() {
        return Err(Wrong::bad(visit.t("open311-place-missing")));
    }
    let media = given.text("media_url");
    let is_link = ["http://", "https://"]
        .iter()
        .any(|scheme| media.starts_with(scheme));
    if !media.is_empty() && !is_link {
        return Err(Wrong::bad(visit.t("open311-media-unreadable")));
    }
    let header = headers.get(ONCE).and_then(|value| value.to_str().ok());
    let once = header.or_else(|| given.get(IDEMPOTENCY_FIELD));
    Ok(HandIn {
        once: once.map(str::to_owned),
        field,
        description: given.text("description"),
        address: given.text("address_string"),
        point,
        commune,
        media,
        voter: Voter {
            // A Vietnamese name begins with the name of the family.
            name: vi::clean(&format!(
                "{} {}",
                given.text("last_name"),
                given.text("first_name")
            )),
            phone: given.text("phone"),
            address: String::new(),
            email: given.text("email"),
        },
    })
}

/// Latitude and longitude: both or none.
fn point(visit: &Visit, given: &Given) -> Answered<Option<(f64, f64)>> {
    let read = |name: &str, most: f64| {
        let number = given.get(name)?.parse::<f64>().ok();
        number.filter(|number| (-most..=most).contains(number))
    };
    match (given.get("lat"), given.get("long")) {
        (None, None) => Ok(None),
        _ => match (read("lat", 90.0), read("long", 180.0)) {
            (Some(latitude), Some(longitude)) => Ok(Some((latitude, longitude))),
            _ => Err(Wrong::bad(visit.t("open311-point-unreadable"))),
        },
    }
}

/// The commune that was named by its official code.
async fn commune(visit: &Visit, council: &CouncilRef, given: &Given) -> Answered<Option<UnitId>> {
    let attribute = format!("attribute[{COMMUNE}]");
    let Some(code) = given.get(&attribute).or_else(|| given.get("address_id")) else {
        return Ok(None);
    };
    let units = communes_of(visit, council).await?;
    let found = match units.iter().find(|unit| unit.code == code) {
        Some(unit) => Some(unit.id),
        None if council.path.rsplit('/').next() == Some(code) => Some(council.unit_id),
        None => None,
    };
    let unknown = || Wrong::bad(visit.tv("open311-commune-unknown", &[("given", code)]));
    found.map(Some).ok_or_else(unknown)
}
