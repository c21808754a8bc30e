//! What is refused, in which words: plain text with a code beside it, whatever the caller accepts.

use std::time::Duration;

use super::messages::field;
use super::{Scene, text};
use crate::caller::Reply;

fn said(reply: &Reply) -> (u16, &str, String) {
    assert_eq!(reply.header("content-type"), "text/plain; charset=utf-8");
    (reply.status, reply.header("x-diadoc-errorcode"), text(reply))
}

testkit::both_own! {
    async fn whoever_is_not_known_is_refused(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        let token = scene.token().await;
        let known = scene.with_token(&token);
        for authorization in ["DiadocAuth ddauth_api_client_id=guess", &format!("DiadocAuth ddauth_api_client_id=guess,ddauth_token={token}"), &format!("DiadocAuth ddauth_token={token}")] {
            for (method, path) in [("GET", "/GetMyOrganizations"), ("GET", "/GetBox?boxId=1"), ("POST", "/V3/Authenticate?type=password")] {
                let reply = scene.socket.java(method, path, authorization, None).await;
                assert_eq!(said(&reply), (401, "Http.Auth", "Invalid API client id".to_owned()), "{method} {path} {authorization}");
            }
        }
        let damaged = scene.with_token(&format!("{}x", &token[..token.len() - 1]));
        for authorization in [scene.application().as_str(), &damaged, "Bearer guess", "Basic YTpi", &scene.with_token("ses_guess")] {
            let reply = scene.socket.csharp("GET", "/V2/GetMyUser", authorization, None).await;
            assert_eq!((reply.status, reply.header("x-diadoc-errorcode")), (401, "Http.Auth"), "{authorization}");
        }
        assert_eq!(scene.socket.java("GET", "/V2/GetMyUser", &known, None).await.status, 200);
        scene.api.house.clock.advance(Duration::from_secs(24 * 3600));
        tokio::time::sleep(Duration::from_millis(1100)).await;
        let reply = scene.socket.java_with("GET", "/V2/GetMyUser", &known, "Accept: application/json\r\n", None).await;
        assert_eq!((said(&reply).0, said(&reply).1), (401, "Http.Auth"));
    }

    async fn a_foreign_box_is_denied_by_its_name(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        let known = scene.with_token(&scene.token().await);
        let own = scene.api.house.own_company.uuid();
        let (_, key) = scene.api.house.another_licensee().await;
        for (authorization, company) in [(known, own), (format!("Bearer {key}"), scene.company.uuid()), (format!("Bearer {key}"), testkit::uuid())] {
            for call in ["/GetMyEmployee", "/GetMyCertificates", "/V2/GetOrganizationUsers"] {
                let reply = scene.socket.java("GET", &format!("{call}?boxId={}", company.simple()), &authorization, None).await;
                assert_eq!(said(&reply), (403, "Http.Forbidden", format!("Access to Box [{company}] is denied")), "{call}");
                let reply = scene.socket.java("GET", call, &authorization, None).await;
                assert_eq!(said(&reply), (400, "Http.BadRequest", "boxId: could not find or parse query param".to_owned()), "{call}");
            }
        }
        let reply = scene.socket.java("GET", &format!("/GetBox?boxId={}", scene.box_id()), &format!("Bearer {key}"), None).await;
        assert_eq!((reply.status, reply.header("x-diadoc-errorcode")), (404, "DiadocApi.NotFound"));
    }

    async fn wrong_methods_and_wrong_logins_have_their_own_answers(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        for (path, allowed) in [("/V3/Authenticate?type=password", "POST"), ("/V2/AuthenticateConfirm", "POST"), ("/Authenticate", "POST"), ("/GetBox", "GET"), ("/GetMyOrganizations", "GET"), ("/V2/GetMyUser", "GET")] {
            for method in ["PUT", "DELETE"] {
                let reply = scene.socket.java(method, path, "", None).await;
                assert_eq!(said(&reply).0, 405, "{method} {path}");
                assert!(reply.header("allow").contains(allowed), "{method} {path}: {}", reply.header("allow"));
            }
        }
        let application = scene.application();
        let login = |body: Vec<u8>| {
            let (scene, application) = (&scene, &application);
            async move { scene.socket.java("POST", "/V3/Authenticate?type=password", application, Some(&body)).await }
        };
        let phone = scene.account.phone.as_str().as_bytes();
        for body in [Vec::new(), b"\xff\xff".to_vec(), field(1, phone)] {
            let reply = login(body).await;
            assert_eq!(said(&reply), (400, "Http.BadRequest", "Can't deserialize request body into type: LoginPassword".to_owned()));
        }
        for path in ["/V3/Authenticate", "/V3/Authenticate?type=magic"] {
            let reply = scene.socket.java("POST", path, &application, Some(b"")).await;
            assert_eq!(said(&reply), (400, "Http.BadRequest", "type: could not find or parse query param".to_owned()));
        }
        for path in ["/V3/Authenticate?type=sid", "/V3/Authenticate?type=trust"] {
            assert_eq!(said(&scene.socket.java("POST", path, &application, Some(b"")).await).0, 401, "{path}");
        }
        let wrong = [field(1, phone), field(2, b"wrong")].concat();
        for _ in 0..5 {
            let reply = login(wrong.clone()).await;
            assert_eq!((said(&reply).0, said(&reply).1), (401, "Http.Auth"));
        }
        let reply = login(wrong).await;
        assert_eq!(said(&reply).0, 429);
        assert!(reply.header("retry-after").parse::<u32>().is_ok_and(|seconds| seconds > 0));
        let reply = login(scene.login()).await;
        assert_eq!(reply.status, 429);
        // the office's face counts the same tries
        let body = serde_json::json!({"phone": scene.account.phone.as_str(), "password": scene.password});
        scene.api.post("/v1/sessions", &body).await.problem(429, "login_limit");
    }
}
