//! Requests of the official SDKs, head and body byte for byte over a socket, as they were captured.

use super::*;
use crate::diadoc_session::socket::Socket;

/// JobTitle=сотрудник, SignerType=1, SignerPowers=PP, SignerStatus=1, SignerPowersBase=Должностные обязанности: both SDKs.
const GOLDEN: &str = "0a12d181d0bed182d180d183d0b4d0bdd0b8d0ba180128PP30013a2dd094d0bed0bbd0b6d0bdd0bed181d182d0bdd18bd0b520d0bed0b1d18fd0b7d0b0d0bdd0bdd0bed181d182d0b8";

fn golden(powers: &str) -> Vec<u8> {
    hex::decode(GOLDEN.replace("PP", powers)).unwrap()
}

testkit::both_own! {
    async fn the_golden_bodies_come_and_go(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        let socket = Socket::of(&scene.api.house.ctx).await;
        let key = &scene.api.house.key;
        let bearer = format!("Bearer {key}");
        // the order of the query is the SDKs' own, and one of them writes the at sign as it is
        let old = box_id::written(scene.company);
        let queries = [&scene.guid(), &old, &old.replace('@', "%40")].map(|of| format!("boxId={of}&thumbprint={}&documentTitleType", scene.thumbprint));
        for (powers, number) in [("01", 1), ("00", 0)] {
            assert_eq!(golden(powers).len(), 73);
            for (at, query) in queries.iter().enumerate() {
                let path = format!("{V2}?{query}=0");
                let body = golden(powers);
                let posted = if at % 2 == 0 { socket.java("POST", &path, &bearer, Some(&body)).await } else { socket.csharp("POST", &path, &bearer, Some(&body)).await };
                let kept = details(&posted);
                assert_eq!((kept.job_title.as_deref(), kept.signer_powers), (Some("сотрудник"), number));
                // an answer without a length, or with a coding, would be lost
                assert_eq!(posted.header("content-length"), posted.body.len().to_string());
                assert!(posted.header("content-encoding").is_empty() && posted.header("transfer-encoding").is_empty());
                for got in [socket.java("GET", &path, &bearer, None).await, socket.csharp("GET", &path, &bearer, None).await] {
                    assert_eq!(got.body, posted.body);
                }
                // powers stand in the answer also where they are 0
                let field = [0x50, u8::try_from(number).unwrap()];
                assert!(posted.body.windows(2).any(|part| part == field), "{}", hex::encode(&posted.body));
            }
        }
    }

    async fn a_client_with_nothing_to_say_sends_no_byte(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        let socket = Socket::of(&scene.api.house.ctx).await;
        let bearer = format!("Bearer {}", scene.api.house.key);
        let path = |title| format!("{V2}?boxId={}&thumbprint={}&documentTitleType={title}", scene.guid(), scene.thumbprint);
        let cleared = socket.csharp("POST", &path(12), &bearer, None).await;
        assert_eq!(details(&cleared).signer_type, -1);
        let cleared = socket.java("POST", &path(13), &bearer, Some(&[])).await;
        assert_eq!(details(&cleared).signer_status, -1);
        refused(&socket.csharp("POST", &path(0), &bearer, None).await, 400, "Http.BadRequest");
        // SignerInfo alone, as C# writes it
        let info = socket.csharp("POST", &path(12), &bearer, Some(&hex::decode("220178").unwrap())).await;
        assert_eq!(details(&info).signer_info.as_deref(), Some("x"));
    }

    /// A refusal comes in place of `100 Continue`, and the connection goes on after a body that was read.
    async fn refusals_reach_the_official_clients(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        let socket = Socket::of(&scene.api.house.ctx).await;
        let (path, body) = (scene.path(0), golden("01"));
        for reply in [socket.csharp("POST", &path, "Bearer nobody", Some(&body)).await, socket.java("POST", &path, "Bearer nobody", Some(&body)).await] {
            refused(&reply, 401, "Http.Auth");
        }
        let bad = socket.java("GET", &path, "DiadocAuth ddauth_api_client_id=nobody,ddauth_token=x", None).await;
        assert_eq!(refused(&bad, 401, "Http.Auth"), "Invalid API client id");
        let expired = format!("DiadocAuth ddauth_api_client_id={}, ddauth_token=b+/r==", scene.api.house.key);
        refused(&socket.csharp("GET", &path, &expired, None).await, 401, "Http.Auth");
        let foreign = socket.csharp("POST", &path, &format!("Bearer {}", scene.api.stranger().await.key), Some(&body)).await;
        refused(&foreign, 403, "Http.Forbidden");
    }
}
