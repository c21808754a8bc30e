//! Requests as rows of every age hold them.
//!
//! Before there was more than the office's face, a request was its account's alone; what vouches for the identity, and the printed offer and
//! act, stood inside the state.

use serde::Deserialize;

use super::applicant::{Applicant, SubjectKind};
use super::document::Document;
use super::remark::{CorrectedBy, Correction};
use super::{
    Agreement, Approver, Confirmation, Consent, Forwarded, Identification, IssueRequest, KeyPlace, Processing, SignedStatement, State,
    Taken, check,
};
use crate::id::{CertificateId, CompanyId, IssueId, LicenseeId, UserId};
use crate::subject::{ExternalId, Reason};
use crate::time::Timestamp;

/// A request, whatever its age.
#[derive(Deserialize)]
pub(super) struct AnyAge {
    id: IssueId,
    licensee: LicenseeId,
    version: i64,
    user: UserId,
    company: Option<CompanyId>,
    #[serde(default)]
    base: Option<IssueId>,
    #[serde(default)]
    applicant: Option<Applicant>,
    #[serde(default)]
    documents: Vec<Document>,
    #[serde(default)]
    checks: Vec<check::Check>,
    #[serde(default)]
    use_areas: Vec<String>,
    #[serde(default)]
    processing: Option<Processing>,
    #[serde(default)]
    statement: Option<SignedStatement>,
    #[serde(default)]
    confirmation: Option<Confirmation>,
    #[serde(default)]
    identification: Option<Identification>,
    #[serde(default)]
    note: Option<String>,
    #[serde(default)]
    corrections: Vec<Correction>,
    key: KeyPlace,
    external_id: Option<ExternalId>,
    #[serde(default)]
    remembered: Option<String>,
    #[serde(default)]
    requested_by: Option<String>,
    created_at: Timestamp,
    #[serde(default)]
    updated_at: Option<Timestamp>,
    state: StateOfAnyAge,
}

/// A state, whatever its age: `identification`, `documents` and a `comment` without more are of old ones.
#[derive(Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
enum StateOfAnyAge {
    Preparing,
    Validating {
        since: Timestamp,
        #[serde(default)]
        taken: Option<Taken>,
    },
    Correction {
        since: Timestamp,
        #[serde(default)]
        correction: Option<Correction>,
        #[serde(default)]
        comment: Option<Reason>,
    },
    Approved {
        at: Timestamp,
        by: Approver,
        #[serde(default)]
        forwarded: Option<Forwarded>,
        #[serde(default)]
        identification: Option<Identification>,
        #[serde(default)]
        documents: Option<Agreement>,
        #[serde(default)]
        inner_error: Option<String>,
    },
    Releasing {
        at: Timestamp,
        by: Approver,
        #[serde(default)]
        identification: Option<Identification>,
        #[serde(default, alias = "documents")]
        agreement: Option<Agreement>,
        consent: Consent,
        inner_error: Option<String>,
    },
    Released {
        at: Timestamp,
        by: Approver,
        #[serde(default)]
        identification: Option<Identification>,
        #[serde(default, alias = "documents")]
        agreement: Option<Agreement>,
        consent: Consent,
        certificate: CertificateId,
        activated_at: Option<Timestamp>,
    },
}

impl StateOfAnyAge {
    /// The state as it is written now, and what vouches for the identity where that stood in it.
    fn now(self) -> (State, Option<Identification>) {
        match self {
            Self::Preparing => (State::Preparing, None),
            Self::Validating { since, taken } => (State::Validating { since, taken }, None),
            Self::Correction { since, correction, comment } => {
                let of_old = || Correction { by: CorrectedBy::House, comment, remarks: Vec::new(), at: since };
                (State::Correction { since, correction: correction.unwrap_or_else(of_old) }, None)
            }
            Self::Approved { at, by, forwarded, identification, documents, inner_error } => {
                let forwarded = forwarded.or_else(|| documents.map(|agreement| Forwarded { at, agreement: Some(agreement) }));
                (State::Approved { at, by, forwarded, inner_error }, identification)
            }
            Self::Releasing { at, by, identification, agreement, consent, inner_error } => {
                (State::Releasing { at, by, agreement, consent, inner_error }, identification)
            }
            Self::Released { at, by, identification, agreement, consent, certificate, activated_at } => {
                (State::Released { at, by, agreement, consent, certificate, activated_at }, identification)
            }
        }
    }
}

impl From<AnyAge> for IssueRequest {
    fn from(row: AnyAge) -> Self {
        let (state, identification) = row.state.now();
        let kind = if row.company.is_some() { SubjectKind::LegalEntity } else { SubjectKind::NaturalPerson };
        Self {
            id: row.id,
            licensee: row.licensee,
            version: row.version,
            user: row.user,
            company: row.company,
            base: row.base,
            applicant: row.applicant.unwrap_or_else(|| Applicant::unknown(kind)),
            documents: row.documents,
            checks: row.checks,
            use_areas: row.use_areas,
            processing: row.processing,
            statement: row.statement,
            confirmation: row.confirmation,
            identification: row.identification.or(identification),
            note: row.note,
            corrections: row.corrections,
            key: row.key,
            external_id: row.external_id,
            remembered: row.remembered,
            requested_by: row.requested_by,
            created_at: row.created_at,
            updated_at: row.updated_at.unwrap_or(row.created_at),
            state,
        }
    }
}
