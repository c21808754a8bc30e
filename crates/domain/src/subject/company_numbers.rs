//! ИНН, КПП and ОГРН: the numbers by which the tax service knows taxpayers.

use super::text::parsed_text;
use crate::code::{self, Code};

parsed_text! {
    /// ИНН: 10 digits of a legal entity or 12 of a person, with check digits (приказ ФНС ММВ-7-6/435@).
    Inn, parse_inn
}

parsed_text! {
    /// КПП: nine characters, form only, since it has no check digit (приказ ФНС ММВ-7-6/435@).
    Kpp, parse_kpp
}

parsed_text! {
    /// ОГРН of 13 digits or ОГРНИП of 15, the last one being the check digit (приказ Минфина 165н).
    Ogrn, parse_ogrn
}

impl Inn {
    /// Whether it belongs to a person (12 digits) and not to a legal entity.
    pub fn is_of_a_person(&self) -> bool {
        self.as_str().len() == 12
    }
}

impl Ogrn {
    /// Whether it is an ОГРНИП, the number of a sole proprietor.
    pub fn is_of_a_sole_proprietor(&self) -> bool {
        self.as_str().len() == 15
    }
}

/// The digits of `text`, if it consists of nothing else.
pub(super) fn digits(text: &str) -> Option<Vec<u32>> {
    text.chars().map(|c| c.to_digit(10)).collect()
}

fn parse_inn(text: &str) -> Result<String, Code> {
    const TENTH: [u32; 9] = [2, 4, 10, 3, 5, 9, 4, 6, 8];
    const ELEVENTH: [u32; 10] = [7, 2, 4, 10, 3, 5, 9, 4, 6, 8];
    const TWELFTH: [u32; 11] = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8];
    let text = text.trim();
    let d = digits(text).ok_or(code::INN_FORMAT)?;
    let holds = |weights: &[u32]| weights.iter().zip(&d).map(|(w, d)| w * d).sum::<u32>() % 11 % 10 == d[weights.len()];
    let right = match d.len() {
        10 => holds(&TENTH),
        12 => holds(&ELEVENTH) && holds(&TWELFTH),
        _ => return Err(code::INN_FORMAT),
    };
    if right && d.iter().any(|d| *d != 0) { Ok(text.to_owned()) } else { Err(code::INN_CHECKSUM) }
}

fn parse_kpp(text: &str) -> Result<String, Code> {
    let text = text.trim();
    let right =
        text.len() == 9 && text.bytes().enumerate().all(|(at, b)| b.is_ascii_digit() || (matches!(at, 4 | 5) && b.is_ascii_uppercase()));
    if right { Ok(text.to_owned()) } else { Err(code::KPP_FORMAT) }
}

fn parse_ogrn(text: &str) -> Result<String, Code> {
    let text = text.trim();
    let modulus = match (text.len(), text.bytes().all(|b| b.is_ascii_digit())) {
        (13, true) => 11,
        (15, true) => 13,
        _ => return Err(code::OGRN_FORMAT),
    };
    let (body, check) = text.split_at(text.len() - 1);
    let number: u64 = body.parse().map_err(|_| code::OGRN_FORMAT)?;
    if (number % modulus % 10).to_string() == check && number != 0 { Ok(text.to_owned()) } else { Err(code::OGRN_CHECKSUM) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inn_check_digits_are_verified() {
        for right in ["7707083893", "7830002293", "500100732259"] {
            assert!(Inn::parse(right).is_ok(), "{right}");
        }
        for wrong in ["7707083894", "500100732258", "0000000000"] {
            assert_eq!(Inn::parse(wrong), Err(code::INN_CHECKSUM), "{wrong}");
        }
        for odd in ["", "770708389", "77070838930", "77070838a3"] {
            assert_eq!(Inn::parse(odd), Err(code::INN_FORMAT), "{odd}");
        }
    }

    #[test]
    fn ogrn_check_digits_are_verified() {
        for right in ["1027700132195", "304500116000157"] {
            assert!(Ogrn::parse(right).is_ok(), "{right}");
        }
        assert_eq!(Ogrn::parse("1027700132194"), Err(code::OGRN_CHECKSUM));
        assert_eq!(Ogrn::parse("102770013219"), Err(code::OGRN_FORMAT));
    }

    #[test]
    fn kpp_is_checked_by_form() {
        assert!(Kpp::parse("773601001").is_ok());
        assert!(Kpp::parse("7736AZ001").is_ok());
        assert_eq!(Kpp::parse("77360100"), Err(code::KPP_FORMAT));
        assert_eq!(Kpp::parse("A73601001"), Err(code::KPP_FORMAT));
    }
}
