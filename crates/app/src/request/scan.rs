//! Scans on their way in and out: sealed before they touch a disk, each under a key of its own.

use blobs::BoxError;
use bytes::Bytes;
use domain::id::PageId;
use domain::issue::document::{Format, LARGEST_PAGE};
use futures::Stream;
use keys::ContentKey;
use store::table;

use crate::content::{Place, Stored, sealed};
use crate::{AppError, Ctx};

/// A scan that is durable, and was looked at.
#[derive(Debug)]
pub(super) struct Taken {
    pub(super) id: PageId,
    pub(super) stored: Stored,
    pub(super) sealed_key: Vec<u8>,
    pub(super) size: u64,
    pub(super) scan: ::scan::Scan,
}

/// A scan being shown.
#[derive(Debug)]
pub struct OpenedPage {
    /// What it is.
    pub media_type: String,
    /// What its sender called it.
    pub name: Option<String>,
    /// How many bytes.
    pub size: u64,
    /// All of them.
    pub bytes: Bytes,
}

/// Takes a scan in. Bytes go through sealed, piece by piece; then they are looked at whole, a few scans at a time.
pub(super) async fn take_in<S, E>(ctx: &Ctx, declared: Option<Format>, body: S) -> Result<Taken, AppError>
where
    S: Stream<Item = Result<Bytes, E>> + Send,
    E: Into<BoxError>,
{
    let id = PageId::new(ctx.uuid());
    let (key, sealed_key) = ctx.keys.content_key(&context(id), ctx.random());
    let (stored, size) = sealed::take_in(ctx, &key, LARGEST_PAGE, |_| (), body).await?;
    match look(ctx, &key, &stored.place, declared).await {
        Ok(scan) => Ok(Taken { id, stored, sealed_key, size, scan }),
        Err(error) => {
            sealed::forget(ctx, &stored).await;
            Err(error)
        }
    }
}

/// The plain bytes of a scan.
pub(super) async fn open(ctx: &Ctx, row: &table::issue_page::PageRow, place: table::content::Place) -> Result<Bytes, AppError> {
    let key = ctx.keys.open_content_key(&context(row.id), &row.sealed_key)?;
    sealed::read(ctx, &key, &sealed::place(place)?).await
}

/// What the key of a page is sealed for.
pub(crate) fn context(id: PageId) -> String {
    format!("page:{id}")
}

/// Looks at the bytes that are sealed there: what they are, whether they are whole. At most [`LARGEST_PAGE`] of them, a few scans at a time.
pub(crate) async fn look(ctx: &Ctx, key: &ContentKey, place: &Place, declared: Option<Format>) -> Result<::scan::Scan, AppError> {
    let _turn = ctx.scans.acquire().await.map_err(|error| AppError::internal("scans").because(error))?;
    let bytes = sealed::read(ctx, key, place).await?;
    let looked = ctx.blobs.pool().run(move || ::scan::inspect(&bytes, declared)).await;
    let looked = looked.map_err(|lost| AppError::internal("looking at a scan").because(lost))?;
    looked.map_err(|error| AppError::from(error.code()).private(error.to_string()))
}
