//! The dictionaries as people read them: docs/form-dictionaries.md is this, and a test fails where it is not.

use std::fmt::Write as _;

use super::*;

const KEPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/form-dictionaries.md");

const HEAD: &str = "# Dictionaries of certificate forms

<!-- Written from crates/domain/src/party/dictionary by INSTA_UPDATE=always cargo test -p domain. Change the tables there. -->

A value that stands in none of these is refused as `WrongFieldValue`. The vendor's pages name the beginning of most lists alone; where the rest
comes from stands above each.
";

#[test]
fn the_page_of_dictionaries_is_the_written_one() {
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
    let documents = [
        ("What proves an identity (`documentType`)", "Group 008001000000 of the public classifier.", IDENTITY_DOCUMENTS),
        ("What identifies a legal entity (`documentType`)", "Group 008002000000 of the public classifier.", ENTITY_DOCUMENTS),
        ("What the issue of a certificate asks for (`documentType`)", "Documented.", ISSUE_DOCUMENTS),
        (
            "What confirms a representative's power (`documentType`)",
            "The contract shows 558401010201, and that other codes begin with 5585: any with that beginning is taken.",
            AUTHORITY_DOCUMENTS,
        ),
    ];
    for (heading, source, table) in documents {
        let _ = write!(page, "\n## {heading}\n\n{source}\n\n| code | meaning | requisites that the contract shows |\n|---|---|---|\n");
        for kind in table {
            let needs = kind.needs.iter().map(|need| format!("`{}`", need.word())).collect::<Vec<_>>().join(", ");
            let _ = writeln!(page, "| {} | {} | {} |", kind.code, kind.title, if needs.is_empty() { "–" } else { &needs });
        }
    }
    let tables = [
        ("Representatives (`representativeType`)", "`Confidant` is documented; the other words are inferred.", REPRESENTATIVE_TYPES),
        ("Regions (`region`)", "Codes of the tax service in addresses; `54` is shown in the contract.", REGIONS),
        (
            "Countries (`citizenship`)",
            "848000000 and the number of ОКСМ; that of Russia is documented, the rule for others inferred.",
            COUNTRIES,
        ),
    ];
    for (heading, source, table) in tables {
        let _ = write!(page, "\n## {heading}\n\n{source}\n\n| code | meaning |\n|---|---|\n");
        for row in table {
            let _ = writeln!(page, "| {} | {} |", row.code, row.title);
        }
    }
    page
}
