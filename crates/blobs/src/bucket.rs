//! A bucket of an S3 server.
//!
//! Only what every such server has: PUT, GET with ranges, HEAD, DELETE, listing and multipart uploads; neither conditional writes nor the
//! listing of uploads. A key is 16 random bytes used once, so writing again after a lost answer can only write the same bytes.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use domain::time::Timestamp;
use futures::TryStreamExt;
use futures::future::BoxFuture;
use object_store::aws::{AmazonS3, AmazonS3Builder};
use object_store::multipart::{MultipartStore, PartId};
use object_store::path::Path as Location;
use object_store::prefix::PrefixStore;
use object_store::{
    BackoffConfig, Certificate, ClientOptions, GetOptions, GetResult, MultipartId, ObjectMeta, ObjectStore, ObjectStoreExt, PutPayload,
    RetryConfig,
};
use secrecy::{ExposeSecret, SecretString};

use crate::{BlobError, BlobKey};

/// How long a connection may take to be there.
const CONNECT: Duration = Duration::from_secs(3);
/// How long nothing may come back. A part is sent within it, so it bounds how slow the way may be: 8 MiB in this time.
const SILENCE: Duration = Duration::from_secs(30);
/// How long a request is tried again, with back-off, where the server does not answer, says 5xx or asks to slow down.
const PATIENCE: Duration = Duration::from_secs(10);
/// Between two tries, at first and at most.
const FIRST_PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_secs(2);

/// Where unfinished uploads are noted: the listing of uploads is what many servers lack.
const UNFINISHED: &str = "unfinished";
/// What a start writes to see that it may.
const CHECK: &str = "check";

/// Where a bucket is and how it is entered.
#[derive(Debug, Clone)]
pub struct BucketSettings {
    /// Its name.
    pub bucket: String,
    /// Before every key, without slashes at the ends; may be empty.
    pub prefix: String,
    /// The server, `https://host[:port]`; Amazon's own of the region where there is none.
    pub endpoint: Option<String>,
    /// What requests are signed for.
    pub region: String,
    /// Who we are.
    pub access_key_id: String,
    /// How we prove it.
    pub secret_access_key: SecretString,
    /// `https://host/bucket/key` instead of `https://bucket.host/key`.
    pub path_style: bool,
    /// Whether an endpoint of `http://` is allowed.
    pub plain_http: bool,
    /// Certificates in PEM to trust besides the platform's.
    pub roots: Option<Vec<u8>>,
}

/// An opened bucket; clones share connections.
#[derive(Clone)]
pub(crate) struct Bucket(Arc<PrefixStore<AmazonS3>>);

impl Bucket {
    pub(crate) fn open(settings: &BucketSettings) -> Result<Self, BlobError> {
        if settings.endpoint.as_deref().is_some_and(|url| url.starts_with("http://")) && !settings.plain_http {
            return Err(BlobError::Storage("the endpoint is plain http, which has to be allowed".into()));
        }
        let mut options = ClientOptions::new()
            .with_allow_http(settings.plain_http)
            .with_connect_timeout(CONNECT)
            .with_read_timeout(SILENCE)
            // a download may take as long as its reader does
            .with_timeout_disabled();
        if let Some(pem) = &settings.roots {
            let roots = Certificate::from_pem_bundle(pem)?;
            if roots.is_empty() {
                return Err(BlobError::Storage("no certificate in the file of authorities".into()));
            }
            options = roots.into_iter().fold(options, ClientOptions::with_root_certificate);
        }
        let backoff = BackoffConfig { init_backoff: FIRST_PAUSE, max_backoff: LONGEST_PAUSE, base: 2.0 };
        let mut builder = AmazonS3Builder::new()
            .with_bucket_name(&settings.bucket)
            .with_region(&settings.region)
            .with_access_key_id(&settings.access_key_id)
            .with_secret_access_key(settings.secret_access_key.expose_secret())
            .with_virtual_hosted_style_request(!settings.path_style)
            .with_disable_bulk_delete(true)
            .with_client_options(options)
            .with_retry(RetryConfig { backoff, max_retries: 20, retry_timeout: PATIENCE });
        if let Some(endpoint) = &settings.endpoint {
            builder = builder.with_endpoint(endpoint_of(endpoint, settings));
        }
        Ok(Self(Arc::new(PrefixStore::new(builder.build()?, settings.prefix.as_str()))))
    }

    pub(crate) fn store(&self) -> &dyn ObjectStore {
        self.0.as_ref()
    }

    pub(crate) async fn head(&self, place: &Location) -> Result<ObjectMeta, object_store::Error> {
        insist(|| self.0.head(place)).await
    }

    pub(crate) async fn get(&self, place: &Location, options: GetOptions) -> Result<GetResult, object_store::Error> {
        insist(|| self.0.get_opts(place, options.clone())).await
    }

    pub(crate) async fn delete(&self, place: &Location) -> Result<(), object_store::Error> {
        insist(|| self.0.delete(place)).await
    }

    /// Writes a small object: whether the server is there, the bucket is, and we may.
    pub(crate) async fn check(&self) -> Result<(), BlobError> {
        Ok(insist(|| async { self.0.put(&Location::from(CHECK), PutPayload::from_static(b"surguch")).await }).await.map(drop)?)
    }

    pub(crate) async fn put(&self, key: BlobKey, bytes: PutPayload) -> Result<(), BlobError> {
        let place = key.path();
        Ok(insist(|| self.0.put(&place, bytes.clone())).await.map(drop)?)
    }

    pub(crate) async fn begin(&self, key: BlobKey) -> Result<BucketUpload, BlobError> {
        let place = key.path();
        let id = insist(|| self.0.create_multipart(&place)).await?;
        let mut upload = BucketUpload { bucket: self.clone(), key, id, parts: Arc::default(), begun: 0, size: 0 };
        let note = note_of(key);
        match insist(|| self.0.put(&note, PutPayload::from(upload.id.clone()))).await {
            Ok(_) => Ok(upload),
            Err(error) => {
                upload.abort().await;
                Err(error.into())
            }
        }
    }

    /// Aborts the uploads that were noted before `older_than` and are noted still.
    pub(crate) async fn sweep_unfinished(&self, older_than: Timestamp) -> Result<u64, BlobError> {
        let mut removed = 0;
        let mut notes = self.0.list(Some(&Location::from(UNFINISHED)));
        while let Some(note) = notes.try_next().await? {
            let key = note.location.filename().and_then(|name| BlobKey::parse(name).ok());
            let Some(key) = key.filter(|_| note.last_modified.timestamp_micros() < older_than.micros()) else { continue };
            let id = match self.0.get(&note.location).await {
                Ok(found) => found.bytes().await?,
                // finished in between
                Err(object_store::Error::NotFound { .. }) => continue,
                Err(error) => return Err(error.into()),
            };
            let id = String::from_utf8_lossy(&id).into_owned();
            BucketUpload { bucket: self.clone(), key, id, parts: Arc::default(), begun: 0, size: 0 }.abort().await;
            removed += 1;
        }
        Ok(removed)
    }
}

/// Tries again what the library gave up early: it takes some broken connections for something else. Everything here may be repeated.
async fn insist<T, F>(ask: impl Fn() -> F) -> Result<T, object_store::Error>
where
    F: Future<Output = Result<T, object_store::Error>>,
{
    let (began, mut pause) = (Instant::now(), FIRST_PAUSE);
    loop {
        match ask().await {
            Err(object_store::Error::Generic { .. }) if began.elapsed() < PATIENCE => {
                tokio::time::sleep(pause).await;
                pause = (2 * pause).min(LONGEST_PAUSE);
            }
            ended => return ended,
        }
    }
}

/// In virtual-hosted style the library wants the bucket in the endpoint itself.
fn endpoint_of(endpoint: &str, settings: &BucketSettings) -> String {
    match endpoint.split_once("://") {
        Some((scheme, host)) if !settings.path_style => format!("{scheme}://{}.{host}", settings.bucket),
        _ => endpoint.to_owned(),
    }
}

fn note_of(key: BlobKey) -> Location {
    Location::from_iter([UNFINISHED, &key.to_string()])
}

impl fmt::Debug for Bucket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// A multipart upload that has begun, and its note.
pub(crate) struct BucketUpload {
    bucket: Bucket,
    key: BlobKey,
    id: MultipartId,
    /// Those that are there, by their places.
    parts: Arc<Mutex<BTreeMap<usize, PartId>>>,
    begun: usize,
    size: u64,
}

impl BucketUpload {
    pub(crate) fn part(&mut self, bytes: PutPayload) -> BoxFuture<'static, Result<(), BlobError>> {
        let place = self.begun;
        self.begun += 1;
        self.size += bytes.content_length() as u64;
        let (bucket, path, id, parts) = (self.bucket.clone(), self.key.path(), self.id.clone(), self.parts.clone());
        Box::pin(async move {
            let part = insist(|| bucket.0.put_part(&path, &id, place, bytes.clone())).await?;
            parts.lock().unwrap_or_else(PoisonError::into_inner).insert(place, part);
            Ok(())
        })
    }

    pub(crate) async fn complete(&mut self) -> Result<(), BlobError> {
        let parts: Vec<PartId> = std::mem::take(&mut *self.parts.lock().unwrap_or_else(PoisonError::into_inner)).into_values().collect();
        if parts.len() != self.begun {
            return Err(BlobError::Storage("a part of the upload is missing".into()));
        }
        let place = self.key.path();
        match insist(|| self.bucket.0.complete_multipart(&place, &self.id, parts.clone())).await {
            Ok(_) => {}
            // completed already, and the answer was lost: no upload is left, but the object is there
            Err(error) => match self.bucket.head(&place).await {
                Ok(found) if found.size == self.size => {}
                _ => return Err(error.into()),
            },
        }
        self.forget().await;
        Ok(())
    }

    pub(crate) async fn abort(&mut self) {
        let place = self.key.path();
        match insist(|| self.bucket.0.abort_multipart(&place, &self.id)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => self.forget().await,
            Err(error) => tracing::warn!("an upload could not be aborted and is left to the sweeper: {error}"),
        }
    }

    async fn forget(&self) {
        if let Err(error) = self.bucket.delete(&note_of(self.key)).await {
            tracing::warn!("the note of an upload is left to the sweeper: {error}");
        }
    }
}
