//! The licensee adds a company: a legal entity or a sole proprietor (row 1.3).

use domain::code;
use domain::id::CompanyId;
use domain::office::Company;
use domain::subject::{ExternalId, Inn, Kpp, Ogrn, Title};
use serde_json::json;
use store::{Tx, table};

use crate::act::{self, Act, Done, Keep};
use crate::error::Problem;
use crate::event::{self, Told};
use crate::{AppError, Call, Ctx};

/// What is added.
#[derive(Debug, Clone)]
pub struct Addition {
    /// Its name.
    pub name: Title,
    /// Its ИНН.
    pub inn: Inn,
    /// Its КПП; a sole proprietor has none.
    pub kpp: Option<Kpp>,
    /// Its ОГРН or ОГРНИП.
    pub ogrn: Option<Ogrn>,
    /// The integrator's own id.
    pub external_id: Option<ExternalId>,
}

/// Adds a company.
pub async fn add(ctx: &Ctx, call: &Call, new: Addition) -> Result<Done<Company>, AppError> {
    let licensee = act::office_key(ctx, call, "company.add").await?;
    Company::check_numbers(&new.inn, new.kpp.as_ref(), new.ogrn.as_ref())
        .map_err(|(field, code)| AppError::invalid(vec![Problem::new(format!("/{field}"), code)]))?;
    let company = Company {
        id: CompanyId::new(ctx.uuid()),
        licensee,
        version: 1,
        name: new.name,
        inn: new.inn,
        kpp: new.kpp,
        ogrn: new.ogrn,
        external_id: new.external_id,
        created_at: ctx.now(),
    };
    let inner = ctx.clone();
    act::once(ctx, call, Act::new("company.add", company.id), Keep::Plain, move |tx| {
        if !table::company::insert(tx, &company)? {
            return Err(taken(tx, &company)?);
        }
        let data = json!({ "company_id": company.id.to_string(), "external_id": company.external_id });
        let told = Told { kind: "company.created", subject: company.id.to_string(), data };
        event::record(tx, &inner, licensee, vec![told], company.created_at)?;
        Ok(company.clone())
    })
    .await
}

fn taken(tx: &mut Tx<'_>, company: &Company) -> Result<AppError, AppError> {
    let known = table::company::by_inn(tx, company.licensee, &company.inn, company.kpp.as_ref())?;
    Ok(match known {
        Some(known) => AppError::from(code::COMPANY_EXISTS).with("company_id", known.id.to_string()),
        None => code::EXTERNAL_ID_TAKEN.into(),
    })
}
