//! A route: who signs, approves or watches, and in which order.
//!
//! Participants with the same `order` make a stage and act in parallel; a stage begins when the one before it is through.
//! Observers get the package with their stage and hold nobody up.

use serde::{Deserialize, Serialize};

use crate::Rejected;
use crate::code::{self, Code};
use crate::id::{CertificateId, CompanyId, ParticipantId, UserId};
use crate::subject::{Phone, Reason};
use crate::time::Timestamp;

/// What a participant is asked to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Signs every file of the package.
    Signer,
    /// Says yes without a signature (согласование).
    Approver,
    /// May look; the route does not wait for it.
    Observer,
}

/// Who a participant is: an account, or a phone whose owner is not registered (yet), and for which company they act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Who {
    /// The account, where there is one.
    pub user: Option<UserId>,
    /// The phone, where only that was given.
    pub phone: Option<Phone>,
    /// The company they act for; nobody's where they act for themselves.
    pub company: Option<CompanyId>,
}

/// What happened to a participant so far.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum ParticipantState {
    /// The turn has not come.
    Waiting,
    /// It is their turn.
    Active { since: Timestamp },
    /// Signed every file.
    Signed { at: Timestamp, certificate: CertificateId },
    /// Said yes.
    Approved { at: Timestamp },
    /// Looked at it.
    Viewed { at: Timestamp },
    /// Said no; the package ended.
    Refused { at: Timestamp, reason: Reason },
    /// The package ended before they acted.
    Skipped { at: Timestamp },
    /// The package expired before they acted.
    Expired { at: Timestamp },
}

impl ParticipantState {
    /// The published word.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Active { .. } => "active",
            Self::Signed { .. } => "signed",
            Self::Approved { .. } => "approved",
            Self::Viewed { .. } => "viewed",
            Self::Refused { .. } => "refused",
            Self::Skipped { .. } => "skipped",
            Self::Expired { .. } => "expired",
        }
    }
}

/// One line of the route.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Participant {
    /// Its id.
    pub id: ParticipantId,
    /// Its stage: lower ones go first.
    pub order: u32,
    /// What it is asked to do.
    pub role: Role,
    /// Who it is.
    pub who: Who,
    /// What happened so far.
    #[serde(flatten)]
    pub state: ParticipantState,
}

impl Participant {
    /// Whether the route waits for this one.
    fn holds_the_route(&self) -> bool {
        self.role != Role::Observer && matches!(self.state, ParticipantState::Waiting | ParticipantState::Active { .. })
    }

    pub(super) fn require_role(&self, role: Role) -> Result<(), Rejected> {
        if self.role == role { Ok(()) } else { Err(code::ROLE_MISMATCH.into()) }
    }
}

/// The ordered participants of a package; at least one of them signs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Route(Vec<Participant>);

/// A participant whose turn has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turn {
    /// Who.
    pub participant: ParticipantId,
    /// In which stage.
    pub order: u32,
}

impl Route {
    /// Builds a route; the error names the participant (by its place in `participants`) where there is one to blame.
    pub fn new(mut participants: Vec<Participant>) -> Result<Self, (Option<usize>, Code)> {
        if participants.is_empty() {
            return Err((None, code::PARTICIPANTS_REQUIRED));
        }
        if !participants.iter().any(|one| one.role == Role::Signer) {
            return Err((None, code::SIGNER_REQUIRED));
        }
        for (at, one) in participants.iter().enumerate() {
            if participants[..at].iter().any(|earlier| earlier.who == one.who && earlier.role == one.role) {
                return Err((Some(at), code::PARTICIPANT_TWICE));
            }
        }
        participants.sort_by_key(|one| one.order);
        Ok(Self(participants))
    }

    /// The participants by order.
    pub fn participants(&self) -> &[Participant] {
        &self.0
    }

    /// One of them.
    pub fn participant(&self, id: ParticipantId) -> Result<&Participant, Rejected> {
        self.0.iter().find(|one| one.id == id).ok_or_else(|| code::NOT_A_PARTICIPANT.into())
    }

    pub(super) fn participant_mut(&mut self, id: ParticipantId) -> Result<&mut Participant, Rejected> {
        self.0.iter_mut().find(|one| one.id == id).ok_or_else(|| code::NOT_A_PARTICIPANT.into())
    }

    /// See [`super::Package::bind`].
    pub(super) fn bind(&mut self, phone: &Phone, user: UserId) -> bool {
        let mut bound = false;
        for one in self.0.iter_mut().filter(|one| one.who.user.is_none() && one.who.phone.as_ref() == Some(phone)) {
            one.who.user = Some(user);
            bound = true;
        }
        bound
    }

    /// Whether it is the turn of `id`; the refusal says what they did already or who acts first.
    pub(super) fn require_turn(&self, id: ParticipantId) -> Result<(), Rejected> {
        match self.participant(id)?.state {
            ParticipantState::Active { .. } => Ok(()),
            ParticipantState::Waiting => Err(Rejected::from(code::PACKAGE_NOT_YOUR_TURN).with("blocked_by", self.blockers_of(id))),
            ParticipantState::Signed { .. } => Err(code::ALREADY_SIGNED.into()),
            ParticipantState::Approved { .. } => Err(code::ALREADY_APPROVED.into()),
            ParticipantState::Refused { .. } => Err(code::ALREADY_REFUSED.into()),
            ParticipantState::Viewed { .. } | ParticipantState::Skipped { .. } | ParticipantState::Expired { .. } => {
                Err(code::TURN_PASSED.into())
            }
        }
    }

    /// Whose acts `id` waits for.
    fn blockers_of(&self, id: ParticipantId) -> serde_json::Value {
        let order = self.0.iter().find(|one| one.id == id).map_or(0, |one| one.order);
        let ahead = self.0.iter().filter(|one| one.order < order && one.holds_the_route());
        ahead.map(|one| serde_json::json!({"participant_id": one.id.to_string(), "order": one.order, "status": one.state.word()})).collect()
    }

    /// Gives the turn to the first stage that still has somebody to wait for, and to the observers up to it.
    ///
    /// Returns who got it now, in order. Nobody is left to wait for when [`Self::is_through`].
    pub(super) fn advance(&mut self, now: Timestamp) -> Vec<Turn> {
        let current = self.0.iter().filter(|one| one.holds_the_route()).map(|one| one.order).min().unwrap_or(u32::MAX);
        let mut turns = Vec::new();
        for one in &mut self.0 {
            if one.order <= current && one.state == ParticipantState::Waiting {
                one.state = ParticipantState::Active { since: now };
                turns.push(Turn { participant: one.id, order: one.order });
            }
        }
        turns
    }

    /// Whether every signer signed and every approver approved.
    pub(super) fn is_through(&self) -> bool {
        !self.0.iter().any(Participant::holds_the_route)
    }

    /// Ends the turns of all who did not act.
    pub(super) fn close(&mut self, end: &ParticipantState) {
        for one in &mut self.0 {
            if matches!(one.state, ParticipantState::Waiting | ParticipantState::Active { .. }) {
                one.state = end.clone();
            }
        }
    }
}
