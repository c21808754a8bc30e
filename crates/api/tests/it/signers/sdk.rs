//! The SDK of this repository over real HTTP, in both of its forms.

use client::signers::{Form, Place as Of, SignersError, SignersService};

use super::*;

async fn service(scene: &Scene) -> SignersService {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = api::router(scene.api.house.ctx.clone());
    tokio::spawn(async move { axum::serve(listener, router).await });
    SignersService::new(format!("http://{address}"), scene.api.house.key.clone()).with_retry(client::Retry::NEVER)
}

testkit::both_own! {
    async fn the_sdk_keeps_and_reads_in_both_forms(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        let service = service(&scene).await;
        let text = scene.api.house.message_to(&scene.phone).await;
        let password = text.split_once("входа: ").unwrap().1.split('.').next().unwrap().to_owned();
        for form in [Form::Protobuf, Form::Json] {
            let key = service.clone().with_form(form);
            let person = key.logged_in(&scene.phone, &password).await.unwrap();
            for (service, caller) in [(&key, "key"), (&person, "person")] {
                let boxes = service.organizations().await.unwrap().organizations;
                let guid = boxes.iter().flat_map(|one| &one.boxes).find(|one| one.box_id_guid == scene.guid()).unwrap().box_id_guid.clone();
                let held = service.certificates(&guid).await.unwrap().certificates;
                let thumbprint = held.iter().find(|one| one.thumbprint == scene.thumbprint).unwrap().thumbprint.clone();
                let (place, title) = (Of::new(guid, thumbprint, 8), TitleType::of_number(8).unwrap());
                let sent = ExtendedSignerDetailsToPost { signer_info: Some(format!("{form:?} {caller}")), ..fit(title) };
                let kept = service.put(&place, &sent).await.unwrap();
                assert_eq!(kept.signer_info, sent.signer_info);
                assert_eq!(service.get(&place).await.unwrap(), kept);
                assert!(service.preview(&place, Some("utd820_05_01_01")).await.unwrap().starts_with(b"<?xml"));
                let missing = service.get(&Of { title: 9, ..place }).await.unwrap_err();
                assert!(matches!(&missing, SignersError::Refused { status: 404, code, .. } if code == "DiadocApi.NotFound"), "{missing}");
            }
            assert!(!person.user().await.unwrap().user_id.is_empty());
        }
    }
}
