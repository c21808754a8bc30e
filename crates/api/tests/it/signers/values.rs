//! Which values each title takes, over the wire.

use domain::signer::{SignerPowers, SignerStatus};
use serde_json::json;

use super::*;

testkit::both_own! {
    /// Every title with every power and every status beside values that fit: what the table of rules allows is kept, all else is 400.
    async fn each_title_takes_its_powers_and_statuses_and_no_others(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        let powers: Vec<i32> = SignerPowers::ALL.iter().map(|one| one.number()).chain([-1, 9, 30]).collect();
        let statuses: Vec<i32> = SignerStatus::ALL.iter().map(|one| one.number()).chain([-1, 0, 7]).collect();
        for title in titles().filter(|title| title.number() <= 13) {
            let rule = title.rule();
            // a title without powers and status keeps whatever there is, and nothing that there is not
            let fits = |allowed: bool, exists: bool| if title.asks_for_powers() { allowed } else { exists };
            for power in &powers {
                let allowed = fits(rule.powers.iter().any(|one| one.number() == *power), !matches!(power, 9 | 30));
                let reply = scene.post(title.number(), &ExtendedSignerDetailsToPost { signer_powers: Some(*power), ..fit(title) }).await;
                check(&reply, allowed, "SignerPowers: ");
            }
            for status in &statuses {
                let allowed = fits(rule.statuses.iter().any(|one| one.number() == *status), !matches!(status, 0 | 7));
                let reply = scene.post(title.number(), &ExtendedSignerDetailsToPost { signer_status: Some(*status), ..fit(title) }).await;
                check(&reply, allowed, "SignerStatus: ");
            }
        }
    }

    async fn what_gives_the_powers_is_asked_for(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        let title = TitleType::of_number(0).unwrap();
        let with = |status, base: Option<&str>, org: Option<&str>| ExtendedSignerDetailsToPost {
            signer_status: Some(status),
            signer_powers_base: base.map(str::to_owned),
            signer_org_powers_base: org.map(str::to_owned),
            ..fit(title)
        };
        check(&scene.post(0, &with(3, Some("x"), None)).await, false, "SignerOrgPowersBase: is required where SignerStatus is 3");
        check(&scene.post(0, &with(3, None, Some("x"))).await, true, "");
        check(&scene.post(0, &with(4, None, Some("x"))).await, false, "SignerPowersBase: is required where SignerStatus is 4");
        check(&scene.post(0, &with(4, Some("x"), None)).await, true, "");
        check(&scene.post(0, &with(1, None, None)).await, true, "");
    }

    /// Both golden bodies of a client that has nothing to say: with explicit −1, and without a byte.
    async fn titles_of_970_want_nothing(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        for title in [12, 13] {
            let unspecified = ExtendedSignerDetailsToPost { signer_type: Some(-1), signer_powers: Some(-1), signer_status: Some(-1), ..Default::default() };
            for sent in [ExtendedSignerDetailsToPost::default(), unspecified] {
                let reply = scene.post(title, &sent).await;
                let kept = details(&reply);
                assert_eq!((kept.signer_type, kept.signer_powers, kept.signer_status), (-1, -1, -1));
                let minus_one = hex::decode("38ffffffffffffffffff0150ffffffffffffffffff0158ffffffffffffffffff01").unwrap();
                let fields: Vec<&[u8]> = minus_one.chunks(11).collect();
                assert!(fields.iter().all(|field| reply.body.windows(field.len()).any(|part| part == *field)), "{}", hex::encode(&reply.body));
            }
            let json = get_json(&scene.api, &scene.path(title)).await.expect(200);
            assert_eq!((&json["SignerType"], &json["SignerPowers"]), (&json!("SignerTypeUnspecified"), &json!("SignerPowersUnspecified")));
        }
        let empty = scene.post(0, &ExtendedSignerDetailsToPost::default()).await;
        let text = refused(&empty, 400, "Http.BadRequest");
        assert!(["SignerType", "SignerPowers", "SignerStatus"].iter().all(|field| text.contains(&format!("{field}: is required in UtdSeller"))), "{text}");
    }
}

fn check(reply: &Reply, allowed: bool, begins: &str) {
    if allowed {
        details(reply);
    } else {
        let text = refused(reply, 400, "Http.BadRequest");
        assert!(text.starts_with(begins), "{text} / {begins}");
    }
}
