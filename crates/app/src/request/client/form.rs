//! A form is printed of the request as it is. Nothing is changed.

use domain::code;
use domain::id::{IssueId, LicenseeId};
use domain::issue::IssueRequest;
use store::table;

use super::super::form::{Form, Source};
use super::super::seen::seen;
use super::super::statement;
use crate::error::OrMissing;
use crate::job::print_request;
use crate::{AppError, Call, Ctx, Scope};

/// Prints a form as PDF.
pub async fn print_form(ctx: &Ctx, call: &Call, id: IssueId, form: Form) -> Result<Vec<u8>, AppError> {
    let licensee = call.key_with(Scope::Issues)?;
    printed(ctx, licensee, id, form, |_, _| Ok(())).await
}

/// The same for whoever may see the request, which `may` decides.
pub(crate) async fn printed<F>(ctx: &Ctx, licensee: LicenseeId, id: IssueId, form: Form, may: F) -> Result<Vec<u8>, AppError>
where
    F: Fn(&Ctx, &IssueRequest) -> Result<(), AppError> + Send + 'static,
{
    let (inner, now) = (ctx.clone(), ctx.now());
    let source = ctx
        .store
        .read(move |tx| {
            let request = statement::look(tx, &inner, id, licensee)?;
            may(&inner, &request)?;
            let request = seen(tx, request)?.request;
            let tenant = table::licensee::load(tx, licensee)?.or_missing()?;
            let operator = table::company::load(tx, tenant.own_company)?.or_missing()?;
            let certificate = match request.certificate() {
                Some(id) => table::certificate::load(tx, id)?.zip(table::certificate::der(tx, id)?),
                None => None,
            };
            Ok::<_, AppError>(Source { request, operator, certificate, now })
        })
        .await?;
    let facts = source.facts(form)?;
    let template = print_request::template(ctx, form.template()).await?;
    let pdf = ctx.printer.render(&template, &facts).await;
    pdf.map_err(|error| AppError::from(code::UNAVAILABLE).private(format!("printing {}", form.template())).because(error))
}
