//! The kind of a file, told by its first bytes; its name is never asked.

const OLE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// Beginnings of files that are sent by mistake.
const OTHERS: &[&[u8]] = &[
    b"%PDF",
    b"\x89PNG",
    b"\xFF\xD8\xFF",
    b"GIF8",
    b"RIFF",
    b"II*\0",
    b"MM\0*",
    b"{\\rtf",
    b"Rar!",
    b"7z\xBC\xAF",
    b"\x1F\x8B",
    b"MZ",
    b"\x7FELF",
];

/// Whether the file is an archive, as office files since 2007 are.
pub fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// Whether the file is in the container of old office files and of new ones under a password.
pub fn is_ole(bytes: &[u8]) -> bool {
    bytes.starts_with(OLE)
}

/// Whether such a container has a stream of this name; names in it are UTF-16.
pub fn ole_holds(bytes: &[u8], name: &str) -> bool {
    let needle: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(needle.len()).any(|window| window == needle)
}

/// Whether the file begins like a picture, a program, a PDF or an archive of another kind.
pub fn is_foreign(bytes: &[u8]) -> bool {
    OTHERS
        .iter()
        .any(|start| bytes.starts_with(start) && is_binary(start, bytes))
}

/// Whether text begins like a web page or XML.
pub fn is_markup(text: &str) -> bool {
    let start: String = text
        .trim_start()
        .chars()
        .take(15)
        .collect::<String>()
        .to_ascii_lowercase();
    [
        "<!doctype",
        "<html",
        "<head",
        "<body",
        "<table",
        "<meta",
        "<?xml",
        "<!--",
        "<style",
        "<div",
        "mime-version:",
    ]
    .iter()
    .any(|tag| start.starts_with(tag))
}

/// A start made only of letters ("RIFF", "MZ") may also open an honest text, which has no control bytes after it.
fn is_binary(start: &[u8], bytes: &[u8]) -> bool {
    let lettered = start.iter().all(u8::is_ascii_alphanumeric);
    !lettered || bytes.iter().take(512).any(|b| *b < 0x09)
}
