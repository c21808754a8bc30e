//! A new secret for an endpoint; the old one signs too for a while, so that the receiver can change over without losing a callback.

use std::time::Duration;

use domain::code;
use domain::id::EndpointId;
use store::table;

use super::{Created, secret, visible};
use crate::act::{self, Act, Done, Keep};
use crate::error::Problem;
use crate::{AppError, Call, Ctx};

/// The longest that two secrets sign together.
pub const LONGEST_OVERLAP: Duration = Duration::from_secs(30 * 24 * 3600);

/// Draws a new secret, and a new key pair where there is one. The secret before stays good for `overlap`; the one before that ends at once.
pub async fn rotate(ctx: &Ctx, call: &Call, id: EndpointId, overlap: Duration) -> Result<Done<Created>, AppError> {
    let licensee = act::office_key(ctx, call, "endpoint.rotate_secret").await?;
    if overlap > LONGEST_OVERLAP {
        return Err(AppError::invalid(vec![Problem::new("/overlap_seconds", code::VALUE_INVALID)]));
    }
    let (now, inner, conditions) = (ctx.now(), ctx.clone(), call.conditions.clone());
    let (fresh, key) = secret::draw(ctx, true);
    act::once(ctx, call, Act::new("endpoint.rotate_secret", id), Keep::Sealed, move |tx| {
        let mut row = visible(table::endpoint::load_for_update(tx, id)?, licensee)?;
        conditions.hold(Some(row.version))?;
        let key = key.as_ref().filter(|_| matches!(secret::public_key(&inner, &row), Ok(Some(_))));
        let sealed = secret::seal(&inner, id, &fresh, key);
        let until = now.plus(overlap);
        row.previous = (!overlap.is_zero()).then(|| (std::mem::replace(&mut row.secret, sealed.clone()), until));
        row.secret = sealed;
        row.changed_at = Some(now);
        table::endpoint::update(tx, &row)?;
        Ok(Created {
            id,
            types: row.types.split_whitespace().map(str::to_owned).collect(),
            url: row.url,
            state: row.state,
            secret: fresh.reveal().to_string(),
            created_at: row.created_at,
            description: row.description,
            public_key: key.map(|key| key.public().to_string()),
            previous_until: row.previous.map(|(_, until)| until),
            version: row.version + 1,
        })
    })
    .await
}
