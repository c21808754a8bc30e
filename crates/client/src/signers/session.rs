//! A person's session, and what they see of it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::Method;
use reqwest::header::CONTENT_TYPE;
use wire::diadoc::proto::LoginPassword;

use super::proto::{self, CertificateList, Employee, OrganizationList, OrganizationUsersList, UserV2};
use super::{SignersError, SignersService};

impl SignersService {
    /// Logs in by phone or e-mail and password; the calls of what is returned are that person's.
    pub async fn logged_in(&self, login: &str, password: &str) -> Result<Self, SignersError> {
        let message = LoginPassword { login: login.to_owned(), password: password.to_owned() };
        let request = self.anonymous().request(Method::POST, "/V3/Authenticate").query(&[("type", "password")]);
        let token = self.bytes(self.with(request, &message)?).await?;
        Ok(self.with_token(&String::from_utf8_lossy(&token)))
    }

    /// The caller's organizations with their boxes.
    pub async fn organizations(&self) -> Result<OrganizationList, SignersError> {
        self.message(self.request(Method::GET, "/GetMyOrganizations")).await
    }

    /// The caller's certificates in a box.
    pub async fn certificates(&self, box_id: &str) -> Result<CertificateList, SignersError> {
        self.message(self.request(Method::GET, "/GetMyCertificates").query(&[("boxId", box_id)])).await
    }

    /// Who the caller is.
    pub async fn user(&self) -> Result<UserV2, SignersError> {
        self.message(self.request(Method::GET, "/V2/GetMyUser")).await
    }

    /// Who the caller is in a box, and what they may do there.
    pub async fn employee(&self, box_id: &str) -> Result<Employee, SignersError> {
        self.message(self.request(Method::GET, "/GetMyEmployee").query(&[("boxId", box_id)])).await
    }

    /// The users of a box.
    pub async fn users(&self, box_id: &str) -> Result<OrganizationUsersList, SignersError> {
        self.message(self.request(Method::GET, "/V2/GetOrganizationUsers").query(&[("boxId", box_id)])).await
    }

    /// A box of the licensee with its organization.
    pub async fn box_of(&self, box_id: &str) -> Result<proto::Box, SignersError> {
        self.message(self.request(Method::GET, "/GetBox").query(&[("boxId", box_id)])).await
    }

    /// Logs in by the token of a session of the office's face.
    pub async fn logged_in_by_sid(&self, sid: &str) -> Result<Self, SignersError> {
        let request = self.anonymous().request(Method::POST, "/V3/Authenticate").query(&[("type", "sid")]);
        let token = self.bytes(request.header(CONTENT_TYPE, "text/plain").body(sid.to_owned())).await?;
        Ok(self.with_token(&String::from_utf8_lossy(&token)))
    }

    /// Begins to log in by a certificate in DER: what comes is a CMS EnvelopedData, whose content the holder of the key gives to
    /// [`Self::logged_in_by_certificate`].
    pub async fn challenge(&self, certificate: &[u8]) -> Result<Vec<u8>, SignersError> {
        let request = self.anonymous().request(Method::POST, "/V3/Authenticate").query(&[("type", "certificate")]);
        self.bytes(request.header(CONTENT_TYPE, "application/octet-stream").body(certificate.to_vec())).await
    }

    /// Logs in by the content of a challenge, decrypted, and the same certificate.
    pub async fn logged_in_by_certificate(&self, decrypted: &[u8], certificate: &[u8]) -> Result<Self, SignersError> {
        let request = self.anonymous().request(Method::POST, "/V3/AuthenticateConfirm").query(&[("token", STANDARD.encode(decrypted))]);
        let token = self.bytes(request.header(CONTENT_TYPE, "application/octet-stream").body(certificate.to_vec())).await?;
        Ok(self.with_token(&String::from_utf8_lossy(&token)))
    }

    /// The application alone, in which nobody has logged in.
    fn anonymous(&self) -> Self {
        Self { authorization: self.application(), ..self.clone() }
    }
}
