//! Receivers that answer badly cost a bounded time and a bounded memory.

use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use outbound::guarded::{Answer, FetchError, Guarded, Names, Settings};
use reqwest::header::HeaderMap;

use crate::server::{ALLOWED, Behaviour, Leading, Server, answer, client, settings};

async fn post(client: &Guarded, server: &Server) -> Result<Answer, FetchError> {
    client.post(&server.url(), HeaderMap::new(), Bytes::from_static(b"{}")).await
}

fn hasty() -> Guarded {
    Guarded::new(&Settings { total_timeout: Duration::from_millis(400), ..settings() }).expect("a client")
}

#[tokio::test]
async fn an_endless_body_is_read_up_to_the_limit() {
    let server = Server::start(Behaviour::Endless).await;
    let begun = Instant::now();
    let answer = post(&client(), &server).await.expect("an answer");
    assert_eq!((answer.status, answer.body.len(), answer.cut), (200, 64 << 10, true));
    assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
}

#[tokio::test]
async fn a_slow_body_ends_with_the_time_and_its_status_counts() {
    let server = Server::start(Behaviour::Slow).await;
    let answer = post(&hasty(), &server).await.expect("an answer");
    assert_eq!((answer.status, answer.cut), (200, true));
    assert!((1..100).contains(&answer.body.len()), "{} bytes", answer.body.len());
}

#[tokio::test]
async fn silence_is_a_time_out() {
    let server = Server::start(Behaviour::Silent).await;
    let outcome = post(&hasty(), &server).await;
    assert!(matches!(outcome, Err(FetchError::TimedOut)), "{outcome:?}");
}

#[tokio::test]
async fn a_connection_that_breaks_or_never_ends_its_head_is_broken_off() {
    for behaviour in [Behaviour::HangUp, Behaviour::EndlessHead, Behaviour::Answer("SSH-2.0-server\r\n\r\n".into())] {
        let server = Server::start(behaviour).await;
        let outcome = post(&client(), &server).await;
        assert!(matches!(outcome, Err(FetchError::Broken(_))), "{outcome:?}");
    }
}

#[tokio::test]
async fn a_closed_port_is_no_connection() {
    let gone = Server::of((ALLOWED.parse::<std::net::IpAddr>().expect("ip"), 9).into());
    let mut open = settings();
    open.rules.low_ports = vec![9];
    let outcome = post(&Guarded::new(&open).expect("a client"), &gone).await;
    assert!(matches!(outcome, Err(FetchError::Connection(_))), "{outcome:?}");
}

#[tokio::test]
async fn a_name_without_an_address_is_unknown() {
    struct Nowhere;
    impl Names for Nowhere {
        fn lookup<'a>(&'a self, _: &'a str) -> std::pin::Pin<Box<dyn Future<Output = io::Result<Vec<std::net::IpAddr>>> + Send + 'a>> {
            Box::pin(async { Err(io::Error::new(io::ErrorKind::NotFound, "no such name")) })
        }
    }
    for client in [Guarded::with_names(&settings(), Arc::new(Nowhere)), Guarded::with_names(&settings(), Leading::to(&[&[]]))] {
        let outcome = client.expect("a client").post("https://nowhere.example/", HeaderMap::new(), Bytes::new()).await;
        assert!(matches!(outcome, Err(FetchError::Name(_))), "{outcome:?}");
    }
}

#[tokio::test]
async fn calls_to_one_receiver_share_a_connection() {
    let server = Server::start(answer("200 OK", &[])).await;
    let client = client();
    for _ in 0..10 {
        assert_eq!(post(&client, &server).await.expect("an answer").body, "ok");
    }
    assert_eq!((server.connections(), server.received().len()), (1, 10));
}

#[tokio::test]
async fn errors_do_not_repeat_the_url_with_its_secrets() {
    let outcome = client().post("http://127.0.0.2:1025/hook?token=s3cret", HeaderMap::new(), Bytes::new()).await;
    let error = outcome.expect_err("nobody listens there");
    assert!(!format!("{error} {error:?}").contains("s3cret"), "{error:?}");
}
