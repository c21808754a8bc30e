//! Digests beside SHA-256. Of a blob the one that people here usually sign by comes with the upload, any other at first need by one pass, and
//! is kept; a content in its row is digested whenever that is wanted.

use std::sync::{Arc, Mutex, PoisonError};

use aws_lc_rs::digest::{Context, SHA256};
use blobs::{BlobKey, BoxError, HashPool};
use bytes::Bytes;
use domain::id::ContentId;
use futures::{Stream, StreamExt as _, TryStreamExt as _};
use gost::{Hash, Hasher};
use pki::Digest;
use signature::ContentDigest;
use store::table;
use store::table::content::Place;

use crate::{AppError, Ctx};

/// A digest of a body that is on its way to somewhere else. It is computed where everything is hashed, beside the asynchronous threads.
pub(super) struct OnTheWay {
    pool: HashPool,
    hash: Hash,
    state: Arc<Mutex<Hasher>>,
}

impl OnTheWay {
    pub(super) fn new(pool: &HashPool, hash: Hash) -> Self {
        Self { pool: pool.clone(), hash, state: Arc::new(Mutex::new(Hasher::new(hash))) }
    }

    /// The same body, digested as far as it was read.
    pub(super) fn through<S, E>(&self, body: S) -> impl Stream<Item = Result<Bytes, BoxError>> + Send + use<S, E>
    where
        S: Stream<Item = Result<Bytes, E>> + Send,
        E: Into<BoxError>,
    {
        let (pool, state) = (self.pool.clone(), Arc::clone(&self.state));
        body.then(move |piece| {
            let (pool, state) = (pool.clone(), Arc::clone(&state));
            let piece: Result<Bytes, BoxError> = piece.map_err(Into::into);
            async move {
                let piece = piece?;
                let taken = piece.clone();
                pool.run(move || state.lock().unwrap_or_else(PoisonError::into_inner).update(&taken)).await?;
                Ok(piece)
            }
        })
    }

    pub(super) fn finish(self) -> ContentDigest {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner).clone();
        ContentDigest { algorithm: named(self.hash), value: state.finish() }
    }
}

const fn named(hash: Hash) -> Digest {
    match hash {
        Hash::Streebog256 => Digest::Streebog256,
        Hash::Streebog512 => Digest::Streebog512,
    }
}

const fn hash_of(digest: Digest) -> Option<Hash> {
    match digest {
        Digest::Streebog256 => Some(Hash::Streebog256),
        Digest::Streebog512 => Some(Hash::Streebog512),
        Digest::Sha256 | Digest::Sha384 | Digest::Sha512 => None,
    }
}

/// The digest of a kept content. `sha256` is the one that it is known by, lower-case hex: a pass over bytes which do not have it any more is
/// refused, since nothing may be signed that is not what was uploaded.
pub(crate) async fn digest(ctx: &Ctx, content: ContentId, sha256: &str, wanted: Digest) -> Result<ContentDigest, AppError> {
    let unreadable = || AppError::internal("a kept digest");
    let known = |text: &str| hex::decode(text).ok().filter(|value| value.len() == wanted.length()).ok_or_else(unreadable);
    if wanted == Digest::Sha256 {
        return Ok(ContentDigest { algorithm: wanted, value: known(sha256)? });
    }
    let hash = hash_of(wanted).ok_or_else(|| AppError::internal("a digest that no key here signs"))?;
    let (kept, place) = ctx
        .store
        .read(move |tx| {
            let kept = table::content::digest(tx, content, wanted.name())?;
            let place = if kept.is_none() { table::content::place(tx, content)? } else { None };
            Ok::<_, AppError>((kept, place))
        })
        .await?;
    if let Some(kept) = kept {
        return Ok(ContentDigest { algorithm: wanted, value: known(&kept)? });
    }
    let place = place.ok_or_else(|| AppError::internal("a file without a content"))?;
    let ((found, value), keep) = match place {
        Place::Row(bytes) => ((crate::digest::sha256_hex(&bytes), hash.digest(&bytes)), false),
        Place::Blob(key) => (pass(ctx, &key, hash).await?, true),
    };
    if found != sha256 {
        return Err(AppError::internal("a content that is not what was uploaded").private(format!("{content} has the SHA-256 {found}")));
    }
    if keep {
        let text = hex::encode(&value);
        ctx.store.write(move |tx| Ok::<_, AppError>(table::content::add_digest(tx, content, wanted.name(), &text)?)).await?;
    }
    Ok(ContentDigest { algorithm: wanted, value })
}

/// Reads a blob once: its SHA-256, and the digest that is wanted.
async fn pass(ctx: &Ctx, key: &str, hash: Hash) -> Result<(String, Vec<u8>), AppError> {
    let key = BlobKey::parse(key).map_err(|error| AppError::internal("a blob's key").because(error))?;
    let mut body = ctx.blobs.get(key).await?.body;
    let mut both = (Context::new(&SHA256), Hasher::new(hash));
    while let Some(piece) = body.try_next().await? {
        let run = move || {
            both.0.update(&piece);
            both.1.update(&piece);
            both
        };
        both = ctx.blobs.pool().run(run).await.map_err(|error| AppError::internal("a digest").because(error))?;
    }
    let (sha256, wanted) = both;
    Ok((hex::encode(sha256.finish()), wanted.finish()))
}
