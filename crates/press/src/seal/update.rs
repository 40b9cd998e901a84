//! What is appended to a PDF: new and changed objects, where they lie, and the way back to what was there before (ISO 32000-1, 7.5.6).
//!
//! **Invariant:** the file as it was is the beginning of the file as it becomes.

use std::collections::BTreeMap;

use lopdf::xref::XrefType;
use lopdf::{Dictionary, Document, Object, ObjectId};

use super::cms::sha256;

/// An update that is being written behind a file.
pub(super) struct Update<'a> {
    document: &'a Document,
    out: Vec<u8>,
    /// Where each object of the update begins, and its generation.
    places: BTreeMap<u32, (usize, u16)>,
    next: u32,
}

impl<'a> Update<'a> {
    /// An update of a file; nothing if no number is left for an object.
    pub(super) fn new(file: &[u8], document: &'a Document) -> Option<Self> {
        let size = document.trailer.get(b"Size").and_then(Object::as_i64);
        let size = size.ok().and_then(|size| u32::try_from(size).ok())?;
        let next = document.max_id.checked_add(1)?.max(size);
        // A file of 100 MB has not as many objects; what says so would be lost on other readers.
        if next > 8_000_000 {
            return None;
        }
        let mut out = Vec::with_capacity(file.len() + 32_000);
        out.extend_from_slice(file);
        if !out.ends_with(b"\n") {
            out.push(b'\n');
        }
        Some(Self {
            document,
            out,
            places: BTreeMap::new(),
            next,
        })
    }

    /// The number of a new object.
    pub(super) fn number(&mut self) -> ObjectId {
        self.next += 1;
        (self.next - 1, 0)
    }

    /// Writes a dictionary, as a new object or in the place of the one that bears its number.
    pub(super) fn put(&mut self, id: ObjectId, dictionary: &Dictionary) {
        self.put_with(id, |out| write_dictionary(out, dictionary));
    }

    /// Writes an object of which the inside is written by the caller; the places that it gives back count from the start of the file.
    pub(super) fn put_with<T>(
        &mut self,
        (number, generation): ObjectId,
        inside: impl FnOnce(&mut Vec<u8>) -> T,
    ) -> T {
        self.places.insert(number, (self.out.len(), generation));
        self.say(&format!("{number} {generation} obj\n"));
        let told = inside(&mut self.out);
        self.say("\nendobj\n");
        told
    }

    /// The file with the update.
    pub(super) fn finish(mut self) -> Vec<u8> {
        let mut trailer = Dictionary::new();
        for key in [&b"Root"[..], b"Info"] {
            if let Ok(value) = self.document.trailer.get(key) {
                trailer.set(key, value.clone());
            }
        }
        let this = Object::String(
            sha256(&self.out)[..16].to_vec(),
            lopdf::StringFormat::Hexadecimal,
        );
        let first = match self.document.trailer.get(b"ID").and_then(Object::as_array) {
            Ok(names) => names.first().cloned().unwrap_or_else(|| this.clone()),
            Err(_) => this.clone(),
        };
        trailer.set("ID", vec![first, this]);
        trailer.set("Prev", self.document.xref_start as i64);
        let start = self.out.len();
        match self.document.reference_table.cross_reference_type {
            XrefType::CrossReferenceTable => self.table(trailer),
            XrefType::CrossReferenceStream => self.stream(trailer),
        }
        self.say(&format!("startxref\n{start}\n%%EOF\n"));
        self.out
    }

    fn table(&mut self, mut trailer: Dictionary) {
        trailer.set("Size", i64::from(self.next));
        self.say("xref\n");
        for (first, places) in self.runs() {
            self.say(&format!("{first} {}\n", places.len()));
            for (place, generation) in places {
                self.say(&format!("{place:010} {generation:05} n\r\n"));
            }
        }
        self.say("trailer\n");
        write_dictionary(&mut self.out, &trailer);
        self.say("\n");
    }

    fn stream(&mut self, mut trailer: Dictionary) {
        let id = self.number();
        self.places.insert(id.0, (self.out.len(), 0));
        trailer.set("Type", "XRef");
        trailer.set("Size", i64::from(self.next));
        trailer.set("W", vec![1.into(), 4.into(), 2.into()]);
        let (mut index, mut rows) = (Vec::new(), Vec::new());
        for (first, places) in self.runs() {
            index.extend([
                Object::from(i64::from(first)),
                Object::from(places.len() as i64),
            ]);
            for (place, generation) in places {
                rows.push(1);
                rows.extend_from_slice(&(place as u32).to_be_bytes());
                rows.extend_from_slice(&generation.to_be_bytes());
            }
        }
        trailer.set("Index", index);
        trailer.set("Length", rows.len() as i64);
        self.put_with(id, |out| {
            write_dictionary(out, &trailer);
            out.extend_from_slice(b"\nstream\n");
            out.extend_from_slice(&rows);
            out.extend_from_slice(b"\nendstream");
        });
    }

    /// The objects of the update in runs of numbers that follow one another.
    fn runs(&self) -> Vec<(u32, Vec<(usize, u16)>)> {
        let mut runs: Vec<(u32, Vec<(usize, u16)>)> = Vec::new();
        for (number, place) in &self.places {
            match runs.last_mut() {
                Some((first, places)) if *first + places.len() as u32 == *number => {
                    places.push(*place)
                }
                _ => runs.push((*number, vec![*place])),
            }
        }
        runs
    }

    fn say(&mut self, text: &str) {
        self.out.extend_from_slice(text.as_bytes());
    }
}

/// Writes an object; every string as digits, which need no escapes.
pub(super) fn write(out: &mut Vec<u8>, object: &Object) {
    match object {
        Object::Null | Object::Stream(_) => out.extend_from_slice(b"null"),
        Object::Boolean(value) => out.extend_from_slice(value.to_string().as_bytes()),
        Object::Integer(value) => out.extend_from_slice(value.to_string().as_bytes()),
        Object::Real(value) => out.extend_from_slice(value.to_string().as_bytes()),
        Object::Name(name) => write_name(out, name),
        Object::String(bytes, _) => {
            out.push(b'<');
            write_hex(out, bytes);
            out.push(b'>');
        }
        Object::Array(items) => {
            out.push(b'[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(b' ');
                }
                write(out, item);
            }
            out.push(b']');
        }
        Object::Dictionary(dictionary) => write_dictionary(out, dictionary),
        Object::Reference((number, generation)) => {
            out.extend_from_slice(format!("{number} {generation} R").as_bytes());
        }
    }
}

fn write_dictionary(out: &mut Vec<u8>, dictionary: &Dictionary) {
    out.extend_from_slice(b"<<");
    for (key, value) in dictionary {
        write_name(out, key);
        out.push(b' ');
        write(out, value);
        out.push(b'\n');
    }
    out.extend_from_slice(b">>");
}

fn write_name(out: &mut Vec<u8>, name: &[u8]) {
    out.push(b'/');
    for byte in name {
        match byte {
            b'!'..=b'~' if !b"#/%()<>[]{}".contains(byte) => out.push(*byte),
            byte => out.extend_from_slice(format!("#{byte:02X}").as_bytes()),
        }
    }
}

/// Writes bytes as digits.
pub(super) fn write_hex(out: &mut Vec<u8>, bytes: &[u8]) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    for byte in bytes {
        out.push(DIGITS[usize::from(byte >> 4)]);
        out.push(DIGITS[usize::from(byte & 15)]);
    }
}
