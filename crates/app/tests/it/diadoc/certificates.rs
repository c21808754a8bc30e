//! Certificates of other authorities: which are registered, and how people log in with them.

use app::diadoc::{self, Shown};
use app::member::outside;
use domain::certificate::Ground;
use domain::code;
use domain::issue::KeyAlgorithm;
use domain::office::Right;
use pki::fixture::{House as Foreign, NOW, Pair};
use store::table;
use testhouse::House;

use super::{at_romashka, by, chain, client_of, code_of, decrypted, ivanov, login, trusting};

testkit::both_own! {
    async fn whoever_decrypts_the_challenge_is_logged_in_once(db: TestDatabase) {
        let (house, foreign) = trusting(&db).await;
        let account = ivanov(&house).await;
        let company = at_romashka(&house, &account, Right::Signer).await;
        let client = client_of(house.licensee);
        let pairs = [Pair::rsa(), Pair::p256(), Pair::gost(gost::ParameterSet::CryptoProA), Pair::gost(gost::ParameterSet::Tc26A512)];
        for (number, pair) in (10..).zip(pairs) {
            let certificate = foreign.signer(&pair, number);
            outside::register(&house.ctx, &house.call(), company, account.id, &chain(&foreign, &certificate)).await.unwrap();
            let thumbprint = hex::encode(certificate.thumbprint());
            for shown in [Shown::Thumbprint(thumbprint.clone()), Shown::Certificate(certificate.der().to_vec())] {
                let sealed = diadoc::challenge(&house.ctx, &client, certificate.der()).await.unwrap();
                let answer = decrypted(&pair, &certificate, &sealed);
                assert_eq!(answer.len(), 32);
                let opened = diadoc::confirm(&house.ctx, &client, &answer, &shown).await.unwrap();
                assert_eq!(opened.user, account.id);
                assert!(by(&house, &opened).await.is_ok());
                assert_eq!(code_of(diadoc::confirm(&house.ctx, &client, &answer, &shown).await), code::CHALLENGE_WRONG);
            }
        }
    }

    async fn a_challenge_is_for_one_certificate_one_licensee_and_ten_minutes(db: TestDatabase) {
        let (house, foreign) = trusting(&db).await;
        let account = ivanov(&house).await;
        let company = at_romashka(&house, &account, Right::Signer).await;
        let (client, pair) = (client_of(house.licensee), Pair::p256());
        let certificate = foreign.signer(&pair, 10);
        outside::register(&house.ctx, &house.call(), company, account.id, &chain(&foreign, &certificate)).await.unwrap();
        let own = Shown::Certificate(certificate.der().to_vec());
        let challenge = || async { decrypted(&pair, &certificate, &diadoc::challenge(&house.ctx, &client, certificate.der()).await.unwrap()) };
        let (stranger, _) = house.another_licensee().await;
        let answer = challenge().await;
        assert_eq!(code_of(diadoc::confirm(&house.ctx, &stranger, &answer, &own).await), code::CHALLENGE_WRONG);
        assert_eq!(code_of(diadoc::confirm(&house.ctx, &client, b"a guess", &own).await), code::CHALLENGE_WRONG);
        // another licensee's try has not used it up; one with another certificate does
        let other = Shown::Thumbprint("00".repeat(20));
        assert_eq!(code_of(diadoc::confirm(&house.ctx, &client, &answer, &other).await), code::CHALLENGE_WRONG);
        assert_eq!(code_of(diadoc::confirm(&house.ctx, &client, &answer, &own).await), code::CHALLENGE_WRONG);
        let answer = challenge().await;
        house.clock.advance(std::time::Duration::from_secs(600));
        assert_eq!(code_of(diadoc::confirm(&house.ctx, &client, &answer, &own).await), code::CHALLENGE_WRONG);
        house.clock.advance(std::time::Duration::from_secs(24 * 3600));
        house.work().await;
        let count = store::sql!("SELECT count(*) FROM certificate_challenge");
        assert_eq!(house.ctx.store.read(move |tx| tx.one(count, &[], |row| row.get::<i64>(0))).await.unwrap(), 0);
    }

    async fn a_certificate_of_nobody_gets_a_challenge_like_others(db: TestDatabase) {
        let (house, foreign) = trusting(&db).await;
        let (client, pair) = (client_of(house.licensee), Pair::p256());
        let certificate = foreign.signer(&pair, 10);
        let shown = Shown::Certificate(certificate.der().to_vec());
        let answer = decrypted(&pair, &certificate, &diadoc::challenge(&house.ctx, &client, certificate.der()).await.unwrap());
        assert_eq!(code_of(diadoc::confirm(&house.ctx, &client, &answer, &shown).await), code::CERTIFICATE_OF_NOBODY);
        assert_eq!(code_of(diadoc::challenge(&house.ctx, &client, b"junk").await), code::CERTIFICATE_MALFORMED);
        // registered, and taken away again
        let account = ivanov(&house).await;
        let company = at_romashka(&house, &account, Right::Signer).await;
        let row = outside::register(&house.ctx, &house.call(), company, account.id, &chain(&foreign, &certificate)).await.unwrap().value;
        let answer = decrypted(&pair, &certificate, &diadoc::challenge(&house.ctx, &client, certificate.der()).await.unwrap());
        outside::remove(&house.ctx, &house.call(), row.id).await.unwrap();
        assert_eq!(code_of(diadoc::confirm(&house.ctx, &client, &answer, &shown).await), code::CERTIFICATE_OF_NOBODY);
        assert_eq!(code_of(outside::remove(&house.ctx, &house.call(), row.id).await), code::NOT_FOUND);
    }

    async fn only_the_members_own_certificate_by_a_trusted_path_is_registered(db: TestDatabase) {
        let (house, foreign) = trusting(&db).await;
        let account = ivanov(&house).await;
        let company = at_romashka(&house, &account, Right::Signer).await;
        let call = house.call();
        let register = |user, company, bytes: Vec<u8>| {
            let (house, call) = (&house, &call);
            async move { outside::register(&house.ctx, call, company, user, &bytes).await }
        };
        let certificate = foreign.signer(&Pair::rsa(), 10);
        let row = register(account.id, company, chain(&foreign, &certificate)).await.unwrap().value;
        assert_eq!((row.ground, row.thumbprint.as_str()), (Ground::Path, hex::encode_upper(certificate.thumbprint()).as_str()));
        // again it changes nothing, in whatever form
        assert_eq!(register(account.id, company, chain(&foreign, &certificate)).await.unwrap().value, row);
        // the intermediate is known to nobody without the chain
        let alone = foreign.signer(&Pair::p256(), 11);
        let error = register(account.id, company, alone.der().to_vec()).await.unwrap_err();
        assert_eq!(error.code, code::CERTIFICATE_UNTRUSTED);
        app::admin::add_trusted(&house.ctx, &foreign.issuing, None).await.unwrap();
        assert!(register(account.id, company, alone.der().to_vec()).await.is_ok());
        let base64 = pki::fixture::pem(&[&alone]);
        let base64 = String::from_utf8(base64).unwrap().lines().filter(|line| !line.starts_with('-')).collect::<String>();
        assert!(register(account.id, company, base64.into_bytes()).await.is_ok());

        let other = house.person().await;
        let place = || app::member::Place { rights: domain::office::Rights::new([Right::Signer]).unwrap(), post: None };
        app::member::put(&house.ctx, &call, company, other.id, place()).await.unwrap();
        let error = register(other.id, company, chain(&foreign, &certificate)).await.unwrap_err();
        assert_eq!((error.code, &error.facts["field"]), (code::CERTIFICATE_IDENTITY_MISMATCH, &"surname".into()));
        let elsewhere = house.company().await;
        app::member::put(&house.ctx, &call, elsewhere, account.id, place()).await.unwrap();
        let error = register(account.id, elsewhere, chain(&foreign, &certificate)).await.unwrap_err();
        assert_eq!((error.code, &error.facts["field"]), (code::CERTIFICATE_IDENTITY_MISMATCH, &"company_inn".into()));
        // somebody of the same name
        let twin = ivanov_again(&house).await;
        app::member::put(&house.ctx, &call, company, twin, place()).await.unwrap();
        assert_eq!(code_of(register(twin, company, chain(&foreign, &certificate)).await), code::CERTIFICATE_TAKEN);

        for junk in [Vec::new(), b"junk".to_vec(), vec![0x30; 300 * 1024], foreign.issuing.der().to_vec(), b"-----BEGIN CERTIFICATE-----".to_vec()] {
            assert_eq!(code_of(register(account.id, company, junk).await), code::CERTIFICATE_MALFORMED);
        }
        let (stranger, _) = house.another_licensee().await;
        let foreign_call = outside::register(&house.ctx, &stranger, company, account.id, &chain(&foreign, &certificate)).await;
        assert_eq!(code_of(foreign_call), code::NOT_FOUND);
        assert_eq!(code_of(outside::get(&house.ctx, &stranger, row.id).await), code::NOT_FOUND);
        assert_eq!(code_of(register(account.id, domain::id::CompanyId::new(testkit::uuid()), Vec::new()).await), code::NOT_FOUND);
        let page = outside::list(&house.ctx, &call, company, account.id, app::Slice::first(10)).await.unwrap();
        assert_eq!(page.items.len(), 2);
        house.clock.set(domain::time::Timestamp::from_seconds(NOW + 2 * pki::fixture::YEAR));
        let late = foreign.signer(&Pair::p256(), 12);
        assert_eq!(code_of(register(account.id, company, chain(&foreign, &late)).await), code::CERTIFICATE_EXPIRED);
    }

    async fn a_licensee_that_vouches_needs_no_path(db: TestDatabase) {
        let house = House::on(&db).await;
        house.clock.set(domain::time::Timestamp::from_seconds(NOW));
        let foreign = Foreign::p256();
        let account = ivanov(&house).await;
        let company = at_romashka(&house, &account, Right::Signer).await;
        let certificate = foreign.signer(&Pair::p256(), 10);
        let call = house.call();
        assert_eq!(code_of(outside::register(&house.ctx, &call, company, account.id, certificate.der()).await), code::CERTIFICATE_UNTRUSTED);
        let licensee = house.licensee;
        house
            .ctx
            .store
            .write(move |tx| {
                let mut tenant = table::licensee::load(tx, licensee)?.unwrap();
                tenant.policy.licensee_vouches_for_certificates = true;
                let body = serde_json::to_string(&tenant).unwrap();
                tx.execute(store::sql!("UPDATE licensee SET body = ?2 WHERE id = ?1"), &[licensee.into(), body.into()])?;
                Ok::<_, store::StoreError>(())
            })
            .await
            .unwrap();
        let row = outside::register(&house.ctx, &call, company, account.id, certificate.der()).await.unwrap().value;
        assert_eq!(row.ground, Ground::Licensee);
    }

    async fn a_box_knows_the_certificates_of_its_members(db: TestDatabase) {
        let (house, foreign) = trusting(&db).await;
        let account = ivanov(&house).await;
        let company = at_romashka(&house, &account, Right::Signer).await;
        let certificate = foreign.signer(&Pair::p256(), 10);
        let row = outside::register(&house.ctx, &house.call(), company, account.id, &chain(&foreign, &certificate)).await.unwrap().value;
        let colleague = house.signatory_by(company, Some(KeyAlgorithm::EcdsaP256)).await;
        app::member::certificate::assign(&house.ctx, &house.call(), company, colleague.user, colleague.certificate).await.unwrap();
        let issued = app::certificate::get(&house.ctx, &house.call(), colleague.certificate).await.unwrap();

        let find = |company, thumbprint: &str| {
            let (licensee, thumbprint) = (house.licensee, thumbprint.to_owned());
            house.ctx.store.read(move |tx| table::box_certificate::by_thumbprint(tx, licensee, company, &thumbprint))
        };
        let found = find(company, &row.thumbprint).await.unwrap().unwrap();
        assert_eq!((found.user, found.der.as_slice(), found.thumbprint()), (account.id, certificate.der(), row.thumbprint.as_str()));
        assert_eq!(find(company, &issued.thumbprint).await.unwrap().unwrap().user, colleague.user);
        let elsewhere = house.company().await;
        for thumbprint in [&row.thumbprint, &issued.thumbprint] {
            assert!(find(elsewhere, thumbprint).await.unwrap().is_none());
            assert!(find(house.own_company, thumbprint).await.unwrap().is_none());
        }

        let all = diadoc::certificates(&house.ctx, &client_of(house.licensee), company).await.unwrap();
        let shown: Vec<_> = all.certificates.iter().map(|(one, default)| (one.thumbprint().to_owned(), *default)).collect();
        assert_eq!(shown, [(issued.thumbprint.clone(), true), (row.thumbprint.clone(), false)]);
        let own = diadoc::certificates(&house.ctx, &login(&house, &account).await, company).await.unwrap();
        assert_eq!(own.certificates.iter().map(|(one, _)| one.thumbprint()).collect::<Vec<_>>(), [row.thumbprint.as_str()]);
        // whoever leaves takes theirs along
        app::member::remove(&house.ctx, &house.call_any_version(), company, account.id).await.unwrap();
        assert!(find(company, &row.thumbprint).await.unwrap().is_none());
        let all = diadoc::certificates(&house.ctx, &client_of(house.licensee), company).await.unwrap();
        assert_eq!(all.certificates.len(), 1);
    }
}

/// Another account of the same name and numbers.
async fn ivanov_again(house: &House) -> domain::id::UserId {
    ivanov(house).await.id
}
