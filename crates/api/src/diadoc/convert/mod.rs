//! From what the house knows to the vendor's messages of a session.

mod certificate;
mod moment;
mod organization;
mod user;

pub(super) use certificate::certificate;
pub(super) use organization::{box_with_organization, organization};
pub(super) use user::{employee, organization_user, user};

/// The department at the root of every organization: there are no others here.
const ROOT_DEPARTMENT: &str = "00000000-0000-0000-0000-000000000000";
