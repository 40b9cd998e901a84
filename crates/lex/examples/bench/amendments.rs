//! Operations against hand-made truth.

use std::collections::BTreeMap;
use std::path::Path;

use lex::amend::{self, Amendments, Op};
use lex::cite::Citer;
use lex::structure::Document;
use serde_json::Value;

use crate::at_least;
use crate::files::Files;

/// How many operations are found, of the right kind, with the right target.
pub fn run(citer: &Citer, gold: &Path, corpus: &Path) -> Result<(), String> {
    let text =
        std::fs::read_to_string(gold).map_err(|error| format!("{}: {error}", gold.display()))?;
    let files = Files::read(corpus)?;
    let mut read: BTreeMap<String, Amendments> = BTreeMap::new();
    let (mut all, mut found, mut kind, mut target, mut new_text, mut day) = (0, 0, 0, 0, 0, 0);
    for line in text.lines() {
        let case: Value = serde_json::from_str(line).map_err(|error| error.to_string())?;
        let said = |key: &str| case[key].as_str().unwrap_or("").to_owned();
        let number = said("amending");
        let Some(file) = files.of(&number) else {
            continue;
        };
        let amendments = read.entry(number).or_insert_with(|| {
            amend::read(
                &Document::read(&files.text(file).unwrap_or_default()),
                citer,
            )
        });
        all += 1;
        let wanted: Vec<String> = case["targets"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|target| target.as_str().map(str::to_owned))
            .collect();
        let here: Vec<&Op> = amendments
            .ops
            .iter()
            .filter(|op| op.source.written() == said("src"))
            .collect();
        found += usize::from(!here.is_empty());
        let Some(op) = here.iter().find(|op| written(op) == wanted) else {
            println!("  {} has no operation on {wanted:?}", said("id"));
            continue;
        };
        let same_kind = serde_json::to_value(op.kind).is_ok_and(|kind| kind == case["op"]);
        let same_target = op.document.as_deref() == case["target_doc"].as_str();
        let same_text = folded(op.text.as_deref().unwrap_or("")) == folded(&said("new_text"));
        let same_day =
            op.effective.map(|day| day.to_string()).unwrap_or_default() == said("effective");
        kind += usize::from(same_kind);
        target += usize::from(same_target);
        new_text += usize::from(same_text);
        day += usize::from(same_day);
        if !(same_kind && same_target && same_text && same_day) {
            println!("  {} differs", said("id"));
        }
    }
    let share = |part: usize| part as f64 / all.max(1) as f64;
    println!("amendments: {all} operations of the truth");
    at_least("operations found", share(found), 0.95, "");
    at_least("kind right", share(kind), 0.97, "");
    at_least("target right", share(target), 0.99, "");
    at_least("new text right", share(new_text), 0.95, "");
    at_least("day in force right", share(day), 0.95, "");
    Ok(())
}

fn written(op: &Op) -> Vec<String> {
    if op.targets.is_empty() {
        return vec!["toàn bộ".to_owned()];
    }
    let whole = |target: &lex::Address| {
        let mut target = target.clone();
        target.doan = None;
        target.written()
    };
    op.targets.iter().map(whole).collect()
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
