//! What only a bucket can do: fail in the ways of a server far away.

use std::collections::HashSet;
use std::convert::Infallible;
use std::time::{Duration, Instant};

use blobs::{BlobError, BlobKey, Blobs, BucketSettings, Denial, Step};
use bytes::Bytes;
use domain::time::Timestamp;
use futures::StreamExt;
use testkit::s3::{Fault, S3Server};

use crate::support::{MIB, Scales, in_a_bucket, key, settings};

/// Mends the server a little later.
fn mend_later(server: &std::sync::Arc<S3Server>) {
    let server = server.clone();
    tokio::spawn(async move {
        tokio::time::sleep(Duration::from_millis(700)).await;
        server.break_by(Fault::None);
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn short_troubles_are_waited_out() {
    let server = std::sync::Arc::new(S3Server::start().await.expect("a server"));
    let blobs = Blobs::bucket(&settings(&server)).expect("a store");
    let bytes = Bytes::from((0..3 * MIB).map(|at| (at % 251) as u8).collect::<Vec<_>>());
    for (number, fault) in [Fault::Busy, Fault::Down, Fault::Cut(70), Fault::Slow(Duration::from_millis(300))].into_iter().enumerate() {
        let key = key(number as u8);
        server.break_by(fault);
        mend_later(&server);
        let stored = blobs.put_bytes(key, bytes.clone()).await.unwrap_or_else(|error| panic!("{fault:?}: {error:?}"));
        assert_eq!(stored.size, bytes.len() as u64);
        server.break_by(fault);
        mend_later(&server);
        let read = blobs.get(key).await.unwrap_or_else(|error| panic!("{fault:?}: {error:?}")).bytes(u64::MAX).await;
        assert_eq!(read.unwrap_or_else(|error| panic!("{fault:?}: {error:?}")), bytes, "{fault:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_breaks_off_is_continued_and_never_short() {
    let house = in_a_bucket().await;
    let bytes = Bytes::from((0..2 * MIB).map(|at| (at % 251) as u8).collect::<Vec<_>>());
    house.blobs.put_bytes(key(1), bytes.clone()).await.expect("stored");
    house.server().break_by(Fault::Cut(500_000));
    let read = house.blobs.get(key(1)).await.expect("found").bytes(u64::MAX).await;
    // several connections bring it together, or it is an error
    match read {
        Ok(read) => assert_eq!(read, bytes),
        Err(error) => assert!(matches!(error, BlobError::Storage(_)), "{error:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_is_named_at_once() {
    let house = in_a_bucket().await;
    house.blobs.put_bytes(key(1), Bytes::from_static(b"there")).await.expect("stored");
    house.server().break_by(Fault::Denied);
    let began = Instant::now();
    assert!(matches!(house.blobs.put_bytes(key(2), Bytes::from_static(b"new")).await, Err(BlobError::Denied(..))));
    assert!(matches!(house.blobs.get(key(1)).await, Err(BlobError::Denied(..))));
    assert!(matches!(house.blobs.check().await, Err(BlobError::Denied(..))));
    assert!(began.elapsed() < Duration::from_secs(5), "a refusal is not repeated: {:?}", began.elapsed());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_secret_and_a_missing_bucket_are_told_apart() {
    let server = S3Server::start().await.expect("a server");
    let wrong = BucketSettings { secret_access_key: "another".into(), ..settings(&server) };
    let refused = Blobs::bucket(&wrong).expect("a store").check().await;
    assert!(matches!(refused, Err(BlobError::Denied(..))), "{refused:?}");
    let nowhere = BucketSettings { bucket: "nowhere".into(), ..settings(&server) };
    let refused = Blobs::bucket(&nowhere).expect("a store").sweep(Timestamp::from_seconds(0), nothing_is_named).await;
    assert!(matches!(refused, Err(BlobError::NoBucket)), "{refused:?}");
}

async fn nothing_is_named(_keys: Vec<BlobKey>) -> Result<HashSet<BlobKey>, Infallible> {
    Ok(HashSet::new())
}

#[tokio::test]
async fn plain_http_has_to_be_allowed() {
    let server = S3Server::start().await.expect("a server");
    assert!(Blobs::bucket(&BucketSettings { plain_http: false, ..settings(&server) }).is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_outage_ends_in_an_error_within_its_patience() {
    let house = in_a_bucket().await;
    house.server().break_by(Fault::Down);
    let began = Instant::now();
    let failed = house.blobs.put_bytes(key(1), Bytes::from_static(b"lost")).await;
    assert!(matches!(failed, Err(BlobError::Storage(_))), "{failed:?}");
    assert!(began.elapsed() < Duration::from_secs(100), "{:?}", began.elapsed());
    house.server().break_by(Fault::None);
    house.blobs.put_bytes(key(1), Bytes::from_static(b"kept")).await.expect("the server is back");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_upload_is_aborted_and_what_a_killed_program_left_is_swept() {
    let house = in_a_bucket().await;
    for millis in [5, 60, 200, 500] {
        let slow = Scales::default().body(9 * 16, 65_536).then(async |piece| {
            tokio::time::sleep(Duration::from_millis(2)).await;
            piece
        });
        match tokio::time::timeout(Duration::from_millis(millis), house.blobs.put(key(7), slow, u64::MAX)).await {
            Ok(stored) => house.blobs.delete(stored.expect("stored").key).await.expect("removed"),
            Err(_cancelled) => assert!(house.becomes_empty().await, "cancelled after {millis} ms: {:?}", house.files()),
        }
    }
    // the server goes away in the middle, so that nothing can be aborted
    let breaking = Scales::default().body(9 * 16, 65_536).enumerate().then(async |(number, piece)| {
        if number == 130 {
            house.server().break_by(Fault::Denied);
        }
        piece
    });
    let failed = house.blobs.put(key(8), breaking, u64::MAX).await;
    assert!(matches!(failed, Err(BlobError::Denied(..))), "{failed:?}");
    // the abort is refused too
    tokio::time::sleep(Duration::from_millis(500)).await;
    house.server().break_by(Fault::None);
    assert_eq!(house.files().len(), 1, "the note of the upload");
    let nothing_yet = house.blobs.sweep(Timestamp::from_seconds(1_000_000_000), nothing_is_named).await;
    assert_eq!(nothing_yet.expect("swept").unfinished, 0, "young ones stay");
    let swept = house.blobs.sweep(Timestamp::from_micros(i64::MAX), nothing_is_named).await;
    assert_eq!(swept.expect("swept").unfinished, 1);
    assert!(house.becomes_empty().await, "{:?}", house.files());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_probe_names_the_step_that_fails_and_leaves_nothing() {
    let house = in_a_bucket().await;
    let probe = |number| house.blobs.probe(key(number), Bytes::from_static(b"a probe"));
    probe(1).await.expect("nothing is wrong");
    for (operation, step) in
        [("ListObjectsV2", Step::List), ("PutObject", Step::Write), ("GetObject", Step::Read), ("DeleteObject", Step::Delete)]
    {
        house.server().break_by(Fault::Forbidden(operation));
        let failed = probe(2).await.expect_err(operation);
        assert_eq!(failed.step, step, "{failed:?}");
        assert!(matches!(failed.source, BlobError::Denied(Denial::Rights, _)), "{failed:?}");
        house.server().break_by(Fault::None);
        house.blobs.delete(key(2)).await.expect("removed");
        assert!(house.becomes_empty().await, "{operation}: {:?}", house.files());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_says_what_is_wrong() {
    let server = S3Server::start().await.expect("a server");
    let probe = async |settings: BucketSettings| {
        let blobs = Blobs::bucket(&settings).expect("a store");
        blobs.probe(key(1), Bytes::from_static(b"a probe")).await.expect_err("it is wrong").source
    };
    let secret = probe(BucketSettings { secret_access_key: "another".into(), ..settings(&server) }).await;
    assert!(matches!(secret, BlobError::Denied(Denial::Secret, _)), "{secret:?}");
    let unknown = probe(BucketSettings { access_key_id: "nobody".into(), ..settings(&server) }).await;
    assert!(matches!(unknown, BlobError::Denied(Denial::Key, _)), "{unknown:?}");
    let nowhere = probe(BucketSettings { bucket: "nowhere".into(), ..settings(&server) }).await;
    assert!(matches!(nowhere, BlobError::NoBucket), "{nowhere:?}");
    server.break_by(Fault::Skewed);
    let skewed = probe(settings(&server)).await;
    assert!(matches!(skewed, BlobError::Denied(Denial::Clock, _)), "{skewed:?}");
}
