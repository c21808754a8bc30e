//! One SQL text for SQLite and PostgreSQL; transactions are closures.
