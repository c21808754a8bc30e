//! Events: appended with the change, told by callback and feed with the same bytes.

mod feed;
mod gather;
mod record;

pub use feed::{Numbered, Page, body, feed};
pub(crate) use gather::{Gather, Wanted, load};
pub(crate) use record::{Told, again, queue, record};
