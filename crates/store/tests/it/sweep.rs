//! What goes away again.

use domain::id::AuthorityId;
use domain::time::Timestamp;
use store::table::crl::{self, CrlRow};
use store::{StoreError, sql};

testkit::both_own! {
    async fn lists_that_have_ended_go_and_the_newest_stays(db: TestDatabase) {
        let (one, other) = (AuthorityId::new(testkit::uuid()), AuthorityId::new(testkit::uuid()));
        let at = Timestamp::from_seconds;
        db.write(move |tx| {
            for (authority, number, end) in [(one, 1, 100), (one, 2, 200), (one, 3, 300), (other, 1, 100)] {
                let row = CrlRow { authority, number, this_update: at(end - 50), next_update: at(end), der: vec![1] };
                assert!(crl::insert(tx, &row)?);
            }
            Ok::<_, StoreError>(())
        })
        .await
        .expect("lists");
        let swept = db.write(move |tx| crl::sweep(tx, at(150))).await.map_err(|error: StoreError| error).expect("swept");
        assert_eq!(swept, 1);
        let swept = db.write(move |tx| crl::sweep(tx, at(1000))).await.map_err(|error: StoreError| error).expect("swept");
        assert_eq!(swept, 1);
        let left: Vec<i64> = db
            .read(|tx| tx.many(sql!("SELECT number FROM crl ORDER BY number"), &[], |row| row.get(0)))
            .await
            .map_err(|error: StoreError| error)
            .expect("read");
        assert_eq!(left, [1, 3], "the newest of each authority");
    }
}
