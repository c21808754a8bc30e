//! Companies and their members.

use wire::office::{Company, Member, NewCompany, Page, PutMember};

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

    /// The company with your own id, if there is one.
    pub async fn company_by_external_id(&self, external_id: &str) -> Result<Option<Company>, Error> {
        let page: Page<Company> = self.get_with("/v1/companies", &[("external_id", external_id)]).await?;
        Ok(page.data.into_iter().next())
    }

    /// Puts a person into a company, or changes their rights there.
    pub async fn put_member(&self, company: &str, user: &str, place: &PutMember) -> Result<Member, Error> {
        self.put(&format!("/v1/companies/{company}/members/{user}"), place).await
    }

    /// Who acts for a company.
    pub async fn members(&self, company: &str) -> Result<Vec<Member>, Error> {
        let page: Page<Member> = self.get(&format!("/v1/companies/{company}/members")).await?;
        Ok(page.data)
    }
}
