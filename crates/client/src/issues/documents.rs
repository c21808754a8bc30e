//! Documents, scans and printed forms (operations 5–7).

use reqwest::Method;
use wire::issues::{DocumentType, PutDocument, RequestedRequisite, RequisiteType, TemplateType, Words};

use super::actualized::path;
use super::{IdentityDocument, IssuesError, IssuesService, OperationResult, SendingFileInfo};

impl IssuesService {
    /// Adds a document with its requisites, or changes them. It has to be there before its scan.
    pub async fn add_document_requisites(&self, id: &str, document: &IdentityDocument) -> OperationResult {
        self.put_document(id, document).await.into()
    }

    /// Uploads a scan of a document that is there: one or several pages, one after another.
    pub async fn send_document_scan(&self, id: &str, file: &SendingFileInfo, document: DocumentType) -> OperationResult {
        self.send_scan(id, file, document).await.into()
    }

    /// A printable form of the present data as PDF.
    pub async fn generate_request_template(&self, id: &str, template: TemplateType) -> OperationResult<Vec<u8>> {
        self.template(id, template).await.into()
    }

    async fn put_document(&self, id: &str, document: &IdentityDocument) -> Result<(), IssuesError> {
        let kind = sendable(document.document_type)?;
        let body = PutDocument { requisites: requisites(document), requisites_to_delete: Vec::new() };
        self.changed(id, || self.transport.request(Method::PUT, &path(id, &format!("/documents/{kind}"))).json(&body)).await
    }

    async fn send_scan(&self, id: &str, file: &SendingFileInfo, document: DocumentType) -> Result<(), IssuesError> {
        let kind = sendable(document)?;
        let place = path(id, &format!("/documents/{kind}/pages"));
        let build = || self.transport.request(Method::POST, &place).header("content-type", media_type(&file.name)).body(file.data.clone());
        self.changed(id, build).await
    }

    async fn template(&self, id: &str, template: TemplateType) -> Result<Vec<u8>, IssuesError> {
        if template == TemplateType::Unknown {
            return Err(IssuesError::Input("an unknown form cannot be asked for"));
        }
        let place = path(id, &format!("/templates/{}", template.word()));
        self.transport.bytes(|| self.transport.request(Method::POST, &place)).await
    }
}

/// The word of a kind; what is unknown is never sent.
fn sendable(kind: DocumentType) -> Result<&'static str, IssuesError> {
    if kind == DocumentType::Unknown { Err(IssuesError::Input("an unknown document cannot be sent")) } else { Ok(kind.word()) }
}

fn requisites(document: &IdentityDocument) -> Vec<RequestedRequisite> {
    let unit = document.issuer_code.as_ref().map(|code| code.chars().filter(char::is_ascii_digit).collect());
    let all = [
        (RequisiteType::Series, document.series.clone()),
        (RequisiteType::Number, document.number.clone()),
        (RequisiteType::IssueDate, document.issue_date.map(super::CalendarDate::dotted)),
        (RequisiteType::IssueOrganizationId, unit),
        (RequisiteType::IssueOrganization, document.issuer_name.clone()),
    ];
    all.into_iter().filter_map(|(kind, value)| Some(RequestedRequisite { kind: kind.word().to_owned(), value: Some(value?) })).collect()
}

fn media_type(name: &str) -> &'static str {
    let ending = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    match ending.as_str() {
        "pdf" => "application/pdf",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "tif" | "tiff" => "image/tiff",
        _ => "application/octet-stream",
    }
}
