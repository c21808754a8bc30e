//! Two hundred URLs that lead inside, each called again and again, while listeners stand in the ranges that nobody may reach: not one
//! connection, and no header but those of a callback (T8).

use std::net::IpAddr;

use bytes::Bytes;
use domain::time::Timestamp;
use outbound::callback::{Callbacks, Endpoint, Secret};
use outbound::guarded::{Blocked, FetchError, Guarded};
use reqwest::header::HeaderMap;
use tokio::net::TcpListener;

use crate::server::{ALLOWED, Leading, Server, answer, settings};

/// How often each is called.
const ROUNDS: usize = 10;

/// Addresses of the inside, of which some stand on this very machine.
const INNER: [[u8; 4]; 16] = [
    [127, 0, 0, 1],
    [127, 0, 0, 3],
    [127, 1, 2, 3],
    [127, 255, 255, 254],
    [0, 0, 0, 0],
    [10, 0, 0, 1],
    [10, 255, 255, 255],
    [100, 64, 0, 1],
    [169, 254, 169, 254],
    [172, 16, 0, 1],
    [172, 31, 255, 254],
    [192, 168, 0, 1],
    [192, 168, 1, 254],
    [198, 18, 0, 1],
    [224, 0, 0, 1],
    [255, 255, 255, 255],
];

/// Every way to write an address that browsers and libraries know, and some that only tricksters use.
fn spellings([a, b, c, d]: [u8; 4]) -> Vec<String> {
    let whole = u32::from_be_bytes([a, b, c, d]);
    let (high, low) = (whole >> 16, whole & 0xffff);
    vec![
        format!("{a}.{b}.{c}.{d}"),
        format!("{a}.{b}.{c}.{d}."),
        format!("{whole}"),
        format!("{whole:#x}"),
        format!("0{whole:o}"),
        format!("{a:#x}.{b:#x}.{c:#x}.{d:#x}"),
        format!("0{a:o}.0{b:o}.0{c:o}.0{d:o}"),
        format!("{a}.{}", whole & 0xff_ffff),
        format!("{a}.{b}.{low}"),
        format!("{a}%2e{b}%2e{c}%2e{d}"),
        format!("{a}。{b}。{c}。{d}"),
        format!("[::ffff:{a}.{b}.{c}.{d}]"),
        format!("[::{high:x}:{low:x}]"),
        format!("[64:ff9b::{high:x}:{low:x}]"),
        format!("[2002:{high:x}:{low:x}::]"),
        format!("[::ffff:0:{high:x}:{low:x}]"),
    ]
}

/// Names that lead inside, as those of wildcard services do.
const NAMES: [&str; 8] = [
    "127.0.0.1.nip.example",
    "7f000001.nip.example",
    "localhost",
    "LOCALHOST.",
    "пример.рф",
    "xn--e1afmkfd.xn--p1ai",
    "metadata.internal",
    "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ",
];

async fn post(client: &Guarded, url: &str) -> Result<u16, FetchError> {
    client.post(url, HeaderMap::new(), Bytes::from_static(b"{}")).await.map(|answer| answer.status)
}

/// Listeners at every inner address of this machine, all on one port.
async fn traps() -> Vec<Server> {
    let behaviour = answer("200 OK", &[]);
    'port: loop {
        let first = TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
        let port = first.local_addr().expect("an address").port();
        let mut listeners = vec![first];
        for host in ["127.0.0.3", "127.1.2.3", "127.255.255.254", "::1"] {
            match TcpListener::bind((host, port)).await {
                Ok(listener) => listeners.push(listener),
                // a machine without IPv6 cannot be reached over it either
                Err(_) if host == "::1" => {}
                Err(_) => continue 'port,
            }
        }
        return listeners.into_iter().map(|listener| Server::on(listener, behaviour.clone())).collect();
    }
}

#[tokio::test]
async fn two_hundred_urls_open_no_connection_to_the_inside() {
    let traps = traps().await;
    let port = traps[0].address.port();
    let client = Guarded::with_names(&settings(), Leading::to(&[&["127.0.0.1"], &["::1"], &["169.254.169.254"]])).expect("a client");
    let mut urls: Vec<String> =
        INNER.into_iter().flat_map(spellings).map(|host| format!("http://{host}:{port}/latest/meta-data")).collect();
    urls.extend(NAMES.iter().map(|name| format!("http://{name}:{port}/")));
    urls.extend(INNER.iter().map(|[a, b, c, d]| format!("http://{ALLOWED}@{a}.{b}.{c}.{d}:{port}/")));
    urls.extend([format!("http://{ALLOWED}:80@127.0.0.1:{port}/"), format!("http://127.0.0.1:{port}\\@{ALLOWED}/")]);
    assert!(urls.len() >= 200, "{} URLs", urls.len());
    for _ in 0..ROUNDS {
        for url in &urls {
            for url in [url.clone(), url.replacen("http:", "https:", 1)] {
                let outcome = post(&client, &url).await;
                assert!(matches!(outcome, Err(FetchError::Blocked(_))), "{url}: {outcome:?}");
            }
        }
    }
    assert_eq!(traps.iter().map(Server::connections).sum::<usize>(), 0);
    println!("{} URLs, {ROUNDS} rounds over http and https: no connection", urls.len());
}

#[tokio::test]
async fn a_name_that_alternates_between_outside_and_inside_is_called_outside_alone() {
    let traps = traps().await;
    let port = traps[0].address.port();
    let allowed = loop {
        if let Ok(listener) = TcpListener::bind((ALLOWED, port)).await {
            break Server::on(listener, answer("200 OK", &["connection: close"]));
        }
    };
    for inside in ["127.0.0.1", "127.1.2.3", "::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1"] {
        let client = Guarded::with_names(&settings(), Leading::to(&[&[ALLOWED], &[inside], &[ALLOWED, inside]])).expect("a client");
        for round in 0..51 {
            let outcome = post(&client, &format!("http://rebinding.example:{port}/")).await;
            match round % 3 {
                0 => assert_eq!(outcome.expect("an answer"), 200),
                _ => assert!(matches!(outcome, Err(FetchError::Blocked(Blocked::Address(_)))), "{inside}, {round}: {outcome:?}"),
            }
        }
    }
    assert_eq!((traps.iter().map(Server::connections).sum::<usize>(), allowed.connections()), (0, 5 * 17));
}

#[tokio::test]
async fn ports_of_other_services_are_not_called() {
    let client = Guarded::new(&settings()).expect("a client");
    for port in [1, 7, 21, 22, 23, 25, 53, 110, 111, 135, 139, 143, 389, 445, 465, 587, 636, 993, 1023] {
        let outcome = post(&client, &format!("http://{ALLOWED}:{port}/")).await;
        assert!(matches!(outcome, Err(FetchError::Blocked(Blocked::Port(blocked))) if blocked == port), "{port}: {outcome:?}");
    }
}

#[tokio::test]
async fn a_callback_carries_its_own_headers_and_no_others() {
    let server = Server::start(answer("200 OK", &[])).await;
    let client = Callbacks::new(Guarded::new(&settings()).expect("a client"));
    // what stands in the URL stays in the URL
    let url = format!("{}?x=%0d%0aHost:%20evil&Authorization=1#frag", server.url());
    let endpoint = Endpoint { url, secrets: vec![Secret::new([1; 32])], keys: Vec::new() };
    client.deliver(&endpoint, "evt_1", Bytes::from_static(b"{}"), Timestamp::from_seconds(1)).await.expect("an answer");
    let received = server.received().remove(0);
    let mut names: Vec<&str> = received.headers.keys().map(String::as_str).collect();
    names.sort_unstable();
    let known = ["accept", "content-length", "content-type", "host", "user-agent", "webhook-id", "webhook-signature", "webhook-timestamp"];
    assert_eq!(names, known, "no cookie, no authorization, no referer, no name of a proxy");
    let host: IpAddr = ALLOWED.parse().expect("an address");
    assert_eq!(received.headers["host"], format!("{host}:{}", server.address.port()));
}
