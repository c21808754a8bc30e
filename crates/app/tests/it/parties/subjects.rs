use std::time::Duration;

use app::party::{self, NewParty};
use domain::code;
use domain::party::{ClientId, Details, Person};
use testhouse::House;

use super::{a_person, an_organization, made, on_behalf, own};
use crate::requests::personal::{everything, holds};

testkit::both_own! {
    async fn a_party_is_kept_replaced_and_taken_out(db: TestDatabase) {
        let house = House::on(&db).await;
        let (ctx, org) = (&house.ctx, own(&house).await);
        let party = made(&house, &org, a_person()).await;
        assert_eq!(party::get(ctx, &org, party.id).await.unwrap(), party);
        let other = Details::Person(Box::new(Person { surname: Some("Иванова".to_owned()), ..Person::default() }));
        let replaced = party::replace(ctx, &org, party.id, other.clone()).await.unwrap();
        assert_eq!((replaced.version, replaced.details.clone()), (2, other));
        let error = party::replace(ctx, &org, party.id, an_organization()).await.unwrap_err();
        assert_eq!(error.code, code::PARTY_KIND_FIXED);
        party::delete(ctx, &org, party.id).await.unwrap();
        assert_eq!(party::get(ctx, &org, party.id).await.unwrap_err().code, code::NOT_FOUND);
        assert_eq!(party::delete(ctx, &org, party.id).await.unwrap_err().code, code::NOT_FOUND);
    }

    async fn a_clients_id_is_one_partys_within_its_company(db: TestDatabase) {
        let house = House::on(&db).await;
        let (ctx, org) = (&house.ctx, own(&house).await);
        let new = || NewParty { external_id: ClientId::parse("subject_1").ok(), details: a_person() };
        party::create(ctx, &org, new()).await.unwrap();
        assert_eq!(party::create(ctx, &org, new()).await.unwrap_err().code, code::EXTERNAL_ID_TAKEN);
        let other = on_behalf(&house, house.call(), house.company().await).await;
        party::create(ctx, &other, new()).await.unwrap();
    }

    async fn what_belongs_to_another_company_is_missing(db: TestDatabase) {
        let house = House::on(&db).await;
        let (ctx, org) = (&house.ctx, own(&house).await);
        let party = made(&house, &org, a_person()).await;
        let neighbour = on_behalf(&house, house.call(), house.company().await).await;
        let (call, _) = house.another_licensee().await;
        let theirs = app::company::list(ctx, &call, app::Slice::first(1)).await.unwrap().items[0].id;
        let stranger = on_behalf(&house, call, theirs).await;
        for other in [&neighbour, &stranger] {
            assert_eq!(party::get(ctx, other, party.id).await.unwrap_err().code, code::NOT_FOUND);
            assert_eq!(party::replace(ctx, other, party.id, a_person()).await.unwrap_err().code, code::NOT_FOUND);
            assert_eq!(party::delete(ctx, other, party.id).await.unwrap_err().code, code::NOT_FOUND);
            assert_eq!(party::egrul(ctx, other, party.id).await.unwrap_err().code, code::NOT_FOUND);
        }
        assert_eq!(party::get(ctx, &org, party.id).await.unwrap(), party);
    }

    async fn nothing_of_a_person_is_readable_in_the_database(db: TestDatabase) {
        let house = House::on(&db).await;
        let org = own(&house).await;
        made(&house, &org, a_person()).await;
        let kept = everything(&db).await;
        for secret in ["Анастасия", "Тарасова", "112-233-445", "500100732259", "imya@example.ru", "79699999999"] {
            assert!(!holds(&kept, secret.as_bytes()), "{secret}");
        }
    }

    async fn a_party_that_nobody_has_named_for_long_goes_away(db: TestDatabase) {
        let house = House::on(&db).await;
        let (ctx, org) = (&house.ctx, own(&house).await);
        let (left, named) = (made(&house, &org, a_person()).await, made(&house, &org, a_person()).await);
        house.clock.advance(ctx.settings.retention.parties - Duration::from_secs(3600));
        let (id, now) = (named.id, ctx.now());
        ctx.store.write(move |tx| store::table::party::touch(tx, id, now)).await.map_err(|error: store::StoreError| error).unwrap();
        house.clock.advance(Duration::from_secs(3 * 3600));
        house.work().await;
        assert_eq!(party::get(ctx, &org, left.id).await.unwrap_err().code, code::NOT_FOUND);
        assert_eq!(party::get(ctx, &org, named.id).await.unwrap().id, named.id);
    }

    async fn of_two_changes_at_once_none_is_lost(db: TestDatabase) {
        let house = House::on(&db).await;
        let (ctx, org) = (&house.ctx, own(&house).await);
        let party = made(&house, &org, a_person()).await;
        let changes = (0..8).map(|_| party::replace(ctx, &org, party.id, a_person()));
        let done = futures::future::join_all(changes).await;
        assert!(done.iter().all(Result::is_ok), "{done:?}");
        assert_eq!(party::get(ctx, &org, party.id).await.unwrap().version, 9);
    }
}
