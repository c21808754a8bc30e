//! POST `/kcr/v1/issues/{id}/confirmation-requests`.

use app::Ctx;
use app::request::client;
use axum::extract::State;
use surguch_http::AnyCase;
use wire::issues::RequestConfirmation;

use super::convert::Confirmation;
use super::path::Of;
use super::{DONE, Done, convert};
use crate::document::Refusals;

/// Asks the subject to confirm the release statement: with a code by SMS, or on the state portal.
#[utoipa::path(post, operation_id = "confirmation_request", path = "/kcr/v1/issues/{id}/confirmation-requests", tag = "statement",
    params(("id" = String, Path)), request_body = RequestConfirmation, responses((status = 204, description = "The subject is asked"), Refusals))]
pub(crate) async fn request(State(ctx): State<Ctx>, Of(id): Of, AnyCase { call, body }: AnyCase<RequestConfirmation>) -> Done {
    match convert::confirmation(body)? {
        Confirmation::Sms => client::send_statement_code(&ctx, &call, id).await.map(drop)?,
        Confirmation::Portal { snils, birth_date } => client::request_portal(&ctx, &call, id, &snils, &birth_date).await.map(drop)?,
    }
    Ok(DONE)
}
