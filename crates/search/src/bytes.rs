//! Numbers as bytes: small ones in one byte, tables in four, and a checksum over all.

use crate::{Error, Result};

/// Writes a number in as few bytes of seven bits as it needs.
pub fn put(out: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        out.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    out.push(number.to_le_bytes()[0]);
}

/// Reads a number that [`put`] wrote; past the end there are only zeros.
#[inline]
pub fn take(bytes: &[u8], at: &mut usize) -> u32 {
    let mut number = 0;
    let mut shift = 0;
    while let Some(&byte) = bytes.get(*at) {
        *at += 1;
        number |= u32::from(byte & 0x7F) << shift;
        if byte < 0x80 || shift >= 28 {
            break;
        }
        shift += 7;
    }
    number
}

/// A table of numbers with its length before it.
pub fn put_table(out: &mut Vec<u8>, numbers: &[u32]) {
    out.extend(length(numbers.len()).to_le_bytes());
    numbers
        .iter()
        .for_each(|number| out.extend(number.to_le_bytes()));
}

/// Bytes with their length before them.
pub fn put_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    out.extend(length(bytes.len()).to_le_bytes());
    out.extend(bytes);
}

/// A length as the files keep it.
pub fn length(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}

/// Reads tables one after the other.
pub struct Tables<'b>(pub &'b [u8]);

impl<'b> Tables<'b> {
    /// The next so many bytes.
    pub fn raw(&mut self, many: usize) -> Result<&'b [u8]> {
        let (head, rest) = self
            .0
            .split_at_checked(many)
            .ok_or(Error::Broken("a table is cut short"))?;
        self.0 = rest;
        Ok(head)
    }

    /// One number.
    pub fn number(&mut self) -> Result<u32> {
        let bytes = self.raw(4)?;
        Ok(u32::from_le_bytes(
            bytes.try_into().expect("four bytes were taken"),
        ))
    }

    /// One long number.
    pub fn long(&mut self) -> Result<u64> {
        let bytes = self.raw(8)?;
        Ok(u64::from_le_bytes(
            bytes.try_into().expect("eight bytes were taken"),
        ))
    }

    /// A table.
    pub fn table(&mut self) -> Result<Vec<u32>> {
        let many = self.number()? as usize;
        let bytes = self.raw(many.saturating_mul(4))?;
        let number = |four: &[u8]| u32::from_le_bytes(four.try_into().expect("chunks of four"));
        Ok(bytes.chunks_exact(4).map(number).collect())
    }

    /// Bytes.
    pub fn bytes(&mut self) -> Result<&'b [u8]> {
        let many = self.number()? as usize;
        self.raw(many)
    }
}

/// A checksum that finds a changed or missing byte; it is no seal against anybody.
#[derive(Clone, Copy)]
pub struct Sum {
    sum: u64,
    rest: [u8; 8],
    waiting: usize,
    long: u64,
}

impl Sum {
    /// Of nothing yet.
    pub const fn new() -> Self {
        Self {
            sum: 0xCBF2_9CE4_8422_2325,
            rest: [0; 8],
            waiting: 0,
            long: 0,
        }
    }

    /// Counts more bytes in.
    pub fn add(&mut self, mut bytes: &[u8]) {
        self.long += bytes.len() as u64;
        while self.waiting > 0 && !bytes.is_empty() {
            self.rest[self.waiting] = bytes[0];
            bytes = &bytes[1..];
            self.waiting = (self.waiting + 1) % 8;
            if self.waiting == 0 {
                self.mix(u64::from_le_bytes(self.rest));
            }
        }
        let chunks = bytes.chunks_exact(8);
        let left = chunks.remainder();
        for chunk in chunks {
            self.mix(u64::from_le_bytes(
                chunk.try_into().expect("chunks of eight"),
            ));
        }
        if self.waiting == 0 {
            self.rest[..left.len()].copy_from_slice(left);
            self.waiting = left.len();
        }
    }

    fn mix(&mut self, word: u64) {
        self.sum = (self.sum ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        self.sum ^= self.sum >> 29;
    }

    /// The sum.
    pub fn value(mut self) -> u64 {
        self.rest[self.waiting..].fill(0);
        self.mix(u64::from_le_bytes(self.rest));
        self.mix(self.long);
        self.sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back_and_the_sum_does_not_depend_on_the_pieces() {
        let mut out = Vec::new();
        let numbers = [0, 1, 127, 128, 300, 65_536, u32::MAX];
        numbers.iter().for_each(|number| put(&mut out, *number));
        let mut at = 0;
        let back: Vec<u32> = numbers.iter().map(|_| take(&out, &mut at)).collect();
        assert_eq!(back, numbers);
        assert_eq!(take(&out, &mut at), 0, "nothing is read past the end");

        let text: Vec<u8> = (0..=255).cycle().take(1_003).collect();
        let mut whole = Sum::new();
        whole.add(&text);
        let mut pieces = Sum::new();
        text.chunks(7).for_each(|piece| pieces.add(piece));
        assert_eq!(whole.value(), pieces.value());
        let mut changed = Sum::new();
        changed.add(&text[..1_002]);
        assert_ne!(whole.value(), changed.value());
    }
}
