//! The tables of titles and formats as people read them: docs/signer-titles.md is this, and a test fails where it is not.

use std::fmt::Write as _;

use super::{Format, SignerPowers, SignerStatus, TitleType};

const KEPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/signer-titles.md");

const HEAD: &str = "# Titles of signer details

<!-- Written from crates/domain/src/signer by INSTA_UPDATE=always cargo test -p domain. Change the tables there. -->

## What each title takes

| title | what it is | `SignerPowers` | `SignerStatus` |
|---|---|---|---|
";

const FORMATS: &str = "
A dash stands where the format knows neither: whatever is said is kept, and nothing is asked for.

## The words

| number | `SignerPowers` |
|---|---|
";

const WRITTEN: &str = "
`SignerType` is `LegalEntity` (1, ЮЛ), `IndividualEntity` (2, ИП) or `PhysicalPerson` (3, ФЛ).

## Formats that Подписант is written in

| format | title | file | versions | asks for |
|---|---|---|---|---|
";

#[test]
fn the_page_of_titles_is_the_written_one() {
    let page = page();
    if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
        std::fs::write(KEPT, &page).unwrap();
    }
    assert!(
        std::fs::read_to_string(KEPT).unwrap_or_default() == page,
        "INSTA_UPDATE=always cargo test -p domain, and look at the difference"
    );
}

fn page() -> String {
    let mut page = HEAD.to_owned();
    for title in TitleType::all() {
        let rule = title.rule();
        let powers = numbers(rule.powers.iter().map(|one| one.number()));
        let statuses = numbers(rule.statuses.iter().map(|one| one.number()));
        let _ = writeln!(page, "| {} `{}` | {} | {powers} | {statuses} |", title.number(), title.name(), rule.about);
    }
    page += FORMATS;
    for powers in SignerPowers::ALL {
        let _ = writeln!(page, "| {} | `{}` |", powers.number(), powers.name());
    }
    page += "\n| number | `SignerStatus` |\n|---|---|\n";
    for status in SignerStatus::ALL {
        let _ = writeln!(page, "| {} | `{}` |", status.number(), status.name());
    }
    page += WRITTEN;
    for format in Format::all() {
        let versions = format.versions().iter().map(|version| format!("`{version}`")).collect::<Vec<_>>().join(", ");
        let _ = writeln!(page, "| `{}` | {} | `{}` | {versions} | {} |", format.name(), format.title(), format.file(), format.asks());
    }
    page
}

fn numbers(all: impl Iterator<Item = i32>) -> String {
    let all: Vec<String> = all.map(|number| number.to_string()).collect();
    if all.is_empty() { "–".to_owned() } else { all.join(", ") }
}
