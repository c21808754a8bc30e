//! Contents that clients of certificate forms deposit: taken in sealed, handed out, named by documents, and gone when nothing names them.
//!
//! A content lies once, however many documents name it. Whoever names one says so under an id of its own ([`attach`]), and pages of requests
//! hold the key to the same bytes, sealed for themselves ([`as_page`]).

mod kept;
mod open;
mod page;
mod put;
mod uses;

pub use kept::{find, load};
pub use open::{OpenedDeposit, open, read};
pub use page::{as_page, inspect};
pub use put::put;
pub(crate) use put::{Taken, insert, take};
pub(crate) use uses::sweep;
pub use uses::{attach, destroy, let_go};
