//! By password, by a session of the office, by a service's key; how long it lasts and for whom.

use std::time::Duration;

use app::diadoc::{self, Myself};
use app::login::Origin;
use app::session::Face;
use app::{Caller, ExposeSecret, Scope, Scopes, SecretString, access};
use domain::code;
use domain::office::Right;
use testhouse::House;

use super::{at_romashka, by, client_of, code_of, ivanov, login, password_of};

testkit::both_own! {
    async fn a_person_logs_in_by_phone_or_mail_for_a_day(db: TestDatabase) {
        let house = House::on(&db).await;
        let (account, client) = (ivanov(&house).await, client_of(house.licensee));
        let password = password_of(&house, &account).await;
        for name in [account.phone.as_str(), "ivanov@example.ru", "IVANOV@EXAMPLE.RU"] {
            let opened = diadoc::by_password(&house.ctx, &client, name, password.clone()).await.unwrap();
            assert!(opened.token.expose_secret().starts_with("dia_"));
            let call = by(&house, &opened).await.unwrap();
            assert_eq!(diadoc::myself(&house.ctx, &call).await.unwrap(), Myself::Person(Box::new(account.clone())));
        }
        let opened = diadoc::by_password(&house.ctx, &client, account.phone.as_str(), password).await.unwrap();
        house.clock.advance(Duration::from_secs(24 * 3600 - 1));
        assert!(by(&house, &opened).await.is_ok());
        house.clock.advance(Duration::from_secs(1));
        tokio::time::sleep(Duration::from_millis(1100)).await;
        assert_eq!(code_of(by(&house, &opened).await), code::UNAUTHENTICATED);
        // the sweep takes it away
        house.clock.advance(Duration::from_secs(24 * 3600));
        house.work().await;
        let left = house.ctx.store.read(|tx| tx.one(store::sql!("SELECT count(*) FROM session"), &[], |row| row.get::<i64>(0))).await;
        assert_eq!(left.unwrap(), 0);
    }

    async fn a_token_opens_its_own_face_and_licensee_alone(db: TestDatabase) {
        let house = House::on(&db).await;
        let account = ivanov(&house).await;
        let password = password_of(&house, &account).await;
        let opened = diadoc::by_password(&house.ctx, &client_of(house.licensee), account.phone.as_str(), password.clone()).await.unwrap();
        let token = opened.token.expose_secret();
        assert_eq!(code_of(access::by_session(&house.ctx, token).await), code::UNAUTHENTICATED);
        assert!(by(&house, &opened).await.is_ok());
        // known by now, and still no key
        assert_eq!(code_of(access::by_key(&house.ctx, token, None).await), code::UNAUTHENTICATED);
        let office = app::session::open(&house.ctx, Origin::default(), account.phone.clone(), password.clone()).await.unwrap();
        let office = office.token.expose_secret();
        let Caller::Key(client) = client_of(house.licensee).caller else { unreachable!("a key") };
        assert_eq!(code_of(access::by_diadoc(&house.ctx, &client, office).await), code::UNAUTHENTICATED);
        assert!(matches!(access::by_diadoc_bearer(&house.ctx, office, None).await.unwrap(), Caller::Diadoc(_)));
        assert!(matches!(access::by_diadoc_bearer(&house.ctx, token, None).await.unwrap(), Caller::Diadoc(_)));
        let (stranger, key) = house.another_licensee().await;
        let Caller::Key(foreign) = stranger.caller.clone() else { unreachable!("a key") };
        assert_eq!(code_of(access::by_diadoc(&house.ctx, &foreign, token).await), code::UNAUTHENTICATED);
        assert_eq!(code_of(diadoc::by_password(&house.ctx, &stranger, account.phone.as_str(), password).await), code::LOGIN_WRONG);
        // who it is by a key alone
        let bearer = access::by_diadoc_bearer(&house.ctx, &key, None).await.unwrap();
        assert!(matches!(diadoc::myself(&house.ctx, &app::Call::of(bearer)).await.unwrap(), Myself::Service { .. }));
    }

    async fn guesses_are_counted_together_by_whatever_name(db: TestDatabase) {
        let house = House::on(&db).await;
        let (account, client) = (ivanov(&house).await, client_of(house.licensee));
        let guess = |name: &'static str| diadoc::by_password(&house.ctx, &client, name, SecretString::from("wrong"));
        let office = || app::session::open(&house.ctx, Origin::default(), account.phone.clone(), SecretString::from("wrong"));
        let mail = "ivanov@example.ru";
        for _ in 0..2 {
            assert_eq!(code_of(guess(mail).await), code::LOGIN_WRONG);
            assert_eq!(code_of(office().await), code::LOGIN_WRONG);
        }
        assert_eq!(code_of(guess(mail).await), code::LOGIN_WRONG);
        for error in [guess(mail).await.unwrap_err(), office().await.unwrap_err()] {
            assert_eq!(error.code, code::LOGIN_LIMIT);
            assert!(error.retry_after.is_some());
        }
        // so are those at a name that nobody has: it does not show
        for _ in 0..5 {
            assert_eq!(code_of(guess("nobody@example.ru").await), code::LOGIN_WRONG);
        }
        assert_eq!(code_of(guess("nobody@example.ru").await), code::LOGIN_LIMIT);
        assert_eq!(code_of(guess("no name at all").await), code::LOGIN_WRONG);
        house.clock.advance(Duration::from_secs(15 * 60));
        let right = diadoc::by_password(&house.ctx, &client, mail, password_of(&house, &account).await).await;
        assert!(right.is_ok());
    }

    async fn a_session_of_the_office_and_a_services_key_open_one_here(db: TestDatabase) {
        let house = House::on(&db).await;
        let (account, client) = (ivanov(&house).await, client_of(house.licensee));
        let password = password_of(&house, &account).await;
        let office = app::session::open(&house.ctx, Origin::default(), account.phone.clone(), password).await.unwrap();
        let opened = diadoc::by_sid(&house.ctx, &client, office.token.expose_secret()).await.unwrap();
        assert_eq!(opened.user, account.id);
        assert!(by(&house, &opened).await.is_ok());
        for sid in ["", "ses_wrong", house.key.as_str(), opened.token.expose_secret()] {
            assert_eq!(code_of(diadoc::by_sid(&house.ctx, &client, sid).await), code::UNAUTHENTICATED, "{sid}");
        }
        let (stranger, foreign) = house.another_licensee().await;
        assert_eq!(code_of(diadoc::by_sid(&house.ctx, &stranger, office.token.expose_secret()).await), code::UNAUTHENTICATED);

        let service = |key: &str, user: String| {
            let (key, house, client) = (key.to_owned(), &house, &client);
            async move { diadoc::by_trusted_service(&house.ctx, client, &key, &user).await }
        };
        for user in [account.id.to_string(), account.id.uuid().to_string(), account.id.uuid().simple().to_string()] {
            assert_eq!(service(&house.key, user).await.unwrap().user, account.id);
        }
        assert_eq!(code_of(service("wrong", account.id.to_string()).await), code::CLIENT_ID_INVALID);
        assert_eq!(code_of(service(&foreign, account.id.to_string()).await), code::UNAUTHENTICATED);
        assert_eq!(code_of(service(&house.key, testkit::uuid().to_string()).await), code::UNAUTHENTICATED);
        let faces = house.ctx.store.read({
            let user = account.id;
            move |tx| store::table::session::page(tx, user, domain::time::Timestamp::from_seconds(0), app::Slice::first(10))
        });
        let faces: Vec<Face> = faces.await.unwrap().into_iter().map(|session| session.face).collect();
        assert_eq!(faces.iter().filter(|face| **face == Face::Signers).count(), 4);
    }

    async fn a_client_id_is_a_live_key_of_this_face(db: TestDatabase) {
        let house = House::on(&db).await;
        assert_eq!(access::by_client_id(&house.ctx, &house.key, None).await.unwrap().licensee, house.licensee);
        let other = app::admin::create_api_key(&house.ctx, Some(house.licensee), Scopes::new([Scope::Office])).await.unwrap();
        let revoked = app::admin::create_api_key(&house.ctx, Some(house.licensee), Scopes::all()).await.unwrap();
        app::admin::revoke_api_key(&house.ctx, revoked.id).await.unwrap();
        for key in ["", "guess", "ses_guess", other.key.expose_secret(), revoked.key.expose_secret()] {
            assert_eq!(code_of(access::by_client_id(&house.ctx, key, None).await), code::CLIENT_ID_INVALID);
        }
    }

    async fn people_see_their_boxes_and_a_key_sees_all(db: TestDatabase) {
        let house = House::on(&db).await;
        let account = ivanov(&house).await;
        let company = at_romashka(&house, &account, Right::Head).await;
        let other = house.company().await;
        let (person, key) = (login(&house, &account).await, client_of(house.licensee));
        let ids = |boxes: Vec<diadoc::Access>| boxes.into_iter().map(|one| one.company.id).collect::<Vec<_>>();
        let seen = diadoc::organizations(&house.ctx, &person).await.unwrap();
        assert!(seen[0].is_administrator());
        assert_eq!(ids(seen), [company]);
        assert_eq!(ids(diadoc::organizations(&house.ctx, &key).await.unwrap()), [other, company, house.own_company]);

        let employee = diadoc::employee(&house.ctx, &person, company).await.unwrap();
        assert_eq!((employee.access.user(), employee.access.is_administrator()), (Some(account.id), true));
        assert!(matches!(diadoc::employee(&house.ctx, &key, other).await.unwrap().who, Myself::Service { .. }));
        let (_, users) = diadoc::users(&house.ctx, &person, company).await.unwrap();
        assert_eq!(users.iter().map(|(member, account)| (member.user, account.id)).collect::<Vec<_>>(), [(account.id, account.id)]);

        let (stranger, _) = house.another_licensee().await;
        for (call, of) in [(&person, other), (&stranger, company), (&key, domain::id::CompanyId::new(testkit::uuid()))] {
            let error = diadoc::employee(&house.ctx, call, of).await.unwrap_err();
            assert_eq!((error.code, error.facts["box_id"].as_str()), (code::BOX_DENIED, Some(of.uuid().to_string().as_str())));
            assert_eq!(code_of(diadoc::users(&house.ctx, call, of).await), code::BOX_DENIED);
            assert_eq!(code_of(diadoc::certificates(&house.ctx, call, of).await), code::BOX_DENIED);
        }
        // what everybody may know of a company is for every client of the licensee
        assert_eq!(diadoc::get_box(&house.ctx, &person, other).await.unwrap().id, other);
        assert_eq!(code_of(diadoc::get_box(&house.ctx, &stranger, company).await), code::NOT_FOUND);
        app::member::put(&house.ctx, &house.call(), company, house.person().await.id, app::member::Place {
            rights: domain::office::Rights::new([Right::Head]).unwrap(),
            post: None,
        }).await.unwrap();
        app::member::remove(&house.ctx, &house.call_any_version(), company, account.id).await.unwrap();
        assert_eq!(code_of(diadoc::employee(&house.ctx, &person, company).await), code::BOX_DENIED);
    }
}
