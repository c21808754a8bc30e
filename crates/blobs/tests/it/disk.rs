//! A disk without room: a small memory file system in a mount namespace of its own, so that nothing stays mounted whatever happens.

use std::path::PathBuf;
use std::process::Command;

use blobs::{BlobError, Blobs};

use crate::support::{Scales, files, key};

/// Names the small disk to the inner run of the test.
const DISK: &str = "BLOBS_TEST_SMALL_DISK";

#[test]
fn a_full_disk_is_told_as_such_and_leaves_nothing() {
    match std::env::var_os(DISK) {
        Some(disk) => fill(disk.into()),
        None => run_again_on_a_small_disk(),
    }
}

fn run_again_on_a_small_disk() {
    let folder = tempfile::tempdir().expect("a folder");
    let inner = r#"mount -t tmpfs -o size=8m tmpfs "$0" && exec "$1" --exact disk::a_full_disk_is_told_as_such_and_leaves_nothing"#;
    let output = Command::new("unshare")
        .args(["--user", "--map-root-user", "--mount", "sh", "-c", inner])
        .arg(folder.path())
        .arg(std::env::current_exe().expect("the test's own program"))
        .env(DISK, folder.path())
        .output()
        .expect("unshare (util-linux) is installed");
    let told = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && told.contains("1 passed"), "{told}");
}

#[tokio::main]
async fn fill(disk: PathBuf) {
    let blobs = Blobs::folder(&disk).expect("a store");
    blobs.put(key(1), Scales::default().body(32, 65_536), u64::MAX).await.expect("two of eight megabytes");

    let long = blobs.put(key(2), Scales::default().body(160, 65_536), u64::MAX).await;
    assert!(matches!(long, Err(BlobError::Full)), "{long:?}");
    wait_for_files(&disk, 1).await;

    put_when_there_is_room(&blobs).await;
    let short = blobs.put(key(4), Scales::default().body(15, 65_536), u64::MAX).await;
    assert!(matches!(short, Err(BlobError::Full)), "{short:?}");
    wait_for_files(&disk, 2).await;

    blobs.get(key(1)).await.expect("found").bytes(u64::MAX).await.expect("what was there before is intact");
}

/// The room of a failed upload is free again when the last of its writes has closed the file.
async fn put_when_there_is_room(blobs: &Blobs) {
    for _ in 0..500 {
        match blobs.put(key(3), Scales::default().body(88, 65_536), u64::MAX).await {
            Err(BlobError::Full) => tokio::time::sleep(std::time::Duration::from_millis(10)).await,
            stored => {
                stored.expect("the room of the failed one is free again");
                return;
            }
        }
    }
    panic!("the failed upload still takes its room");
}

/// What a failed upload has left goes when its last write has ended.
async fn wait_for_files(disk: &std::path::Path, count: usize) {
    for _ in 0..500 {
        if files(disk).len() == count {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("{:?}", files(disk));
}
