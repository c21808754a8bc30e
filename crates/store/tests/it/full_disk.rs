//! A full disk inside a group, on a small file system of its own. Needs root, as ./test has.

use std::path::{Path, PathBuf};
use std::process::Command;

use store::{Database, Store, StoreError, sql};

use crate::probe;

/// A file system in memory, unmounted in the end.
struct SmallDisk {
    folder: tempfile::TempDir,
}

impl SmallDisk {
    fn of(megabytes: u32) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &format!("size={megabytes}m"), "tmpfs"])
            .arg(folder.path())
            .status()
            .expect("mount is installed");
        assert!(mounted.success(), "mounting a tmpfs needs root: ./test runs as root");
        Self { folder }
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        if !Command::new("umount").arg("--lazy").arg(self.folder.path()).status().is_ok_and(|status| status.success()) {
            eprintln!("{} was left mounted", self.folder.path().display());
        }
    }
}

/// Takes space away until `free` bytes are left.
fn fill(file: &Path, bytes: usize) {
    std::fs::write(file, vec![0_u8; bytes]).expect("the filler fits");
}

/// 64 closures at once, each with so many bytes; returns the ids that were acknowledged, and the errors.
async fn burst(store: &Store, name: &str, bytes: usize) -> (Vec<String>, Vec<StoreError>) {
    let writing: Vec<_> = (0..64)
        .map(|n| {
            let (store, id) = (store.clone(), format!("{name}-{n:02}"));
            tokio::spawn(async move {
                store
                    .write(move |tx| {
                        tx.execute(
                            sql!("INSERT INTO probe (id, n, data) VALUES (?1, 0, ?2)"),
                            &[id.as_str().into(), vec![7_u8; bytes].into()],
                        )?;
                        Ok(id.clone())
                    })
                    .await
            })
        })
        .collect();
    let (mut kept, mut lost) = (Vec::new(), Vec::new());
    for write in writing {
        match write.await.expect("joins") {
            Ok(id) => kept.push(id),
            Err(error) => lost.push(error),
        }
    }
    (kept, lost)
}

/// `bytes` a closure decide where the disk is found to be full: at COMMIT, or in a statement once the page cache overflows.
async fn a_full_disk_ends_the_group(bytes: usize) {
    let disk = SmallDisk::of(4);
    let store = Store::open(Database::Sqlite { file: disk.file("surguch.db"), readers: 1 }).expect("there is room at first");
    probe::make(&store).await;
    let filler = disk.file("filler");
    fill(&filler, 2 << 20);

    let (mut kept, mut failures) = (Vec::new(), 0);
    for round in 0..40 {
        let (acknowledged, lost) = burst(&store, &format!("{round:02}"), bytes).await;
        kept.extend(acknowledged);
        assert!(lost.iter().all(|error| matches!(error, StoreError::Full | StoreError::Unavailable(_))), "{lost:?}");
        failures += lost.len();
        if failures > 100 {
            break;
        }
    }
    assert!(failures > 0, "the disk was never full");
    kept.sort();
    assert_eq!(probe::ids(&store).await, kept, "what was acknowledged is there, and nothing else");

    std::fs::remove_file(&filler).expect("the filler goes");
    store.write(|tx| probe::insert(tx, "zz")).await.expect("with room again it goes on");
    let sound: String =
        store.read(|tx| tx.one(sql!("PRAGMA integrity_check"), &[], |row| row.get(0))).await.map_err(|e: StoreError| e).expect("checked");
    assert_eq!(sound, "ok");
    kept.push("zz".into());
    store.close().await;

    let again = Store::open(Database::Sqlite { file: disk.file("surguch.db"), readers: 1 }).expect("it opens again");
    assert_eq!(probe::ids(&again).await, kept);
    again.close().await;
}

#[test]
fn a_disk_full_at_commit_ends_the_group_and_loses_nothing_acknowledged() {
    testkit::run(a_full_disk_ends_the_group(8 << 10));
}

#[test]
fn a_disk_full_inside_a_statement_ends_the_group_and_loses_nothing_acknowledged() {
    testkit::run(a_full_disk_ends_the_group(600 << 10));
}
