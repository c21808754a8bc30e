//! The licensee names an endpoint; its signing secret is shown once.

use domain::code;
use domain::id::EndpointId;
use domain::time::Timestamp;
use outbound::callback::Secret;
use serde::{Deserialize, Serialize};
use store::table;

use crate::act::{self, Act, Done, Keep};
use crate::error::Problem;
use crate::{AppError, Call, Ctx};

/// The most active endpoints of a licensee: each event is delivered to each of them.
const MOST: usize = 64;

/// What is created.
#[derive(Debug, Clone)]
pub struct NewEndpoint {
    /// Where to.
    pub url: String,
    /// Event types it wants; all where empty.
    pub types: Vec<String>,
}

/// A new endpoint with its secret.
#[derive(Clone, Serialize, Deserialize)]
pub struct Created {
    /// Its id.
    pub id: EndpointId,
    /// Where to.
    pub url: String,
    /// Event types it wants.
    pub types: Vec<String>,
    /// `active`.
    pub state: String,
    /// `whsec_…`: what the receiver verifies with. Not shown again.
    pub secret: String,
    /// When.
    pub created_at: Timestamp,
}

/// The name under which an endpoint's secret is sealed.
pub(crate) fn seal_context(id: EndpointId) -> String {
    format!("endpoint:{id}")
}

/// Creates an endpoint.
pub async fn create(ctx: &Ctx, call: &Call, new: NewEndpoint) -> Result<Done<Created>, AppError> {
    let licensee = act::office_key(ctx, call, "endpoint.create").await?;
    check(ctx, &new)?;
    let secret = Secret::new(ctx.random());
    let created = Created {
        id: EndpointId::new(ctx.uuid()),
        url: new.url,
        types: new.types,
        state: table::endpoint::ACTIVE.to_owned(),
        secret: secret.reveal().to_string(),
        created_at: ctx.now(),
    };
    let row = table::endpoint::Endpoint {
        id: created.id,
        licensee,
        version: 1,
        url: created.url.clone(),
        types: created.types.join(" "),
        state: created.state.clone(),
        secret: ctx.keys.seal(&seal_context(created.id), created.secret.as_bytes()),
        created_at: created.created_at,
    };
    act::once(ctx, call, Act::new("endpoint.create", created.id), Keep::Sealed, move |tx| {
        // those out of use stay in the list and cost nothing
        let all = table::endpoint::of_licensee(tx, licensee)?;
        if all.iter().filter(|endpoint| endpoint.state == table::endpoint::ACTIVE).count() >= MOST {
            return Err(AppError::from(code::RATE_LIMITED).with("most", MOST));
        }
        table::endpoint::insert(tx, &row)?;
        Ok(created.clone())
    })
    .await
}

fn check(ctx: &Ctx, new: &NewEndpoint) -> Result<(), AppError> {
    let mut problems = Vec::new();
    if let Err(blocked) = ctx.callbacks.check(&new.url) {
        problems.push(Problem { detail: Some(blocked.to_string()), ..Problem::new("/url", code::URL_INVALID) });
    }
    for (at, word) in new.types.iter().enumerate() {
        let fits = !word.is_empty() && word.len() <= 64 && word.bytes().all(|b| b.is_ascii_lowercase() || matches!(b, b'.' | b'_'));
        if !fits {
            problems.push(Problem::new(format!("/types/{at}"), code::VALUE_INVALID));
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(AppError::invalid(problems)) }
}
