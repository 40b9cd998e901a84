//! Tokens, codes and signed values: round trips and a table of tampering.

use std::collections::HashSet;

use auth::token::{Code, CodeError, Key, Length, Refused, Token, TokenHash, csrf, csrf_holds};
use proptest::prelude::*;

#[test]
fn a_token_round_trips_and_only_its_hash_is_stored() {
    let token = Token::random().unwrap();
    let text = token.text();
    assert_eq!(text.len(), 43);
    let read = Token::parse(&text).unwrap();
    assert!(read.hash() == token.hash());
    let stored = TokenHash::from_bytes(token.hash().as_bytes()).unwrap();
    assert!(stored == token.hash());
    assert!(stored != Token::random().unwrap().hash());
    assert!(TokenHash::from_bytes(&[0; 31]).is_none());
    assert_eq!(format!("{token:?}"), "Token(…)");
    for bad in [
        "",
        "abc",
        &text[1..],
        &format!("{text}A"),
        &format!("{text}="),
        &text.replace(&text[..1], "+"),
    ] {
        assert!(Token::parse(bad).is_none(), "{bad}");
    }
}

#[test]
fn a_form_token_serves_one_session_and_one_purpose() {
    let (session, other) = (Token::random().unwrap(), Token::random().unwrap());
    let token = csrf(&session, "petition/answer");
    assert!(csrf_holds(&session, "petition/answer", &token));
    assert!(!csrf_holds(&session, "petition/delete", &token));
    assert!(!csrf_holds(&other, "petition/answer", &token));
    assert!(!csrf_holds(&session, "petition/answer", ""));
    assert!(!csrf_holds(&session, "petition/answer", &token[..42]));
}

#[test]
fn a_signed_value_is_refused_for_any_change_of_text_key_purpose_or_time() {
    let key = Key::from_bytes(&[7; 32]).unwrap();
    let signed = key.sign("attendance", "kỳ họp 5|chỗ 12", 1_000);
    let parts: Vec<&str> = signed.split('.').collect();
    let other = key.sign("attendance", "kỳ họp 5|chỗ 13", 2_000);
    let theirs: Vec<&str> = other.split('.').collect();
    assert_eq!(
        key.verify("attendance", &signed, 999).unwrap(),
        "kỳ họp 5|chỗ 12"
    );

    let stranger = Key::from_bytes(&[8; 32]).unwrap();
    let later = format!("{}.2000.{}", parts[0], parts[2]);
    let swapped = format!("{}.{}.{}", theirs[0], parts[1], parts[2]);
    let padded = format!("{}.+1000.{}", parts[0], parts[2]);
    let unsigned = format!("{}.1000.", parts[0]);
    let cases = [
        (&key, "attendance", signed.as_str(), 1_000, Refused::Expired),
        (&key, "sign-in", &signed, 999, Refused::Forged),
        (&stranger, "attendance", &signed, 999, Refused::Forged),
        // A forged value is called forged even when it is also too late.
        (&stranger, "attendance", &signed, 5_000, Refused::Forged),
        (&key, "attendance", &later, 999, Refused::Forged),
        (&key, "attendance", &swapped, 999, Refused::Forged),
        (&key, "attendance", &unsigned, 999, Refused::Forged),
        (&key, "attendance", &padded, 999, Refused::Malformed),
        (&key, "attendance", "", 999, Refused::Malformed),
        (&key, "attendance", "a.b", 999, Refused::Malformed),
        (&key, "attendance", "!.1000.!", 999, Refused::Malformed),
    ];
    for (key, purpose, text, now, expected) in cases {
        assert_eq!(
            key.verify(purpose, text, now),
            Err(expected),
            "{purpose} {text} {now}"
        );
    }
    assert!(Key::from_bytes(&[0; 16]).is_none());
}

#[test]
fn a_rotating_code_holds_for_its_step_and_the_next() {
    let key = Key::random().unwrap();
    let code = key.rotating("sitting 5", 100);
    assert_eq!(code.as_str().len(), Length::Brief.signs());
    assert_eq!(Code::parse(&code.to_string(), Length::Brief).unwrap(), code);
    let held: Vec<u64> = (98..=103)
        .filter(|step| key.rotating_holds("sitting 5", &code, *step))
        .collect();
    assert_eq!(held, [100, 101]);
    assert!(!key.rotating_holds("sitting 6", &code, 100));
}

#[test]
fn a_code_is_read_back_however_it_is_typed() {
    let code = Code::random(Length::Lasting).unwrap();
    let shown = code.to_string();
    assert_eq!(shown.len(), 14);
    for typed in [
        shown.clone(),
        shown.to_lowercase(),
        shown.replace('-', " "),
        code.as_str().into(),
    ] {
        assert_eq!(
            Code::parse(&typed, Length::Lasting).unwrap(),
            code,
            "{typed}"
        );
    }
    let wrong = CodeError::Length { expected: 12 };
    assert_eq!(Code::parse("", Length::Lasting), Err(wrong));
    assert_eq!(Code::parse(&shown[..13], Length::Lasting), Err(wrong));
    assert_eq!(
        Code::parse(&format!("{shown}2"), Length::Lasting),
        Err(wrong)
    );
    assert_eq!(
        Code::parse("7K3M-9QXT-2BF0", Length::Lasting),
        Err(CodeError::Sign('0'))
    );
    assert_eq!(
        Code::parse("7K3M-9QXT-2BFỌ", Length::Lasting),
        Err(CodeError::Sign('Ọ'))
    );
}

#[test]
fn every_single_misreading_and_every_swap_of_neighbours_is_caught() {
    let signs = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
    for _ in 0..20 {
        let code = Code::random(Length::Lasting).unwrap();
        let text: Vec<char> = code.as_str().chars().collect();
        for place in 0..text.len() {
            for sign in signs.chars().filter(|sign| *sign != text[place]) {
                let mut typed = text.clone();
                typed[place] = sign;
                let typed: String = typed.into_iter().collect();
                assert_eq!(
                    Code::parse(&typed, Length::Lasting),
                    Err(CodeError::Check),
                    "{typed}"
                );
            }
        }
        for place in 1..text.len() {
            let mut typed = text.clone();
            typed.swap(place - 1, place);
            if typed != text {
                let typed: String = typed.into_iter().collect();
                assert_eq!(
                    Code::parse(&typed, Length::Lasting),
                    Err(CodeError::Check),
                    "{typed}"
                );
            }
        }
    }
}

#[test]
fn random_codes_do_not_repeat() {
    let codes: HashSet<Code> = (0..2_000)
        .map(|_| Code::random(Length::Lasting).unwrap())
        .collect();
    assert_eq!(codes.len(), 2_000);
}

proptest! {
    #[test]
    fn whatever_is_signed_comes_back_and_no_text_breaks_the_reader(
        payload in ".{0,60}", purpose in ".{0,12}", expires in any::<i64>(), noise in ".{0,60}",
    ) {
        let key = Key::from_bytes(&[9; 32]).unwrap();
        let signed = key.sign(&purpose, &payload, expires);
        if expires > i64::MIN {
            prop_assert_eq!(key.verify(&purpose, &signed, expires - 1), Ok(payload));
        }
        prop_assert_eq!(key.verify(&purpose, &signed, expires), Err(Refused::Expired));
        prop_assert!(key.verify(&purpose, &noise, 0).is_err());
        prop_assert!(Token::parse(&noise).is_none());
        prop_assert!(noise.len() == 8 || Code::parse(&noise, Length::Brief).is_err());
    }
}
