//! Files of packages and requests (rows 6.1, 6.2).

mod open;

pub use open::{Opened, open};
pub use store::table::content::FileRow;
