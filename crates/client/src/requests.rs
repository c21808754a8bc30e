//! Certificate requests and certificates.

use wire::office::{AcceptCertificateRequest, Certificate, CertificateRequest, CodeSent, File, NewCertificateRequest, Page};

use crate::{Client, Error};

impl Client {
    /// Asks for a certificate.
    pub async fn request_certificate(&self, request: &NewCertificateRequest) -> Result<CertificateRequest, Error> {
        self.post("/v1/certificate-requests", request).await
    }

    /// One request.
    pub async fn certificate_request(&self, id: &str) -> Result<CertificateRequest, Error> {
        self.get(&format!("/v1/certificate-requests/{id}")).await
    }

    /// Offer and acceptance act of a request.
    pub async fn certificate_request_files(&self, id: &str) -> Result<Vec<File>, Error> {
        let page: Page<File> = self.get(&format!("/v1/certificate-requests/{id}/files")).await?;
        Ok(page.data)
    }

    /// Sends the code by which the subject accepts the documents.
    pub async fn send_acceptance_code(&self, id: &str) -> Result<CodeSent, Error> {
        self.post_empty(&format!("/v1/certificate-requests/{id}/acceptance-code")).await
    }

    /// Accepts the documents with the code from the SMS.
    pub async fn accept(&self, id: &str, code: &str) -> Result<CertificateRequest, Error> {
        self.post(&format!("/v1/certificate-requests/{id}/accept"), &AcceptCertificateRequest { code: code.to_owned() }).await
    }

    /// Makes the issued certificate usable.
    pub async fn activate(&self, id: &str) -> Result<CertificateRequest, Error> {
        self.post_empty(&format!("/v1/certificate-requests/{id}/activate")).await
    }

    /// One certificate.
    pub async fn certificate(&self, id: &str) -> Result<Certificate, Error> {
        self.get(&format!("/v1/certificates/{id}")).await
    }

    /// A person's certificates.
    pub async fn certificates(&self, user: &str) -> Result<Vec<Certificate>, Error> {
        let page: Page<Certificate> = self.get_with("/v1/certificates", &[("user_id", user)]).await?;
        Ok(page.data)
    }

    /// A certificate's DER bytes.
    pub async fn certificate_der(&self, id: &str) -> Result<Vec<u8>, Error> {
        self.bytes(&format!("/v1/certificates/{id}/content")).await
    }
}
