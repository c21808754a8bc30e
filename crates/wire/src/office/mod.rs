//! The office's own face, `/v1`: JSON in `snake_case`, ids with a prefix, times in RFC 3339 with `Z`.

mod api_key;
mod audit;
mod cabinet;
mod certificate;
mod certificate_request;
mod company;
mod endpoint;
mod event;
mod file;
mod member;
mod nothing;
mod operator;
mod outside_certificate;
mod package;
mod page;
mod participant;
mod problem;
mod query;
mod session;
mod signature;
mod user;
mod verification;

pub use api_key::{ApiKey, NewApiKey};
pub use audit::AuditRecord;
pub use cabinet::{CabinetRequest, CabinetSession, GiveConsent, NewCabinetCode, NewCabinetSession, ReleaseRequest, SignReleaseStatement};
pub use certificate::Certificate;
pub use certificate_request::{AcceptCertificateRequest, CertificateRequest, CodeSent, NewCertificateRequest};
pub use company::{Company, NewCompany};
pub use endpoint::{Delivery, Endpoint, EndpointTest, NewEndpoint, Replay, ReplayEvents, RotateSecret, UpdateEndpoint};
pub use event::Event;
pub use file::File;
pub use member::{AssignCertificate, AssignedCertificate, Member, PutMember};
pub use nothing::Nothing;
pub use operator::{
    CheckedDocument, CheckedFinding, CheckedPage, CheckedRequest, CheckedSubject, CheckedValidation, Correction, CorrectionRemark,
    NewOperatorSession, NewRemark, OperatorSession, ReturnRequest,
};
pub use outside_certificate::OutsideCertificate;
pub use package::{ActOnPackage, NewPackage, Package, PackageForm, RefusePackage, RevokePackage, SendSigningCode, SignPackage};
pub use page::Page;
pub use participant::{NewParticipant, Participant};
pub use problem::{FieldProblem, Problem};
pub use query::{FileName, ListAll, ListAudit, ListByExternalId, ListCertificates, ListDeliveries, ListEvents, ListPackages};
pub use session::{NewSession, OpenSession, Session};
pub use signature::{Authority, Fact, Signature};
pub use user::{NewUser, User};
pub use verification::{
    PathCertificate, Verification, VerificationFinding, VerificationForm, VerifiedCertificate, VerifiedEvidence, VerifiedMessage,
    VerifiedSigner, VerifiedStamp,
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_refuse_unknown_fields() {
        let error = serde_json::from_str::<NewCompany>(r#"{"name":"А","inn":"7707083893","kkp":"1"}"#).unwrap_err();
        assert!(error.to_string().contains("kkp"), "{error}");
    }

    #[test]
    fn responses_tolerate_unknown_fields() {
        assert!(serde_json::from_str::<CodeSent>(r#"{"phone":"+7","expires_at":"2026-01-01T00:00:00Z","new":1}"#).is_ok());
    }

    #[test]
    fn secrets_do_not_print() {
        let shown = format!("{:?}", NewSession { phone: "+7".to_owned(), password: "открой".to_owned() });
        assert!(!shown.contains("открой"));
    }

    #[test]
    fn facts_of_a_problem_stand_beside_its_members() {
        let text = r#"{"type":"t","title":"т","status":409,"code":"package_not_your_turn","blocked_by":[{"order":1}]}"#;
        let problem: Problem = serde_json::from_str(text).unwrap();
        assert_eq!(problem.facts["blocked_by"][0]["order"], 1);
        assert_eq!(serde_json::to_string(&problem).unwrap(), text);
    }
}
