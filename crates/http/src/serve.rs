//! A listener and what it answers, until it is told to stop.
//!
//! axum's own loop knows no time-outs: somebody who sends a head byte by byte would hold a connection for ever.

use std::net::SocketAddr;
use std::pin::pin;
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tower::ServiceExt;

/// How long the head of a request may take, the wait for the next one on a kept connection included.
const HEAD_WITHIN: Duration = Duration::from_secs(60);
/// How long the loop rests when no connection can be taken, as with too many open files.
const REST: Duration = Duration::from_millis(100);

/// Answers by `router` until `stop` is done; then takes no new connections and returns when the requests at hand are answered.
pub async fn serve(listener: TcpListener, router: Router, stop: impl Future<Output = ()> + Send + 'static) {
    serve_within(HEAD_WITHIN, listener, router, stop).await;
}

async fn serve_within(head: Duration, listener: TcpListener, router: Router, stop: impl Future<Output = ()> + Send + 'static) {
    // looking for HTTP/2 in the first bytes would be one more wait without an end, and nobody speaks it without TLS
    let mut builder = Builder::new(TokioExecutor::new()).http1_only();
    builder.http1().timer(TokioTimer::new()).header_read_timeout(head);
    let connections = GracefulShutdown::new();
    let mut stop = pin!(stop);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        let (socket, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                tracing::warn!("a connection could not be taken: {error}");
                tokio::time::sleep(REST).await;
                continue;
            }
        };
        let connection = builder.serve_connection(io(socket), service(router.clone(), peer)).into_owned();
        let watched = connections.watch(connection);
        tokio::spawn(async move {
            if let Err(error) = watched.await {
                tracing::debug!("a connection ended: {error}");
            }
        });
    }
    drop(listener);
    connections.shutdown().await;
}

/// Small answers go out at once instead of waiting for more.
fn io(socket: TcpStream) -> TokioIo<TcpStream> {
    if let Err(error) = socket.set_nodelay(true) {
        tracing::debug!("no TCP_NODELAY: {error}");
    }
    TokioIo::new(socket)
}

/// The router for one connection: every request knows its peer.
fn service<B>(
    router: Router,
    peer: SocketAddr,
) -> TowerToHyperService<
    impl tower::Service<axum::http::Request<B>, Response = axum::response::Response, Error = std::convert::Infallible, Future: Send> + Clone,
>
where
    B: axum::body::HttpBody<Data = bytes::Bytes> + Send + 'static,
    B::Error: Into<axum::BoxError>,
{
    TowerToHyperService::new(router.map_request(move |mut request: axum::http::Request<B>| {
        request.extensions_mut().insert(ConnectInfo(peer));
        request
    }))
}

#[cfg(test)]
mod tests {
    use axum::routing::get;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::sync::oneshot;

    use super::*;

    struct Running {
        address: SocketAddr,
        stop: oneshot::Sender<()>,
        ended: tokio::task::JoinHandle<()>,
    }

    async fn run(head: Duration) -> Running {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let slow = || async {
            tokio::time::sleep(Duration::from_millis(300)).await;
            "slow"
        };
        let who = |ConnectInfo(peer): ConnectInfo<SocketAddr>| async move { peer.ip().to_string() };
        let router = Router::new().route("/slow", get(slow)).route("/who", get(who));
        let (stop, stopped) = oneshot::channel();
        let ended = tokio::spawn(serve_within(head, listener, router, async move { stopped.await.unwrap_or_default() }));
        Running { address, stop, ended }
    }

    async fn ask(address: SocketAddr, text: &str) -> String {
        let mut socket = TcpStream::connect(address).await.unwrap();
        socket.write_all(text.as_bytes()).await.unwrap();
        let mut answer = String::new();
        socket.read_to_string(&mut answer).await.unwrap();
        answer
    }

    #[tokio::test]
    async fn a_request_knows_its_peer() {
        let running = run(HEAD_WITHIN).await;
        let answer = ask(running.address, "GET /who HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await;
        assert!(answer.ends_with("127.0.0.1"), "{answer}");
    }

    #[tokio::test]
    async fn a_head_that_does_not_end_does_not_hold_the_connection() {
        let running = run(Duration::from_millis(100)).await;
        // whatever is answered, the connection is closed; reading to the end would hang otherwise
        ask(running.address, "GET /who HTTP/1.1\r\nhost:").await;
        ask(running.address, "").await;
    }

    #[tokio::test]
    async fn stopping_answers_the_requests_at_hand_and_takes_no_new_ones() {
        let running = run(HEAD_WITHIN).await;
        let (address, request) = (running.address, "GET /slow HTTP/1.1\r\nhost: x\r\n\r\n");
        let asked = tokio::spawn(ask(address, request));
        tokio::time::sleep(Duration::from_millis(100)).await;
        running.stop.send(()).unwrap();
        assert!(asked.await.unwrap().ends_with("slow"));
        running.ended.await.unwrap();
        assert!(TcpStream::connect(address).await.is_err());
    }
}
