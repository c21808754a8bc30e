//! Which documents a request needs, by whose certificate it is: the one table.
//!
//! The contract publishes none. This one joins the published table of a comparable service of the same authority with the kinds of this
//! contract (its §7); what is inferred there is inferred here.

use super::Kind;
use super::lacking::{Facts, StatementRoute};
use crate::issue::applicant::SubjectKind;

/// The oldest extract from a register that is taken, in months before the day on which the request is sent to the check.
pub const EXTRACT_MONTHS: i8 = 3;

/// A line: any one of some kinds, whose certificate needs it, and by when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// One of these, and not more than one.
    pub any_of: &'static [Kind],
    /// For a person's own certificate.
    pub natural_person: Wanted,
    /// For that of a sole proprietor.
    pub sole_proprietor: Wanted,
    /// For that of somebody in an organization.
    pub legal_entity: Wanted,
    /// By when.
    pub gate: Gate,
    /// How old the document may be, in months.
    pub months: Option<i8>,
}

/// Whether a subject's request needs a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// It does.
    Always,
    /// It does where this holds.
    When(Condition),
    /// It may have it: as proof against what a register says, for example.
    Welcome,
    /// It has no place there; where it is given it does no harm.
    Never,
}

/// What a document may depend on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Condition {
    /// Another company manages the organization.
    ManagedByCompany,
    /// The contract with the licensee wants a photograph, and the state portal has not confirmed the identity.
    PhotoByContract,
    /// Somebody else takes the certificate in the subject's place.
    ReceivedByProxy,
    /// The statement is signed on paper, not by a code from an SMS or by the state portal.
    StatementOnPaper,
    /// The subject is not the head of the organization, or not the proprietor.
    SubjectIsNotHead,
    /// The certificate is asked for with areas of use.
    UseAreasRequested,
}

/// By when a document has to be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gate {
    /// When the request is sent to the check.
    Check,
    /// When it is forwarded to the subject's cabinet: documents of identification, which may come after the approval.
    Forwarding,
}

/// The table.
pub const REQUIRED: &[Row] = {
    use Condition::{ManagedByCompany, PhotoByContract, ReceivedByProxy, StatementOnPaper, SubjectIsNotHead, UseAreasRequested};
    use Gate::{Check, Forwarding};
    use Kind::{
        ApplicantPhoto, ApplicantWarrant, Egrip, Egrul, ManagementCompanyEgrul, NaturalPersonInn, OtherIdentity, Passport,
        ReleaseStatement, SigningAuthority, Snils, WarrantWithUseAreas,
    };
    use Wanted::{Always, Never, Welcome, When};
    &[
        row(&[Passport, OtherIdentity], [Always, Always, Always], Check),
        row(&[Egrul], [Never, Never, Always], Check).no_older_than(EXTRACT_MONTHS),
        row(&[ManagementCompanyEgrul], [Never, Never, When(ManagedByCompany)], Check).no_older_than(EXTRACT_MONTHS),
        row(&[Egrip], [Never, Always, Never], Check).no_older_than(EXTRACT_MONTHS),
        row(&[Snils], [Welcome, Welcome, Welcome], Check),
        row(&[NaturalPersonInn], [Welcome, Welcome, Never], Check),
        row(&[SigningAuthority], [Never, When(SubjectIsNotHead), When(SubjectIsNotHead)], Check),
        row(&[WarrantWithUseAreas], [Never, When(UseAreasRequested), When(UseAreasRequested)], Check),
        row(&[ReleaseStatement], [When(StatementOnPaper); 3], Check),
        row(&[ApplicantWarrant], [When(ReceivedByProxy); 3], Forwarding),
        row(&[ApplicantPhoto], [When(PhotoByContract); 3], Forwarding),
    ]
};

const fn row(any_of: &'static [Kind], [natural_person, sole_proprietor, legal_entity]: [Wanted; 3], gate: Gate) -> Row {
    Row { any_of, natural_person, sole_proprietor, legal_entity, gate, months: None }
}

impl Row {
    const fn no_older_than(mut self, months: i8) -> Self {
        self.months = Some(months);
        self
    }

    /// Whether a request of this subject needs it.
    pub const fn wanted(&self, subject: SubjectKind) -> Wanted {
        match subject {
            SubjectKind::NaturalPerson => self.natural_person,
            SubjectKind::SoleProprietor => self.sole_proprietor,
            SubjectKind::LegalEntity => self.legal_entity,
        }
    }
}

impl Condition {
    /// Whether it holds.
    pub fn holds(self, facts: &Facts) -> bool {
        match self {
            Self::ManagedByCompany => facts.managed_by_company,
            Self::PhotoByContract => facts.photo_by_contract && facts.statement != StatementRoute::ByPortal,
            Self::ReceivedByProxy => facts.received_by_proxy,
            Self::StatementOnPaper => facts.statement == StatementRoute::OnPaper,
            Self::SubjectIsNotHead => !facts.subject_is_head,
            Self::UseAreasRequested => facts.use_areas_requested,
        }
    }

    /// The machine's word, for whoever explains a refusal.
    pub const fn word(self) -> &'static str {
        match self {
            Self::ManagedByCompany => "managed_by_company",
            Self::PhotoByContract => "photo_by_contract",
            Self::ReceivedByProxy => "received_by_proxy",
            Self::StatementOnPaper => "statement_on_paper",
            Self::SubjectIsNotHead => "subject_is_not_head",
            Self::UseAreasRequested => "use_areas_requested",
        }
    }
}
