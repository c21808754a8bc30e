//! Companies.

use app::AppError;
use app::company::Addition;
use domain::subject::{ExternalId, Inn, Kpp, Ogrn, Title};
use surguch_http::Given;
use wire::office::{Company, NewCompany};

use super::text;

pub(crate) fn addition(body: Given<NewCompany>) -> Result<Addition, AppError> {
    body.judge(|p, body| {
        let name = p.parse("/name", &body.name, Title::parse);
        let inn = p.parse("/inn", &body.inn, Inn::parse);
        let kpp = p.optional("/kpp", body.kpp.as_deref(), Kpp::parse);
        let ogrn = p.optional("/ogrn", body.ogrn.as_deref(), Ogrn::parse);
        let external_id = p.optional("/external_id", body.external_id.as_deref(), ExternalId::parse);
        if let (Some(inn), Some(kpp), Some(ogrn)) = (&inn, &kpp, &ogrn)
            && let Err((field, code)) = domain::office::Company::check_numbers(inn, kpp.as_ref(), ogrn.as_ref())
        {
            p.add(format!("/{field}"), code);
        }
        Some(Addition { name: name?, inn: inn?, kpp: kpp?, ogrn: ogrn?, external_id: external_id? })
    })
}

pub(crate) fn company(company: &domain::office::Company) -> Company {
    Company {
        id: company.id.to_string(),
        name: company.name.to_string(),
        inn: company.inn.to_string(),
        kpp: text(company.kpp.as_ref()),
        ogrn: text(company.ogrn.as_ref()),
        external_id: text(company.external_id.as_ref()),
        created_at: company.created_at.to_string(),
        version: company.version,
    }
}
