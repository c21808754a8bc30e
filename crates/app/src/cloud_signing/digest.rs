//! The digests of what is to be signed.

use blobs::BlobKey;
use bytes::Bytes;
use domain::code;
use domain::id::{CloudFileId, LicenseeId};
use futures::TryStreamExt as _;
use md5::{Digest as _, Md5};
use pki::{Digest, Hasher};
use signature::ContentDigest;
use store::table;
use store::table::content::Place;

use crate::error::OrMissing;
use crate::{AppError, Ctx};

/// MD5, lower-case hex: by what the vendor's contract tells a damaged transfer. It protects nothing.
pub(super) fn md5_hex(bytes: &[u8]) -> String {
    hex::encode(Md5::digest(bytes))
}

/// Name and digest of a file that was uploaded whole; refuses bytes that are not what their sender announced.
pub(super) async fn of_upload(
    ctx: &Ctx,
    licensee: LicenseeId,
    id: CloudFileId,
    wanted: Digest,
) -> Result<(String, ContentDigest), AppError> {
    let (file, places) = ctx
        .store
        .read(move |tx| {
            let file = table::cloud_file::load(tx, id)?.filter(|file| file.licensee == licensee).or_missing()?;
            file.require_whole()?;
            let mut places = Vec::new();
            for chunk in table::cloud_file::chunks(tx, id)? {
                places.push(table::content::place(tx, chunk)?.ok_or_else(|| AppError::internal("a piece without a content"))?);
            }
            Ok::<_, AppError>((file, places))
        })
        .await?;
    let mut both = Both { md5: Md5::new(), wanted: Hasher::new(wanted) };
    for place in places {
        match place {
            Place::Row(bytes) => both = both.feed(ctx, bytes.into()).await?,
            Place::Blob(key) => {
                let key = BlobKey::parse(&key).map_err(|error| AppError::internal("a blob's key").because(error))?;
                let mut body = ctx.blobs.get(key).await?.body;
                while let Some(piece) = body.try_next().await? {
                    both = both.feed(ctx, piece).await?;
                }
            }
        }
    }
    let found = hex::encode(both.md5.finalize());
    if file.md5.as_ref().is_some_and(|announced| *announced != found) {
        return Err(AppError::from(code::DIGEST_MISMATCH).with("file_id", id.uuid().to_string()));
    }
    Ok((file.name, ContentDigest { algorithm: wanted, value: both.wanted.finish() }))
}

struct Both {
    md5: Md5,
    wanted: Hasher,
}

impl Both {
    /// The next piece, where everything is hashed: beside the asynchronous threads.
    async fn feed(mut self, ctx: &Ctx, piece: Bytes) -> Result<Self, AppError> {
        let work = move || {
            self.md5.update(&piece);
            self.wanted.update(&piece);
            self
        };
        ctx.blobs.pool().run(work).await.map_err(|error| AppError::internal("hashing").because(error))
    }
}
