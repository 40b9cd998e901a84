//! Archives: opened, named and unpacked with every part really counted.
//!
//! Sizes written in an archive are claims of the sender. Readers allocate by some of them, so a part
//! is measured while it is unpacked, never by what its header says.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::read::ZipFile;
use zip::result::ZipError;

use crate::Fault;

/// An archive in memory.
pub type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// How far a part may grow when it is unpacked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowance {
    /// Bytes that may be unpacked altogether.
    pub budget: u64,
    /// How many times larger than its packed form one part may become …
    pub ratio: u64,
    /// … once it is larger than this; small parts of an honest file can pack very well.
    pub ratio_floor: u64,
}

/// Opens an archive of at most so many parts.
pub fn open(bytes: &[u8], most_entries: usize) -> Result<Archive<'_>, Fault> {
    let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| unreadable(bytes))?;
    if archive.len() > most_entries {
        return Err(Fault::ZipBomb);
    }
    Ok(archive)
}

/// The names of all parts in one spelling: small letters and forward slashes, as office programs compare them.
pub fn names(archive: &Archive<'_>) -> Result<Vec<String>, Fault> {
    archive
        .file_names_raw()
        .map(|raw| {
            let name = String::from_utf8_lossy(raw)
                .to_lowercase()
                .replace('\\', "/");
            let relative = name.trim_start_matches('/');
            if relative.split('/').any(|step| step == "..") {
                Err(Fault::Broken)
            } else {
                Ok(relative.to_owned())
            }
        })
        .collect()
}

/// Unpacks one part through a small buffer, shows each piece to `watch`, and returns the true size.
pub fn unpack(
    archive: &mut Archive<'_>,
    index: usize,
    allowance: Allowance,
    mut watch: impl FnMut(&[u8]),
) -> Result<u64, Fault> {
    let mut entry: ZipFile<'_, Cursor<&[u8]>> =
        archive.by_index(index).map_err(|error| reason(&error))?;
    let by_ratio = entry
        .compressed_size()
        .saturating_mul(allowance.ratio)
        .max(allowance.ratio_floor);
    let allowed = allowance.budget.min(by_ratio);
    let mut size: u64 = 0;
    let mut buffer = [0_u8; 16_384];
    loop {
        let read = entry.read(&mut buffer).map_err(|_| Fault::Broken)?;
        if read == 0 {
            return Ok(size);
        }
        size += read as u64;
        if size > allowed {
            return Err(Fault::ZipBomb);
        }
        watch(&buffer[..read]);
    }
}

/// Whether a list of content types gives a file with macros away. White space and zeros must have been left out
/// of it, so that one search finds the word in UTF-8 and in UTF-16.
pub fn has_macro_type(content_types: &[u8]) -> bool {
    let small = content_types.to_ascii_lowercase();
    small.windows(12).any(|window| window == b"macroenabled")
}

/// An archive whose directory, which lies at its end, is missing was cut short.
fn unreadable(bytes: &[u8]) -> Fault {
    const END_OF_DIRECTORY: &[u8] = b"PK\x05\x06";
    let tail = &bytes[bytes.len().saturating_sub(70_000)..];
    let has_end = tail.windows(4).any(|window| window == END_OF_DIRECTORY);
    if has_end {
        Fault::Broken
    } else {
        Fault::Truncated
    }
}

fn reason(error: &ZipError) -> Fault {
    match error {
        ZipError::UnsupportedArchive(text) if *text == ZipError::PASSWORD_REQUIRED => {
            Fault::Encrypted
        }
        ZipError::InvalidPassword => Fault::Encrypted,
        _ => Fault::Broken,
    }
}
