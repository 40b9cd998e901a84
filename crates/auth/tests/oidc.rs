//! OpenID Connect: a whole sign-in against a small provider, and what is refused.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use auth::Secret;
use auth::oidc::{Error, Identity, Provider};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use openidconnect::url::{Url, form_urlencoded};
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

const CLIENT: &str = "dancu";
/// The moment of every sign-in here, in seconds since 1970.
const NOW: i64 = 1_790_000_000;
const BACK: &str = "http://127.0.0.1/sign-in/back";

/// A provider that does at its token endpoint what the code tells it:
/// `case~nonce~challenge`.
struct FakeProvider {
    issuer: String,
    /// The key that is published; a token signed with another publishes that one.
    published: AtomicU8,
}

impl FakeProvider {
    async fn start() -> Arc<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = format!("http://{}", listener.local_addr().unwrap());
        let provider = Arc::new(Self {
            issuer,
            published: AtomicU8::new(1),
        });
        let serving = provider.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                serving.serve(stream).await;
            }
        });
        provider
    }

    async fn serve(&self, mut stream: TcpStream) {
        let mut request = Vec::new();
        let (head, body) = loop {
            let mut part = [0; 4096];
            let count = stream.read(&mut part).await.unwrap();
            request.extend(&part[..count]);
            let text = String::from_utf8_lossy(&request);
            if let Some((head, body)) = text.split_once("\r\n\r\n") {
                let length = head
                    .lines()
                    .filter_map(|line| line.split_once(": "))
                    .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
                    .map_or(0, |(_, length)| length.parse().unwrap());
                if body.len() >= length {
                    break (head.to_owned(), body.to_owned());
                }
            }
            if count == 0 {
                return;
            }
        };
        let path = head.split(' ').nth(1).unwrap();
        let (status, answer) = match path {
            "/.well-known/openid-configuration" => ("200 OK", self.description()),
            "/keys" => ("200 OK", self.keys()),
            "/token" => self.token(&body),
            _ => ("404 Not Found", json!({})),
        };
        let answer = answer.to_string();
        let head = format!(
            "HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
            answer.len()
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        stream.write_all(answer.as_bytes()).await.unwrap();
    }

    fn description(&self) -> Value {
        let issuer = &self.issuer;
        json!({
            "issuer": issuer, "authorization_endpoint": format!("{issuer}/authorize"),
            "token_endpoint": format!("{issuer}/token"), "jwks_uri": format!("{issuer}/keys"),
            "response_types_supported": ["code"], "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["ES256", "HS256", "none"],
        })
    }

    fn keys(&self) -> Value {
        let seed = self.published.load(Ordering::SeqCst);
        let point = key(seed).verifying_key().to_sec1_point(false);
        json!({"keys": [{
            "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": seed.to_string(),
            "x": encode(point.x().unwrap()), "y": encode(point.y().unwrap()),
        }]})
    }

    fn token(&self, body: &str) -> (&'static str, Value) {
        let form: HashMap<_, _> = form_urlencoded::parse(body.as_bytes())
            .into_owned()
            .collect();
        let [case, nonce, challenge] = form["code"].split('~').collect::<Vec<_>>()[..] else {
            return ("400 Bad Request", json!({"error": "invalid_grant"}));
        };
        if encode(Sha256::digest(&form["code_verifier"])) != challenge {
            return ("400 Bad Request", json!({"error": "invalid_grant"}));
        }
        let mut answer = json!({"access_token": "access", "token_type": "bearer"});
        if case != "no identity" {
            answer["id_token"] = self.id_token(case, nonce).into();
        }
        ("200 OK", answer)
    }

    fn id_token(&self, case: &str, nonce: &str) -> String {
        let mut claims = json!({
            "iss": self.issuer, "aud": CLIENT, "sub": "248289761001", "nonce": nonce,
            "iat": NOW, "exp": NOW + 300, "name": "Trần Thị Lan",
            "email": "lan.tran@cantho.gov.vn", "email_verified": true,
        });
        let (mut algorithm, mut signer, mut named) = ("ES256", 1, 1);
        match case {
            "another issuer" => claims["iss"] = "https://other.example".into(),
            "another audience" => claims["aud"] = "another".into(),
            "another nonce" => claims["nonce"] = "another".into(),
            "expired" => claims["exp"] = NOW.into(),
            "another key" => signer = 9,
            "unknown key" => (signer, named) = (9, 9),
            "rotated key" => {
                (signer, named) = (2, 2);
                self.published.store(2, Ordering::SeqCst);
            }
            "another access token" => claims["at_hash"] = encode([0; 16]).into(),
            "unverified address" => claims["email_verified"] = false.into(),
            "hmac" => algorithm = "HS256",
            "unsigned" => algorithm = "none",
            _ => {}
        }
        let header = json!({"alg": algorithm, "typ": "JWT", "kid": named.to_string()});
        let message = format!(
            "{}.{}",
            encode(header.to_string()),
            encode(claims.to_string())
        );
        let signature = match algorithm {
            "HS256" => hmac_sha256(b"client secret", message.as_bytes()),
            "none" => Vec::new(),
            _ => {
                let signature: Signature = key(signer).sign(message.as_bytes());
                signature.to_bytes().to_vec()
            }
        };
        format!("{message}.{}", encode(signature))
    }
}

fn key(seed: u8) -> SigningKey {
    SigningKey::from_slice(&[seed; 32]).unwrap()
}

fn encode(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn hmac_sha256(key: &[u8], message: &[u8]) -> Vec<u8> {
    use hmac::{KeyInit, Mac};
    let mut mac = hmac::Hmac::<Sha256>::new_from_slice(key).unwrap();
    mac.update(message);
    mac.finalize().into_bytes().to_vec()
}

async fn discover(fake: &FakeProvider) -> Result<Provider, Error> {
    Provider::discover(&fake.issuer, CLIENT, Secret::new("client secret"), BACK).await
}

fn query(url: &str) -> HashMap<String, String> {
    Url::parse(url)
        .unwrap()
        .query_pairs()
        .into_owned()
        .collect()
}

/// Goes to the provider and back with a code for this case.
async fn sign_in(provider: &Provider, case: &str) -> Result<Identity, Error> {
    let departure = provider.start().unwrap();
    let sent = query(&departure.url);
    let code = format!("{case}~{}~{}", sent["nonce"], sent["code_challenge"]);
    provider
        .finish(&code, &sent["state"], &departure.state, NOW)
        .await
}

#[tokio::test]
async fn a_person_signs_in_with_state_nonce_and_pkce() {
    let fake = FakeProvider::start().await;
    let provider = discover(&fake).await.unwrap();
    let sent = query(&provider.start().unwrap().url);
    assert_eq!(
        (sent["client_id"].as_str(), sent["redirect_uri"].as_str()),
        (CLIENT, BACK)
    );
    assert_eq!(sent["code_challenge_method"], "S256");
    assert_eq!(sent["scope"], "openid email profile");

    let identity = sign_in(&provider, "honest").await.unwrap();
    let expected = Identity {
        issuer: fake.issuer.clone(),
        subject: "248289761001".into(),
        email: Some("lan.tran@cantho.gov.vn".into()),
        name: Some("Trần Thị Lan".into()),
    };
    assert_eq!(identity, expected);
    let identity = sign_in(&provider, "unverified address").await.unwrap();
    assert_eq!(
        identity,
        Identity {
            email: None,
            ..expected.clone()
        }
    );
    assert_eq!(sign_in(&provider, "rotated key").await.unwrap(), expected);
}

#[tokio::test]
async fn an_identity_that_does_not_hold_is_refused() {
    let fake = FakeProvider::start().await;
    let provider = discover(&fake).await.unwrap();
    for case in [
        "another issuer",
        "another audience",
        "another nonce",
        "expired",
        "another key",
        "unknown key",
        "another access token",
        "hmac",
        "unsigned",
    ] {
        let outcome = sign_in(&provider, case).await;
        assert!(
            matches!(outcome, Err(Error::Refused(_))),
            "{case}: {outcome:?}"
        );
    }
    assert!(matches!(
        sign_in(&provider, "no identity").await,
        Err(Error::NoIdentity)
    ));
}

#[tokio::test]
async fn an_answer_serves_the_sign_in_it_was_made_for() {
    let fake = FakeProvider::start().await;
    let other = FakeProvider::start().await;
    let provider = discover(&fake).await.unwrap();
    let (mine, theirs) = (provider.start().unwrap(), provider.start().unwrap());
    let sent = query(&mine.url);
    let code = format!("honest~{}~{}", sent["nonce"], sent["code_challenge"]);

    let outcome = provider
        .finish(&code, &query(&theirs.url)["state"], &mine.state, NOW)
        .await;
    assert!(matches!(outcome, Err(Error::AnotherSignIn)), "{outcome:?}");
    let outcome = provider.finish(&code, "", &mine.state, NOW).await;
    assert!(matches!(outcome, Err(Error::AnotherSignIn)), "{outcome:?}");
    // The code of one browser in the sign-in of another: PKCE does not fit.
    let outcome = provider
        .finish(&code, &query(&theirs.url)["state"], &theirs.state, NOW)
        .await;
    assert!(matches!(outcome, Err(Error::Exchange(_))), "{outcome:?}");
    let outcome = provider
        .finish("unknown", &sent["state"], &mine.state, NOW)
        .await;
    assert!(matches!(outcome, Err(Error::Exchange(_))), "{outcome:?}");
    let elsewhere = discover(&other).await.unwrap();
    for kept in ["", "{}", &elsewhere.start().unwrap().state] {
        let outcome = provider.finish(&code, &sent["state"], kept, NOW).await;
        assert!(matches!(outcome, Err(Error::State)), "{kept}: {outcome:?}");
    }
}

#[tokio::test]
async fn only_this_machine_is_spoken_to_without_tls() {
    let cases = [
        ("http://provider.example", BACK),
        ("http://localhost.example", BACK),
        ("http://192.0.2.1", BACK),
        ("ftp://127.0.0.1", BACK),
        ("https://provider.example", "http://dancu.example/back"),
    ];
    for (issuer, back) in cases {
        let outcome = Provider::discover(issuer, CLIENT, Secret::new("s"), back).await;
        assert!(matches!(outcome, Err(Error::PlainHttp)), "{issuer} {back}");
    }
    let outcome = Provider::discover("no url", CLIENT, Secret::new("s"), BACK).await;
    assert!(matches!(outcome, Err(Error::Settings(_))));
    // Nothing listens on port 1: a provider that is down is an error in good time.
    let outcome = Provider::discover("http://127.0.0.1:1", CLIENT, Secret::new("s"), BACK).await;
    assert!(matches!(outcome, Err(Error::Discovery(_))));
}
