//! `SignersService`: details of signers, and the session that leads there, over the vendor's face of them. Messages are those of its SDKs, in
//! protobuf or JSON.
//!
//! ```no_run
//! # async fn tour() -> Result<(), client::signers::SignersError> {
//! use client::signers::{Place, SignersService, proto::ExtendedSignerDetailsToPost};
//! let service = SignersService::new("http://127.0.0.1:8080", "an API key").logged_in("+79161234567", "password").await?;
//! let boxes = service.organizations().await?;
//! let place = Place::new(&boxes.organizations[0].boxes[0].box_id_guid, "B8C080A89A5F643A0000000000000000000000FF", 0);
//! let sent = ExtendedSignerDetailsToPost { signer_type: Some(1), signer_powers: Some(1), signer_status: Some(1), ..Default::default() };
//! println!("{}", service.put(&place, &sent).await?.surname);
//! # Ok(())
//! # }
//! ```

mod call;
mod details;
mod error;
mod session;

use std::fmt;

pub use details::Place;
pub use error::SignersError;

use crate::{Client, Retry};

/// The messages.
pub mod proto {
    pub use wire::diadoc::proto::certificates::CertificateList;
    pub use wire::diadoc::proto::employees::Employee;
    pub use wire::diadoc::proto::invoicing::signers::{
        DocumentTitleType, ExtendedSignerDetails, ExtendedSignerDetailsToPost, SignerPowers, SignerStatus, SignerType,
    };
    pub use wire::diadoc::proto::{Box, Organization, OrganizationList, OrganizationUsersList, UserV2};
}

/// In which form messages travel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Form {
    /// As the vendor's SDKs send them.
    #[default]
    Protobuf,
    /// As people read them.
    Json,
}

/// The vendor's methods of signer details. Clones share their connections.
#[derive(Clone)]
pub struct SignersService {
    http: reqwest::Client,
    base: String,
    authorization: String,
    key: String,
    form: Form,
    retry: Retry,
}

impl SignersService {
    /// For the server at `base_url`, with an API key of the licensee that opens `signers`: by itself the administrator of all its boxes.
    pub fn new(base_url: impl Into<String>, api_key: impl Into<String>) -> Self {
        let (client, key) = (Client::new(base_url, ""), api_key.into());
        Self {
            http: client.http,
            base: client.base,
            authorization: format!("Bearer {key}"),
            key,
            form: Form::default(),
            retry: client.retry,
        }
    }

    /// The same in another form.
    #[must_use]
    pub fn with_form(self, form: Form) -> Self {
        Self { form, ..self }
    }

    /// Another policy of repeating calls.
    #[must_use]
    pub fn with_retry(self, retry: Retry) -> Self {
        Self { retry, ..self }
    }

    /// The same for the person with this token; the key becomes the id of the application.
    #[must_use]
    pub fn with_token(&self, token: &str) -> Self {
        Self { authorization: format!("{},ddauth_token={token}", self.application()), ..self.clone() }
    }

    fn application(&self) -> String {
        format!("DiadocAuth ddauth_api_client_id={}", self.key)
    }
}

impl fmt::Debug for SignersService {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignersService").field("base", &self.base).field("form", &self.form).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_does_not_print_what_it_shows() {
        let service = SignersService::new("http://a/", "secret-key").with_token("secret-token");
        let shown = format!("{service:?}");
        assert!(shown.contains("http://a") && !shown.contains("secret"), "{shown}");
    }
}
