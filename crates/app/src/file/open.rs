//! Opens a file for download.

use std::ops::Range;

use blobs::{BlobError, BlobKey};
use bytes::Bytes;
use domain::code;
use domain::id::{FileId, IssueId, LicenseeId, PackageId, UserId};
use futures::StreamExt as _;
use futures::stream::BoxStream;
use store::table::content::FileRow;
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
    pub body: BoxStream<'static, Result<Bytes, AppError>>,
}

/// Opens a file, or a range of it that lies within it. A foreign file is missing.
pub async fn open(ctx: &Ctx, call: &Call, id: FileId, range: Option<Range<u64>>) -> Result<Opened, AppError> {
    let (licensee, person) = call.office()?;
    let (file, blob) = ctx
        .store
        .read(move |tx| {
            let file = table::content::file(tx, id)?.filter(|file| file.licensee == licensee).or_missing()?;
            owner_is_visible(tx, &file.owner, licensee, person)?;
            let blob = table::content::blob(tx, file.content)?.ok_or_else(|| AppError::internal("a file without a content"))?;
            Ok::<_, AppError>((file, blob))
        })
        .await?;
    let key = BlobKey::parse(&blob).map_err(|error| AppError::internal("a blob's key").because(error))?;
    let opened = match range {
        None => ctx.blobs.get(key).await,
        Some(range) => ctx.blobs.range(key, range).await,
    };
    let blob = opened.map_err(|error| match error {
        BlobError::OutOfRange { size } => AppError::from(code::VALUE_INVALID).with("size", size),
        error => error.into(),
    })?;
    Ok(Opened { file, range: blob.range, body: blob.body.map(|part| part.map_err(AppError::from)).boxed() })
}

fn owner_is_visible(tx: &mut Tx<'_>, owner: &str, licensee: LicenseeId, person: Option<UserId>) -> Result<(), AppError> {
    if let Ok(id) = PackageId::parse(owner) {
        let package = table::package::load(tx, id)?.or_missing()?;
        return package::visible(package, licensee, person).map(drop);
    }
    let id = IssueId::parse(owner).map_err(|error| AppError::internal("a file's owner").because(error))?;
    let found = table::issue::load(tx, id)?.or_missing()?;
    request::visible(found, licensee, person).map(drop)
}
