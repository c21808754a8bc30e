//! Between what the house knows and the vendor's messages.

mod certificate;
mod moment;
mod organization;
mod signer;
mod user;

pub(super) use certificate::certificate;
pub(super) use organization::{box_with_organization, organization};
pub(super) use signer::{given, signer};
pub(super) use user::{employee, organization_user, user};

/// The department at the root of every organization: there are no others here.
const ROOT_DEPARTMENT: &str = "00000000-0000-0000-0000-000000000000";
