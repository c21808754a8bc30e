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

    async fn a_draft_gets_its_files_one_by_one_as_they_are(db: TestDatabase) {
        let api = Api::on(&db).await;
        let who = api.house.signatory(api.house.own_company).await;
        let mut package = package_of(&who);
        package["send"] = json!(false);
        // a draft may begin without files, but not go out so
        let draft = api.upload(Form::package(&package)).await.expect(201);
        let path = format!("/v1/packages/{}", draft["id"].as_str().unwrap());
        api.post(&format!("{path}/send"), &json!({})).await.problem(400, "files_required");
        let to = |name: &str| format!("{path}/files?name={name}");
        // SHA-256 of the two bytes
        let digest = ("content-digest", "sha-256=:RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o=:");
        let added = api.upload_raw(&to("%D0%90%D0%BA%D1%82.json"), "first", digest, "{}").await;
        let file = added.expect(201);
        assert_eq!((&file["name"], &file["size"], &file["kind"], &file["media_type"]), (&json!("Акт.json"), &json!(2), &json!("original"), &json!("application/octet-stream")));
        assert_eq!(added.header("location"), format!("/v1/files/{}/content", file["id"].as_str().unwrap()));
        assert_eq!(api.get(added.header("location")).await.body, "{}");
        // the same call again is the same file; another one under its key is refused
        let again = api.upload_raw(&to("%D0%90%D0%BA%D1%82.json"), "first", digest, "{}").await;
        assert_eq!((again.expect(201)["id"].clone(), again.header("idempotency-replayed")), (file["id"].clone(), "true"));
        api.upload_raw(&to("other.json"), "first", digest, "{}").await.problem(422, "idempotency_mismatch");
        let large = vec![7; 100_000];
        let second = api.upload_raw(&to("b.pdf"), "second", ("content-type", "application/pdf"), large.clone()).await.expect(201);
        assert_eq!(second["media_type"], "application/pdf");
        assert_eq!(api.get(&format!("/v1/files/{}/content", second["id"].as_str().unwrap())).await.body, large);
        let names = api.get(&path).await.expect(200)["files"].as_array().unwrap().iter().map(|file| file["name"].clone()).collect::<Vec<_>>();
        assert_eq!(names, ["Акт.json", "b.pdf"]);
        let listed = api.get(&format!("{path}/files")).await.expect(200);
        assert_eq!(listed["data"].as_array().unwrap().len(), 2);
        assert_eq!(api.post(&format!("{path}/send"), &json!({})).await.expect(200)["status"], "sent");
        api.upload_raw(&to("late.pdf"), "late", digest, "{}").await.problem(409, "package_already_sent");
    }

    async fn a_file_that_cannot_be_added_is_refused_with_its_reason(db: TestDatabase) {
        let api = Api::with(&db, app::Settings { upload_limit: 50_000, ..app::Settings::default() }).await;
        let who = api.house.signatory(api.house.own_company).await;
        let mut package = package_of(&who);
        package["send"] = json!(false);
        let draft = api.upload(Form::package(&package)).await.expect(201);
        let path = format!("/v1/packages/{}/files", draft["id"].as_str().unwrap());
        let named = format!("{path}?name=a.txt");
        let plain = ("content-type", "text/plain");
        let refused = |path: String, header, bytes: Vec<u8>| {
            let (api, key) = (&api, testkit::uuid().to_string());
            async move { api.upload_raw(&path, &key, header, bytes).await }
        };
        assert_eq!(refused(path.clone(), plain, vec![1]).await.problems(), [("/name".to_owned(), "field_required".to_owned())]);
        assert_eq!(refused(format!("{path}?name=a%2Fb"), plain, vec![1]).await.problems(), [("/name".to_owned(), "file_name_invalid".to_owned())]);
        assert_eq!(refused(named.clone(), plain, vec![]).await.problems(), [(String::new(), "file_empty".to_owned())]);
        refused(named.clone(), plain, vec![1; 50_001]).await.problem(413, "payload_too_large");
        refused(named.clone(), ("content-digest", "sha-256=:AAAA:"), vec![1]).await.problem(400, "digest_mismatch");
        refused(named.clone(), ("content-type", "multipart/form-data; boundary=a"), vec![1]).await.problem(415, "media_type_unsupported");
        let cut: Vec<Result<Bytes, std::io::Error>> = vec![Ok(vec![1; 40_000].into()), Err(std::io::Error::other("the peer is gone"))];
        api.upload_raw(&named, "cut", plain, Body::from_stream(futures_of(cut))).await.problem(400, "body_incomplete");
        let endless: Vec<Result<Bytes, std::io::Error>> = (0..10).map(|_| Ok(vec![1; 10_000].into())).collect();
        api.upload_raw(&named, "endless", plain, Body::from_stream(futures_of(endless))).await.problem(413, "payload_too_large");
        let unknown = format!("/v1/packages/pkg_{}/files?name=a.txt", testkit::uuid());
        refused(unknown, plain, vec![1]).await.problem(404, "not_found");
        let stale = ("if-match", "\"v7\"");
        refused(named.clone(), stale, vec![1]).await.problem(412, "precondition_failed");
        assert_eq!(api.get(&path).await.expect(200)["data"], json!([]));
        for number in 0..app::package::check::MOST_FILES {
            api.upload_raw(&named, &format!("{number}"), plain, "a").await.expect(201);
        }
        assert_eq!(refused(named, plain, vec![1]).await.problems(), [(String::new(), "value_too_long".to_owned())]);
    }
}

fn futures_of<T: Send + 'static>(items: Vec<T>) -> impl futures::Stream<Item = T> + Send + 'static {
    futures::stream::iter(items)
}
