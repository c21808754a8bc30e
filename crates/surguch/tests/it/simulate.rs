//! The simulators as people start them: a port of their own, an answer over a real socket, an end by a signal.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

/// A simulator that ends with the test.
struct Running {
    child: Child,
    address: String,
    greeting: String,
}

impl Running {
    fn start(arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_surguch"));
        let mut child = command.arg("simulate").args(arguments).args(["--listen", "127.0.0.1:0"]).stdout(Stdio::piped()).spawn().unwrap();
        let mut greeting = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut greeting).unwrap();
        let (_, address) = greeting.trim().rsplit_once("http://").expect("it says where it answers");
        Self { address: address.to_owned(), child, greeting }
    }

    /// The whole answer as text.
    fn ask(&self, request: &str, body: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let head = format!("{request} HTTP/1.1\r\nhost: a\r\nconnection: close\r\nx-request-id: q-1\r\ncontent-type: application/json\r\n");
        write!(stream, "{head}content-length: {}\r\n\r\n{body}", body.len()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    /// Asks it to end, and waits.
    fn end(mut self) -> bool {
        let asked = Command::new("kill").arg(self.child.id().to_string()).status().unwrap();
        asked.success() && self.child.wait().unwrap().success()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn the_registers_start_answer_and_end() {
    let running = Running::start(&["registers"]);
    assert!(running.greeting.contains("no real one"), "{}", running.greeting);
    let answer = running.ask("POST /v1/passport", r#"{"series":"4500","number":"000108"}"#);
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("surguch-simulator: registers"), "{answer}");
    assert!(answer.ends_with(r#"{"faults":["passport_lost"]}"#), "{answer}");
    assert!(running.end());
}

#[test]
fn the_portal_starts_with_data_of_ones_own() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("portal.json");
    std::fs::write(&file, r#"{"strangers": "confirm"}"#).unwrap();
    let running = Running::start(&["esia", "--data", file.to_str().unwrap()]);
    let digest = "ab".repeat(32);
    let asked = format!(
        r#"{{"snils":"90000000788","birth_date":"1985-04-12","digest":"{digest}","digest_algorithm":"sha256","text":"Заявление"}}"#
    );
    let answer = running.ask("POST /v1/confirmations", &asked);
    assert!(answer.starts_with("HTTP/1.1 201") && answer.contains(r#""state":"in_progress""#), "{answer}");
    let (_, id) = answer.split_once(r#""id":""#).unwrap();
    let id = id.split('"').next().unwrap();
    let answer = running.ask(&format!("GET /v1/confirmations/{id}"), "");
    assert!(answer.contains(r#""state":"confirmed""#), "{answer}");
    assert!(running.end());
}

#[test]
fn the_built_in_data_are_a_beginning_and_a_wrong_file_is_an_error() {
    let surguch = |arguments: &[&str]| Command::new(env!("CARGO_BIN_EXE_surguch")).arg("simulate").args(arguments).output().unwrap();
    for (which, words) in [("registers", "[[passport]]"), ("esia", "[[account]]"), ("sms", "[[refused]]")] {
        let printed = surguch(&[which, "--print-data"]);
        assert!(printed.status.success());
        let text = String::from_utf8(printed.stdout).unwrap();
        assert!(text.contains(words), "{text}");
    }
    let failed = surguch(&["registers", "--data", "/nowhere.toml"]);
    assert!(!failed.status.success());
    assert!(String::from_utf8_lossy(&failed.stderr).contains("/nowhere.toml"));
}
