//! Hands one text message to the gateway. At least once: the gateway tells repeats apart by the message's id.

use std::time::Duration;

use domain::confirmation;
use domain::id::SmsId;
use jobs::{Ended, Job, Outcome};
use outbound::remote::Call;
use outbound::sms::{Message, SmsError};
use serde_json::json;
use store::table::sms::{LATE, OUTBOX, REFUSED, SENT, Sms};
use store::{NewJob, Tx, table};

use super::{id_of, wait};
use crate::sms::{self, Purpose};
use crate::{AppError, Ctx};

pub(crate) const KIND: &str = "send_sms";
/// The longest run: the gateway's time, and some for the database.
pub(crate) const LONGEST: Duration = Duration::from_secs(30);
/// How long the gateway may take, with repeats.
const WITHIN: Duration = Duration::from_secs(20);

/// Sees to it that a message is sent, where there is a gateway. Without one it stays in the outbox.
pub(crate) fn enqueue(tx: &mut Tx<'_>, ctx: &Ctx, message: &Sms) {
    if ctx.sms.gateway().is_none() {
        return;
    }
    tx.job(NewJob {
        id: format!("sms:{}", message.id),
        kind: KIND,
        licensee: Some(message.licensee),
        lane: None,
        target: Some("sms".to_owned()),
        body: json!({ "sms": message.id.to_string() }),
        run_at: message.created_at,
    });
}

/// Sends, or says when to try again.
pub(crate) async fn run(ctx: Ctx, job: Job) -> Result<Ended, AppError> {
    let id = match id_of(&job, "sms", SmsId::parse) {
        Ok(id) => id,
        Err(outcome) => return Ok(outcome.into()),
    };
    let row = ctx.store.read(move |tx| table::sms::load(tx, id).map_err(AppError::from)).await?;
    // sent, forgotten, or the route leads to the outbox again, where the administrator finds it
    let (Some(row), Some(gateway)) = (row.filter(|row| row.state == OUTBOX), ctx.sms.gateway()) else { return Ok(Outcome::Done.into()) };
    let now = ctx.now();
    let is_code = row.purpose != Purpose::Password.word();
    if is_code && now.since(row.created_at) >= confirmation::LIFE {
        return Ok(settled(Outcome::Done, id, LATE));
    }
    let text = ctx.keys.open(&sms::seal_context(id), &row.text)?;
    let text = std::str::from_utf8(&text).map_err(|_| AppError::internal("a message's text"))?;
    let (name, chance) = (id.to_string(), u32::from_be_bytes(ctx.random()));
    let call = Call { id: &name, now, chance, within: WITHIN };
    Ok(match gateway.send(Message { phone: &row.phone, text }, call).await {
        Ok(accepted) => {
            tracing::debug!(sms = %id, gateway_id = accepted.gateway_id, "a text message was taken over");
            settled(Outcome::Done, id, SENT)
        }
        Err(SmsError::Refused(word)) => {
            tracing::error!(sms = %id, word, "the gateway refuses a text message for good");
            settled(Outcome::failed(word), id, REFUSED)
        }
        Err(SmsError::Unavailable { retry_after, source }) => {
            let after = wait(job.errors).max(retry_after.unwrap_or_default());
            Outcome::Retry { after, error: source.to_string() }.into()
        }
    })
}

fn settled(outcome: Outcome, id: SmsId, state: &'static str) -> Ended {
    Ended::from(outcome).with(move |tx| table::sms::settle(tx, id, state))
}
