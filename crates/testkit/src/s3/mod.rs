//! An S3 server for tests, drills and demos: s3s over a folder, entered by an access key, with a switch for faults in front of it.
//!
//! It checks signatures, keeps multipart uploads and answers like the original; it does not flush to the disk, so it is no place for
//! anything that matters.

mod fault;
mod tls;
mod wire;

use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use s3s::auth::SimpleAuth;
use s3s::service::{S3Service, S3ServiceBuilder};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;

pub use fault::Fault;
use fault::Gate;
use wire::Line;

/// The one access key that the server knows.
pub const ACCESS_KEY: &str = "surguch-test";
/// Its secret.
pub const SECRET_KEY: &str = "not-a-secret-at-all";
/// The bucket that is there from the beginning.
pub const BUCKET: &str = "surguch";
/// The region that requests are signed for.
pub const REGION: &str = "us-east-1";

/// A running server; it ends when dropped.
#[derive(Debug)]
pub struct S3Server {
    address: SocketAddr,
    root: PathBuf,
    fault: watch::Sender<Fault>,
    serving: JoinHandle<()>,
    secure: bool,
    _folder: Option<TempDir>,
}

impl S3Server {
    /// A server over a folder that goes with it, on a free port of the loopback. Needs a tokio runtime, in which it runs.
    pub async fn start() -> io::Result<Self> {
        Self::in_a_folder_of_its_own(None).await
    }

    /// The same behind TLS, with the certificate chain and the key of these PEM files.
    pub async fn start_tls(certificate: &Path, key: &Path) -> io::Result<Self> {
        Self::in_a_folder_of_its_own(Some(tls::acceptor(certificate, key)?)).await
    }

    async fn in_a_folder_of_its_own(tls: Option<TlsAcceptor>) -> io::Result<Self> {
        let folder = tempfile::tempdir()?;
        let mut server = Self::put_up(folder.path(), "127.0.0.1:0".parse().map_err(io::Error::other)?, tls).await?;
        server._folder = Some(folder);
        Ok(server)
    }

    /// A server over `folder`, which keeps what it holds.
    pub async fn over(folder: &Path, listen: SocketAddr) -> io::Result<Self> {
        Self::put_up(folder, listen, None).await
    }

    async fn put_up(folder: &Path, listen: SocketAddr, tls: Option<TlsAcceptor>) -> io::Result<Self> {
        std::fs::create_dir_all(folder.join(BUCKET))?;
        let root = folder.canonicalize()?;
        let (fault, faults) = watch::channel(Fault::None);
        let files = s3s_fs::FileSystem::new(&root).map_err(|error| io::Error::other(format!("{error:?}")))?;
        let mut builder = S3ServiceBuilder::new(files);
        builder.set_auth(SimpleAuth::from_single(ACCESS_KEY, SECRET_KEY));
        builder.set_access(Gate(faults.clone()));
        let listener = TcpListener::bind(listen).await?;
        let address = listener.local_addr()?;
        let secure = tls.is_some();
        let serving = tokio::spawn(serve(listener, tls, builder.build(), faults));
        Ok(Self { address, root, fault, serving, secure, _folder: None })
    }

    /// `http://…` or `https://localhost:…`, to be spoken to in path style.
    pub fn endpoint(&self) -> String {
        if self.secure { format!("https://localhost:{}", self.address.port()) } else { format!("http://{}", self.address) }
    }

    /// Breaks it from now on, or mends it by [`Fault::None`]. Connections that are open feel it too.
    pub fn break_by(&self, fault: Fault) {
        self.fault.send_replace(fault);
    }

    /// The objects of the bucket, as they lie in the folder; unfinished uploads are not among them.
    pub fn objects(&self) -> Vec<PathBuf> {
        files(&self.root.join(BUCKET))
    }

    /// The parts of uploads that were neither completed nor aborted.
    pub fn parts(&self) -> usize {
        let here = std::fs::read_dir(&self.root).into_iter().flatten().flatten();
        here.filter(|entry| entry.file_name().to_string_lossy().starts_with(".upload_id-")).count()
    }
}

impl Drop for S3Server {
    fn drop(&mut self) {
        self.serving.abort();
        // open connections end by this
        self.fault.send_replace(Fault::Down);
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.path().is_dir() { found.extend(files(&entry.path())) } else { found.push(entry.path()) }
    }
    found
}

async fn serve(listener: TcpListener, tls: Option<TlsAcceptor>, service: S3Service, faults: watch::Receiver<Fault>) {
    let server = Arc::new(Builder::new(TokioExecutor::new()));
    loop {
        let Ok((stream, _)) = listener.accept().await else { continue };
        if *faults.borrow() == Fault::Down {
            continue;
        }
        let _ = stream.set_nodelay(true);
        let (server, service, mut faults) = (server.clone(), service.clone(), faults.clone());
        let (line, tls) = (Line::new(stream, faults.clone()), tls.clone());
        tokio::spawn(async move {
            // a client that went away, or does not trust us, is no news
            let talk = async {
                match tls {
                    Some(tls) => {
                        let Ok(line) = tls.accept(line).await else { return };
                        let _ = server.serve_connection(TokioIo::new(line), service).await;
                    }
                    None => {
                        let _ = server.serve_connection(TokioIo::new(line), service).await;
                    }
                }
            };
            tokio::select! {
                () = talk => {}
                _ = faults.wait_for(|fault| *fault == Fault::Down) => {}
            }
        });
    }
}
