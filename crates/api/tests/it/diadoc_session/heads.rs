//! Each client's session from login to the last call, by the requests that it puts on the wire.

use domain::office::{Right, box_id};
use serde_json::json;
use wire::diadoc::proto::{self, certificates::CertificateList, employees};

use super::messages::{field, number, read};
use super::{Scene, text};

/// Sends in the manner of one of the clients.
async fn ask(scene: &Scene, java: bool, method: &str, path: &str, authorization: &str, body: Option<&[u8]>) -> crate::caller::Reply {
    let reply = match java {
        true => scene.socket.java(method, path, authorization, body).await,
        false => scene.socket.csharp(method, path, authorization, body).await,
    };
    assert_eq!(reply.status, 200, "{method} {path}: {}", text(&reply));
    reply
}

testkit::both_own! {
    async fn both_clients_get_through_a_session(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        let (guid, user) = (scene.company.uuid().to_string(), scene.account.id.uuid().to_string());
        for java in [true, false] {
            let reply = ask(&scene, java, "POST", "/V3/Authenticate?type=password", &scene.application(), Some(&scene.login())).await;
            assert_eq!(reply.header("content-type"), "text/plain; charset=utf-8");
            let logged_in = scene.with_token(&text(&reply));

            let path = if java { "/GetMyOrganizations" } else { "/GetMyOrganizations?autoRegister=false" };
            let reply = ask(&scene, java, "GET", path, &logged_in, None).await;
            assert_eq!(reply.header("content-type"), "application/x-protobuf");
            let list: proto::OrganizationList = read(&reply.body);
            let [organization] = &list.organizations[..] else { panic!("one organization: {list:?}") };
            assert_eq!((organization.org_id.as_str(), organization.inn.as_str()), (guid.as_str(), "7707083893"));
            assert_eq!(organization.full_name, "ООО «Ромашка»");
            assert_eq!(organization.organization_type(), proto::OrganizationType::Juridical);
            assert_eq!((organization.boxes[0].box_id.as_str(), organization.boxes[0].box_id_guid.as_str()), (scene.box_id().as_str(), guid.as_str()));

            // C# shows its client id alone, and an @ as it is
            let (authorization, id) = if java { (&logged_in, scene.box_id().replace('@', "%40")) } else { (&scene.application(), scene.box_id()) };
            let reply = ask(&scene, java, "GET", &format!("/GetBox?boxId={id}"), authorization, None).await;
            let found: proto::Box = read(&reply.body);
            assert_eq!((found.title.as_str(), found.organization.as_ref().map(|one| one.inn.as_str())), ("ООО «Ромашка»", Some("7707083893")));

            let reply = ask(&scene, java, "GET", "/V2/GetMyUser", &logged_in, None).await;
            let full_name = [field(1, "Иванов".as_bytes()), field(2, "Иван".as_bytes()), field(3, "Иванович".as_bytes())].concat();
            let golden = [field(1, user.as_bytes()), field(2, b"Ivanov@example.ru"), field(3, &full_name), number(4, 1)].concat();
            assert_eq!(reply.body, golden);

            for id in [scene.box_id().replace('@', "%40"), guid.clone(), scene.company.uuid().simple().to_string()] {
                let reply = ask(&scene, java, "GET", &format!("/GetMyEmployee?boxId={id}"), &logged_in, None).await;
                let employee: employees::Employee = read(&reply.body);
                assert_eq!((employee.user.user_id.as_str(), employee.position.as_str()), (user.as_str(), "Директор"));
                assert!(!employee.permissions.is_administrator);
                assert_eq!(employee.permissions.document_access_level(), proto::DocumentAccessLevel::DepartmentOnly);
            }
            let reply = ask(&scene, java, "GET", &format!("/V2/GetOrganizationUsers?boxId={guid}"), &logged_in, None).await;
            let users: proto::OrganizationUsersList = read(&reply.body);
            assert_eq!((users.current_user_id.as_str(), users.users[0].name.as_str()), (user.as_str(), "Иванов Иван Иванович"));
            assert!(users.users[0].permissions.can_sign_documents && !users.users[0].permissions.is_administrator);
            let path = format!("/GetMyCertificates?boxId={guid}&includeGoskeyCertificates=true");
            assert!(ask(&scene, java, "GET", &path, &logged_in, None).await.body.is_empty());
        }
    }

    async fn certificates_of_a_box_are_listed_by_whose_they_are(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        let colleague = scene.api.house.signatory(scene.company).await;
        let path = format!("/GetMyCertificates?boxId={}", scene.company.uuid());
        let logged_in = scene.with_token(&scene.token().await);
        assert!(scene.socket.java("GET", &path, &logged_in, None).await.body.is_empty());
        let bearer = format!("Bearer {}", scene.api.house.key);
        let reply = scene.socket.java("GET", &path, &bearer, None).await;
        let list: CertificateList = read(&reply.body);
        let [one] = &list.certificates[..] else { panic!("one certificate: {list:?}") };
        let issued = scene.api.get(&format!("/v1/certificates/{}", colleague.certificate)).await.expect(200);
        assert_eq!(one.thumbprint, issued["thumbprint"].as_str().unwrap());
        assert_eq!((one.user_last_name.as_deref(), one.user_short_name.as_deref()), (Some("Ёжикова"), Some("Ёжикова А. П.")));
        assert_eq!((one.inn.as_deref(), one.organization_name.as_deref()), (Some("7707083893"), Some("ООО «Ромашка»")));
        assert_eq!((one.r#type(), one.subject_type()), (proto::certificates::CertificateType::Dss, proto::certificates::CertificateSubjectType::LegalEntity));
        assert!(one.valid_from.unwrap() < one.valid_to.unwrap());
    }

    async fn a_key_alone_is_the_administrator_of_every_box(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        let bearer = format!("Bearer {}", scene.api.house.key);
        let list: proto::OrganizationList = read(&scene.socket.java("GET", "/GetMyOrganizations", &bearer, None).await.body);
        let ids: Vec<_> = list.organizations.iter().map(|one| one.org_id.clone()).collect();
        assert_eq!(ids, [scene.company, scene.api.house.own_company].map(box_id::guid));
        for company in [scene.company, scene.api.house.own_company] {
            let reply = scene.socket.java("GET", &format!("/GetMyEmployee?boxId={}", box_id::guid(company)), &bearer, None).await;
            let employee: employees::Employee = read(&reply.body);
            assert!(employee.permissions.is_administrator && employee.user.is_registered);
        }
        let user: proto::UserV2 = read(&scene.socket.java("GET", "/V2/GetMyUser", &bearer, None).await.body);
        assert_eq!(user.full_name.unwrap().last_name, "Информационная система");
    }

    async fn plain_http_speaks_json_where_it_says_so(db: TestDatabase) {
        let scene = Scene::of(crate::caller::Api::on(&db).await, Right::Head).await;
        let login = json!({"login": "ivanov@example.ru", "password": scene.password}).to_string();
        let json_body = "Content-Type: application/json; charset=utf-8\r\n";
        let reply = scene.socket.java_with("POST", "/V3/Authenticate?type=password", &scene.application(), json_body, Some(login.as_bytes())).await;
        assert_eq!(reply.status, 200, "{}", text(&reply));
        let logged_in = scene.with_token(&text(&reply)).replace(',', ", ");
        let accept = "Accept: application/json\r\n";
        let guid = scene.company.uuid().to_string();
        let reply = scene.socket.java_with("GET", &format!("/GetBox?boxId={guid}"), &logged_in, accept, None).await;
        assert_eq!(reply.header("content-type"), "application/json; charset=utf-8");
        assert_eq!(reply.json(), json!({
            "BoxId": scene.box_id(),
            "Title": "ООО «Ромашка»",
            "Organization": {
                "OrgId": guid,
                "Inn": "7707083893",
                "FullName": "ООО «Ромашка»",
                "ShortName": "ООО «Ромашка»",
                "IsPilot": false,
                "IsActive": true,
                "IsTest": false,
                "IsBranch": false,
                "IsRoaming": false,
                "Sociability": "AllOrganizations",
                "IsForeign": false,
                "OrganizationType": "Juridical",
                "ReadyForEpdStatus": "NotReady",
                "Comment": "",
            },
            "InvoiceFormatVersion": "v5_02",
            "EncryptedDocumentsAllowed": false,
            "BoxIdGuid": guid,
        }));
        let reply = scene.socket.java_with("GET", &format!("/GetMyEmployee?boxId={guid}"), &logged_in, accept, None).await.json();
        assert_eq!(reply["Permissions"]["DocumentAccessLevel"], "AllDocuments");
        assert_eq!(reply["Permissions"]["IsAdministrator"], true);
        assert!(reply["CreationTimestamp"]["Ticks"].as_i64().unwrap() > 639_000_000_000_000_000);
    }

    async fn other_ways_in_lead_to_the_same_session(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        let path = format!("/Authenticate?login={}&password={}", scene.account.phone.as_str().replace('+', "%2B"), scene.password);
        let reply = scene.socket.java("POST", &path, &scene.application(), Some(b"")).await;
        assert_eq!(reply.status, 200, "{}", text(&reply));
        let person = scene.api.logged_in(scene.account.phone.as_str()).await;
        let reply = scene.socket.java_with("POST", "/V3/Authenticate?type=sid", &scene.application(), "Content-Type: text/plain\r\n", Some(person.key.as_bytes())).await;
        let by_sid = text(&reply);
        let header = format!("X-Diadoc-ServiceKey: {}\r\nX-Diadoc-ServiceUserId: {}\r\n", scene.api.house.key, scene.account.id.uuid());
        let reply = scene.socket.csharp_with("POST", "/V3/Authenticate?type=trust", &scene.application(), &header, None).await;
        let user = scene.account.id.uuid().to_string();
        for authorization in [scene.with_token(&by_sid), scene.with_token(&text(&reply)), format!("Bearer {by_sid}"), format!("Bearer {}", person.key)] {
            let me: proto::UserV2 = read(&scene.socket.csharp("GET", "/V2/GetMyUser", &authorization, None).await.body);
            assert_eq!(me.user_id, user);
        }
        // all of them are shown to their owner, who can close them
        let sessions = person.get("/v1/sessions").await.expect(200);
        let faces: Vec<_> = sessions["data"].as_array().unwrap().iter().map(|one| one["face"].as_str().unwrap()).collect();
        assert_eq!(faces.iter().filter(|face| **face == "signers").count(), 3);
        for one in sessions["data"].as_array().unwrap().iter().filter(|one| one["face"] == "signers") {
            assert_eq!(person.delete(&format!("/v1/sessions/{}", one["id"].as_str().unwrap())).await.status, 204);
        }
        assert_eq!(scene.socket.java("GET", "/V2/GetMyUser", &scene.with_token(&by_sid), None).await.status, 401);
    }
}
