//! What a form lacks before its release may be asked for, in the words of its contract.

use domain::code;
use domain::form::{Form, FormDocument, kind_of};
use domain::issue::IssueRequest;
use domain::issue::document::{Gate, Kind, Requisite, Why};
use domain::party::{Details, dictionary, is_outdated};
use domain::time::Timestamp;
use serde_json::json;

use super::given::Spelling;
use crate::error::Problem;

/// Everything that is wrong with a form whose request would be `request`.
pub(super) fn problems(form: &Form, request: &IssueRequest, now: Timestamp, spelling: Spelling) -> Vec<Problem> {
    let mut all: Vec<Problem> =
        request.applicant.problems().into_iter().map(|(field, code)| Problem::new(place_of_field(form, field), code)).collect();
    for document in &request.documents {
        let wrong = document.requisites.problems(document.kind).into_iter();
        all.extend(wrong.map(|wrong| Problem::new(place_of_requisite(form, document.kind, wrong.requisite), wrong.code)));
    }
    for missing in request.missing(Gate::Check, now) {
        match missing.why {
            // an operator looks at the power to sign; the contract asks for no document of it
            _ if missing.any_of.contains(&Kind::SigningAuthority) => {}
            Why::Absent => all.push(absent(missing.any_of)),
            Why::NoPages(kind) => all.push(absent(&[kind])),
            Why::NoRequisite(kind, requisite) => all.push(Problem::new(place_of_requisite(form, kind, requisite), code::FIELD_REQUIRED)),
            Why::OneTooMany => all.push(Problem::new("/documents", code::IDENTITY_DOCUMENT_TWICE)),
            Why::TooOld(kind) => all.extend(of_kind(form, kind).map(|document| expired(document, spelling))),
        }
    }
    if form.statement.is_none() {
        all.push(Problem::new("/contentId", code::FIELD_REQUIRED));
    }
    let today = domain::issue::day_of(now);
    let is_old = |document: &&FormDocument| document.info.issue_date.as_ref().is_some_and(|dated| is_outdated(dated, &today));
    let known = all.iter().any(|problem| problem.code == code::DOCUMENT_EXPIRED);
    if !known {
        let extracts = [Kind::Egrul, Kind::Egrip].into_iter().flat_map(|kind| of_kind(form, kind));
        all.extend(extracts.filter(is_old).map(|document| expired(document, spelling)));
    }
    all
}

fn of_kind(form: &Form, kind: Kind) -> impl Iterator<Item = &FormDocument> {
    form.documents.iter().filter(move |document| document.kind() == Some(kind))
}

fn expired(document: &FormDocument, spelling: Spelling) -> Problem {
    Problem::new("/documents", code::DOCUMENT_EXPIRED).about((spelling.document)(document))
}

/// Which document is not there, by the code of the dictionary; any other identity document would do in the place of the passport.
fn absent(any_of: &[Kind]) -> Problem {
    let types = [dictionary::PASSPORT, dictionary::EGRUL, dictionary::EGRIP, dictionary::SNILS, dictionary::INN, dictionary::PHOTO];
    let code = types.into_iter().find(|code| kind_of(code).is_some_and(|kind| any_of.contains(&kind)));
    let problem = Problem::new("/documents", code::DOCUMENT_REQUIRED);
    match code {
        Some(code) => problem.about(json!({ "documentType": code })),
        None => problem,
    }
}

/// Where a field of the request came from.
fn place_of_field(form: &Form, field: &str) -> String {
    let of_organization = form.organization.is_some();
    let place = match field {
        "inn" if of_organization => "organization/nativeOrgParams/inn",
        "inn" | "employee_inn" => "person/inn",
        "ogrn" if of_organization => "organization/nativeOrgParams/ogrn",
        "ogrn" if matches!(form.person.details, Details::SoleProprietor(_)) => "person/ogrnip",
        "organization_name" => "organization/name",
        "kpp" => "organization/kpp",
        "position" => "representative/post",
        "birth_date" => "person/dateBirth",
        other => return format!("/person/{other}"),
    };
    format!("/{place}")
}

/// Where a requisite came from.
fn place_of_requisite(form: &Form, kind: Kind, requisite: Requisite) -> String {
    let field = match requisite {
        Requisite::Series => "series",
        Requisite::Number if kind == Kind::Snils => return "/person/snils".to_owned(),
        Requisite::Number => "number",
        Requisite::IssueDate => "issueDate",
        Requisite::IssueOrganizationId => "issuer/issuerCode",
        Requisite::IssueOrganization => "issuer/issuerName",
        Requisite::ValidTo => "endingDate",
        Requisite::BirthDate => return "/person/dateBirth".to_owned(),
        Requisite::BirthPlace => return "/person/birthPlace".to_owned(),
        Requisite::Gender => return "/person/gender".to_owned(),
    };
    match form.documents.iter().position(|document| document.kind() == Some(kind)) {
        Some(at) => format!("/documents/{at}/documentInfo/{field}"),
        None => format!("/representative/authority/confirmingDocument/documentInfo/{field}"),
    }
}
