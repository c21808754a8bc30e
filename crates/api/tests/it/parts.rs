//! What is reachable on which listener.

use api::Part;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use surguch_http::Metrics;
use tower::ServiceExt;

use crate::caller::Api;

/// A path of every part, and whose it is; nobody's is answered by all.
const PATHS: [(&str, Option<Part>); 11] = [
    ("/healthz", None),
    ("/readyz", None),
    ("/v1/companies", Some(Part::Api)),
    ("/v1/sessions", Some(Part::Api)),
    ("/v1/events", Some(Part::Api)),
    ("/openapi.json", Some(Part::Api)),
    ("/docs", Some(Part::Api)),
    ("/problems/not-found", Some(Part::Public)),
    ("/pki/ca.pem", Some(Part::Pki)),
    ("/pki/nothing", Some(Part::Pki)),
    ("/metrics", Some(Part::Admin)),
];

testkit::both_own! {
    async fn every_part_answers_its_own_paths_and_no_others(db: TestDatabase) {
        let house = Api::on(&db).await.house;
        for answering in [&[][..], &[Part::Api], &[Part::Public], &[Part::Pki], &[Part::Admin], &[Part::Api, Part::Pki], &Part::OPEN] {
            let router = api::router_of(house.ctx.clone(), answering, &Metrics::default());
            for (path, of) in PATHS {
                let answer = router.clone().oneshot(Request::get(path).body(Body::empty()).unwrap()).await.unwrap();
                let here = of.is_none_or(|part| answering.contains(&part));
                let missing = answer.status() == StatusCode::NOT_FOUND;
                // a part answers what it does not have with 404 too
                assert_eq!(!missing, here && path != "/pki/nothing", "{path} on a listener of {answering:?}: {}", answer.status());
            }
        }
    }
}
