//! The certificate authority: prepare, lint, issue, record, revoke.
