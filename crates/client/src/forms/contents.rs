//! Contents: bytes that documents are shown by.

use md5::{Digest as _, Md5};
use reqwest::Method;
use wire::forms::ContentInfo;

use super::{CertificateForms, FormsError};

impl CertificateForms {
    /// Puts bytes, to be named by a document later. The server finds out what they are.
    pub async fn put_content(&self, bytes: &[u8]) -> Result<ContentInfo, FormsError> {
        let md5 = hex::encode_upper(Md5::digest(bytes));
        let request = || self.request(Method::POST, &self.contents).header("md5", &md5).header("content-type", "application/octet-stream");
        self.json(|| request().body(bytes.to_vec())).await
    }

    /// The bytes of a content.
    pub async fn content(&self, id: &str) -> Result<Vec<u8>, FormsError> {
        self.bytes(|| self.request(Method::GET, &format!("{}/{id}", self.contents))).await
    }
}
