//! Who did what: the licensee's own view of the audit log.

mod list;

pub use list::{list, newest};
pub use store::table::audit::{Audit, Filter};
