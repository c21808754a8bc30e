//! Both tables as people read them: docs/issue-documents.md is this, and a test fails where it is not.

use std::fmt::Write as _;

use super::{Condition, EXTRACT_MONTHS, Format, Gate, Kind, LARGEST_PAGE, Need, PAGES_PER_DOCUMENT, PAGES_PER_REQUEST, Part, REQUIRED};
use super::{Requisite, Row, Wanted};
use crate::issue::applicant::SubjectKind;

const KEPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/issue-documents.md");

const HEAD: &str = "# Documents of a certificate request

<!-- Written from crates/domain/src/issue/document by INSTA_UPDATE=always cargo test -p domain. Change the tables there. -->

A request carries at most one document of each kind. A document is added with its requisites first, then come its pages (scans). Words in
this page are the machine's own; each face spells them in its contract's way.
";

#[test]
fn the_page_of_documents_is_the_written_one() {
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
    page += "\n## Which documents a request needs\n\n";
    page += &required();
    page += "\nConditions:\n\n";
    for condition in CONDITIONS {
        let _ = writeln!(page, "- `{}`: {}", condition.word(), told(condition));
    }
    page += "\n";
    page += DETAILS;
    let _ = writeln!(
        page,
        "- An extract is older than allowed more than {EXTRACT_MONTHS} months after its date of issue, where that is given."
    );
    page += "\n## What is written in them\n\n";
    page += &requisites();
    page += "\n";
    page += VALUES;
    page += "\n## Pages\n\n";
    let formats = Format::ALL.map(Format::word).join(", ");
    let megabytes = LARGEST_PAGE >> 20;
    let _ = writeln!(
        page,
        "A page is one file of at most {megabytes} MB: {formats}, known by its content and not by its name. A document has at most"
    );
    let _ = writeln!(
        page,
        "{PAGES_PER_DOCUMENT} pages, a request {PAGES_PER_REQUEST} in all. What is damaged, cut off or out of bounds is refused when it comes; see"
    );
    page += "[adr/0018](adr/0018-scans.md).\n\n## Grey scans\n\n";
    page += "A scan without colour is flagged. It is accepted where the copy is certified, which an operator judges by this list:\n\n";
    for part in Part::ALL {
        let _ = writeln!(page, "- `{}`: {}", part.word(), part.title());
    }
    let example = Part::remark(Kind::Passport, &[Part::Date, Part::Seal]).unwrap();
    let _ = write!(page, "\nThe remark for what is absent is ready:\n\n> {example}\n");
    page
}

const CONDITIONS: [Condition; 6] = [
    Condition::ManagedByCompany,
    Condition::PhotoByContract,
    Condition::ReceivedByProxy,
    Condition::StatementOnPaper,
    Condition::SubjectIsNotHead,
    Condition::UseAreasRequested,
];

const DETAILS: &str = "\
- A required document wants its required requisites and at least one page. A welcome one wants its requisites alone.
- Of the documents of one line there may be one.
- What is wanted «by forwarding» may still come after the approval; everything else by the check.
- In the simplified way through the state portal the statement needs no scan, nobody needs a photograph, and the page of the identity
  document may be a placeholder of one pixel.
";

const VALUES: &str = "\
Values are kept as given. Of their form this is judged when they come in:

- dates: `DD.MM.YYYY`, `YYYY-MM-DD`, or a date-time of ISO 8601, whose day counts as it is written;
- `series` of a passport: 4 digits; its `number`: 6; `issue_organization_id`: 6; `number` of СНИЛС: 11. Spaces and dashes do not count.
  Check digits are a finding of the checks, not a mistake of form;
- `gender`: мужской, женский, their short forms, male, female;
- any value: at most 500 characters, a series or number 50, without control characters.
";

fn told(condition: Condition) -> &'static str {
    match condition {
        Condition::ManagedByCompany => "another company manages the organization.",
        Condition::PhotoByContract => {
            "the contract with the licensee wants a photograph, and the state portal has not confirmed the identity."
        }
        Condition::ReceivedByProxy => "somebody else takes the certificate in the subject's place.",
        Condition::StatementOnPaper => "the statement was not signed by a code from an SMS or by the state portal.",
        Condition::SubjectIsNotHead => "the subject is not the head of the organization, or not the proprietor.",
        Condition::UseAreasRequested => "the certificate is asked for with areas of use.",
    }
}

pub(super) fn required() -> String {
    let mut table =
        "| document | natural person | sole proprietor | legal entity | by | not older than |\n|---|---|---|---|---|---|\n".to_owned();
    for row in REQUIRED {
        let kinds = row.any_of.iter().map(|kind| format!("`{}` ({})", kind.word(), kind.title())).collect::<Vec<_>>().join(" or ");
        let [person, proprietor, entity] =
            [SubjectKind::NaturalPerson, SubjectKind::SoleProprietor, SubjectKind::LegalEntity].map(|subject| wanted(row, subject));
        let gate = match row.gate {
            Gate::Check => "check",
            Gate::Forwarding => "forwarding",
        };
        let age = row.months.map_or("–".to_owned(), |months| format!("{months} months"));
        let _ = writeln!(table, "| {kinds} | {person} | {proprietor} | {entity} | {gate} | {age} |");
    }
    table
}

fn wanted(row: &Row, subject: SubjectKind) -> String {
    match row.wanted(subject) {
        Wanted::Always => "required".to_owned(),
        Wanted::When(condition) => format!("if `{}`", condition.word()),
        Wanted::Welcome => "welcome".to_owned(),
        Wanted::Never => "–".to_owned(),
    }
}

pub(super) fn requisites() -> String {
    let mut table = "| document |".to_owned();
    for requisite in Requisite::ALL {
        let _ = write!(table, " `{}` |", requisite.word());
    }
    let _ = writeln!(table, "\n|---|{}", "---|".repeat(Requisite::ALL.len()));
    for kind in Kind::ALL {
        let _ = write!(table, "| `{}` |", kind.word());
        for requisite in Requisite::ALL {
            let need = match kind.need(requisite) {
                Some(Need::Required) => "required",
                Some(Need::Optional) => "may be",
                None => "–",
            };
            let _ = write!(table, " {need} |");
        }
        table.push('\n');
    }
    table
}
