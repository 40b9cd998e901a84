//! Letters that are Vietnamese only in an old font.
//!
//! TCVN3 ("Céng hoµ x· héi") and VNI ("Coäng hoøa xaõ hoäi") put the signs of Western Europe where their fonts draw
//! Vietnamese letters. Converting them needs to know which run has which font, so such documents are refused, and a
//! few such letters in a document of Unicode are a warning.

use crate::warning::{Warning, note};
use crate::{Reading, Unreadable};

/// So many letters may be the names of foreigners.
const FEW: usize = 5;

/// Refuses a document written for old fonts, and warns of one that holds some of their letters.
pub(crate) fn judge(mut reading: Reading) -> Result<Reading, Unreadable> {
    let found = count(&reading.text);
    // Vietnamese in an old font has such a letter in every second word; German has one in every eighth.
    if found.old >= FEW && found.old > found.vietnamese && found.old * 20 > found.letters {
        return Err(Unreadable::OldFont);
    }
    if found.old >= FEW.max(found.letters / 2_000) {
        note(&mut reading.warnings, Warning::OldFontLetters);
    }
    Ok(reading)
}

#[derive(Default)]
struct Count {
    letters: usize,
    vietnamese: usize,
    old: usize,
}

fn count(text: &str) -> Count {
    let mut count = Count::default();
    let mut before = ' ';
    let mut rest = text.chars().peekable();
    while let Some(letter) = rest.next() {
        if letter.is_ascii() {
            count.letters += usize::from(letter.is_ascii_alphabetic());
        } else if is_old(letter) {
            let beside = |other: char| other.is_ascii_alphabetic() || is_old(other);
            let glued = beside(before) || rest.peek().copied().is_some_and(beside);
            count.old += usize::from(glued);
        } else if letter.is_alphabetic() {
            count.letters += 1;
            count.vietnamese += usize::from(is_vietnamese_alone(letter));
        } else if is_tone(letter) {
            count.vietnamese += 1;
        }
        before = letter;
    }
    count
}

/// Signs of Latin-1 that no Vietnamese word has and that old fonts draw as its letters.
fn is_old(letter: char) -> bool {
    matches!(letter,
        '¡'..='©' | 'ª' | '¬'..='®' | 'µ'..='¶' | '·'..='¹' | 'º' | '¼'..='¿'
        | 'Ä'..='Ç' | 'Ë' | 'Î'..='Ï' | 'Ñ' | 'Ö'..='Ø' | 'Û'..='Ü' | 'Þ'..='ß'
        | 'ä'..='ç' | 'ë' | 'î'..='ï' | 'ñ' | 'ö'..='ø' | 'û'..='ü' | 'þ'..='ÿ')
}

/// Letters that only Vietnamese has, at least together.
fn is_vietnamese_alone(letter: char) -> bool {
    matches!(
        letter,
        'Ạ'..='ỹ' | 'Ă' | 'ă' | 'Đ' | 'đ' | 'Ơ' | 'ơ' | 'Ư' | 'ư'
    )
}

/// Tone marks written behind their vowel.
fn is_tone(letter: char) -> bool {
    matches!(
        letter,
        '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}'
    )
}

#[cfg(test)]
mod tests {
    use super::count;

    #[test]
    fn old_letters_are_told_from_unicode() {
        for (text, is_old) in [
            (
                "Céng hoµ x· héi chñ nghÜa ViÖt Nam, §éc lËp - Tù do - H¹nh phóc",
                true,
            ),
            (
                "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam, Ñoäc laäp - Töï do",
                true,
            ),
            (
                "Cộng hòa xã hội chủ nghĩa Việt Nam, § 5, 12 m², 30°C «x»",
                false,
            ),
            ("Hội đồng nhân dân", false),
        ] {
            let found = count(text);
            assert_eq!(
                found.old >= 5 && found.old > found.vietnamese,
                is_old,
                "{text}"
            );
        }
    }
}
