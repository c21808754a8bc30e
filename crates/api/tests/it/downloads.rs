//! Files on their way out.

use axum::body::Body;
use axum::http::Method;

use crate::caller::{Api, Form, package_of};

testkit::both_own! {
    async fn a_file_comes_whole_in_pieces_and_not_again(db: TestDatabase) {
        let api = Api::on(&db).await;
        let who = api.house.signatory(api.house.own_company).await;
        let content: Vec<u8> = (0..200_000_u32).map(|n| n.to_le_bytes()[0]).collect();
        let form = Form::package(&package_of(&who)).file("Договор № 12.pdf", "application/pdf", &content);
        let package = api.upload(form).await.expect(201);
        let file = &package["files"][0];
        let path = format!("/v1/files/{}/content", file["id"].as_str().unwrap());

        let whole = api.get(&path).await;
        assert_eq!((whole.status, &whole.body[..]), (200, &content[..]));
        assert_eq!(whole.header("content-type"), "application/pdf");
        assert_eq!(whole.header("content-length"), "200000");
        assert!(whole.header("content-disposition").contains("filename*=UTF-8''%D0%94%D0%BE%D0%B3"));
        assert_eq!(whole.header("etag"), format!("\"{}\"", file["sha256"].as_str().unwrap()));
        assert!(whole.header("content-digest").starts_with("sha-256=:"));

        let ask = async |name: &str, value: &str| api.send(api.request(Method::GET, &path).header(name, value).body(Body::empty()).unwrap()).await;
        let piece = ask("range", "bytes=1000-1999").await;
        assert_eq!((piece.status, &piece.body[..], piece.header("content-range")), (206, &content[1000..2000], "bytes 1000-1999/200000"));
        let tail = ask("range", "bytes=-10").await;
        assert_eq!((tail.status, &tail.body[..]), (206, &content[199_990..]));
        let outside = ask("range", "bytes=200000-").await.problem(416, "range_not_satisfiable");
        assert_eq!(outside["size"], 200_000);
        let known = ask("if-none-match", whole.header("etag")).await;
        assert_eq!((known.status, known.body.len()), (304, 0));
        let head = api.send(api.request(Method::HEAD, &path).body(Body::empty()).unwrap()).await;
        assert_eq!((head.status, head.header("content-length"), head.body.len()), (200, "200000", 0));
    }
}
