//! POST `/v1/verify`: signatures of anybody are judged by the house's trust; nothing of what came is kept.

use app::verification::{Given, Intake, Taken};
use app::{AppError, Ctx, Problem};
use axum::extract::State;
use domain::code;
use domain::time::Timestamp;
use pki::{Digest, Time};
use signature::ContentDigest;
use surguch_http::{Answer, Object, Offered, at};
use wire::office::{Verification, VerificationForm};

use crate::document::Refusals;
use crate::verification::{Judged, report};

/// Most signatures in one call.
const MOST: usize = 64;
/// Longest text of the part `at`.
const MOMENT: usize = 64;

/// The parts, as far as they were read.
#[derive(Default)]
struct Form {
    at: Option<Timestamp>,
    given: Vec<Given>,
    contents: Option<Vec<ContentDigest>>,
    problems: Vec<Problem>,
}

/// Judges signatures: verdict, reasons and what they rest on (ETSI EN 319 102-1).
///
/// Believed are the house's own authorities and those on the administrator's list. Nothing is stored, and nobody is asked.
#[utoipa::path(post, operation_id = "verify", path = "/v1/verify", tag = "files",
    request_body(content = VerificationForm, content_type = "multipart/form-data"),
    responses((status = 200, description = "The report, whatever the verdict", body = Verification), Refusals))]
pub(crate) async fn verify(State(ctx): State<Ctx>, mut offered: Offered) -> Answer<Verification> {
    let form = match read(&ctx, &mut offered).await {
        Ok(form) => form,
        Err(error) => return Err(offered.refuse(error).await),
    };
    let moment = form.at.unwrap_or_else(|| ctx.now());
    let moment = Time::from_unix(moment.seconds());
    let contents = form.contents.unwrap_or_default();
    let (judged, basis) = app::verification::verify(&ctx, offered.call(), &form.given, &contents, Some(moment)).await?;
    let judged: Vec<Judged> = judged.into_iter().map(|one| Judged { name: one.name, report: one.report }).collect();
    Ok(Object::ok(report(&judged, &basis.accreditations, moment, offered.language())))
}

impl Form {
    /// By what the content is to be hashed: by whatever the signatures before it want, or by everything where they are still to come.
    fn wanted(&self) -> Vec<Digest> {
        if self.given.is_empty() {
            return Digest::ALL.to_vec();
        }
        let mut wanted: Vec<Digest> = self.given.iter().flat_map(|one| one.taken.digests()).collect();
        wanted.sort_unstable();
        wanted.dedup();
        wanted
    }

    /// Signatures that came after the content and want another digest than was made of it: their senders have to put them first.
    fn late(&self) -> bool {
        let Some(contents) = &self.contents else { return false };
        let made = |digest: &Digest| contents.iter().any(|content| content.algorithm == *digest);
        let attached = |taken: &Taken| taken.split.as_ref().is_ok_and(|split| split.attached);
        self.given.iter().any(|one| !attached(&one.taken) && !one.taken.digests().iter().all(made))
    }
}

async fn read(ctx: &Ctx, offered: &mut Offered) -> Result<Form, AppError> {
    let mut form = Form::default();
    while let Some(head) = offered.parts().next().await.map_err(|broken| broken.0)? {
        match head.name.as_str() {
            "at" => {
                let bytes = offered.parts().whole(MOMENT).await.map_err(|broken| broken.0)?;
                form.at = std::str::from_utf8(&bytes).ok().and_then(|text| Timestamp::parse(text.trim()));
                if form.at.is_none() {
                    form.problems.push(at("at", code::DATE_INVALID));
                }
            }
            "signature" if form.given.len() < MOST => {
                let taken = feed(ctx, offered, Intake::signature(&[])).await?.taken();
                form.given.push(Given { name: head.file_name, taken });
            }
            "signature" => return Err(AppError::invalid(vec![at("signature", code::VALUE_TOO_LONG)])),
            "content" if form.contents.is_none() => {
                let wanted = form.wanted();
                form.contents = Some(feed(ctx, offered, Intake::content(&wanted)).await?.digests());
            }
            "content" => form.problems.push(at("content", code::VALUE_INVALID)),
            other => form.problems.push(at(other, code::FIELD_UNKNOWN)),
        }
    }
    if form.given.is_empty() && form.problems.is_empty() {
        form.problems.push(at("signature", code::FIELD_REQUIRED));
    }
    if form.late() {
        form.problems.push(at("signature", code::VALUE_INVALID));
    }
    if form.problems.is_empty() { Ok(form) } else { Err(AppError::invalid(form.problems)) }
}

async fn feed(ctx: &Ctx, offered: &mut Offered, mut intake: Intake) -> Result<Intake, AppError> {
    while let Some(piece) = offered.parts().chunk().await.map_err(|broken| broken.0)? {
        intake = intake.feed(ctx, piece).await?;
    }
    Ok(intake)
}
