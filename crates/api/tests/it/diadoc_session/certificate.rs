//! Login by certificate over a socket, decrypted by OpenSSL as the clients' providers would.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::time::Timestamp;
use pki::fixture::{House as Foreign, NOW, Pair, WITH_ENGINE, folder_of, openssl, pem};
use wire::diadoc::proto;

use super::messages::read;
use super::{Scene, text};

/// A token as a query holds it.
fn escaped(bytes: &[u8]) -> String {
    STANDARD.encode(bytes).replace('+', "%2B").replace('/', "%2F").replace('=', "%3D")
}

fn decrypted(pair: &Pair, certificate: &pki::Certificate, sealed: &[u8]) -> Vec<u8> {
    let folder = folder_of(&[WITH_ENGINE, ("key.pem", &pair.pkcs8()), ("holder.pem", &pem(&[certificate])), ("sealed.der", sealed)]);
    let arguments =
        ["cms", "-decrypt", "-inform", "DER", "-in", "sealed.der", "-inkey", "key.pem", "-recip", "holder.pem", "-out", "plain"];
    assert!(openssl(folder.path(), &arguments).status.success());
    std::fs::read(folder.path().join("plain")).unwrap()
}

testkit::both_own! {
    async fn both_clients_log_in_with_certificates_of_every_kind(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        let (house, foreign) = (&scene.api.house, Foreign::p256());
        house.clock.set(Timestamp::from_seconds(NOW));
        app::admin::add_trusted(&house.ctx, &foreign.root, None).await.unwrap();
        let members = format!("/v1/companies/{}/members/{}/outside-certificates", scene.company, scene.account.id);
        let pairs = [Pair::rsa(), Pair::p256(), Pair::gost(gost::ParameterSet::CryptoProA)];
        let octets = "Content-Type: application/octet-stream\r\n";
        for (number, pair) in (10..).zip(&pairs) {
            let certificate = foreign.signer(pair, number);
            let upload = pem(&[&certificate, &foreign.issuing]);
            let made = scene.api.upload_raw(&members, &testkit::uuid().to_string(), ("x-of", "test"), upload).await.expect(201);
            assert_eq!((made["status"].as_str(), made["ground"].as_str()), (Some("valid"), Some("path")));
            let thumbprint = made["thumbprint"].as_str().unwrap();
            for java in [true, false] {
                let path = "/V3/Authenticate?type=certificate";
                let application = scene.application();
                let reply = match java {
                    true => scene.socket.java_with("POST", path, &application, octets, Some(certificate.der())).await,
                    false => scene.socket.csharp_with("POST", path, &application, octets, Some(certificate.der())).await,
                };
                assert_eq!((reply.status, reply.header("content-type")), (200, "application/octet-stream"), "{}", text(&reply));
                let token = escaped(&decrypted(pair, &certificate, &reply.body));
                let reply = match java {
                    true => scene.socket.java_with("POST", &format!("/V3/AuthenticateConfirm?token={token}"), &application, octets, Some(certificate.der())).await,
                    false => {
                        let thumbprint = thumbprint.to_lowercase();
                        let path = format!("/V3/AuthenticateConfirm?thumbprint={thumbprint}&token={token}&saveBinding=False");
                        scene.socket.csharp("POST", &path, &application, None).await
                    }
                };
                assert_eq!(reply.status, 200, "{}", text(&reply));
                let logged_in = scene.with_token(&text(&reply));
                let me: proto::UserV2 = read(&scene.socket.java("GET", "/V2/GetMyUser", &logged_in, None).await.body);
                assert_eq!(me.user_id, scene.account.id.uuid().to_string());
                // it was good once
                let again = scene.socket.csharp("POST", &format!("/V2/AuthenticateConfirm?token={token}&saveBinding=True"), &application, Some(certificate.der())).await;
                assert_eq!((again.status, again.header("x-diadoc-errorcode")), (401, "Http.Auth"));
            }
        }
        // its own certificates are what the person sees in the box
        let logged_in = scene.with_token(&scene.token().await);
        let reply = scene.socket.java("GET", &format!("/GetMyCertificates?boxId={}", scene.company.uuid()), &logged_in, None).await;
        let list: proto::certificates::CertificateList = read(&reply.body);
        assert_eq!(list.certificates.len(), pairs.len());
        assert!(list.certificates.iter().all(|one| one.r#type() == proto::certificates::CertificateType::Token));
        let page = scene.api.get(&members).await.expect(200);
        let first = page["data"][0]["id"].as_str().unwrap();
        assert_eq!(scene.api.get(&format!("/v1/outside-certificates/{first}")).await.expect(200), page["data"][0]);
        assert_eq!(scene.api.delete(&format!("/v1/outside-certificates/{first}")).await.status, 204);
        assert_eq!(scene.api.get(&members).await.expect(200)["data"].as_array().unwrap().len(), pairs.len() - 1);
    }

    async fn the_sdk_goes_the_same_ways(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        let (house, foreign, pair) = (&scene.api.house, Foreign::p256(), Pair::p384());
        house.clock.set(Timestamp::from_seconds(NOW));
        app::admin::add_trusted(&house.ctx, &foreign.root, None).await.unwrap();
        let certificate = foreign.signer(&pair, 10);
        let office = client::Client::new(scene.socket.url(), house.key.as_str());
        let (company, user) = (scene.company.to_string(), scene.account.id.to_string());
        let registered = office.register_certificate(&company, &user, &pem(&[&certificate, &foreign.issuing])).await.unwrap();
        assert_eq!(office.registered_certificate(&registered.id).await.unwrap(), registered);
        let page = office.registered_certificates(&company, &user, &wire::office::ListAll::default()).await.unwrap();
        assert_eq!(page.data, std::slice::from_ref(&registered));
        for form in [client::signers::Form::Protobuf, client::signers::Form::Json] {
            let service = client::signers::SignersService::new(scene.socket.url(), house.key.as_str()).with_form(form);
            let sealed = service.challenge(certificate.der()).await.unwrap();
            let decrypted = decrypted(&pair, &certificate, &sealed);
            let person = service.logged_in_by_certificate(&decrypted, certificate.der()).await.unwrap();
            let guid = scene.company.uuid().to_string();
            assert_eq!(person.user().await.unwrap().user_id, scene.account.id.uuid().to_string());
            assert_eq!(person.employee(&guid).await.unwrap().position, "Директор");
            assert_eq!(person.users(&guid).await.unwrap().users.len(), 1);
            assert_eq!(person.certificates(&guid).await.unwrap().certificates[0].thumbprint, registered.thumbprint);
            assert_eq!(person.box_of(&guid).await.unwrap().box_id, scene.box_id());
            assert_eq!(service.organizations().await.unwrap().organizations.len(), 2);
            let session = scene.api.logged_in(scene.account.phone.as_str()).await;
            let again = service.logged_in_by_sid(&session.key).await.unwrap();
            assert_eq!(again.organizations().await.unwrap().organizations.len(), 1);
        }
        office.remove_registered_certificate(&registered.id).await.unwrap();
    }

    async fn whoever_holds_a_certificate_of_nobody_learns_it_at_the_end(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        let (pair, application) = (Pair::p256(), scene.application());
        let certificate = Foreign::p256().signer(&pair, 10);
        let reply = scene.socket.java("POST", "/V3/Authenticate?type=certificate", &application, Some(certificate.der())).await;
        assert_eq!(reply.status, 200);
        let token = escaped(&decrypted(&pair, &certificate, &reply.body));
        let reply = scene.socket.java("POST", &format!("/V3/AuthenticateConfirm?token={token}"), &application, Some(certificate.der())).await;
        assert_eq!((reply.status, reply.header("x-diadoc-errorcode")), (403, "Http.Forbidden"));
        for (path, body) in [
            ("/V3/Authenticate?type=certificate", &b"junk"[..]),
            ("/V3/AuthenticateConfirm?token=AAAA", b""),
            ("/V3/AuthenticateConfirm?token=%3F%3F", certificate.der()),
            ("/V3/AuthenticateConfirm", certificate.der()),
            ("/V3/AuthenticateConfirm?token=AAAA&saveBinding=perhaps", certificate.der()),
        ] {
            let reply = scene.socket.java("POST", path, &application, Some(body)).await;
            assert_eq!((reply.status, reply.header("x-diadoc-errorcode")), (400, "Http.BadRequest"), "{path}");
        }
    }
}
