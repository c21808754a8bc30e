//! The states of a form, and which states of a request they stand for: the one table.

use serde::{Deserialize, Serialize};

use super::refused_since;
use crate::issue::{IssueRequest, Status};
use crate::time::Timestamp;

/// How far a form came. The contract names the first and the fourth; it describes the others, whose names are ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FormState {
    /// Being filled in.
    Created,
    /// Its release was asked for, and registers are being asked.
    Releasing,
    /// The authority checks it, or makes the certificate.
    Checking,
    /// Its data were refused.
    ValidationError,
    /// The certificate was made.
    Released,
}

impl FormState {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Created, Self::Releasing, Self::Checking, Self::ValidationError, Self::Released];

    /// The word of the contract.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Created => "Created",
            Self::Releasing => "Releasing",
            Self::Checking => "Checking",
            Self::ValidationError => "ValidationError",
            Self::Released => "Released",
        }
    }

    /// Of a request, whose form was mended last at `mended_at`.
    pub fn of(request: &IssueRequest, mended_at: Option<Timestamp>, now: Timestamp) -> Self {
        let is_asking = !request.open_questions(false, now).is_empty();
        let is_mended = refused_since(request).is_some_and(|since| mended_at.is_some_and(|mended| mended >= since));
        let status = request.status();
        let line = TABLE.iter().find(|line| {
            line.status == status
                && line.asking.is_none_or(|asking| asking == is_asking)
                && line.mended.is_none_or(|mended| mended == is_mended)
        });
        line.map_or(Self::Checking, |line| line.form)
    }
}

/// A line of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct State {
    /// The state of the request.
    pub status: Status,
    /// Where it matters: whether registers are being asked.
    pub asking: Option<bool>,
    /// Where it matters: whether the form was mended since it was refused.
    pub mended: Option<bool>,
    /// The state of the form.
    pub form: FormState,
}

const fn line(status: Status, form: FormState) -> State {
    State { status, asking: None, mended: None, form }
}

/// The table.
pub const TABLE: &[State] = &[
    line(Status::Preparing, FormState::Created),
    State { asking: Some(true), ..line(Status::Validating, FormState::Releasing) },
    line(Status::Validating, FormState::Checking),
    State { mended: Some(true), ..line(Status::Correction, FormState::Created) },
    line(Status::Correction, FormState::ValidationError),
    line(Status::Approved, FormState::Checking),
    line(Status::Releasing, FormState::Checking),
    line(Status::Released, FormState::Released),
];
