//! The certificate of a form and the receipt for it become contents that its client can fetch, and the client is told.

use bytes::Bytes;
use domain::deposit::Deposit;
use domain::form::{FormContent, FormEventKind, FormIssued};
use domain::id::IssueId;
use domain::issue::IssueRequest;
use store::table;

use super::events::{self, Told};
use super::{OrgCall, kept, plan};
use crate::act::{self, Act};
use crate::error::OrMissing;
use crate::request::{Form, printed};
use crate::{AppError, Call, Ctx, deposit, request};

/// The short names of what is handed out; nothing in the bytes of a certificate tells it from other DER.
const CERTIFICATE: &str = "cer";

/// Hands out what was made. Again changes nothing.
pub(crate) async fn hand_out(ctx: &Ctx, kind: &'static str, request: &IssueRequest) -> Result<(), AppError> {
    let (inner, id) = (ctx.clone(), request.id);
    let found = ctx
        .store
        .read(move |tx| {
            let Some(form) = kept::load(tx, &inner, id)?.filter(|form| form.issued.is_none()) else { return Ok(None) };
            let Some(request) = request::load(tx, &inner, id)? else { return Ok(None) };
            let Some(certificate) = request.certificate() else { return Ok(None) };
            Ok::<_, AppError>(Some((form, table::certificate::der(tx, certificate)?.or_missing()?)))
        })
        .await?;
    let Some((form, der)) = found else { return Ok(()) };
    let receipt = printed(ctx, form.licensee, id, Form::Receipt, |_, _| Ok(())).await?;
    let org = OrgCall::of_job(Call::job(kind), form.licensee, form.company);
    let certificate = take(ctx, &org, der).await?;
    let receipt = match take(ctx, &org, receipt).await {
        Ok(receipt) => receipt,
        Err(error) => {
            certificate.forget(ctx).await;
            return Err(error);
        }
    };
    let done = keep(ctx, kind, id, &certificate, &receipt).await;
    if !matches!(done, Ok(true)) {
        certificate.forget(ctx).await;
        receipt.forget(ctx).await;
    }
    done.map(drop)
}

async fn keep(
    ctx: &Ctx,
    kind: &'static str,
    id: IssueId,
    certificate: &deposit::Taken,
    receipt: &deposit::Taken,
) -> Result<bool, AppError> {
    let (inner, now) = (ctx.clone(), ctx.now());
    let (certificate, receipt) = (certificate.clone(), receipt.clone());
    let kept = act::run_if_wanted(ctx, &Call::job(kind), Act::new("form.hand_out", id), move |tx| {
        let Some(request) = request::load_for_update(tx, &inner, id)? else { return Ok(None) };
        let Some(mut form) = kept::load(tx, &inner, id)?.filter(|form| form.issued.is_none()) else { return Ok(None) };
        deposit::insert(tx, &inner, &certificate)?;
        deposit::insert(tx, &inner, &receipt)?;
        let issued = FormIssued {
            certificate: content(&certificate.deposit, CERTIFICATE, "Сертификат"),
            receipt: content(&receipt.deposit, receipt.deposit.sort.word(), "Расписка"),
        };
        form.issued = Some(issued.clone());
        let form = kept::save(tx, &inner, form)?;
        plan::hold_contents(tx, &form, now)?;
        let made = match request.certificate() {
            Some(id) => table::certificate::load(tx, id)?,
            None => None,
        };
        let told = Told { issued: Some(issued), certificate: made, organization: form.organization.clone(), ..Told::default() };
        events::tell(tx, &inner, &form, FormEventKind::CertificateReleased, &told, now)?;
        Ok(Some(()))
    })
    .await?;
    Ok(kept.is_some())
}

async fn take(ctx: &Ctx, org: &OrgCall, bytes: Vec<u8>) -> Result<deposit::Taken, AppError> {
    deposit::take(ctx, org, futures::stream::iter([Ok::<_, std::convert::Infallible>(Bytes::from(bytes))])).await
}

fn content(deposit: &Deposit, sort: &str, name: &str) -> FormContent {
    FormContent {
        id: deposit.id,
        sort: sort.to_owned(),
        name: Some(name.to_owned()),
        md5: deposit.md5.as_str().to_uppercase(),
        size: deposit.size,
        format: None,
    }
}
