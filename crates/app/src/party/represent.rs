//! Who acts for whom: made once for a pair, changed, looked up.

use domain::code;
use domain::id::{ContentId, PartyId};
use domain::party::{Authority, Party, Representative, RepresentativeId};
use domain::time::Timestamp;
use serde_json::json;
use store::{Tx, table};

use super::{find, kept};
use crate::act::{self, Act};
use crate::error::{OrMissing, Problem};
use crate::form::{Foreign, OrgCall};
use crate::{AppError, Ctx, deposit};

/// A link with both of its parties.
#[derive(Debug, Clone)]
pub struct Link {
    /// The link.
    pub representative: Representative,
    /// Who is represented.
    pub principal: Party,
    /// Who acts.
    pub agent: Party,
}

/// What is said of a link.
#[derive(Debug, Clone)]
pub struct NewLink {
    /// A word of the dictionary of representatives.
    pub kind: String,
    /// Должность.
    pub post: Option<String>,
    /// By what power.
    pub authority: Authority,
}

/// Makes the link of a pair.
pub async fn link(ctx: &Ctx, org: &OrgCall, id: RepresentativeId, new: NewLink) -> Result<Link, AppError> {
    let (inner, asked, now) = (ctx.clone(), org.clone(), ctx.now());
    act::run(ctx, org.call(), Act::new("representative.create", id), move |tx| {
        let (principal, agent) = parties(tx, &inner, &asked, id)?;
        check(&principal, &agent, &new)?;
        let link = Representative {
            id,
            licensee: asked.licensee(),
            company: asked.company(),
            version: 1,
            kind: new.kind.clone(),
            post: new.post.clone(),
            authority: new.authority.clone(),
            created_at: now,
            updated_at: now,
        };
        if !kept::insert_link(tx, &inner, &link)? {
            return Err(code::REPRESENTATIVE_EXISTS.into());
        }
        attach(tx, &inner, &asked, &link)?;
        for party in [id.principal, id.agent] {
            table::party::touch(tx, party, now)?;
        }
        Ok(Link { representative: link, principal, agent })
    })
    .await
}

/// Changes a link; the pair stays.
pub async fn change_link(ctx: &Ctx, org: &OrgCall, id: RepresentativeId, new: NewLink) -> Result<Link, AppError> {
    let (inner, asked, now) = (ctx.clone(), org.clone(), ctx.now());
    act::run(ctx, org.call(), Act::new("representative.change", id), move |tx| {
        let before = kept::load_link_for_update(tx, &inner, id)?.or_missing()?;
        asked.require_own(inner.settings.forms.foreign, before.licensee, before.company)?;
        let (principal, agent) = (find::own(tx, &inner, &asked, id.principal)?, find::own(tx, &inner, &asked, id.agent)?);
        check(&principal, &agent, &new)?;
        let (kind, post, authority) = (new.kind.clone(), new.post.clone(), new.authority.clone());
        let next = Representative { kind, post, authority, updated_at: now, ..before.clone() };
        let next = kept::save_link(tx, &inner, next)?;
        attach(tx, &inner, &asked, &next)?;
        if let Some(old) = mentioned(&before).filter(|old| mentioned(&next) != Some(*old)) {
            deposit::let_go(tx, old, &owner(id), now)?;
        }
        Ok(Link { representative: next, principal, agent })
    })
    .await
}

/// The link of a pair.
pub async fn get_link(ctx: &Ctx, org: &OrgCall, id: RepresentativeId) -> Result<Link, AppError> {
    let (inner, asked) = (ctx.clone(), org.clone());
    ctx.store
        .read(move |tx| {
            let representative = kept::load_link(tx, &inner, id)?.or_missing()?;
            asked.require_own(inner.settings.forms.foreign, representative.licensee, representative.company)?;
            let (principal, agent) = (find::own(tx, &inner, &asked, id.principal)?, find::own(tx, &inner, &asked, id.agent)?);
            Ok(Link { representative, principal, agent })
        })
        .await
}

/// Takes a link out, and lets go of what it names.
pub(super) fn drop_link(tx: &mut Tx<'_>, ctx: &Ctx, id: RepresentativeId, now: Timestamp) -> Result<(), AppError> {
    if let Some(content) = kept::load_link(tx, ctx, id)?.as_ref().and_then(mentioned) {
        deposit::destroy(tx, content, &owner(id), now)?;
    }
    Ok(table::representative::delete(tx, id)?)
}

/// Both parties; one that is not the organization's is a problem of the field that names it.
fn parties(tx: &mut Tx<'_>, ctx: &Ctx, org: &OrgCall, id: RepresentativeId) -> Result<(Party, Party), AppError> {
    let mut problems = Vec::new();
    let mut find = |field: &str, id: PartyId| -> Result<Option<Party>, AppError> {
        let party = kept::load(tx, ctx, id)?.filter(|party| org.require_own(Foreign::Missing, party.licensee, party.company).is_ok());
        if party.is_none() {
            problems.push(Problem::new(format!("/{field}/subjectId"), code::SUBJECT_UNKNOWN).about(json!(id.uuid().to_string())));
        }
        Ok(party)
    };
    match (find("principal", id.principal)?, find("agent", id.agent)?) {
        (Some(principal), Some(agent)) => Ok((principal, agent)),
        _ => Err(AppError::invalid(problems)),
    }
}

fn check(principal: &Party, agent: &Party, new: &NewLink) -> Result<(), AppError> {
    Representative::check(principal.details.kind(), agent.details.kind(), new.post.as_deref())
        .map_err(|(field, code)| AppError::invalid(vec![Problem::new(field, code)]))
}

/// Has the link name its content, which has to be the organization's.
fn attach(tx: &mut Tx<'_>, ctx: &Ctx, org: &OrgCall, link: &Representative) -> Result<(), AppError> {
    let Some(content) = mentioned(link) else { return Ok(()) };
    let known = deposit::load(tx, ctx, content)?;
    if !known.is_some_and(|known| known.licensee == org.licensee() && known.company == org.company()) {
        let about = json!({ "contentId": content.uuid().to_string() });
        let problem = Problem::new("/authority/confirmingDocument/content", code::CONTENT_UNKNOWN).about(about);
        return Err(AppError::invalid(vec![problem]));
    }
    deposit::attach(tx, content, &owner(link.id))
}

fn mentioned(link: &Representative) -> Option<ContentId> {
    link.authority.confirming_document.as_ref()?.content.as_ref().map(|content| content.id)
}

/// By what a link names a content.
fn owner(id: RepresentativeId) -> String {
    format!("representative:{id}")
}
