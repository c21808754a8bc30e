//! What a certificate of a box says of its owner, for whoever may have it.

use domain::code;
use domain::office::Company;
use domain::signer::{Certified, Details, Named, Organization, Signer};
use pki::Name;
use pki::name::Kind;
use store::table::box_certificate::BoxCertificate;
use store::table::signer_details::Place;
use store::{Tx, table};

use crate::AppError;
use crate::diadoc::Access;
use crate::error::OrMissing;

/// The certificate of the box, if there is one and the caller may have it: an administrator any, others their own.
pub(super) fn certificate(tx: &mut Tx<'_>, access: &Access, place: &Place) -> Result<Option<BoxCertificate>, AppError> {
    let company = &access.company;
    let found = table::box_certificate::by_thumbprint(tx, company.licensee, company.id, &place.thumbprint)?;
    let theirs = |found: &BoxCertificate| access.is_administrator() || access.user() == Some(found.user);
    if found.as_ref().is_some_and(|found| !theirs(found)) {
        return Err(code::CERTIFICATE_DENIED.into());
    }
    Ok(found)
}

/// The signer, filled up from the certificate and the organization of the box.
pub(super) fn signer(tx: &mut Tx<'_>, company: &Company, certificate: &BoxCertificate, details: Details) -> Result<Signer, AppError> {
    let damaged = |error| AppError::internal("a kept certificate").because(error);
    let parsed = pki::Certificate::parse(&certificate.der).map_err(damaged)?;
    let certified = certified(parsed.subject());
    let account = match certified.names_nobody() {
        false => None,
        true => Some(table::account::load(tx, certificate.user)?.or_missing()?.person),
    };
    let account = account.map(|person| Named {
        surname: person.surname.to_string(),
        first_name: person.name.to_string(),
        patronymic: person.patronymic.map(|patronymic| patronymic.to_string()),
    });
    let organization = Organization { name: company.name.to_string(), inn: company.inn.to_string() };
    Ok(Signer::fill(details, &certified, &organization, account))
}

fn certified(subject: &Name) -> Certified {
    let text = |kind| subject.get(kind).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    Certified {
        surname: text(Kind::Surname),
        given_name: text(Kind::GivenName),
        post: text(Kind::Title),
        inn: text(Kind::Inn),
        organization_inn: text(Kind::InnLe),
        organization: text(Kind::Organization),
        is_sole_proprietor: text(Kind::Ogrnip).is_some(),
    }
}
