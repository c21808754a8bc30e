//! `IssuesService`: requests for certificates as the vendor's client library offers them, over the face `/kcr/v1`.
//!
//! Its 21 operations have their vendor's names in `snake_case`; where the vendor overloads a name, ours say which overload it is:
//!
//! | vendor | here |
//! |---|---|
//! | `CreateCertificateIssue(StaffEmployee, inn)` | [`create_certificate_issue_for_employee`](IssuesService::create_certificate_issue_for_employee) |
//! | `CreateCertificateIssue(CertificateApplicantInfo)` | [`create_certificate_issue`](IssuesService::create_certificate_issue) |
//! | `EditCertificateIssueRequest(id, StaffEmployee)` | [`edit_certificate_issue_request_for_employee`](IssuesService::edit_certificate_issue_request_for_employee) |
//! | `EditCertificateIssueRequest(id, CertificateUpdateApplicantInfo)` | [`edit_certificate_issue_request`](IssuesService::edit_certificate_issue_request) |
//! | `AddDocumentRequisites` | [`add_document_requisites`](IssuesService::add_document_requisites) |
//! | `SendDocumentScan` | [`send_document_scan`](IssuesService::send_document_scan) |
//! | `GenerateRequestTemplate` | [`generate_request_template`](IssuesService::generate_request_template) |
//! | `SendRequestForValidation` | [`send_request_for_validation`](IssuesService::send_request_for_validation) |
//! | `GetIssue` | [`get_issue`](IssuesService::get_issue) |
//! | `SubjectIdentification` | [`subject_identification`](IssuesService::subject_identification) |
//! | `ForwardToCabinet` | [`forward_to_cabinet`](IssuesService::forward_to_cabinet) |
//! | `SendReleaseStatement` | [`send_release_statement`](IssuesService::send_release_statement) |
//! | `SignReleaseStatement(id, smsCode)` | [`sign_release_statement`](IssuesService::sign_release_statement) |
//! | `SendReleaseStatementWithEsia(id, StaffEmployee, snils)` | [`send_release_statement_with_esia_for_employee`](IssuesService::send_release_statement_with_esia_for_employee) |
//! | `SendReleaseStatementWithEsia(id, CertificateConfirmationApplicantInfo)` | [`send_release_statement_with_esia`](IssuesService::send_release_statement_with_esia) |
//! | `SignReleaseStatement(id)` | [`sign_release_statement_with_esia`](IssuesService::sign_release_statement_with_esia) |
//! | `DownloadCertificate` | [`download_certificate`](IssuesService::download_certificate) |
//! | `DownloadCertificateAndAssignToEmployee` | [`download_certificate_and_assign_to_employee`](IssuesService::download_certificate_and_assign_to_employee) |
//! | `DeleteCertificateIssueRequest` | [`delete_certificate_issue_request`](IssuesService::delete_certificate_issue_request) |
//! | `GetEventList(limit)` | [`get_event_list`](IssuesService::get_event_list) |
//! | `GetEventList(limit, lastId)` | [`get_event_list_after`](IssuesService::get_event_list_after) |
//!
//! Every one returns an [`OperationResult`]. A change waits until the request is actualised, as the vendor's client has to.

mod actualized;
mod certificate;
mod documents;
mod error;
mod events;
mod models;
mod requests;
mod result;
mod statement;
mod transport;

use std::fmt;

pub use actualized::Waiting;
pub use error::IssuesError;
pub use models::{
    Applicant, CalendarDate, CertificateApplicantInfo, CertificateConfirmationApplicantInfo, CertificateUpdateApplicantInfo, Employee,
    IdentityDocument, SendingFileInfo,
};
pub use result::OperationResult;
pub(crate) use transport::Transport;
pub use wire::issues::{DocumentType, Issue, IssueEvents, Status, TemplateType};

use crate::{Client, Retry};

/// The vendor's service of issue requests. Clones share their connections.
#[derive(Clone)]
pub struct IssuesService {
    transport: Transport,
    waiting: Waiting,
    office: Client,
}

impl IssuesService {
    /// For the server at `base_url` (without `/kcr`), with an API key of the licensee that opens `issues`; assigning a certificate to an
    /// employee asks for `office` too.
    pub fn new(base_url: impl Into<String>, api_key: impl Into<String>) -> Self {
        let (base, key) = (base_url.into(), api_key.into());
        let office = Client::new(base.clone(), key.clone());
        Self { transport: Transport::new(&office, key), waiting: Waiting::default(), office }
    }

    /// Another patience with requests that are being actualised.
    #[must_use]
    pub fn with_waiting(self, waiting: Waiting) -> Self {
        Self { waiting, ..self }
    }

    /// Another policy of repeating calls that got no answer.
    #[must_use]
    pub fn with_retry(self, retry: Retry) -> Self {
        Self { transport: self.transport.with_retry(retry), office: self.office.with_retry(retry), ..self }
    }
}

impl fmt::Debug for IssuesService {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IssuesService").field("base", &self.office.base_url()).finish_non_exhaustive()
    }
}
