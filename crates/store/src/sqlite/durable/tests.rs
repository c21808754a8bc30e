use std::sync::{Arc, Condvar};
use std::thread::JoinHandle;
use std::time::Duration;

use tempfile::TempDir;

use super::*;
use crate::sqlite::Wal;
use crate::{Store, StoreError, sql};

/// A disk that takes in nothing before it may, and fails as often as it shall.
#[derive(Clone, Default)]
struct Gate(Arc<(Mutex<Disk>, Condvar)>);

#[derive(Default)]
struct Disk {
    allowed: usize,
    failures: usize,
    rewrites: usize,
}

impl Gate {
    fn open(&self, times: usize) {
        self.with(|disk| disk.allowed += times);
    }

    fn with<T>(&self, change: impl FnOnce(&mut Disk) -> T) -> T {
        let changed = change(&mut self.0.0.lock().expect("the disk"));
        self.0.1.notify_all();
        changed
    }

    fn outcome(disk: &mut Disk) -> io::Result<()> {
        if disk.failures == 0 {
            return Ok(());
        }
        disk.failures -= 1;
        Err(io::Error::other("broken"))
    }
}

impl Log for Gate {
    fn sync(&self) -> io::Result<()> {
        let mut disk = self.0.1.wait_while(self.0.0.lock().expect("the disk"), |disk| disk.allowed == 0).expect("the disk");
        disk.allowed -= 1;
        Self::outcome(&mut disk)
    }

    fn rewrite(&self) -> io::Result<()> {
        self.with(|disk| {
            disk.rewrites += 1;
            Self::outcome(disk)
        })
    }
}

type Answer<T> = JoinHandle<Result<T, StoreError>>;

struct Scene {
    gate: Gate,
    store: Store,
    names: AtomicU64,
    _folder: TempDir,
}

fn scene() -> Scene {
    let (folder, gate) = (tempfile::tempdir().expect("a folder"), Gate::default());
    let store = Store::sqlite(&folder.path().join("test.db"), 1, gate.clone()).expect("a store");
    Scene { gate, store, names: AtomicU64::new(0), _folder: folder }
}

impl Scene {
    /// Adds a row in a transaction of its own; the flag tells that the closure has run.
    fn write(&self) -> (Arc<AtomicBool>, Answer<u64>) {
        let (ran, store) = (Arc::new(AtomicBool::new(false)), self.store.clone());
        let flag = ran.clone();
        let name = self.names.fetch_add(1, Ordering::SeqCst).to_string();
        let answer = std::thread::spawn(move || {
            store.write_blocking(move |tx| {
                flag.store(true, Ordering::SeqCst);
                tx.execute(sql!("INSERT INTO lease (name) VALUES (?1)"), &[name.as_str().into()])
            })
        });
        (ran, answer)
    }

    fn count(&self) -> Answer<i64> {
        let store = self.store.clone();
        std::thread::spawn(move || {
            store.read_blocking(|tx| tx.one(sql!("SELECT count(*) FROM lease WHERE name <> 'sequencer'"), &[], |row| row.get::<i64>(0)))
        })
    }
}

fn wait_for(what: &AtomicBool) {
    let start = Instant::now();
    while !what.load(Ordering::SeqCst) {
        assert!(start.elapsed() < Duration::from_secs(20), "it never came");
        std::thread::sleep(Duration::from_millis(1));
    }
}

fn soon() {
    std::thread::sleep(Duration::from_millis(100));
}

#[test]
fn nobody_learns_of_a_commit_before_it_is_on_the_disk() {
    let scene = scene();
    let (ran, written) = scene.write();
    wait_for(&ran);
    soon();
    let counted = scene.count();
    soon();
    assert!(!written.is_finished() && !counted.is_finished());
    scene.gate.open(1);
    assert_eq!(written.join().expect("a thread").expect("written"), 1);
    assert_eq!(counted.join().expect("a thread").expect("read"), 1);
    // what has been on the disk for long keeps no reader waiting
    assert_eq!(scene.count().join().expect("a thread").expect("read"), 1);
}

#[test]
fn the_next_group_runs_while_the_disk_is_busy() {
    let scene = scene();
    let (ran, first) = scene.write();
    wait_for(&ran);
    // the first is alone, and its commit is synced by the writer itself: these two wait for it
    let pair = [scene.write(), scene.write()];
    soon();
    scene.gate.open(1);
    first.join().expect("a thread").expect("written");
    pair.iter().for_each(|(ran, _)| wait_for(ran));
    let (ran, fourth) = scene.write();
    wait_for(&ran);
    assert!(pair.iter().all(|(_, answer)| !answer.is_finished()));
    scene.gate.open(2);
    for answer in pair.into_iter().map(|(_, answer)| answer).chain([fourth]) {
        assert_eq!(answer.join().expect("a thread").expect("written"), 1);
    }
}

#[test]
fn after_a_failed_sync_everybody_is_refused_until_the_log_is_on_the_disk() {
    let scene = scene();
    // the sync fails, and the first two tries to mend it
    scene.gate.with(|disk| disk.failures = 3);
    scene.gate.open(100);
    let refused = scene.write().1.join().expect("a thread");
    assert!(matches!(refused, Err(StoreError::Unavailable(_))), "{refused:?}");
    let start = Instant::now();
    let mut refusals = 0;
    while scene.write().1.join().expect("a thread").is_err() {
        refusals += 1;
        assert!(start.elapsed() < Duration::from_secs(20), "it never mends");
        std::thread::sleep(Duration::from_millis(20));
    }
    assert_eq!(scene.gate.with(|disk| disk.rewrites), 3);
    assert!(refusals > 0, "nobody was refused meanwhile");
    // what was committed and not confirmed is there: whoever asks again with the same idempotency key gets its result
    assert_eq!(scene.count().join().expect("a thread").expect("read"), 2);
}

#[test]
fn a_store_whose_log_never_reaches_the_disk_can_be_closed() {
    let scene = scene();
    scene.gate.with(|disk| disk.failures = usize::MAX);
    scene.gate.open(1);
    assert!(scene.write().1.join().expect("a thread").is_err());
    assert!(scene.count().join().expect("a thread").is_err());
    scene.store.close_blocking();
}

#[test]
fn a_log_that_is_written_again_is_the_same_log() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("test.db");
    let store = Store::sqlite(&file, 1, Wal::of(&file)).expect("a store");
    store.write_blocking(|tx| tx.execute(sql!("INSERT INTO lease (name) VALUES ('b')"), &[])).expect("written");
    let before = std::fs::read(folder.path().join("test.db-wal")).expect("a log");
    Wal::of(&file).rewrite().expect("written again");
    assert_eq!(std::fs::read(folder.path().join("test.db-wal")).expect("a log"), before);
    assert!(!before.is_empty());
    store.close_blocking();
}
