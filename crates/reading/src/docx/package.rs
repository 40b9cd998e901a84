//! The archive of a document: which part is what, unpacked within limits.

use std::collections::HashMap;

use intake::archive::{self, Allowance, Archive, has_macro_type};

use crate::docx::xml;
use crate::limits::Limits;
use crate::{Unreadable, source::Source};

/// What content types and relations may come to; honest ones are a hundred times smaller.
const LARGEST_LIST: u64 = 5_000_000;

/// An open archive and what may still be unpacked of it.
pub(crate) struct Package<'a> {
    archive: Archive<'a>,
    names: Vec<String>,
    budget: u64,
    limits: &'a Limits,
    main: String,
}

impl<'a> Package<'a> {
    /// Opens an archive that is a document without macros.
    pub(crate) fn open(bytes: &'a [u8], limits: &'a Limits) -> Result<Self, Unreadable> {
        let archive = archive::open(bytes, limits.entries)?;
        let names = archive::names(&archive)?;
        if names.iter().any(|name| name.ends_with("vbaproject.bin")) {
            return Err(Unreadable::Macro);
        }
        let mut package = Self {
            archive,
            names,
            budget: limits.unpacked_bytes,
            limits,
            main: String::new(),
        };
        package.refuse_macros()?;
        package.main = package.find_main()?;
        Ok(package)
    }

    /// The name of the part that holds the text.
    pub(crate) fn main(&self) -> String {
        self.main.clone()
    }

    /// A part that must be there.
    pub(crate) fn need(&mut self, name: &str) -> Result<Vec<u8>, Unreadable> {
        self.get(name)?.ok_or(Unreadable::Broken)
    }

    /// The content of the part that the main part names for this purpose; nothing if there is none.
    pub(crate) fn related(&mut self, main: &str, purpose: &str) -> Result<Vec<u8>, Unreadable> {
        let found = self.related_part(main, purpose)?;
        Ok(found.map(|(_, content)| content).unwrap_or_default())
    }

    /// The same with its name.
    pub(crate) fn related_part(
        &mut self,
        main: &str,
        purpose: &str,
    ) -> Result<Option<(String, Vec<u8>)>, Unreadable> {
        let (folder, file) = main.rsplit_once('/').unwrap_or(("", main));
        let list = self.get(&beneath(folder, &format!("_rels/{file}.rels")))?;
        let target = xml::relation(&list.unwrap_or_default(), purpose)?;
        let name = match target {
            Some(target) => resolve(folder, &target),
            None => return Ok(None),
        };
        Ok(self.get(&name)?.map(|content| (name, content)))
    }

    /// The targets of all relations of the main part by their identifiers.
    pub(crate) fn relations(&mut self, main: &str) -> Result<HashMap<String, String>, Unreadable> {
        let (folder, file) = main.rsplit_once('/').unwrap_or(("", main));
        let list = self.get(&beneath(folder, &format!("_rels/{file}.rels")))?;
        xml::targets(&list.unwrap_or_default())
    }

    /// The content of a part under the name by which the main part relates to it.
    pub(crate) fn named(
        &mut self,
        main: &str,
        target: &str,
    ) -> Result<Option<Vec<u8>>, Unreadable> {
        let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
        self.get(&resolve(folder, target))
    }

    /// A document with macros says so in its content types, even where the macros lie under another name.
    fn refuse_macros(&mut self) -> Result<(), Unreadable> {
        let types = self.get("[content_types].xml")?.unwrap_or_default();
        let kept: Vec<u8> = types
            .into_iter()
            .filter(|b| *b != 0 && !b.is_ascii_whitespace())
            .collect();
        if has_macro_type(&kept) {
            return Err(Unreadable::Macro);
        }
        Ok(())
    }

    /// The main part as the archive itself names it; a workbook has one too, but no document in it.
    fn find_main(&mut self) -> Result<String, Unreadable> {
        const USUAL: &str = "word/document.xml";
        let list = self.get("_rels/.rels")?.unwrap_or_default();
        let named = xml::relation(&list, "officeDocument")?.map(|target| resolve("", &target));
        let name = named.unwrap_or_else(|| USUAL.to_owned());
        let content = self.get(&name)?;
        let is_document = content.as_deref().is_some_and(|content| {
            Source::of_part(&content[..content.len().min(20_000) & !1], 0)
                .map_or_else(|_| true, |source| source.text.contains("document"))
        });
        // What was unpacked to look at it is unpacked again to be read, and is not to count twice.
        self.budget += content.map_or(0, |content| content.len() as u64);
        if is_document && !name.starts_with("xl/") && !name.starts_with("ppt/") {
            Ok(name)
        } else {
            Err(Unreadable::WrongType)
        }
    }

    fn get(&mut self, name: &str) -> Result<Option<Vec<u8>>, Unreadable> {
        let Some(index) = self.names.iter().position(|known| known == name) else {
            return Ok(None);
        };
        let is_list = name.ends_with(".rels") || name == "[content_types].xml";
        let allowance = Allowance {
            budget: if is_list {
                self.budget.min(LARGEST_LIST)
            } else {
                self.budget
            },
            ratio: self.limits.ratio,
            ratio_floor: self.limits.ratio_floor,
        };
        let mut content = Vec::new();
        let size = archive::unpack(&mut self.archive, index, allowance, |piece| {
            content.extend_from_slice(piece);
        })?;
        self.budget -= size;
        Ok(Some(content))
    }
}

fn beneath(folder: &str, name: &str) -> String {
    if folder.is_empty() {
        name.to_owned()
    } else {
        format!("{folder}/{name}")
    }
}

/// The name of a part from what a relation says, in the one spelling of names.
fn resolve(folder: &str, target: &str) -> String {
    let target = target.to_lowercase().replace('\\', "/");
    let path = match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => beneath(folder, &target),
    };
    let mut steps: Vec<&str> = Vec::new();
    for step in path.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}
