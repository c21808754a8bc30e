//! What tests share: databases, an S3 server, a clock that can be set, fresh identifiers.
//!
//! A test that takes a [`store::Store`] is written once and run on both databases by [`both!`].

mod clock;
mod database;
pub mod s3;

pub use clock::MockClock;
#[doc(hidden)]
pub use database::run;
pub use database::{POSTGRES, Place, TestDatabase, databases, own_databases, own_postgres, postgres, postgres_place, sqlite, sqlite_place};
use uuid::Uuid;

/// A UUIDv7 that no other test has: for ids, names, keys.
#[expect(clippy::disallowed_methods, reason = "tests only need names that nobody else has")]
pub fn uuid() -> Uuid {
    Uuid::now_v7()
}

/// Makes two tests of each async body, `name::on_sqlite` and `name::on_postgres`.
///
/// ```text
/// testkit::both! {
///     async fn a_saved_row_is_read_back(db: TestDatabase) { db.write(…).await … }
/// }
/// ```
/// PostgreSQL is the run's shared database, where a test makes its own licensee; [`both_own!`] gives it a schema of its own.
#[macro_export]
macro_rules! both {
    ($($(#[$attribute:meta])* async fn $name:ident($db:ident: TestDatabase) $body:block)*) => {$(
        $crate::both_with! { $(#[$attribute])* $name $db $body $crate::postgres }
    )*};
}

/// [`both!`] for tests that look at whole tables.
#[macro_export]
macro_rules! both_own {
    ($($(#[$attribute:meta])* async fn $name:ident($db:ident: TestDatabase) $body:block)*) => {$(
        $crate::both_with! { $(#[$attribute])* $name $db $body $crate::own_postgres }
    )*};
}

#[doc(hidden)]
#[macro_export]
macro_rules! both_with {
    ($(#[$attribute:meta])* $name:ident $db:ident $body:block $postgres:path) => {
        $(#[$attribute])*
        mod $name {
            use super::*;

            async fn body($db: $crate::TestDatabase) $body

            #[test]
            fn on_sqlite() {
                $crate::run(body($crate::sqlite()));
            }

            #[test]
            fn on_postgres() {
                $crate::run(body($postgres()));
            }
        }
    };
}
