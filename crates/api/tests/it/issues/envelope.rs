//! Every refusal is written in the vendor's envelope, whoever refuses.

use axum::body::{Body, Bytes};
use serde_json::json;
use surguch_http::{Limits, Listening, Metrics, serve};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::scene::{Client, Scene, person};
use crate::caller::Api;

testkit::both_own! {
    async fn wrong_methods_paths_types_and_bodies_have_the_one_form(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        let client = &scene.client;
        let wrong = client.call("PUT", "/kcr/v1/issues", Some(&json!({}))).await;
        wrong.failure(405, "MethodNotAllowed");
        assert!(wrong.header("allow").contains("POST"));
        client.call("GET", "/kcr/v1/nothing", None).await.failure(404, "NotFound");
        client.call("GET", "/crypto/v3/Nothing", None).await.failure(404, "NotFound");
        client.call("GET", "/kcr/v1/issues/no-guid", None).await.failure(404, "NotFound");
        client.bytes("/kcr/v1/issues", "text/plain", b"{}".to_vec()).await.failure(415, "UnsupportedContentType");
        client.bytes("/kcr/v1/issues", "application/json", b"{".to_vec()).await.failure(400, "BodyMalformed");
        client.bytes("/kcr/v1/issues", "application/json", vec![b' '; 2 << 20]).await.failure(413, "BigContentSize");
        let cut: Vec<Result<Bytes, std::io::Error>> = vec![Ok("{".into()), Err(std::io::Error::other("the peer is gone"))];
        let request = client.request("POST", "/kcr/v1/issues").header("content-type", "application/json");
        client.send(request.body(Body::from_stream(futures::stream::iter(cut))).unwrap()).await.failure(400, "BodyIncomplete");
        let english = client.request("GET", "/kcr/v1/nothing").header("accept-language", "en").body(Body::empty()).unwrap();
        let english = client.send(english).await;
        assert_eq!((english.status, english.header("content-language")), (404, "en"));
    }

    async fn a_body_that_does_not_come_is_given_up(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        let id = scene.prepared(&person()).await;
        let before = scene.client.issue(&id).await;
        let house = &scene.api.house;
        let socket = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = socket.local_addr().unwrap();
        let limits = Limits { body: std::time::Duration::from_millis(200), ..Limits::default() };
        let router = api::router(house.ctx.clone());
        let listening = Listening { name: "test", socket, router, tls: None, limits, trusted: [].into(), metrics: Metrics::default() };
        tokio::spawn(serve(listening, std::future::pending()));
        for (path, media_type) in [
            ("/kcr/v1/issues".to_owned(), "application/json"),
            (format!("/kcr/v1/issues/{id}/documents/passport/pages"), "image/png"),
            (format!("/kcr/v1/issues/{id}/upload-certificate-request"), "application/x.req"),
            ("/crypto/v3/Sign".to_owned(), "application/json"),
        ] {
            let mut socket = TcpStream::connect(address).await.unwrap();
            let key = &house.key;
            let head = format!(
                "POST {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\nx-kontur-apikey: {key}\r\ncontent-type: {media_type}\r\n\
                 content-length: 1000\r\n\r\n{{"
            );
            socket.write_all(head.as_bytes()).await.unwrap();
            let mut answer = String::new();
            socket.read_to_string(&mut answer).await.unwrap();
            let (head, body) = answer.split_once("\r\n\r\n").unwrap();
            assert!(head.starts_with("HTTP/1.1 408"), "{path}: {answer}");
            let failure: serde_json::Value = serde_json::from_str(body).unwrap_or_else(|_| panic!("{path}: {answer}"));
            assert_eq!((&failure["error"]["code"], &failure["error"]["details"]), (&json!("BodyTimeout"), &json!([])), "{path}");
            assert!(failure["error"]["message"].as_str().is_some_and(|message| !message.is_empty()));
        }
        assert_eq!(scene.client.issue(&id).await, before, "nothing changed");
    }

    async fn whoever_calls_too_often_is_told_when_to_come_again(db: TestDatabase) {
        let settings = app::Settings { caller_rate: app::Rate { per_second: 1, burst: 2 }, ..app::Settings::default() };
        let api = Api::with(&db, settings).await;
        let client = Client::with_key(&api, api.house.key.clone());
        let mut replies = Vec::new();
        for _ in 0..4 {
            replies.push(client.call("GET", "/kcr/v1/issue-events", None).await);
        }
        let limited = replies.iter().find(|reply| reply.status == 429).expect("more than two a second");
        limited.failure(429, "RateLimited");
        assert!(limited.header("retry-after").parse::<u32>().is_ok_and(|seconds| seconds >= 1));
    }

    async fn names_are_read_in_any_case_and_what_nobody_knows_is_passed_over(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        let body = json!({
            "CertificateTemplateInfo": {"Type": "NotQualified", "Color": "red"},
            "SubjectInfo": {"LastName": "Иванова", "FIRSTNAME": "Анна", "Inn": "500100732259", "Phone": "+7 (916) 123-45-67"},
        });
        let created = scene.client.call("POST", "/kcr/v1/issues?whatever=1", Some(&body)).await.expect(200);
        let subject = &created["subjectInfo"];
        assert_eq!((&subject["lastname"], &subject["firstname"], &subject["phone"]), (&json!("Иванова"), &json!("Анна"), &json!("9161234567")));
        assert_eq!((&created["status"], &created["forwardedStatus"], &created["cspInfo"]["type"]), (&json!("preparing"), &json!("none"), &json!("dss")));
        for key in ["baseIssueId", "certificateReleasedInfo", "correctionInfo", "subjectIdentification", "note"] {
            assert!(created.as_object().unwrap().contains_key(key) && created[key].is_null(), "{key}");
        }
        for key in ["documents", "innerErrors", "smevValidations"] {
            assert!(created[key].is_array(), "{key}");
        }
        let id = created["id"].as_str().unwrap();
        scene.settle().await;
        let document = json!({"Requisites": [{"TYPE": "Series", "Value": "4510"}]});
        scene.client.done("PUT", &format!("/kcr/v1/issues/{id}/documents/Passport"), Some(&document)).await;
        assert_eq!(scene.client.issue(id).await["documents"][0]["requisites"], json!([{"type": "series", "value": "4510"}]));
    }

    async fn what_is_given_is_answered_as_it_was_said(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        let created = scene.client.call("POST", "/kcr/v1/issues", Some(&person())).await.expect(200);
        for part in ["certificateTemplateInfo", "cspInfo"] {
            assert_eq!(created[part], person()[part], "{part}");
        }
        assert_eq!(created["subjectInfo"]["organizationInfo"], serde_json::Value::Null);
    }
}
