//! Load on a server over HTTP: connections of bytes prepared beforehand, so that the clients cost the machine as little as they can.

mod again;
mod body;
mod centre;
mod line;
mod request;
mod run;
mod side;
mod signer;

pub use again::Again;
pub use body::LongBody;
pub use centre::Centre;
pub use line::Line;
#[cfg(feature = "house")]
pub use line::Reply;
pub use request::{Requests, plain};
pub use run::{Figures, Work, run};
pub use side::Side;
pub use signer::Signer;
