//! What is to happen to a request, so that it says what its form says.

use std::collections::BTreeMap;

use domain::form::{self, Form, FormContent};
use domain::id::{ContentId, PageId};
use domain::issue::document::{Format, Kind, Page, Tone};
use domain::issue::{Command, IssueRequest};
use domain::time::Timestamp;
use store::Tx;

use super::kept::owner;
use crate::{AppError, Ctx, deposit};

/// Commands in their order, and the pages that come with them.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub(super) commands: Vec<Command>,
    pub(super) pages: Vec<(Kind, Page)>,
}

/// What was seen of contents by looking at them, where anybody looked.
pub(super) type Tones = BTreeMap<ContentId, Tone>;

/// What of `request` differs from what `form` says. Data come first: where they change, the statement that was signed for others is no more.
pub(super) fn plan(ctx: &Ctx, request: &IssueRequest, form: &Form, tones: &Tones, now: Timestamp) -> Result<Plan, AppError> {
    let mut plan = Plan::default();
    let mut known = request.clone();
    let applicant = form::applicant(form);
    if applicant != known.applicant {
        plan.add(&mut known, Command::Edit { applicant, use_areas: request.use_areas.clone() }, now)?;
    }
    let wanted = form::wanted(form);
    for document in &request.documents {
        if !wanted.iter().any(|one| one.kind == document.kind) {
            plan.add(&mut known, Command::DeleteDocument { kind: document.kind }, now)?;
        }
    }
    for one in &wanted {
        let (kind, requisites) = (one.kind, one.requisites.clone());
        if known.document(kind).is_none_or(|document| document.requisites != requisites) {
            plan.add(&mut known, Command::PutDocument { kind, requisites }, now)?;
        }
    }
    for one in &wanted {
        plan.pages_of(ctx, &mut known, one, tones, now)?;
    }
    Ok(plan)
}

impl Plan {
    fn add(&mut self, known: &mut IssueRequest, command: Command, now: Timestamp) -> Result<(), AppError> {
        *known = known.clone().apply(command.clone(), now)?.0;
        self.commands.push(command);
        Ok(())
    }

    /// One content may show a document twice, and two documents at once: pages are counted, not only looked for.
    fn pages_of(&mut self, ctx: &Ctx, known: &mut IssueRequest, one: &form::Wanted, tones: &Tones, now: Timestamp) -> Result<(), AppError> {
        let mut missing: Vec<&FormContent> = one.contents.iter().collect();
        let present: Vec<Page> = known.document(one.kind).map(|document| document.pages.clone()).unwrap_or_default();
        for page in present {
            let is_seen = tones.get(&page.content).is_none_or(|tone| *tone == page.tone);
            match missing.iter().position(|content| content.id == page.content && is_seen) {
                Some(at) => drop(missing.remove(at)),
                None => self.add(known, Command::DeletePage { kind: one.kind, page: page.id }, now)?,
            }
        }
        for content in missing {
            let page = Page {
                id: PageId::new(ctx.uuid()),
                content: content.id,
                format: content.format.unwrap_or(Format::Pdf),
                size: content.size,
                name: content.name.clone(),
                tone: tones.get(&content.id).copied().unwrap_or(Tone::Unknown),
            };
            self.add(known, Command::AddPage { kind: one.kind, page: page.clone() }, now)?;
            self.pages.push((one.kind, page));
        }
        Ok(())
    }
}

/// Has the rows of the plan's pages made, over the bytes that lie there.
pub(super) fn insert_pages(tx: &mut Tx<'_>, ctx: &Ctx, form: &Form, plan: &Plan, now: Timestamp) -> Result<(), AppError> {
    plan.pages.iter().try_for_each(|(kind, page)| deposit::as_page(tx, ctx, form.id, *kind, page, now))
}

/// Has the form name the contents that no page of its request names, and let go of those that it named before and does not now.
pub(super) fn hold_contents(tx: &mut Tx<'_>, form: &Form, now: Timestamp) -> Result<(), AppError> {
    let name = owner(form.id);
    let in_request = form::wanted(form);
    let is_page = |id: ContentId| in_request.iter().flat_map(|one| &one.contents).any(|content| content.id == id);
    let own: Vec<ContentId> = form.contents().into_iter().map(|content| content.id).filter(|id| !is_page(*id)).collect();
    for held in store::table::deposit::of_owner(tx, &name)? {
        if !own.contains(&held) {
            deposit::let_go(tx, held, &name, now)?;
        }
    }
    own.into_iter().try_for_each(|id| deposit::attach(tx, id, &name))
}
