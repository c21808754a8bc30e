//! Creating packages in one call: whatever is wrong has its own code, and nothing is half-done.

use axum::body::{Body, Bytes};
use axum::http::Method;
use serde_json::json;

use crate::caller::{Api, Form, package_of};

testkit::both_own! {
    async fn a_body_that_is_cut_off_anywhere_leaves_nothing(db: TestDatabase) {
        let api = Api::on(&db).await;
        let who = api.house.signatory(api.house.own_company).await;
        let whole = Form::package(&package_of(&who)).file("a.bin", "application/pdf", &[7; 50_000]).end();
        for end in [0, 10, 100, 300, 600, 20_000, whole.len() - 20, whole.len() - 4] {
            let request = api.request(Method::POST, "/v1/packages").header("idempotency-key", format!("cut-{end}"));
            let request = request.header("content-type", "multipart/form-data; boundary=limit");
            let chunks: Vec<Result<Bytes, std::io::Error>> = whole[..end].chunks(1000).map(|chunk| Ok(Bytes::copy_from_slice(chunk))).collect();
            let reply = api.send(request.body(Body::from_stream(futures_of(chunks))).unwrap()).await;
            reply.problem(400, "body_incomplete");
        }
        assert_eq!(api.get("/v1/packages").await.expect(200)["data"], json!([]));
    }

    async fn a_connection_that_breaks_leaves_nothing(db: TestDatabase) {
        let api = Api::on(&db).await;
        let who = api.house.signatory(api.house.own_company).await;
        let whole = Form::package(&package_of(&who)).file("a.bin", "application/pdf", &[7; 50_000]).end();
        let request = api.request(Method::POST, "/v1/packages").header("idempotency-key", "broken");
        let request = request.header("content-type", "multipart/form-data; boundary=limit");
        let chunks = vec![Ok(Bytes::copy_from_slice(&whole[..30_000])), Err(std::io::Error::other("the peer is gone"))];
        api.send(request.body(Body::from_stream(futures_of(chunks))).unwrap()).await.problem(400, "body_incomplete");
        assert_eq!(api.get("/v1/packages").await.expect(200)["data"], json!([]));
    }

    async fn a_part_has_to_be_what_its_digest_says(db: TestDatabase) {
        let api = Api::on(&db).await;
        let who = api.house.signatory(api.house.own_company).await;
        let form = |digest: &str| Form::package(&package_of(&who)).digested("a.txt", digest, b"{}");
        for wrong in ["sha-256=:AAAA:", "sha-256=RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o=", "sha-512=:AA==:, sha-256=:nonsense:"] {
            let refused = api.upload_once("digest", form(wrong)).await.problem(400, "digest_mismatch");
            assert_eq!(refused["part"], "file");
        }
        assert_eq!(api.get("/v1/packages").await.expect(200)["data"], json!([]));
        // SHA-256 of the two bytes, under the key that nothing was done under
        api.upload_once("digest", form("sha-256=:RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o=:")).await.expect(201);
    }

    async fn parts_that_are_wrong_are_named(db: TestDatabase) {
        let api = Api::on(&db).await;
        let who = api.house.signatory(api.house.own_company).await;
        let package = package_of(&who);
        let form = || Form::package(&package).file("a.txt", "text/plain", b"a");
        for (form, pointer, code) in [
            (Form::default().file("a.txt", "text/plain", b"a"), "/package", "field_required"),
            (form().json("package", "{}"), "/package", "value_invalid"),
            (form().json("comment", "1"), "/comment", "field_unknown"),
            (Form::package(&package), "/files", "files_required"),
            (form().file("b.txt", "text/plain", b""), "/files/1", "file_empty"),
            (form().file("../b.txt", "text/plain", b"b"), "/files/1/name", "file_name_invalid"),
            (form().file("", "text/plain", b"b"), "/files/1/name", "file_name_invalid"),
        ] {
            assert_eq!(api.upload(form).await.problems(), [(pointer.to_owned(), code.to_owned())]);
        }
        api.upload(Form::default().json("package", "{")).await.problem(400, "body_malformed");
        assert_eq!(api.get("/v1/packages").await.expect(200)["data"], json!([]));
    }

    async fn what_is_declared_too_large_is_refused_before_it_is_read(db: TestDatabase) {
        let api = Api::on(&db).await;
        let request = api.request(Method::POST, "/v1/packages").header("idempotency-key", "k").header("content-length", (1_u64 << 40).to_string());
        let request = request.header("content-type", "multipart/form-data; boundary=limit");
        api.send(request.body(Body::empty()).unwrap()).await.problem(413, "payload_too_large");
        let long = json!({"name": "я".repeat(2 << 20)});
        api.upload(Form::package(&long)).await.problem(413, "payload_too_large");
    }
}

fn futures_of<T: Send + 'static>(items: Vec<T>) -> impl futures::Stream<Item = T> + Send + 'static {
    futures::stream::iter(items)
}
