//! Names of packages by template: `Сделка {deal} – {type} - №{number}` (row 4.1.2).

use std::collections::BTreeMap;

use crate::code::{self, Code};

/// The template that is used where none is given.
pub const DEFAULT: &str = "Сделка {deal} – {type} - №{number}";

/// The longest name, in characters.
pub const LONGEST: usize = 255;

/// Fills `template` with `vars`. `{{` and `}}` stand for braces. The error carries the variable it is about, where there is one.
pub fn fill(template: &str, vars: &BTreeMap<String, String>) -> Result<String, (Code, Option<String>)> {
    let mut name = String::new();
    let mut rest = template;
    while let Some(at) = rest.find(['{', '}']) {
        name.push_str(&rest[..at]);
        let brace = &rest[at..=at];
        let tail = &rest[at + 1..];
        if tail.starts_with(brace) {
            name.push_str(brace);
            rest = &tail[1..];
            continue;
        }
        if brace == "}" {
            return Err((code::TEMPLATE_INVALID, None));
        }
        let end = tail.find('}').ok_or((code::TEMPLATE_INVALID, None))?;
        let variable = &tail[..end];
        if variable.is_empty() || !variable.chars().all(|c| c.is_alphanumeric() || c == '_') {
            return Err((code::TEMPLATE_INVALID, None));
        }
        let value = vars.get(variable).map(|value| value.trim()).filter(|value| !value.is_empty());
        name.push_str(value.ok_or_else(|| (code::TEMPLATE_VARIABLE_MISSING, Some(variable.to_owned())))?);
        rest = &tail[end + 1..];
    }
    name.push_str(rest);
    check(&name).map_err(|code| (code, None))
}

/// Checks and trims a ready name.
pub fn check(name: &str) -> Result<String, Code> {
    crate::subject::bounded_text(name, LONGEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vars(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn the_default_template_names_deal_type_and_number() {
        let name = fill(DEFAULT, &vars(&[("deal", "7"), ("type", "Договор"), ("number", "12/ё")])).unwrap();
        assert_eq!(name, "Сделка 7 – Договор - №12/ё");
    }

    #[test]
    fn a_missing_variable_is_named() {
        let error = fill(DEFAULT, &vars(&[("deal", "7"), ("type", " ")])).unwrap_err();
        assert_eq!(error, (code::TEMPLATE_VARIABLE_MISSING, Some("type".to_owned())));
    }

    #[test]
    fn braces_are_doubled_and_broken_templates_are_refused() {
        assert_eq!(fill("{{{a}}}", &vars(&[("a", "x")])).unwrap(), "{x}");
        for broken in ["{", "}", "{a", "{}", "{a b}"] {
            assert_eq!(fill(broken, &vars(&[])).unwrap_err().0, code::TEMPLATE_INVALID, "{broken}");
        }
    }

    #[test]
    fn a_name_has_at_most_255_characters() {
        assert_eq!(fill("{a}", &vars(&[("a", &"я".repeat(256))])).unwrap_err().0, code::VALUE_TOO_LONG);
        assert!(fill("{a}", &vars(&[("a", &"я".repeat(255))])).is_ok());
    }
}
