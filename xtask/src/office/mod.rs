//! A real server process on a database of its own, for commands that look at it from outside.

mod memory;
mod numbers;
mod place;
mod process;
mod receiver;

pub use memory::{Watch, mebibytes, resident};
pub use numbers::{Chance, company_inn};
pub use place::{Kind, POSTGRES, Place};
pub use process::Office;
pub use receiver::Receiver;

use std::error::Error;

/// What commands end with when they cannot go on.
pub type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;
