//! Forms in their rows: sealed under the master key, bound to their ids.

use domain::code;
use domain::form::{Form, made_elsewhere};
use domain::id::IssueId;
use domain::issue::IssueRequest;
use store::table::form::FormRow;
use store::{Tx, table};

use super::{Foreign, OrgCall};
use crate::{AppError, Ctx, request};

fn context(id: IssueId) -> String {
    format!("form:{id}")
}

/// By which name a form holds contents that are no pages of its request.
pub(super) fn owner(id: IssueId) -> String {
    format!("form:{}", id.uuid())
}

fn read(ctx: &Ctx, row: &FormRow) -> Result<Form, AppError> {
    let text = ctx.keys.open(&context(row.id), &row.sealed)?;
    let form: Form = serde_json::from_slice(&text).map_err(|error| AppError::internal("a kept form").because(error))?;
    Ok(Form { version: row.version, ..form })
}

fn row(ctx: &Ctx, form: &Form) -> Result<FormRow, AppError> {
    let text = serde_json::to_vec(form).map_err(|error| AppError::internal("a form").because(error))?;
    Ok(FormRow {
        id: form.id,
        licensee: form.licensee,
        company: form.company,
        version: form.version,
        external_id: form.external_id.clone(),
        sealed: ctx.keys.seal(&context(form.id), &text),
    })
}

/// One of them, whoever it belongs to.
pub(crate) fn load(tx: &mut Tx<'_>, ctx: &Ctx, id: IssueId) -> Result<Option<Form>, AppError> {
    table::form::load(tx, id)?.map(|row| read(ctx, &row)).transpose()
}

/// Adds one; false where the client's id is taken.
pub(super) fn insert(tx: &mut Tx<'_>, ctx: &Ctx, form: &Form) -> Result<bool, AppError> {
    Ok(table::form::insert(tx, &row(ctx, form)?)?)
}

/// Saves the next version.
pub(super) fn save(tx: &mut Tx<'_>, ctx: &Ctx, mut form: Form) -> Result<Form, AppError> {
    form.version += 1;
    table::form::save(tx, &row(ctx, &form)?)?;
    Ok(form)
}

/// A form of the organization with its request, held against others until the end of the transaction. A request that was made elsewhere is
/// changed where it was made.
pub(super) fn held(tx: &mut Tx<'_>, ctx: &Ctx, org: &OrgCall, id: IssueId) -> Result<(Form, IssueRequest), AppError> {
    let request = request::load_for_update(tx, ctx, id)?.ok_or(code::NOT_FOUND)?;
    match load(tx, ctx, id)? {
        Some(form) => {
            require_own(ctx, org, &form)?;
            Ok((form, request))
        }
        None => {
            let form = of_request(tx, org, &request)?;
            Err(form.wrong_state(&request, ctx.now()).into())
        }
    }
}

/// The same to look at, those that were made elsewhere among them.
pub(super) fn looked(tx: &mut Tx<'_>, ctx: &Ctx, org: &OrgCall, id: IssueId) -> Result<(Form, IssueRequest), AppError> {
    let form = load(tx, ctx, id)?;
    if let Some(form) = &form {
        require_own(ctx, org, form)?;
    }
    let request = request::load(tx, ctx, id)?.ok_or(code::NOT_FOUND)?;
    let form = form.map_or_else(|| of_request(tx, org, &request), Ok)?;
    Ok((form, request))
}

/// A request that was made elsewhere, as the company's that it is for; of one that is for nobody the licensee's own.
fn of_request(tx: &mut Tx<'_>, org: &OrgCall, request: &IssueRequest) -> Result<Form, AppError> {
    let missing = || AppError::from(code::NOT_FOUND);
    if request.licensee != org.licensee() {
        return Err(missing());
    }
    let company = match request.company {
        Some(company) => company,
        None => table::licensee::load(tx, request.licensee)?.ok_or(code::NOT_FOUND)?.own_company,
    };
    if company != org.company() {
        return Err(missing());
    }
    made_elsewhere(request, company).ok_or_else(missing)
}

fn require_own(ctx: &Ctx, org: &OrgCall, form: &Form) -> Result<(), AppError> {
    let foreign: Foreign = ctx.settings.forms.foreign;
    org.require_own(foreign, form.licensee, form.company)
}
