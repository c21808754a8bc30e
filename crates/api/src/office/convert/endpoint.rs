//! Endpoints of callbacks.

use app::endpoint::Created;
use wire::office::Endpoint;

pub(crate) fn endpoint(endpoint: app::endpoint::Endpoint) -> Endpoint {
    Endpoint {
        id: endpoint.id.to_string(),
        url: endpoint.url,
        types: endpoint.types,
        status: endpoint.state,
        secret: None,
        created_at: endpoint.created_at.to_string(),
    }
}

/// With its secret, this once.
pub(crate) fn created_endpoint(created: Created) -> Endpoint {
    Endpoint {
        id: created.id.to_string(),
        url: created.url,
        types: created.types,
        status: created.state,
        secret: Some(created.secret),
        created_at: created.created_at.to_string(),
    }
}
