//! Every refusal by its status, code and text.

use std::time::Duration;

use app::{Rate, admin};
use axum::http::Method;
use axum::http::header::CONTENT_TYPE;

use super::*;

/// What a box without a subscription is told.
const UNPAID: &str = "Доступ запрещён. Необходима оплата тарифа АПИ";

testkit::both_own! {
    async fn a_parameter_that_is_missing_or_wrong_is_named(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        let (of_box, thumbprint) = (scene.guid(), scene.thumbprint.clone());
        for (query, parameter) in [
            (String::new(), "boxId"),
            (format!("thumbprint={thumbprint}&documentTitleType=0"), "boxId"),
            (format!("boxId=nobody&thumbprint={thumbprint}&documentTitleType=0"), "boxId"),
            (format!("boxId={of_box}&documentTitleType=0"), "thumbprint"),
            (format!("boxId={of_box}&thumbprint=xyz&documentTitleType=0"), "thumbprint"),
            (format!("boxId={of_box}&thumbprint={thumbprint}"), "documentTitleType"),
            (format!("boxId={of_box}&thumbprint={thumbprint}&documentTitleType=-1"), "documentTitleType"),
            (format!("boxId={of_box}&thumbprint={thumbprint}&documentTitleType=31"), "documentTitleType"),
            (format!("boxId={of_box}&thumbprint={thumbprint}&documentTitleType=Absent"), "documentTitleType"),
            (format!("boxId={of_box}&thumbprint={thumbprint}&documentTitleType="), "documentTitleType"),
        ] {
            let path = format!("{V2}?{query}");
            let text = format!("{parameter}: could not find or parse query param");
            assert_eq!(refused(&scene.api.get(&path).await, 400, "Http.BadRequest"), text, "{path}");
            assert_eq!(refused(&post(&scene.api, &path, &Default::default()).await, 400, "Http.BadRequest"), text, "{path}");
        }
    }

    async fn a_body_that_cannot_be_read_is_refused(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        let text = "Can't deserialize request body into type: ExtendedSignerDetailsToPost";
        for (content_type, body) in [
            ("", "\u{a}\u{7f}"),
            ("", "{\"SignerType\":1}"),
            ("application/json", ""),
            ("application/json", "{"),
            ("application/json", "[]"),
            ("application/json", "{\"SignerType\":\"Nobody\"}"),
            ("application/json", "{\"SignerType\":1.5}"),
            ("application/json", "{\"JobTitle\":7}"),
        ] {
            let mut request = scene.api.request(Method::POST, &scene.path(0));
            if !content_type.is_empty() {
                request = request.header(CONTENT_TYPE, content_type);
            }
            let reply = scene.api.send(request.body(body.to_owned().into()).unwrap()).await;
            assert_eq!(refused(&reply, 400, "Http.BadRequest"), text, "{content_type} {body}");
        }
        let long = scene.api.request(Method::POST, &scene.path(0)).body(vec![0; 100_000].into()).unwrap();
        refused(&scene.api.send(long).await, 400, "Http.BadRequest");
    }

    async fn a_wrong_method_is_refused_before_anybody_is_asked_who_they_are(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        for method in [Method::PUT, Method::DELETE, Method::PATCH] {
            for caller in [scene.api.with_token("nobody".to_owned()), scene.api.with_token(scene.api.key.clone())] {
                for path in [scene.path(0), format!("{V1}?boxId=x")] {
                    let reply = caller.send(caller.request(method.clone(), &path).body(Vec::new().into()).unwrap()).await;
                    refused(&reply, 405, "Http.MethodNotAllowed");
                    assert_eq!(reply.header("allow"), "GET,HEAD,POST", "{method} {path}");
                }
            }
        }
    }

    async fn a_box_without_a_subscription_keeps_nothing(db: TestDatabase) {
        let (scene, title) = (Scene::on(&db).await, TitleType::of_number(0).unwrap());
        details(&scene.post(0, &fit(title)).await);
        admin::set_subscription(&scene.api.house.ctx, scene.company, false).await.unwrap();
        assert_eq!(refused(&scene.post(0, &fit(title)).await, 402, "Http.PaymentRequired"), UNPAID);
        // told before anybody looks into the body
        let garbage = scene.api.request(Method::POST, &scene.path(0)).body(vec![0xff].into()).unwrap();
        refused(&scene.api.send(garbage).await, 402, "Http.PaymentRequired");
        refused(&scene.api.get(&format!("{V2}/Preview?{}", scene.query(0))).await, 402, "Http.PaymentRequired");
        details(&scene.api.get(&scene.path(0)).await);
        admin::set_subscription(&scene.api.house.ctx, scene.company, true).await.unwrap();
        details(&scene.post(0, &fit(title)).await);
    }

    async fn a_box_without_a_subscription_shows_nothing_where_the_administrator_says_so(db: TestDatabase) {
        let scene = Scene::with(&db, Settings { signers_read_by_subscription: true, ..Settings::default() }).await;
        details(&scene.post(0, &fit(TitleType::of_number(0).unwrap())).await);
        admin::set_subscription(&scene.api.house.ctx, scene.company, false).await.unwrap();
        assert_eq!(refused(&scene.api.get(&scene.path(0)).await, 402, "Http.PaymentRequired"), UNPAID);
    }

    async fn who_asks_too_often_is_told_when_to_come_again(db: TestDatabase) {
        let settings = Settings { caller_rate: Rate { per_second: 1, burst: 2 }, ..Settings::default() };
        let scene = Scene::with(&db, settings).await;
        let replies = [scene.api.get(&scene.path(0)).await, scene.api.get(&scene.path(0)).await, scene.api.get(&scene.path(0)).await];
        assert_eq!((replies[0].status, replies[1].status, replies[2].status), (404, 404, 429));
        assert!(replies[2].header("x-diadoc-errorcode").is_empty());
        assert!(replies[2].header("retry-after").parse::<u64>().is_ok_and(|seconds| Duration::from_secs(seconds) <= Duration::from_secs(2)));
    }
}
