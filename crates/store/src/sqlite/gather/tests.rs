use std::path::Path;

use proptest::prelude::*;
use rusqlite::Connection;

use super::frames::Frames;
use crate::sqlite::connection;

const SCHEMA: &str = "CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL); CREATE INDEX note_text ON note (text)";

fn begin(file: &Path) -> Connection {
    let plain = connection::open(file, false).expect("a file");
    plain.execute_batch(SCHEMA).expect("a table");
    let writing = connection::open_writing(file).expect("the writer's");
    drop(plain);
    writing
}

fn rows(connection: &Connection) -> Vec<(i64, String)> {
    let mut statement = connection.prepare_cached("SELECT id, text FROM note ORDER BY id").expect("a statement");
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).expect("rows");
    rows.collect::<Result<_, _>>().expect("rows")
}

/// What a machine finds that is switched on again now: copies of the file and its log alone.
fn after_loss(file: &Path, folder: &Path) -> Vec<(i64, String)> {
    let copy = folder.join("copy.db");
    let beside = |path: &Path, end: &str| path.with_extension(end);
    let _ = std::fs::remove_file(beside(&copy, "db-shm"));
    for end in ["db", "db-wal"] {
        std::fs::copy(beside(file, end), beside(&copy, end)).expect("a copy");
    }
    let copied = connection::open(&copy, true).expect("the copy");
    let sound: String = copied.query_row("PRAGMA integrity_check", [], |row| row.get(0)).expect("a check");
    assert_eq!(sound, "ok");
    rows(&copied)
}

/// Calls of this thread that wrote, as the system counts them.
fn calls() -> u64 {
    let io = std::fs::read_to_string("/proc/thread-self/io").expect("counts of this thread");
    io.lines().find_map(|line| line.strip_prefix("syscw: ")).and_then(|count| count.parse().ok()).expect("a count")
}

#[test]
fn a_commit_is_one_write_whatever_it_changes() {
    let folder = tempfile::tempdir().expect("a folder");
    let writing = begin(&folder.path().join("test.db"));
    let add = |count: usize| {
        writing.execute_batch("BEGIN IMMEDIATE").expect("a beginning");
        for number in 0..count {
            writing.execute("INSERT INTO note (text) VALUES (?1)", [format!("{number} {}", "x".repeat(500))]).expect("a row");
        }
        let before = calls();
        writing.execute_batch("COMMIT").expect("a commit");
        calls() - before
    };
    // the log's own header, and the frame behind it, which is the first that this connection writes
    assert!(add(1) <= 4);
    assert_eq!(add(1), 1);
    assert_eq!(add(80), 1);
    // some 6 MiB, in pieces
    assert!((40..60).contains(&add(5_000)));
}

#[test]
fn what_is_rolled_back_leaves_nothing_behind() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("test.db");
    let writing = begin(&file);
    writing.execute_batch("INSERT INTO note (text) VALUES ('kept'); BEGIN IMMEDIATE").expect("a row");
    for _ in 0..20_000 {
        // more than the cache holds: it is not spilled
        writing.execute("INSERT INTO note (text) VALUES (?1)", ["x".repeat(1000)]).expect("a row");
    }
    let before = calls();
    writing.execute_batch("ROLLBACK").expect("undone");
    assert_eq!(calls(), before);
    let other = connection::open(&file, false).expect("another connection");
    other.execute_batch("INSERT INTO note (text) VALUES ('another')").expect("a row");
    writing.execute_batch("INSERT INTO note (text) VALUES ('third')").expect("a row");
    let words: Vec<_> = after_loss(&file, folder.path()).into_iter().map(|(_, text)| text).collect();
    assert_eq!(words, ["kept", "another", "third"]);
}

#[test]
fn a_write_that_fails_is_told_and_its_frames_are_dropped() {
    let mut frames = Frames::default();
    let mut last = [0; 24];
    last[7] = 9;
    let mut put = Vec::new();
    let mut write = |frames: &mut Frames, bytes: &[u8], at, outcome| {
        frames.write(bytes, at, |bytes, at| {
            put.push((at, bytes.len()));
            outcome
        })
    };
    assert_eq!(write(&mut frames, &[1; 32], 0, 0), 0);
    assert_eq!(write(&mut frames, &[0; 24], 32, 0), 0);
    assert_eq!(write(&mut frames, &[2; 512], 56, 0), 0);
    assert_eq!(write(&mut frames, &last, 568, 0), 0);
    assert_eq!(write(&mut frames, &[3; 512], 592, 13), 13);
    // the next transaction stands where that one stood
    assert_eq!(write(&mut frames, &last, 32, 0), 0);
    assert_eq!(write(&mut frames, &[4; 512], 56, 0), 0);
    assert_eq!(put, [(0, 32), (32, 1072), (32, 24), (56, 512)]);
}

#[test]
fn a_header_alone_that_does_not_continue_is_not_kept_back() {
    let mut frames = Frames::default();
    let mut put = Vec::new();
    for at in [32, 4152, 8272] {
        assert_eq!(
            frames.write(&[0; 24], at, |_, at| {
                put.push(at);
                0
            }),
            0
        );
    }
    assert_eq!(put, [32, 4152, 8272]);
}

#[derive(Debug, Clone, Copy)]
enum Step {
    Add(u16),
    Change(u16),
    Remove(u16),
    Undo(u16),
    Point,
    Tidy(bool),
    Again,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (1_u16..400).prop_map(Step::Add),
        2 => any::<u16>().prop_map(Step::Change),
        2 => any::<u16>().prop_map(Step::Remove),
        2 => (1_u16..400).prop_map(Step::Undo),
        1 => Just(Step::Point),
        1 => any::<bool>().prop_map(Step::Tidy),
        1 => Just(Step::Again),
    ]
}

/// Does it in a transaction of its own.
fn act(connection: &Connection, step: Step) {
    let add = |count: u16| {
        for number in 0..count {
            connection.execute("INSERT INTO note (text) VALUES (?1)", [format!("{number} {}", "y".repeat(300))]).expect("a row");
        }
    };
    connection.execute_batch("BEGIN IMMEDIATE").expect("a beginning");
    match step {
        Step::Add(count) => add(count),
        Step::Change(of) => drop(connection.execute("UPDATE note SET text = text || '!' WHERE id % 7 = ?1", [of % 7]).expect("a change")),
        Step::Remove(of) => drop(connection.execute("DELETE FROM note WHERE id % 5 = ?1", [of % 5]).expect("a change")),
        Step::Undo(count) => {
            add(count);
            return connection.execute_batch("ROLLBACK").expect("undone");
        }
        Step::Point => {
            add(3);
            connection.execute_batch("SAVEPOINT one").expect("a savepoint");
            add(200);
            connection.execute_batch("ROLLBACK TO one; RELEASE one").expect("undone");
        }
        Step::Tidy(_) | Step::Again => {}
    }
    connection.execute_batch("COMMIT").expect("a commit");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// The writer's connection and another process's by turns: after each act the files alone hold what a plain database holds that was
    /// told the same.
    #[test]
    fn the_files_hold_every_commit(steps in prop::collection::vec((any::<bool>(), step()), 1..24)) {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("test.db");
        let mut writing = begin(&file);
        let other = connection::open(&file, false).expect("another connection");
        let model = Connection::open_in_memory().expect("a model");
        model.execute_batch(SCHEMA).expect("a table");
        for (ours, step) in steps {
            act(if ours { &writing } else { &other }, step);
            act(&model, step);
            match step {
                Step::Tidy(whole) => {
                    let tidy = if whole { "PRAGMA wal_checkpoint(RESTART)" } else { "PRAGMA wal_checkpoint(PASSIVE)" };
                    other.query_row(tidy, [], |_| Ok(())).expect("a checkpoint");
                }
                Step::Again => writing = connection::open_writing(&file).expect("the writer's"),
                _ => {}
            }
            let expected = rows(&model);
            prop_assert_eq!(&after_loss(&file, folder.path()), &expected);
            prop_assert_eq!(&rows(&other), &expected);
            prop_assert_eq!(&rows(&writing), &expected);
        }
    }
}
