//! The kind of a file, told by its first bytes; its name is never asked.

use std::borrow::Cow;

use intake::{kind, text};

use crate::refused::Refused;

/// What may be read further.
#[derive(Debug)]
pub(crate) enum Kind<'a> {
    /// An archive, which may be a workbook.
    Zip,
    /// Unicode text, without its byte order mark.
    Text(Cow<'a, str>),
}

/// Tells the kind, or why the file is refused.
pub(crate) fn kind(bytes: &[u8]) -> Result<Kind<'_>, Refused> {
    if bytes.is_empty() {
        return Err(Refused::Empty);
    }
    if kind::is_zip(bytes) {
        return Ok(Kind::Zip);
    }
    if kind::is_ole(bytes) {
        return Err(ole_reason(bytes));
    }
    if kind::is_foreign(bytes) {
        return Err(Refused::WrongType);
    }
    let text = text::decode(bytes)?.text;
    if text.trim().is_empty() {
        return Err(Refused::Empty);
    }
    // Web pages and XML often bear the name .xls; systems "export to Excel" that way.
    if kind::is_markup(&text) {
        return Err(Refused::WrongType);
    }
    Ok(Kind::Text(text))
}

/// Old workbooks and password-protected new ones share a container.
fn ole_reason(bytes: &[u8]) -> Refused {
    if kind::ole_holds(bytes, "EncryptedPackage") {
        Refused::Encrypted
    } else if ["WordDocument", "PowerPoint Document"]
        .iter()
        .any(|name| kind::ole_holds(bytes, name))
    {
        Refused::WrongType
    } else {
        Refused::OldXls
    }
}
