//! The main job through the API alone: people, certificates, a package, its signatures.

use serde_json::{Value, json};

use crate::caller::{Api, Form};

async fn person(api: &Api, phone: &str, name: &str) -> Value {
    let body =
        json!({"phone": phone, "surname": "Иванова", "name": name, "snils": "112-233-445 95", "external_id": format!("crm-{phone}")});
    let reply = api.post("/v1/users", &body).await;
    let user = reply.expect(201);
    assert_eq!(reply.header("location"), format!("/v1/users/{}", user["id"].as_str().unwrap()));
    assert_eq!(reply.header("etag"), "\"v1\"");
    user
}

/// Takes a person through a request to an active certificate; returns its id.
async fn certificate(api: &Api, user: &Value, company: &str) -> String {
    let asked = json!({"user_id": user["id"], "company_id": company, "key": "server"});
    let request = api.post("/v1/certificate-requests", &asked).await.expect(201);
    let path = format!("/v1/certificate-requests/{}", request["id"].as_str().unwrap());
    api.house.work().await;
    let ready = api.get(&path).await.expect(200);
    assert_eq!(ready["status"], "documents_ready");
    let files = api.get(&format!("{path}/files")).await.expect(200);
    let kinds: Vec<&str> = files["data"].as_array().unwrap().iter().map(|file| file["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["offer", "acceptance_act"]);
    let sent = api.post(&format!("{path}/acceptance-code"), &json!({})).await.expect(202);
    assert!(sent["phone"].as_str().unwrap().contains('•'));
    let code = api.house.code_to(user["phone"].as_str().unwrap()).await;
    assert_eq!(api.post(&format!("{path}/accept"), &json!({"code": code})).await.expect(200)["status"], "accepted");
    api.house.work().await;
    let active = api.post(&format!("{path}/activate"), &json!({})).await.expect(200);
    assert_eq!(active["status"], "active");
    active["certificate_id"].as_str().unwrap().to_owned()
}

testkit::both_own! {
    async fn a_package_is_created_signed_in_order_and_handed_out(db: TestDatabase) {
        let api = Api::on(&db).await;
        let (anna, boris) = (person(&api, "+79160000001", "Анна").await, person(&api, "+79160000002", "Борис").await);
        let session = api.logged_in("+79160000001").await;
        let company = json!({"name": "ООО «Клевер»", "inn": "7707083893", "kpp": "773601001", "ogrn": "1027700132195"});
        let clover = api.post("/v1/companies", &company).await.expect(201)["id"].as_str().unwrap().to_owned();
        let own = api.house.own_company.to_string();
        for (company, user, post) in [(&clover, &anna, "директор"), (&own, &boris, "бухгалтер")] {
            let place = json!({"rights": ["signer"], "post": post});
            let path = format!("/v1/companies/{company}/members/{}", user["id"].as_str().unwrap());
            assert_eq!(api.put(&path, &place).await.expect(200)["rights"], json!(["signer"]));
        }
        let members = api.get(&format!("/v1/companies/{clover}/members")).await.expect(200);
        assert_eq!(members["data"][0]["post"], "директор");
        let annas = certificate(&api, &anna, &clover).await;
        let boriss = certificate(&api, &boris, &own).await;

        let package = json!({
            "name_template": "Сделка {deal} – {type}", "vars": {"deal": "7", "type": "Договор"}, "external_id": "deal-7", "send": true,
            "participants": [
                {"order": 1, "role": "signer", "user_id": boris["id"], "company_id": own},
                {"order": 2, "role": "signer", "user_id": anna["id"], "company_id": clover},
            ],
        });
        let form = Form::package(&package).file("Договор № 1.pdf", "application/pdf", b"%PDF-1").file("b.bin", "application/octet-stream", &[0; 100_000]);
        let reply = api.upload(form).await;
        let package = reply.expect(201);
        assert_eq!((package["name"].as_str().unwrap(), package["status"].as_str().unwrap()), ("Сделка 7 – Договор", "sent"));
        let id = package["id"].as_str().unwrap();
        let path = format!("/v1/packages/{id}");
        assert_eq!(reply.header("location"), path);

        // Anna's turn has not come
        let early = api.post(&format!("{path}/sign"), &json!({"certificate_id": annas})).await.problem(409, "package_not_your_turn");
        assert_eq!(early["blocked_by"][0]["order"], 1);
        let signed = api.post(&format!("{path}/sign"), &json!({"certificate_id": boriss})).await.expect(200);
        assert_eq!(signed["participants"][0]["status"], "signed");
        assert_eq!(signed["participants"][1]["status"], "active");
        api.post(&format!("{path}/sign"), &json!({"certificate_id": boriss})).await.problem(409, "already_signed");

        // a client's employee confirms by a code, in her own session
        let participant = signed["participants"][1]["id"].as_str().unwrap();
        api.post(&format!("{path}/sign"), &json!({"certificate_id": annas})).await.problem(403, "confirmation_required");
        api.house.wait_for_another_code();
        session.post(&format!("{path}/signing-code"), &json!({"participant_id": participant})).await.expect(202);
        let code = api.house.code_to("+79160000001").await;
        let completed = session.post(&format!("{path}/sign"), &json!({"certificate_id": annas, "code": code})).await.expect(200);
        assert_eq!(completed["status"], "completed");
        api.post(&format!("{path}/revoke"), &json!({"reason": "поздно"})).await.problem(409, "package_completed");

        let files = api.get(&format!("{path}/files")).await.expect(200);
        assert_eq!(files["data"][0]["name"], "Договор № 1.pdf");
        let signatures = api.get(&format!("{path}/signatures")).await.expect(200);
        let signatures = signatures["data"].as_array().unwrap();
        assert_eq!(signatures.len(), 4);
        let last = &signatures[3];
        assert_eq!((last["format"].as_str(), last["algorithm"].as_str()), (Some("CAdES-T"), Some("GOST2012-256")));
        assert_eq!(last["authority"]["company_name"], "ООО «Клевер»");
        assert!(last["facts"].as_array().is_some_and(|facts| !facts.is_empty()));
        let one = format!("/v1/signatures/{}", last["id"].as_str().unwrap());
        assert_eq!(&api.get(&one).await.expect(200), last);
        let cms = api.get(&format!("{one}/content")).await;
        assert_eq!((cms.status, cms.header("content-type")), (200, "application/pkcs7-signature"));
        assert_eq!(cms.body[0], 0x30);
        let certificates = api.get(&format!("/v1/certificates?user_id={}", anna["id"].as_str().unwrap())).await.expect(200);
        assert_eq!(certificates["data"][0]["status"], "active");
        let der = api.get(&format!("/v1/certificates/{annas}/content")).await;
        assert_eq!((der.status, der.header("content-type")), (200, "application/pkix-cert"));
    }

    async fn approving_viewing_refusing_and_revoking_go_through_their_own_doors(db: TestDatabase) {
        let api = Api::on(&db).await;
        let (anna, boris) = (person(&api, "+79160000001", "Анна").await, person(&api, "+79160000002", "Борис").await);
        let route = json!([
            {"order": 1, "role": "approver", "user_id": anna["id"]},
            {"order": 1, "role": "observer", "phone": "8 (916) 000-00-02"},
            {"order": 2, "role": "signer", "phone": "+79169999999"},
        ]);
        let package = json!({"name": "Пакет", "send": false, "participants": route});
        let draft = api.upload(Form::package(&package).file("a.txt", "text/plain", b"a")).await.expect(201);
        assert_eq!(draft["participants"][1]["user_id"], boris["id"], "a registered phone is its account");
        assert_eq!((&draft["participants"][2]["user_id"], &draft["participants"][2]["phone"]), (&Value::Null, &json!("+79169999999")));
        let path = format!("/v1/packages/{}", draft["id"].as_str().unwrap());
        api.post(&format!("{path}/approve"), &json!({})).await.problem(409, "package_not_sent");
        assert_eq!(api.post(&format!("{path}/send"), &json!({})).await.expect(200)["status"], "sent");
        api.post(&format!("{path}/send"), &json!({})).await.problem(409, "package_already_sent");
        assert_eq!(api.post(&format!("{path}/approve"), &json!({})).await.expect(200)["participants"][0]["status"], "approved");
        assert_eq!(api.post(&format!("{path}/view"), &json!({})).await.expect(200)["participants"][1]["status"], "viewed");
        let signer = draft["participants"][2]["id"].as_str().unwrap();
        let refusal = json!({"reason": "не согласен", "participant_id": signer});
        api.post(&format!("{path}/refuse"), &refusal).await.problem(409, "not_a_participant");
        person(&api, "+79169999999", "Вера").await;
        let refused = api.post(&format!("{path}/refuse"), &refusal).await.expect(200);
        assert_eq!((refused["status"].as_str(), refused["reason"].as_str()), (Some("refused"), Some("не согласен")));
        assert_eq!(api.post(&format!("{path}/refuse"), &refusal).await.expect(200), refused, "again changes nothing");
        api.post(&format!("{path}/revoke"), &json!({"reason": "поздно"})).await.problem(409, "package_refused");

        let other = api.upload(Form::package(&package).file("a.txt", "text/plain", b"a")).await.expect(201);
        let path = format!("/v1/packages/{}", other["id"].as_str().unwrap());
        let revoked = api.post(&format!("{path}/revoke"), &json!({"reason": "ошибка"})).await.expect(200);
        assert_eq!((revoked["status"].as_str(), revoked["reason"].as_str()), (Some("revoked"), Some("ошибка")));
        let session = api.logged_in("+79160000001").await;
        session.get(&path).await.problem(404, "not_found");
    }
}
