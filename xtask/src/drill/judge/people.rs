//! People, companies, members, certificates and endpoints as they were acknowledged.

use std::collections::BTreeSet;

use wire::office::{ListAll, ListCertificates, Member};

use super::{Court, Judged};
use crate::drill::ledger::Activated;
use crate::office::Outcome;

/// Reads all of them back.
pub async fn judge(court: &Court<'_>, judged: &mut Judged) -> Outcome<()> {
    let (ledger, client) = (&court.world.ledger, &court.client);
    let users = ledger.users.all();
    for user in &users {
        let now = client.user_by_external_id(user.external_id.as_deref().unwrap_or_default()).await?;
        court.require(now.as_ref() == Some(user), || format!("lost or doubled: user {user:?}, now {now:?}"));
    }
    let companies = ledger.companies.all();
    for company in &companies {
        let now = client.company_by_external_id(company.external_id.as_deref().unwrap_or_default()).await?;
        court.require(now.as_ref() == Some(company), || format!("lost or doubled: company {company:?}, now {now:?}"));
    }
    let members = ledger.members.all();
    let mut of = std::collections::HashMap::new();
    for member in &members {
        if !of.contains_key(&member.company_id) {
            of.insert(member.company_id.clone(), all_members(client, &member.company_id).await?);
        }
        court.require(of[&member.company_id].contains(member), || format!("lost: {member:?}"));
    }
    certificates(court, judged).await?;
    endpoints(court).await?;
    judged.figure("users, companies", format!("{}, {}", users.len(), companies.len()));
    Ok(())
}

/// The members of a company, page by page.
async fn all_members(client: &client::Client, company: &str) -> Outcome<Vec<Member>> {
    let (mut all, mut query) = (Vec::new(), ListAll { limit: Some(200), after: None });
    loop {
        let page = client.members(company, &query).await?;
        all.extend(page.data);
        query.after = page.next;
        if query.after.is_none() {
            return Ok(all);
        }
    }
}

async fn certificates(court: &Court<'_>, judged: &mut Judged) -> Outcome<()> {
    let (mut serials, activated) = (BTreeSet::new(), court.world.ledger.activated.all());
    for one in &activated {
        match certificate(court, one).await {
            Ok(serial) => court.require(serials.insert(serial.clone()), || format!("doubled: serial number {serial}")),
            Err(error) => court.world.tally.violation(format!("lost: {one:?}: {error}")),
        }
    }
    judged.figure("certificates", activated.len());
    Ok(())
}

/// One request with its certificate and documents; returns the serial number.
async fn certificate(court: &Court<'_>, one: &Activated) -> Outcome<String> {
    let request = court.client.certificate_request(&one.request).await?;
    let certificate = court.client.certificate(&one.certificate).await?;
    let holds = request.status == "active" && request.certificate_id.as_ref() == Some(&one.certificate) && certificate.status == "active";
    court.require(holds, || format!("lost: {one:?}, now {request:?} {certificate:?}"));
    let query = ListCertificates { user_id: Some(certificate.user_id.clone()), ..ListCertificates::default() };
    let of_person = court.client.certificates(&query).await?.data;
    court.require(of_person.len() == 1, || format!("doubled: {} certificates of {}", of_person.len(), certificate.user_id));
    let documents = court.client.certificate_request_files(&one.request).await?;
    court.require(documents.len() == 2, || format!("{}: {} documents", one.request, documents.len()));
    for file in &documents {
        let mut bytes = Vec::new();
        court.client.download(&file.id, &mut bytes).await?;
        court.require(app::sha256_hex(&bytes) == file.sha256, || format!("lost: {}, file {}", one.request, file.id));
    }
    Ok(pki::Certificate::parse(&court.client.certificate_der(&one.certificate).await?)?.serial().to_string())
}

async fn endpoints(court: &Court<'_>) -> Outcome<()> {
    let there = court.client.endpoints(&ListAll { limit: Some(200), after: None }).await?.data;
    let kept = court.world.ledger.endpoints.all();
    for one in &kept {
        let found: Vec<_> = there.iter().filter(|endpoint| endpoint.url == one.url).collect();
        let right = match found[..] {
            [] => one.deleted,
            [endpoint] => !one.deleted && endpoint.id == one.id && endpoint.status == "active",
            _ => false,
        };
        court.require(right, || format!("lost or doubled: {one:?}, now {found:?}"));
    }
    let expected = 1 + kept.iter().filter(|one| !one.deleted).count();
    court.require(there.len() == expected, || format!("{} endpoints, acknowledged {expected}", there.len()));
    Ok(())
}
