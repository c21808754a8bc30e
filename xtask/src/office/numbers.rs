//! Chance that a seed repeats, and made-up phones, ИНН and СНИЛС whose check digits are right.

/// A stream of numbers.
#[derive(Debug, Clone)]
pub struct Chance {
    state: u64,
}

impl Chance {
    /// The stream of `seed` and a name within it.
    pub fn new(seed: u64, name: u64) -> Self {
        let mut chance = Self { state: seed ^ name.wrapping_mul(0xA24B_AED4_963E_E407) };
        chance.next();
        chance
    }

    /// SplitMix64: plenty for a load.
    pub fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// One of `0..most`.
    pub fn below(&mut self, most: usize) -> usize {
        (self.next() % most.max(1) as u64) as usize
    }

    /// True so many times of a hundred.
    pub fn percent(&mut self, share: usize) -> bool {
        self.below(100) < share
    }

    /// Between two numbers, evenly.
    pub fn between(&mut self, least: f64, most: f64) -> f64 {
        least + (most - least) * (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn digits(&mut self, prefix: &str, count: usize) -> String {
        let tail = (0..count).map(|_| char::from(b'0' + (self.next() % 10) as u8));
        prefix.chars().chain(tail).collect()
    }

    /// A mobile phone.
    pub fn phone(&mut self) -> String {
        self.digits("+79", 9)
    }

    /// СНИЛС.
    pub fn snils(&mut self) -> String {
        let nine = self.digits("1", 8);
        format!("{nine}{:02}", weighted(&nine, &[9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101 % 100)
    }
}

/// ИНН of a legal entity: another one for every number below ten millions, since of random ones two are soon equal.
pub fn company_inn(number: u64) -> String {
    let nine = format!("77{:07}", number % 10_000_000);
    format!("{nine}{}", weighted(&nine, &[2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11 % 10)
}

fn weighted(digits: &str, weights: &[u32]) -> u32 {
    digits.chars().filter_map(|digit| digit.to_digit(10)).zip(weights).map(|(digit, weight)| digit * weight).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn companies_of_different_numbers_have_different_inns() {
        assert_eq!(company_inn(0), "7700000009");
        let distinct: std::collections::BTreeSet<String> = (0..5_000).map(company_inn).collect();
        assert_eq!(distinct.len(), 5_000);
    }

    #[test]
    fn a_seed_repeats_and_names_differ() {
        assert_eq!(Chance::new(1, 2).phone(), Chance::new(1, 2).phone());
        assert_ne!(Chance::new(1, 2).phone(), Chance::new(1, 3).phone());
    }
}
