//! Forms.

use reqwest::{Method, Response, StatusCode};
use wire::forms::{CertificateForm, CertificateInfo, ContentInfo, CryptoEvents, FormChange, NewCertificateForm};

use super::transport::read;
use super::{CertificateForms, FormsError};

const FORMS: &str = "/realty/crypto/v2/certificate-forms";

/// A form with the mark of its last change.
#[derive(Debug, Clone, PartialEq)]
pub struct Marked {
    /// The form.
    pub form: CertificateForm,
    /// `ETag`, as it came.
    pub tag: String,
}

/// Which statement is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Statement {
    /// That the certificate be made.
    Release,
    /// That it be revoked.
    Recall,
}

impl CertificateForms {
    /// POST `/certificate-forms`.
    pub async fn create_form(&self, new: &NewCertificateForm) -> Result<Marked, FormsError> {
        marked(self.send(|| self.request(Method::POST, FORMS).json(new)).await?).await
    }

    /// GET `/certificate-forms/{formId}`.
    pub async fn form(&self, id: &str) -> Result<Marked, FormsError> {
        marked(self.send(|| self.request(Method::GET, &format!("{FORMS}/{id}"))).await?).await
    }

    /// The same where it has changed since `tag`; nothing where it has not.
    pub async fn form_if_changed(&self, id: &str, tag: &str) -> Result<Option<Marked>, FormsError> {
        let response = self.send(|| self.request(Method::GET, &format!("{FORMS}/{id}")).header("if-none-match", tag)).await?;
        if response.status() == StatusCode::NOT_MODIFIED { Ok(None) } else { marked(response).await.map(Some) }
    }

    /// PATCH `/certificate-forms/{formId}`: all of the changes, or none.
    pub async fn change_form(&self, id: &str, changes: &[FormChange]) -> Result<Marked, FormsError> {
        marked(self.send(|| self.request(Method::PATCH, &format!("{FORMS}/{id}")).json(changes)).await?).await
    }

    /// POST `/certificate-forms/{formId}/release`, with the scan of the signed statement.
    pub async fn release_form(&self, id: &str, statement: &ContentInfo) -> Result<Marked, FormsError> {
        marked(self.send(|| self.request(Method::POST, &format!("{FORMS}/{id}/release")).json(statement)).await?).await
    }

    /// GET `/certificate-forms/{formId}/render`: a statement as PDF.
    pub async fn render(&self, id: &str, statement: Statement) -> Result<Vec<u8>, FormsError> {
        let word = match statement {
            Statement::Release => "releaseStatement",
            Statement::Recall => "recallStatement",
        };
        self.bytes(|| self.request(Method::GET, &format!("{FORMS}/{id}/render?statementType={word}"))).await
    }

    /// GET `/events`: those after a mark, at most `count`.
    pub async fn events(&self, after: Option<&str>, count: Option<u32>) -> Result<CryptoEvents, FormsError> {
        let mut query: Vec<(&str, String)> = Vec::new();
        query.extend(after.map(|after| ("afterEventId", after.to_owned())));
        query.extend(count.map(|count| ("count", count.to_string())));
        self.json(|| self.request(Method::GET, "/realty/crypto/v2/events").query(&query)).await
    }

    /// GET `/certificate-forms/{formId}/certificate`, an extension of this server.
    pub async fn certificate(&self, id: &str) -> Result<CertificateInfo, FormsError> {
        self.json(|| self.request(Method::GET, &format!("{FORMS}/{id}/certificate"))).await
    }

    /// POST `/certificate-forms/{formId}/recall`, an extension of this server: revokes the certificate by a scan of the signed statement.
    pub async fn recall_form(&self, id: &str, statement: &ContentInfo) -> Result<Marked, FormsError> {
        marked(self.send(|| self.request(Method::POST, &format!("{FORMS}/{id}/recall")).json(statement)).await?).await
    }
}

async fn marked(response: Response) -> Result<Marked, FormsError> {
    let tag = response.headers().get("etag").and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    Ok(Marked { form: read(response).await?, tag })
}
