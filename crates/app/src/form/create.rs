//! A form is made, and the request with it.

use domain::code;
use domain::form::{Form, FormDocument, MOST_DOCUMENTS, applicant};
use domain::id::{IssueId, UserId};
use domain::issue::IssueRequest;
use domain::time::Timestamp;
use store::{Tx, table};
use uuid::Uuid;

use super::given::{NewForm, Spelling};
use super::look_up::LookUp;
use super::plan::{self, Tones};
use super::seen::seen;
use super::{FormSeen, OrgCall, kept};
use crate::act::{self, Act};
use crate::error::{OrMissing, Problem};
use crate::{AppError, Ctx, request};

/// Makes a form. `wrong` is what could not be read of it; everything else that is wrong is found too, and all of it refused at once.
pub async fn create(ctx: &Ctx, org: &OrgCall, new: NewForm, wrong: Vec<Problem>, spelling: Spelling) -> Result<FormSeen, AppError> {
    let (inner, org_call, now) = (ctx.clone(), org.clone(), ctx.now());
    let (id, user) = (IssueId::new(ctx.uuid()), UserId::new(ctx.uuid()));
    let fresh: Vec<Uuid> = new.documents.iter().map(|_| ctx.uuid()).collect();
    act::run(ctx, org.call(), Act::new("form.create", id), move |tx| {
        let form = look_up(tx, &inner, &org_call, id, &new, &fresh, wrong.clone(), spelling, now)?;
        let tenant = table::licensee::load(tx, org_call.licensee())?.or_missing()?;
        let key = request::client::server_key(tx, &inner, org_call.licensee())?;
        let draft = IssueRequest {
            requested_by: Some(org_call.call().caller.actor()),
            processing: request::client::by_contract(&tenant, org_call.call().address.clone(), now),
            ..IssueRequest::draft(id, org_call.licensee(), user, applicant(&form), key, now)
        };
        let plan = plan::plan(&inner, &draft, &form, &Tones::new(), now)?;
        let mut request = draft;
        for command in plan.commands.clone() {
            request = request.apply(command, now)?.0;
        }
        if !kept::insert(tx, &inner, &form)? {
            // somebody was faster with the same id
            return Err(AppError::invalid(vec![Problem::new("/externalId", code::EXTERNAL_ID_TAKEN)]));
        }
        let request = request::insert_made(tx, &inner, request.planned(now), now)?;
        plan::insert_pages(tx, &inner, &form, &plan, now)?;
        plan::hold_contents(tx, &form, now)?;
        touch(tx, &form, now)?;
        seen(tx, &inner, form, &request)
    })
    .await
}

#[expect(clippy::too_many_arguments, reason = "one place makes it, and a structure of them would say no more")]
fn look_up(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
    org: &OrgCall,
    id: IssueId,
    new: &NewForm,
    fresh: &[Uuid],
    wrong: Vec<Problem>,
    spelling: Spelling,
    now: Timestamp,
) -> Result<Form, AppError> {
    let mut look = LookUp::new(ctx, org, spelling, wrong);
    if let Some(external_id) = &new.external_id
        && table::form::has_external_id(tx, org.company(), external_id)?
    {
        look.problems.push(Problem::new("/externalId", code::EXTERNAL_ID_TAKEN));
    }
    let person = match new.person {
        Some(person) => look.person(tx, "/person", person, new.organization.is_some())?,
        None => None,
    };
    let organization = match new.organization {
        Some(organization) => look.organization(tx, "/organization", organization)?,
        None => None,
    };
    let link = match (&person, &organization) {
        (Some(person), Some(organization)) => look.link(tx, "/organization", organization.id, person.id)?,
        _ => None,
    };
    if new.documents.len() > MOST_DOCUMENTS {
        look.problems.push(Problem::new("/documents", code::VALUE_TOO_LONG));
    }
    let mut documents: Vec<FormDocument> = Vec::with_capacity(new.documents.len().min(MOST_DOCUMENTS));
    for (given, fresh) in new.documents.iter().zip(fresh).take(MOST_DOCUMENTS) {
        documents.push(look.document(tx, given, *fresh)?);
    }
    let pointers: Vec<String> = new.documents.iter().map(|given| given.pointer.clone()).collect();
    look.together(person.as_ref(), &documents, &pointers);
    look.finish()?;
    let person = person.ok_or_else(|| AppError::internal("a form of nobody"))?;
    Ok(Form {
        id,
        licensee: org.licensee(),
        company: org.company(),
        version: 1,
        external_id: new.external_id.clone(),
        person,
        organization,
        link,
        documents,
        statement: None,
        mended_at: None,
        issued: None,
        recall: None,
        created_at: now,
    })
}

/// Parties that a form names do not go away.
pub(super) fn touch(tx: &mut Tx<'_>, form: &Form, now: Timestamp) -> Result<(), AppError> {
    for party in [Some(&form.person), form.organization.as_ref()].into_iter().flatten() {
        table::party::touch(tx, party.id, now)?;
    }
    Ok(())
}
