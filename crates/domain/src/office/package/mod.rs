//! A package of documents and the route by which it gets signed.
//!
//! Every entry path (API, link, page, server key) goes through [`Package::apply`], so order and races are decided in one place.

mod event;
mod status;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub use event::Event;
pub use status::Status;

use super::route::{ParticipantState, Role, Route};
use crate::Rejected;
use crate::code::{self, Code};
use crate::id::{CertificateId, ContentId, FileId, LicenseeId, PackageId, ParticipantId, UserId};
use crate::subject::{ExternalId, Phone, Reason};
use crate::time::Timestamp;

/// A package: files, a route, and how far they came.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Package {
    /// Its id.
    pub id: PackageId,
    /// The tenant it belongs to.
    pub licensee: LicenseeId,
    /// Grows with every change.
    pub version: i64,
    /// What people see: «Сделка 7 – Договор - №12».
    pub name: String,
    /// The integrator's own id.
    pub external_id: Option<ExternalId>,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it was changed last; nothing where that was before this was kept.
    #[serde(default)]
    pub updated_at: Option<Timestamp>,
    /// When an unfinished package ends by itself.
    pub expires_at: Option<Timestamp>,
    /// How far it came.
    pub status: Status,
    /// Who acts, and in which order.
    pub route: Route,
    /// What is signed. Original bytes never change.
    pub files: Vec<File>,
}

/// A file of a package.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct File {
    /// Its id.
    pub id: FileId,
    /// Its bytes.
    pub content: ContentId,
    /// Its name as uploaded, with extension.
    pub name: String,
    /// Its media type as declared.
    pub media_type: String,
    /// Its size in bytes.
    pub size: u64,
    /// SHA-256 of its bytes, lower-case hex.
    pub sha256: String,
}

/// What somebody asks of a package. The actor is already authenticated; whether it is *their* turn is decided here.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Ends a package whose time is up.
    Expire,
    /// An approver says yes.
    Approve { participant: ParticipantId },
    /// A signer or an approver says no; the route ends.
    Refuse { participant: ParticipantId, reason: Reason },
    /// The licensee takes an unfinished package back.
    Revoke { reason: Reason },
    /// The draft goes to its first stage.
    Send,
    /// A signer signed every file with one certificate.
    Sign { participant: ParticipantId, certificate: CertificateId },
    /// An observer looked.
    View { participant: ParticipantId },
}

type Outcome = Result<(Package, Vec<Event>), Rejected>;

impl Package {
    /// Applies `command` at `now`; returns the new package and what happened, or why it may not happen.
    ///
    /// No events means that nothing changed: a terminal command was repeated.
    pub fn apply(self, command: Command, now: Timestamp) -> Outcome {
        let (mut package, events) = match command {
            Command::Expire => self.expire(now),
            Command::Approve { participant } => self.approve(participant, now),
            Command::Refuse { participant, reason } => self.refuse(participant, reason, now),
            Command::Revoke { reason } => self.revoke(reason, now),
            Command::Send => self.send(now),
            Command::Sign { participant, certificate } => self.sign(participant, certificate, now),
            Command::View { participant } => self.view(participant, now),
        }?;
        if !events.is_empty() {
            package.updated_at = Some(now);
        }
        Ok((package, events))
    }

    /// When it was changed last, as far as that is known.
    pub fn changed_at(&self) -> Timestamp {
        self.updated_at.or(self.status.since()).unwrap_or(self.created_at)
    }

    /// Gives the lines of the route that name a phone to the account that was registered with it. None means that there is no such line.
    pub fn bind(mut self, phone: &Phone, user: UserId, now: Timestamp) -> Option<Self> {
        let bound = self.route.bind(phone, user);
        self.updated_at = Some(now);
        bound.then_some(self)
    }

    /// Puts one more file into a draft.
    pub fn add_file(mut self, file: File, now: Timestamp) -> Result<Self, Rejected> {
        if self.status != Status::Draft {
            return Err(code::PACKAGE_ALREADY_SENT.into());
        }
        self.files.push(file);
        self.updated_at = Some(now);
        Ok(self)
    }

    fn send(mut self, now: Timestamp) -> Outcome {
        if self.status != Status::Draft {
            return Err(code::PACKAGE_ALREADY_SENT.into());
        }
        if self.files.is_empty() {
            return Err(code::FILES_REQUIRED.into());
        }
        self.require_time_left(now)?;
        self.status = Status::Sent { at: now };
        let mut events = vec![Event::PackageSent];
        self.go_on(now, &mut events);
        Ok((self, events))
    }

    fn sign(mut self, id: ParticipantId, certificate: CertificateId, now: Timestamp) -> Outcome {
        self.require_turn(id, Role::Signer, now)?;
        self.route.participant_mut(id)?.state = ParticipantState::Signed { at: now, certificate };
        let mut events = vec![Event::ParticipantSigned { participant: id, certificate }];
        self.go_on(now, &mut events);
        Ok((self, events))
    }

    fn approve(mut self, id: ParticipantId, now: Timestamp) -> Outcome {
        self.require_turn(id, Role::Approver, now)?;
        self.route.participant_mut(id)?.state = ParticipantState::Approved { at: now };
        let mut events = vec![Event::ParticipantApproved { participant: id }];
        self.go_on(now, &mut events);
        Ok((self, events))
    }

    /// Looking is also allowed after the package is completed, and looking again changes nothing.
    fn view(mut self, id: ParticipantId, now: Timestamp) -> Outcome {
        if !matches!(self.status, Status::Completed { .. }) {
            self.status.require_open()?;
        }
        let participant = self.route.participant_mut(id)?;
        participant.require_role(Role::Observer)?;
        match participant.state {
            ParticipantState::Viewed { .. } => return Ok((self, Vec::new())),
            ParticipantState::Active { .. } => participant.state = ParticipantState::Viewed { at: now },
            ParticipantState::Waiting
            | ParticipantState::Signed { .. }
            | ParticipantState::Approved { .. }
            | ParticipantState::Refused { .. }
            | ParticipantState::Skipped { .. }
            | ParticipantState::Expired { .. } => self.route.require_turn(id)?,
        }
        Ok((self, vec![Event::ParticipantViewed { participant: id }]))
    }

    fn refuse(mut self, id: ParticipantId, reason: Reason, now: Timestamp) -> Outcome {
        if matches!(self.status, Status::Refused { by, .. } if by == id) {
            return Ok((self, Vec::new()));
        }
        self.status.require_open()?;
        self.require_time_left(now)?;
        if self.route.participant(id)?.role == Role::Observer {
            return Err(code::ROLE_MISMATCH.into());
        }
        // a signature already given cannot be taken back by refusing
        self.route.require_turn(id)?;
        self.route.participant_mut(id)?.state = ParticipantState::Refused { at: now, reason };
        self.route.close(&ParticipantState::Skipped { at: now });
        self.status = Status::Refused { at: now, by: id };
        Ok((self, vec![Event::ParticipantRefused { participant: id }, Event::PackageRefused]))
    }

    /// A draft may be revoked too: it then never reaches anybody.
    fn revoke(mut self, reason: Reason, now: Timestamp) -> Outcome {
        match self.status {
            Status::Revoked { .. } => return Ok((self, Vec::new())),
            Status::Draft => {}
            Status::Sent { .. } | Status::Completed { .. } | Status::Refused { .. } | Status::Expired { .. } => {
                self.status.require_open()?
            }
        }
        self.route.close(&ParticipantState::Skipped { at: now });
        self.status = Status::Revoked { at: now, reason };
        Ok((self, vec![Event::PackageRevoked]))
    }

    fn expire(mut self, now: Timestamp) -> Outcome {
        if matches!(self.status, Status::Expired { .. }) {
            return Ok((self, Vec::new()));
        }
        self.status.require_open()?;
        if self.expires_at.is_none_or(|end| now < end) {
            return Err(code::NOT_YET_EXPIRED.into());
        }
        self.route.close(&ParticipantState::Expired { at: now });
        self.status = Status::Expired { at: now };
        Ok((self, vec![Event::PackageExpired]))
    }

    fn require_turn(&self, id: ParticipantId, role: Role, now: Timestamp) -> Result<(), Rejected> {
        // a repeated act gets its own answer, whatever became of the package since
        if let Some(code) = self.route.participant(id)?.repeated(role) {
            return Err(code.into());
        }
        self.status.require_open()?;
        self.require_time_left(now)?;
        self.route.participant(id)?.require_role(role)?;
        self.route.require_turn(id)
    }

    /// The deadline holds from its moment on, also while the job that ends the package is late.
    fn require_time_left(&self, now: Timestamp) -> Result<(), Rejected> {
        if self.expires_at.is_some_and(|end| now >= end) { Err(code::PACKAGE_EXPIRED.into()) } else { Ok(()) }
    }

    /// Passes the turn on, or completes the package when nobody is left to wait for.
    fn go_on(&mut self, now: Timestamp, events: &mut Vec<Event>) {
        for turn in self.route.advance(now) {
            events.push(Event::TurnStarted { participant: turn.participant, order: turn.order });
        }
        if self.route.is_through() {
            self.status = Status::Completed { at: now };
            events.push(Event::PackageCompleted);
        }
    }
}

impl super::route::Participant {
    fn repeated(&self, role: Role) -> Option<Code> {
        match (role, &self.state) {
            (Role::Signer, ParticipantState::Signed { .. }) => Some(code::ALREADY_SIGNED),
            (Role::Approver, ParticipantState::Approved { .. }) => Some(code::ALREADY_APPROVED),
            _ => None,
        }
    }
}
