//! Signatures of anybody under anything are judged: by the house for its callers, and on the command line without a house.

mod basis;
mod intake;
mod judge;
mod online;

pub use basis::{Basis, house};
pub use intake::{Intake, Taken};
pub use judge::{Given, Judged, judge, verify};
