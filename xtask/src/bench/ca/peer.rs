//! `cfssl serve` as it is on the path (Debian package golang-cfssl), with an authority of its own on P-256.

use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Command as Blocking, Stdio};
use std::sync::Arc;
use std::time::Duration;

use pki::Certificate;
use serde_json::json;
use tokio::process::{Child, Command};

use super::{Issuer, Server, certificate};
use crate::load::Line;
use crate::office::{Outcome, Place};

const PROGRAM: &str = "cfssl";
const PATH: &str = "/api/v1/cfssl/sign";
/// What it may take to begin, in tenths of a second.
const PATIENCE: usize = 100;
/// As long as ours, and for signing.
const CONFIGURATION: &str = r#"{"signing": {"default": {"expiry": "10950h", "usages": ["signing", "digital signature"]}}}"#;
/// The tables of its certdb; newer versions fill all the columns, older ones some.
const TABLES: [&str; 2] = [
    "CREATE TABLE certificates (serial_number {blob} NOT NULL, authority_key_identifier {blob} NOT NULL, ca_label {blob}, \
     status {blob} NOT NULL, reason int, expiry timestamp, revoked_at timestamp, pem {blob} NOT NULL, issued_at timestamp, \
     not_before timestamp, metadata {blob}, sans {blob}, common_name TEXT, PRIMARY KEY (serial_number, authority_key_identifier))",
    "CREATE TABLE ocsp_responses (serial_number {blob} NOT NULL, authority_key_identifier {blob} NOT NULL, body {blob} NOT NULL, \
     expiry timestamp, PRIMARY KEY (serial_number, authority_key_identifier))",
];
/// A WAL, which stays with the file; SQLite syncs it at every commit unless a connection says otherwise.
const MAKE: &str = "
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
assert db.execute('PRAGMA journal_mode = WAL').fetchone() == ('wal',)
assert db.execute('PRAGMA synchronous').fetchone() == (2,)
for table in sys.argv[2:]: db.execute(table)
db.commit()
";
const COUNT: &str = "import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute('SELECT count(*) FROM certificates').fetchone()[0])";

/// Where it keeps what it has issued.
pub(super) enum Records<'a> {
    /// Nowhere.
    None,
    /// In a file.
    Sqlite,
    /// On the server of this place, in a schema of its own.
    Postgres(&'a Place),
}

/// Asks for certificates.
#[derive(Clone)]
pub(super) struct Cfssl;

impl Issuer for Cfssl {
    fn request(&self, csr: &str) -> Vec<u8> {
        let body = json!({ "certificate_request": csr, "hosts": ["bench.example.ru"] }).to_string();
        let length = body.len();
        format!("POST {PATH} HTTP/1.1\r\nhost: bench\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}")
            .into_bytes()
    }

    fn answer(&self) -> (u16, &'static str) {
        (200, "/result/certificate")
    }
}

/// A server, gone when dropped.
pub(super) struct Peer {
    pub(super) server: Server<Cfssl>,
    pub(super) authority: Arc<Certificate>,
    file: Option<PathBuf>,
    /// Before the place whose rows it holds open.
    _child: Child,
    _place: Option<Place>,
}

/// What it says of itself.
pub(super) fn version() -> Outcome<String> {
    let said = Blocking::new(PROGRAM).arg("version").output()?;
    let said = String::from_utf8_lossy(&said.stdout).split_whitespace().take(2).collect::<Vec<_>>().join(" ");
    Ok(format!("{PROGRAM} {said}"))
}

pub(super) async fn begin(name: &str, folder: &Path, records: Records<'_>) -> Outcome<Peer> {
    std::fs::create_dir(folder)?;
    let authority = authority(folder)?;
    std::fs::write(folder.join("config.json"), CONFIGURATION)?;
    let (mut file, mut own_place) = (None, None);
    let source = match records {
        Records::None => None,
        Records::Sqlite => {
            let path = folder.join("certdb.db");
            succeeds(Blocking::new("python3").args(["-c", MAKE]).arg(&path).args(tables("blob")))?;
            let source = path.display().to_string();
            file = Some(path);
            Some(("sqlite3", source))
        }
        Records::Postgres(beside) => {
            let place = beside.beside()?;
            for table in tables("bytea") {
                place.execute(table)?;
            }
            let source = format!("{}&sslmode=disable", place.url());
            own_place = Some(place);
            Some(("postgres", source))
        }
    };
    let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
    let mut command = Command::new(PROGRAM);
    command.current_dir(folder).args(["serve", "-address", "127.0.0.1", "-port", &address.port().to_string(), "-loglevel", "3"]);
    command.args(["-ca", "ca.pem", "-ca-key", "ca-key.pem", "-config", "config.json"]);
    if let Some((driver, source)) = source {
        std::fs::write(folder.join("db.json"), json!({ "driver": driver, "data_source": source }).to_string())?;
        command.args(["-db-config", "db.json"]);
    }
    let log = std::fs::File::create(folder.join("log"))?;
    let child = command.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log).kill_on_drop(true).spawn();
    let child = child.map_err(|error| format!("{PROGRAM} (Debian package golang-cfssl): {error}"))?;
    let process = child.id().ok_or("cfssl has ended")?;
    let server = Server { name: name.to_owned(), address, process, issuer: Cfssl };
    ready(address, &folder.join("log")).await?;
    Ok(Peer { server, authority: Arc::new(authority), file, _child: child, _place: own_place })
}

/// An authority by cfssl itself.
fn authority(folder: &Path) -> Outcome<Certificate> {
    let request = json!({ "CN": "Bench", "key": { "algo": "ecdsa", "size": 256 } });
    std::fs::write(folder.join("authority.json"), request.to_string())?;
    let made = succeeds(Blocking::new(PROGRAM).current_dir(folder).args(["gencert", "-initca", "authority.json"]))?;
    let text = |place: &str| {
        let made: serde_json::Value = serde_json::from_str(&made)?;
        Outcome::Ok(made[place].as_str().ok_or("cfssl makes no authority")?.to_owned())
    };
    std::fs::write(folder.join("ca.pem"), text("cert")?)?;
    std::fs::write(folder.join("ca-key.pem"), text("key")?)?;
    certificate(made.as_bytes(), "/cert")
}

fn tables(blob: &str) -> impl Iterator<Item = String> {
    TABLES.map(|table| table.replace("{blob}", blob)).into_iter()
}

async fn ready(address: SocketAddr, log: &Path) -> Outcome<()> {
    for _ in 0..PATIENCE {
        if Line::new(address).ask(b"GET /api/v1/cfssl/info HTTP/1.1\r\nhost: bench\r\n\r\n").await.is_ok() {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Err(format!("cfssl does not answer: {}", std::fs::read_to_string(log)?).into())
}

impl Peer {
    /// Prints how many rows it has kept, where that can be seen from outside.
    pub(super) fn tell_records(&self) -> Outcome<()> {
        if let Some(file) = &self.file {
            let count = succeeds(Blocking::new("python3").args(["-c", COUNT]).arg(file))?;
            println!("{}: {} certificates in its table", self.server.name, count.trim());
        }
        Ok(())
    }
}

fn succeeds(command: &mut Blocking) -> Outcome<String> {
    let output = command.stderr(Stdio::piped()).output()?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(String::from_utf8_lossy(&output.stderr).into_owned().into())
    }
}
