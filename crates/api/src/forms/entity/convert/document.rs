//! Requisites of documents on their way in.

use domain::code;
use domain::party::limits::{LONGEST_ISSUER_CODE, LONGEST_NUMBER, LONGEST_ORGANIZATION, LONGEST_PLACE, day, number, text};
use domain::party::{DocumentInfo, DocumentIssuer, dictionary};
use surguch_http::Problems;
use wire::forms;

use super::Fields;

/// What is written in a document. Its kind has to stand in a dictionary; which requisites the kind needs is not asked here.
pub(crate) fn document_info(problems: &mut Problems, at: &str, given: &forms::DocumentInfo) -> Option<DocumentInfo> {
    let kind = problems.parse(format!("{at}/documentType"), &given.document_type, |code| match dictionary::document(code) {
        Some(_) => Ok(code.to_owned()),
        None if code.is_empty() => Err(code::FIELD_REQUIRED),
        None => Err(code::VALUE_INVALID),
    });
    let mut fields = Fields::of(problems, at);
    let number_given = fields.one("number", &given.number, |text| number(text, LONGEST_NUMBER));
    let series = fields.one("series", &given.series, |text| number(text, LONGEST_NUMBER));
    let issue_date = fields.one("issueDate", &given.issue_date, day);
    let ending_date = fields.one("endingDate", &given.ending_date, day);
    let place_of_issue = fields.one("placeOfIssue", &given.place_of_issue, |place| text(place, LONGEST_PLACE));
    let issuer = fields.inner("issuer", given.issuer.clone(), issuer);
    Some(DocumentInfo {
        document_type: kind?,
        number: number_given?,
        series: series?,
        issue_date: issue_date?,
        ending_date: ending_date?,
        issuer: issuer?,
        place_of_issue: place_of_issue?,
    })
}

fn issuer(problems: &mut Problems, at: &str, given: forms::Issuer) -> Option<DocumentIssuer> {
    let mut fields = Fields::of(problems, at);
    let code = fields.one("issuerCode", &given.issuer_code, |code| number(code, LONGEST_ISSUER_CODE));
    let name = fields.one("issuerName", &given.issuer_name, |name| text(name, LONGEST_ORGANIZATION));
    Some(DocumentIssuer { code: code?, name: name? })
}
