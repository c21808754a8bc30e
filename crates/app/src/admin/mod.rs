//! What the administrator does on the machine itself, beside the running server.

mod api_key;
mod authority;
mod bootstrap;
mod certificate;
mod licensee;
mod master;
mod operator;
mod outbox;
mod record;
mod reissue;
mod subscription;
mod trust;

pub use api_key::{KeyMade, create_api_key, list_api_keys, revoke_api_key};
pub use authority::{Renewal, authorities, renew_authority};
pub use bootstrap::{Bootstrapped, FirstLicensee, bootstrap};
pub(crate) use certificate::revoke_in;
pub use certificate::{Verdict, judge_certificate};
pub use licensee::{LicenseeShown, PolicyChange, change_policy, create_licensee, licensees};
pub use master::require_master;
pub use operator::create_operator;
pub use outbox::{Message, outbox};
pub use reissue::{Reissued, reissue};
pub use subscription::{set_subscription, subscription};
pub use trust::{add_trusted, list_trusted, remove_trusted};
