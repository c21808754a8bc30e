//! The list of trusted certificates: put in, shown, taken away.

use domain::id::TrustId;
use domain::time::Timestamp;
use domain::trust::{Accreditation, Source, Trusted};
use pki::Certificate;
use store::{NewAudit, table};

use super::record;
use crate::{AppError, Ctx};

/// Puts a certificate in; `None` where it stands in the list already.
pub async fn add_trusted(ctx: &Ctx, certificate: &Certificate, accreditation: Option<Accreditation>) -> Result<Option<TrustId>, AppError> {
    let (id, now) = (TrustId::new(ctx.uuid()), ctx.now());
    let sha256 = hex::encode(certificate.thumbprint_sha256());
    let entry = Trusted { id, der: certificate.der().to_vec(), source: Source::Administrator, accreditation, added_at: now };
    ctx.store
        .write(move |tx| {
            let added = table::trust::insert(tx, &entry, &sha256)?;
            if added {
                tx.audit(record(now, "trust.add", id, &sha256));
            }
            Ok::<_, AppError>(added.then_some(id))
        })
        .await
}

/// All entries, the oldest first.
pub async fn list_trusted(ctx: &Ctx) -> Result<Vec<Trusted>, AppError> {
    ctx.store.read(|tx| table::trust::all(tx).map_err(AppError::from)).await
}

/// Takes an entry away; says whether there was one. Signatures are judged without it from now on.
pub async fn remove_trusted(ctx: &Ctx, id: TrustId) -> Result<bool, AppError> {
    let now = ctx.now();
    ctx.store
        .write(move |tx| {
            let removed = table::trust::delete(tx, id)?;
            if removed {
                tx.audit(record(now, "trust.remove", id, ""));
            }
            Ok::<_, AppError>(removed)
        })
        .await
}

fn record(at: Timestamp, action: &'static str, id: TrustId, sha256: &str) -> NewAudit {
    NewAudit {
        detail: if sha256.is_empty() { serde_json::Value::Null } else { serde_json::json!({ "sha256": sha256 }) },
        ..record::done(at, None, action, id)
    }
}
