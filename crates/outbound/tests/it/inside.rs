//! Nothing that a customer writes into a URL, and nothing that their servers answer, opens a connection to the inside.

use bytes::Bytes;
use outbound::guarded::{Blocked, FetchError, Guarded};
use reqwest::header::HeaderMap;
use tokio::net::TcpListener;

use crate::server::{ALLOWED, INSIDE, Leading, Server, answer, client, settings};

async fn post(client: &Guarded, url: &str) -> Result<u16, FetchError> {
    client.post(url, HeaderMap::new(), Bytes::from_static(b"{}")).await.map(|answer| answer.status)
}

async fn inside() -> Server {
    Server::on(TcpListener::bind((INSIDE, 0)).await.expect("a port"), answer("200 OK", &[]))
}

#[tokio::test]
async fn forty_hostile_urls_never_connect() {
    let inside = inside().await;
    let port = inside.address.port();
    // Every name leads inside, as the names of wildcard services do.
    let client = Guarded::with_names(&settings(), Leading::to(&[&[INSIDE], &["::1"]])).expect("a client");
    let hosts = [
        "127.0.0.1",
        "127.1",
        "127.0.1",
        "2130706433",
        "0x7f000001",
        "0x7f.0.0.1",
        "0x7f.1",
        "017700000001",
        "0177.0.0.1",
        "0177.1",
        "127.0.0.1.",
        "①②⑦.0.0.1",
        "127。0。0。1",
        "127%2e0%2e0%2e1",
        "0",
        "0.0.0.0",
        "127.0.0.3",
        "127.255.255.254",
        "[::1]",
        "[::]",
        "[0:0:0:0:0:0:0:1]",
        "[::127.0.0.1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::ffff:0:127.0.0.1]",
        "[64:ff9b::127.0.0.1]",
        "[64:ff9b:1::7f00:1]",
        "[2002:7f00:1::]",
        "[2001:0:7f00:1::]",
        "[fe80::1]",
        "[fd00:ec2::254]",
        "[ff02::1]",
        "169.254.169.254",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.0.1",
        "100.64.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "localhost",
        "LOCALHOST.",
        "127.0.0.1.nip.example",
        "xn--e1afmkfd.xn--p1ai",
        "пример.рф",
        "metadata.internal",
    ];
    for host in hosts {
        for scheme in ["http", "https"] {
            let url = format!("{scheme}://{host}:{port}/latest/meta-data");
            let outcome = post(&client, &url).await;
            assert!(matches!(outcome, Err(FetchError::Blocked(Blocked::Address(_)))), "{url}: {outcome:?}");
        }
    }
    for url in [
        format!("http://user@127.0.0.1:{port}/"),
        format!("http://{ALLOWED}@127.0.0.1:{port}/"),
        format!("http:\\\\127.0.0.1:{port}\\"),
        format!("http://127.0.0.1:{port}\\@{ALLOWED}/"),
        format!("http:127.0.0.1:{port}"),
        format!("\thttp://127.0.0.1:{port}"),
        format!("gopher://127.0.0.1:{port}/_x"),
        format!("file://127.0.0.1:{port}/etc/passwd"),
        format!("http://{ALLOWED}:{port}#@127.0.0.1/").replace(&port.to_string(), "22"),
        "http://127.0.0.1:25/".to_owned(),
        "//127.0.0.1/".to_owned(),
        "http://[::1%25lo]/".to_owned(),
    ] {
        let outcome = post(&client, &url).await;
        assert!(matches!(outcome, Err(FetchError::Blocked(_))), "{url}: {outcome:?}");
    }
    assert_eq!(inside.connections(), 0);
}

#[tokio::test]
async fn a_redirect_to_the_inside_is_an_answer_and_not_a_way() {
    let inside = inside().await;
    for status in ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"] {
        let server = Server::start(answer(status, &[&format!("location: {}", inside.url())])).await;
        let outcome = post(&client(), &server.url()).await.expect("an answer");
        assert_eq!(outcome.to_string(), status[..3]);
        assert_eq!(server.connections(), 1);
    }
    assert_eq!(inside.connections(), 0);
}

#[tokio::test]
async fn names_that_change_their_address_gain_nothing() {
    let (inside, allowed) = loop {
        let inside = TcpListener::bind((INSIDE, 0)).await.expect("a port");
        let port = inside.local_addr().expect("an address").port();
        if let Ok(allowed) = TcpListener::bind((ALLOWED, port)).await {
            break (inside, allowed);
        }
    };
    let url = format!("http://rebinding.example:{}/", inside.local_addr().expect("an address").port());
    let closing = answer("200 OK", &["connection: close"]);
    let (inside, allowed) = (Server::on(inside, closing.clone()), Server::on(allowed, closing));

    let client = Guarded::with_names(&settings(), Leading::to(&[&[ALLOWED], &[INSIDE]])).expect("a client");
    for round in 0..50 {
        match post(&client, &url).await {
            Ok(200) => assert_eq!(round % 2, 0),
            Err(FetchError::Blocked(Blocked::Address(address))) => assert_eq!((address.to_string().as_str(), round % 2), (INSIDE, 1)),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!((inside.connections(), allowed.connections()), (0, 25));
}

#[tokio::test]
async fn one_inner_address_among_good_ones_spoils_the_name() {
    let allowed = Server::start(answer("200 OK", &[])).await;
    let url = format!("http://mixed.example:{}/", allowed.address.port());
    for answer in [&[ALLOWED, INSIDE][..], &[INSIDE, ALLOWED], &[ALLOWED, "::ffff:127.0.0.2"]] {
        let client = Guarded::with_names(&settings(), Leading::to(&[answer])).expect("a client");
        let outcome = post(&client, &url).await;
        assert!(matches!(outcome, Err(FetchError::Blocked(Blocked::Address(_)))), "{outcome:?}");
    }
    assert_eq!(allowed.connections(), 0);
}

#[tokio::test]
async fn plain_http_stays_within_the_listed_networks() {
    let mut strict = settings();
    strict.rules.plain_http = false;
    let listed = Server::start(answer("200 OK", &[])).await;
    let client = Guarded::with_names(&strict, Leading::to(&[&["93.184.216.34"]])).expect("a client");
    assert_eq!(post(&client, &listed.url()).await.expect("an answer"), 200);
    for url in ["http://93.184.216.34/", "http://public.example/"] {
        let outcome = post(&client, url).await;
        assert!(matches!(outcome, Err(FetchError::Blocked(Blocked::Plain))), "{url}: {outcome:?}");
    }
}
