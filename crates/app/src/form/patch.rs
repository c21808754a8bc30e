//! A form is changed: all of the changes, or none.

use domain::code;
use domain::form::{Form, FormDocument, FormState, MOST_DOCUMENTS};
use domain::id::IssueId;
use domain::issue::{Command, Demands};
use domain::party::dictionary::{self, Group};
use store::Tx;
use uuid::Uuid;

use super::create::touch;
use super::given::{Change, GivenDocument, Spelling};
use super::look_up::LookUp;
use super::plan::{self, Tones};
use super::seen::seen;
use super::{FormSeen, OrgCall, Resume, kept};
use crate::act::{self, Act};
use crate::error::Problem;
use crate::{AppError, Ctx, request};

/// Changes a form that nobody checks yet, or whose data were refused.
pub async fn patch(
    ctx: &Ctx,
    org: &OrgCall,
    id: IssueId,
    changes: Vec<Change>,
    wrong: Vec<Problem>,
    spelling: Spelling,
) -> Result<FormSeen, AppError> {
    let (inner, org_call, now) = (ctx.clone(), org.clone(), ctx.now());
    let fresh: Vec<Vec<Uuid>> = changes.iter().map(|change| given(change).iter().map(|_| ctx.uuid()).collect()).collect();
    act::run(ctx, org.call(), Act::new("form.patch", id), move |tx| {
        let (mut form, request) = kept::held(tx, &inner, &org_call, id)?;
        let mut look = LookUp::new(&inner, &org_call, spelling, wrong.clone());
        // what the call says is looked at before the state of what it is about
        let mut pointers: Vec<String> = form.documents.iter().map(|_| String::new()).collect();
        let mut brings_documents = false;
        for (change, fresh) in changes.iter().zip(&fresh) {
            apply(tx, &mut look, &mut form, change, fresh, &mut pointers)?;
            brings_documents |= matches!(change, Change::Add(_) | Change::Replace { .. });
        }
        let person = form.person.clone();
        look.together(Some(&person), &form.documents, &pointers);
        if form.documents.len() > MOST_DOCUMENTS {
            look.problems.push(Problem::new("/documents", code::VALUE_TOO_LONG));
        }
        look.finish()?;
        form.require_open(&request, now)?;
        let before = form.state(&request, now);
        let plan = data_first(&inner, &request, &mut form, now)?;
        let mut commands = plan.commands.clone();
        let is_refused = before == FormState::ValidationError || form.mended_at.is_some();
        let resumes = inner.settings.forms.resume == Resume::Patch && before == FormState::ValidationError && brings_documents;
        if resumes && form.statement.is_some() {
            commands.push(Command::Submit { demands: Demands::WholeButForRegisters });
        } else if is_refused {
            form.mended_at = Some(now);
        }
        let actor = org_call.call().caller.actor();
        let form = kept::save(tx, &inner, form)?;
        let request = request::change_all(tx, &inner, &actor, request, commands, now)?;
        plan::insert_pages(tx, &inner, &form, &plan, now)?;
        plan::hold_contents(tx, &form, now)?;
        touch(tx, &form, now)?;
        seen(tx, &inner, form, &request)
    })
    .await
}

/// The plan of what the form says; where its data differ from those that the statement was signed for, the statement is no more.
fn data_first(
    ctx: &Ctx,
    request: &domain::issue::IssueRequest,
    form: &mut Form,
    now: domain::time::Timestamp,
) -> Result<plan::Plan, AppError> {
    let without = Form { statement: None, ..form.clone() };
    let mut changed = request.clone();
    for command in plan::plan(ctx, request, &without, &Tones::new(), now)?.commands {
        changed = changed.apply(command, now)?.0;
    }
    if changed.statement_data() != request.statement_data() {
        form.statement = None;
    }
    plan::plan(ctx, request, form, &Tones::new(), now)
}

fn given(change: &Change) -> &[GivenDocument] {
    match change {
        Change::Person { .. } | Change::Organization { .. } => &[],
        Change::Add(documents) => documents,
        Change::Replace { with, .. } => std::slice::from_ref(&**with),
    }
}

fn apply(
    tx: &mut Tx<'_>,
    look: &mut LookUp<'_>,
    form: &mut Form,
    change: &Change,
    fresh: &[Uuid],
    pointers: &mut Vec<String>,
) -> Result<(), AppError> {
    match change {
        Change::Person { pointer } => {
            if let Some(person) = look.person(tx, pointer, form.person.id, form.organization.is_some())? {
                form.person = person;
            }
        }
        Change::Organization { pointer } => match form.organization.as_ref().map(|organization| organization.id) {
            Some(id) => {
                form.organization = look.organization(tx, pointer, id)?.or_else(|| form.organization.take());
                form.link = look.link(tx, pointer, id, form.person.id)?;
            }
            None => look.problems.push(Problem::new(pointer, code::VALUE_INVALID)),
        },
        Change::Add(documents) => {
            for (given, fresh) in documents.iter().zip(fresh) {
                let document = look.document(tx, given, *fresh)?;
                match place(&form.documents, given) {
                    Some(at) => {
                        // whoever names no id means the document that is there
                        let id = given.id.unwrap_or(form.documents[at].id);
                        form.documents[at] = FormDocument { id, ..document };
                        pointers[at].clone_from(&given.pointer);
                    }
                    None => {
                        form.documents.push(document);
                        pointers.push(given.pointer.clone());
                    }
                }
            }
        }
        Change::Replace { pointer, id, with } => {
            let document = look.document(tx, with, *id)?;
            match form.documents.iter().position(|known| known.id == *id) {
                Some(at) => {
                    form.documents[at] = document;
                    pointers[at].clone_from(&with.pointer);
                }
                None => look.problems.push(Problem::new(pointer, code::VALUE_INVALID)),
            }
        }
    }
    Ok(())
}

/// Which document is meant: the one of the same id, else the one of the same kind, of which a form has one; the identity document is one
/// kind, whichever it is.
fn place(documents: &[FormDocument], given: &GivenDocument) -> Option<usize> {
    if let Some(at) = given.id.and_then(|id| documents.iter().position(|known| known.id == id)) {
        return Some(at);
    }
    let same: Vec<usize> = documents
        .iter()
        .enumerate()
        .filter(|(_, known)| is_same(&known.info.document_type, &given.info.document_type))
        .map(|(at, _)| at)
        .collect();
    match same[..] {
        [at] => Some(at),
        // several of them: it is not said which is meant, so one more comes
        _ => None,
    }
}

fn is_same(one: &str, other: &str) -> bool {
    let is_identity = |code: &str| dictionary::document(code).is_some_and(|kind| kind.group == Group::Identity);
    one == other || is_identity(one) && is_identity(other)
}
