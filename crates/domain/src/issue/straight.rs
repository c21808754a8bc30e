//! Straight issue (прямой выпуск): what a licensee submits complete goes on to the certificate without a person acting, where its contract
//! says so.
//!
//! The policy is no other way through the machine. It says which commands are given, one after the other, and each is judged like anybody's:
//! approved by policy, vouched for by the licensee, put into the cabinet, accepted by contract. What is not complete stays where it is, before
//! an operator.

use serde_json::Value;

use super::check::Standing;
use super::document::{Gate, Kind, Missing, Why};
use super::{Approver, ByContract, Command, Consent, Demands, Identification, IssueRequest, KeyPlace, SeenDocument, Status, Verifier};
use crate::code;
use crate::time::Timestamp;
use crate::{Rejected, issue::check::Question};

/// Who answers for what registers would say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Registers {
    /// The house has none to ask.
    None,
    /// They answer: nothing goes straight before each has, and has found nothing fatal.
    Asked,
}

/// What the house brings along for the release.
#[derive(Debug, Clone, PartialEq)]
pub struct Settled {
    /// The key: that which was brought, or one of the server's.
    pub key: KeyPlace,
    /// The hash over what is agreed to: the statement's data and the public key.
    pub binding: String,
}

impl IssueRequest {
    /// Refuses where the request does not go straight: the usual code of what is lacking, or of who is at it.
    pub fn require_straight(&self, registers: Registers, now: Timestamp) -> Result<(), Rejected> {
        if self.status() != Status::Validating {
            return Err(self.wrong_status());
        }
        self.require_untaken(now)?;
        self.require_whole(self.keeps_back(Gate::Check, now))?;
        self.require_no_fatal(now)?;
        if registers == Registers::Asked {
            self.require_answered(now)?;
        }
        Missing::refusal(&self.keeps_back(Gate::Forwarding, now)).map_or(Ok(()), Err)?;
        if self.has_statement() { Ok(()) } else { Err(code::STATEMENT_REQUIRED.into()) }
    }

    /// What is lacking. A power whose requisites were given needs no scan: some faces know no such scan, and all others ask for it before the
    /// request is sent to the check.
    fn keeps_back(&self, gate: Gate, now: Timestamp) -> Vec<Missing> {
        let mut lacking = self.missing(gate, now);
        lacking.retain(|one| one.why != Why::NoPages(Kind::SigningAuthority));
        lacking
    }

    /// The commands by which it goes to the release, in their order; `settled` is what the house made for it.
    pub fn straight(&self, settled: Settled, registers: Registers, now: Timestamp) -> Result<Vec<Command>, Rejected> {
        self.require_straight(registers, now)?;
        let mut commands = vec![Command::Approve { by: Approver::Policy }];
        // a person who looked is worth more than the policy's word
        if !self.is_identified() {
            commands.push(Command::Identify { identification: self.by_policy(now) });
        }
        commands.push(Command::Forward { agreement: None, key: None, counterparty: true });
        commands.push(self.accept_by_contract(settled, now));
        Ok(commands)
    }

    /// The commands by which a request by account alone goes from its draft to the release: the licensee vouches for everything.
    pub fn straight_by_account(&self, settled: Settled, now: Timestamp) -> [Command; 5] {
        [
            Command::Submit { demands: Demands::Nothing },
            Command::Approve { by: Approver::Policy },
            Command::Identify { identification: self.by_policy(now) },
            Command::Forward { agreement: None, key: None, counterparty: true },
            self.accept_by_contract(settled, now),
        ]
    }

    /// That the licensee vouches for the subject, by its contract and not by a look at this one.
    fn by_policy(&self, now: Timestamp) -> Identification {
        let by = Verifier::Policy { licensee: self.licensee };
        Identification { by, at: now, request_version: self.version, document: SeenDocument::of(self) }
    }

    /// The release, agreed to by contract.
    fn accept_by_contract(&self, settled: Settled, now: Timestamp) -> Command {
        let consent = Consent::Contract(ByContract { licensee: self.licensee, binding: settled.binding, at: now });
        Command::Accept { consent, key: Some(settled.key) }
    }

    /// What nobody answered, since a register was down or is still being asked, has not been checked.
    fn require_answered(&self, now: Timestamp) -> Result<(), Rejected> {
        let is_answered = |question: &Question| {
            let standing = self.checks.iter().find(|check| check.kind == question.kind()).map(|check| &check.standing);
            matches!(standing, Some(Standing::Answered { .. }))
        };
        let open: Vec<Value> = self
            .questions(now)
            .iter()
            .filter(|question| !is_answered(question))
            .map(|question| question.register().word().into())
            .collect();
        if open.is_empty() { Ok(()) } else { Err(Rejected::from(code::UNAVAILABLE).with("registers", open)) }
    }
}
