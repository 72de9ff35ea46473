//! Variety without chance: numbers that follow from a name.

/// A splitmix64 generator: the same name gives the same numbers for ever.
#[derive(Debug, Clone)]
pub struct Generator(u64);

impl Generator {
    /// The generator that belongs to `name`.
    pub fn of(name: &str) -> Self {
        // FNV-1a, so that a cell's numbers do not hang on its place in a table.
        let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        Self(hash)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from `least` to `most`; `least` where there is none between.
    pub fn between(&mut self, least: u16, most: u16) -> u16 {
        let count = u64::from(most.saturating_sub(least)) + 1;
        // The remainder is at most `most - least`.
        least.saturating_add(u16::try_from(self.next() % count).unwrap_or(0))
    }

    /// True in so many cases of a hundred.
    pub fn chance(&mut self, percent: u16) -> bool {
        self.between(1, 100) <= percent
    }

    /// So many bytes.
    pub fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        for part in bytes.chunks_mut(8) {
            for (target, source) in part.iter_mut().zip(self.next().to_be_bytes()) {
                *target = source;
            }
        }
        bytes
    }

    /// `count` of `all`, each at most once, in the order of `all`.
    pub fn choose<'a, T>(&mut self, all: &'a [T], count: usize) -> Vec<&'a T> {
        let mut left = count.min(all.len());
        let mut chosen = Vec::with_capacity(left);
        for (place, one) in all.iter().enumerate() {
            let remaining = u16::try_from(all.len() - place).unwrap_or(u16::MAX);
            if usize::from(self.between(1, remaining)) <= left {
                chosen.push(one);
                left -= 1;
            }
        }
        chosen
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_name_gives_the_same_numbers() {
        let draw = |name: &str| {
            let mut generator = Generator::of(name);
            (generator.bytes::<12>(), generator.between(3, 5), generator.chance(50))
        };
        assert_eq!(draw("bieu-nghi"), draw("bieu-nghi"));
        assert_ne!(draw("bieu-nghi"), draw("ben-do"));
    }

    #[test]
    fn numbers_keep_their_bounds_and_reach_them() {
        let mut generator = Generator::of("bounds");
        let drawn: std::collections::BTreeSet<_> = (0..200).map(|_| generator.between(3, 6)).collect();
        assert_eq!(drawn, [3, 4, 5, 6].into());
        assert_eq!(generator.between(7, 7), 7);
        assert_eq!(generator.between(9, 2), 9);
        assert!(!generator.chance(0) && generator.chance(100));
        for count in 0..12 {
            assert_eq!(generator.choose(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], count).len(), count.min(10));
        }
    }
}
