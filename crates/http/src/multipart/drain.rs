//! Reading away what nobody wants any more.

use std::pin::pin;
use std::time::Duration;

use futures::{Stream, StreamExt};

use super::Reader;

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

/// The rest of a body in parts.
pub(crate) async fn drain_parts(parts: &mut Reader) {
    // what was refused is most often in the middle of a part
    let pieces = futures::stream::unfold(parts, |parts| async move {
        match parts.chunk().await {
            Ok(Some(chunk)) => Some((chunk.len(), parts)),
            Ok(None) if matches!(parts.next().await, Ok(Some(_))) => Some((0, parts)),
            Ok(None) | Err(_) => None,
        }
    });
    drain(pieces).await;
}
