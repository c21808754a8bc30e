//! Whole blobs, ranges, and what is not there.

use blobs::BlobError;
use bytes::Bytes;

use crate::in_both;
use crate::support::{files, key, store};

in_both! {
    async fn a_range_brings_exactly_its_bytes(house) {
        let blobs = &house.blobs;
        let bytes = Bytes::from((0..700_000u32).map(|at| (at % 253) as u8).collect::<Vec<_>>());
        blobs.put_bytes(key(1), bytes.clone()).await.expect("stored");
        for range in [0..1, 0..700_000, 699_999..700_000, 262_143..524_290, 5..17] {
            let blob = blobs.range(key(1), range.clone()).await.expect("found");
            assert_eq!((blob.size, blob.range.clone()), (700_000, range.clone()));
            assert_eq!(blob.bytes(u64::MAX).await.expect("read"), bytes.slice(range.start as usize..range.end as usize));
        }
    }

    async fn a_range_outside_of_the_blob_is_refused_with_its_size(house) {
        let blobs = &house.blobs;
        blobs.put_bytes(key(1), Bytes::from_static(b"ten bytes.")).await.expect("stored");
        for range in [0..11, 10..11, 3..3, 0..u64::MAX] {
            let refused = blobs.range(key(1), range).await;
            assert!(matches!(refused, Err(BlobError::OutOfRange { size: 10 })), "{refused:?}");
        }
    }

    async fn what_is_not_there_is_missing_and_may_be_removed(house) {
        let blobs = &house.blobs;
        assert!(matches!(blobs.get(key(1)).await, Err(BlobError::Missing)));
        assert!(matches!(blobs.range(key(1), 0..1).await, Err(BlobError::Missing)));
        assert!(matches!(blobs.size(key(1)).await, Err(BlobError::Missing)));
        blobs.delete(key(1)).await.expect("nothing to do");
    }

    async fn a_blob_over_the_readers_limit_is_not_taken_into_memory(house) {
        let blobs = &house.blobs;
        blobs.put_bytes(key(1), vec![0; 5000].into()).await.expect("stored");
        let refused = blobs.get(key(1)).await.expect("found").bytes(4999).await;
        assert!(matches!(refused, Err(BlobError::TooLarge { limit: 4999 })), "{refused:?}");
    }
}

#[tokio::test]
async fn a_file_cut_short_on_the_disk_is_an_error_and_not_a_short_answer() {
    let (folder, blobs) = store();
    blobs.put_bytes(key(1), vec![7; 300_000].into()).await.expect("stored");
    let blob = blobs.get(key(1)).await.expect("found");
    std::fs::write(&files(folder.path())[0], [7; 1000]).expect("cut");
    assert!(matches!(blob.bytes(u64::MAX).await, Err(BlobError::Storage(_))));
}
