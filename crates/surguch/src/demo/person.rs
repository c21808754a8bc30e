//! One person's way to a certificate: registered, member, request, documents, code, issued, active.

use std::time::Duration;

use app::Ctx;
use client::Client;
use wire::office::{Certificate, CertificateRequest, NewCertificateRequest, PutMember, User};

use super::cast::{Role, Side};
use super::outbox;
use crate::failure::{Doing, Failure};

/// How long a step may take that the server does in the background.
const PATIENCE: Duration = Duration::from_secs(60);

/// Somebody who can sign.
#[derive(Debug, Clone)]
pub(super) struct Person {
    pub(super) role: Role,
    pub(super) user: User,
    pub(super) password: String,
    pub(super) company: String,
    pub(super) certificate: Certificate,
    /// How many documents they accepted for the certificate.
    pub(super) documents: usize,
}

impl Person {
    pub(super) fn full_name(&self) -> String {
        let user = &self.user;
        [Some(user.surname.as_str()), Some(user.name.as_str()), user.patronymic.as_deref()]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// Goes the whole way.
pub(super) async fn prepare(ctx: &Ctx, office: &Client, role: Role, company: String) -> Result<Person, Failure> {
    let who = role.user.surname.clone();
    let user = office.register(&role.user).await.doing(format!("registering {who}"))?;
    let text = outbox::message(ctx, &user.phone, "password").await?;
    let password = outbox::password(&text).ok_or_else(|| Failure::new("no password in the message"))?.to_owned();
    let place = PutMember { rights: role.rights.clone(), post: Some(role.post.into()) };
    office.put_member(&company, &user.id, &place).await.doing(format!("making {who} a member"))?;

    let wanted = NewCertificateRequest {
        user_id: user.id.clone(),
        company_id: Some(company.clone()),
        key: "server".into(),
        algorithm: role.algorithm.map(str::to_owned),
        ..Default::default()
    };
    let request = office.request_certificate(&wanted).await.doing(format!("asking for {who}'s certificate"))?;
    let request = until(office, &request.id, "documents_ready").await?;
    let documents = office.certificate_request_files(&request.id).await.doing("documents of the request")?.len();
    office.send_acceptance_code(&request.id).await.doing("sending the acceptance code")?;
    let text = outbox::message(ctx, &user.phone, "acceptance_code").await?;
    let code = outbox::code(&text).ok_or_else(|| Failure::new("no code in the message"))?;
    office.accept(&request.id, code).await.doing("accepting the documents")?;
    until(office, &request.id, "issued").await?;
    let request = office.activate(&request.id).await.doing("activating the certificate")?;
    let id = request.certificate_id.ok_or_else(|| Failure::new("an active request without a certificate"))?;
    let certificate = office.certificate(&id).await.doing("certificate")?;
    Ok(Person { role, user, password, company, certificate, documents })
}

/// Waits until the request has come to `status`.
async fn until(office: &Client, id: &str, status: &str) -> Result<CertificateRequest, Failure> {
    let mut last = String::new();
    let poll = async {
        loop {
            let request = office.certificate_request(id).await.doing("certificate request")?;
            if request.status == status {
                return Ok(request);
            }
            if let Some(remark) = &request.remark {
                return Err(Failure::new(format!("the request has to be corrected: {remark}")));
            }
            last = format!("{} {}", request.status, request.error.unwrap_or_default());
            tokio::time::sleep(Duration::from_millis(40)).await;
        }
    };
    match tokio::time::timeout(PATIENCE, poll).await {
        Ok(outcome) => outcome,
        Err(_) => Err(Failure::new(format!("the request {id} did not become {status}, it is {last}"))),
    }
}

/// Whether the person's signatures need a code from an SMS.
pub(super) fn confirms(person: &Person) -> bool {
    person.role.side == Side::Client
}
