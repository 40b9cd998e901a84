//! XML of office files: names without their prefixes, values of attributes, relations.

use std::borrow::Cow;
use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use crate::Unreadable;
use crate::source::Source;

/// The next event. Office files hold no document type, which only serves to make entities explode.
pub(crate) fn next<'a>(reader: &mut Reader<&'a [u8]>) -> Result<Event<'a>, Unreadable> {
    match reader.read_event() {
        Ok(Event::DocType(_)) | Err(_) => Err(Unreadable::Broken),
        Ok(event) => Ok(event),
    }
}

/// The name without its prefix.
pub(crate) fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// The value of an attribute, whatever its prefix.
pub(crate) fn attribute<'a>(element: &'a BytesStart<'_>, name: &str) -> Option<Cow<'a, str>> {
    let mut attributes = element.attributes();
    let mut found = attributes.with_checks(false).flatten();
    let attribute = found.find(|attribute| local(attribute.key.as_ref()) == name)?;
    attribute
        .normalized_value(quick_xml::XmlVersion::Implicit1_0)
        .ok()
        .map(|value| Cow::Owned(value.into_owned()))
}

/// The value of the attribute `val`.
pub(crate) fn value<'a>(element: &'a BytesStart<'_>) -> Option<Cow<'a, str>> {
    attribute(element, "val")
}

/// The number in an attribute.
pub(crate) fn number(element: &BytesStart<'_>, name: &str) -> Option<u32> {
    attribute(element, name)?.trim().parse().ok()
}

/// Whether a switch such as `<w:vanish/>` is on.
pub(crate) fn is_on(element: &BytesStart<'_>) -> bool {
    !matches!(value(element).as_deref(), Some("0" | "false" | "off"))
}

/// The sign that a reference such as `&amp;` or `&#272;` stands for.
pub(crate) fn sign(reference: &BytesRef<'_>) -> Option<char> {
    if let Ok(Some(sign)) = reference.resolve_char_ref() {
        return Some(sign);
    }
    match &**reference {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

/// The target of the first relation of this kind in a list of relations.
pub(crate) fn relation(list: &[u8], purpose: &str) -> Result<Option<String>, Unreadable> {
    let source = Source::of_part(list, 0)?;
    let mut reader = Reader::from_str(&source.text);
    loop {
        let element = match next(&mut reader)? {
            Event::Start(element) | Event::Empty(element) => element,
            Event::Eof => return Ok(None),
            _ => continue,
        };
        let is_it = attribute(&element, "Type")
            .is_some_and(|kind| kind.rsplit('/').next() == Some(purpose));
        if is_it && attribute(&element, "TargetMode").as_deref() != Some("External") {
            return Ok(attribute(&element, "Target").map(Cow::into_owned));
        }
    }
}

/// The targets of a list of relations by their identifiers; what lies outside the archive is left out.
pub(crate) fn targets(list: &[u8]) -> Result<HashMap<String, String>, Unreadable> {
    let source = Source::of_part(list, 0)?;
    let mut reader = Reader::from_str(&source.text);
    let mut targets = HashMap::new();
    loop {
        let element = match next(&mut reader)? {
            Event::Start(element) | Event::Empty(element) => element,
            Event::Eof => return Ok(targets),
            _ => continue,
        };
        let outside = attribute(&element, "TargetMode").as_deref() == Some("External");
        let found = attribute(&element, "Id").zip(attribute(&element, "Target"));
        if let Some((id, target)) = found.filter(|_| !outside) {
            targets.insert(id.into_owned(), target.into_owned());
        }
    }
}
