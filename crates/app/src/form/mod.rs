//! Certificate forms: issue requests in the shape of the vendor's crypto API, on behalf of an organization of the licensee.
//!
//! A form is a record beside an [`IssueRequest`](domain::issue::IssueRequest) of the same id. What it says of people and documents becomes
//! data of that request, and everything that decides anything happens to the request.

mod org;
mod settings;

pub use org::{OrgCall, enter};
pub use settings::{Foreign, FormSettings, Resume, SubjectShape, SubjectShapes, Tags};
