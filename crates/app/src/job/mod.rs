//! What the house does later, at least once each: one kind a file.

pub(crate) mod catch_up;
pub(crate) mod check_requisites;
pub(crate) mod cloud_sign;
pub(crate) mod deliver_callback;
pub(crate) mod expire_package;
pub(crate) mod follow_form;
pub(crate) mod issue_certificate;
pub(crate) mod issue_straight;
pub(crate) mod print_request;
pub(crate) mod publish_crl;
pub(crate) mod release_confirmed;
pub(crate) mod renew_services;
pub(crate) mod replay_events;
pub(crate) mod send_sms;
pub(crate) mod stamp_signature;
pub(crate) mod sweep;

use std::time::Duration;

use jobs::{Ended, Job, Outcome, Registry};

use crate::{AppError, Ctx};

/// Every kind of job with its handler and what recurs.
pub fn registry(ctx: &Ctx) -> Registry {
    let mut registry = Registry::new();
    let minute = Duration::from_secs(60);
    registry.on(catch_up::KIND, minute, handler(ctx, catch_up::run));
    registry.on(check_requisites::KIND, Duration::from_secs(20), handler(ctx, check_requisites::run));
    registry.on(check_requisites::AGAIN, minute, handler(ctx, check_requisites::again));
    registry.on(cloud_sign::KIND, minute, handler(ctx, cloud_sign::run));
    registry.on(deliver_callback::KIND, ctx.settings.callback_timeout + Duration::from_secs(5), handler(ctx, deliver_callback::run));
    registry.on(expire_package::KIND, Duration::from_secs(20), handler(ctx, expire_package::run));
    registry.on(follow_form::KIND, minute, handler(ctx, follow_form::run));
    registry.on(issue_certificate::KIND, Duration::from_secs(30), handler(ctx, issue_certificate::run));
    registry.on(issue_straight::KIND, minute, handler(ctx, issue_straight::run));
    registry.on(print_request::KIND, minute, handler(ctx, print_request::run));
    registry.on(publish_crl::KIND, minute, handler(ctx, publish_crl::run));
    registry.on(release_confirmed::KIND, Duration::from_secs(30), handler(ctx, release_confirmed::run));
    registry.on(renew_services::KIND, 5 * minute, handler(ctx, renew_services::run));
    registry.on(replay_events::KIND, minute, handler(ctx, replay_events::run));
    registry.on(send_sms::KIND, send_sms::LONGEST, handler(ctx, send_sms::run));
    registry.on(stamp_signature::KIND, minute, handler(ctx, stamp_signature::run));
    registry.on(sweep::KIND, 10 * minute, handler(ctx, sweep::run));
    // places of its own for every kind: receivers that hang must not keep a certificate waiting
    registry.width(deliver_callback::KIND, 256).width(issue_certificate::KIND, 16).width(expire_package::KIND, 8);
    registry
        .width(check_requisites::KIND, 16)
        .width(check_requisites::AGAIN, 2)
        .width(cloud_sign::KIND, 8)
        .width(follow_form::KIND, 8)
        .width(issue_straight::KIND, 8)
        .width(print_request::KIND, 4)
        .width(publish_crl::KIND, 1)
        .width(release_confirmed::KIND, 8)
        .width(renew_services::KIND, 1)
        .width(replay_events::KIND, 2)
        .width(catch_up::KIND, 2)
        .width(send_sms::KIND, 16)
        .width(stamp_signature::KIND, 8)
        .width(sweep::KIND, 1);
    registry.every(publish_crl::KIND, 10 * minute);
    registry.every(renew_services::KIND, 60 * minute);
    registry.every(sweep::KIND, 60 * minute);
    registry
}

fn handler<F, R, E>(ctx: &Ctx, run: F) -> impl Fn(Job) -> std::pin::Pin<Box<dyn Future<Output = Ended> + Send>> + Send + Sync + 'static
where
    F: Fn(Ctx, Job) -> R + Send + Sync + Copy + 'static,
    R: Future<Output = Result<E, AppError>> + Send + 'static,
    E: Into<Ended>,
{
    let ctx = ctx.clone();
    move |job| {
        let errors = job.errors;
        let run = run(ctx.clone(), job);
        Box::pin(async move {
            match run.await {
                Ok(ended) => ended.into(),
                Err(error) => {
                    error.log();
                    Outcome::Retry { after: wait(errors), error: error.to_string() }.into()
                }
            }
        })
    }
}

/// What failed for now is tried again for ever, at last every ten minutes: somebody waits for a certificate, and nothing may be lost because
/// a disk was full over a weekend.
fn wait(errors: i64) -> Duration {
    const LONGEST: u64 = 600;
    let doubled = u32::try_from(errors).ok().and_then(|times| 2_u64.checked_pow(times)).unwrap_or(LONGEST);
    Duration::from_secs(doubled.min(LONGEST))
}

/// An id out of a job's body. A body that cannot be read will not be readable later either.
fn id_of<T, E>(job: &Job, field: &str, parse: impl Fn(&str) -> Result<T, E>) -> Result<T, Outcome> {
    let text = job.body.get(field).and_then(|value| value.as_str());
    text.and_then(|text| parse(text).ok()).ok_or_else(|| Outcome::failed(format!("no {field} in the job")))
}
