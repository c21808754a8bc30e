//! A person's session, and what they see of it.

use reqwest::Method;
use wire::diadoc::proto::LoginPassword;

use super::proto::{CertificateList, OrganizationList, UserV2};
use super::{SignersError, SignersService};

impl SignersService {
    /// Logs in by phone or e-mail and password; the calls of what is returned are that person's.
    pub async fn logged_in(&self, login: &str, password: &str) -> Result<Self, SignersError> {
        let message = LoginPassword { login: login.to_owned(), password: password.to_owned() };
        let application = Self { authorization: self.application(), ..self.clone() };
        let request = application.request(Method::POST, "/V3/Authenticate").query(&[("type", "password")]);
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
}
