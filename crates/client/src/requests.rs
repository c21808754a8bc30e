//! Certificate requests and certificates.

use wire::office::{
    AcceptCertificateRequest, Certificate, CertificateRequest, CodeSent, File, ListAll, ListCertificates, NewCertificateRequest, Page,
};

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

    /// A page of requests, the newest first.
    pub async fn certificate_requests(&self, page: &ListAll) -> Result<Page<CertificateRequest>, Error> {
        self.get_with("/v1/certificate-requests", page).await
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

    /// Issues a certificate at once, where that is agreed on with the licensee.
    pub async fn issue_certificate(&self, request: &NewCertificateRequest) -> Result<Certificate, Error> {
        self.post("/v1/certificates", request).await
    }

    /// One certificate.
    pub async fn certificate(&self, id: &str) -> Result<Certificate, Error> {
        self.get(&format!("/v1/certificates/{id}")).await
    }

    /// A page of certificates, of one person or of all, the newest first.
    pub async fn certificates(&self, page: &ListCertificates) -> Result<Page<Certificate>, Error> {
        self.get_with("/v1/certificates", page).await
    }

    /// A certificate's DER bytes.
    pub async fn certificate_der(&self, id: &str) -> Result<Vec<u8>, Error> {
        self.bytes(&format!("/v1/certificates/{id}/content")).await
    }
}
