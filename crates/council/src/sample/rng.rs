//! Random numbers that come out the same everywhere and each time: SplitMix64.

use kernel::{Date, Id};

/// A stream of random numbers that its seed alone decides.
#[derive(Debug, Clone)]
pub(super) struct Rng(u64);

impl Rng {
    pub(super) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(super) const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below a bound; 0 for the bound 0.
    pub(super) fn below(&mut self, bound: usize) -> usize {
        let bound = bound as u64;
        let drawn = self.next().checked_rem(bound).unwrap_or(0);
        usize::try_from(drawn).unwrap_or(0)
    }

    /// A number from `low` to `high`, both included.
    pub(super) fn between(&mut self, low: usize, high: usize) -> usize {
        low + self.below(high.saturating_sub(low) + 1)
    }

    /// Whether something happens that happens so many times in a thousand.
    pub(super) fn in_thousand(&mut self, times: usize) -> bool {
        self.below(1000) < times
    }

    /// One of the items.
    pub(super) fn one_of<T: Copy>(&mut self, items: &[T], or: T) -> T {
        items.get(self.below(items.len())).copied().unwrap_or(or)
    }

    pub(super) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }

    /// A day in `from..to`.
    pub(super) fn day(&mut self, from: Date, to: Date) -> Date {
        let days = (to - from).get_days();
        let drawn = self.below(usize::try_from(days).unwrap_or(0));
        later(from, drawn)
    }

    /// An identifier made on the morning of a day.
    pub(super) fn id<K>(&mut self, day: Date) -> Id<K> {
        let millis = u64::try_from(at(day, 8, 0).as_millisecond()).unwrap_or(0);
        let random = (u128::from(self.next()) << 64) | u128::from(self.next());
        Id::reproducible(millis, random)
    }
}

/// The day so many days later.
pub(super) fn later(day: Date, days: usize) -> Date {
    use jiff::ToSpan as _;
    let days = i64::try_from(days).unwrap_or(0);
    day.saturating_add(days.days())
}

/// The instant of an hour of a day in Vietnam.
pub(super) fn at(day: Date, hour: i8, minute: i8) -> kernel::Timestamp {
    kernel::time::instant(day.at(hour, minute, 0, 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_is_the_published_one() {
        let mut rng = Rng::new(0);
        let first = [rng.next(), rng.next(), rng.next()];
        assert_eq!(
            first,
            [
                0xe220_a839_7b1d_cdaf,
                0x6e78_9e6a_a1b9_65f4,
                0x06c4_5d18_8009_454f
            ]
        );
    }
}
