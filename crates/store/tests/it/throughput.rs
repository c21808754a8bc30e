//! How fast it is, printed and not judged; `cargo xtask bench store` measures with care.

use std::time::Instant;

use domain::id::LicenseeId;
use store::{StoreError, sql};

use crate::probe;

const CLIENTS: usize = 16;
const EACH: usize = 50;

testkit::both_own! {
    async fn sixteen_clients_with_eight_statements_each(db: TestDatabase) {
        probe::make(&db).await;
        let licensee = LicenseeId::new(testkit::uuid());
        let start = Instant::now();
        let clients: Vec<_> = (0..CLIENTS).map(|client| {
            let store = db.store.clone();
            tokio::spawn(async move {
                for n in 0..EACH {
                    store.write(move |tx| -> Result<(), StoreError> {
                        let id = format!("{client}-{n}");
                        probe::insert(tx, &id)?;
                        for _ in 0..3 {
                            tx.one(sql!("SELECT n FROM probe WHERE id = ?1 {for_update}"), &[id.as_str().into()], |row| row.get::<i64>(0))?;
                            tx.execute(sql!("UPDATE probe SET n = n + 1 WHERE id = ?1"), &[id.as_str().into()])?;
                        }
                        tx.event(probe::event(licensee, &id));
                        Ok(())
                    }).await?;
                }
                Ok::<_, StoreError>(())
            })
        }).collect();
        for client in clients {
            client.await.expect("joins").expect("it is written");
        }
        println!("{}: {:.0} use cases a second", db.name, (CLIENTS * EACH) as f64 / start.elapsed().as_secs_f64());
        assert_eq!(probe::ids(&db).await.len(), CLIENTS * EACH);
    }
}
