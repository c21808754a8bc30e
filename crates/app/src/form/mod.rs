//! Certificate forms: issue requests in the shape of the vendor's crypto API, on behalf of an organization of the licensee.
//!
//! A form is a record beside an [`IssueRequest`](domain::issue::IssueRequest) of the same id. What it says of people and documents becomes
//! data of that request, and everything that decides anything happens to the request: what is made here is approved, identified and
//! released by the same use cases.

mod certificate;
mod create;
mod events;
mod find;
mod follow;
mod given;
mod issued;
mod kept;
mod look_up;
mod org;
mod patch;
mod plan;
mod recall;
mod release;
mod render;
mod seen;
mod settings;
mod signed;
mod whole;

pub use certificate::certificate;
pub use create::create;
pub(crate) use events::sweep;
pub use events::{FormEventSeen, FormFeed, MOST_EVENTS, NOTHING_YET, Told, USUAL_EVENTS, events};
pub use find::get;
pub(crate) use follow::{note, purge};
pub use given::{Change, GivenContent, GivenDocument, NewForm, Spelling};
pub(crate) use issued::hand_out;
pub use org::{OrgCall, enter};
pub use patch::patch;
pub use recall::recall;
pub use release::release;
pub use render::{Statement, render};
pub use seen::FormSeen;
pub(crate) use seen::unanswered;
pub use settings::{Foreign, FormSettings, Resume, SubjectShape, SubjectShapes, Tags};
pub(crate) use signed::signed;
