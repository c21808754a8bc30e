//! Prints the offer and the act of a request and forwards it to its subject's cabinet (row 3.3).

use domain::code;
use domain::id::{ContentId, FileId, IssueId, PrivateKeyId};
use domain::issue::{Agreement, Command, IssueRequest, KeyAlgorithm, KeyPlace, Printed, ServerKey, State};
use domain::office::Company;
use jobs::{Job, Outcome};
use pki::PublicKey;
use serde_json::{Value, json};
use store::table::content::FileRow;
use store::{Tx, table};

use super::id_of;
use crate::act::{self, Act};
use crate::content::{self, Stored};
use crate::error::OrMissing;
use crate::request::Subject;
use crate::{AppError, Call, Ctx, authority, digest, request};

pub(crate) const KIND: &str = "print_request";

/// A printed form on its way into the database.
#[derive(Clone)]
struct Form {
    kind: &'static str,
    name: &'static str,
    file: FileId,
    content: ContentId,
    template: String,
    stored: Stored,
}

/// Prints and forwards; a request that went on meanwhile needs nothing.
pub(crate) async fn run(ctx: Ctx, job: Job) -> Result<Outcome, AppError> {
    let id = match id_of(&job, "request", IssueId::parse) {
        Ok(id) => id,
        Err(outcome) => return Ok(outcome),
    };
    let inner = ctx.clone();
    let (subject, operator) = ctx.store.read(move |tx| load(tx, &inner, id)).await?;
    if !matches!(subject.request.state, State::Approved { forwarded: None, .. }) {
        return Ok(Outcome::Done);
    }
    let (key, spki) = key(&ctx, &subject.request).await?;
    let offer_template = template(&ctx, "offer").await?;
    let version = version(&offer_template);
    let offer = form(&ctx, "offer", "Оферта.pdf", offer_template, offer_facts(&ctx, &operator, &version)).await?;
    let act_template = template(&ctx, "acceptance-act").await?;
    let facts = act_facts(&ctx, &subject, &operator, &version, &spki)?;
    let act = form(&ctx, "acceptance_act", "Акт признания ключа.pdf", act_template, facts).await?;
    forward(&ctx, subject.request, key, offer, act).await
}

/// Who is printed about, and the company that offers.
fn load(tx: &mut Tx<'_>, ctx: &Ctx, id: IssueId) -> Result<(Subject, Company), AppError> {
    let subject = Subject::load(tx, ctx, id)?;
    let tenant = table::licensee::load(tx, subject.request.licensee)?.or_missing()?;
    let operator = table::company::load(tx, tenant.own_company)?.or_missing()?;
    Ok((subject, operator))
}

/// The public key that the act names. A server key is made under the request's own id, so that a repeated job makes no second one.
async fn key(ctx: &Ctx, request: &IssueRequest) -> Result<(Option<ServerKey>, Vec<u8>), AppError> {
    match &request.key {
        KeyPlace::Server { algorithm, .. } => {
            let id = PrivateKeyId::new(request.id.uuid());
            let algorithm = authority::algorithm(algorithm.unwrap_or(KeyAlgorithm::EcdsaP256));
            let spki = ctx.keys.ensure(id, algorithm).await?;
            Ok((Some(ServerKey { id, spki: hex::encode(&spki) }), spki))
        }
        KeyPlace::Browser { csr } | KeyPlace::Token { csr } => Ok((None, authority::kept_csr(csr)?.public_key().spki().to_vec())),
        KeyPlace::AwaitedToken => Err(code::KEY_REQUIRED.into()),
    }
}

/// A template by its name.
pub(crate) async fn template(ctx: &Ctx, name: &'static str) -> Result<print::Template, AppError> {
    let templates = ctx.templates.clone();
    let read =
        tokio::task::spawn_blocking(move || templates.get(name)).await.map_err(|error| AppError::internal("a template").because(error))?;
    read.map_err(|error| AppError::from(code::UNAVAILABLE).private(format!("the template {name}")).because(error))
}

/// Which wording it is: the first digits of its hash.
fn version(template: &print::Template) -> String {
    digest::sha256_hex(format!("{}\0{}", template.source, template.house).as_bytes())[..16].to_owned()
}

async fn form(ctx: &Ctx, kind: &'static str, name: &'static str, template: print::Template, facts: Value) -> Result<Form, AppError> {
    let pdf = ctx.printer.render(&template, &facts).await;
    let pdf = pdf.map_err(|error| AppError::from(code::UNAVAILABLE).private(format!("printing {kind}")).because(error))?;
    let stored = content::keep(ctx, pdf).await?;
    let (file, content) = (FileId::new(ctx.uuid()), ContentId::new(ctx.uuid()));
    Ok(Form { kind, name, file, content, template: version(&template), stored })
}

async fn forward(ctx: &Ctx, request: IssueRequest, key: Option<ServerKey>, offer: Form, act: Form) -> Result<Outcome, AppError> {
    let (inner, now, id) = (ctx.clone(), ctx.now(), request.id);
    act::run(ctx, &Call::job(KIND), Act::new("request.forward", id), move |tx| {
        let request = request::held(tx, &inner, id, None)?;
        if !matches!(request.state, State::Approved { forwarded: None, .. }) {
            return Ok(Outcome::Done);
        }
        let agreement = Agreement { offer: printed(&offer), act: printed(&act) };
        let command = Command::Forward { agreement: Some(agreement), key: key.clone(), counterparty: true };
        let request = request::apply(tx, &inner, request, command, now)?;
        for (place, form) in [&offer, &act].into_iter().enumerate() {
            content::insert(tx, form.content, request.licensee, &form.stored, now)?;
            table::content::insert_file(tx, &row(&request, place, form))?;
        }
        Ok(Outcome::Done)
    })
    .await
}

fn printed(form: &Form) -> Printed {
    Printed { file: form.file, sha256: form.stored.sha256.clone(), template: form.template.clone() }
}

fn row(request: &IssueRequest, place: usize, form: &Form) -> FileRow {
    FileRow {
        id: form.file,
        licensee: request.licensee,
        owner: request.id.to_string(),
        place: place as i64,
        kind: form.kind.to_owned(),
        name: form.name.to_owned(),
        media_type: "application/pdf".to_owned(),
        size: form.stored.size,
        sha256: form.stored.sha256.clone(),
        content: form.content,
    }
}

fn offer_facts(ctx: &Ctx, operator: &Company, version: &str) -> Value {
    json!({ "printed_at": ctx.now().to_string(), "version": version, "operator": company_facts(operator) })
}

fn act_facts(ctx: &Ctx, subject: &Subject, operator: &Company, version: &str, spki: &[u8]) -> Result<Value, AppError> {
    let key = PublicKey::parse(spki).map_err(|error| AppError::internal("a public key").because(error))?;
    let person = &subject.account.person;
    let mut facts = json!({
        "printed_at": ctx.now().to_string(),
        "number": subject.request.id.to_string(),
        "operator": company_facts(operator),
        "offer_version": version,
        "person": {
            "surname": person.surname, "name": person.name, "patronymic": person.patronymic,
            "snils": person.snils, "inn": person.inn, "birth_date": person.birth_date, "phone": subject.account.phone,
        },
        "certificate": { "algorithm": key.algorithm().map_or("", pki::Algorithm::name), "public_key": hex::encode(spki) },
    });
    if let Some((company, member)) = &subject.place {
        facts["company"] = company_facts(company);
        facts["company"]["post"] = json!(member.as_ref().and_then(|member| member.post.as_ref()));
    }
    Ok(facts)
}

fn company_facts(company: &Company) -> Value {
    json!({ "name": company.name, "inn": company.inn, "kpp": company.kpp, "ogrn": company.ogrn })
}
