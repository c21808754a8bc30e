//! HTTP manners shared by the faces: problem+json, authentication, idempotency, limits.
