//! Opens a file for download.

use std::ops::Range;

use blobs::{BlobError, BlobKey};
use bytes::Bytes;
use domain::code;
use domain::id::{FileId, IssueId, LicenseeId, PackageId, UserId};
use futures::StreamExt as _;
use futures::stream::BoxStream;
use store::table::content::{FileRow, Place};
use store::{Tx, table};

use crate::error::OrMissing;
use crate::{AppError, Call, Ctx, package, request};

/// A file being read.
pub struct Opened {
    /// What it is.
    pub file: FileRow,
    /// Which bytes follow.
    pub range: Range<u64>,
    /// The bytes.
    pub body: Body,
}

/// Opens a file, or a range of it that lies within it. A foreign file is missing.
pub async fn open(ctx: &Ctx, call: &Call, id: FileId, range: Option<Range<u64>>) -> Result<Opened, AppError> {
    let (licensee, person) = call.office()?;
    let inner = ctx.clone();
    let (file, place) = ctx
        .store
        .read(move |tx| {
            let file = table::content::file(tx, id)?.filter(|file| file.licensee == licensee).or_missing()?;
            owner_is_visible(tx, &inner, &file.owner, licensee, person)?;
            let place = table::content::place(tx, file.content)?.ok_or_else(|| AppError::internal("a file without a content"))?;
            Ok::<_, AppError>((file, place))
        })
        .await?;
    let (range, body) = match place {
        Place::Row(bytes) => in_row(bytes.into(), range)?,
        Place::Blob(key) => in_blob(ctx, &key, range).await?,
    };
    Ok(Opened { file, range, body })
}

type Body = BoxStream<'static, Result<Bytes, AppError>>;

fn in_row(bytes: Bytes, range: Option<Range<u64>>) -> Result<(Range<u64>, Body), AppError> {
    let size = bytes.len() as u64;
    let range = range.unwrap_or(0..size);
    if range.end > size || range.start > range.end {
        return Err(AppError::from(code::VALUE_INVALID).with("size", size));
    }
    let piece = bytes.slice(range.start as usize..range.end as usize);
    Ok((range, futures::stream::once(async { Ok(piece) }).boxed()))
}

async fn in_blob(ctx: &Ctx, key: &str, range: Option<Range<u64>>) -> Result<(Range<u64>, Body), AppError> {
    let key = BlobKey::parse(key).map_err(|error| AppError::internal("a blob's key").because(error))?;
    let opened = match range {
        None => ctx.blobs.get(key).await,
        Some(range) => ctx.blobs.range(key, range).await,
    };
    let blob = opened.map_err(|error| match error {
        BlobError::OutOfRange { size } => AppError::from(code::VALUE_INVALID).with("size", size),
        error => error.into(),
    })?;
    Ok((blob.range, blob.body.map(|part| part.map_err(AppError::from)).boxed()))
}

fn owner_is_visible(tx: &mut Tx<'_>, ctx: &Ctx, owner: &str, licensee: LicenseeId, person: Option<UserId>) -> Result<(), AppError> {
    if let Ok(id) = PackageId::parse(owner) {
        let package = table::package::load(tx, id)?.or_missing()?;
        return package::visible(package, licensee, person).map(drop);
    }
    let id = IssueId::parse(owner).map_err(|error| AppError::internal("a file's owner").because(error))?;
    let found = request::load(tx, ctx, id)?.or_missing()?;
    request::visible(found, licensee, person).map(drop)
}
