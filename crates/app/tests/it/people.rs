//! Registration, companies, members, sessions.

use app::user::Registration;
use app::{Call, SecretString};
use domain::code;
use domain::office::{Right, Rights};
use domain::subject::{ExternalId, Phone};
use testhouse::House;

fn again(account: &domain::office::Account, phone: Phone, external_id: Option<&str>) -> Registration {
    let external_id = external_id.map(|id| ExternalId::parse(id).unwrap());
    Registration { phone, person: account.person.clone(), email: None, external_id }
}

testkit::both_own! {
    async fn a_registered_person_logs_in_with_the_password_from_the_message(db: TestDatabase) {
        let house = House::on(&db).await;
        let account = house.person().await;
        let text = house.message_to(account.phone.as_str()).await;
        let password = text.strip_prefix("Ваш пароль для входа: ").unwrap().split('.').next().unwrap().to_owned();
        let opened = app::session::open(&house.ctx, app::login::Origin::default(), account.phone.clone(), password.clone().into()).await.unwrap();
        assert_eq!(opened.user, account.id);
        let caller = app::access::by_session(&house.ctx, app::ExposeSecret::expose_secret(&opened.token)).await.unwrap();
        let call = Call::of(caller);
        assert_eq!(app::user::get(&house.ctx, &call, account.id).await.unwrap(), account);
        let other = house.person().await;
        assert_eq!(app::user::get(&house.ctx, &call, other.id).await.unwrap_err().code, code::NOT_FOUND);
        let register = app::user::register(&house.ctx, &call, again(&account, testhouse::phone(), None)).await;
        assert_eq!(register.unwrap_err().code, code::FORBIDDEN);
    }

    async fn five_wrong_passwords_make_the_phone_wait(db: TestDatabase) {
        let house = House::on(&db).await;
        let account = house.person().await;
        let wrong = || app::session::open(&house.ctx, app::login::Origin::default(), account.phone.clone(), SecretString::from("wrong"));
        for _ in 0..5 {
            assert_eq!(wrong().await.unwrap_err().code, code::LOGIN_WRONG);
        }
        let error = wrong().await.unwrap_err();
        assert_eq!(error.code, code::LOGIN_LIMIT);
        assert!(error.retry_after.is_some());
        house.clock.advance(std::time::Duration::from_secs(15 * 60));
        assert_eq!(wrong().await.unwrap_err().code, code::LOGIN_WRONG);
    }

    async fn a_phone_and_an_external_id_belong_to_one_account(db: TestDatabase) {
        let house = House::on(&db).await;
        let account = house.person().await;
        let call = house.call();
        let register = |new| app::user::register(&house.ctx, &call, new);
        let taken = register(again(&account, account.phone.clone(), None)).await.unwrap_err();
        assert_eq!(taken.code, code::PHONE_TAKEN);
        assert_eq!(taken.facts["user_id"], account.id.to_string());
        register(again(&account, testhouse::phone(), Some("crm-1"))).await.unwrap();
        let taken = register(again(&account, testhouse::phone(), Some("crm-1"))).await.unwrap_err();
        assert_eq!(taken.code, code::EXTERNAL_ID_TAKEN);
        // another licensee has its own people
        let (other, _) = house.another_licensee().await;
        app::user::register(&house.ctx, &other, again(&account, account.phone.clone(), Some("crm-1"))).await.unwrap();
    }

    async fn a_revoked_key_and_an_unknown_one_open_nothing(db: TestDatabase) {
        let house = House::on(&db).await;
        assert!(house.key.len() >= 43 && house.key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_'));
        app::access::by_key(&house.ctx, &house.key, None).await.unwrap();
        let made = app::admin::create_api_key(&house.ctx, None, app::Scopes::all()).await.unwrap();
        app::admin::revoke_api_key(&house.ctx, made.id).await.unwrap();
        let key = app::ExposeSecret::expose_secret(&made.key);
        assert_eq!(app::access::by_key(&house.ctx, key, None).await.unwrap_err().code, code::UNAUTHENTICATED);
        assert_eq!(app::access::by_key(&house.ctx, "guess", None).await.unwrap_err().code, code::UNAUTHENTICATED);
        assert_eq!(app::admin::revoke_api_key(&house.ctx, made.id).await.unwrap_err().code, code::NOT_FOUND);
    }

    async fn the_last_head_of_a_company_stays_one(db: TestDatabase) {
        let house = House::on(&db).await;
        let (company, first, second) = (house.company().await, house.person().await, house.person().await);
        let place = |right| app::member::Place { rights: Rights::new([right]).unwrap(), post: None };
        let put = async |user, right| {
            let mut call = house.call();
            let known = app::member::get(&house.ctx, &call, company, user).await;
            call.conditions.matching = known.ok().map(|known| app::Versions::These(vec![known.version]));
            app::member::put(&house.ctx, &call, company, user, place(right)).await
        };
        let added = put(first.id, Right::Head).await.unwrap();
        assert_eq!(put(first.id, Right::Head).await.unwrap().version, added.version);
        assert_eq!(put(first.id, Right::Signer).await.unwrap_err().code, code::LAST_HEAD);
        put(second.id, Right::Head).await.unwrap();
        assert_eq!(put(first.id, Right::Signer).await.unwrap().version, added.version + 1);
        assert_eq!(app::member::list(&house.ctx, &house.call(), company, app::Slice::first(10)).await.unwrap().items.len(), 2);
    }

    async fn foreign_people_and_companies_are_missing(db: TestDatabase) {
        let house = House::on(&db).await;
        let (other, _) = house.another_licensee().await;
        let (person, company) = (house.person().await, house.company().await);
        let place = app::member::Place { rights: Rights::new([Right::Viewer]).unwrap(), post: None };
        assert_eq!(app::user::get(&house.ctx, &other, person.id).await.unwrap_err().code, code::NOT_FOUND);
        assert_eq!(app::company::get(&house.ctx, &other, company).await.unwrap_err().code, code::NOT_FOUND);
        assert_eq!(app::member::put(&house.ctx, &other, company, person.id, place).await.unwrap_err().code, code::NOT_FOUND);
        assert_eq!(app::member::list(&house.ctx, &other, company, app::Slice::first(10)).await.unwrap_err().code, code::NOT_FOUND);
    }
}
