//! The release statement, signed without paper (operations 12–16).

use reqwest::Method;
use wire::issues::{ConfirmationParameters, Confirmed, OperationToConfirm, RequestConfirmation, SignStatement, Words};

use super::actualized::path;
use super::{CertificateConfirmationApplicantInfo, Employee, IssuesError, IssuesService, OperationResult};

impl IssuesService {
    /// Has a code sent to the subject, who signs the release statement with it.
    pub async fn send_release_statement(&self, id: &str) -> OperationResult {
        self.confirm(id, OperationToConfirm::SigningReleaseStatement, None).await.into()
    }

    /// Signs the release statement with the code from the SMS.
    pub async fn sign_release_statement(&self, id: &str, sms_code: &str) -> OperationResult {
        let body = SignStatement { confirmation_info: Some(Confirmed { sms_code: Some(sms_code.to_owned()) }) };
        self.sign(id, &body).await.into()
    }

    /// Has the state portal ask the subject, whose birth date the employee's card tells.
    pub async fn send_release_statement_with_esia_for_employee(&self, id: &str, employee: &Employee, snils: &str) -> OperationResult {
        let Some(birth_date) = employee.birth_date else {
            return Err(IssuesError::Input("the employee's card has no birth date")).into();
        };
        self.send_release_statement_with_esia(id, &CertificateConfirmationApplicantInfo { snils: snils.to_owned(), birth_date }).await
    }

    /// The same without a card.
    pub async fn send_release_statement_with_esia(&self, id: &str, who: &CertificateConfirmationApplicantInfo) -> OperationResult {
        let digits = who.snils.chars().filter(char::is_ascii_digit).collect();
        let parameters = ConfirmationParameters { snils_number: Some(digits), birth_date: Some(who.birth_date.iso()) };
        self.confirm(id, OperationToConfirm::SigningReleaseStatementWithEsia, Some(parameters)).await.into()
    }

    /// Signs the release statement as the state portal says. While the subject is still asked the error says so
    /// ([`IssuesError::is_in_progress`]): ask again.
    pub async fn sign_release_statement_with_esia(&self, id: &str) -> OperationResult {
        let place = path(id, "/documents/releaseStatement/sign");
        self.changed(id, || self.transport.request(Method::POST, &place).json(&serde_json::json!({}))).await.into()
    }

    async fn confirm(&self, id: &str, what: OperationToConfirm, parameters: Option<ConfirmationParameters>) -> Result<(), IssuesError> {
        let body = RequestConfirmation { operation_to_confirm: Some(what.word().to_owned()), parameters };
        self.changed(id, || self.transport.request(Method::POST, &path(id, "/confirmation-requests")).json(&body)).await
    }

    async fn sign(&self, id: &str, body: &SignStatement) -> Result<(), IssuesError> {
        let place = path(id, "/documents/releaseStatement/sign");
        self.changed(id, || self.transport.request(Method::POST, &place).json(body)).await
    }
}
