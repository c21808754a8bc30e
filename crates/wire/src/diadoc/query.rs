//! The parameters of signer details, as the document shows them. They are read in any case and any order, by the face itself.

use utoipa::IntoParams;

/// Which record: the parameters of the second version.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PlaceParams {
    /// The box: a GUID, 32 hexadecimal digits, or these with `@diadoc.ru` behind them.
    #[param(rename = "boxId", example = "48ad04b4-af63-4a72-901c-f19b698c31cc")]
    pub box_id: String,
    /// SHA-1 over the certificate, hexadecimal in any case.
    #[param(pattern = "^[0-9A-Fa-f]{2,128}$")]
    pub thumbprint: String,
    /// The title, by number (0 to 30) or name.
    #[param(rename = "documentTitleType", example = "UtdSeller")]
    pub document_title_type: String,
}

/// Which record: the parameters of the first version.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PlaceParamsV1 {
    /// The box: a GUID, 32 hexadecimal digits, or these with `@diadoc.ru` behind them.
    #[param(rename = "boxId", example = "48ad04b4-af63-4a72-901c-f19b698c31cc")]
    pub box_id: String,
    /// SHA-1 over the certificate, hexadecimal in any case.
    #[param(pattern = "^[0-9A-Fa-f]{2,128}$")]
    pub thumbprint: String,
    /// Whether it is the buyer's title. A bare name means yes.
    pub buyer: Option<bool>,
    /// Whether it is of a correction. A bare name means yes.
    pub correction: Option<bool>,
}

/// What of a title is shown.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PreviewParams {
    /// The version of the format, such as `utd820_05_01_01`; the newest that has the title where none is named.
    #[param(rename = "documentVersion")]
    pub document_version: Option<String>,
    /// How the powers are confirmed, from 970 on (СпосПодтПолном): 1 to 6, 1 where nothing is said.
    #[param(rename = "powersConfirmation", minimum = 1, maximum = 6)]
    pub powers_confirmation: Option<u8>,
}
