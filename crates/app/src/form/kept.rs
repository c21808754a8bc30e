//! Forms in their rows: sealed under the master key, bound to their ids.

use domain::code;
use domain::form::Form;
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

/// A form of the organization with its request, held against others until the end of the transaction.
pub(super) fn held(tx: &mut Tx<'_>, ctx: &Ctx, org: &OrgCall, id: IssueId) -> Result<(Form, IssueRequest), AppError> {
    let request = request::load_for_update(tx, ctx, id)?.ok_or(code::NOT_FOUND)?;
    let form = load(tx, ctx, id)?.ok_or(code::NOT_FOUND)?;
    require_own(ctx, org, &form)?;
    Ok((form, request))
}

/// The same to look at.
pub(super) fn looked(tx: &mut Tx<'_>, ctx: &Ctx, org: &OrgCall, id: IssueId) -> Result<(Form, IssueRequest), AppError> {
    let form = load(tx, ctx, id)?.ok_or(code::NOT_FOUND)?;
    require_own(ctx, org, &form)?;
    let request = request::load(tx, ctx, id)?.ok_or_else(|| AppError::internal("a form without a request"))?;
    Ok((form, request))
}

fn require_own(ctx: &Ctx, org: &OrgCall, form: &Form) -> Result<(), AppError> {
    let foreign: Foreign = ctx.settings.forms.foreign;
    org.require_own(foreign, form.licensee, form.company)
}
