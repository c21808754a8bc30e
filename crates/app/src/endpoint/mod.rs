//! Endpoints that take callbacks.

mod create;
mod delete;
mod list;

pub(crate) use create::seal_context;
pub use create::{Created, NewEndpoint, create};
pub use delete::delete;
pub use list::{Endpoint, get, list};
