//! What `surguch doctor` looks at through the adapters of a house, each thing by itself. Nothing is changed but for a blob that is
//! taken away again.

use bytes::Bytes;
use domain::id::EndpointId;
use domain::time::Timestamp;
use serde_json::json;
use store::table;

use crate::{AppError, Ctx};

/// How an authority stands.
#[derive(Debug, Clone, PartialEq)]
pub struct AuthorityState {
    /// Its common name.
    pub name: String,
    /// Until when its certificate is valid.
    pub not_after: Timestamp,
    /// Would its end stop something? Whoever was followed by a newer one has no more to do than to answer.
    pub at_work: bool,
    /// When its next revocation list is due at the latest; `None` where it has none.
    pub next_list: Option<Timestamp>,
}

/// How an endpoint of callbacks stands.
#[derive(Debug, Clone, PartialEq)]
pub struct EndpointState {
    /// Its id.
    pub id: EndpointId,
    /// `active` or `disabled`.
    pub state: String,
    /// Whether its address may be called as the settings are.
    pub reachable: bool,
    /// When it took an event last.
    pub taken: Option<Timestamp>,
    /// When it was tried last without success.
    pub failed: Option<Timestamp>,
}

/// Writes a blob, reads it back and deletes it.
pub async fn blobs(ctx: &Ctx) -> Result<(), blobs::ProbeError> {
    ctx.blobs.probe(blobs::BlobKey::new(ctx.random()), Bytes::copy_from_slice(&ctx.random::<64>())).await
}

/// Every authority's key opens and is its certificate's, the certificates keep their profiles and last long enough.
pub async fn authorities(ctx: &Ctx) -> Result<Vec<AuthorityState>, AppError> {
    let all = ctx.store.read(|tx| ca::all(tx).map_err(AppError::from)).await?;
    let now = ctx.now();
    ca::check_start(&ctx.keys, &all, ca::Terms::default(), now).await?;
    ctx.store
        .read(move |tx| {
            let at_work: Vec<_> = ca::at_work(&all).into_iter().map(|one| one.id).collect();
            all.iter()
                .filter(|authority| now <= authority.not_after())
                .map(|authority| {
                    let list = table::crl::latest_facts(tx, authority.id)?;
                    Ok(AuthorityState {
                        name: authority.name.clone(),
                        not_after: authority.not_after(),
                        at_work: at_work.contains(&authority.id),
                        next_list: list.map(|(_, _, next)| next),
                    })
                })
                .collect::<Result<Vec<_>, AppError>>()
        })
        .await
}

/// Endpoints of every licensee.
pub async fn endpoints(ctx: &Ctx) -> Result<Vec<EndpointState>, AppError> {
    let inner = ctx.clone();
    ctx.store
        .read(move |tx| {
            let mut all = Vec::new();
            for licensee in table::licensee::all(tx)? {
                for endpoint in table::endpoint::of_licensee(tx, licensee.id)? {
                    let (taken, failed) = table::delivery::lately(tx, endpoint.id)?;
                    let reachable = inner.callbacks.check(&endpoint.url).is_ok();
                    all.push(EndpointState { id: endpoint.id, state: endpoint.state, reachable, taken, failed });
                }
            }
            Ok::<_, AppError>(all)
        })
        .await
}

/// When anything was recorded last: a clock that stands before it went back.
pub async fn newest_record(ctx: &Ctx) -> Result<Option<Timestamp>, AppError> {
    ctx.store.read(|tx| table::audit::newest(tx).map_err(AppError::from)).await
}

/// Prints every form with made-up facts, in the child as always.
pub async fn forms(ctx: &Ctx) -> Result<(), AppError> {
    let company = json!({ "name": "ООО «Проба»", "inn": "7700000009", "kpp": "770001001", "ogrn": null, "post": "директор" });
    let facts = json!({
        "printed_at": ctx.now().to_string(),
        "version": "0000000000000000",
        "offer_version": "0000000000000000",
        "number": "req_00000000-0000-7000-8000-000000000000",
        "operator": company,
        "company": company,
        "person": {
            "surname": "Пробный", "name": "Пётр", "patronymic": null,
            "snils": null, "inn": null, "birth_date": null, "phone": "+70000000000",
        },
        "certificate": { "algorithm": "ECDSA-P256-SHA256", "public_key": "00".repeat(91) },
    });
    let mut all = vec![("offer", facts.clone()), ("acceptance-act", facts)];
    all.extend(print::forms::samples(&ctx.now().to_string()));
    for (name, facts) in all {
        let templates = ctx.templates.clone();
        let read = tokio::task::spawn_blocking(move || templates.get(name)).await;
        let template = read.map_err(|error| AppError::internal("a template").because(error))?;
        let template = template.map_err(|error| AppError::internal(format!("the template {name}")).because(error))?;
        let pdf = ctx.printer.render(&template, &facts).await;
        pdf.map_err(|error| AppError::internal(format!("printing {name}")).because(error))?;
    }
    Ok(())
}
