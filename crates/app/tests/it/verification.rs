//! The list of trusted certificates, and what it does to a verdict.

use app::verification::{Given, Intake, house};
use domain::time::Timestamp;
use domain::trust::{Accreditation, Source};
use pki::fixture::House as Foreign;
use pki::{Digest, Time};
use testhouse::House;

testkit::both_own! {
    async fn whoever_stands_in_the_list_is_believed_until_taken_away(db: TestDatabase) {
        let own = House::on(&db).await;
        let foreign = Foreign::p256();
        let since = Accreditation { from: Some(Timestamp::from_seconds(0)), to: None };
        let id = app::admin::add_trusted(&own.ctx, &foreign.root, Some(since)).await.unwrap().unwrap();
        assert_eq!(app::admin::add_trusted(&own.ctx, &foreign.root, None).await.unwrap(), None, "each stands once");
        let second = app::admin::add_trusted(&own.ctx, &foreign.issuing, None).await.unwrap().unwrap();

        let listed = app::admin::list_trusted(&own.ctx).await.unwrap();
        let shown: Vec<_> = listed.iter().map(|one| (one.id, one.source, one.accreditation)).collect();
        assert_eq!(shown, [(id, Source::Administrator, Some(since)), (second, Source::Administrator, None)]);
        let basis = house(&own.ctx).await.unwrap();
        assert!(basis.anchors.contains(&foreign.root) && basis.anchors.contains(&foreign.issuing));
        assert_eq!(basis.accreditations.len(), 1);
        // the house's own authorities are believed without a list
        assert_eq!((basis.anchors.len(), basis.intermediates.len()), (3, 1));

        assert!(app::admin::remove_trusted(&own.ctx, id).await.unwrap());
        assert!(!app::admin::remove_trusted(&own.ctx, id).await.unwrap());
        assert!(!house(&own.ctx).await.unwrap().anchors.contains(&foreign.root));
    }

    async fn junk_is_judged_and_strangers_judge_nothing(db: TestDatabase) {
        let own = House::on(&db).await;
        let mut intake = Intake::signature(&[Digest::Sha256]);
        intake.push(b"junk");
        let given = [Given { name: None, taken: intake.taken() }];
        let at = Some(Time::from_unix(own.ctx.now().seconds()));
        let (judged, _) = app::verification::verify(&own.ctx, &own.call(), &given, &[], at).await.unwrap();
        assert_eq!(judged[0].report.verdict().to_string(), "TOTAL-FAILED FORMAT_FAILURE");
        let job = app::Call::job("test");
        assert!(app::verification::verify(&own.ctx, &job, &given, &[], at).await.is_err());
    }
}
