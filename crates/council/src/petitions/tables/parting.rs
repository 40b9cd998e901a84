//! Tách: a cell that holds several petitions, numbered, dashed or line by line.

/// Words after which a number is a name, not the mark of an item: "đường số 2. Đề nghị …".
const NAMING: &[&str] = &[
    "so", "thu", "to", "khu", "vuc", "ap", "quy", "thang", "lan", "duong", "dieu", "khoan",
    "phuong", "quan", "khoa", "ky", "nam", "ngay",
];

/// A line with fewer words than this is no petition of its own.
const FEWEST_WORDS: usize = 4;

/// The petitions of a cell in their order; one when it is not parted. Marks of items go.
pub(super) fn parts(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    let parted = match lines.as_slice() {
        [] => return Vec::new(),
        [line] => inline(line),
        lines => by_lines(lines),
    };
    match parted {
        Some(parts) if parts.len() > 1 => parts,
        _ => vec![lines.join("\n")],
    }
}

/// Lines that begin with a mark begin an item; where none does, each line that reads like a petition is one.
fn by_lines(lines: &[&str]) -> Option<Vec<String>> {
    let marked = lines.iter().filter(|line| mark(line).is_some()).count();
    let mut parts: Vec<String> = Vec::new();
    if marked > 1 {
        let mut begun = false;
        for line in lines {
            match mark(line) {
                Some(rest) => {
                    begun = true;
                    parts.push(rest.to_owned());
                }
                // What stands above the first item says who speaks, not what is asked.
                None if !begun && line.ends_with(':') => {}
                None if begun => add_to_last(&mut parts, line),
                None => parts.push((*line).to_owned()),
            }
        }
        return Some(parts);
    }
    let (head, rest) = match lines.split_first() {
        Some((first, rest)) if first.ends_with(':') => (true, rest),
        _ => (false, lines),
    };
    let whole = |line: &&&str| {
        line.split_whitespace().count() >= FEWEST_WORDS
            && line.chars().next().is_some_and(char::is_uppercase)
    };
    let petitions = rest.iter().filter(whole).count() == rest.len() && rest.len() > 1;
    let ended = rest[..rest.len().saturating_sub(1)]
        .iter()
        .all(|line| line.ends_with(['.', ';', ',']) || head);
    (petitions && ended).then(|| rest.iter().map(|line| trimmed(line)).collect())
}

fn add_to_last(parts: &mut [String], line: &str) {
    if let Some(last) = parts.last_mut() {
        last.push('\n');
        last.push_str(line);
    }
}

/// The rest of a line that begins with the mark of an item: "1.", "1)", "a)", "-", "+", "•".
fn mark(line: &str) -> Option<&str> {
    let rest = match line.strip_prefix(['-', '–', '—', '+', '•', '*', '·']) {
        Some(rest) => rest,
        None => {
            let mark: String = line
                .chars()
                .take_while(|c| c.is_ascii_digit() || c.is_ascii_lowercase())
                .collect();
            let number = mark.bytes().all(|b| b.is_ascii_digit()) && mark.len() <= 2;
            let letter = mark.len() == 1 && !number;
            let after = &line[mark.len()..];
            let rest = match letter {
                true => after.strip_prefix(')')?,
                false => after.strip_prefix(['.', ')', '/'])?,
            };
            if mark.is_empty() || rest.starts_with(|c: char| c.is_ascii_digit()) {
                return None;
            }
            rest
        }
    };
    let rest = rest.trim();
    (!rest.is_empty()).then_some(rest)
}

/// Items within one line: "1. … 2. …" or "- … - …".
fn inline(line: &str) -> Option<Vec<String>> {
    numbered(line).or_else(|| dashed(line))
}

fn numbered(line: &str) -> Option<Vec<String>> {
    let mut starts: Vec<(usize, usize)> = Vec::new();
    let mut from = 0;
    for number in 1..=99_u32 {
        match item(line, from, number) {
            Some((at, text)) => {
                starts.push((at, text));
                from = text;
            }
            None => break,
        }
    }
    if starts.len() < 2 {
        return None;
    }
    // The first item begins the cell, or follows a colon.
    let before = line[..starts[0].0].trim();
    if !before.is_empty() && !before.ends_with(':') {
        return None;
    }
    let ends = starts[1..].iter().map(|(at, _)| *at).chain([line.len()]);
    let parts = starts
        .iter()
        .zip(ends)
        .map(|((_, text), end)| trimmed(&line[*text..end]));
    Some(parts.filter(|part| !part.is_empty()).collect())
}

/// Where the item of a number begins, and where its text does.
fn item(line: &str, from: usize, number: u32) -> Option<(usize, usize)> {
    let digits = number.to_string();
    line[from..].match_indices(&digits).find_map(|(at, _)| {
        let at = from + at;
        let before = &line[..at];
        let after = line[at + digits.len()..].strip_prefix(['.', ')', '/'])?;
        let apart = before.is_empty() || before.ends_with(char::is_whitespace);
        let begins = after
            .trim_start()
            .chars()
            .next()
            .is_some_and(char::is_uppercase);
        let word = before.split_whitespace().next_back().map(kernel::vi::fold);
        let names = word.is_some_and(|word| NAMING.contains(&word.as_str()));
        let text = line.len() - after.trim_start().len();
        (apart && begins && !names).then_some((at, text))
    })
}

fn dashed(line: &str) -> Option<Vec<String>> {
    let dash = line.chars().next().filter(|c| "-–+•*".contains(*c))?;
    let mut parts: Vec<String> = Vec::new();
    let between = format!(" {dash} ");
    let first = line[dash.len_utf8()..].trim_start();
    for piece in first.split(between.as_str()) {
        let begins = piece
            .trim_start()
            .chars()
            .next()
            .is_some_and(char::is_uppercase);
        match parts.last_mut() {
            Some(last) if !begins => {
                last.push_str(&between);
                last.push_str(piece);
            }
            _ => parts.push(piece.to_owned()),
        }
    }
    Some(parts.iter().map(|part| trimmed(part)).collect())
}

fn trimmed(part: &str) -> String {
    let part = mark(part.trim()).unwrap_or(part.trim());
    part.trim_end_matches([';', ',']).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_parted_where_an_office_parts_it() {
        for (text, expected) in [
            ("Sửa đường số 5", &["Sửa đường số 5"][..]),
            ("1. Sửa đường. 2. Lắp đèn.", &["Sửa đường.", "Lắp đèn."]),
            ("1) Sửa đường; 2) Lắp đèn", &["Sửa đường", "Lắp đèn"]),
            (
                "Cử tri đề nghị: 1. Sửa cầu 2. Lắp đèn",
                &["Sửa cầu", "Lắp đèn"],
            ),
            (
                "1. Sửa đường số 2. Đề nghị làm sớm",
                &["1. Sửa đường số 2. Đề nghị làm sớm"],
            ),
            (
                "Giá 1.500 đồng, tăng 2.000 đồng",
                &["Giá 1.500 đồng, tăng 2.000 đồng"],
            ),
            ("- Sửa đường - Lắp đèn", &["Sửa đường", "Lắp đèn"]),
            (
                "- Sửa tuyến Cái Răng - phà Xóm Chài - Lắp đèn",
                &["Sửa tuyến Cái Răng - phà Xóm Chài", "Lắp đèn"],
            ),
            (
                "1. Sửa đường\n2. Lắp đèn\nở cầu số 3",
                &["Sửa đường", "Lắp đèn\nở cầu số 3"],
            ),
            (
                "Cử tri xã A kiến nghị:\n- Sửa đường;\n- Lắp đèn.",
                &["Sửa đường;", "Lắp đèn."],
            ),
            ("a) Sửa đường\nb) Lắp đèn", &["Sửa đường", "Lắp đèn"]),
            (
                "Đề nghị sửa đường số 5.\nĐề nghị lắp đèn chiếu sáng.",
                &["Đề nghị sửa đường số 5.", "Đề nghị lắp đèn chiếu sáng."],
            ),
            (
                "Đề nghị sửa đường số 5\nđoạn qua chợ",
                &["Đề nghị sửa đường số 5\nđoạn qua chợ"],
            ),
            (
                "Đề nghị sửa đường\nKhu vực 3",
                &["Đề nghị sửa đường\nKhu vực 3"],
            ),
            ("1.", &["1."]),
            ("", &[]),
        ] {
            assert_eq!(parts(text), expected, "{text}");
        }
    }
}
