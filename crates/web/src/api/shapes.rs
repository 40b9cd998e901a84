//! What texts in a query look like: each shape is a pattern in the description and a function here that says the same.

use utoipa::openapi::path::Parameter;
use utoipa::openapi::schema::Schema;
use utoipa::openapi::{KnownFormat, RefOr, SchemaFormat};

/// Whether a text has a shape.
pub type Shape = fn(&str) -> bool;

/// No text asked for is longer, in characters.
pub const LONGEST: i64 = 200;

const PLACE: &str = "^[0-9]{2}(/[0-9]{3,5}){0,3}$";
const TERM: &str = "^[0-9]{4}-[0-9]{4}$";
const ORDER: &str = "^-?(place|name|delegates|m[1-8]|missing)$";
const TEXT: &str = "^[^\\u0000]*$";

const SHAPES: &[(&str, Shape)] = &[
    (PLACE, is_place),
    (TERM, is_term),
    (ORDER, is_order),
    (TEXT, is_text),
];

/// The shape that a pattern of the description stands for.
pub fn of_pattern(pattern: &str) -> Option<Shape> {
    let known = SHAPES.iter().find(|(known, _)| *known == pattern);
    debug_assert!(known.is_some(), "no shape says what {pattern} says");
    known.map(|(_, shape)| *shape)
}

/// Completes the description of a parameter with the shape that its name implies, so that handlers need not repeat it.
pub fn complete(parameter: &mut Parameter) {
    let Some(RefOr::T(Schema::Object(schema))) = parameter.schema.as_mut() else {
        return;
    };
    let described = schema.pattern.is_some() || schema.enum_values.is_some();
    let formatted = matches!(
        schema.format,
        Some(SchemaFormat::KnownFormat(
            KnownFormat::Date | KnownFormat::Uuid | KnownFormat::Int32 | KnownFormat::Int64
        ))
    );
    if described || formatted {
        return;
    }
    let pattern = match parameter.name.as_str() {
        "place" | "inside" => PLACE,
        "term" => TERM,
        _ => TEXT,
    };
    schema.pattern = Some(pattern.to_owned());
    schema.max_length = usize::try_from(LONGEST).ok();
}

fn is_place(text: &str) -> bool {
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let mut parts = text.split('/');
    let first = parts
        .next()
        .is_some_and(|part| part.len() == 2 && digits(part));
    let rest: Vec<&str> = parts.collect();
    let below = |part: &&str| (3..=5).contains(&part.len()) && digits(part);
    first && rest.len() <= 3 && rest.iter().all(below)
}

fn is_term(text: &str) -> bool {
    let year = |part: &str| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    text.split_once('-')
        .is_some_and(|(first, last)| year(first) && year(last))
}

fn is_order(text: &str) -> bool {
    let name = text.strip_prefix('-').unwrap_or(text);
    let measure = name.strip_prefix('m').unwrap_or_default();
    ["place", "name", "delegates", "missing"].contains(&name)
        || matches!(measure.as_bytes(), [b'1'..=b'8'])
}

fn is_text(text: &str) -> bool {
    !text.contains('\0')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_say_what_their_patterns_say() {
        let cases: &[(&str, &[&str], &[&str])] = &[
            (
                PLACE,
                &["92", "92/31120", "92/916/31120"],
                &["", "9", "92/", "/92", "92/1", "92/a", "92/123456", "٩٢"],
            ),
            (TERM, &["2021-2026"], &["", "2021", "2021-26", "2021-2026-"]),
            (ORDER, &["m1", "-m8"], &["", "-", "--m1", "m9", "m", "m12"]),
            (TEXT, &["", "Ninh Kiều"], &["\0"]),
        ];
        for (pattern, fitting, others) in cases {
            let shape = of_pattern(pattern).expect("a shape");
            for text in *fitting {
                assert!(shape(text), "{pattern}: {text}");
            }
            for text in *others {
                assert!(!shape(text), "{pattern}: {text}");
            }
        }
    }
}
