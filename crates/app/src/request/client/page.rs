//! Scans come, are looked at and taken out.

use blobs::BoxError;
use bytes::Bytes;
use domain::id::{ContentId, IssueId, PageId};
use domain::issue::Command;
use domain::issue::document::{Format, Kind, Page, Tone};
use domain::subject::Title;
use futures::Stream;
use store::table;

use super::super::scan::{self, OpenedPage, Taken};
use super::super::seen::{held, require_actualized, seen};
use super::super::{Seen, operator, statement, step};
use crate::act::{self, Act};
use crate::{AppError, Call, Ctx, content};

/// What is said of a scan.
#[derive(Debug, Clone, Default)]
pub struct NewPage {
    /// What its sender calls it.
    pub name: Option<Title>,
    /// What its sender says it is; its content has to agree.
    pub declared: Option<Format>,
}

/// Adds a scan to a document that is there. What would be refused is refused before the body is read.
pub async fn add_page<S, E>(ctx: &Ctx, call: &Call, id: IssueId, kind: Kind, new: NewPage, body: S) -> Result<(PageId, Seen), AppError>
where
    S: Stream<Item = Result<Bytes, E>> + Send,
    E: Into<BoxError>,
{
    const ACTION: &str = "request.add_page";
    let licensee = act::issues(ctx, call, ACTION).await?;
    let (inner, now) = (ctx.clone(), ctx.now());
    let early = ctx
        .store
        .read(move |tx| {
            let request = statement::look(tx, &inner, id, licensee)?;
            let command = Command::AddPage { kind, page: a_page() };
            super::require_not_a_forms(tx, id, &command)?;
            request.apply(command, now)?;
            require_actualized(tx, id)
        })
        .await;
    if let Err(error) = early {
        return Err(act::refused_before(ctx, call, &Act::new(ACTION, id), error).await);
    }
    let taken = scan::take_in(ctx, new.declared, body).await?;
    let (inner, now, actor) = (ctx.clone(), ctx.now(), call.caller.actor());
    let page = page(&taken, ContentId::new(ctx.uuid()), new.name);
    let (page_id, stored, sealed_key) = (page.id, taken.stored.clone(), taken.sealed_key);
    let added = act::run(ctx, call, Act::new(ACTION, id), move |tx| {
        let request = held(tx, &inner, id, Some(licensee))?;
        let request = step::change(tx, &inner, &actor, request, Command::AddPage { kind, page: page.clone() }, now)?;
        content::insert(tx, page.content, licensee, &stored, now)?;
        let row = table::issue_page::PageRow {
            id: page.id,
            issue: id,
            licensee,
            kind: kind.word().to_owned(),
            content: page.content,
            sealed_key: sealed_key.clone(),
            created_at: now,
        };
        table::issue_page::insert(tx, &row)?;
        seen(tx, request)
    })
    .await;
    if added.is_err() {
        content::sealed::forget(ctx, &taken.stored).await;
    }
    Ok((page_id, added?))
}

/// Shows a scan, and records who looked.
pub async fn open_page(ctx: &Ctx, call: &Call, id: IssueId, kind: Kind, page: PageId) -> Result<OpenedPage, AppError> {
    let licensee = act::issues(ctx, call, operator::OPEN_PAGE).await?;
    operator::show(ctx, call, Some(licensee), id, kind, page).await
}

/// Takes a scan out.
pub async fn delete_page(ctx: &Ctx, call: &Call, id: IssueId, kind: Kind, page: PageId) -> Result<Seen, AppError> {
    super::change(ctx, call, "request.delete_page", id, move |_, _| Ok(Command::DeletePage { kind, page })).await
}

fn page(taken: &Taken, content: ContentId, name: Option<Title>) -> Page {
    Page { id: taken.id, content, format: taken.scan.format, size: taken.size, name: name.map(String::from), tone: taken.scan.tone }
}

/// Any page, to see whether one would be taken.
fn a_page() -> Page {
    let nobody = uuid::Uuid::nil();
    let (id, content) = (PageId::new(nobody), ContentId::new(nobody));
    Page { id, content, format: Format::Pdf, size: 0, name: None, tone: Tone::Unknown }
}
