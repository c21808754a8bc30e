//! docs/errors.md names every code with its words: what can be seen without a build. A test compares it to the byte.

use std::collections::BTreeMap;
use std::path::Path;

use super::Findings;

/// Compares codes, words and the page below `root`.
pub(crate) fn check(root: &Path) -> Findings {
    let read = |name: &str| std::fs::read_to_string(root.join(name)).unwrap_or_default();
    let [ru, en] = ["ru", "en"].map(|language| read(&format!("texts/{language}/problems.toml")));
    compare(&read("crates/domain/src/code.rs"), &ru, &en, &read("docs/errors.md"))
}

fn compare(source: &str, ru: &str, en: &str, page: &str) -> Findings {
    let mut findings = Findings::default();
    let (ru, en) = (words(ru), words(en));
    let wanted: Vec<String> = codes(source)
        .map(|code| {
            let word = |words: &BTreeMap<String, String>| words.get(code).cloned().unwrap_or_default();
            format!("| `{code}` | {} | {} |", word(&ru), word(&en))
        })
        .collect();
    // the column of statuses is the server's own, and a test's matter
    let found: Vec<String> = page.lines().filter(|line| line.starts_with("| `")).map(without_status).collect();
    if wanted != found {
        let first = wanted.iter().zip(found.iter()).find(|(wanted, found)| wanted != found).map(|(wanted, _)| wanted.as_str());
        findings.fail(format!("docs/errors.md is not the present one: run `cargo xtask docs` ({})", first.unwrap_or("rows are missing")));
    }
    findings
}

/// The ids in the macro's list: `NAME = "id",`.
fn codes(source: &str) -> impl Iterator<Item = &str> {
    let list = source.split_once("\ncodes! {").map_or("", |(_, list)| list);
    list.lines().take_while(|line| *line != "}").filter_map(|line| line.trim().split_once(" = \"")?.1.strip_suffix("\","))
}

fn words(text: &str) -> BTreeMap<String, String> {
    toml::from_str(text).unwrap_or_default()
}

fn without_status(row: &str) -> String {
    let mut cells: Vec<&str> = row.split(" | ").collect();
    if cells.len() > 1 {
        cells.remove(1);
    }
    cells.join(" | ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "x\ncodes! {\n    Missing {\n        NOT_FOUND = \"not_found\",\n    }\n}\n\n    A = \"later\",\n";

    fn failures(page: &str) -> usize {
        compare(SOURCE, "not_found = \"Нет\"", "not_found = \"No\"", page).failures.len()
    }

    #[test]
    fn a_page_that_lacks_a_code_or_has_other_words_fails() {
        assert_eq!(failures("| code | status | a | b |\n| `not_found` | 404 | Нет | No |"), 0);
        assert_eq!(failures("| `not_found` | 404 | Нет | None |"), 1);
        assert_eq!(failures(""), 1);
        assert_eq!(failures("| `not_found` | 404 | Нет | No |\n| `gone` | 404 | Нет | No |"), 1);
    }
}
