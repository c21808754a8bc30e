//! Holding up all deliveries of an endpoint, letting them go, and forgetting them.

use std::time::Duration;

use domain::id::EndpointId;
use domain::time::Timestamp;
use store::{StoreError, Tx, table};

use crate::job::deliver_callback::line;

/// Until somebody lets them go.
const FOR_EVER: Duration = Duration::from_secs(100 * 365 * 24 * 3600);

/// Nothing is sent to the endpoint any more; what is to be sent waits in order.
pub(crate) fn hold(tx: &mut Tx<'_>, id: EndpointId, now: Timestamp) -> Result<(), StoreError> {
    table::job::pause(tx, &line(id), now.plus(FOR_EVER))
}

/// What waits is not sent any more; the log calls it failed, and it can be sent again from there.
pub(crate) fn forget(tx: &mut Tx<'_>, id: EndpointId) -> Result<(), StoreError> {
    table::job::clear_line(tx, &line(id))?;
    table::delivery::give_up(tx, id)?;
    Ok(())
}

/// What waits is sent at once, in order; also what waited for its next try.
pub(crate) fn let_go(tx: &mut Tx<'_>, id: EndpointId, now: Timestamp) -> Result<(), StoreError> {
    table::job::resume(tx, &line(id))?;
    table::job::hasten_line(tx, &line(id), now)?;
    Ok(())
}
