//! Reads over PostgreSQL: the end of each goes along with the next beginning, and nothing stays open once nobody waits.

use std::time::Duration;

use store::{Database, Store, StoreError, Tx, sql};

const READS: usize = 50;

#[test]
fn what_only_read_ends_soon_and_hides_nothing_from_the_next() {
    let place = testkit::postgres_place();
    let Database::Postgres { url, .. } = &place.database else { unreachable!("a place on PostgreSQL") };
    let name = testkit::uuid().simple().to_string();
    let url = format!("{url}&application_name={name}");
    let store = Store::open(Database::Postgres { url: url.clone(), connections: 1 }).expect("it opens");
    testkit::run(async {
        let mut reading = tokio::task::JoinSet::new();
        // one connection: each but the last finds somebody waiting
        for _ in 0..READS {
            let store = store.clone();
            reading.spawn(async move { store.read(|tx| tx.one(sql!("SELECT 1"), &[], |row| row.get::<i64>(0))).await });
        }
        while let Some(read) = reading.join_next().await {
            let read: Result<i64, StoreError> = read.expect("it joins");
            assert_eq!(read.expect("it is read"), 1);
        }
        // a snapshot of before would not have the row
        for jobs in 1..=3_i64 {
            let id = jobs.to_string();
            let write = move |tx: &mut Tx<'_>| {
                tx.job(crate::probe::job(&id));
                Ok::<_, StoreError>(())
            };
            store.write(write).await.expect("it is written");
            let counted = store.read(|tx| tx.one(sql!("SELECT count(*) FROM job"), &[], |row| row.get::<i64>(0))).await;
            assert_eq!(counted.map_err(|error: StoreError| error).expect("it is read"), jobs);
        }
    });
    let mut watcher = postgres::Client::connect(&url.replace(&name, "watcher"), postgres::NoTls).expect("the server answers");
    let open = "SELECT count(*) FROM pg_stat_activity WHERE application_name = $1 AND state LIKE 'idle in transaction%'";
    let mut looks = 0;
    while watcher.query_one(open, &[&name]).expect("it is asked").get::<_, i64>(0) > 0 {
        looks += 1;
        assert!(looks < 100, "a transaction stays open");
        std::thread::sleep(Duration::from_millis(20));
    }
    store.close_blocking();
}
