//! Cloud signing (`/crypto/v3`): the calls of the vendor's Crypto API, in the envelope and with the keys of the issue requests' face.

mod convert;

macro_rules! endpoints {
    ($($name:ident)*) => {$( pub(crate) mod $name; )*};
}

endpoints! { confirm create_file get_result get_status hello sign upload_chunk }

use app::Ctx;
use axum::Router;
use axum::routing::{get, post};

/// Where the vendor's clients are told that the service is.
pub const BASE: &str = "/crypto/v3";

/// What is answered soon.
pub(super) fn quick() -> Router<Ctx> {
    Router::new()
        .route("/crypto/v3/Hello", get(hello::hello))
        .route("/crypto/v3/CreateFile", post(create_file::create))
        .route("/crypto/v3/Confirm", post(confirm::confirm))
        .route("/crypto/v3/GetStatus", get(get_status::status))
        .route("/crypto/v3/GetResult", get(get_result::result))
}

/// What takes as long as it takes.
pub(super) fn uploads() -> Router<Ctx> {
    Router::new().route("/crypto/v3/UploadChunk", post(upload_chunk::upload)).route("/crypto/v3/Sign", post(sign::sign))
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_route_is_below_the_base() {
        let source = include_str!("mod.rs");
        let routes = source.lines().filter(|line| line.contains(".route(\"")).flat_map(|line| line.split(".route(\"").skip(1));
        assert!(routes.clone().count() >= 7 && routes.into_iter().all(|route| route.starts_with(super::BASE)));
    }
}
