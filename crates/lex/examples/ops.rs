//! Scores operations against hand-made truth: `ops GOLD CORPUS [-v]`.
use std::collections::BTreeMap;
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let citer = lex::cite::Citer::new(lex::registry::Registry::of_laws());
    if args[1].ends_with(".txt") {
        let doc = lex::structure::Document::read(&std::fs::read_to_string(&args[1]).unwrap());
        let found = lex::amend::read(&doc, &citer);
        println!("effect {:?}", found.effect);
        for op in &found.ops {
            println!(
                "{:?} | {} | {:?} {} | {:?} | {:?} | old {:?} new {:?} | {:?} | {:?}",
                op.kind,
                op.source.written(),
                op.document,
                op.attached,
                op.targets.iter().map(|t| t.written()).collect::<Vec<_>>(),
                op.place,
                op.old,
                op.new,
                op.text
                    .as_ref()
                    .map(|t| t.chars().take(60).collect::<String>()),
                op.effective
            );
        }
        for u in &found.unread {
            println!("UNREAD {} {}", u.0.written(), u.1)
        }
        return;
    }
    let index = std::fs::read_to_string(format!("{}/index.tsv", args[2])).unwrap();
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    for l in index.lines() {
        let c: Vec<_> = l.split('\t').collect();
        files.entry(c[1].into()).or_insert(c[0].into());
    }
    let mut cache: BTreeMap<String, lex::amend::Amendments> = BTreeMap::new();
    let (mut n, mut found_n, mut kind, mut target, mut text, mut eff) = (0, 0, 0, 0, 0, 0);
    for line in std::fs::read_to_string(&args[1]).unwrap().lines() {
        let g: serde_json::Value = serde_json::from_str(line).unwrap();
        let number = g["amending"].as_str().unwrap();
        let file = &files[number];
        let all = cache.entry(number.into()).or_insert_with(|| {
            lex::amend::read(
                &lex::structure::Document::read(
                    &std::fs::read_to_string(format!("{}/{file}", args[2])).unwrap(),
                ),
                &citer,
            )
        });
        n += 1;
        let want: Vec<&str> = g["targets"]
            .as_array()
            .unwrap()
            .iter()
            .map(|t| t.as_str().unwrap())
            .collect();
        let here: Vec<_> = all
            .ops
            .iter()
            .filter(|op| op.source.written() == g["src"].as_str().unwrap())
            .collect();
        let written = |op: &lex::amend::Op| -> Vec<String> {
            if op.targets.is_empty() {
                vec!["toàn bộ".into()]
            } else {
                op.targets
                    .iter()
                    .map(|t| t.written().replace("đoạn đầu ", "").replace("tên ", "tên "))
                    .collect()
            }
        };
        let hit = here.iter().find(|op| written(op) == want);
        if !here.is_empty() {
            found_n += 1
        }
        match hit {
            Some(op) => {
                if serde_json::to_value(op.kind).unwrap() == g["op"] {
                    kind += 1
                } else {
                    println!("{} kind {:?} for {}", g["id"], op.kind, g["op"])
                }
                if op.document.as_deref() == g["target_doc"].as_str() {
                    target += 1
                } else {
                    println!("{} doc {:?} for {}", g["id"], op.document, g["target_doc"])
                }
                let norm = |s: &str| s.split_whitespace().collect::<Vec<_>>().join(" ");
                if norm(op.text.as_deref().unwrap_or(""))
                    == norm(g["new_text"].as_str().unwrap_or(""))
                {
                    text += 1
                } else {
                    println!(
                        "{} text {:?} for {:?}",
                        g["id"],
                        op.text
                            .as_ref()
                            .map(|t| t.chars().take(90).collect::<String>()),
                        g["new_text"]
                            .as_str()
                            .map(|t| t.chars().take(90).collect::<String>())
                    )
                }
                if op.effective.map(|d| d.to_string()).as_deref() == g["effective"].as_str() {
                    eff += 1
                } else {
                    println!(
                        "{} effective {:?} for {}",
                        g["id"], op.effective, g["effective"]
                    )
                }
            }
            None => println!(
                "{} MISS {} {:?}: here {:?}",
                g["id"],
                g["src"],
                want,
                here.iter()
                    .map(|o| (o.kind, written(o)))
                    .collect::<Vec<_>>()
            ),
        }
    }
    println!(
        "{n} gold: source found {found_n}, kind {kind}, document {target}, text {text}, effective {eff}"
    );
    for (n, a) in &cache {
        println!(
            "{n}: {} ops, {} unread {:?}",
            a.ops.len(),
            a.unread.len(),
            a.unread.iter().take(3).collect::<Vec<_>>()
        )
    }
}
