//! Participants of a package's route (rows 4.1.4, 4.1.5).

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A participant to be put on the route: an account or a phone, one of the two.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewParticipant {
    /// The stage: lower ones act first, equal ones together.
    #[schema(example = 1)]
    pub order: u32,
    /// `signer`, `approver` or `observer`.
    #[schema(example = "signer", pattern = "^(signer|approver|observer)$")]
    pub role: String,
    /// The account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_id: Option<String>,
    /// The phone of somebody who need not be registered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// The company they act for; left out for a private person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company_id: Option<String>,
}

/// A participant and what happened so far.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Participant {
    /// `par_…`
    #[schema(example = "par_0198f3a2-7c11-7b2e-9f00-2d9f3c5e8a06")]
    pub id: String,
    /// The stage.
    pub order: u32,
    /// `signer`, `approver` or `observer`.
    pub role: String,
    /// The account, where there is one.
    pub user_id: Option<String>,
    /// The phone, where only that was given.
    pub phone: Option<String>,
    /// The company they act for.
    pub company_id: Option<String>,
    /// `waiting`, `active`, `signed`, `approved`, `viewed`, `refused`, `skipped` or `expired`.
    #[schema(example = "active")]
    pub status: String,
    /// Since when they are in this status; null while waiting.
    #[schema(format = DateTime)]
    pub at: Option<String>,
    /// What they signed with.
    pub certificate_id: Option<String>,
    /// Why they refused.
    pub reason: Option<String>,
}
