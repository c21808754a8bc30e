//! What is kept is read again, in every form, under every spelling of its place.

use axum::http::Method;
use axum::http::header::{ACCEPT, CONTENT_TYPE};
use domain::office::box_id;
use serde_json::json;

use super::*;

testkit::both_own! {
    async fn details_of_every_title_are_kept_and_read(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        for title in titles() {
            let missing = refused(&scene.api.get(&scene.path(title.number())).await, 404, "DiadocApi.NotFound");
            let place = format!("[BoxId: {}, Thumbprint: {}, TitleTypeId: {}]", scene.guid(), scene.thumbprint, title.number());
            assert_eq!(missing, format!("Could not find signer details {place}"));
            let sent = fit(title);
            let kept = details(&scene.post(title.number(), &sent).await);
            assert_eq!(kept, details(&scene.api.get(&scene.path(title.number())).await));
            assert_eq!(kept, details(&scene.api.get(&scene.path(title.name())).await));
            assert_eq!((kept.surname.as_str(), kept.first_name.as_str(), kept.patronymic.as_deref()), ("Ёжикова", "Анна", Some("Петровна")));
            assert_eq!(kept.signer_organization_name.as_deref(), Some("ООО «Василёк»"));
            assert_eq!(kept.inn.as_ref().map(String::len), Some(10));
            assert_eq!((kept.job_title, kept.signer_info), (sent.job_title, sent.signer_info));
            assert_eq!(Some(kept.signer_type), sent.signer_type);
            assert_eq!((Some(kept.signer_powers), Some(kept.signer_status)), (sent.signer_powers, sent.signer_status));
            assert_eq!(kept.registration_certificate, sent.registration_certificate);
            assert_eq!((kept.signer_powers_base, kept.signer_org_powers_base), (sent.signer_powers_base, sent.signer_org_powers_base));
        }
    }

    async fn a_record_is_replaced_and_titles_do_not_meet(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        let [seller, buyer] = [0, 8].map(|title| TitleType::of_number(title).unwrap());
        details(&scene.post(0, &fit(seller)).await);
        details(&scene.post(8, &ExtendedSignerDetailsToPost { signer_info: Some("b".to_owned()), ..fit(buyer) }).await);
        // what is not said again is gone, but for the post, which the certificate has too
        let less = ExtendedSignerDetailsToPost { job_title: None, signer_info: Some(String::new()), ..fit(seller) };
        let replaced = details(&scene.post(0, &less).await);
        assert_eq!((replaced.job_title.as_deref(), replaced.signer_info.as_deref()), (Some("директор"), None));
        assert_eq!(details(&scene.api.get(&scene.path(0)).await), replaced);
        assert_eq!(details(&scene.api.get(&scene.path(8)).await).signer_info.as_deref(), Some("b"));
        refused(&scene.api.get(&scene.path(1)).await, 404, "DiadocApi.NotFound");
    }

    async fn a_place_is_found_however_it_is_written(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        let kept = details(&scene.post(0, &fit(TitleType::of_number(0).unwrap())).await);
        let old = box_id::written(scene.company);
        let bare = old.split('@').next().unwrap().to_owned();
        for of_box in [scene.guid(), scene.guid().to_uppercase(), bare, old.clone(), old.replace('@', "%40")] {
            for thumbprint in [scene.thumbprint.clone(), scene.thumbprint.to_lowercase()] {
                for title in ["0", "UtdSeller", "utdseller"] {
                    let path = format!("{V2}?documentTitleType={title}&boxId={of_box}&Thumbprint={thumbprint}&other=1");
                    assert_eq!(details(&scene.api.get(&path).await), kept, "{path}");
                }
            }
        }
        // whatever was written, the refusal has one spelling
        let path = format!("{V2}?boxId={old}&thumbprint={}&documentTitleType=UtdBuyer", scene.thumbprint.to_lowercase());
        let text = refused(&scene.api.get(&path).await, 404, "DiadocApi.NotFound");
        assert!(text.contains(&format!("BoxId: {}, Thumbprint: {}, TitleTypeId: 1", scene.guid(), scene.thumbprint)), "{text}");
    }

    async fn the_form_of_an_answer_has_nothing_to_do_with_the_form_of_a_request(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        let title = TitleType::of_number(0).unwrap();
        let (protobuf, json) = (fit(title).encode_to_vec(), wire::diadoc::json::write(&fit(title)).unwrap());
        let kept = details(&scene.post(0, &fit(title)).await);
        for (content_type, body) in [
            (None, &protobuf),
            (Some("application/octet-stream"), &protobuf),
            (Some("application/json"), &json),
            (Some("application/json; charset=utf-8"), &json),
            (Some("application/json charset=utf-8"), &json),
        ] {
            for (accept, wants_json) in [
                (None, false),
                (Some("*/*"), false),
                (Some("application/x-protobuf"), false),
                (Some("application/json"), true),
                (Some("application/json; charset=utf-8"), true),
            ] {
                let mut request = scene.api.request(Method::POST, &scene.path(0));
                request = content_type.into_iter().fold(request, |request, value| request.header(CONTENT_TYPE, value));
                request = accept.into_iter().fold(request, |request, value| request.header(ACCEPT, value));
                let reply = scene.api.send(request.body(body.clone().into()).unwrap()).await;
                assert_eq!(reply.status, 200, "{content_type:?} {accept:?}: {}", said(&reply));
                if wants_json {
                    assert_eq!(reply.header("content-type"), "application/json; charset=utf-8");
                    assert_eq!(wire::diadoc::json::read::<ExtendedSignerDetails>(&reply.body).unwrap(), kept);
                    assert_eq!(reply.json()["SignerType"], "LegalEntity");
                } else {
                    assert_eq!(details(&reply), kept, "{content_type:?} {accept:?}");
                }
            }
        }
    }

    /// The sample of the vendor's page: as printed, with a box and a certificate that exist, and asking for JSON.
    async fn the_sample_of_the_page_works(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        let sample = r#"{
           "JobTitle": "сотрудник",
           "SignerType": "LegalEntity",
           "SignerInfo": "additional",
           "SignerPowers": "PersonMadeOperation",
           "SignerStatus": "SellerEmployee",
           "SignerPowersBase": "Должностные обязанности"
        }"#;
        let reply = post_json(&scene.api, &scene.path(0), &serde_json::from_str(sample).unwrap()).await;
        assert_eq!(reply.header("content-type"), "application/json; charset=utf-8");
        let inn = reply.json()["Inn"].as_str().unwrap().to_owned();
        let expected = json!({
            "Surname": "Ёжикова",
            "FirstName": "Анна",
            "Patronymic": "Петровна",
            "JobTitle": "сотрудник",
            "Inn": inn,
            "SignerType": "LegalEntity",
            "SignerOrganizationName": "ООО «Василёк»",
            "SignerInfo": "additional",
            "SignerPowers": "PersonMadeOperation",
            "SignerStatus": "SellerEmployee",
            "SignerPowersBase": "Должностные обязанности",
        });
        // in the order of the page, too
        assert_eq!(said(&reply), expected.to_string());
        // its thumbprint has 16 digits: it can be read, and nobody knows it
        let path = format!("{V2}?boxId={}&thumbprint=B8C080A89A5F643A&documentTitleType=0", scene.guid());
        let text = refused(&post_json(&scene.api, &path, &serde_json::from_str(sample).unwrap()).await, 404, "DiadocApi.NotFound");
        assert_eq!(text, format!("Could not find signer details [BoxId: {}, Thumbprint: B8C080A89A5F643A, TitleTypeId: 0]", scene.guid()));
        refused(&get_json(&scene.api, &path).await, 404, "DiadocApi.NotFound");
    }

    async fn json_is_read_in_any_case_by_name_or_number(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        let reply = post_json(&scene.api, &scene.path(0), &json!({
            "signertype": 1, "SIGNERPOWERS": 0, "signerStatus": "selleremployee", "signerInfo": "", "JobTitle": null, "Unknown": {"a": [1]},
        })).await;
        let kept = reply.expect(200);
        assert_eq!((&kept["SignerPowers"], &kept["SignerStatus"], &kept["JobTitle"]), (&json!("InvoiceSigner"), &json!("SellerEmployee"), &json!("директор")));
        assert!(kept.get("SignerInfo").is_none() && kept.get("SignerPowersBase").is_none(), "{kept}");
    }

    /// The first version knows four titles by two flags, bare or with a value, and says until when it is promised.
    async fn the_first_version_is_another_way_to_four_titles(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        let first = format!("{V1}?boxId={}&thumbprint={}", scene.guid(), scene.thumbprint);
        for (flags, title) in [
            ("", 0), ("&buyer=false&correction=false", 0), ("&buyer", 1), ("&buyer=true", 1), ("&buyer=", 1),
            ("&correction", 2), ("&correction=True", 2), ("&buyer&correction", 3), ("&buyer=true&correction=true", 3),
        ] {
            let fit = ExtendedSignerDetailsToPost { signer_info: Some(flags.to_owned()), ..fit(TitleType::of_number(title).unwrap()) };
            let kept = post(&scene.api, &format!("{first}{flags}"), &fit).await;
            assert_eq!(kept.header("sunset"), "Tue, 01 Dec 2026 00:00:00 GMT");
            assert!(kept.header("link").ends_with("/docs>; rel=\"sunset\"; type=\"text/html\""), "{}", kept.header("link"));
            assert_eq!(details(&kept), details(&scene.api.get(&scene.path(title)).await), "{flags}");
            let read = scene.api.get(&format!("{first}{flags}")).await;
            assert!(!read.header("sunset").is_empty());
            assert_eq!(details(&read), details(&kept));
        }
        let wrong = scene.api.get(&format!("{first}&buyer=yes")).await;
        assert_eq!(refused(&wrong, 400, "Http.BadRequest"), "buyer: could not find or parse query param");
        assert!(!wrong.header("sunset").is_empty());
        assert!(scene.api.get(&scene.path(0)).await.header("sunset").is_empty());
    }
}
