//! Companies and their members.

use wire::office::{AssignCertificate, AssignedCertificate, Company, ListAll, Member, NewCompany, OutsideCertificate, Page, PutMember};

use crate::{Client, Error};

impl Client {
    /// Adds a company.
    pub async fn add_company(&self, company: &NewCompany) -> Result<Company, Error> {
        self.post("/v1/companies", company).await
    }

    /// One company.
    pub async fn company(&self, id: &str) -> Result<Company, Error> {
        self.get(&format!("/v1/companies/{id}")).await
    }

    /// A page of companies, the newest first.
    pub async fn companies(&self, page: &ListAll) -> Result<Page<Company>, Error> {
        self.get_with("/v1/companies", page).await
    }

    /// The company with your own id, if there is one.
    pub async fn company_by_external_id(&self, external_id: &str) -> Result<Option<Company>, Error> {
        let page: Page<Company> = self.get_with("/v1/companies", &[("external_id", external_id)]).await?;
        Ok(page.data.into_iter().next())
    }

    /// Puts a person into a company. Who is there already is changed by [`Client::change_member`].
    pub async fn put_member(&self, company: &str, user: &str, place: &PutMember) -> Result<Member, Error> {
        self.put(&format!("/v1/companies/{company}/members/{user}"), place).await
    }

    /// One member with their rights.
    pub async fn member(&self, company: &str, user: &str) -> Result<Member, Error> {
        self.get(&format!("/v1/companies/{company}/members/{user}")).await
    }

    /// Changes what a member may do, if `version` is still the present one.
    pub async fn change_member(&self, company: &str, user: &str, version: i64, place: &PutMember) -> Result<Member, Error> {
        self.put_seen(&format!("/v1/companies/{company}/members/{user}"), version, place).await
    }

    /// Takes a member out, if `version` is still the present one.
    pub async fn remove_member(&self, company: &str, user: &str, version: i64) -> Result<(), Error> {
        self.delete_seen(&format!("/v1/companies/{company}/members/{user}"), version).await
    }

    /// A page of those who act for a company.
    pub async fn members(&self, company: &str, page: &ListAll) -> Result<Page<Member>, Error> {
        self.get_with(&format!("/v1/companies/{company}/members"), page).await
    }

    /// Makes a certificate the one that a member signs with; the one before is kept in the history. Again it changes nothing.
    pub async fn assign_certificate(&self, company: &str, user: &str, certificate: &str) -> Result<AssignedCertificate, Error> {
        let body = AssignCertificate { certificate_id: certificate.to_owned() };
        self.put(&format!("/v1/companies/{company}/members/{user}/certificate"), &body).await
    }

    /// Registers a certificate that another authority issued to a member: in DER, in PEM with those above it, or in Base64.
    pub async fn register_certificate(&self, company: &str, user: &str, certificate: &[u8]) -> Result<OutsideCertificate, Error> {
        self.post_bytes(&format!("/v1/companies/{company}/members/{user}/outside-certificates"), certificate).await
    }

    /// A page of the certificates of other authorities that are registered for a member, the newest first.
    pub async fn registered_certificates(&self, company: &str, user: &str, page: &ListAll) -> Result<Page<OutsideCertificate>, Error> {
        self.get_with(&format!("/v1/companies/{company}/members/{user}/outside-certificates"), page).await
    }

    /// One of them.
    pub async fn registered_certificate(&self, id: &str) -> Result<OutsideCertificate, Error> {
        self.get(&format!("/v1/outside-certificates/{id}")).await
    }

    /// Takes one of them away.
    pub async fn remove_registered_certificate(&self, id: &str) -> Result<(), Error> {
        self.delete(&format!("/v1/outside-certificates/{id}")).await
    }
}
