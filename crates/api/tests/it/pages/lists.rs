//! The lists: what stands in each, how one more of it is made at the same moment, and how something of it changes.

use std::sync::Arc;

use app::{Ctx, ExposeSecret, Scope, Scopes};
use domain::certificate::OutsideCertificate;
use domain::id::{
    ApiKeyId, CertificateId, CompanyId, EndpointId, EventId, FileId, IssueId, OutsideCertificateId, PackageId, ParticipantId, SessionId,
    SignatureId, UserId,
};
use domain::issue::{IssueRequest, State};
use domain::office::{Member, Participant, Right, Rights, Route};
use domain::time::Timestamp;
use serde_json::{Value, json};
use store::table::delivery::{DELIVERED, Delivery};
use store::{AuditOutcome, NewAudit, StoreError, Tx, table};

use crate::caller::{Api, Form, package_of};

/// Makes one thing, or changes one, and says how it is shown.
pub(super) type Make = Arc<dyn Fn(&mut Tx<'_>, &Ctx) -> Result<String, StoreError> + Send + Sync>;

pub(super) struct List {
    pub(super) path: String,
    /// The field that says which one it is.
    pub(super) id: &'static str,
    /// Who asks.
    pub(super) token: String,
    pub(super) make: Make,
    pub(super) change: Make,
}

impl List {
    fn new(
        api: &Api,
        path: impl Into<String>,
        make: impl Fn(&mut Tx<'_>, &Ctx) -> Result<String, StoreError> + Send + Sync + 'static,
    ) -> Self {
        let nothing: Make = Arc::new(|_, _| Ok(String::new()));
        Self { path: path.into(), id: "id", token: api.key.clone(), make: Arc::new(make), change: nothing }
    }

    fn changing(mut self, change: impl Fn(&mut Tx<'_>, &Ctx) -> Result<String, StoreError> + Send + Sync + 'static) -> Self {
        self.change = Arc::new(change);
        self
    }
}

fn parse<T, E: std::fmt::Debug>(value: &Value, parse: impl Fn(&str) -> Result<T, E>) -> T {
    parse(value.as_str().unwrap()).unwrap()
}

/// Reads a row that is there.
async fn row<T: Send + 'static>(api: &Api, mut load: impl FnMut(&mut Tx<'_>) -> Result<Option<T>, StoreError> + Send + 'static) -> T {
    api.house.ctx.store.read(move |tx| load(tx)).await.unwrap().unwrap()
}

pub(super) async fn packages(api: &Api, path: &str) -> List {
    let who = api.house.signatory(api.house.own_company).await;
    let one = api.house.package(vec![who.signs(1)]).await;
    let id = one.id;
    List::new(api, path, move |tx, ctx| {
        let line = |known: &Participant| Participant { id: ParticipantId::new(ctx.uuid()), ..known.clone() };
        let route = Route::new(one.route.participants().iter().map(line).collect()).unwrap();
        let another = domain::office::Package { id: PackageId::new(ctx.uuid()), route, ..one.clone() };
        assert!(table::package::insert(tx, &another)?);
        Ok(another.id.to_string())
    })
    .changing(move |tx, _| {
        let package = table::package::load_for_update(tx, id)?.unwrap();
        Ok(table::package::save(tx, package)?.id.to_string())
    })
}

pub(super) async fn users(api: &Api) -> List {
    let one = api.house.person().await;
    List::new(api, "/v1/users", move |tx, ctx| {
        let another = domain::office::Account { id: UserId::new(ctx.uuid()), phone: testhouse::phone(), ..one.clone() };
        assert!(table::account::insert(tx, &another, "")?);
        Ok(another.id.to_string())
    })
}

async fn companies(api: &Api) -> List {
    let id = api.house.company().await;
    let one = row(api, move |tx| table::company::load(tx, id)).await;
    List::new(api, "/v1/companies", move |tx, ctx| {
        let another = domain::office::Company { id: CompanyId::new(ctx.uuid()), inn: testhouse::inn_of_company(), ..one.clone() };
        assert!(table::company::insert(tx, &another)?);
        Ok(another.id.to_string())
    })
}

async fn members(api: &Api) -> List {
    let (company, licensee, now) = (api.house.company().await, api.house.licensee, api.house.ctx.now());
    let place = move |user: UserId, right: Right| Member {
        company,
        user,
        licensee,
        version: 1,
        rights: Rights::new([right]).unwrap(),
        post: None,
        created_at: now,
    };
    let somebody = UserId::new(testkit::uuid());
    let mut list = List::new(api, format!("/v1/companies/{company}/members"), move |tx, ctx| {
        Ok(table::member::put(tx, place(UserId::new(ctx.uuid()), Right::Viewer))?.user.to_string())
    })
    .changing(move |tx, _| Ok(table::member::put(tx, place(somebody, Right::Signer))?.user.to_string()));
    list.id = "user_id";
    list
}

async fn outside_certificates(api: &Api) -> List {
    let who = api.house.signatory(api.house.own_company).await;
    let one = crate::access::outside_certificate(api, &who);
    List::new(api, format!("/v1/companies/{}/members/{}/outside-certificates", who.company, who.user), move |tx, ctx| {
        let another = OutsideCertificate {
            id: OutsideCertificateId::new(ctx.uuid()),
            thumbprint: ctx.uuid().simple().to_string().to_uppercase(),
            ..one.clone()
        };
        table::outside_certificate::insert(tx, &another, b"")?;
        Ok(another.id.to_string())
    })
}

async fn certificates(api: &Api, certificate: CertificateId, user: Option<UserId>) -> List {
    let one = row(api, move |tx| table::certificate::load(tx, certificate)).await;
    let path = user.map_or("/v1/certificates".to_owned(), |user| format!("/v1/certificates?user_id={user}"));
    let at = api.house.ctx.now();
    List::new(api, path, move |tx, ctx| {
        let (id, issue, serial) = (CertificateId::new(ctx.uuid()), IssueId::new(ctx.uuid()), ctx.uuid().simple().to_string());
        let another = domain::certificate::Certificate { id, issue, serial, ..one.clone() };
        table::certificate::insert(tx, &another, "00", b"der", at)?;
        Ok(another.id.to_string())
    })
    .changing(move |tx, _| {
        let known = table::certificate::load_for_update(tx, certificate)?.unwrap();
        Ok(table::certificate::save(tx, known)?.id.to_string())
    })
}

async fn requests(api: &Api, certificate: CertificateId) -> List {
    let id = row(api, move |tx| table::certificate::load(tx, certificate)).await.issue;
    let one = app::request::get(&api.house.ctx, &api.house.call(), id).await.unwrap();
    let same = one.clone();
    let clear = |request: &IssueRequest| table::issue::Body::Clear(serde_json::to_string(request).unwrap());
    List::new(api, "/v1/certificate-requests", move |tx, ctx| {
        let another = IssueRequest { id: IssueId::new(ctx.uuid()), ..one.clone() };
        assert!(table::issue::insert(tx, &another, &clear(&another), &table::issue::Marks::default())?);
        Ok(another.id.to_string())
    })
    .changing(move |tx, _| {
        let version: i64 = tx.one(store::sql!("SELECT version FROM issue WHERE id = ?1"), &[id.into()], |row| row.get(0))?;
        let next = IssueRequest { version: version + 1, ..same.clone() };
        table::issue::save(tx, &next, &clear(&next), &table::issue::Marks::default())?;
        Ok(next.id.to_string())
    })
}

/// The operators' queue, which is that of all licensees.
async fn queue(api: &Api, certificate: CertificateId) -> List {
    let id = row(api, move |tx| table::certificate::load(tx, certificate)).await.issue;
    let one = app::request::get(&api.house.ctx, &api.house.call(), id).await.unwrap();
    let waiting = State::Validating { since: api.house.ctx.now(), taken: None };
    let one = IssueRequest { state: waiting, version: 1, ..one };
    let clear = |request: &IssueRequest| table::issue::Body::Clear(serde_json::to_string(request).unwrap());
    let insert =
        move |tx: &mut Tx<'_>, another: &IssueRequest| table::issue::insert(tx, another, &clear(another), &table::issue::Marks::default());
    let known = IssueRequest { id: IssueId::new(testkit::uuid()), ..one.clone() };
    let operator = logged_in_operator(api).await;
    let list = List::new(api, "/v1/operator/certificate-requests", move |tx, ctx| {
        let another = IssueRequest { id: IssueId::new(ctx.uuid()), ..one.clone() };
        assert!(insert(tx, &another)?);
        Ok(another.id.to_string())
    })
    .changing(move |tx, _| {
        insert(tx, &known)?;
        let version: i64 = tx.one(store::sql!("SELECT version FROM issue WHERE id = ?1"), &[known.id.into()], |row| row.get(0))?;
        let next = IssueRequest { version: version + 1, ..known.clone() };
        table::issue::save(tx, &next, &clear(&next), &table::issue::Marks::default())?;
        Ok(next.id.to_string())
    });
    List { token: operator, ..list }
}

async fn logged_in_operator(api: &Api) -> String {
    let (_, password) = app::admin::create_operator(&api.house.ctx, "operator").await.unwrap();
    let body = json!({"login": "operator", "password": password.expose_secret()});
    let session = api.post("/v1/operator/sessions", &body).await.expect(201);
    session["token"].as_str().unwrap().to_owned()
}

async fn keys(api: &Api) -> List {
    let made = app::admin::create_api_key(&api.house.ctx, Some(api.house.licensee), Scopes::new([Scope::Keys])).await.unwrap();
    let id = made.id;
    let one = row(api, move |tx| table::api_key::load(tx, id)).await;
    let list = List::new(api, "/v1/api-keys", move |tx, ctx| {
        let another = table::api_key::ApiKey { id: ApiKeyId::new(ctx.uuid()), hash: ctx.uuid().to_string(), ..one.clone() };
        table::api_key::insert(tx, &another)?;
        Ok(another.id.to_string())
    })
    .changing(move |tx, ctx| table::api_key::used(tx, id, ctx.now()).map(|()| id.to_string()));
    List { token: made.key.expose_secret().to_owned(), ..list }
}

async fn sessions(api: &Api) -> List {
    let who = api.house.person().await;
    let person = api.logged_in(who.phone.as_str()).await;
    let (licensee, at) = (api.house.licensee, api.house.ctx.now());
    let list = List::new(api, "/v1/sessions", move |tx, ctx| {
        let another = table::session::Session {
            id: SessionId::new(ctx.uuid()),
            licensee,
            account: who.id,
            face: table::session::Face::Office,
            hash: ctx.uuid().to_string(),
            created_at: at,
            expires_at: at.plus(std::time::Duration::from_secs(3600)),
        };
        table::session::insert(tx, &another)?;
        Ok(another.id.to_string())
    });
    List { token: person.key, ..list }
}

async fn endpoint(api: &Api) -> table::endpoint::Endpoint {
    let made = api.post("/v1/webhook-endpoints", &json!({"url": "https://example.com/"})).await.expect(201);
    let id = parse(&made["id"], EndpointId::parse);
    row(api, move |tx| table::endpoint::load(tx, id)).await
}

async fn endpoints(api: &Api) -> List {
    let one = endpoint(api).await;
    let id = one.id;
    List::new(api, "/v1/webhook-endpoints", move |tx, ctx| {
        let id = EndpointId::new(ctx.uuid());
        let secret = ctx.keys.seal(&format!("endpoint:{id}"), b"whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
        let another = table::endpoint::Endpoint { id, secret, ..one.clone() };
        table::endpoint::insert(tx, &another)?;
        Ok(another.id.to_string())
    })
    .changing(move |tx, _| {
        let known = table::endpoint::load_for_update(tx, id)?.unwrap();
        table::endpoint::update(tx, &known)?;
        Ok(id.to_string())
    })
}

async fn deliveries(api: &Api) -> List {
    let (endpoint, at) = (endpoint(api).await.id, api.house.ctx.now());
    let one = move |event: EventId| Delivery {
        endpoint,
        event,
        state: DELIVERED.to_owned(),
        attempts: 1,
        status: Some(204),
        error: None,
        at,
        answer: None,
        next_at: None,
    };
    let known = EventId::new(testkit::uuid());
    let mut list = List::new(api, format!("/v1/webhook-endpoints/{endpoint}/deliveries"), move |tx, ctx| {
        let another = one(EventId::new(ctx.uuid()));
        let shown = another.event.to_string();
        tx.delivery(another);
        Ok(shown)
    })
    .changing(move |tx, _| {
        tx.delivery(Delivery { attempts: 2, ..one(known) });
        Ok(known.to_string())
    });
    list.id = "event_id";
    list
}

async fn signatures(api: &Api, who: &testhouse::Signatory) -> List {
    let package = api.upload(Form::package(&package_of(who)).file("a.txt", "text/plain", b"a")).await.expect(201);
    let path = format!("/v1/packages/{}", package["id"].as_str().unwrap());
    api.post(&format!("{path}/sign"), &json!({"certificate_id": who.certificate.to_string()})).await.expect(200);
    let known = api.get(&format!("{path}/signatures")).await.expect(200);
    let id = parse(&known["data"][0]["id"], SignatureId::parse);
    let (one, _) = row(api, move |tx| table::signature::load(tx, id)).await;
    List::new(api, format!("{path}/signatures"), move |tx, ctx| {
        let (id, file) = (SignatureId::new(ctx.uuid()), FileId::new(ctx.uuid()));
        let another = domain::signature::Signature { id, file, ..one.clone() };
        table::signature::insert(tx, &another, b"cms")?;
        Ok(another.id.to_string())
    })
}

fn audit(api: &Api) -> List {
    let (licensee, at): (_, Timestamp) = (api.house.licensee, api.house.ctx.now());
    let mut list = List::new(api, "/v1/audit?action=test.page", move |tx, ctx| {
        let request_id = ctx.uuid().to_string();
        tx.audit(NewAudit {
            at,
            licensee: Some(licensee),
            actor: "test".to_owned(),
            action: "test.page",
            subject: "-".to_owned(),
            outcome: AuditOutcome::Done,
            code: None,
            detail: json!({}),
            request_id: Some(request_id.clone()),
        });
        Ok(request_id)
    });
    list.id = "request_id";
    list
}

/// All but packages and people.
pub(super) async fn others(api: &Api) -> Vec<List> {
    let who = api.house.signatory(api.house.own_company).await;
    vec![
        companies(api).await,
        members(api).await,
        outside_certificates(api).await,
        certificates(api, who.certificate, None).await,
        certificates(api, who.certificate, Some(who.user)).await,
        requests(api, who.certificate).await,
        queue(api, who.certificate).await,
        keys(api).await,
        sessions(api).await,
        endpoints(api).await,
        deliveries(api).await,
        signatures(api, &who).await,
        audit(api),
    ]
}
