use std::net::SocketAddr;
use std::process::Command;

use axum::extract::{ConnectInfo, Request};
use axum::routing::{get, post};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::oneshot;

use super::*;
use crate::body;

struct Running {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    ended: tokio::task::JoinHandle<()>,
}

/// A thousandth of what a listener bears usually.
fn short() -> Limits {
    let span = Duration::from_millis(200);
    Limits { idle: span, body: span, write: Duration::from_secs(1), handshake: span, ..Limits::default() }
}

async fn run(limits: Limits, tls: Option<Tls>) -> Running {
    let socket = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = socket.local_addr().unwrap();
    let slow = || async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        "slow"
    };
    let who = |ConnectInfo(peer): ConnectInfo<SocketAddr>| async move { peer.ip().to_string() };
    let large = || async { vec![b'x'; 64 << 20] };
    let length = |request: Request| async move {
        match body::read(request.into_body(), 1 << 20).await {
            Ok(bytes) => bytes.len().to_string(),
            Err(code) => code.id.to_owned(),
        }
    };
    let router = Router::new().route("/slow", get(slow)).route("/who", get(who)).route("/large", get(large)).route("/length", post(length));
    let (stop, stopped) = oneshot::channel();
    let listening = Listening { name: "test", socket, router, tls, limits, trusted: [].into(), metrics: Metrics::default() };
    let ended = tokio::spawn(serve(listening, async move { stopped.await.unwrap_or_default() }));
    Running { address, stop, ended }
}

async fn ask(address: SocketAddr, text: &str) -> String {
    let mut socket = TcpStream::connect(address).await.unwrap();
    socket.write_all(text.as_bytes()).await.unwrap();
    let mut answer = String::new();
    socket.read_to_string(&mut answer).await.unwrap();
    answer
}

const WHO: &str = "GET /who HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";

#[tokio::test]
async fn a_request_knows_its_peer() {
    let running = run(Limits::default(), None).await;
    let answer = ask(running.address, WHO).await;
    assert!(answer.ends_with("127.0.0.1"), "{answer}");
}

#[tokio::test]
async fn a_head_that_does_not_end_does_not_hold_the_connection() {
    let running = run(short(), None).await;
    // whatever is answered, the connection is closed; reading to the end would hang otherwise
    ask(running.address, "GET /who HTTP/1.1\r\nhost:").await;
    ask(running.address, "").await;
}

#[tokio::test]
async fn a_head_that_is_too_long_is_refused() {
    let running = run(Limits { head: 8192, ..Limits::default() }, None).await;
    let answer = ask(running.address, &format!("GET /who HTTP/1.1\r\nhost: x\r\nx: {}\r\n\r\n", "y".repeat(20_000))).await;
    assert!(answer.starts_with("HTTP/1.1 431"), "{answer}");
}

#[tokio::test]
async fn a_body_that_stalls_or_drips_is_given_up() {
    let running = run(short(), None).await;
    let head = "POST /length HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 1000\r\n\r\nabc";
    assert!(ask(running.address, head).await.contains("body_timeout"));
    let mut socket = TcpStream::connect(running.address).await.unwrap();
    socket.write_all(head.as_bytes()).await.unwrap();
    let (mut reading, mut writing) = socket.into_split();
    let drip = tokio::spawn(async move {
        while writing.write_all(b"x").await.is_ok() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    });
    let mut answer = vec![0; 1024];
    let count = reading.read(&mut answer).await.unwrap();
    assert!(String::from_utf8_lossy(&answer[..count]).starts_with("HTTP/1.1 200"));
    drip.abort();
}

#[tokio::test]
async fn a_whole_body_arrives() {
    let running = run(Limits::default(), None).await;
    let request = format!("POST /length HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 100000\r\n\r\n{}", "x".repeat(100_000));
    assert!(ask(running.address, &request).await.ends_with("100000"));
}

#[tokio::test]
async fn a_client_that_takes_nothing_of_its_answer_is_cut_off() {
    let running = run(short(), None).await;
    let mut socket = TcpStream::connect(running.address).await.unwrap();
    socket.write_all(b"GET /large HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
    // the end of the server waits for every connection, and this one is never read
    running.stop.send(()).unwrap();
    tokio::time::timeout(Duration::from_secs(30), running.ended).await.expect("it is cut off").unwrap();
    drop(socket);
}

#[tokio::test]
async fn more_connections_than_there_are_places_wait_for_one() {
    let running = run(Limits { connections: 2, idle: Duration::from_millis(500), ..Limits::default() }, None).await;
    let silent = [TcpStream::connect(running.address).await.unwrap(), TcpStream::connect(running.address).await.unwrap()];
    // answered when the silent ones have lost their places
    let answer = tokio::time::timeout(Duration::from_secs(10), ask(running.address, WHO)).await.expect("a place in time");
    assert!(answer.ends_with("127.0.0.1"), "{answer}");
    drop(silent);
}

#[tokio::test]
async fn an_address_with_all_its_connections_gets_no_more_until_one_ends() {
    let running = run(Limits { per_address: 2, ..Limits::default() }, None).await;
    let mut held = vec![TcpStream::connect(running.address).await.unwrap(), TcpStream::connect(running.address).await.unwrap()];
    // both are taken once they have answered
    for socket in &mut held {
        socket.write_all(b"GET /who HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
        assert!(socket.read(&mut [0; 64]).await.unwrap() > 0);
    }
    let mut third = TcpStream::connect(running.address).await.unwrap();
    // closed by a reset or by an end, as the kernel likes
    assert!(!matches!(third.read(&mut [0; 64]).await, Ok(count) if count > 0));
    held.pop();
    for _ in 0..200 {
        let mut socket = TcpStream::connect(running.address).await.unwrap();
        let mut answer = String::new();
        let asked = socket.write_all(WHO.as_bytes()).await.is_ok() && socket.read_to_string(&mut answer).await.is_ok();
        if asked && answer.ends_with("127.0.0.1") {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("the place of the one that ended is not given to another");
}

#[tokio::test]
async fn stopping_answers_the_requests_at_hand_and_takes_no_new_ones() {
    let running = run(Limits::default(), None).await;
    let (address, request) = (running.address, "GET /slow HTTP/1.1\r\nhost: x\r\n\r\n");
    let asked = tokio::spawn(ask(address, request));
    tokio::time::sleep(Duration::from_millis(100)).await;
    running.stop.send(()).unwrap();
    assert!(asked.await.unwrap().ends_with("slow"));
    running.ended.await.unwrap();
    assert!(TcpStream::connect(address).await.is_err());
}

/// An authority, and certificates of it, made by OpenSSL in a folder.
struct Certificates(tempfile::TempDir);

impl Certificates {
    fn make() -> Self {
        let own = Self(tempfile::tempdir().unwrap());
        own.openssl("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key -out ca.pem -subj /CN=ca -days 2");
        for (name, key) in [
            ("one", "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out one.key"),
            ("two", "genrsa -traditional -out two.key 2048"),
            ("client", "ecparam -name prime256v1 -genkey -noout -out client.key"),
        ] {
            own.openssl(key);
            own.openssl(&format!("req -new -key {name}.key -subj /CN={name} -addext subjectAltName=DNS:localhost -out {name}.csr"));
            own.openssl(&format!(
                "x509 -req -in {name}.csr -CA ca.pem -CAkey ca.key -CAcreateserial -copy_extensions copy -days 1 -out {name}.pem"
            ));
        }
        own
    }

    fn openssl(&self, words: &str) {
        let output = Command::new("openssl").args(words.split(' ')).current_dir(self.0.path()).output().expect("openssl is installed");
        assert!(output.status.success(), "openssl {words}: {}", String::from_utf8_lossy(&output.stderr));
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.0.path().join(name)
    }

    fn identity(&self, name: &str) -> Identity {
        Identity { certificate: self.path(&format!("{name}.pem")), key: self.path(&format!("{name}.key")), client_ca: None }
    }

    /// What curl says of `/who`: its version of HTTP, then the answer.
    async fn curl(&self, address: SocketAddr, words: &str) -> Result<String, String> {
        let mut command = tokio::process::Command::new("curl");
        command.args(["-sS", "-w", " HTTP/%{http_version}", "--cacert", "ca.pem"]).args(words.split_whitespace());
        command.arg(format!("https://localhost:{}/who", address.port())).current_dir(self.0.path());
        let output = command.output().await.expect("curl is installed");
        if output.status.success() {
            Ok(String::from_utf8_lossy(&output.stdout).into_owned())
        } else {
            Err(String::from_utf8_lossy(&output.stderr).into_owned())
        }
    }
}

#[tokio::test]
async fn tls_speaks_both_versions_of_http_and_takes_every_form_of_key() {
    let files = Certificates::make();
    for name in ["one", "two", "client"] {
        let running = run(Limits::default(), Some(Tls::open(files.identity(name)).unwrap())).await;
        assert_eq!(files.curl(running.address, "--http2 --tlsv1.3").await.unwrap(), "127.0.0.1 HTTP/2");
        assert_eq!(files.curl(running.address, "--http1.1 --tls-max 1.2").await.unwrap(), "127.0.0.1 HTTP/1.1");
        assert!(files.curl(running.address, "--tls-max 1.1").await.is_err());
    }
}

#[tokio::test]
async fn a_handshake_that_does_not_come_does_not_hold_the_connection() {
    let files = Certificates::make();
    let running = run(short(), Some(Tls::open(files.identity("one")).unwrap())).await;
    assert_eq!(ask(running.address, "").await, "");
}

#[tokio::test]
async fn an_idle_connection_of_http2_is_closed() {
    let files = Certificates::make();
    let running = run(short(), Some(Tls::open(files.identity("one")).unwrap())).await;
    // openssl speaks no HTTP/2 by itself: the preface and empty settings, then silence (RFC 9113 §3.4)
    let mut client = tokio::process::Command::new("openssl");
    client.args(["s_client", "-quiet", "-alpn", "h2", "-connect", &running.address.to_string()]);
    client.stdin(std::process::Stdio::piped()).stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
    let mut client = client.kill_on_drop(true).spawn().unwrap();
    let mut input = client.stdin.take().unwrap();
    input.write_all(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0").await.unwrap();
    input.flush().await.unwrap();
    tokio::time::timeout(Duration::from_secs(30), client.wait()).await.expect("it is closed").unwrap();
}

#[tokio::test]
async fn an_exchanged_certificate_is_for_new_connections_and_old_ones_stay() {
    let files = Certificates::make();
    let (certificate, key) = (files.path("live.pem"), files.path("live.key"));
    let place = |name: &str| {
        std::fs::copy(files.path(&format!("{name}.pem")), &certificate).unwrap();
        std::fs::copy(files.path(&format!("{name}.key")), &key).unwrap();
    };
    place("one");
    let tls = Tls::open(Identity { certificate: certificate.clone(), key: key.clone(), client_ca: None }).unwrap();
    let running = run(Limits::default(), Some(tls.clone())).await;
    let subject = || async { files.curl(running.address, "-v -o /dev/null").await };
    subject().await.unwrap();

    place("two");
    tls.reload().unwrap();
    let shown = tokio::process::Command::new("openssl")
        .args(["s_client", "-connect", &running.address.to_string()])
        .stdin(std::process::Stdio::null())
        .output()
        .await
        .unwrap();
    assert!(String::from_utf8_lossy(&shown.stdout).contains("CN = two") || String::from_utf8_lossy(&shown.stdout).contains("CN=two"));

    std::fs::copy(files.path("one.key"), &key).unwrap();
    assert!(matches!(tls.reload(), Err(TlsError::Mismatch { .. })));
    assert!(subject().await.is_ok(), "what was there before stays");
    std::fs::write(&certificate, "nothing").unwrap();
    assert!(tls.reload().unwrap_err().to_string().contains("live.pem"));
}

#[tokio::test]
async fn a_client_without_a_certificate_of_the_right_authority_is_refused() {
    let files = Certificates::make();
    let identity = Identity { client_ca: Some(files.path("ca.pem")), ..files.identity("one") };
    let running = run(Limits::default(), Some(Tls::open(identity).unwrap())).await;
    assert!(files.curl(running.address, "").await.is_err());
    assert!(files.curl(running.address, "--cert client.pem --key client.key").await.unwrap().starts_with("127.0.0.1"));
    files.openssl("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout other.key -out other.pem -subj /CN=other -days 2");
    assert!(files.curl(running.address, "--cert other.pem --key other.key").await.is_err());
}
