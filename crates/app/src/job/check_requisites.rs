//! Asks state registers about a request's requisites: at once, waiting for them a moment only; then, where they could not be asked, for days.
//!
//! While the first job is open the request is not actualised. The second one stands outside of the request's lane: nobody waits for it.

use std::time::Duration;

use domain::code;
use domain::id::IssueId;
use domain::issue::check::{self, Question, Standing};
use domain::issue::{Command, IssueRequest};
use futures::future::join_all;
use jobs::{Job, Outcome};
use outbound::registers::Registers;
use outbound::remote;
use serde_json::json;
use store::NewJob;

use super::id_of;
use crate::act::{self, Act};
use crate::{AppError, Call, Ctx, request};

pub(crate) const KIND: &str = "check_requisites";
pub(crate) const AGAIN: &str = "recheck_requisites";

/// How long a client's request may wait for registers.
const MOMENT: Duration = Duration::from_secs(2);
/// How long a register may take where nobody waits.
const PATIENCE: Duration = Duration::from_secs(30);
/// How soon a register that could not be asked is asked again, and how long at most between two times.
const SOON: Duration = Duration::from_secs(60);
const SELDOM: Duration = Duration::from_secs(3600);
/// For how long.
const DAYS: Duration = Duration::from_secs(3 * 24 * 3600);

/// Asks what waits for an answer.
pub(crate) async fn run(ctx: Ctx, job: Job) -> Result<Outcome, AppError> {
    let id = match id_of(&job, "request", IssueId::parse) {
        Ok(id) => id,
        Err(outcome) => return Ok(outcome),
    };
    let Some(request) = load(&ctx, id).await? else { return Ok(Outcome::Done) };
    let answers = ask(&ctx, &job, request.open_questions(false, ctx.now()), MOMENT).await;
    record(&ctx, KIND, id, answers, true).await?;
    Ok(Outcome::Done)
}

/// Asks again what could not be asked.
pub(crate) async fn again(ctx: Ctx, job: Job) -> Result<Outcome, AppError> {
    let id = match id_of(&job, "request", IssueId::parse) {
        Ok(id) => id,
        Err(outcome) => return Ok(outcome),
    };
    let Some(request) = load(&ctx, id).await? else { return Ok(Outcome::Done) };
    let is_unavailable =
        |question: &Question| request.checks.iter().any(|check| check.kind == question.kind() && check.standing == Standing::Unavailable);
    let questions: Vec<Question> = request.open_questions(true, ctx.now()).into_iter().filter(is_unavailable).collect();
    let mut answers = ask(&ctx, &job, questions, PATIENCE).await;
    let is_over = ctx.now() >= job.created.plus(DAYS);
    if is_over {
        for (_, standing) in answers.iter_mut().filter(|(_, standing)| *standing == Standing::Unavailable) {
            *standing = Standing::GivenUp;
        }
    }
    let left = answers.iter().filter(|(_, standing)| *standing == Standing::Unavailable).count();
    record(&ctx, AGAIN, id, answers, false).await?;
    if left == 0 {
        return Ok(Outcome::Done);
    }
    let doubled = 2_u32.saturating_pow(u32::try_from(job.errors).unwrap_or(u32::MAX).min(10));
    Ok(Outcome::Retry { after: SOON.saturating_mul(doubled).min(SELDOM), error: format!("{left} registers could not be asked") })
}

/// The request, where answers are still of use to it.
async fn load(ctx: &Ctx, id: IssueId) -> Result<Option<IssueRequest>, AppError> {
    let inner = ctx.clone();
    let request = ctx.store.read(move |tx| request::load(tx, &inner, id)).await?;
    Ok(request.filter(|request| request.require_allows(&Command::RecordChecks { answers: Vec::new() }).is_ok()))
}

/// All at once: each register fails by itself.
async fn ask(ctx: &Ctx, job: &Job, questions: Vec<Question>, within: Duration) -> Vec<(Question, Standing)> {
    let Some(registers) = &ctx.registers else {
        return questions.into_iter().map(|question| (question, Standing::GivenUp)).collect();
    };
    join_all(questions.into_iter().map(|question| one(ctx, registers, job, question, within))).await
}

async fn one(ctx: &Ctx, registers: &Registers, job: &Job, question: Question, within: Duration) -> (Question, Standing) {
    let id = format!("{}:{}", job.id, question.kind().word());
    let call = remote::Call { id: &id, now: ctx.now(), chance: u32::from_be_bytes(ctx.random()), within };
    let standing = match registers.ask(&question, &call).await {
        Ok(answer) => Standing::Answered { findings: check::findings(&question, &answer) },
        Err(error) => {
            tracing::warn!(register = question.register().word(), code = error.code(), "a register could not be asked");
            Standing::Unavailable
        }
    };
    (question, standing)
}

/// Keeps the answers, and has asked again what could not be asked.
async fn record(ctx: &Ctx, kind: &'static str, id: IssueId, answers: Vec<(Question, Standing)>, and_again: bool) -> Result<(), AppError> {
    if answers.is_empty() {
        return Ok(());
    }
    let (inner, now) = (ctx.clone(), ctx.now());
    let again = and_again && answers.iter().any(|(_, standing)| *standing == Standing::Unavailable);
    let recorded = act::run_if_wanted(ctx, &Call::job(kind), Act::new("request.record_checks", id), move |tx| {
        let Some(request) = request::load_for_update(tx, &inner, id)? else { return Ok(None) };
        let command = Command::RecordChecks { answers: answers.clone() };
        if request.require_allows(&command).is_err() {
            return Ok(None);
        }
        let licensee = request.licensee;
        let request = request::apply(tx, &inner, request, command, now)?;
        request::plan_straight(tx, &inner, &request, now)?;
        if again {
            tx.job(NewJob {
                id: format!("recheck:{id}"),
                kind: AGAIN,
                licensee: Some(licensee),
                lane: None,
                target: None,
                body: json!({ "request": id.to_string() }),
                run_at: now.plus(SOON),
            });
        }
        Ok(Some(()))
    })
    .await;
    match recorded {
        // somebody was faster; the job is run again
        Err(error) if error.code == code::STALE => Err(error),
        recorded => recorded.map(drop),
    }
}
