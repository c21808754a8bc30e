//! A person of the licensee's own company with a certificate: who signs in measurements.

use std::time::Duration;

use client::Client;
use serde_json::Value;
use wire::office::{NewCertificateRequest, NewParticipant, NewUser, PutMember, SignPackage};

use crate::office::{Chance, Office, Outcome};

/// The signer, and the caller that acts for the licensee.
#[derive(Clone)]
pub struct Signer {
    /// The licensee's information system.
    pub client: Client,
    /// Its key.
    pub token: String,
    /// The licensee's own company.
    pub company: String,
    /// The person.
    pub user: String,
    /// The active certificate.
    pub certificate: String,
}

impl Signer {
    /// The whole way to a certificate, as an integrator goes it.
    pub async fn prepare(office: &Office) -> Outcome<Self> {
        let token = office.admin(&["api-key", "create"]).await?;
        let client = Client::new(office.url(), token.clone());
        let licensee: Value = serde_json::from_str(&office.admin(&["licensee", "show"]).await?)?;
        let company = licensee["own_company_id"].as_str().ok_or("the licensee has no own company")?.to_owned();
        let mut chance = Chance::new(1, 1);
        let (phone, snils) = (chance.phone(), Some(chance.snils()));
        let user = client.register(&NewUser { phone, snils, surname: "Ёжикова".into(), name: "Анна".into(), ..NewUser::default() }).await?;
        client.put_member(&company, &user.id, &PutMember { rights: vec!["signer".into()], post: Some("Директор".into()) }).await?;
        let wanted = NewCertificateRequest {
            user_id: user.id.clone(),
            company_id: Some(company.clone()),
            key: "server".into(),
            ..NewCertificateRequest::default()
        };
        let request = client.request_certificate(&wanted).await?.id;
        until(&client, &request, "documents_ready").await?;
        client.send_acceptance_code(&request).await?;
        let messages = office.admin(&["outbox", "--phone", &user.phone]).await?;
        // the text is the last column, and the code comes before the documents' digests in it
        let text = messages.lines().last().and_then(|line| line.rsplit_once("  ")).map(|(_, text)| text);
        let code = text.and_then(|text| text.split(|c: char| !c.is_ascii_digit()).find(|run| run.len() == 6));
        client.accept(&request, code.ok_or("no code came")?).await?;
        until(&client, &request, "issued").await?;
        let certificate = client.activate(&request).await?.certificate_id.ok_or("no certificate")?;
        Ok(Self { client, token, company, user: user.id, certificate })
    }

    /// The person on a route.
    pub fn participant(&self) -> NewParticipant {
        let (user_id, company_id) = (Some(self.user.clone()), Some(self.company.clone()));
        NewParticipant { order: 1, role: "signer".into(), user_id, phone: None, company_id }
    }

    /// How the person signs.
    pub fn signing(&self) -> SignPackage {
        SignPackage { certificate_id: self.certificate.clone(), participant_id: None, code: None }
    }
}

async fn until(client: &Client, request: &str, word: &str) -> Outcome<()> {
    for _ in 0..600 {
        if client.certificate_request(request).await?.status == word {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Err(format!("{request} does not become {word}").into())
}
