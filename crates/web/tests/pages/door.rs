//! A visitor of the service in a test: follows links, fills in forms, keeps cookies; goes through the same door as a browser.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, Ordering};

use auth::Secret;
use auth::password::{Cost, Hasher, Queue};
use std::net::SocketAddr;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use council::Acting;
use council::access::accounts::acts::{self, CreateAccount};
use council::access::accounts::{Brakes, SessionRules};
use council::access::{Actor, Role};
use council::library::search::Finder;
use http_body_util::BodyExt as _;
use kernel::Clock;
use kernel::ids::PersonId;
use store::Db;
use store::testing::{self, TestDb};
use tower::ServiceExt as _;
use web::{App, Front, Network, Parts};

/// A running service with its own database.
pub struct House {
    pub db: TestDb,
    pub app: App,
}

/// A browser without scripts.
pub struct Browser {
    router: Router,
    cookies: BTreeMap<String, String>,
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub location: Option<String>,
    pub kind: String,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

/// The moment of the tests: 2026-11-24, 10:00 in Vietnam.
pub const NOW: &str = "2026-11-24T03:00:00Z";

/// A service on each database, empty but for the schema.
pub async fn houses() -> Vec<House> {
    testing::databases().await.into_iter().map(house).collect()
}

/// The same with a clock that the test sets.
pub async fn houses_at(clock: &Clock) -> Vec<House> {
    let all = testing::databases().await.into_iter();
    all.map(|db| House {
        app: app_at(&db, Front::direct(), clock.clone()),
        db,
    })
    .collect()
}

/// A service on each database with the sample city in it, whose accounts all have the password of these tests.
pub async fn cities() -> Vec<House> {
    let all = testing::databases_with("city", |db| async move {
        let hash = hasher().hash(Secret::new(PASSWORD)).await.expect("a hash");
        sample_city(&db, &Clock::fixed(NOW.parse().expect("a time")), &hash).await;
    });
    all.await.into_iter().map(house).collect()
}

/// Fills a database with the sample city.
pub async fn sample_city(db: &Db, clock: &Clock, hash: &str) {
    council::sample::city(db, clock, hash)
        .await
        .expect("the sample city");
}

/// Sends the form of a page.
pub async fn send(browser: &mut Browser, page: &str, values: &[(&str, &str)]) -> Answer {
    browser.submit(page, page, values).await
}

/// The form was shown again, and says why.
pub fn refused(answer: &Answer, said: &str) {
    assert_eq!(
        answer.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        answer.words()
    );
    assert!(answer.words().contains(said), "{said}: {}", answer.words());
}

fn house(db: TestDb) -> House {
    let app = app(&db, Front::direct());
    House { db, app }
}

fn app(db: &TestDb, front: Front) -> App {
    app_at(db, front, Clock::fixed(NOW.parse().expect("a time")))
}

fn app_at(db: &TestDb, front: Front, clock: Clock) -> App {
    app_with(db, front, clock, true)
}

fn app_with(db: &TestDb, front: Front, clock: Clock, sends_letters: bool) -> App {
    App::new(Parts {
        db: db.db.clone(),
        clock,
        public_url: "http://127.0.0.1:8080".into(),
        samples: Vec::new(),
        hasher: hasher(),
        session_rules: SessionRules::default(),
        brakes: Brakes::default(),
        organisation: None,
        front,
        finder: Finder::passing(&db.db),
        sends_letters,
    })
}

/// A hasher at the least cost that Argon2 allows: tests ask whether a password is asked for, not how dear it is.
pub fn hasher() -> Hasher {
    let cheap = Cost {
        memory: 8,
        passes: 1,
    };
    Hasher::new(cheap, Queue::default()).expect("a cheap hasher")
}

/// The password of every account that a test makes.
pub const PASSWORD: &str = "con trâu qua sông Hàn";

impl House {
    /// The same house, which takes a proxy's word for where callers are.
    pub fn behind_a_proxy(self) -> Self {
        let app = app(
            &self.db,
            Front::proxies(vec![Network {
                address: "127.0.0.1".parse().expect("an address"),
                bits: 8,
            }]),
        );
        Self { app, ..self }
    }

    /// The same house, which has no mail server.
    pub fn without_letters(self) -> Self {
        let clock = self.app.clock().clone();
        let app = app_with(&self.db, Front::direct(), clock, false);
        Self { app, ..self }
    }

    /// Makes an account with a role within a scope, through the act of the domain, and gives its login.
    pub async fn enrol(&self, role: Role, scope: &str, person: Option<PersonId>) -> String {
        self.enrol_with(role, scope, person, false).await
    }

    /// The same, with a password that must be changed first.
    pub async fn enrol_to_change(&self, role: Role, scope: &str) -> String {
        self.enrol_with(role, scope, None, true).await
    }

    async fn enrol_with(
        &self,
        role: Role,
        scope: &str,
        person: Option<PersonId>,
        must_change: bool,
    ) -> String {
        static COUNT: AtomicU32 = AtomicU32::new(1);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let login = format!("{}.{number}", role.code().replace('_', "."));
        let program = Actor::program("Test");
        let hash = hasher().hash(Secret::new(PASSWORD)).await.expect("a hash");
        let acting = Acting::begin(self.app.db(), &program, self.app.clock())
            .await
            .expect("a transaction");
        let command = CreateAccount {
            login: login.clone(),
            name: format!("Người dùng {number}"),
            person,
            roles: vec![(role, scope.to_owned())],
            reason: "test".into(),
        };
        acts::create_account_with_hash(&acting, command, &hash, must_change)
            .await
            .expect("an account");
        acting.commit().await.expect("an account kept");
        login
    }

    /// A browser signed in through the form, with an account of its own that has a role within a scope.
    pub async fn account(&self, role: Role, scope: &str, person: Option<PersonId>) -> Browser {
        let login = self.enrol(role, scope, person).await;
        self.signed_in(&login).await
    }

    /// A browser signed in through the form.
    pub async fn signed_in(&self, login: &str) -> Browser {
        let mut browser = self.browser();
        let answer = browser
            .submit(
                "/sign-in",
                "/sign-in",
                &[("login", login), ("password", PASSWORD)],
            )
            .await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.words());
        browser
    }

    /// A fresh visitor.
    pub fn browser(&self) -> Browser {
        Browser {
            router: web::router(self.app.clone()),
            cookies: BTreeMap::new(),
        }
    }
}

impl Browser {
    /// Opens an address.
    pub async fn get(&mut self, path: &str) -> Answer {
        self.request(Method::GET, path, &[]).await
    }

    /// Fills in the form of a page and sends it: hidden fields go along as they are.
    pub async fn submit(&mut self, page: &str, action: &str, values: &[(&str, &str)]) -> Answer {
        let document = self.get(page).await.text();
        let form =
            form(&document, action).unwrap_or_else(|| panic!("{page} has no form to {action}"));
        let mut fields = hidden_fields(form);
        fields.retain(|(name, _)| !values.iter().any(|(given, _)| given == name));
        fields.extend(
            values
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
        );
        self.post(action, &fields).await
    }

    /// Sends the form of a page with everything as the page filled it in, but for the values given.
    pub async fn submit_whole(
        &mut self,
        page: &str,
        action: &str,
        values: &[(&str, &str)],
    ) -> Answer {
        let document = self.get(page).await.text();
        let form =
            form(&document, action).unwrap_or_else(|| panic!("{page} has no form to {action}"));
        let mut fields = filled(form);
        for (name, value) in values {
            fields.retain(|(given, _)| given != name);
            fields.push(((*name).to_owned(), (*value).to_owned()));
        }
        self.post(action, &fields).await
    }

    /// Fills in the form of a page with a file and sends it, as a browser does: hidden fields go along as they are.
    pub async fn upload(
        &mut self,
        page: &str,
        action: &str,
        values: &[(&str, &str)],
        file: (&str, &[u8]),
    ) -> Answer {
        self.upload_all(page, action, values, "file", &[file]).await
    }

    /// The same with any number of files of one field.
    pub async fn upload_all(
        &mut self,
        page: &str,
        action: &str,
        values: &[(&str, &str)],
        field: &str,
        files: &[(&str, &[u8])],
    ) -> Answer {
        const BORDER: &str = "----dan-cu-0f1e2d3c";
        let hidden = self.hidden(page, action).await;
        let given = values.iter().map(|(name, value)| (*name, *value));
        let kept = hidden
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()));
        let mut body = Vec::new();
        for (name, value) in kept.chain(given) {
            let part = format!(
                "--{BORDER}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            );
            body.extend_from_slice(part.as_bytes());
        }
        for (name, bytes) in files {
            let head = format!(
                "--{BORDER}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\
                 Content-Type: application/octet-stream\r\n\r\n"
            );
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(format!("--{BORDER}--\r\n").as_bytes());
        let kind = format!("multipart/form-data; boundary={BORDER}");
        self.send(
            Method::POST,
            action,
            Body::from(body),
            &[("content-type", &kind)],
        )
        .await
    }

    /// Sends values as they are.
    pub async fn post(&mut self, path: &str, fields: &[(String, String)]) -> Answer {
        self.post_from(path, fields, &[]).await
    }

    /// Sends values together with headers that a browser would add by itself.
    pub async fn post_from(
        &mut self,
        path: &str,
        fields: &[(String, String)],
        headers: &[(&str, &str)],
    ) -> Answer {
        let body = serde_urlencoded::to_string(fields).expect("a form");
        let kind = ("content-type", "application/x-www-form-urlencoded");
        let headers: Vec<(&str, &str)> = headers.iter().copied().chain([kind]).collect();
        self.send(Method::POST, path, Body::from(body), &headers)
            .await
    }

    /// Sends a request without a body.
    pub async fn request(
        &mut self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
    ) -> Answer {
        self.send(method, path, Body::empty(), headers).await
    }

    /// The hidden fields of a form of a page.
    pub async fn hidden(&mut self, page: &str, action: &str) -> Vec<(String, String)> {
        let document = self.get(page).await.text();
        let form =
            form(&document, action).unwrap_or_else(|| panic!("{page} has no form to {action}"));
        hidden_fields(form)
    }

    /// The value of a cookie.
    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.get(name).map(String::as_str)
    }

    /// Plants a cookie, as a hostile neighbour might.
    pub fn plant(&mut self, name: &str, value: &str) {
        self.cookies.insert(name.into(), value.into());
    }

    /// Follows where an answer leads.
    pub async fn follow(&mut self, answer: Answer) -> Answer {
        let location = answer
            .location
            .clone()
            .unwrap_or_else(|| panic!("leads nowhere: {} {}", answer.status, answer.text()));
        self.get(&location).await
    }

    /// Sends a request with a body.
    pub async fn send(
        &mut self,
        method: Method,
        path: &str,
        body: Body,
        headers: &[(&str, &str)],
    ) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "127.0.0.1:8080")
            .extension(ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 50000))));
        if !self.cookies.is_empty() {
            let cookies: Vec<String> = self
                .cookies
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect();
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = self
            .router
            .clone()
            .oneshot(request.body(body).expect("a request"))
            .await
            .expect("an answer");
        for cookie in response.headers().get_all(header::SET_COOKIE) {
            let cookie = cookie.to_str().expect("a cookie");
            let pair = cookie.split(';').next().unwrap_or_default();
            match pair.split_once('=') {
                Some((name, _)) if cookie.contains("Max-Age=0") => drop(self.cookies.remove(name)),
                Some((name, value)) => drop(self.cookies.insert(name.into(), value.into())),
                None => {}
            }
        }
        let header = |name| {
            response
                .headers()
                .get(name)
                .and_then(|value| value.to_str().ok())
                .map(str::to_owned)
        };
        let (status, location, kind) = (
            response.status(),
            header(header::LOCATION),
            header(header::CONTENT_TYPE).unwrap_or_default(),
        );
        let headers = response.headers().clone();
        let bytes = response
            .into_body()
            .collect()
            .await
            .expect("a body")
            .to_bytes()
            .to_vec();
        Answer {
            status,
            location,
            kind,
            headers,
            bytes,
        }
    }
}

impl Answer {
    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// The body as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.bytes)
            .unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    /// The main area without markup, one line per run of text.
    pub fn words(&self) -> String {
        let text = self.text();
        let main = text
            .split("<main")
            .nth(1)
            .and_then(|rest| rest.split("</main>").next())
            .unwrap_or(&text);
        let mut words = String::new();
        for piece in main.split('<').skip(1) {
            let piece = piece.split_once('>').map_or("", |(_, text)| text).trim();
            if !piece.is_empty() {
                words.push_str(piece);
                words.push('\n');
            }
        }
        words
    }
}

fn form<'a>(document: &'a str, action: &str) -> Option<&'a str> {
    document.split("<form").skip(1).find(|form| {
        let tag = form.split('>').next().unwrap_or_default();
        tag.replace("&amp;", "&")
            .contains(&format!("action=\"{action}\""))
    })
}

fn hidden_fields(form: &str) -> Vec<(String, String)> {
    let form = form.split("</form>").next().unwrap_or_default();
    form.split("<input")
        .skip(1)
        .filter_map(|input| input.split('>').next())
        .filter(|tag| tag.contains("type=\"hidden\""))
        .filter_map(|tag| {
            Some((
                attribute(tag, "name")?,
                attribute(tag, "value").unwrap_or_default(),
            ))
        })
        .collect()
}

/// What a browser would send of a form that nobody touched, but for boxes and radio buttons.
fn filled(form: &str) -> Vec<(String, String)> {
    let mut fields = hidden_fields(form);
    let form = form.split("</form>").next().unwrap_or_default();
    for input in form.split("<input").skip(1) {
        let tag = input.split('>').next().unwrap_or_default();
        if tag.contains("type=\"text\"")
            && let Some(name) = attribute(tag, "name")
        {
            fields.push((name, attribute(tag, "value").unwrap_or_default()));
        }
    }
    for select in form.split("<select").skip(1) {
        let select = select.split("</select>").next().unwrap_or_default();
        let mut options = select.split("<option").skip(1);
        let first = options.clone().next();
        let chosen = options.find(|option| {
            let tag = option.split('>').next().unwrap_or_default();
            tag.contains(" selected")
        });
        let value = chosen
            .or(first)
            .and_then(|option| attribute(option, "value"));
        let name = attribute(select.split('>').next().unwrap_or_default(), "name");
        fields.extend(name.zip(value));
    }
    fields
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    tag.split_once(&format!("{name}=\""))
        .and_then(|(_, rest)| rest.split('"').next())
        .map(str::to_owned)
}
