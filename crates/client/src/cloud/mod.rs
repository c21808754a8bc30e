//! `DssService`: signing by keys of the server with a code by SMS (облачное подписание), as the vendor's client library offers it.
//!
//! [`sign_document`](DssService::sign_document) → [`get_status`](DssService::get_status) →
//! [`confirm_sign_operation`](DssService::confirm_sign_operation) → [`get_result`](DssService::get_result).

mod models;
mod upload;

use std::fmt;

use reqwest::Method;
use wire::cloud::{ConfirmQuery, Confirmation, Hello, OperationQuery, ResultQuery, Sign, SignState, Started};

pub use models::{ConfirmType, DssSignStatus, KonturSignResponse, SignFile, SignRequest, SignStatus, SignType};

use crate::issues::{IssuesError, OperationResult, Transport};
use crate::{Client, Retry};

/// Where the calls are, below the server's address.
const BASE: &str = "/crypto/v3";

/// The vendor's service of cloud signing. Clones share their connections.
#[derive(Clone)]
pub struct DssService {
    transport: Transport,
}

impl DssService {
    /// For the server at `base_url` (without `/crypto`), with an API key of the licensee that opens `issues`.
    pub fn new(base_url: impl Into<String>, api_key: impl Into<String>) -> Self {
        let (base, key) = (base_url.into(), api_key.into());
        let client = Client::new(base, key.clone());
        Self { transport: Transport::new(&client, key) }
    }

    /// Another policy of repeating calls that got no answer.
    #[must_use]
    pub fn with_retry(self, retry: Retry) -> Self {
        Self { transport: self.transport.with_retry(retry) }
    }

    /// Whether the service is there.
    pub async fn hello(&self) -> OperationResult<Hello> {
        self.transport.json(|| self.transport.request(Method::GET, &path("Hello"))).await.into()
    }

    /// Begins signing, and has a code sent to the owner of the certificate.
    pub async fn sign_document(&self, request: &SignRequest) -> OperationResult<KonturSignResponse> {
        self.begin(request).await.into()
    }

    /// How an operation stands.
    pub async fn get_status(&self, operation_id: &str) -> OperationResult<SignStatus> {
        self.status(operation_id).await.map(SignStatus::from).into()
    }

    /// Gives the code from the SMS.
    pub async fn confirm_sign_operation(&self, operation_id: &str, confirmation_code: &str) -> OperationResult<Confirmation> {
        let query = ConfirmQuery { operation_id: operation_id.to_owned(), confirmation_code: confirmation_code.to_owned() };
        self.transport.json(|| self.transport.request(Method::POST, &path("Confirm")).query(&query)).await.into()
    }

    /// A signature: a detached CMS in DER.
    pub async fn get_result(&self, result_id: &str) -> OperationResult<Vec<u8>> {
        let query = ResultQuery { result_id: result_id.to_owned(), offset: None, size: None };
        self.transport.bytes(|| self.transport.request(Method::GET, &path("GetResult")).query(&query)).await.into()
    }

    async fn begin(&self, request: &SignRequest) -> Result<KonturSignResponse, IssuesError> {
        let mut ids = Vec::with_capacity(request.files.len());
        for file in &request.files {
            ids.push(self.upload(file).await?);
        }
        let sign = Sign {
            thumbprint: Some(request.thumbprint.clone()),
            file_ids: Some(ids),
            sign_type: Some(request.sign_type.number()),
            disable_certificate_confirm: request.without_confirmation,
            ..Sign::default()
        };
        let started: Started = self.transport.json(|| self.transport.request(Method::POST, &path("Sign")).json(&sign)).await?;
        Ok(started.into())
    }

    async fn status(&self, operation_id: &str) -> Result<SignState, IssuesError> {
        let query = OperationQuery { operation_id: operation_id.to_owned() };
        self.transport.json(|| self.transport.request(Method::GET, &path("GetStatus")).query(&query)).await
    }
}

fn path(call: &str) -> String {
    format!("{BASE}/{call}")
}

impl fmt::Debug for DssService {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DssService")
    }
}
