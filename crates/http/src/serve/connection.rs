//! One connection: TLS if it is spoken, HTTP/1.1 or HTTP/2, and the ends that a client cannot put off.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::body::{Body, HttpBody};
use axum::extract::ConnectInfo;
use axum::http::{Method, Request};
use axum::response::Response;
use axum::{BoxError, Router};
use bytes::Bytes;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::service::TowerToHyperService;
use socket2::SockRef;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tower::{Service, ServiceExt, service_fn};

use super::arriving::Arriving;
use super::leaving::{Leaving, Traffic};
use super::{Limits, Tls, tls};
use crate::Metrics;
use crate::seen::Seen;

/// Requests at once on one HTTP/2 connection.
const STREAMS: u32 = 128;
/// Streams that a client may open and reset before we are done with them (CVE-2023-44487, CVE-2025-8671).
const RESETS: usize = 64;
/// How often a silent HTTP/2 client is asked for a sign of life, and how long it may take.
const PING: Duration = Duration::from_secs(20);

/// Whose lines they are in the log.
const TARGET: &str = "surguch::request";
/// Routes that are asked all the time.
const PROBES: [&str; 3] = [" /healthz", " /readyz", " /metrics"];

/// A service that answers requests on a connection.
trait Answering<B>: Service<Request<B>, Response = Response<Leaving>, Error = Infallible, Future: Send> + Clone {}
impl<B, S> Answering<B> for S where S: Service<Request<B>, Response = Response<Leaving>, Error = Infallible, Future: Send> + Clone {}

/// What all connections of a listener share.
pub(super) struct Server {
    pub(super) name: &'static str,
    pub(super) router: Router,
    pub(super) tls: Option<Tls>,
    pub(super) limits: Limits,
    pub(super) metrics: Metrics,
}

impl Server {
    /// Serves one connection to its end; asks it to end when `closed` says so.
    pub(super) async fn talk(&self, socket: TcpStream, peer: SocketAddr, closed: watch::Receiver<bool>) {
        prepare(&socket, self.limits.write);
        let Some(tls) = &self.tls else {
            return self.requests(socket, false, peer, closed).await;
        };
        match tokio::time::timeout(self.limits.handshake, tls.accept(socket)).await {
            Ok(Ok(stream)) => {
                let http2 = stream.get_ref().1.alpn_protocol() == Some(tls::HTTP2);
                self.requests(stream, http2, peer, closed).await;
            }
            Ok(Err(error)) => {
                self.metrics.cut("handshake");
                tracing::debug!("a TLS handshake failed: {error}");
            }
            Err(_) => {
                self.metrics.cut("handshake");
                tracing::debug!("a TLS handshake took too long");
            }
        }
    }

    async fn requests<S>(&self, stream: S, http2: bool, peer: SocketAddr, mut closed: watch::Receiver<bool>)
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let traffic = Arc::new(Traffic::default());
        let builder = self.builder(http2);
        let service = self.service(peer, traffic.clone());
        let mut connection = pin!(builder.serve_connection(TokioIo::new(stream), service));
        let mut stalled = pin!(traffic.stalled(self.limits.write));
        let mut unused = pin!(traffic.unused(self.limits.idle));
        let (mut ending, mut idle) = (false, false);
        let ended = loop {
            tokio::select! {
                ended = &mut connection => break ended,
                () = &mut stalled => {
                    self.metrics.cut("stalled");
                    return tracing::debug!("a client took nothing of an answer; cut off");
                }
                // HTTP/1 has its own clock between two heads. HTTP/2 says goodbye first, and does not wait for ever for the client to do so
                () = &mut unused, if http2 => {
                    if std::mem::replace(&mut idle, true) {
                        return tracing::debug!("an idle client did not say goodbye; cut off");
                    }
                    unused.set(traffic.unused(self.limits.idle));
                }
                () = asked(&mut closed), if !ending => {}
            }
            ending = true;
            connection.as_mut().graceful_shutdown();
        };
        if let Err(error) = ended {
            tracing::debug!("a connection ended: {error}");
        }
    }

    /// The router for one connection: every request knows its peer, bodies have a clock, answers are watched, counted and logged.
    fn service<B>(&self, peer: SocketAddr, traffic: Arc<Traffic>) -> TowerToHyperService<impl Answering<B> + use<B>>
    where
        B: HttpBody<Data = Bytes> + Send + Unpin + 'static,
        B::Error: Into<BoxError>,
    {
        let (router, limits, metrics, listener) = (self.router.clone(), self.limits, self.metrics.clone(), self.name);
        TowerToHyperService::new(service_fn(move |request: Request<B>| {
            let (router, metrics, traffic) = (router.clone(), metrics.clone(), traffic.clone());
            async move {
                traffic.begin();
                let (begun, method, seen) = (Instant::now(), request.method().clone(), Seen::default());
                let mut request = request.map(|body| Body::new(Arriving::new(body, limits.body)));
                request.extensions_mut().insert(ConnectInfo(peer));
                request.extensions_mut().insert(seen.clone());
                let under_way = metrics.request();
                let response = router.oneshot(request).await?;
                drop(under_way);
                told(&metrics, listener, &seen, &method, &response, begun.elapsed());
                Ok(response.map(|body| Leaving::new(body, traffic)))
            }
        }))
    }

    /// Which of the two is known before the first byte, by ALPN: looking for HTTP/2 in the bytes would be one more wait without an end.
    fn builder(&self, http2: bool) -> Builder<TokioExecutor> {
        let limits = self.limits;
        if !http2 {
            let mut builder = Builder::new(TokioExecutor::new()).http1_only();
            builder.http1().timer(TokioTimer::new()).header_read_timeout(limits.idle).max_buf_size(limits.head);
            return builder;
        }
        let mut builder = Builder::new(TokioExecutor::new()).http2_only();
        builder
            .http2()
            .timer(TokioTimer::new())
            .max_concurrent_streams(STREAMS)
            .max_header_list_size(u32::try_from(limits.head).unwrap_or(u32::MAX))
            .max_pending_accept_reset_streams(RESETS)
            .max_local_error_reset_streams(RESETS)
            .keep_alive_interval(PING)
            .keep_alive_timeout(PING);
        builder
    }
}

/// Done when the listener ends.
async fn asked(closed: &mut watch::Receiver<bool>) {
    let _ = closed.wait_for(|closed| *closed).await;
}

/// Small answers go out at once instead of waiting for more. What the client does not take for `write` ends the connection: the kernel
/// counts, also while a closed window keeps it from sending.
fn prepare(socket: &TcpStream, write: Duration) {
    if let Err(error) = socket.set_nodelay(true) {
        tracing::debug!("no TCP_NODELAY: {error}");
    }
    if let Err(error) = SockRef::from(socket).set_tcp_user_timeout(Some(write)) {
        tracing::debug!("no TCP_USER_TIMEOUT: {error}");
    }
}

/// A request was answered.
fn told(metrics: &Metrics, listener: &'static str, seen: &Seen, method: &Method, response: &Response, took: Duration) {
    let (operation, status) = (seen.operation(method), response.status().as_u16());
    metrics.answered(&operation, status, took);
    log(listener, seen, &operation, status, took);
}

/// The line of a request in the log: whose, what, how it ended and how long it took. Nothing of what was sent or answered.
fn log(listener: &'static str, seen: &Seen, operation: &str, status: u16, took: Duration) {
    let (ms, request_id) = (took.as_micros() as f64 / 1000.0, seen.request_id());
    let licensee = seen.whose().map(|licensee| licensee.to_string()).unwrap_or_default();
    // what supervisors ask every second would drown the rest
    if PROBES.iter().any(|probe| operation.ends_with(probe)) && status < 400 {
        tracing::debug!(target: TARGET, listener, operation, status, ms, request_id, licensee);
    } else {
        tracing::info!(target: TARGET, listener, operation, status, ms, request_id, licensee);
    }
}
