//! Queries of a session, as the document shows them; the handlers read them from `Query`, in any case of letters.

use utoipa::IntoParams;

/// Which box.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "it stands for parameters in the document and is never made")]
pub(crate) struct BoxParams {
    /// The box: a GUID, 32 hexadecimal digits, or these with `@diadoc.ru` behind them.
    #[param(rename = "boxId", example = "48ad04b4-af63-4a72-901c-f19b698c31cc")]
    box_id: String,
}

/// How somebody says who they are.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "it stands for parameters in the document and is never made")]
pub(crate) struct AuthenticateParams {
    /// What the body is: `password`, `certificate`, `sid`, or nothing with `trust`.
    #[param(rename = "type", pattern = "^(password|certificate|sid|trust)$", example = "password")]
    way: String,
}

/// The answer to a challenge.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "it stands for parameters in the document and is never made")]
pub(crate) struct ConfirmParams {
    /// What was decrypted, in Base64.
    token: String,
    /// SHA-1 over the certificate, hexadecimal in any case; without it the body is the certificate.
    thumbprint: Option<String>,
    /// Taken whatever it is, and without an effect: certificates are bound where they are issued or registered.
    #[param(rename = "saveBinding")]
    save_binding: Option<String>,
}

/// Login and password of the older form.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "it stands for parameters in the document and is never made")]
pub(crate) struct LoginParams {
    /// Phone or e-mail address.
    login: String,
    /// The password of the account.
    password: String,
}
