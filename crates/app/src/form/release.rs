//! The release of the certificate is asked for: the form goes to the check.

use std::collections::BTreeMap;

use domain::code;
use domain::form::{Form, FormDocument, FormState};
use domain::id::{ContentId, IssueId};
use domain::issue::document::{Kind, Tone};
use domain::issue::{Command, Demands, IssueRequest};
use domain::party::{ExtractFlaw, dictionary};

use super::given::{GivenContent, Spelling};
use super::look_up::LookUp;
use super::plan::{self, Tones};
use super::seen::seen;
use super::{FormSeen, OrgCall, kept, whole};
use crate::act::{self, Act};
use crate::error::Problem;
use crate::{AppError, Ctx, deposit, party, request};

/// What was seen of the form's contents before the transaction: looking at them takes a while.
#[derive(Debug, Clone, Default)]
struct Looked {
    /// Of which version of the form.
    version: i64,
    tones: Tones,
    /// Contents that are no whole picture or PDF.
    damaged: Vec<ContentId>,
    /// What is wrong with extracts.
    flaws: BTreeMap<ContentId, ExtractFlaw>,
}

/// Asks for the release with a scan of the signed statement. Only here it is judged whether the form is whole.
pub async fn release(
    ctx: &Ctx,
    org: &OrgCall,
    id: IssueId,
    statement: Option<GivenContent>,
    wrong: Vec<Problem>,
    spelling: Spelling,
) -> Result<FormSeen, AppError> {
    const ACTION: &str = "form.release";
    let looked = match look(ctx, org, id).await {
        Ok(looked) => looked,
        Err(error) => return Err(act::refused_before(ctx, org.call(), &Act::new(ACTION, id), error).await),
    };
    let (inner, org_call, now) = (ctx.clone(), org.clone(), ctx.now());
    act::run(ctx, org.call(), Act::new(ACTION, id), move |tx| {
        let (mut form, request) = kept::held(tx, &inner, &org_call, id)?;
        let mut look = LookUp::new(&inner, &org_call, spelling, wrong.clone());
        let given = statement.as_ref().map(|statement| look.content(tx, statement)).transpose()?;
        if form.version != looked.version {
            // changed between the look and now
            return Err(code::STALE.into());
        }
        if form.state(&request, now) != FormState::Created {
            look.finish()?;
            return Err(form.wrong_state(&request, now).into());
        }
        form.statement = given;
        // what the request would be with what the form says
        let plan = plan::plan(&inner, &request, &form, &looked.tones, now)?;
        let mut next = request.clone();
        for command in plan.commands.clone() {
            next = next.apply(command, now)?.0;
        }
        look.problems.extend(whole::problems(&form, &next, now, spelling));
        look.problems.extend(of_extracts(&form, &looked, spelling));
        look.problems.extend(of_damage(&form, &looked));
        look.finish()?;
        let mut commands = plan.commands.clone();
        commands.push(Command::Submit { demands: Demands::WholeButForRegisters });
        form.mended_at = None;
        let actor = org_call.call().caller.actor();
        let form = kept::save(tx, &inner, form)?;
        let request = request::change_all(tx, &inner, &actor, request, commands, now)?;
        plan::insert_pages(tx, &inner, &form, &plan, now)?;
        plan::hold_contents(tx, &form, now)?;
        seen(tx, &inner, form, &request)
    })
    .await
}

/// Looks at what the form shows: whether pages are whole and have colour, and whether an extract is signed by the tax service.
async fn look(ctx: &Ctx, org: &OrgCall, id: IssueId) -> Result<Looked, AppError> {
    let (inner, org_call) = (ctx.clone(), org.clone());
    let (form, request) = ctx.store.read(move |tx| kept::looked(tx, &inner, &org_call, id)).await?;
    let mut looked = Looked { version: form.version, ..Looked::default() };
    if form.version == 0 || form.state(&request, ctx.now()) != FormState::Created {
        return Ok(looked);
    }
    for content in form.documents.iter().filter_map(|document| document.content.as_ref()) {
        if looked.tones.contains_key(&content.id) || is_known(&request, content.id) {
            continue;
        }
        match deposit::inspect(ctx, content.id).await {
            Ok(scan) => _ = looked.tones.insert(content.id, scan.tone),
            Err(error) if error.code.kind == code::Kind::Malformed => looked.damaged.push(content.id),
            Err(error) => return Err(error),
        }
    }
    for content in extracts(&form).filter_map(|document| document.content.as_ref()) {
        if let Err(flaw) = party::judge_extract(ctx, content.id).await? {
            looked.flaws.insert(content.id, flaw);
        }
    }
    Ok(looked)
}

/// Whether the request has seen this content before; a PDF has no tone.
fn is_known(request: &IssueRequest, content: ContentId) -> bool {
    let mut pages = request.documents.iter().flat_map(|document| &document.pages);
    pages.any(|page| page.content == content && page.tone != Tone::Unknown)
}

fn extracts(form: &Form) -> impl Iterator<Item = &FormDocument> {
    form.documents.iter().filter(|document| document.info.document_type == dictionary::EGRUL)
}

fn of_extracts(form: &Form, looked: &Looked, spelling: Spelling) -> Vec<Problem> {
    let flawed = extracts(form).filter_map(|document| Some((document, looked.flaws.get(&document.content.as_ref()?.id)?)));
    flawed
        .map(|(document, flaw)| {
            let detail = Some(flaw.word().to_owned());
            Problem { detail, ..Problem::new("/documents", code::DOCUMENT_EXPIRED) }.about((spelling.document)(document))
        })
        .collect()
}

fn of_damage(form: &Form, looked: &Looked) -> Vec<Problem> {
    let damaged = form.documents.iter().enumerate().filter(|(_, document)| {
        document.kind() != Some(Kind::ReleaseStatement)
            && document.content.as_ref().is_some_and(|content| looked.damaged.contains(&content.id))
    });
    damaged.map(|(at, _)| Problem::new(format!("/documents/{at}/content"), code::SCAN_DAMAGED)).collect()
}
