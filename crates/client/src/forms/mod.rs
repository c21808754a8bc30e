//! Certificate forms over the vendor's crypto API (`/realty/crypto/v2`), with the subjects, representatives and contents that they name.
//!
//! The DTOs are those of the contract, [`wire::forms`]. A call that only reads is repeated where there was no answer; another one where it
//! was refused for its number alone, since nothing was done then.

mod contents;
mod entity;
mod error;
mod form;
mod transport;

use std::fmt;

use reqwest::{Method, RequestBuilder};

pub use error::FormsError;
pub use form::{Marked, Statement};
pub use wire::forms::{
    Address, CertificateForm, CertificateInfo, CertificateState, Content, ContentInfo, CryptoEvent, CryptoEventType, CryptoEvents,
    Document, DocumentInfo, FormChange, FormState, FormSubject, Issuer, NewCertificateForm, NewRepresentative, NewSubject, Organization,
    Person, Representative, RepresentativeChange, SignatureInfo, Subject, SubjectChange,
};

use crate::{Client, Retry};

/// Where contents are, unless the server is set otherwise.
const CONTENTS: &str = "/realty/contents/v2/contents";

/// The vendor's service of certificate forms, on behalf of one organization. Clones share their connections.
#[derive(Clone)]
pub struct CertificateForms {
    http: reqwest::Client,
    base: String,
    authorization: String,
    contents: String,
    retry: Retry,
}

impl CertificateForms {
    /// For the server at `base_url` (without `/realty`), with an API key of the licensee that opens `forms`, on behalf of one of its companies,
    /// whose id is a bare GUID.
    pub fn new(base_url: impl Into<String>, api_key: &str, organization: &str) -> Self {
        let client = Client::new(base_url, api_key);
        let authorization = format!("ReestroAuth apiKey={api_key}&portal.orgid={organization}");
        Self { http: client.http.clone(), base: client.base.clone(), authorization, contents: CONTENTS.to_owned(), retry: client.retry }
    }

    /// Another policy of repeating calls that got no answer.
    #[must_use]
    pub fn with_retry(self, retry: Retry) -> Self {
        Self { retry, ..self }
    }

    /// Another place of contents, where the server is set so (`forms.contents_path`).
    #[must_use]
    pub fn with_contents_at(self, path: impl Into<String>) -> Self {
        Self { contents: path.into(), ..self }
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, format!("{}{path}", self.base)).header("authorization", &self.authorization)
    }
}

impl fmt::Debug for CertificateForms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CertificateForms").field("base", &self.base).finish_non_exhaustive()
    }
}
