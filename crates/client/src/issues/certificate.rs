//! The certificate and the employee's card (operations 17 and 18).

use reqwest::Method;
use wire::office::{Certificate, ListCertificates};

use super::actualized::path;
use super::{Employee, IssuesError, IssuesService, OperationResult};

/// Certificates of one call.
const PAGE: u32 = 200;

impl IssuesService {
    /// The certificate of a released request, in DER.
    pub async fn download_certificate(&self, id: &str) -> OperationResult<Vec<u8>> {
        self.download(id).await.into()
    }

    /// The same, put into the employee's card: their place in the company. Again it changes nothing.
    pub async fn download_certificate_and_assign_to_employee(&self, id: &str, employee: &Employee) -> OperationResult {
        self.download_and_assign(id, employee).await.into()
    }

    async fn download(&self, id: &str) -> Result<Vec<u8>, IssuesError> {
        self.transport.bytes(|| self.transport.request(Method::POST, &path(id, "/download-certificate"))).await
    }

    async fn download_and_assign(&self, id: &str, employee: &Employee) -> Result<(), IssuesError> {
        let company = employee.company_id.as_deref().ok_or(IssuesError::Input("the employee's card names no company"))?;
        let der = self.download(id).await?;
        let certificate = self.of_bytes(&der, employee.user_id.as_deref()).await?;
        let user = employee.user_id.as_ref().unwrap_or(&certificate.user_id);
        self.office.assign_certificate(company, user, &certificate.id).await?;
        Ok(())
    }

    /// The office knows certificates by ids of its own, and by their thumbprints.
    async fn of_bytes(&self, der: &[u8], user: Option<&str>) -> Result<Certificate, IssuesError> {
        let thumbprint = thumbprint(der);
        let mut query = ListCertificates { user_id: user.map(str::to_owned), limit: Some(PAGE), after: None };
        loop {
            let page = self.office.certificates(&query).await?;
            if let Some(found) = page.data.into_iter().find(|one| one.thumbprint == thumbprint) {
                return Ok(found);
            }
            query.after = page.next;
            if query.after.is_none() {
                return Err(IssuesError::Input("the certificate is not that of this employee"));
            }
        }
    }
}

/// SHA-1 over the DER, upper-case hex: how Windows and the vendor name certificates.
fn thumbprint(der: &[u8]) -> String {
    let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA1_FOR_LEGACY_USE_ONLY, der);
    digest.as_ref().iter().map(|octet| format!("{octet:02X}")).collect()
}
