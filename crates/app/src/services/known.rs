//! What the services know of the authority: who answers and stamps, and whether anything was revoked since. Looked at again every quarter of
//! a second, so that what another node or a command revoked is answered within a second.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use ca::{Server, Service};
use domain::id::AuthorityId;
use domain::time::Timestamp;
use pki::Certificate;
use store::Tx;
use tokio::sync::Mutex;

use crate::{AppError, Ctx, clock};

/// For how long a look is good.
const GOOD: Duration = Duration::from_millis(250);

/// What one look found.
pub(crate) struct Known {
    /// Who answers, one for each authority.
    pub(super) responders: Vec<Arc<Server>>,
    /// Who stamps, and the certificates above it.
    pub(super) stamper: Option<(Arc<Server>, Vec<Certificate>)>,
    /// Is the clock not behind what has happened already?
    pub(super) sound: bool,
    generations: HashMap<AuthorityId, i64>,
}

impl Known {
    /// How often the standing of this authority's certificates has changed.
    pub(super) fn generation(&self, authority: AuthorityId) -> i64 {
        self.generations.get(&authority).copied().unwrap_or(0)
    }
}

/// The newest look.
#[derive(Default)]
pub(crate) struct Knowledge {
    last: RwLock<Option<(Instant, Arc<Known>)>>,
    looking: Mutex<()>,
}

impl Knowledge {
    /// What is known; of many that find it old one looks, and the others wait for it.
    pub(super) async fn get(&self, ctx: &Ctx) -> Result<Arc<Known>, AppError> {
        if let Some(known) = self.fresh() {
            return Ok(known);
        }
        let _one = self.looking.lock().await;
        if let Some(known) = self.fresh() {
            return Ok(known);
        }
        // counted from before the look: what is committed during it may be missed by it
        let (at, now, tolerance) = (Instant::now(), ctx.now(), ctx.settings.clock_tolerance);
        let known = Arc::new(ctx.store.read(move |tx| look(tx, tolerance, now)).await?);
        *self.last.write().unwrap_or_else(PoisonError::into_inner) = Some((at, Arc::clone(&known)));
        Ok(known)
    }

    fn fresh(&self) -> Option<Arc<Known>> {
        let last = self.last.read().unwrap_or_else(PoisonError::into_inner);
        last.as_ref().filter(|(at, _)| at.elapsed() < GOOD).map(|(_, known)| Arc::clone(known))
    }
}

fn look(tx: &mut Tx<'_>, tolerance: Duration, now: Timestamp) -> Result<Known, AppError> {
    let generations = ca::generations(tx)?;
    let (mut responders, mut stamper) = (Vec::new(), None);
    for authority in ca::all(tx)? {
        let responder = ca::server(tx, &authority, Service::Responder)?.filter(|server| server.works_at(now));
        responders.extend(responder.map(Arc::new));
        if authority.is_root() || authority.licensee.is_some() {
            continue;
        }
        // the newest of several authorities stamps
        if let Some(server) = ca::server(tx, &authority, Service::TimeStamper)?.filter(|server| server.works_at(now)) {
            stamper = Some((Arc::new(server), ca::path(tx, authority.id)?));
        }
    }
    let sound = match clock::require_sound(tx, tolerance, now) {
        Ok(()) => true,
        Err(error) if error.code == domain::code::CLOCK_WRONG => false,
        Err(error) => return Err(error),
    };
    Ok(Known { responders, stamper, sound, generations })
}
