//! Signing by keys of the server with a code by SMS (облачное подписание): sign, status, confirm, result.
//!
//! The licensee's system asks for it, and the owner of the key confirms it: what is signed is known by its digests from the beginning, and
//! the code is bound to them.

mod confirm;
mod digest;
mod file;
mod find;
mod make;
mod sign;

pub use confirm::confirm;
pub use domain::cloud_signing::{LONGEST_CHUNK, LONGEST_FILE, Level, MOST_FILES, Operation, Outcome, SignedFile, Status, Upload};
pub use file::{NewFile, add_chunk, announce};
pub use find::{Piece, get, result};
pub(crate) use make::finish;
pub use sign::{Named, Signing, Source, Started, sign};
