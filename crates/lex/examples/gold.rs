//! Scores citations against hand-made truth: `gold FILE.jsonl [-v]`.
use lex::cite::{Citer, Context};
use lex::{Address, Level};

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let data = std::fs::read_to_string(&args[1]).expect("a readable file");
    let verbose = args.len() > 2;
    let citer = Citer::new(lex::registry::Registry::of_laws());
    let (mut gold_n, mut ours_n, mut same, mut kind_ok) = (0, 0, 0, 0);
    let (mut units_gold, mut units_found, mut units_ours, mut res, mut res_ok) = (0, 0, 0, 0, 0);
    for line in data.lines() {
        let case: serde_json::Value = serde_json::from_str(line).expect("json");
        let text = case["text"].as_str().unwrap_or("");
        let context = &case["context"];
        let string = |key: &str| {
            context[key]
                .as_str()
                .filter(|s| !s.is_empty())
                .map(str::to_owned)
        };
        let mut position = Address::default();
        if let Some(dieu) = string("dieu") {
            position.set(Level::Dieu, dieu);
        }
        if let Some(khoan) = string("khoan") {
            position.set(Level::Khoan, khoan);
        }
        let context = Context {
            document: string("doc"),
            position,
            amended: string("amended_doc"),
            ..Context::default()
        };
        let view = lex::Text::new(text);
        let ours = citer.cite(view.view(), &context);
        let mut points = lex::text::CodePoints::default();
        let mut ours_spans = Vec::new();
        for c in &ours {
            let span = view.to_given(c.span.clone());
            let start = points.at(text, span.start);
            let end = points.at(text, span.end);
            ours_spans.push((start, end));
        }
        let gold: Vec<_> = case["spans"].as_array().cloned().unwrap_or_default();
        gold_n += gold.len();
        ours_n += ours.len();
        let mut notes = Vec::new();
        let key = |v: &serde_json::Value| -> Vec<String> {
            [
                "dieu", "khoan", "diem", "chuong", "muc", "phan", "phu_luc", "mau",
            ]
            .iter()
            .map(|k| v[k].as_str().unwrap_or("").to_owned())
            .collect()
        };
        for span in &gold {
            let (s, e) = (
                span["start"].as_u64().unwrap() as usize,
                span["end"].as_u64().unwrap() as usize,
            );
            let hit = ours_spans.iter().position(|&o| o == (s, e));
            let targets = span["targets"].as_array().cloned().unwrap_or_default();
            let found: Vec<serde_json::Value> = hit
                .map(|i| {
                    ours[i]
                        .targets
                        .iter()
                        .map(|t| serde_json::to_value(t).unwrap())
                        .collect()
                })
                .unwrap_or_default();
            if let Some(i) = hit {
                same += 1;
                let kind = serde_json::to_value(ours[i].kind).unwrap();
                if kind == span["kind"] {
                    kind_ok += 1
                } else {
                    notes.push(format!(
                        "kind {} ours {}: {}",
                        span["kind"], kind, span["surface"]
                    ))
                }
            } else {
                notes.push(format!("missed {} {}", span["kind"], span["surface"]));
            }
            for t in &targets {
                if key(t).iter().any(|k| !k.is_empty()) {
                    units_gold += 1;
                    if found.iter().any(|f| key(f) == key(t)) {
                        units_found += 1
                    } else {
                        notes.push(format!(
                            "target {t} not in {}",
                            serde_json::to_string(&found).unwrap()
                        ))
                    }
                }
                if t["resolved"].is_string() {
                    res += 1;
                    if found.iter().any(|f| f["resolved"] == t["resolved"]) {
                        res_ok += 1
                    } else {
                        notes.push(format!(
                            "resolved {} ours {:?}",
                            t["resolved"],
                            found
                                .iter()
                                .map(|f| f["resolved"].clone())
                                .collect::<Vec<_>>()
                        ))
                    }
                }
            }
            units_ours += found
                .iter()
                .filter(|f| key(f).iter().any(|k| !k.is_empty()))
                .count();
        }
        for (i, o) in ours_spans.iter().enumerate() {
            if !gold.iter().any(|g| {
                (
                    g["start"].as_u64().unwrap() as usize,
                    g["end"].as_u64().unwrap() as usize,
                ) == *o
            }) {
                notes.push(format!(
                    "extra {:?} {}",
                    ours[i].kind,
                    &view.view()[ours[i].span.clone()]
                ));
            }
        }
        if verbose && !notes.is_empty() {
            println!(
                "## {} {}\n{}",
                case["id"],
                case["context"],
                &text.chars().take(300).collect::<String>()
            );
            for n in notes {
                println!("   {n}");
            }
        }
    }
    let (p, r) = (same as f64 / ours_n as f64, same as f64 / gold_n as f64);
    println!(
        "spans P {p:.3} R {r:.3} F1 {:.3}; kind {kind_ok}/{same}; unit targets {units_found}/{units_gold} (ours {units_ours}); resolved {res_ok}/{res}",
        2.0 * p * r / (p + r)
    );
}
