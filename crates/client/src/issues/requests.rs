//! Creating, changing, sending and reading requests (operations 1–4, 8–11, 19).

use reqwest::Method;
use wire::issues::{EditIssue, IdentifySubject, Issue, NewIssue};

use super::actualized::path;
use super::{Applicant, CertificateApplicantInfo, CertificateUpdateApplicantInfo, Employee, IssuesError, IssuesService, OperationResult};

impl IssuesService {
    /// Creates a request for an employee; its id is `data.id`.
    pub async fn create_certificate_issue_for_employee(&self, employee: &Employee, inn: &str) -> OperationResult<Issue> {
        match Applicant::of_employee(employee, Some(inn)) {
            Ok(applicant) => self.create(&applicant.new_issue()).await.into(),
            Err(error) => Err(error).into(),
        }
    }

    /// The same without a card.
    pub async fn create_certificate_issue(&self, applicant: &CertificateApplicantInfo) -> OperationResult<Issue> {
        self.create(&Applicant::from(applicant).new_issue()).await.into()
    }

    /// Changes the data of a request by an employee's card.
    pub async fn edit_certificate_issue_request_for_employee(&self, id: &str, employee: &Employee) -> OperationResult {
        match Applicant::of_employee(employee, None) {
            Ok(applicant) => self.edit(id, &applicant.edit()).await.into(),
            Err(error) => Err(error).into(),
        }
    }

    /// Changes the data of a request; what is nothing stays.
    pub async fn edit_certificate_issue_request(&self, id: &str, change: &CertificateUpdateApplicantInfo) -> OperationResult {
        self.edit(id, &Applicant::from(change).edit()).await.into()
    }

    /// Sends a request to be checked.
    pub async fn send_request_for_validation(&self, id: &str) -> OperationResult {
        self.command(id, "/validate").await.into()
    }

    /// A request as it stands. Its status is final when it is actualised.
    pub async fn get_issue(&self, id: &str) -> OperationResult<Issue> {
        self.issue(id).await.into()
    }

    /// Records which employee looked at the subject's identity document; a new record takes the place of the one before.
    pub async fn subject_identification(&self, id: &str, identified_by: &Employee) -> OperationResult {
        self.identify(id, identified_by).await.into()
    }

    /// Puts an approved request into the subject's cabinet.
    pub async fn forward_to_cabinet(&self, id: &str) -> OperationResult {
        self.command(id, "/forward-to-cabinet").await.into()
    }

    /// Deletes a request: in `preparing`, `correction` and `approved` alone.
    pub async fn delete_certificate_issue_request(&self, id: &str) -> OperationResult {
        self.changed(id, || self.transport.request(Method::DELETE, &path(id, ""))).await.into()
    }

    async fn create(&self, new: &NewIssue) -> Result<Issue, IssuesError> {
        self.transport.json(|| self.transport.request(Method::POST, "/kcr/v1/issues").json(new)).await
    }

    async fn edit(&self, id: &str, change: &EditIssue) -> Result<(), IssuesError> {
        self.changed(id, || self.transport.request(Method::PATCH, &path(id, "")).json(change)).await
    }

    async fn identify(&self, id: &str, by: &Employee) -> Result<(), IssuesError> {
        let parts = [Some(&by.last_name), Some(&by.first_name), by.middle_name.as_ref()];
        let name = parts.into_iter().flatten().map(|part| part.trim()).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        if name.is_empty() {
            return Err(IssuesError::Input("whoever identified has no name"));
        }
        let body = IdentifySubject { identification_subject_type: Some("employee".to_owned()), identified_by: Some(name) };
        self.changed(id, || self.transport.request(Method::PUT, &path(id, "/subject-identification")).json(&body)).await
    }

    /// A change that says no more than its name.
    pub(super) async fn command(&self, id: &str, rest: &str) -> Result<(), IssuesError> {
        self.changed(id, || self.transport.request(Method::POST, &path(id, rest))).await
    }
}
