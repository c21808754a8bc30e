//! Requests as the vendor's clients put them on the wire, and answers read no further than their length says.

use std::net::SocketAddr;
use std::sync::Arc;

use app::Ctx;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use surguch_http::{Limits, Listening, Metrics, serve};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::caller::Reply;

/// Where a house listens.
pub struct Socket(SocketAddr);

impl Socket {
    pub async fn of(ctx: &Ctx) -> Self {
        let socket = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = socket.local_addr().unwrap();
        let router = api::router(ctx.clone());
        let trusted: Arc<[app::Cidr]> = [].into();
        let listening =
            Listening { name: "test", socket, router, tls: None, limits: Limits::default(), trusted, metrics: Metrics::default() };
        tokio::spawn(serve(listening, std::future::pending()));
        Self(address)
    }

    /// The address that a client is given.
    pub fn url(&self) -> String {
        format!("http://{}", self.0)
    }

    /// As the client of Java asks: no Accept, no Content-Type, Content-Length on everything.
    pub async fn java(&self, method: &str, path: &str, authorization: &str, body: Option<&[u8]>) -> Reply {
        self.java_with(method, path, authorization, "", body).await
    }

    /// The same with a header more, such as `Content-Type: text/plain\r\n`.
    pub async fn java_with(&self, method: &str, path: &str, authorization: &str, header: &str, body: Option<&[u8]>) -> Reply {
        let length = body.map_or(0, <[u8]>::len);
        let head = format!(
            "{method} {path} HTTP/1.1\r\nAuthorization: {authorization}\r\n{header}Content-Length: {length}\r\nHost: {}\r\n\
             Connection: Keep-Alive\r\nUser-Agent: Diadoc SDK for Java v5.12.0;JRE=17.0.9\r\nAccept-Encoding: gzip,deflate\r\n\r\n",
            self.0
        );
        let mut stream = TcpStream::connect(self.0).await.unwrap();
        stream.write_all(&[head.as_bytes(), body.unwrap_or_default()].concat()).await.unwrap();
        read(&mut stream).await
    }

    /// As the client of C# asks: a body comes after the server has said that it wants it.
    pub async fn csharp(&self, method: &str, path: &str, authorization: &str, body: Option<&[u8]>) -> Reply {
        self.csharp_with(method, path, authorization, "", body).await
    }

    pub async fn csharp_with(&self, method: &str, path: &str, authorization: &str, header: &str, body: Option<&[u8]>) -> Reply {
        let (length, expect) = (body.map_or(0, <[u8]>::len), if body.is_some() { "Expect: 100-continue\r\n" } else { "" });
        let head = format!(
            "{method} {path} HTTP/1.1\r\nAuthorization: {authorization}\r\n{header}Content-Length: {length}\r\n{expect}Host: {}\r\n\
             Accept-Encoding: gzip, deflate\r\n\r\n",
            self.0
        );
        let mut stream = TcpStream::connect(self.0).await.unwrap();
        stream.write_all(head.as_bytes()).await.unwrap();
        if let Some(body) = body {
            const GO_ON: &[u8] = b"HTTP/1.1 100 Continue\r\n\r\n";
            let mut said = vec![0; GO_ON.len()];
            stream.read_exact(&mut said).await.unwrap();
            // a refusal may come in its place, whose rest follows
            if said != GO_ON {
                return read_after(&mut stream, said).await;
            }
            stream.write_all(body).await.unwrap();
        }
        read(&mut stream).await
    }
}

async fn read(stream: &mut TcpStream) -> Reply {
    read_after(stream, Vec::new()).await
}

/// Reads head and body. An answer has a length and no coding, or the client of C# loses it.
async fn read_after(stream: &mut TcpStream, mut bytes: Vec<u8>) -> Reply {
    let end = loop {
        if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break end;
        }
        let mut piece = [0; 4096];
        let count = stream.read(&mut piece).await.unwrap();
        assert!(count > 0, "the connection ended: {}", String::from_utf8_lossy(&bytes));
        bytes.extend_from_slice(&piece[..count]);
    };
    let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
    let mut lines = head.split("\r\n");
    let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
    let mut headers = HeaderMap::new();
    for (name, value) in lines.filter_map(|line| line.split_once(": ")) {
        headers.append(HeaderName::try_from(name).unwrap(), HeaderValue::try_from(value).unwrap());
    }
    assert!(!headers.contains_key("content-encoding") && !headers.contains_key("transfer-encoding"), "{head}");
    let length: usize = headers["content-length"].to_str().unwrap().parse().unwrap();
    let mut body = bytes.split_off(end + 4);
    let had = body.len();
    body.resize(length, 0);
    stream.read_exact(&mut body[had..]).await.unwrap();
    Reply { status, headers, body: body.into() }
}
