//! Who may sign, and who may fetch a certificate.

use serde::Serialize;

use super::{Form, Operator, Principal, Proxy, Subject};

/// Подтверждение права подписи.
#[derive(Debug, Clone, Serialize)]
pub struct SigningAuthority {
    /// When it is printed.
    pub printed_at: String,
    /// The request.
    pub number: String,
    /// The authority.
    pub operator: Operator,
    /// Who may sign.
    pub subject: Subject,
    /// The sole proprietor for whom they sign; nothing where it is an organization.
    pub principal: Option<Principal>,
    /// By what: an order, minutes, a warrant. Nothing leaves room for writing it in.
    pub basis: Option<String>,
    /// The last day.
    pub valid_until: Option<String>,
}

impl Form for SigningAuthority {
    const TEMPLATE: &'static str = "signing-authority";
}

/// Доверенность с областями применения.
#[derive(Debug, Clone, Serialize)]
pub struct WarrantWithUseAreas {
    /// When it is printed.
    pub printed_at: String,
    /// The request.
    pub number: String,
    /// Where it is made, without «г.».
    pub city: Option<String>,
    /// Who is empowered.
    pub subject: Subject,
    /// The sole proprietor who empowers; nothing where it is an organization.
    pub principal: Option<Principal>,
    /// What for, in words.
    pub areas: Vec<String>,
    /// The last day; a year from its date where nothing is said (ГК РФ article 186).
    pub valid_until: Option<String>,
}

impl Form for WarrantWithUseAreas {
    const TEMPLATE: &'static str = "warrant-with-use-areas";
}

/// Доверенность на получение.
#[derive(Debug, Clone, Serialize)]
pub struct ApplicantWarrant {
    /// When it is printed.
    pub printed_at: String,
    /// The request.
    pub number: String,
    /// Where it is made, without «г.».
    pub city: Option<String>,
    /// The authority.
    pub operator: Operator,
    /// Whose certificate it is.
    pub subject: Subject,
    /// Who fetches it.
    pub proxy: Proxy,
    /// The last day; a year from its date where nothing is said.
    pub valid_until: Option<String>,
}

impl Form for ApplicantWarrant {
    const TEMPLATE: &'static str = "applicant-warrant";
}
