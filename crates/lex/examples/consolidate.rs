//! `consolidate CORPUS [SET] [-v]`: units of consolidated texts against the official ones.
use lex::structure::Document;
use std::collections::BTreeMap;
fn fold(s: &str) -> u64 {
    lex::registry::wording_key(s.split("./.").next().unwrap_or(s))
}
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let corpus = &args[1];
    let verbose = args.iter().any(|a| a == "-v");
    let citer = lex::cite::Citer::new(lex::registry::Registry::of_laws());
    let read = |f: &str| {
        Document::read(&std::fs::read_to_string(format!("{corpus}/{f}")).unwrap_or_default())
    };
    for line in std::fs::read_to_string(format!("{corpus}/consolidation-sets.tsv"))
        .unwrap()
        .lines()
        .skip(1)
    {
        let c: Vec<_> = line.split('\t').collect();
        if c.get(5) != Some(&"full") {
            continue;
        }
        if let Some(only) = args.get(2).filter(|a| *a != "-v")
            && only != c[0]
        {
            continue;
        }
        let base = read(c[1]);
        let number = base.head.number.clone().unwrap_or_default();
        let acts: Vec<(String, Document)> = c[2]
            .split(" ; ")
            .filter_map(|a| a.split_once('='))
            .map(|(n, f)| (n.trim().to_string(), read(f.trim())))
            .collect();
        let amendments: Vec<_> = acts
            .iter()
            .map(|(_, d)| lex::amend::read(d, &citer))
            .collect();
        let list: Vec<_> = acts
            .iter()
            .zip(&amendments)
            .map(|((n, d), a)| lex::time::Act {
                number: n,
                passed: d.head.date,
                amendments: a,
            })
            .collect();
        let at = c[4]
            .trim()
            .parse()
            .unwrap_or_else(|_| "2026-11-24".parse().unwrap());
        let result = lex::time::consolidate(&base, &number, &list, at);
        let official = read(c[3]);
        let official = lex::time::Node::of(&official);
        let mut theirs: BTreeMap<String, String> = BTreeMap::new();
        official.walk(&lex::Address::default(), &mut |a, n| {
            if a.dieu.is_some() && a.phu_luc.is_none() {
                theirs.entry(a.written()).or_insert(n.own_lines().join(" "));
            }
        });
        let mut ours: BTreeMap<String, String> = BTreeMap::new();
        result.root.walk(&lex::Address::default(), &mut |a, n| {
            if a.dieu.is_some() && a.phu_luc.is_none() {
                ours.entry(a.written()).or_insert(n.own_lines().join(" "));
            }
        });
        let mut same = 0;
        let mut diff = Vec::new();
        for (k, v) in &theirs {
            match ours.get(k) {
                Some(o) if fold(o) == fold(v) => same += 1,
                Some(o) => diff.push(format!("DIFF {k}\n   ours   {o}\n   theirs {v}")),
                None => diff.push(format!("ONLY THEIRS {k}: {v}")),
            }
        }
        for k in ours.keys() {
            if !theirs.contains_key(k) {
                diff.push(format!("ONLY OURS {k}: {}", ours[k]))
            }
        }
        let total = same + diff.len();
        println!(
            "{} {number}: {same}/{total} = {:.4}; ops applied {} pending {} unapplied {}",
            c[0],
            same as f64 / total as f64,
            result.applied.len(),
            result.pending.len(),
            result.unapplied.len()
        );
        if verbose {
            for d in diff.iter().take(60) {
                println!("{}", d.chars().take(700).collect::<String>())
            }
            for u in &result.unapplied {
                println!(
                    "UNAPPLIED {} {} {:?} {} {:?}: {}",
                    u.act,
                    u.source,
                    u.kind,
                    u.target,
                    u.reason,
                    u.instruction.chars().take(160).collect::<String>()
                )
            }
        }
    }
}
