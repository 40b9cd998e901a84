//! The project's own checks on its source text: what no compiler and no lint looks at.

use crate::workspace;
use anyhow::{Context, Result, bail, ensure};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

/// A source file longer than this is split; tests and generated files may be longer.
const LONGEST: usize = 800;
/// The endings of the files whose white space is ours to keep clean.
const OURS: [&str; 12] = [
    "rs", "toml", "md", "css", "html", "js", "mjs", "json", "ftl", "sql", "yml", "sh",
];
/// Words that promise to finish something later. They are put together here so that this file passes its own check.
const UNFINISHED: [&str; 5] = [
    concat!("FIX", "ME"),
    concat!("XX", "X"),
    concat!("to", "do!("),
    concat!("#[ig", "nore"),
    concat!("TO", "DO"),
];

/// Every file under version control, and those about to be, by its path from the root.
fn files() -> Result<Vec<String>> {
    let listed = Command::new("git")
        .args([
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ])
        .current_dir(workspace::root())
        .output()
        .context("cannot run git")?;
    ensure!(listed.status.success(), "git ls-files failed");
    let listed = String::from_utf8_lossy(&listed.stdout);
    let names = listed.split('\0').filter(|name| !name.is_empty());
    Ok(names.map(str::to_owned).collect())
}

/// The crates whose docs hold examples. Each crate that is asked for examples is read whole, so only these are asked.
pub fn with_examples() -> Result<BTreeSet<String>> {
    let mut crates = BTreeSet::new();
    for name in files()? {
        let inside = name
            .strip_prefix("crates/")
            .and_then(|rest| rest.split_once('/'));
        let Some((package, inside)) = inside else {
            continue;
        };
        if inside.starts_with("src/") && inside.ends_with(".rs") {
            let text = std::fs::read_to_string(workspace::root().join(&name)).unwrap_or_default();
            if has_example(&text) {
                crates.insert(package.to_owned());
            }
        }
    }
    Ok(crates)
}

/// Whether a source has a fenced block in its documentation that is run: one in Rust.
fn has_example(text: &str) -> bool {
    let fences = text.lines().filter_map(|line| {
        let line = line.trim_start();
        let words = line
            .strip_prefix("///")
            .or_else(|| line.strip_prefix("//!"))?;
        words.trim_start().strip_prefix("```")
    });
    // Every second fence ends a block.
    fences
        .step_by(2)
        .any(|language| matches!(language, "" | "rust"))
}

/// Checks every file under version control and prints each fault with its place.
pub fn run() -> Result<()> {
    let machine = machine_words();
    let mut faults = Vec::new();
    let mut catalogues = BTreeMap::new();
    let mut read = 0;
    for name in &files()? {
        let ending = Path::new(name)
            .extension()
            .and_then(|ending| ending.to_str())
            .unwrap_or_default();
        // A file that was deleted and not yet committed is still listed; binary files have no lines.
        let Ok(text) = std::fs::read_to_string(workspace::root().join(name)) else {
            continue;
        };
        read += 1;
        faults.extend(check(name, ending, &text, &machine));
        if ending == "ftl" {
            catalogues.insert(name.to_owned(), catalogue_keys(&text));
        }
    }
    faults.extend(compare_catalogues(&catalogues));
    faults.extend(crate::arrows::faults()?);
    for fault in &faults {
        println!("{fault}");
    }
    if !faults.is_empty() {
        bail!("{} faults in the source text", faults.len());
    }
    println!("{read} files are tidy");
    Ok(())
}

/// Paths of the machine at hand, which mean nothing to anyone else.
fn machine_words() -> Vec<String> {
    let mut words = vec![
        workspace::root().display().to_string(),
        concat!("..", "/shared").to_owned(),
    ];
    if let Ok(home) = std::env::var("HOME") {
        words.push(format!("{}/", home.trim_end_matches('/')));
    }
    words.retain(|word| word.len() > 2);
    words
}

fn check(name: &str, ending: &str, text: &str, machine: &[String]) -> Vec<String> {
    let mut faults = Vec::new();
    let mut fault = |line: usize, what: &str| faults.push(format!("{name}:{}: {what}", line + 1));
    let foreign = name.ends_with("package-lock.json") || !OURS.contains(&ending);
    let exempt =
        name.contains("/tests") || name.starts_with("tests/") || name.contains("generated");
    if ending == "rs" && !text.trim_start().starts_with("//!") {
        fault(0, "the file does not begin with what it is for (`//! …`)");
    }
    if ending == "rs" && !exempt && text.lines().count() > LONGEST {
        fault(LONGEST, "the file is longer than 800 lines");
    }
    for (number, line) in text.lines().enumerate() {
        if let Some(word) = machine.iter().find(|word| line.contains(word.as_str())) {
            fault(number, &format!("a path of one machine: {word}"));
        }
        if foreign {
            continue;
        }
        if line.ends_with([' ', '\t', '\r']) {
            fault(number, "white space at the end of the line");
        }
        if line.contains('\t') {
            fault(number, "a tab");
        }
        if let Some(word) = UNFINISHED.iter().find(|word| has_word(line, word)) {
            fault(number, &format!("unfinished: {word}"));
        }
    }
    if !foreign && !text.is_empty() && !text.ends_with('\n') {
        fault(
            text.lines().count().saturating_sub(1),
            "no line end at the end of the file",
        );
    }
    faults
}

/// True if the word stands by itself, not inside a longer one.
fn has_word(line: &str, word: &str) -> bool {
    let letter =
        |character: Option<char>| character.is_some_and(|character| character.is_alphanumeric());
    line.match_indices(word).any(|(at, _)| {
        !letter(line[..at].chars().next_back()) && !letter(line[at + word.len()..].chars().next())
    })
}

/// The identifiers of a Fluent file: messages, terms, and their attributes as `message.attribute`.
fn catalogue_keys(text: &str) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    let mut message = String::new();
    for line in text.lines() {
        let Some((key, _)) = line.split_once('=') else {
            continue;
        };
        let key = key.trim_end();
        let identifier = |key: &str| {
            !key.is_empty()
                && key
                    .chars()
                    .all(|character| character.is_ascii_alphanumeric() || "-_".contains(character))
        };
        if identifier(key) {
            message = key.to_owned();
            keys.insert(message.clone());
        } else if let Some(attribute) = key
            .trim_start()
            .strip_prefix('.')
            .filter(|key| identifier(key))
        {
            keys.insert(format!("{message}.{attribute}"));
        }
    }
    keys
}

/// Every key of a Vietnamese catalogue has its English counterpart, and the other way round.
fn compare_catalogues(catalogues: &BTreeMap<String, BTreeSet<String>>) -> Vec<String> {
    let mut faults = Vec::new();
    for (name, keys) in catalogues {
        for (here, there) in [("vi", "en"), ("en", "vi")] {
            let Some(counterpart) = counterpart(name, here, there) else {
                continue;
            };
            let Some(others) = catalogues.get(&counterpart) else {
                faults.push(format!("{name}: there is no {counterpart}"));
                continue;
            };
            for key in keys.difference(others) {
                faults.push(format!("{counterpart}: the key {key} of {name} is missing"));
            }
        }
    }
    faults
}

/// The path with the language changed, where the path names the language as a folder or as the file's stem.
fn counterpart(name: &str, here: &str, there: &str) -> Option<String> {
    let mut found = false;
    let parts = name.split('/').map(|part| match part.strip_suffix(".ftl") {
        Some(stem) if stem == here => {
            found = true;
            format!("{there}.ftl")
        }
        None if part == here => {
            found = true;
            there.to_owned()
        }
        _ => part.to_owned(),
    });
    let path = parts.collect::<Vec<_>>().join("/");
    found.then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_are_found_where_they_are() {
        let unfinished = format!("//! Doc.\nfn f() {{}} // {}\n", UNFINISHED[0]);
        let long = format!("//! Doc.\n{}", "\n".repeat(LONGEST));
        for (name, text, expected) in [
            ("a/src/lib.rs", "//! Doc.\nfn f() {}\n", None),
            (
                "a/src/lib.rs",
                "fn f() {}\n",
                Some(":1: the file does not begin"),
            ),
            ("a/src/lib.rs", "//! Doc. \n", Some(":1: white space")),
            ("a/src/lib.rs", "//! Doc.\n\tx\n", Some(":2: a tab")),
            ("a/src/lib.rs", "//! Doc.", Some(":1: no line end")),
            ("a/src/lib.rs", unfinished.as_str(), Some(":2: unfinished")),
            (
                "a/src/lib.rs",
                long.as_str(),
                Some(":801: the file is longer"),
            ),
            ("a/src/tests.rs", long.as_str(), None),
            (
                "README.md",
                "see /here/it/is/x\n",
                Some(":1: a path of one machine"),
            ),
            ("data.tsv", "a\tb \n", None),
        ] {
            let ending = name.rsplit('.').next().unwrap_or_default();
            let faults = check(name, ending, text, &["/here/it/is".to_owned()]);
            match expected {
                None => assert!(faults.is_empty(), "{name}: {faults:?}"),
                Some(fault) => assert!(
                    faults.len() == 1 && faults[0].contains(fault),
                    "{name}: {faults:?}"
                ),
            }
        }
    }

    #[test]
    fn examples_are_told_from_other_blocks() {
        let block = |language: &str| format!("//! Doc.\n//! ```{language}\n//! x\n//! ```\n");
        let example = block("");
        for (text, expected) in [
            (block("text"), false),
            (example.clone(), true),
            (block("json") + &example, true),
        ] {
            assert_eq!(has_example(&text), expected, "{text}");
        }
    }

    #[test]
    fn catalogues_must_have_the_same_keys() {
        let vi = "# Lời chào\nhello = Xin chào\n    .title = Chào\ncount = { $n ->\n   *[other] { $n } người\n}\n";
        let mut catalogues = BTreeMap::from([
            ("i18n/vi/main.ftl".to_owned(), catalogue_keys(vi)),
            (
                "i18n/en/main.ftl".to_owned(),
                catalogue_keys("hello = Hello\n    .title = Hi\ncount = { $n }\n"),
            ),
        ]);
        assert_eq!(compare_catalogues(&catalogues), Vec::<String>::new());
        catalogues.insert(
            "i18n/en/main.ftl".to_owned(),
            catalogue_keys("hello = Hello\nmore = More\n"),
        );
        assert_eq!(
            compare_catalogues(&catalogues).len(),
            3,
            "count, hello.title and more"
        );
        catalogues.remove("i18n/en/main.ftl");
        assert_eq!(
            compare_catalogues(&catalogues),
            ["i18n/vi/main.ftl: there is no i18n/en/main.ftl"]
        );
    }
}
