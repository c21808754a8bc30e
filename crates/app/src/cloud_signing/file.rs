//! Files on their way in, piece by piece.

use std::pin::pin;

use blobs::{BlobError, BoxError};
use bytes::{Bytes, BytesMut};
use domain::cloud_signing::{LONGEST_CHUNK, LONGEST_FILE, Upload};
use domain::code;
use domain::id::{CloudFileId, ContentId};
use futures::{Stream, StreamExt as _};
use store::table;

use crate::act::{self, Act};
use crate::error::{OrMissing, Problem};
use crate::{AppError, Call, Ctx, content};

/// A file that is announced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFile {
    /// Its name with extension.
    pub name: String,
    /// How many bytes it has.
    pub length: u64,
    /// MD5 of its bytes, lower-case hex.
    pub md5: Option<String>,
}

/// Announces a file.
pub async fn announce(ctx: &Ctx, call: &Call, new: NewFile) -> Result<Upload, AppError> {
    let licensee = act::issues(ctx, call, "cloud_signing.announce").await?;
    if new.length == 0 {
        return Err(AppError::invalid(vec![Problem::new("/length", code::FILE_EMPTY)]));
    }
    let limit = LONGEST_FILE.min(ctx.settings.upload_limit);
    if new.length > limit {
        return Err(AppError::from(code::PAYLOAD_TOO_LARGE).with("limit", limit));
    }
    let id = CloudFileId::new(ctx.uuid());
    let file = Upload { id, licensee, name: new.name, length: new.length, received: 0, md5: new.md5, created_at: ctx.now() };
    act::run(ctx, call, Act::new("cloud_signing.announce", id), move |tx| {
        table::cloud_file::insert(tx, &file)?;
        Ok(file.clone())
    })
    .await
}

/// Takes the piece behind `offset`. A piece that is there already changes nothing.
pub async fn add_chunk<S, E>(ctx: &Ctx, call: &Call, id: CloudFileId, offset: u64, body: S) -> Result<Upload, AppError>
where
    S: Stream<Item = Result<Bytes, E>> + Send,
    E: Into<BoxError>,
{
    let licensee = act::issues(ctx, call, "cloud_signing.add_chunk").await?;
    let known = ctx.store.read(move |tx| table::cloud_file::load(tx, id).map_err(AppError::from)).await?;
    // nobody sends what will not be taken
    known.filter(|file| file.licensee == licensee).or_missing()?;
    let bytes = whole(body).await?;
    let size = bytes.len() as u64;
    let stored = content::keep(ctx, bytes).await?;
    let (now, content) = (ctx.now(), ContentId::new(ctx.uuid()));
    let add = move |tx: &mut store::Tx<'_>| {
        let file = table::cloud_file::load_for_update(tx, id)?.filter(|file| file.licensee == licensee).or_missing()?;
        let Some(longer) = file.clone().take(offset, size)? else { return Ok(file) };
        content::insert(tx, content, licensee, &stored, now)?;
        table::cloud_file::add_chunk(tx, &longer, offset, content)?;
        Ok(longer)
    };
    act::run(ctx, call, Act::new("cloud_signing.add_chunk", id), add).await
}

/// A piece in memory: it is short.
async fn whole<S, E>(body: S) -> Result<Vec<u8>, AppError>
where
    S: Stream<Item = Result<Bytes, E>> + Send,
    E: Into<BoxError>,
{
    let mut body = pin!(body);
    let mut bytes = BytesMut::new();
    while let Some(piece) = body.next().await {
        bytes.extend_from_slice(&piece.map_err(|error| BlobError::Body(error.into()))?);
        if bytes.len() as u64 > LONGEST_CHUNK {
            return Err(AppError::from(code::PAYLOAD_TOO_LARGE).with("limit", LONGEST_CHUNK));
        }
    }
    Ok(bytes.into())
}
