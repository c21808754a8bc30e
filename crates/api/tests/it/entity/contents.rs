//! Bytes that come before something names them.

use axum::body::Body;
use domain::deposit::LARGEST_DEPOSIT;
use serde_json::json;
use testhouse::PIXEL;

use super::client::{CONTENTS, Client, md5, refused};
use crate::caller::Api;

testkit::both_own! {
    async fn bytes_of_any_sort_are_taken_and_come_back(db: TestDatabase) {
        let api = Api::on(&db).await;
        let client = Client::of(&api);
        let long: Vec<u8> = b"%PDF-1.7\n".iter().copied().chain((0..200_000).map(|at| (at % 251) as u8)).collect();
        for (bytes, sort, media_type) in [
            (PIXEL.to_vec(), "png", "image/png"),
            (long, "pdf", "application/pdf"),
            (b"<?xml version=\"1.0\"?><a/>".to_vec(), "xml", "application/xml"),
            (b"anything at all".to_vec(), "bin", "application/octet-stream"),
        ] {
            let reply = client.put(Some(&md5(&bytes).to_lowercase()), bytes.clone()).await;
            let made = reply.expect(201);
            let id = made["contentId"].as_str().unwrap();
            assert_eq!(made, json!({"contentId": id, "contentType": sort, "md5": md5(&bytes)}));
            let location = format!("{CONTENTS}/{id}");
            assert_eq!(reply.header("location"), location);
            let read = client.call("GET", &location, None).await;
            assert_eq!((read.status, read.header("content-type"), &read.body[..]), (200, media_type, &bytes[..]));
            assert_eq!(read.header("content-length"), bytes.len().to_string());
            assert_eq!(read.header("content-disposition"), format!("attachment; filename=\"{id}.{sort}\""));
            assert_eq!(read.header("x-content-type-options"), "nosniff");
        }
    }

    async fn a_digest_that_is_missing_malformed_or_of_other_bytes_is_refused(db: TestDatabase) {
        let api = Api::on(&db).await;
        let client = Client::of(&api);
        for (digest, code) in [
            (None, "AbsenceOfRequiredField"),
            (Some(""), "WrongFieldValue"),
            (Some("abc"), "WrongFieldValue"),
            (Some("7E0D44C48AF788657EA6F5C4C87589EG"), "WrongFieldValue"),
            (Some("7E0D44C48AF788657EA6F5C4C87589E8"), "DigestMismatch"),
        ] {
            let items = refused(&client.put(digest, PIXEL.to_vec()).await, 400);
            assert_eq!(items[0].0, code, "{digest:?}");
        }
        assert_eq!(refused(&client.put(Some(&md5(b"")), Vec::new()).await, 400)[0].0, "WrongFieldValue");
        let form = client.request("POST", CONTENTS).header("md5", md5(PIXEL)).header("content-type", "multipart/form-data; boundary=a");
        assert_eq!(client.send(form.body(PIXEL.to_vec().into()).unwrap()).await.status, 415);
    }

    async fn more_than_a_hundred_megabytes_is_refused_before_it_is_read(db: TestDatabase) {
        let api = Api::on(&db).await;
        let client = Client::of(&api);
        let declared = client.request("POST", CONTENTS).header("md5", md5(PIXEL)).header("content-length", LARGEST_DEPOSIT + 1);
        let never = Body::from_stream(futures::stream::pending::<Result<Vec<u8>, std::io::Error>>());
        let reply = client.send(declared.body(never).unwrap()).await;
        assert_eq!(reply.status, 413, "{}", String::from_utf8_lossy(&reply.body));
    }

    async fn an_id_that_is_none_or_nobodys_is_told_apart(db: TestDatabase) {
        let api = Api::on(&db).await;
        let client = Client::of(&api);
        let items = refused(&client.call("GET", &format!("{CONTENTS}/abc"), None).await, 400);
        assert_eq!(items, [("WrongFieldValue".to_owned(), "contentId should be guid".to_owned())]);
        refused(&client.call("GET", &format!("{CONTENTS}/{}", testkit::uuid()), None).await, 404);
    }
}
