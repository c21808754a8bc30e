//! This house: a licensee with straight issue agreed on, and a person whom it has registered.

use std::sync::Arc;

use pki::Certificate;
use pki::certificate::chain_from_pem;
use wire::office::NewCertificateRequest;

use super::{Issuer, Server};
use crate::load::{Line, Requests, Side};
use crate::office::Outcome;

/// The algorithm of the others.
pub(super) const CONFIGURATION: &str = "[ca]\nalgorithm = \"ECDSA-P256\"\n";

/// Asks for certificates of one person.
#[derive(Clone)]
pub(super) struct Ours {
    requests: Requests,
    user: String,
}

impl Issuer for Ours {
    fn request(&self, csr: &str) -> Vec<u8> {
        let body = NewCertificateRequest {
            user_id: self.user.clone(),
            key: "token".to_owned(),
            csr: Some(csr.to_owned()),
            ..NewCertificateRequest::default()
        };
        self.requests.post("/v1/certificates", &body)
    }

    fn answer(&self) -> (u16, &'static str) {
        (201, "/pem")
    }
}

/// The server and what it signs by.
pub(super) struct House {
    pub(super) server: Server<Ours>,
    pub(super) authority: Arc<Certificate>,
}

pub(super) fn name(database: &str) -> String {
    format!("ours, {database}")
}

pub(super) async fn begin(side: &Side) -> Outcome<House> {
    side.office.admin(&["licensee", "policy", "--straight-issue", "true"]).await?;
    let address = side.requests.address;
    let chain = Line::new(address).ask(&side.requests.get("/pki/ca.pem")).await?;
    let chain = chain_from_pem(&String::from_utf8_lossy(&chain.body))?;
    let authority = chain.into_iter().find(|one| !one.is_self_issued()).ok_or("no issuing authority in /pki/ca.pem")?;
    let issuer = Ours { requests: side.requests.clone(), user: side.signer.user.clone() };
    Ok(House { server: Server { name: name(side.name()), address, process: side.pid()?, issuer }, authority: Arc::new(authority) })
}
