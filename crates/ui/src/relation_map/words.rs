//! How many letters fit: an estimate of the width of words in the face of the service, a little too wide rather than too narrow.

/// The width of some words, in the units of a letter's height.
fn width(words: &str) -> f64 {
    words.chars().map(letter).sum()
}

fn letter(letter: char) -> f64 {
    match letter {
        'i' | 'í' | 'ì' | 'ỉ' | 'ĩ' | 'ị' | 'l' | 'j' | '.' | ',' | ';' | ':' | '\'' | '|'
        | ' ' | 'I' => 0.29,
        't' | 'f' | 'r' | '-' | '(' | ')' | '/' => 0.40,
        'm' | 'w' | 'M' | 'W' | '%' | '…' | '–' => 0.90,
        letter if letter.is_uppercase() => 0.68,
        _ => 0.56,
    }
}

/// Words broken into lines no wider than some units at a size of letters; what does not fit into so many lines ends in an ellipsis.
pub(super) fn lines(words: &str, size: f64, room: f64, most: usize) -> Vec<String> {
    let room = room / size;
    let mut lines: Vec<String> = Vec::new();
    for word in words.split_whitespace() {
        if let Some(last) = lines.last_mut()
            && width(last) + letter(' ') + width(word) <= room
        {
            last.push(' ');
            last.push_str(word);
        } else if lines.len() == most {
            if let Some(last) = lines.last_mut() {
                last.push('…');
                *last = cut(last, room);
            }
            break;
        } else {
            lines.push(cut(word, room));
        }
    }
    lines
}

/// A line that fits; one that is too long loses its end.
fn cut(line: &str, room: f64) -> String {
    if width(line) <= room {
        return line.to_owned();
    }
    let mut kept = line.trim_end_matches('…').to_owned();
    while width(&kept) + letter('…') > room && kept.pop().is_some() {}
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_takes_no_more_lines_than_it_may_and_says_that_it_goes_on() {
        let law = "Luật Tổ chức chính quyền địa phương";
        for (words, most, wanted) in [
            ("", 2, vec![]),
            ("Luật Thủ đô", 2, vec!["Luật Thủ đô"]),
            (law, 2, vec!["Luật Tổ chức chính", "quyền địa phương"]),
            (law, 1, vec!["Luật Tổ chức chính…"]),
            (
                "12345678901234567890123456789",
                2,
                vec!["12345678901234567…"],
            ),
        ] {
            assert_eq!(lines(words, 15.0, 160.0, most), wanted, "{words}");
        }
    }
}
