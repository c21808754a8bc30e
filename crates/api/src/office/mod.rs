//! The office's own face, `/v1`.

mod convert;

macro_rules! endpoints {
    ($($name:ident)*) => {$( pub(crate) mod $name; )*};
}

endpoints! {
    audit_list
    api_key_create api_key_get api_key_list api_key_revoke
    cabinet_close cabinet_consent cabinet_get cabinet_open cabinet_release cabinet_send_code cabinet_statement cabinet_statement_code
    cabinet_statement_sign
    certificate_content certificate_get certificate_issue certificate_list
    company_add company_get company_list
    delivery_list delivery_resend
    endpoint_create endpoint_delete endpoint_get endpoint_list endpoint_replay endpoint_rotate_secret endpoint_test endpoint_update
    event_list
    file_content
    member_assign member_delete member_get member_list member_put
    operator_approve operator_give_back operator_page operator_queue operator_request operator_return operator_session_close
    operator_session_open operator_take
    outside_certificate_get outside_certificate_list outside_certificate_register outside_certificate_remove
    package_add_file package_approve package_create package_files package_get package_list package_refuse package_revoke
    package_send package_send_code package_sign package_signatures package_view
    request_accept request_activate request_create request_files request_get request_list request_send_code
    session_close session_list session_open
    signature_content signature_get
    user_get user_list user_register
    verify
}

use app::Ctx;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{any, delete, get, post, put};
use domain::code;
use surguch_http::{Face, Gate, Rates, Refusal, closed};

/// Everything under `/v1`.
pub fn router(ctx: Ctx) -> Router {
    let rates = Rates::of(&ctx);
    let calls = Gate::new(ctx.settings.calls_at_once).around(Face::within_patience(quick()));
    // uploads take as long as they take; every chunk has its own time limit
    let uploads = Router::new()
        .route("/v1/packages", post(package_create::create))
        .route("/v1/packages/{id}/files", post(package_add_file::add_file))
        .route("/v1/verify", post(verify::verify));
    let uploads = Gate::new(ctx.settings.uploads_at_once).around(uploads);
    let members = closed(calls.merge(uploads), ctx.clone(), rates.clone());
    let open = Router::new()
        .route("/v1/sessions", post(session_open::open))
        .route("/v1/operator/sessions", post(operator_session_open::open))
        .route("/v1/cabinet/codes", post(cabinet_send_code::send_code))
        .route("/v1/cabinet/sessions", post(cabinet_open::open))
        .route("/v1/{*rest}", any(|| async { Refusal::from(code::NOT_FOUND) }));
    let open = rates.around(open);
    let routes = members.merge(Face::within_patience(open)).layer(DefaultBodyLimit::disable());
    Face::of(&ctx).around(routes).with_state(ctx)
}

fn quick() -> Router<Ctx> {
    Router::new()
        .route("/v1/users", post(user_register::register).get(user_list::list))
        .route("/v1/users/{id}", get(user_get::get))
        .route("/v1/companies", post(company_add::add).get(company_list::list))
        .route("/v1/companies/{id}", get(company_get::get))
        .route("/v1/companies/{id}/members", get(member_list::list))
        .route("/v1/companies/{id}/members/{user_id}", put(member_put::put).get(member_get::get).delete(member_delete::delete))
        .route("/v1/companies/{id}/members/{user_id}/certificate", put(member_assign::assign))
        .route(
            "/v1/companies/{id}/members/{user_id}/outside-certificates",
            post(outside_certificate_register::register).get(outside_certificate_list::list),
        )
        .route("/v1/outside-certificates/{id}", get(outside_certificate_get::get).delete(outside_certificate_remove::remove))
        .route("/v1/certificate-requests", post(request_create::create).get(request_list::list))
        .route("/v1/certificate-requests/{id}", get(request_get::get))
        .route("/v1/certificate-requests/{id}/files", get(request_files::files))
        .route("/v1/certificate-requests/{id}/acceptance-code", post(request_send_code::send_code))
        .route("/v1/certificate-requests/{id}/accept", post(request_accept::accept))
        .route("/v1/certificate-requests/{id}/activate", post(request_activate::activate))
        .route("/v1/certificates", post(certificate_issue::issue).get(certificate_list::list))
        .route("/v1/certificates/{id}", get(certificate_get::get))
        .route("/v1/certificates/{id}/content", get(certificate_content::content))
        .route("/v1/packages", get(package_list::list))
        .route("/v1/packages/{id}", get(package_get::get))
        .route("/v1/packages/{id}/send", post(package_send::send))
        .route("/v1/packages/{id}/signing-code", post(package_send_code::send_code))
        .route("/v1/packages/{id}/sign", post(package_sign::sign))
        .route("/v1/packages/{id}/approve", post(package_approve::approve))
        .route("/v1/packages/{id}/view", post(package_view::view))
        .route("/v1/packages/{id}/refuse", post(package_refuse::refuse))
        .route("/v1/packages/{id}/revoke", post(package_revoke::revoke))
        .route("/v1/packages/{id}/files", get(package_files::files))
        .route("/v1/packages/{id}/signatures", get(package_signatures::signatures))
        .route("/v1/files/{id}/content", get(file_content::content))
        .route("/v1/signatures/{id}", get(signature_get::get))
        .route("/v1/signatures/{id}/content", get(signature_content::content))
        .route("/v1/webhook-endpoints", post(endpoint_create::create).get(endpoint_list::list))
        .route("/v1/webhook-endpoints/{id}", get(endpoint_get::get).patch(endpoint_update::update).delete(endpoint_delete::delete))
        .route("/v1/webhook-endpoints/{id}/rotate-secret", post(endpoint_rotate_secret::rotate_secret))
        .route("/v1/webhook-endpoints/{id}/test", post(endpoint_test::test))
        .route("/v1/webhook-endpoints/{id}/deliveries", get(delivery_list::list))
        .route("/v1/webhook-endpoints/{id}/deliveries/{event_id}/resend", post(delivery_resend::resend))
        .route("/v1/webhook-endpoints/{id}/replay", post(endpoint_replay::replay))
        .route("/v1/events", get(event_list::list))
        .route("/v1/audit", get(audit_list::list))
        .route("/v1/api-keys", post(api_key_create::create).get(api_key_list::list))
        .route("/v1/api-keys/{id}", get(api_key_get::get).delete(api_key_revoke::revoke))
        .route("/v1/sessions", get(session_list::list))
        .route("/v1/sessions/current", delete(session_close::close_current))
        .route("/v1/sessions/{id}", delete(session_close::close))
        .merge(operators())
        .merge(cabinet())
}

/// For the authority's operators.
fn operators() -> Router<Ctx> {
    Router::new()
        .route("/v1/operator/sessions/current", delete(operator_session_close::close))
        .route("/v1/operator/certificate-requests", get(operator_queue::queue))
        .route("/v1/operator/certificate-requests/{id}", get(operator_request::get))
        .route("/v1/operator/certificate-requests/{id}/take", post(operator_take::take))
        .route("/v1/operator/certificate-requests/{id}/give-back", post(operator_give_back::give_back))
        .route("/v1/operator/certificate-requests/{id}/return", post(operator_return::send_back))
        .route("/v1/operator/certificate-requests/{id}/approve", post(operator_approve::approve))
        .route("/v1/operator/certificate-requests/{id}/documents/{kind}/pages/{page_id}", get(operator_page::page))
}

/// For the subject of one request.
fn cabinet() -> Router<Ctx> {
    Router::new()
        .route("/v1/cabinet/sessions/current", delete(cabinet_close::close))
        .route("/v1/cabinet/certificate-request", get(cabinet_get::get))
        .route("/v1/cabinet/consent", post(cabinet_consent::consent))
        .route("/v1/cabinet/statement", get(cabinet_statement::statement))
        .route("/v1/cabinet/statement/code", post(cabinet_statement_code::send_code))
        .route("/v1/cabinet/statement/sign", post(cabinet_statement_sign::sign))
        .route("/v1/cabinet/release", post(cabinet_release::release))
}
