//! Who may keep and read: administrators for every certificate of their boxes, others for their own.

use std::collections::BTreeSet;

use app::ExposeSecret;
use axum::http::Request;
use domain::office::Right;

use super::*;

/// Every call of the document about details.
const TABLE: [(&str, &str); 5] = [
    ("GET", "/V2/ExtendedSignerDetails"),
    ("POST", "/V2/ExtendedSignerDetails"),
    ("GET", "/V2/ExtendedSignerDetails/Preview"),
    ("GET", "/ExtendedSignerDetails"),
    ("POST", "/ExtendedSignerDetails"),
];

#[test]
fn every_call_of_the_document_stands_in_the_table() {
    let document: Value = serde_json::from_str(api::diadoc::text()).unwrap();
    let mut documented = BTreeSet::new();
    let paths = document["paths"].as_object().unwrap().iter();
    for (path, operations) in paths.filter(|(path, _)| path.contains("ExtendedSignerDetails")) {
        documented.extend(operations.as_object().unwrap().keys().map(|method| (method.to_uppercase(), path.clone())));
    }
    let table = TABLE.iter().map(|(method, path)| ((*method).to_owned(), (*path).to_owned())).collect();
    assert_eq!(documented, table);
}

async fn call(caller: &Caller, scene: &Scene, method: &str, path: &str) -> Reply {
    let query = if path.starts_with(V2) { scene.query(0) } else { format!("boxId={}&thumbprint={}", scene.guid(), scene.thumbprint) };
    let body = if method == "POST" { fit(TitleType::of_number(0).unwrap()).encode_to_vec() } else { Vec::new() };
    caller.send(caller.request(method.parse().unwrap(), &format!("{path}?{query}")).body(body.into()).unwrap()).await
}

testkit::both_own! {
    async fn every_call_is_closed_to_whom_it_is_not_for(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        details(&scene.post(0, &fit(TitleType::of_number(0).unwrap())).await);
        let (house, licensee) = (&scene.api.house, scene.api.house.licensee);
        let key = |scope: &'static str| {
            app::admin::create_api_key(&house.ctx, Some(licensee), app::Scopes::new(app::Scope::parse(scope)))
        };
        let signers = scene.api.with_token(key("signers").await.unwrap().key.expose_secret().to_owned());
        let office = scene.api.with_token(key("office").await.unwrap().key.expose_secret().to_owned());
        let stranger = scene.api.stranger().await;
        let outsider = scene.api.logged_in(house.person().await.phone.as_str()).await;
        let nobody = scene.api.with_token("nobody".to_owned());
        let denied = format!("Access to Box [{}] is denied", scene.guid());
        for (method, path) in TABLE {
            let bare = Request::builder().method(method).uri(format!("{path}?{}", scene.query(0)));
            refused(&scene.api.send(bare.body(Vec::new().into()).unwrap()).await, 401, "Http.Auth");
            refused(&call(&nobody, &scene, method, path).await, 401, "Http.Auth");
            refused(&call(&office, &scene, method, path).await, 403, "Http.Forbidden");
            assert_eq!(refused(&call(&stranger, &scene, method, path).await, 403, "Http.Forbidden"), denied);
            assert_eq!(refused(&call(&outsider, &scene, method, path).await, 403, "Http.Forbidden"), denied);
            for caller in [&signers, &scene.api.with_token(scene.api.key.clone())] {
                assert_eq!(call(caller, &scene, method, path).await.status, 200, "{method} {path}");
            }
        }
        // a box that does not exist is denied in the same words
        let nowhere = "00000000-0000-0000-0000-000000000001";
        let reply = scene.api.get(&format!("{V2}?boxId={nowhere}&thumbprint=AB&documentTitleType=0")).await;
        assert_eq!(refused(&reply, 403, "Http.Forbidden"), format!("Access to Box [{nowhere}] is denied"));
    }

    async fn an_administrator_has_every_certificate_of_the_box_and_others_have_their_own(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        details(&scene.post(0, &fit(TitleType::of_number(0).unwrap())).await);
        let owner = scene.api.logged_in(&scene.phone).await;
        let head = scene.api.logged_in(scene.colleague(Right::Head).await.phone.as_str()).await;
        let colleague = scene.colleague(Right::Signer).await;
        let other = scene.api.logged_in(colleague.phone.as_str()).await;
        for (method, path) in TABLE {
            assert_eq!(call(&owner, &scene, method, path).await.status, 200, "{method} {path}");
            assert_eq!(call(&head, &scene, method, path).await.status, 200, "{method} {path}");
            refused(&call(&other, &scene, method, path).await, 403, "Http.Forbidden");
        }
        // what nobody knows is missing for everybody
        let unknown = format!("{V2}?boxId={}&thumbprint=AB&documentTitleType=0", scene.guid());
        for caller in [&owner, &head, &other] {
            refused(&caller.get(&unknown).await, 404, "DiadocApi.NotFound");
        }
        // whoever becomes the head may at once
        scene.place(colleague.id, Right::Head).await;
        assert_eq!(call(&other, &scene, "GET", V2).await.status, 200);
        // and a certificate goes with its owner's place in the company
        app::member::remove(&scene.api.house.ctx, &scene.api.house.call_any_version(), scene.company, scene.user).await.unwrap();
        refused(&call(&head, &scene, "GET", V2).await, 404, "DiadocApi.NotFound");
        refused(&call(&owner, &scene, "GET", V2).await, 403, "Http.Forbidden");
    }

    async fn what_is_kept_is_audited_and_nothing_of_it_can_be_read_in_the_row(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        details(&scene.post(0, &fit(TitleType::of_number(0).unwrap())).await);
        let other = scene.api.logged_in(scene.colleague(Right::Signer).await.phone.as_str()).await;
        refused(&call(&other, &scene, "POST", V2).await, 403, "Http.Forbidden");
        let subject = format!("{}/{}/0", scene.company, scene.thumbprint);
        let place = app::signer_details::Place { company: scene.company, thumbprint: scene.thumbprint.clone(), title: TitleType::of_number(0).unwrap() };
        let (records, sealed) = scene.api.house.ctx.store.read(move |tx| {
            let sql = store::sql!("SELECT outcome FROM audit WHERE subject = ?1 AND action = ?2 ORDER BY pos");
            let records = tx.many(sql, &[(&subject).into(), "signer_details.put".into()], |row| row.get::<String>(0))?;
            Ok::<_, store::StoreError>((records, store::table::signer_details::load(tx, &place)?))
        }).await.unwrap();
        assert_eq!(records, ["done", "refused"]);
        assert!(!String::from_utf8_lossy(&sealed.unwrap()).contains("сотрудник"));
    }
}
