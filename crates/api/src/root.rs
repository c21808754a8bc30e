//! What a listener answers: the parts of the house side by side, each with its own envelope.

use app::Ctx;
use axum::Router;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::routing::get;
use domain::code;
use surguch_http::{Face, Metrics, Refusal, metrics};

use crate::{diadoc, docs_page, document, forms, health, issues, office, pki, problem_page};

/// A part of the house that a listener may answer, beside its state, which all of them do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// `/v1`, the vendor's faces, and their descriptions.
    Api,
    /// Pages that anybody may open.
    Public,
    /// Certificates and revocation lists.
    Pki,
    /// Metrics: for a closed network, since it asks for no key.
    Admin,
}

impl Part {
    /// All that may be open to the world.
    pub const OPEN: [Self; 3] = [Self::Api, Self::Public, Self::Pki];
}

/// Everything that may be open, as one listener answers it that is alone.
pub fn router(ctx: Ctx) -> Router {
    router_of(ctx, &Part::OPEN, &Metrics::default())
}

/// These parts; what belongs to none of them is not found.
pub fn router_of(ctx: Ctx, parts: &[Part], metrics: &Metrics) -> Router {
    let mut own = Router::new().route("/healthz", get(health::alive)).route("/readyz", get(health::ready));
    if parts.contains(&Part::Api) {
        own = own.route("/openapi.json", get(|| async { document::answer(document::text()) })).route("/docs", get(docs_page::show));
    }
    if parts.contains(&Part::Api) || parts.contains(&Part::Public) {
        own = own.route("/docs/style.css", get(docs_page::style));
    }
    if parts.contains(&Part::Public) {
        own = own.route("/problems/{code}", get(problem_page::show));
    }
    if parts.contains(&Part::Admin) {
        let metrics = metrics.clone();
        own = own.route("/metrics", get(move |State(ctx): State<Ctx>| text(ctx, metrics)));
    }
    let own = own.fallback(|| async { Refusal::from(code::NOT_FOUND) });
    let mut all = Face::of(&ctx).around(own).with_state(ctx.clone());
    if parts.contains(&Part::Api) {
        all = all.merge(office::router(ctx.clone())).merge(issues::router(ctx.clone())).merge(forms::router(ctx.clone()));
        all = all.merge(diadoc::router(ctx.clone()));
    }
    if parts.contains(&Part::Pki) {
        all = all.merge(pki::router(ctx));
    }
    all
}

async fn text(ctx: Ctx, all: Metrics) -> Result<([(axum::http::HeaderName, &'static str); 1], String), Refusal> {
    Ok(([(CONTENT_TYPE, metrics::MEDIA_TYPE)], all.text(&ctx).await?))
}
