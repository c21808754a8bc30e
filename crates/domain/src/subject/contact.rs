//! How a person is reached.

use super::text::parsed_text;
use crate::code::{self, Code};

parsed_text! {
    /// A phone in E.164. Russian numbers may be written from 8 or 7; they are kept from +7.
    Phone, parse_phone
}

parsed_text! {
    /// An e-mail address, checked for form only (RFC 5321 limits), kept as written but for the domain's case.
    Email, parse_email
}

impl Phone {
    /// The number with all but its last digits hidden, for people and logs: `+7•••••••12-34`.
    pub fn masked(&self) -> String {
        let digits = &self.as_str()[1..];
        let (head, tail) = digits.split_at(digits.len() - 4);
        format!("+{}{}{}-{}", &head[..1], "•".repeat(head.len() - 1), &tail[..2], &tail[2..])
    }
}

fn parse_phone(text: &str) -> Result<String, Code> {
    let text = text.trim();
    let plus = text.starts_with('+');
    let mut digits = String::new();
    for c in text.chars().skip(usize::from(plus)) {
        match c {
            '0'..='9' => digits.push(c),
            ' ' | '-' | '(' | ')' | '\u{a0}' => {}
            _ => return Err(code::PHONE_INVALID),
        }
    }
    let national = digits.len() == 11 && !plus && (digits.starts_with('8') || digits.starts_with('7'));
    if national {
        return Ok(format!("+7{}", &digits[1..]));
    }
    let russian_is_whole = !digits.starts_with('7') || digits.len() == 11;
    if plus && (8..=15).contains(&digits.len()) && !digits.starts_with('0') && russian_is_whole {
        return Ok(format!("+{digits}"));
    }
    Err(code::PHONE_INVALID)
}

fn parse_email(text: &str) -> Result<String, Code> {
    let text = text.trim();
    let (local, host) = text.rsplit_once('@').ok_or(code::EMAIL_INVALID)?;
    let local_fits =
        (1..=64).contains(&local.len()) && !local.contains(|c: char| c.is_whitespace() || c.is_control() || "@<>,;:\"".contains(c));
    let host_fits = (3..=253).contains(&host.len())
        && host.contains('.')
        && host.split('.').all(|label| !label.is_empty() && label.len() <= 63 && label.chars().all(|c| c.is_alphanumeric() || c == '-'));
    if local_fits && host_fits { Ok(format!("{local}@{}", host.to_lowercase())) } else { Err(code::EMAIL_INVALID) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn russian_phones_are_kept_from_plus_seven() {
        for text in ["+79161234567", "89161234567", "79161234567", "8 (916) 123-45-67"] {
            assert_eq!(Phone::parse(text).unwrap().as_str(), "+79161234567", "{text}");
        }
        assert_eq!(Phone::parse("+375291234567").unwrap().as_str(), "+375291234567");
    }

    #[test]
    fn what_is_no_phone_is_refused() {
        for text in ["", "9161234567", "+7916123456", "phone", "+0123456789", "+1234567890123456"] {
            assert_eq!(Phone::parse(text), Err(code::PHONE_INVALID), "{text}");
        }
    }

    #[test]
    fn a_masked_phone_shows_its_tail_only() {
        assert_eq!(Phone::parse("+79161234567").unwrap().masked(), "+7••••••45-67");
    }

    #[test]
    fn mail_addresses_are_checked_by_form() {
        assert_eq!(Email::parse("Anna@Example.RU").unwrap().as_str(), "Anna@example.ru");
        for text in ["", "anna", "anna@", "@example.ru", "a b@example.ru", "anna@localhost"] {
            assert_eq!(Email::parse(text), Err(code::EMAIL_INVALID), "{text}");
        }
    }
}
