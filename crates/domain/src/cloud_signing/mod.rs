//! Signing by a key of the server with a code by SMS (облачное подписание): one operation, from what is to be signed to the signatures.

mod file;
mod state;
#[cfg(test)]
mod tests;

use std::time::Duration;

use serde::{Deserialize, Serialize};

pub use file::{Outcome, SignedFile, Upload};
pub use state::{State, Status};

use crate::Rejected;
use crate::code::{self, Code};
use crate::confirmation;
use crate::id::{CertificateId, CloudOperationId, LicenseeId, UserId};
use crate::time::Timestamp;

/// How long an operation waits for its code: as long as the code lives.
pub const WAITS: Duration = confirmation::LIFE;
/// How long what came of an operation can be fetched.
pub const KEEP: Duration = Duration::from_secs(30 * 24 * 3600);
/// How long an upload is kept, signed or not.
pub const KEEP_UPLOADS: Duration = Duration::from_secs(24 * 3600);
/// Most files of one operation.
pub const MOST_FILES: usize = 100;
/// Longest piece of an upload, in bytes.
pub const LONGEST_CHUNK: u64 = 16 << 20;
/// Longest file that is uploaded piece by piece, in bytes: its digest is made while the caller waits.
pub const LONGEST_FILE: u64 = 256 << 20;

/// What the signature proves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// CAdES-BES: no time.
    Basic,
    /// CAdES-T: that it was there at a time.
    Stamped,
}

/// One operation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Operation {
    /// Its id; the bare UUID on the vendor's face.
    pub id: CloudOperationId,
    /// The tenant it belongs to.
    pub licensee: LicenseeId,
    /// Grows with every change.
    pub version: i64,
    /// Whose key signs.
    pub user: UserId,
    /// By which certificate.
    pub certificate: CertificateId,
    /// What the signatures prove.
    pub level: Level,
    /// What is signed.
    pub files: Vec<SignedFile>,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// How far it came.
    pub state: State,
}

/// What somebody asks of an operation.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// The code was right.
    Confirm,
    /// The signatures are made, one a file and in their order.
    Finish { outcomes: Vec<Outcome> },
    /// They cannot be made, ever.
    Crash { reason: String },
}

impl Operation {
    /// Applies `command` at `now`; nothing where that changes nothing.
    pub fn apply(mut self, command: Command, now: Timestamp) -> Result<Option<Self>, Rejected> {
        match (command, &self.state) {
            (Command::Confirm, State::Waiting { until }) if now < *until => self.state = State::Signing { since: now },
            (Command::Confirm, State::Waiting { .. }) => return Err(code::CODE_EXPIRED.into()),
            (Command::Confirm, State::Signing { .. } | State::Done { .. } | State::Crashed { .. }) => return Err(self.not_waiting()),
            (Command::Finish { outcomes }, State::Signing { .. }) => {
                debug_assert_eq!(outcomes.len(), self.files.len(), "an outcome a file");
                for (file, outcome) in self.files.iter_mut().zip(outcomes) {
                    file.outcome = Some(outcome);
                }
                self.state = State::Done { at: now };
            }
            (Command::Crash { reason }, State::Signing { .. }) => self.state = State::Crashed { at: now, reason },
            // a job that ran twice
            (Command::Finish { .. } | Command::Crash { .. }, State::Done { .. } | State::Crashed { .. }) => return Ok(None),
            (Command::Finish { .. } | Command::Crash { .. }, State::Waiting { .. }) => {
                return Err(Rejected::from(code::CONFIRMATION_REQUIRED));
            }
        }
        Ok(Some(self))
    }

    /// How it stands for whoever looks at `now`: an operation whose code has expired is over although nobody has said so.
    pub fn status(&self, now: Timestamp) -> Status {
        match &self.state {
            State::Waiting { until } if now < *until => Status::WaitsForUser,
            State::Waiting { .. } => Status::TimedOut,
            State::Signing { .. } => Status::Signing,
            State::Done { .. } => Status::Done,
            State::Crashed { .. } => Status::Crashed,
        }
    }

    /// Why nothing came of it.
    pub fn crash(&self) -> Option<&str> {
        match &self.state {
            State::Crashed { reason, .. } => Some(reason),
            State::Waiting { .. } | State::Signing { .. } | State::Done { .. } => None,
        }
    }

    /// Refuses where no code is waited for at `now`.
    pub fn require_waiting(&self, now: Timestamp) -> Result<(), Rejected> {
        match self.status(now) {
            Status::WaitsForUser => Ok(()),
            Status::TimedOut => Err(code::CODE_EXPIRED.into()),
            Status::Signing | Status::Done | Status::Crashed => Err(self.not_waiting()),
        }
    }

    fn not_waiting(&self) -> Rejected {
        const NOT_WAITING: Code = code::OPERATION_NOT_WAITING;
        Rejected::from(NOT_WAITING).with("current_status", self.state.word())
    }
}
