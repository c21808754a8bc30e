//! What a row decides where several look at once.

use domain::id::UserId;
use store::StoreError;
use store::table::key_holder;

testkit::both! {
    async fn of_many_who_take_a_public_key_at_once_one_gets_it(db: TestDatabase) {
        let key = testkit::uuid().simple().to_string();
        let people: Vec<UserId> = (0..8).map(|_| UserId::new(testkit::uuid())).collect();
        let takers: Vec<_> = people
            .iter()
            .map(|person| {
                let (store, key, person) = (db.store.clone(), key.clone(), *person);
                tokio::spawn(async move { store.write::<_, StoreError, _>(move |tx| key_holder::take(tx, &key, person)).await })
            })
            .collect();
        let mut holders = Vec::new();
        for (person, taker) in people.iter().zip(takers) {
            if taker.await.expect("joins").expect("decided") {
                holders.push(*person);
            }
        }
        assert_eq!(holders.len(), 1);
        let (again, holder) = (key.clone(), holders[0]);
        let mine: bool = db.write::<_, StoreError, _>(move |tx| key_holder::take(tx, &again, holder)).await.expect("decided");
        let others: bool = db.read::<_, StoreError, _>(move |tx| key_holder::is_others(tx, &key, holder)).await.expect("known");
        assert_eq!((mine, others), (true, false));
    }
}
