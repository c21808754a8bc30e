//! What goes wrong on purpose.

use std::pin::Pin;
use std::time::Duration;

use s3s::access::{S3Access, S3AccessContext};
use s3s::{S3Result, s3_error};
use tokio::sync::watch;

/// How the server is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Fault {
    /// It is not.
    #[default]
    None,
    /// Nobody is there: connections are closed at once.
    Down,
    /// Every request is answered «slow down», 503.
    Busy,
    /// Every request is refused, 403.
    Denied,
    /// Requests for this operation are refused, 403: `PutObject`, `GetObject`, `DeleteObject`, …
    Forbidden(&'static str),
    /// Every request seems to come from another time, 403.
    Skewed,
    /// Every request waits so long before it is looked at.
    Slow(Duration),
    /// A connection breaks after so many bytes of answers.
    Cut(usize),
}

/// Stands before every operation.
pub(super) struct Gate(pub(super) watch::Receiver<Fault>);

impl S3Access for Gate {
    // the trait is of async-trait's making, and this is what such a method looks like without it
    fn check<'a, 'b, 'c, 'f>(&'a self, cx: &'b mut S3AccessContext<'c>) -> Pin<Box<dyn Future<Output = S3Result<()>> + Send + 'f>>
    where
        'a: 'f,
        'b: 'f,
        'c: 'f,
        Self: 'f,
    {
        let (fault, known) = (*self.0.borrow(), cx.credentials().is_some());
        let forbidden = matches!(fault, Fault::Forbidden(operation) if operation == cx.s3_op().name());
        Box::pin(async move {
            match fault {
                Fault::Busy => return Err(s3_error!(SlowDown, "on purpose")),
                Fault::Forbidden(_) if forbidden => return Err(s3_error!(AccessDenied, "on purpose")),
                Fault::Skewed => return Err(s3_error!(RequestTimeTooSkewed, "on purpose")),
                Fault::Denied => return Err(s3_error!(AccessDenied, "on purpose")),
                Fault::Slow(span) => tokio::time::sleep(span).await,
                Fault::None | Fault::Down | Fault::Cut(_) | Fault::Forbidden(_) => {}
            }
            if known { Ok(()) } else { Err(s3_error!(AccessDenied, "requests have to be signed")) }
        })
    }
}
