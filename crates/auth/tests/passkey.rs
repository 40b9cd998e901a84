//! Passkeys: the whole ceremony against a software authenticator, and refusals.

use auth::passkey::{Challenge, Error, Passkeys, StoredPasskey};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use uuid::Uuid;

const DOMAIN: &str = "dancu.example";
const ORIGIN: &str = "https://dancu.example";
const PRESENT: u8 = 0x01;
const VERIFIED: u8 = 0x04;
const ATTESTED: u8 = 0x40;

/// An authenticator and its browser, with each field a test may falsify.
#[derive(Clone)]
struct Device {
    key: SigningKey,
    credential: Vec<u8>,
    origin: &'static str,
    flags: u8,
    counter: u32,
    handle: Option<Uuid>,
}

impl Device {
    fn new(seed: u8, user: Uuid) -> Self {
        Self {
            key: SigningKey::from_slice(&[seed; 32]).unwrap(),
            credential: vec![seed; 16],
            origin: ORIGIN,
            flags: PRESENT | VERIFIED,
            counter: 1,
            handle: Some(user),
        }
    }

    fn create(&self, challenge: &Challenge) -> String {
        let client = self.client_data("webauthn.create", challenge);
        let point = self.key.verifying_key().to_sec1_point(false);
        let mut data = self.authenticator_data(self.flags | ATTESTED);
        data.extend([0; 16]);
        data.extend((self.credential.len() as u16).to_be_bytes());
        data.extend(&self.credential);
        // COSE: {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y}
        data.extend([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]);
        data.extend(point.x().unwrap().iter());
        data.extend([0x22, 0x58, 0x20]);
        data.extend(point.y().unwrap().iter());
        // CBOR: {"fmt": "none", "attStmt": {}, "authData": bytes}
        let mut object = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58".to_vec();
        object.push(u8::try_from(data.len()).unwrap());
        object.extend(data);
        json!({
            "id": encode(&self.credential), "rawId": encode(&self.credential),
            "type": "public-key", "extensions": {},
            "response": {"attestationObject": encode(&object), "clientDataJSON": encode(&client)},
        })
        .to_string()
    }

    fn get(&self, challenge: &Challenge) -> String {
        let client = self.client_data("webauthn.get", challenge);
        let data = self.authenticator_data(self.flags);
        let mut message = data.clone();
        message.extend(Sha256::digest(&client));
        let signature: Signature = self.key.sign(&message);
        json!({
            "id": encode(&self.credential), "rawId": encode(&self.credential),
            "type": "public-key", "extensions": {},
            "response": {
                "authenticatorData": encode(&data), "clientDataJSON": encode(&client),
                "signature": encode(signature.to_der().as_bytes()),
                "userHandle": self.handle.map(|user| encode(user.as_bytes())),
            },
        })
        .to_string()
    }

    fn client_data(&self, kind: &str, challenge: &Challenge) -> Vec<u8> {
        let asked: Value = serde_json::from_str(&challenge.for_browser).unwrap();
        let challenge = &asked["publicKey"]["challenge"];
        json!({"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": false})
            .to_string()
            .into_bytes()
    }

    fn authenticator_data(&self, flags: u8) -> Vec<u8> {
        let mut data = Sha256::digest(DOMAIN).to_vec();
        data.push(flags);
        data.extend(self.counter.to_be_bytes());
        data
    }
}

fn encode(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn party() -> Passkeys {
    Passkeys::new(DOMAIN, ORIGIN, "Dân Cử").unwrap()
}

fn registered(party: &Passkeys, device: &Device, user: Uuid) -> StoredPasskey {
    let challenge = party
        .start_registration(user, "lan", "Trần Thị Lan", &[])
        .unwrap();
    party
        .finish_registration(&challenge.state, &device.create(&challenge))
        .unwrap()
}

#[test]
fn a_device_registers_and_signs_in_without_a_login_being_typed() {
    let (party, user) = (party(), Uuid::from_u128(1));
    let mut device = Device::new(1, user);
    let challenge = party
        .start_registration(user, "lan", "Trần Thị Lan", &[])
        .unwrap();
    let asked: Value = serde_json::from_str(&challenge.for_browser).unwrap();
    assert_eq!(
        asked["publicKey"]["authenticatorSelection"]["residentKey"],
        "preferred"
    );
    assert_eq!(
        asked["publicKey"]["authenticatorSelection"]["userVerification"],
        "required"
    );
    assert_eq!(asked["publicKey"]["rp"]["name"], "Dân Cử");
    let passkey = party
        .finish_registration(&challenge.state, &device.create(&challenge))
        .unwrap();

    let stored = passkey.to_json().unwrap();
    let passkey = StoredPasskey::from_json(&stored).unwrap();
    assert_eq!(
        (passkey.user(), passkey.credential()),
        (user, encode(&device.credential))
    );

    device.counter = 7;
    let challenge = party.start_discoverable().unwrap();
    let asked: Value = serde_json::from_str(&challenge.for_browser).unwrap();
    assert_eq!(asked["publicKey"]["allowCredentials"], json!([]));
    let answer = device.get(&challenge);
    let claimed = party.identify(&answer).unwrap();
    assert_eq!(
        (claimed.user, &claimed.credential),
        (Some(user), &passkey.credential())
    );
    let signed_in = party
        .finish_sign_in(&challenge.state, &answer, &passkey)
        .unwrap();
    assert_eq!((signed_in.user, signed_in.counter), (user, 7));

    let updated = signed_in.updated.expect("the counter moved");
    let again = party.start_discoverable().unwrap();
    let outcome = party.finish_sign_in(&again.state, &device.get(&again), &updated);
    assert!(
        matches!(outcome, Err(Error::Cloned)),
        "the counter stood still: {outcome:?}"
    );
}

#[test]
fn a_device_signs_in_by_login_and_a_registered_one_is_not_registered_twice() {
    let (party, user) = (party(), Uuid::from_u128(1));
    let mut device = Device::new(1, user);
    let passkey = registered(&party, &device, user);
    assert!(matches!(party.start_for(&[]), Err(Error::NoPasskey)));

    let challenge = party.start_for(std::slice::from_ref(&passkey)).unwrap();
    assert!(challenge.for_browser.contains(&passkey.credential()));
    // Devices that were told the credential may leave the handle out.
    (device.counter, device.handle) = (2, None);
    let signed_in = party
        .finish_sign_in(&challenge.state, &device.get(&challenge), &passkey)
        .unwrap();
    assert_eq!((signed_in.user, signed_in.counter), (user, 2));

    let more = party
        .start_registration(user, "lan", "Trần Thị Lan", std::slice::from_ref(&passkey))
        .unwrap();
    let asked: Value = serde_json::from_str(&more.for_browser).unwrap();
    assert_eq!(
        asked["publicKey"]["excludeCredentials"][0]["id"],
        passkey.credential()
    );
}

#[test]
fn a_falsified_sign_in_is_refused() {
    type Falsify = fn(&mut Device);
    let cases: [(&str, Falsify); 6] = [
        ("another origin", |device| {
            device.origin = "https://dancu.example.net"
        }),
        ("no user verification", |device| device.flags = PRESENT),
        ("nobody present", |device| device.flags = VERIFIED),
        ("another key", |device| {
            device.key = SigningKey::from_slice(&[9; 32]).unwrap()
        }),
        ("another user's handle", |device| {
            device.handle = Some(Uuid::from_u128(2))
        }),
        ("another credential", |device| {
            device.credential = vec![9; 16]
        }),
    ];
    let (party, user) = (party(), Uuid::from_u128(1));
    let device = Device {
        counter: 0,
        ..Device::new(1, user)
    };
    let passkey = registered(&party, &device, user);
    for (what, falsify) in cases {
        let starts = [
            party.start_discoverable(),
            party.start_for(std::slice::from_ref(&passkey)),
        ];
        for challenge in starts.map(Result::unwrap) {
            let mut false_device = device.clone();
            falsify(&mut false_device);
            let answer = false_device.get(&challenge);
            let outcome = party.finish_sign_in(&challenge.state, &answer, &passkey);
            assert!(outcome.is_err(), "{what} was accepted");
            let answer = device.get(&challenge);
            assert!(
                party
                    .finish_sign_in(&challenge.state, &answer, &passkey)
                    .is_ok()
            );
        }
    }
}

#[test]
fn a_state_serves_its_own_ceremony_and_challenge_alone() {
    let (party, user) = (party(), Uuid::from_u128(1));
    let device = Device {
        counter: 0,
        ..Device::new(1, user)
    };
    let passkey = registered(&party, &device, user);
    let registration = party.start_registration(user, "lan", "Lan", &[]).unwrap();
    let (first, second) = (
        party.start_discoverable().unwrap(),
        party.start_discoverable().unwrap(),
    );

    let outcome = party.finish_sign_in(&second.state, &device.get(&first), &passkey);
    assert!(matches!(outcome, Err(Error::Refused(_))), "{outcome:?}");
    for state in [
        registration.state.as_str(),
        "",
        "{}",
        r#"{"ceremony":"discoverable"}"#,
    ] {
        let outcome = party.finish_sign_in(state, &device.get(&first), &passkey);
        assert!(
            matches!(outcome, Err(Error::State(_))),
            "{state}: {outcome:?}"
        );
    }
    let outcome = party.finish_registration(&first.state, &device.create(&registration));
    assert!(matches!(outcome, Err(Error::State(_))));
    // A device that hides who it is cannot end a sign-in without a login.
    let silent = Device {
        handle: None,
        ..device.clone()
    };
    let outcome = party.finish_sign_in(&first.state, &silent.get(&first), &passkey);
    assert!(matches!(outcome, Err(Error::AnotherUser)));
    for answer in ["", "{}", "null", r#"{"id":"x"}"#] {
        assert!(
            matches!(party.identify(answer), Err(Error::Answer(_))),
            "{answer}"
        );
        let outcome = party.finish_registration(&registration.state, answer);
        assert!(matches!(outcome, Err(Error::Answer(_))), "{answer}");
    }
}

#[test]
fn settings_that_do_not_fit_together_are_refused_at_the_start() {
    let cases = [
        ("dancu.example", "https://hdnd.dancu.example", true),
        ("localhost", "http://localhost:8080", true),
        ("dancu.example", "https://dancu.example.net", false),
        ("dancu.example", "https://notdancu.example", false),
        ("dancu.example", "dancu.example", false),
    ];
    for (id, origin, fits) in cases {
        assert_eq!(
            Passkeys::new(id, origin, "Dân Cử").is_ok(),
            fits,
            "{id} at {origin}"
        );
    }
}
