//! How a company is called as a box on the face of signer details. The id is the company's own; there are three spellings of it.

use uuid::Uuid;

use crate::id::CompanyId;

/// What stands behind the digits in the older spelling.
const DOMAIN: &str = "@diadoc.ru";

/// Reads any of the three spellings, in any case of letters: 32 hexadecimal digits with `@diadoc.ru` behind them, the digits alone, or a GUID
/// with dashes.
pub fn parse(text: &str) -> Option<CompanyId> {
    let digits = match text.len().checked_sub(DOMAIN.len()).and_then(|length| text.split_at_checked(length)) {
        Some((digits, domain)) if domain.eq_ignore_ascii_case(DOMAIN) => Some(digits).filter(|digits| digits.len() == 32)?,
        _ => text,
    };
    // the parser knows more spellings, such as braces, which are none of these
    matches!(digits.len(), 32 | 36).then(|| Uuid::try_parse(digits).ok()).flatten().map(CompanyId::new)
}

/// The older spelling, which answers hold as `BoxId`.
pub fn written(company: CompanyId) -> String {
    format!("{}{DOMAIN}", company.uuid().simple())
}

/// The GUID, in lower case and with dashes, which answers hold as `BoxIdGuid` and refusals name.
pub fn guid(company: CompanyId) -> String {
    company.uuid().hyphenated().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_spellings_name_one_box() {
        let company = CompanyId::new(Uuid::from_u128(0x0192_f1c2_3d4e_7abc_8def_0123_4567_89ab));
        assert_eq!(written(company), "0192f1c23d4e7abc8def0123456789ab@diadoc.ru");
        assert_eq!(guid(company), "0192f1c2-3d4e-7abc-8def-0123456789ab");
        for text in [written(company), guid(company), company.uuid().simple().to_string()] {
            assert_eq!(parse(&text), Some(company), "{text}");
            assert_eq!(parse(&text.to_uppercase()), Some(company), "{text}");
        }
    }

    #[test]
    fn other_spellings_name_none() {
        let guid = "0192f1c2-3d4e-7abc-8def-0123456789ab";
        for text in [
            "",
            "@diadoc.ru",
            "org_0192f1c2-3d4e-7abc-8def-0123456789ab",
            "{0192f1c2-3d4e-7abc-8def-0123456789ab}",
            "urn:uuid:0192f1c2-3d4e-7abc-8def-0123456789ab",
            "0192f1c23d4e7abc8def0123456789ab@example.ru",
            "0192f1c2-3d4e-7abc-8def-0123456789ab@diadoc.ru",
            "0192f1c23d4e7abc8def0123456789a",
            "0192f1c23d4e7abc8def0123456789яб",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
        assert!(parse(guid).is_some());
    }
}
