//! What a receiver sees of a callback, and what its answer means.

use std::time::Duration;

use bytes::Bytes;
use client::callback::{Headers, Verifier};
use domain::time::Timestamp;
use outbound::callback::{CallbackAnswer, Callbacks, Endpoint, Secret};
use outbound::guarded::{Blocked, FetchError};

use crate::server::{Server, answer, client};

const ID: &str = "evt_019ab4a0-5c3e-7d11-9d2a-3f6f1f0a7b21";
const BODY: &[u8] = r#"{"type":"package.completed","data":{"name":"Ёлка №1"}}"#.as_bytes();
const NOW: Timestamp = Timestamp::from_seconds(1_795_348_800);

async fn deliver(server: &Server, secrets: Vec<Secret>, now: Timestamp) -> CallbackAnswer {
    let endpoint = Endpoint { url: server.url(), secrets, keys: Vec::new() };
    Callbacks::new(client()).deliver(&endpoint, ID, Bytes::from_static(BODY), now).await.expect("an answer")
}

#[tokio::test]
async fn the_receiver_can_verify_what_it_got_with_either_secret() {
    let server = Server::start(answer("204 No Content", &[])).await;
    let (old, new) = (Secret::new([1; 32]), Secret::new([2; 32]));
    assert!(deliver(&server, vec![old.clone(), new.clone()], NOW).await.is_success());
    let got = server.received().remove(0);
    let header = |name: &str| got.headers.get(name).expect(name).as_str();
    assert_eq!((header("webhook-id"), header("webhook-timestamp"), header("content-type")), (ID, "1795348800", "application/json"));
    assert!(header("user-agent").starts_with("Surguch/"));
    assert_eq!(got.body, BODY);
    for secret in [old, new] {
        let headers = Headers { id: header("webhook-id"), timestamp: header("webhook-timestamp"), signature: header("webhook-signature") };
        assert_eq!(Verifier::new([secret.reveal().as_str()]).expect("a secret").verify(headers, &got.body, NOW.into()), Ok(()));
    }
}

#[tokio::test]
async fn a_repeat_keeps_id_and_bytes_and_has_a_timestamp_of_its_own() {
    let server = Server::start(answer("500 Internal Server Error", &[])).await;
    let secret = vec![Secret::new([1; 32])];
    deliver(&server, secret.clone(), NOW).await;
    deliver(&server, secret, NOW.plus(Duration::from_secs(5))).await;
    let [first, second] = <[_; 2]>::try_from(server.received()).expect("two requests");
    assert_eq!((&first.headers["webhook-id"], &first.body), (&second.headers["webhook-id"], &second.body));
    assert_eq!(second.headers["webhook-timestamp"], "1795348805");
    assert_ne!(first.headers["webhook-signature"], second.headers["webhook-signature"]);
}

#[tokio::test]
async fn only_two_hundreds_are_success() {
    for (status, success, gone, overloaded) in [
        ("200 OK", true, false, false),
        ("202 Accepted", true, false, false),
        ("301 Moved", false, false, false),
        ("304 Not Modified", false, false, false),
        ("400 Bad Request", false, false, false),
        ("410 Gone", false, true, false),
        ("429 Too Many Requests", false, false, true),
        ("500 Internal Server Error", false, false, false),
        ("502 Bad Gateway", false, false, true),
        ("504 Gateway Timeout", false, false, true),
    ] {
        let server = Server::start(answer(status, &[])).await;
        let answer = deliver(&server, vec![Secret::new([1; 32])], NOW).await;
        assert_eq!((answer.is_success(), answer.is_gone(), answer.is_overloaded()), (success, gone, overloaded), "{status}");
        assert_eq!(answer.retry_after, None);
    }
}

#[tokio::test]
async fn a_wait_that_the_receiver_asks_for_is_told() {
    for (header, seconds) in [("retry-after: 120", 120), ("Retry-After: Sun, 22 Nov 2026 12:01:00 GMT", 60)] {
        let server = Server::start(answer("429 Too Many Requests", &[header])).await;
        let answer = deliver(&server, vec![Secret::new([1; 32])], NOW).await;
        assert_eq!(answer.retry_after, Some(Duration::from_secs(seconds)), "{header}");
    }
}

#[tokio::test]
async fn an_endpoint_inside_is_refused_when_registered_and_when_called() {
    let callbacks = Callbacks::new(client());
    let inside = "https://192.168.1.1/hook";
    assert!(matches!(callbacks.check(inside), Err(Blocked::Address(_))));
    let endpoint = Endpoint { url: inside.into(), secrets: vec![Secret::new([1; 32])], keys: Vec::new() };
    let outcome = callbacks.deliver(&endpoint, ID, Bytes::from_static(BODY), NOW).await;
    assert!(matches!(outcome, Err(FetchError::Blocked(Blocked::Address(_)))), "{outcome:?}");
    assert_eq!(callbacks.check("https://hooks.example.ru/in"), Ok(()));
}

#[tokio::test]
async fn an_id_that_would_break_out_of_its_header_is_not_sent() {
    let server = Server::start(answer("200 OK", &[])).await;
    let endpoint = Endpoint { url: server.url(), secrets: vec![Secret::new([1; 32])], keys: Vec::new() };
    let outcome = Callbacks::new(client()).deliver(&endpoint, "evt_1\r\nx: y", Bytes::from_static(BODY), NOW).await;
    assert!(outcome.is_err() && server.connections() == 0, "{outcome:?}");
}
