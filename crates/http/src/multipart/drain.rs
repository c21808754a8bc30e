//! Reading away what nobody wants any more.

use std::pin::pin;
use std::time::Duration;

use futures::{Stream, StreamExt};

/// How much of a refused upload is read away, in bytes, and for how long.
const LIMIT: usize = 256 * 1024 * 1024;
const WITHIN: Duration = Duration::from_secs(10);

/// Takes piece after piece, each by its length, until there are no more of them or it has been enough.
pub(crate) async fn drain(pieces: impl Stream<Item = usize> + Send) {
    let reading = async {
        let (mut left, mut pieces) = (LIMIT, pin!(pieces));
        while left > 0
            && let Some(count) = pieces.next().await
        {
            left = left.saturating_sub(count);
        }
    };
    let _ = tokio::time::timeout(WITHIN, reading).await;
}
