//! The access table of the session's calls: what needs nobody, what needs somebody, and what needs somebody of the box.

use app::{ExposeSecret, Scope, Scopes};

use super::{Scene, text};

/// Who may call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rule {
    /// An application by its client id.
    Application,
    /// Somebody who is logged in, or a key for itself.
    Somebody,
    /// The same, in a box of theirs.
    InBox,
}

const TABLE: [(&str, &str, Rule); 10] = [
    ("POST", "/V3/Authenticate", Rule::Application),
    ("POST", "/V3/AuthenticateConfirm", Rule::Application),
    ("POST", "/V2/AuthenticateConfirm", Rule::Application),
    ("POST", "/Authenticate", Rule::Application),
    ("GET", "/GetBox", Rule::Application),
    ("GET", "/GetMyOrganizations", Rule::Somebody),
    ("GET", "/V2/GetMyUser", Rule::Somebody),
    ("GET", "/GetMyEmployee", Rule::InBox),
    ("GET", "/GetMyCertificates", Rule::InBox),
    ("GET", "/V2/GetOrganizationUsers", Rule::InBox),
];

testkit::both_own! {
    async fn every_call_asks_for_what_the_table_says(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        let key = |scopes| {
            let house = &scene.api.house;
            async move { app::admin::create_api_key(&house.ctx, Some(house.licensee), scopes).await.unwrap().key.expose_secret().to_owned() }
        };
        let (office, signers) = (key(Scopes::new([Scope::Office])).await, key(Scopes::new([Scope::Signers])).await);
        let person = scene.with_token(&scene.token().await);
        let of_another = scene.api.house.another_licensee().await.1;
        let token = person.split_once("ddauth_token=").unwrap().1.to_owned();
        for (method, call, rule) in TABLE {
            let path = format!("{call}?boxId={}", scene.company.uuid());
            let status = |authorization: String| {
                let (scene, path) = (&scene, &path);
                async move { scene.socket.java(method, path, &authorization, None).await.status }
            };
            // no header, a key without this face, and an application alone
            assert_eq!(status(String::new()).await, 401, "{call}");
            assert_eq!(status(format!("DiadocAuth ddauth_api_client_id={office}")).await, 401, "{call}");
            let alone = status(format!("DiadocAuth ddauth_api_client_id={signers}")).await;
            assert_eq!(alone == 401, rule != Rule::Application, "{call}: {alone}");
            if rule == Rule::Application {
                continue;
            }
            assert_eq!(status(format!("Bearer {office}")).await, 403, "{call}");
            for authorization in [person.clone(), format!("Bearer {token}"), format!("Bearer {signers}")] {
                assert_eq!(status(authorization.clone()).await, 200, "{call} {authorization}");
            }
            // the token of one licensee's person beside the client id of another's
            assert_eq!(status(format!("DiadocAuth ddauth_api_client_id={of_another},ddauth_token={token}")).await, 401, "{call}");
            let foreign = status(format!("Bearer {of_another}")).await;
            assert_eq!(foreign, if rule == Rule::InBox { 403 } else { 200 }, "{call}");
        }
        // whoever is not a member any more has lost the box, and their account everything
        let other = scene.api.house.person().await;
        let session = scene.api.logged_in(other.phone.as_str()).await;
        for (method, call, _) in TABLE.into_iter().filter(|(.., rule)| *rule == Rule::InBox) {
            let path = format!("{call}?boxId={}", scene.company.uuid());
            let reply = scene.socket.java(method, &path, &format!("Bearer {}", session.key), None).await;
            assert_eq!(reply.status, 403, "{call}: {}", text(&reply));
        }
        let reply = scene.socket.java("GET", "/GetMyOrganizations", &format!("Bearer {}", session.key), None).await;
        assert_eq!((reply.status, reply.body.len()), (200, 0));
    }
}
