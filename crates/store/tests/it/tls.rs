//! PostgreSQL over TLS: a server of our own, whose certificate is for 127.0.0.1 and by an authority that nobody else knows.

use std::path::{Path, PathBuf};
use std::process::Command;

use store::{Database, OpenError, Sql, Store, StoreError};

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../.ci/postgres.sh");

/// Stopped and removed when dropped.
struct Server {
    folder: PathBuf,
    /// Host and port.
    place: String,
}

impl Server {
    fn start(parent: &Path) -> Self {
        // the server's user has to pass through
        std::fs::set_permissions(parent, std::os::unix::fs::PermissionsExt::from_mode(0o755)).expect("a mode");
        let folder = parent.join("server");
        let output = Command::new(SCRIPT).arg("start").arg(&folder).output().expect("the script runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let url = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        let place = url.split_once('@').and_then(|(_, rest)| rest.split_once('/')).expect("a URL").0.to_owned();
        Self { folder, place }
    }

    fn file(&self, name: &str) -> String {
        self.folder.join("data").join(name).display().to_string()
    }

    /// Whether a statement over such a connection is encrypted.
    fn asks(&self, user: &str, host: &str, query: &str) -> Result<bool, OpenError> {
        let place = self.place.replace("127.0.0.1", host);
        let url = format!("postgres://{user}@{place}/surguch?{query}");
        let store = Store::open(Database::Postgres { url, connections: 1 })?;
        let asked = Sql::of("SELECT 1", "SELECT CASE WHEN ssl THEN 1 ELSE 0 END FROM pg_stat_ssl WHERE pid = pg_backend_pid()");
        let said: Result<i64, StoreError> = store.read_blocking(move |tx| tx.one(asked, &[], |row| row.get(0)));
        store.close_blocking();
        Ok(said.expect("it answers") == 1)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = Command::new(SCRIPT).arg("stop").arg(&self.folder).status();
    }
}

fn refused(outcome: &Result<bool, OpenError>) -> bool {
    matches!(outcome, Err(OpenError::Store(StoreError::Unavailable(_))))
}

#[test]
fn a_server_is_reached_over_tls_if_its_certificate_is_right() {
    let parent = tempfile::tempdir().expect("a folder");
    let server = Server::start(parent.path());
    let (root, other) = (server.file("root.crt"), server.file("other.crt"));

    assert!(!server.asks("surguch", "127.0.0.1", "sslmode=disable").expect("plain"));
    for mode in ["require", "verify-full", "verify-ca"] {
        let trusting = server.asks("surguch", "127.0.0.1", &format!("sslmode={mode}&sslrootcert={root}"));
        assert!(matches!(trusting, Ok(true)), "{mode}: {trusting:?}");
        let foreign = server.asks("surguch", "127.0.0.1", &format!("sslmode={mode}&sslrootcert={other}"));
        assert!(refused(&foreign), "{mode} by another authority: {foreign:?}");
    }
    // no authority of the platform has ever heard of it
    let doubting = server.asks("surguch", "127.0.0.1", "sslmode=require");
    assert!(refused(&doubting) || matches!(doubting, Err(OpenError::Roots(_))), "{doubting:?}");

    let named = server.asks("surguch", "localhost", &format!("sslmode=verify-full&sslrootcert={root}"));
    assert!(refused(&named), "a certificate for another name: {named:?}");
    let unnamed = server.asks("surguch", "localhost", &format!("sslmode=verify-ca&sslrootcert={root}"));
    assert!(matches!(unnamed, Ok(true)), "{unnamed:?}");

    let ours = format!("&sslcert={}&sslkey={}", server.file("client.crt"), server.file("client.key"));
    let shown = server.asks("tls_only", "127.0.0.1", &format!("sslmode=verify-full&sslrootcert={root}{ours}"));
    assert!(matches!(shown, Ok(true)), "{shown:?}");
    for query in [format!("sslmode=verify-full&sslrootcert={root}"), "sslmode=disable".to_owned()] {
        let hidden = server.asks("tls_only", "127.0.0.1", &query);
        assert!(refused(&hidden), "without a certificate of ours: {hidden:?}");
    }
}
