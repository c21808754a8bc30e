//! Subjects and representatives.

use reqwest::Method;
use wire::forms::{ContentInfo, NewRepresentative, NewSubject, Representative, RepresentativeChange, Subject, SubjectChange};

use super::{CertificateForms, FormsError};

const SUBJECTS: &str = "/realty/entity/v1/subjects";
const REPRESENTATIVES: &str = "/realty/entity/v1/representatives";

impl CertificateForms {
    /// POST `/subjects`.
    pub async fn create_subject(&self, new: &NewSubject) -> Result<Subject, FormsError> {
        self.json(|| self.request(Method::POST, SUBJECTS).json(new)).await
    }

    /// GET `/subjects/{subjectId}`.
    pub async fn subject(&self, id: &str) -> Result<Subject, FormsError> {
        self.json(|| self.request(Method::GET, &format!("{SUBJECTS}/{id}"))).await
    }

    /// PUT `/subjects/{subjectId}`.
    pub async fn replace_subject(&self, id: &str, change: &SubjectChange) -> Result<Subject, FormsError> {
        self.json(|| self.request(Method::PUT, &format!("{SUBJECTS}/{id}")).json(change)).await
    }

    /// GET `/subjects/{subjectId}/egrul`: an extract from the register of legal entities, deposited.
    pub async fn egrul(&self, id: &str) -> Result<ContentInfo, FormsError> {
        self.json(|| self.request(Method::GET, &format!("{SUBJECTS}/{id}/egrul"))).await
    }

    /// POST `/representatives`.
    pub async fn create_representative(&self, new: &NewRepresentative) -> Result<Representative, FormsError> {
        self.json(|| self.request(Method::POST, REPRESENTATIVES).json(new)).await
    }

    /// GET `/representatives/{representativeId}`: both ids, glued together.
    pub async fn representative(&self, principal: &str, agent: &str) -> Result<Representative, FormsError> {
        self.json(|| self.request(Method::GET, &format!("{REPRESENTATIVES}/{principal}{agent}"))).await
    }

    /// PUT `/representatives/{representativeId}`.
    pub async fn replace_representative(
        &self,
        principal: &str,
        agent: &str,
        change: &RepresentativeChange,
    ) -> Result<Representative, FormsError> {
        self.json(|| self.request(Method::PUT, &format!("{REPRESENTATIVES}/{principal}{agent}")).json(change)).await
    }
}
