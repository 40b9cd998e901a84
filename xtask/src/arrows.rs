//! Which capability may use which: the table in ARCHITECTURE.md, held to the code.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::workspace;

/// What every capability may use.
const COMMON_GROUND: [&str; 3] = ["access", "paging", "seed_data"];

type Table = BTreeMap<String, BTreeSet<String>>;

/// Every use of a capability by another that the table does not allow, and every pair of the table that nothing uses.
pub fn faults() -> Result<Vec<String>> {
    let text = std::fs::read_to_string(workspace::root().join("ARCHITECTURE.md"))
        .context("cannot read ARCHITECTURE.md")?;
    let allowed = table(&text);
    ensure!(
        allowed.len() > 5,
        "ARCHITECTURE.md has no table of capabilities"
    );
    let mut faults = Vec::new();
    let mut unused: BTreeSet<(String, String)> = allowed
        .iter()
        .flat_map(|(user, used)| used.iter().map(|used| (user.clone(), used.clone())))
        .collect();
    let root = workspace::root().join("crates/council/src");
    for (user, may_use) in &allowed {
        for (file, source) in sources(&root, user)? {
            for used in uses(&source, &allowed) {
                unused.remove(&(user.clone(), used.clone()));
                let fine = used == *user
                    || COMMON_GROUND.contains(&used.as_str())
                    || may_use.contains(&used);
                if !fine {
                    faults.push(format!(
                        "{file}: {user} may not use {used} (see ARCHITECTURE.md)"
                    ));
                }
            }
        }
    }
    faults.extend(
        unused
            .into_iter()
            .map(|(user, used)| format!("ARCHITECTURE.md: {user} no longer uses {used}")),
    );
    Ok(faults)
}

/// The rows `| user | used, used |` of the table headed `| capability | may use |`.
fn table(text: &str) -> Table {
    text.lines()
        .skip_while(|line| !line.starts_with("| capability | may use |"))
        .skip(2)
        .map_while(|line| {
            line.strip_prefix("| ")?
                .strip_suffix(" |")?
                .split_once(" | ")
        })
        .map(|(user, used)| {
            let used = used
                .split(", ")
                .filter(|used| *used != "–")
                .map(str::to_owned)
                .collect();
            (user.to_owned(), used)
        })
        .collect()
}

/// The capabilities that a source names as `crate::…`, its own tests left out.
fn uses(source: &str, known: &Table) -> BTreeSet<String> {
    let code = source
        .split("#[cfg(test)]\nmod tests {")
        .next()
        .unwrap_or(source);
    code.split("crate::")
        .skip(1)
        .map(|rest| {
            rest.split(|c: char| !c.is_ascii_lowercase() && c != '_')
                .next()
                .unwrap_or_default()
        })
        .filter(|name| known.contains_key(*name))
        .map(str::to_owned)
        .collect()
}

/// The source files of a capability, tests apart.
fn sources(root: &Path, capability: &str) -> Result<Vec<(String, String)>> {
    let mut found = Vec::new();
    let file = root.join(format!("{capability}.rs"));
    if file.is_file() {
        found.push(file);
    }
    let mut folders = vec![root.join(capability)];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else {
            continue;
        };
        for entry in entries.flatten() {
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.starts_with("tests") {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else if name.ends_with(".rs") {
                found.push(path);
            }
        }
    }
    found
        .into_iter()
        .map(|path| {
            let text = std::fs::read_to_string(&path).context("cannot read a source file")?;
            let shown = path
                .strip_prefix(workspace::root())
                .unwrap_or(&path)
                .display()
                .to_string();
            Ok((shown, text))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_use_is_found_by_name_and_tests_are_left_out() {
        let table = table(
            "x\n| capability | may use |\n|---|---|\n| people | bodies |\n| bodies | – |\n\nrest | of |\n",
        );
        assert_eq!(table["people"], BTreeSet::from(["bodies".to_owned()]));
        assert!(table["bodies"].is_empty());
        let source = "use crate::bodies::Level;\nuse crate::Result;\n#[cfg(test)]\nmod tests {\nuse crate::people;\n}\n";
        assert_eq!(uses(source, &table), BTreeSet::from(["bodies".to_owned()]));
    }

    #[test]
    fn the_code_keeps_to_the_table() {
        assert_eq!(faults().expect("the sources"), Vec::<String>::new());
    }
}
