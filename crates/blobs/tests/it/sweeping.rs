//! The sweeper removes old bytes that nobody names, and asks twice.

use std::collections::HashSet;
use std::convert::Infallible;
use std::fs::File;
use std::path::Path;
use std::time::{Duration, SystemTime};

use blobs::{BlobError, BlobKey, Swept};
use domain::time::Timestamp;
use futures::{StreamExt, stream};

use crate::in_both;
use crate::support::{House, in_a_folder, key};

const BORDER: Timestamp = Timestamp::from_seconds(1_000_000_000);

async fn put_old(house: &House, number: u8) -> BlobKey {
    house.blobs.put_bytes(key(number), vec![number; 10].into()).await.expect("stored");
    let path = house.files().into_iter().find(|path| path.ends_with(key(number).to_string())).expect("its file");
    make_old(&path);
    key(number)
}

fn make_old(path: &Path) {
    let file = File::options().append(true).open(path).expect("opened");
    file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(999_999_999)).expect("dated back");
}

in_both! {
    async fn old_nameless_blobs_go_and_young_or_named_ones_stay(house) {
        let blobs = &house.blobs;
        let (nameless, named) = (put_old(&house, 1).await, put_old(&house, 2).await);
        blobs.put_bytes(key(3), vec![3].into()).await.expect("stored");
        let swept = blobs.sweep(BORDER, async |_keys| Ok::<_, Infallible>(HashSet::from([named]))).await.expect("swept");
        assert_eq!(swept, Swept { seen: 3, removed: 1, bytes: 10, unfinished: 0 });
        assert!(matches!(blobs.get(nameless).await, Err(BlobError::Missing)));
        blobs.get(named).await.expect("kept");
        blobs.get(key(3)).await.expect("kept");
    }

    async fn a_blob_that_gets_its_name_between_the_two_askings_stays(house) {
        let blobs = &house.blobs;
        let late = put_old(&house, 1).await;
        let mut asked = 0;
        let swept = blobs.sweep(BORDER, |keys| {
            asked += 1;
            assert_eq!(keys, [late]);
            let named = if asked == 1 { HashSet::new() } else { HashSet::from([late]) };
            async { Ok::<_, Infallible>(named) }
        });
        assert_eq!(swept.await.expect("swept").removed, 0);
        assert_eq!(asked, 2);
        blobs.get(late).await.expect("kept");
    }

    async fn nothing_is_removed_while_the_names_are_unknown(house) {
        let blobs = &house.blobs;
        let old = put_old(&house, 1).await;
        let failed = blobs.sweep(BORDER, async |_keys| Err("database is away")).await;
        assert!(matches!(failed, Err(BlobError::Names(_))), "{failed:?}");
        blobs.get(old).await.expect("kept");
    }

    async fn many_blobs_are_asked_about_page_by_page(house) {
        let blobs = &house.blobs;
        let puts = stream::iter(0..1100u32).map(|number| {
            let mut entropy = [0; 16];
            entropy[12..].copy_from_slice(&number.to_be_bytes());
            blobs.put_bytes(BlobKey::new(entropy), Default::default())
        });
        puts.buffer_unordered(8).for_each(async |stored| assert_eq!(stored.expect("stored").size, 0)).await;
        let mut most = 0;
        let tomorrow = Timestamp::from_micros(i64::MAX);
        let swept = blobs.sweep(tomorrow, |keys| {
            most = most.max(keys.len());
            async { Ok::<_, Infallible>(HashSet::new()) }
        });
        assert_eq!(swept.await.expect("swept").removed, 1100);
        assert!(most <= 500, "{most} keys at once");
    }
}

#[tokio::test]
async fn unfinished_files_of_a_killed_program_go_when_they_are_old() {
    let house = in_a_folder();
    let kept = put_old(&house, 1).await;
    let whole = house.files().remove(0);
    let (old, young) = (whole.with_file_name(format!("{kept}#1")), whole.with_file_name(format!("{kept}#2")));
    for path in [&old, &young] {
        std::fs::write(path, b"half").expect("written");
    }
    make_old(&old);
    let swept = house.blobs.sweep(BORDER, async |_keys| Ok::<_, Infallible>(HashSet::from([kept]))).await.expect("swept");
    assert_eq!((swept.seen, swept.unfinished, old.exists(), young.exists(), whole.exists()), (1, 1, false, true, true));
}
