//! Offsets as other programs count them.

/// How many bytes lie between two kept counts.
const STEP: usize = 1024;

/// Code points before any byte of a text, asked in any order.
pub struct Points<'t> {
    text: &'t str,
    counts: Vec<usize>,
}

impl<'t> Points<'t> {
    /// Counts a text once.
    pub fn new(text: &'t str) -> Self {
        let mut total = 0;
        let mut counts = vec![0];
        for step in text.as_bytes().chunks(STEP) {
            total += count(step);
            counts.push(total);
        }
        Self { text, counts }
    }

    /// The code points before a byte.
    pub fn before(&self, byte: usize) -> usize {
        let step = byte / STEP;
        self.counts[step] + count(&self.text.as_bytes()[step * STEP..byte])
    }
}

/// Code points by their first bytes.
fn count(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::Points;

    #[test]
    fn points_are_those_of_the_text_from_its_beginning() {
        let text = "Điều 5 của Luật này, ".repeat(200);
        let points = Points::new(&text);
        for (expected, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(points.before(byte), expected);
        }
        assert_eq!(points.before(text.len()), text.chars().count());
    }
}
