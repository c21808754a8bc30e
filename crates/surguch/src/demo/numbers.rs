//! Made-up ИНН, ОГРН, СНИЛС and phones whose check digits are right.

/// Digits that differ from run to run.
#[derive(Debug, Clone)]
pub(super) struct Numbers {
    state: u64,
}

impl Numbers {
    /// From a few random bytes.
    pub(super) fn new(seed: [u8; 8]) -> Numbers {
        Numbers { state: u64::from_le_bytes(seed) }
    }

    /// SplitMix64: plenty for numbers that only have to differ.
    pub(super) fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// `prefix` and `count` more digits.
    fn digits(&mut self, prefix: &str, count: usize) -> String {
        let tail = (0..count).map(|_| char::from(b'0' + (self.next() % 10) as u8));
        prefix.chars().chain(tail).collect()
    }

    /// A mobile phone.
    pub(super) fn phone(&mut self) -> String {
        self.digits("+79", 9)
    }

    /// ИНН of a legal entity in Moscow.
    pub(super) fn company_inn(&mut self) -> String {
        let nine = self.digits("77", 7);
        format!("{nine}{}", weighted(&nine, &[2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11 % 10)
    }

    /// ИНН of a person in Moscow.
    pub(super) fn person_inn(&mut self) -> String {
        let ten = self.digits("77", 8);
        let eleven = format!("{ten}{}", weighted(&ten, &[7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11 % 10);
        let last = weighted(&eleven, &[3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11 % 10;
        format!("{eleven}{last}")
    }

    /// ОГРН of a legal entity registered in 2024.
    pub(super) fn ogrn(&mut self) -> String {
        let twelve = self.digits("12477", 7);
        let number: u64 = twelve.parse().unwrap_or_default();
        format!("{twelve}{}", number % 11 % 10)
    }

    /// СНИЛС.
    pub(super) fn snils(&mut self) -> String {
        let nine = self.digits("1", 8);
        let sum = weighted(&nine, &[9, 8, 7, 6, 5, 4, 3, 2, 1]);
        format!("{nine}{:02}", sum % 101 % 100)
    }
}

fn weighted(digits: &str, weights: &[u32]) -> u32 {
    digits.chars().filter_map(|digit| digit.to_digit(10)).zip(weights).map(|(digit, weight)| digit * weight).sum()
}

#[cfg(test)]
mod tests {
    use domain::subject::{Inn, Ogrn, Phone, Snils};

    use super::*;

    #[test]
    fn every_number_passes_the_domains_own_check() {
        let mut numbers = Numbers::new([7; 8]);
        for _ in 0..2000 {
            let (company, person) = (numbers.company_inn(), numbers.person_inn());
            assert!(Inn::parse(&company).is_ok(), "{company}");
            assert!(Inn::parse(&person).is_ok(), "{person}");
            let (ogrn, snils, phone) = (numbers.ogrn(), numbers.snils(), numbers.phone());
            assert!(Ogrn::parse(&ogrn).is_ok(), "{ogrn}");
            assert!(Snils::parse(&snils).is_ok(), "{snils}");
            assert!(Phone::parse(&phone).is_ok(), "{phone}");
        }
    }

    #[test]
    fn another_run_has_other_numbers() {
        assert_ne!(Numbers::new([1; 8]).phone(), Numbers::new([2; 8]).phone());
    }
}
