//! State registers, asked through whoever connects this installation to them (an operator of СМЭВ, or `surguch simulate registers`).
//!
//! The contract is docs/registers.md. Three registers stand behind it, and each fails by itself: each has a breaker of its own.

mod wire;

use std::time::Duration;

use bytes::Bytes;
use domain::issue::check::{Answer, Question, Register};
use domain::subject::{Date, Inn, Ogrn};
use tokio::time::Instant;

use crate::guarded::{Blocked, SetupError};
use crate::remote::{Body, Call, Counterpart, Figures, NotAnswered, Remote, RemoteSettings};

pub use wire::{InnAsked, Standing, Status};

/// How often an extract that is being made is looked after.
const EXTRACT_PAUSE: Duration = Duration::from_millis(500);

/// The client of the registers. Clones share connections and breakers.
#[derive(Debug, Clone)]
pub struct Registers {
    remote: Remote,
    fms: Counterpart,
    pfr: Counterpart,
    fns: Counterpart,
    status: Counterpart,
}

/// An extract from ЕГРЮЛ or ЕГРИП.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extract {
    /// The document, as the tax service signed it.
    pub pdf: Bytes,
    /// The day of which it tells.
    pub dated: Date,
}

impl Registers {
    /// Of the gateway that these settings lead to.
    pub fn new(settings: &RemoteSettings) -> Result<Self, SetupError> {
        let remote = Remote::new(settings)?;
        let counterpart = |name| Counterpart::new(name, remote.clone(), settings.breaker);
        Ok(Self {
            fms: counterpart(Register::Fms.word()),
            pfr: counterpart(Register::Pfr.word()),
            fns: counterpart(Register::Fns.word()),
            status: counterpart("registers"),
            remote,
        })
    }

    /// What can be said against the address without calling it.
    pub fn check(&self) -> Result<(), Blocked> {
        self.remote.check()
    }

    /// Asks the one register that knows.
    pub async fn ask(&self, question: &Question, call: &Call<'_>) -> Result<Answer, NotAnswered> {
        let (path, body) = wire::question(question);
        self.of(question.register()).ask(path, Body::Json(body), call, |answer| wire::answer(question, &answer.body)).await
    }

    /// Asks for the number by which the tax service knows a person; `None` where it knows nobody like that.
    pub async fn find_inn(&self, asked: &InnAsked<'_>, call: &Call<'_>) -> Result<Option<Inn>, NotAnswered> {
        self.fns.ask("/v1/inn/find", Body::Json(wire::inn_asked(asked)), call, |answer| wire::inn_found(&answer.body)).await
    }

    /// Fetches an extract about whoever is recorded under `ogrn`; `None` where nobody is. Orders it, and waits for it as long as the caller
    /// has time; what was ordered under one id is made once.
    pub async fn extract(&self, ogrn: &Ogrn, call: &Call<'_>) -> Result<Option<Extract>, NotAnswered> {
        let deadline = Instant::now() + call.within;
        let Some(order) = self.fns.ask("/v1/extracts", Body::Json(wire::order(ogrn)), call, |answer| wire::ordered(&answer.body)).await?
        else {
            return Ok(None);
        };
        let path = format!("/v1/extracts/{}", order.id);
        loop {
            let call = Call { within: deadline.saturating_duration_since(Instant::now()), ..*call };
            if let Some(pdf) = self.fns.fetch(&path, &call, wire::document).await? {
                return Ok(Some(Extract { pdf, dated: order.dated }));
            }
            if Instant::now() + EXTRACT_PAUSE >= deadline {
                return Err(NotAnswered::OutOfTime);
            }
            tokio::time::sleep(EXTRACT_PAUSE).await;
        }
    }

    /// How the gateway says that its registers stand; asks nothing about anybody. For whoever looks after this installation.
    pub async fn status(&self, call: &Call<'_>) -> Result<Status, NotAnswered> {
        self.status.ask("/v1/status", Body::Nothing, call, |answer| wire::status(&answer.body)).await
    }

    /// What was asked so far, and how the breakers stand.
    pub fn figures(&self) -> Vec<Figures> {
        [&self.fms, &self.pfr, &self.fns].map(Counterpart::figures).into()
    }

    fn of(&self, register: Register) -> &Counterpart {
        match register {
            Register::Fms => &self.fms,
            Register::Pfr => &self.pfr,
            Register::Fns => &self.fns,
        }
    }
}
