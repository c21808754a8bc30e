//! Certificates of an authority whose key may be known are issued anew by the next one.

use app::admin::{Reissued, Renewal, Verdict, judge_certificate, reissue, renew_authority};
use domain::certificate::Life;
use domain::id::{AuthorityId, CertificateId};
use pki::crl::Reason;
use pki::{Certificate, Crl, Serial};
use testhouse::House;

async fn held(house: &House, id: CertificateId) -> (domain::certificate::Certificate, Certificate) {
    let der = app::certificate::der(&house.ctx, &house.call(), id).await.unwrap();
    (app::certificate::get(&house.ctx, &house.call(), id).await.unwrap(), Certificate::parse(&der).unwrap())
}

async fn list(house: &House, authority: AuthorityId) -> Crl {
    Crl::parse(&app::authority::crl(&house.ctx, authority).await.unwrap()).unwrap()
}

async fn root(house: &House) -> AuthorityId {
    app::admin::authorities(&house.ctx).await.unwrap().into_iter().find(ca::Authority::is_root).unwrap().id
}

testkit::both_own! {
    async fn what_lives_is_issued_anew_over_the_same_key_and_what_was_is_revoked(db: TestDatabase) {
        let house = House::on(&db).await;
        let active = house.signatory(house.own_company).await;
        let suspended = house.signatory(house.own_company).await;
        judge_certificate(&house.ctx, suspended.certificate, Verdict::Suspend).await.unwrap();
        let revoked = house.signatory(house.own_company).await;
        judge_certificate(&house.ctx, revoked.certificate, Verdict::Revoke(Reason::KeyCompromise)).await.unwrap();
        let before = held(&house, active.certificate).await;
        let old = before.0.authority;
        assert_eq!(reissue(&house.ctx, old, true, |_| ()).await.unwrap(), None, "nobody could issue them");

        let new = renew_authority(&house.ctx, Renewal::default()).await.unwrap();
        let mut told = Vec::new();
        let done = reissue(&house.ctx, old, true, |done| told.push(done)).await.unwrap();
        assert_eq!(done, Some(Reissued { anew: 2, ended: 0 }));
        assert_eq!(told, [Reissued { anew: 2, ended: 0 }]);

        let after = held(&house, active.certificate).await;
        assert_eq!((after.0.authority, after.0.state), (new.id, before.0.state));
        assert_eq!(after.1.public_key(), before.1.public_key());
        assert_eq!((after.1.subject(), after.1.not_after()), (before.1.subject(), before.1.not_after()));
        assert!(after.1.is_signed_by(new.certificate.public_key()) && after.0.serial == after.1.serial().to_string());
        let still = held(&house, suspended.certificate).await;
        assert!(matches!(still.0.state, Life::Suspended { .. }));

        let (theirs, ours, roots) = (list(&house, old).await, list(&house, new.id).await, list(&house, root(&house).await).await);
        assert_eq!(theirs.revoked(before.1.serial()).map(|(_, reason)| reason), Some(Reason::AuthorityCompromise));
        let first = Serial::parse(&held(&house, revoked.certificate).await.0.serial).unwrap();
        assert_eq!(theirs.revoked(&first).map(|(_, reason)| reason), Some(Reason::KeyCompromise), "as it was");
        assert_eq!(ours.revoked(after.1.serial()), None);
        assert_eq!(ours.revoked(still.1.serial()).map(|(_, reason)| reason), Some(Reason::Hold));
        assert_eq!(roots.len(), 1, "the authority itself");
        assert_eq!(app::authority::self_check(&house.ctx).await.unwrap(), []);

        let again = reissue(&house.ctx, old, true, |_| ()).await.unwrap();
        assert_eq!(again, Some(Reissued::default()), "nothing is left");
        assert_eq!(held(&house, active.certificate).await.1, after.1);
    }

    async fn a_key_that_may_not_sign_any_more_gets_no_certificate(db: TestDatabase) {
        let house = House::on(&db).await;
        let who = house.signatory(house.own_company).await;
        let old = held(&house, who.certificate).await.0.authority;
        // twelve months for the key, fifteen for the certificate
        house.clock.advance(std::time::Duration::from_secs(400 * 86_400));
        renew_authority(&house.ctx, Renewal::default()).await.unwrap();
        let done = reissue(&house.ctx, old, false, |_| ()).await.unwrap();
        assert_eq!(done, Some(Reissued { anew: 0, ended: 1 }));
        assert!(matches!(held(&house, who.certificate).await.0.state, Life::Revoked { .. }));
        assert_eq!(app::authority::self_check(&house.ctx).await.unwrap(), []);
    }
}
