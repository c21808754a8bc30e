//! Backups: what is restored is the house, on whichever database; what is not whole is named.

use std::path::Path;
use std::process::Command;

use app::backup::{self, BackupError, Places};
use app::package::{NewFile, Signing};
use app::{AppError, Ctx};
use domain::time::Timestamp;
use futures::TryStreamExt as _;
use store::{OpenError, StoreError, sql, table};
use tempfile::TempDir;
use testhouse::{House, Signatory};
use testkit::TestDatabase;

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

fn at() -> Timestamp {
    Timestamp::from_seconds(1_780_000_000)
}

/// Where the house of a test lies.
fn places(house: &House, db: &TestDatabase) -> Places {
    House::places(db.database.clone(), house.folder())
}

/// A house with a completed package, and the one who signed it.
async fn house_with_a_signature(db: &TestDatabase) -> (House, Signatory, domain::office::package::Package) {
    let house = House::on(db).await;
    let who = house.signatory(house.own_company).await;
    let package = package_of_two(&house, &who).await;
    let signed = app::package::sign(&house.ctx, &house.call(), package.id, signing(&who)).await.unwrap().value;
    house.work().await;
    (house, who, signed)
}

/// A package with a file that lies in its row, and one that lies in the blob store.
async fn package_of_two(house: &House, who: &Signatory) -> domain::office::package::Package {
    let mut new = house.new_package(vec![who.signs(1)]).await;
    let stored = house.stored(&"длинный договор ".repeat(2_000)).await;
    new.files.push(NewFile { name: "длинный.txt".to_owned(), media_type: "text/plain".to_owned(), stored });
    app::package::create(&house.ctx, &house.call(), new).await.unwrap().value
}

fn signing(who: &Signatory) -> Signing {
    Signing { certificate: who.certificate, participant: None, code: None }
}

async fn feed(ctx: &Ctx, house: &House) -> Vec<table::event::Event> {
    let licensee = house.licensee;
    ctx.store.read(move |tx| table::event::numbered_after(tx, licensee, 0, 10_000)).await.map_err(|error: StoreError| error).unwrap()
}

async fn self_check(ctx: &Ctx) -> Vec<ca::Finding> {
    ctx.store.read(|tx| ca::self_check(tx).map_err(AppError::from)).await.unwrap()
}

async fn bytes_of_file(ctx: &Ctx, house: &House, package: &domain::office::package::Package) -> Vec<u8> {
    let opened = app::file::open(ctx, &house.call(), package.files[0].id, None).await.unwrap();
    let pieces: Vec<bytes::Bytes> = opened.body.try_collect().await.unwrap();
    pieces.concat()
}

testkit::both_own! {
    async fn a_house_is_restored_on_either_database_and_goes_on(db: TestDatabase) {
        let (house, who, package) = house_with_a_signature(&db).await;
        let backup_folder = folder();
        let taken = backup::take(&places(&house, &db), backup_folder.path(), None, at()).await.unwrap();
        assert_eq!((taken.kept, taken.manifest.lost_blobs.len()), (0, 0));
        assert!(taken.manifest.blobs >= 3 && taken.manifest.keys >= 3, "{:?}", taken.manifest);
        assert!(backup::verify(backup_folder.path()).await.unwrap().problems.is_empty());
        sha256sum_agrees(backup_folder.path());
        let before = feed(&house.ctx, &house).await;

        for place in [testkit::sqlite_place(), testkit::postgres_place()] {
            let (name, data) = (place.name, folder());
            let into = House::places(place.database.clone(), data.path());
            backup::restore(backup_folder.path(), &into, false).await.unwrap();
            let restored = place.open();
            let ctx = house.copied(restored.store.clone(), data.path());
            assert_eq!(feed(&ctx, &house).await, before, "{name}");
            assert_eq!(bytes_of_file(&ctx, &house, &package).await, "договор".as_bytes(), "{name}");
            assert_eq!(self_check(&ctx).await, [], "{name}");
            // nobody holds a job, and the house goes on where it stood
            let held: i64 = ctx.store
                .read(|tx| tx.one(sql!("SELECT CAST(count(*) AS BIGINT) FROM job WHERE node IS NOT NULL"), &[], |row| row.get(0)))
                .await.map_err(|error: StoreError| error).unwrap();
            assert_eq!(held, 0, "{name}");
            let new = house.new_package(vec![who.signs(1)]).await;
            let stored = app::content::store(&ctx, &house.call(), futures::stream::iter([Ok::<_, std::io::Error>(bytes::Bytes::from("ещё"))])).await.unwrap();
            let mut new = new;
            new.files[0].stored = stored;
            let again = app::package::create(&ctx, &house.call(), new).await.unwrap().value;
            let signed = app::package::sign(&ctx, &house.call(), again.id, signing(&who)).await.unwrap().value;
            assert_eq!(signed.status.word(), "completed", "{name}");
            ctx.store.sequencer().pass().await.unwrap();
            let after = feed(&ctx, &house).await;
            assert!(after.len() > before.len(), "{name}");
            assert!(after.iter().map(|event| event.number).eq(1..=after.len() as i64), "{name}: numbers without gaps");
        }
    }

    async fn a_second_backup_copies_what_is_new_and_forgets_what_is_gone(db: TestDatabase) {
        let (house, who, _) = house_with_a_signature(&db).await;
        let (places, into) = (places(&house, &db), folder());
        let first = backup::take(&places, into.path(), None, at()).await.unwrap().manifest;
        let spoilt = some_blob(into.path());
        std::fs::write(&spoilt, "other bytes").unwrap();
        package_of_two(&house, &who).await;
        let second = backup::take(&places, into.path(), None, at()).await.unwrap();
        assert_eq!((second.kept, second.manifest.blobs), (first.blobs - 1, first.blobs + 1), "the spoilt one was copied again");
        assert_ne!(second.manifest.folder, first.folder);
        assert!(!into.path().join(&first.folder).exists());
        assert_eq!(backup::verify(into.path()).await.unwrap().problems, Vec::<String>::new());
        sha256sum_agrees(into.path());
    }

    async fn what_is_missing_or_changed_is_named_and_nothing_is_restored(db: TestDatabase) {
        let (house, _, _) = house_with_a_signature(&db).await;
        let into = folder();
        let manifest = backup::take(&places(&house, &db), into.path(), None, at()).await.unwrap().manifest;
        let (blob, key) = (some_blob(into.path()), some_file(&into.path().join("keys")));
        std::fs::write(&blob, "other bytes").unwrap();
        std::fs::remove_file(&key).unwrap();
        let problems = backup::verify(into.path()).await.unwrap().problems;
        let named = |file: &Path, what: &str| {
            let name = file.file_name().unwrap().to_string_lossy().into_owned();
            problems.iter().any(|problem| problem.contains(&name) && problem.ends_with(what))
        };
        assert!(problems.len() == 2 && named(&blob, "differs") && named(&key, "is missing"), "{problems:?}");

        let (place, data) = (testkit::sqlite_place(), folder());
        let target = House::places(place.database.clone(), data.path());
        let refused = backup::restore(into.path(), &target, false).await.unwrap_err();
        assert!(matches!(&refused, BackupError::Damaged(named) if *named == problems), "{refused}");
        assert_eq!(store::portable::version(&place.database).unwrap(), None);

        // the list itself
        std::fs::write(into.path().join(&manifest.folder).join("SHA256SUMS"), "").unwrap();
        assert_eq!(backup::verify(into.path()).await.unwrap().problems, [format!("{}/SHA256SUMS differs", manifest.folder)]);
    }

    async fn a_blob_that_the_house_has_lost_is_named_and_the_rest_is_saved(db: TestDatabase) {
        let (house, _, _) = house_with_a_signature(&db).await;
        let lost = some_blob(house.folder());
        std::fs::remove_file(&lost).unwrap();
        let into = folder();
        let manifest = backup::take(&places(&house, &db), into.path(), None, at()).await.unwrap().manifest;
        assert_eq!(manifest.lost_blobs, [lost.file_name().unwrap().to_string_lossy()]);
        let (place, data) = (testkit::sqlite_place(), folder());
        let target = House::places(place.database.clone(), data.path());
        assert!(matches!(backup::restore(into.path(), &target, false).await, Err(BackupError::Damaged(_))));
        assert!(backup::restore(into.path(), &target, true).await.is_ok());
    }

    async fn what_is_in_use_newer_or_no_backup_is_refused(db: TestDatabase) {
        let (house, _, _) = house_with_a_signature(&db).await;
        let (from, into) = (places(&house, &db), folder());
        assert!(matches!(backup::restore(into.path(), &from, false).await, Err(BackupError::Unfinished(_))));
        backup::take(&from, into.path(), None, at()).await.unwrap();
        let refused = backup::restore(into.path(), &from, false).await.unwrap_err();
        assert!(matches!(refused, BackupError::Database(OpenError::NotEmpty)), "{refused}");

        let manifest = into.path().join("manifest.json");
        let text = std::fs::read_to_string(&manifest).unwrap();
        let newer = text.replace(&format!("\"schema\": {}", store::portable::newest_version()), "\"schema\": 9999");
        std::fs::write(&manifest, newer).unwrap();
        let (place, data) = (testkit::sqlite_place(), folder());
        let refused = backup::restore(into.path(), &House::places(place.database.clone(), data.path()), false).await.unwrap_err();
        assert!(matches!(refused, BackupError::Newer { backup: 9999, .. }), "{refused}");

        let foreign = folder();
        std::fs::write(foreign.path().join("letter.txt"), "dear").unwrap();
        assert!(matches!(backup::take(&from, foreign.path(), None, at()).await, Err(BackupError::Foreign(_))));
    }

    async fn a_backup_beside_writers_is_one_state(db: TestDatabase) {
        let (house, who, _) = house_with_a_signature(&db).await;
        let (places, into) = (places(&house, &db), folder());
        let writing = async {
            for _ in 0..20 {
                let package = package_of_two(&house, &who).await;
                app::package::sign(&house.ctx, &house.call(), package.id, signing(&who)).await.unwrap();
            }
        };
        let ((), taken) = futures::join!(writing, backup::take(&places, into.path(), None, at()));
        let manifest = taken.unwrap().manifest;
        let (place, data) = (testkit::postgres_place(), folder());
        backup::restore(into.path(), &House::places(place.database.clone(), data.path()), false).await.unwrap();
        let restored = place.open();
        let ctx = house.copied(restored.store.clone(), data.path());
        let feed = feed(&ctx, &house).await;
        assert!(feed.iter().map(|event| event.number).eq(1..=feed.len() as i64));
        assert!(feed.len() as i64 >= manifest.events[&house.licensee.uuid().to_string()]);
        // every completed package has its file and its signature
        for event in feed.iter().filter(|event| event.kind == "package.completed") {
            let id = domain::id::PackageId::parse(&event.subject).unwrap();
            let package = app::package::get(&ctx, &house.call(), id).await.unwrap();
            assert_eq!(bytes_of_file(&ctx, &house, &package).await, "договор".as_bytes());
            assert_eq!(app::package::signatures(&ctx, &house.call(), id, app::Slice::first(200)).await.unwrap().items.len(), 2);
        }
        assert_eq!(self_check(&ctx).await, []);
    }
}

/// A foreign program reads the list.
fn sha256sum_agrees(backup: &Path) {
    let manifest = app::backup::Manifest::load(backup).unwrap();
    let list = format!("{}/SHA256SUMS", manifest.folder);
    let judged = Command::new("sha256sum").args(["--check", "--strict", "--quiet", &list]).current_dir(backup).output().unwrap();
    assert!(judged.status.success(), "{}", String::from_utf8_lossy(&judged.stderr));
}

fn some_blob(house: &Path) -> std::path::PathBuf {
    some_file(&some_file(&some_file(&house.join("blobs"))))
}

/// The first entry by name.
fn some_file(folder: &Path) -> std::path::PathBuf {
    let mut entries: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    entries.remove(0)
}
