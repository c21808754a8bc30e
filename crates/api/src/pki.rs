//! The authority's side to the world: certificates and revocation lists where certificates say they are, OCSP, time stamps. Nobody needs
//! a key for them.

pub(crate) mod ocsp;
pub(crate) mod tsa;

use app::{AppError, Ctx};
use axum::Router;
use axum::extract::State;
use axum::http::HeaderName;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::routing::{any, get, post};
use domain::code;
use domain::id::AuthorityId;
use surguch_http::{Face, Rates, Raw, Refusal};
use uuid::Uuid;

/// Bytes with their media type; caches may keep them for a minute, so that a revocation is seen soon.
type Bytes = ([(HeaderName, &'static str); 2], Vec<u8>);

/// `/pki/ca/{uuid}.cer`, `/pki/crl/{uuid}.crl`, `/pki/ca.pem`, `/pki/ocsp` and `/pki/tsa`, for the main listener or one of their own.
pub fn router(ctx: Ctx) -> Router {
    let routes = Router::new()
        .route("/pki/ca.pem", get(chain))
        .route("/pki/ca/{file}", get(certificate))
        .route("/pki/crl/{file}", get(crl))
        .route("/pki/ocsp", post(ocsp::post))
        .route("/pki/ocsp/{*request}", get(ocsp::get))
        .route("/pki/tsa", post(tsa::stamp))
        .route("/pki/{*rest}", any(|| async { Refusal::from(code::NOT_FOUND) }));
    Face::of(&ctx).around(Rates::of(&ctx).around(Face::within_patience(routes))).with_state(ctx)
}

/// The certificate of one authority, in DER.
#[utoipa::path(get, operation_id = "authority_certificate", path = "/pki/ca/{file}", tag = "pki", security(()),
    params(("file" = String, Path, description = "`<uuid>.cer`")),
    responses((status = 200, description = "DER", content_type = "application/pkix-cert", body = crate::document::Binary), crate::document::Refusals))]
pub(crate) async fn certificate(State(ctx): State<Ctx>, Raw(path): Raw) -> Result<Bytes, Refusal> {
    let authority = authority(&path, ".cer")?;
    Ok(bytes("application/pkix-cert", app::authority::certificate(&ctx, authority).await?))
}

/// The present revocation list of one authority, in DER.
#[utoipa::path(get, operation_id = "authority_crl", path = "/pki/crl/{file}", tag = "pki", security(()),
    params(("file" = String, Path, description = "`<uuid>.crl`")),
    responses((status = 200, description = "DER", content_type = "application/pkix-crl", body = crate::document::Binary), crate::document::Refusals))]
pub(crate) async fn crl(State(ctx): State<Ctx>, Raw(path): Raw) -> Result<Bytes, Refusal> {
    let authority = authority(&path, ".crl")?;
    Ok(bytes("application/pkix-crl", app::authority::crl(&ctx, authority).await?))
}

/// The trust chain, in PEM: what `openssl … -CAfile` takes.
#[utoipa::path(get, operation_id = "authority_chain", path = "/pki/ca.pem", tag = "pki", security(()),
    responses((status = 200, description = "PEM", content_type = "application/pem-certificate-chain", body = String), crate::document::Refusals))]
pub(crate) async fn chain(State(ctx): State<Ctx>) -> Result<Bytes, Refusal> {
    Ok(bytes("application/pem-certificate-chain", app::authority::chain_pem(&ctx).await?.into_bytes()))
}

fn authority(path: &std::collections::HashMap<String, String>, suffix: &str) -> Result<AuthorityId, AppError> {
    let name = path.get("file").and_then(|file| file.strip_suffix(suffix));
    let uuid = name.filter(|name| name.len() == 36).and_then(|name| Uuid::try_parse(name).ok());
    uuid.map(AuthorityId::new).ok_or_else(|| code::NOT_FOUND.into())
}

fn bytes(media_type: &'static str, bytes: Vec<u8>) -> Bytes {
    ([(CONTENT_TYPE, media_type), (CACHE_CONTROL, "public, max-age=60")], bytes)
}
