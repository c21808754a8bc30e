//! What a listener learns of a request while the faces answer it: for its line in the log and for metrics.

use std::sync::{Arc, OnceLock};

use axum::extract::{MatchedPath, Request};
use axum::http::Method;
use domain::id::LicenseeId;

/// Travels among the request's extensions. Nothing in it is what the caller sent, but for a request id that is fit to be logged.
#[derive(Debug, Clone, Default)]
pub(crate) struct Seen(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    route: OnceLock<MatchedPath>,
    request_id: OnceLock<String>,
    licensee: OnceLock<LicenseeId>,
}

impl Seen {
    /// Notes which route answers, and under which id; nothing where no listener asks.
    pub(crate) fn request(request: &Request, request_id: &str) {
        let Some(Self(seen)) = request.extensions().get() else { return };
        if let Some(route) = request.extensions().get::<MatchedPath>() {
            let _ = seen.route.set(route.clone());
        }
        let _ = seen.request_id.set(request_id.to_owned());
    }

    /// Notes whose data it is about.
    pub(crate) fn licensee(&self, licensee: Option<LicenseeId>) {
        if let Some(licensee) = licensee {
            let _ = self.0.licensee.set(licensee);
        }
    }

    /// The method and the route's pattern, `-` where no route answered: few words, whatever callers send.
    pub(crate) fn operation(&self, method: &Method) -> String {
        let method = match *method {
            Method::GET | Method::HEAD | Method::POST | Method::PUT | Method::PATCH | Method::DELETE | Method::OPTIONS => method.as_str(),
            _ => "OTHER",
        };
        let route = self.0.route.get().map(MatchedPath::as_str).filter(|route| !route.contains("{*"));
        format!("{method} {}", route.unwrap_or("-"))
    }

    pub(crate) fn request_id(&self) -> &str {
        self.0.request_id.get().map_or("-", String::as_str)
    }

    pub(crate) fn whose(&self) -> Option<LicenseeId> {
        self.0.licensee.get().copied()
    }
}
