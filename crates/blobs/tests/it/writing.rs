//! A put keeps all of the body or nothing.

use std::time::Duration;

use aws_lc_rs::digest::{SHA256, digest};
use blobs::{BlobError, BoxError};
use bytes::Bytes;
use futures::StreamExt;

use crate::in_both;
use crate::support::{MIB, Scales, in_a_folder, key};

in_both! {
    async fn many_megabytes_pass_through_a_few_and_come_back_the_same(house) {
        let blobs = &house.blobs;
        let scales = Scales::default();
        // the bucket's server is a debug build of its own
        let megabytes = if house.is_bucket() { 50 } else { 100 };
        let stored = blobs.put(key(1), scales.body(megabytes * 16, 65_536), u64::MAX).await.expect("stored");
        assert_eq!(stored.size, (megabytes * MIB) as u64);
        assert!(scales.most() <= house.memory, "{} bytes were alive at once", scales.most());

        let mut hash = aws_lc_rs::digest::Context::new(&SHA256);
        let mut body = blobs.get(key(1)).await.expect("found").body;
        while let Some(piece) = body.next().await {
            hash.update(&piece.expect("read"));
        }
        assert_eq!(hash.finish().as_ref(), stored.sha256);
    }

    async fn lengths_around_a_part_are_kept_whole(house) {
        let blobs = &house.blobs;
        let part = house.part;
        let long = if house.is_bucket() { 1 } else { 3 };
        for (number, size) in [0, 1, part - 1, part, part + 1, 2 * part, long * part + 5].into_iter().enumerate() {
            let bytes = Bytes::from((0..size).map(|at| (at % 251) as u8).collect::<Vec<_>>());
            let stored = blobs.put_bytes(key(number as u8), bytes.clone()).await.expect("stored");
            assert_eq!(stored.sha256, digest(&SHA256, &bytes).as_ref(), "{size}");
            assert_eq!(blobs.get(stored.key).await.expect("found").bytes(u64::MAX).await.expect("read"), bytes, "{size}");
        }
    }

    async fn many_tiny_pieces_become_the_same_blob_as_one(house) {
        let blobs = &house.blobs;
        let tiny = futures::stream::iter((0..300_000).map(|at| Ok::<_, BoxError>(Bytes::copy_from_slice(&[at as u8]))));
        let pieces = blobs.put(key(1), tiny, 300_000).await.expect("stored");
        let whole = blobs.put_bytes(key(2), (0..300_000).map(|at| at as u8).collect::<Vec<_>>().into()).await.expect("stored");
        assert_eq!((pieces.size, pieces.sha256), (whole.size, whole.sha256));
    }

    async fn a_key_is_used_once(house) {
        let blobs = &house.blobs;
        for size in [10, house.part + 5] {
            let kept = blobs.put_bytes(key((size % 251) as u8), vec![1; size].into()).await.expect("stored");
            for second in [10, house.part + 5] {
                let again = blobs.put_bytes(kept.key, vec![2; second].into()).await;
                assert!(matches!(again, Err(BlobError::Taken)), "{again:?}");
            }
            assert_eq!(blobs.get(kept.key).await.expect("found").bytes(u64::MAX).await.expect("read"), vec![1; size]);
        }
    }

    async fn a_body_over_the_limit_leaves_nothing(house) {
        let blobs = &house.blobs;
        for (count, limit) in [(3, 4 * 65_536 / 2), (house.part / 65_536 * 3, 2 * house.part as u64)] {
            let refused = blobs.put(key(1), Scales::default().body(count, 65_536), limit).await;
            assert!(matches!(refused, Err(BlobError::TooLarge { limit: named }) if named == limit), "{refused:?}");
            assert!(house.becomes_empty().await);
        }
        blobs.put(key(1), Scales::default().body(2, 65_536), 2 * 65_536).await.expect("exactly the limit is allowed");
    }

    async fn a_body_that_breaks_off_leaves_nothing_and_says_why(house) {
        let blobs = &house.blobs;
        for count in [1, house.part / 65_536 + 8] {
            let broken = futures::stream::iter([Err(BoxError::from("line went dead"))]);
            let refused = blobs.put(key(1), Scales::default().body(count, 65_536).chain(broken), u64::MAX).await;
            let Err(BlobError::Body(why)) = refused else { panic!("{refused:?}") };
            assert_eq!(why.to_string(), "line went dead");
            assert!(house.becomes_empty().await);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_put_leaves_nothing_wherever_it_was() {
    let house = in_a_folder();
    let blobs = &house.blobs;
    for micros in (0..6000).step_by(150) {
        let slow = Scales::default().body(48, 65_536).then(async |piece| {
            tokio::task::yield_now().await;
            piece
        });
        let put = blobs.put(key(micros as u8), slow, u64::MAX);
        match tokio::time::timeout(Duration::from_micros(micros), put).await {
            Ok(stored) => blobs.delete(stored.expect("stored").key).await.expect("removed"),
            Err(_cancelled) => assert!(house.becomes_empty().await, "cancelled after {micros} µs: {:?}", house.files()),
        }
    }
}
