//! One call of a counterpart: through its breaker, with repeats, within the caller's time.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use bytes::Bytes;
use domain::time::Timestamp;
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use tokio::time::{sleep, timeout_at};

use super::breaker::LONGEST_PAUSE;
use super::{Breaker, BreakerSettings, Counts, Figures, NotAnswered, Pass, Remote, wait_before};
use crate::guarded::{Answer, FetchError, retry_after};

/// What comes with every call.
#[derive(Debug, Clone, Copy)]
pub struct Call<'a> {
    /// The same in every repeat, a job's too: goes as `X-Request-Id`, and by it the service tells repeats apart. Visible ASCII.
    pub id: &'a str,
    /// Now.
    pub now: Timestamp,
    /// Any random number: scatters the repeats.
    pub chance: u32,
    /// How long the caller waits for all attempts together. Giving up because of it says nothing about the service.
    pub within: Duration,
}

/// What is asked.
#[derive(Clone)]
pub(crate) enum Body {
    /// With GET.
    Nothing,
    /// With POST, a JSON document.
    Json(Bytes),
}

/// One question, the same in every attempt.
struct Asked<'a> {
    path: &'a str,
    body: Body,
    /// Statuses beside 2xx that are answers.
    answers: &'a [u16],
    /// A document is expected.
    long: bool,
}

/// Who is asked: a service, or a part of one that fails by itself. Clones share breaker and counts.
#[derive(Debug, Clone)]
pub(crate) struct Counterpart(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    name: &'static str,
    remote: Remote,
    breaker: Mutex<Breaker>,
    counts: Counts,
}

impl Counterpart {
    pub(crate) fn new(name: &'static str, remote: Remote, settings: BreakerSettings) -> Self {
        Self(Arc::new(Inner { name, remote, breaker: Mutex::new(Breaker::new(settings)), counts: Counts::default() }))
    }

    pub(crate) fn figures(&self) -> Figures {
        let breaker = self.breaker().state(Instant::now());
        Figures { counterpart: self.0.name, outcomes: self.0.counts.all(), breaker }
    }

    /// Calls `path` until `read` makes something of an answer, no more often than [`super::ATTEMPTS`] times. What `read` sees has a status of
    /// 2xx and is whole.
    pub(crate) async fn ask<T>(
        &self,
        path: &str,
        body: Body,
        call: &Call<'_>,
        read: impl Fn(&Answer) -> Result<T, NotAnswered>,
    ) -> Result<T, NotAnswered> {
        self.ask_for(path, body, call, &[], read).await
    }

    /// The same where these statuses, too, are answers that `read` sees.
    pub(crate) async fn ask_for<T>(
        &self,
        path: &str,
        body: Body,
        call: &Call<'_>,
        answers: &[u16],
        read: impl Fn(&Answer) -> Result<T, NotAnswered>,
    ) -> Result<T, NotAnswered> {
        self.repeat(&Asked { path, body, answers, long: false }, call, read).await
    }

    /// The same for documents, which are longer.
    pub(crate) async fn fetch<T>(
        &self,
        path: &str,
        call: &Call<'_>,
        read: impl Fn(&Answer) -> Result<T, NotAnswered>,
    ) -> Result<T, NotAnswered> {
        self.repeat(&Asked { path, body: Body::Nothing, answers: &[], long: true }, call, read).await
    }

    async fn repeat<T>(
        &self,
        asked: &Asked<'_>,
        call: &Call<'_>,
        read: impl Fn(&Answer) -> Result<T, NotAnswered>,
    ) -> Result<T, NotAnswered> {
        let deadline = tokio::time::Instant::now() + call.within;
        let mut attempt = 0;
        loop {
            let error = match timeout_at(deadline, self.attempt(asked, call, &read)).await {
                Ok(Ok(told)) => return Ok(told),
                Ok(Err(error)) => error,
                Err(_) => self.counted(NotAnswered::OutOfTime),
            };
            attempt += 1;
            let next = wait_before(attempt, call.chance).filter(|_| may_be_repeated(&error));
            let Some(wait) = next.filter(|wait| tokio::time::Instant::now() + *wait < deadline) else {
                tracing::warn!(counterpart = self.0.name, code = error.code(), attempts = attempt, "no answer: {error}");
                return Err(error);
            };
            sleep(wait).await;
        }
    }

    async fn attempt<T>(
        &self,
        asked: &Asked<'_>,
        call: &Call<'_>,
        read: &impl Fn(&Answer) -> Result<T, NotAnswered>,
    ) -> Result<T, NotAnswered> {
        let pass = self.breaker().admit(Instant::now());
        let pass = pass.map_err(|wait| self.counted(NotAnswered::Resting { wait }))?;
        // a caller who goes away in the middle gives the pass back
        let mut held = Held { counterpart: self, pass: Some(pass) };
        let answer = self.exchange(asked, call).await;
        let told = answer.and_then(|answer| judge(&answer, asked.answers, call.now).and_then(|()| read(&answer)));
        if let Some(pass) = held.pass.take() {
            self.settle(pass, told.as_ref().err());
        }
        match told {
            Ok(told) => {
                self.0.counts.add("answered");
                Ok(told)
            }
            Err(error) => Err(self.counted(error)),
        }
    }

    async fn exchange(&self, asked: &Asked<'_>, call: &Call<'_>) -> Result<Answer, NotAnswered> {
        let remote = &self.0.remote;
        let url = format!("{}{}", remote.url, asked.path);
        let id = HeaderValue::from_str(call.id).map_err(|_| NotAnswered::Malformed("the id of the call"))?;
        let mut headers = HeaderMap::from_iter(remote.authorization());
        headers.insert(HeaderName::from_static("x-request-id"), id);
        let client = if asked.long { &remote.long } else { &remote.short };
        let answer = match &asked.body {
            Body::Nothing => client.get(&url, headers).await?,
            Body::Json(body) => {
                headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
                client.post(&url, headers, body.clone()).await?
            }
        };
        Ok(answer)
    }

    /// What an outcome says about the service.
    fn settle(&self, pass: Pass, error: Option<&NotAnswered>) {
        let now = Instant::now();
        let mut breaker = self.breaker();
        match error {
            // it lives, whatever it thinks of us
            None | Some(NotAnswered::Denied(_)) => breaker.succeeded(pass),
            Some(NotAnswered::Status(status)) if *status < 500 && !matches!(status, 408 | 429) => breaker.succeeded(pass),
            Some(NotAnswered::Later { wait, .. }) => breaker.failed(pass, now, Some(*wait)),
            // nothing was sent
            Some(NotAnswered::Fetch(FetchError::Blocked(_) | FetchError::NoRoots)) => breaker.abandoned(pass),
            Some(_) => breaker.failed(pass, now, None),
        }
    }

    fn counted(&self, error: NotAnswered) -> NotAnswered {
        self.0.counts.add(error.code());
        error
    }

    fn breaker(&self) -> MutexGuard<'_, Breaker> {
        self.0.breaker.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A pass that is given back where nobody says how the call ended.
struct Held<'a> {
    counterpart: &'a Counterpart,
    pass: Option<Pass>,
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        if let Some(pass) = self.pass.take() {
            self.counterpart.breaker().abandoned(pass);
        }
    }
}

/// Whether the status is one to read on from.
fn judge(answer: &Answer, answers: &[u16], now: Timestamp) -> Result<(), NotAnswered> {
    let asked = answer.retry_after.as_deref().and_then(|asked| retry_after(asked, now));
    match (answer.status, asked) {
        (200..300, _) if answer.cut => Err(NotAnswered::Cut),
        (200..300, _) => Ok(()),
        (status, _) if answers.contains(&status) => Ok(()),
        (status @ (429 | 503), Some(wait)) => Err(NotAnswered::Later { status, wait: wait.min(LONGEST_PAUSE) }),
        (status @ (401 | 403), _) => Err(NotAnswered::Denied(status)),
        (status, _) => Err(NotAnswered::Status(status)),
    }
}

/// Whether the next attempt may end otherwise, and the service has not asked for a pause.
fn may_be_repeated(error: &NotAnswered) -> bool {
    match error {
        NotAnswered::Fetch(FetchError::Blocked(_) | FetchError::NoRoots)
        | NotAnswered::Resting { .. }
        | NotAnswered::Later { .. }
        | NotAnswered::OutOfTime
        | NotAnswered::Denied(_)
        | NotAnswered::Malformed(_) => false,
        NotAnswered::Status(status) => *status >= 500 && *status != 501 || *status == 408,
        NotAnswered::Fetch(_) | NotAnswered::Cut => true,
    }
}
