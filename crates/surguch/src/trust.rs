//! `surguch trust …`: whose certificates this house believes besides its own.

use app::Ctx;
use domain::id::TrustId;
use domain::time::Timestamp;
use domain::trust::Accreditation;
use serde_json::json;

use crate::admin;
use crate::cli::{self, TrustCommand};
use crate::failure::{Doing, Failure};
use crate::out::say;
use crate::verify::certificates;

/// Adds, lists or removes.
pub(crate) async fn trust(options: cli::Trust) -> Result<(), Failure> {
    admin::beside(options.place.into(), async |ctx| act(ctx, options.command).await).await
}

async fn act(ctx: &Ctx, command: TrustCommand) -> Result<(), Failure> {
    match command {
        TrustCommand::Add { certificate, accredited, from, to } => {
            let found = certificates(&certificate)?;
            let [one] = &found[..] else { return Err(Failure::new("one certificate is wanted; add each by itself")) };
            if one.constraints().ok().flatten().is_none_or(|constraints| !constraints.authority) {
                return Err(Failure::new("this certificate is no authority's"));
            }
            let accreditation = Accreditation {
                from: from.as_deref().map(|text| day(text, "T00:00:00Z")).transpose()?,
                to: to.as_deref().map(|text| day(text, "T23:59:59Z")).transpose()?,
            };
            if !accreditation.is_sound() {
                return Err(Failure::new("the accreditation ends before it begins"));
            }
            match app::admin::add_trusted(ctx, one, accredited.then_some(accreditation)).await.doing("adding to the list")? {
                Some(id) => say!("{id}"),
                None => return Err(Failure::new("this certificate stands in the list already; remove it first")),
            }
        }
        TrustCommand::List => {
            for entry in app::admin::list_trusted(ctx).await.doing("the list")? {
                let certificate = pki::Certificate::parse(&entry.der).doing("a trusted certificate")?;
                let moment = |at: Option<Timestamp>| at.map(|at| at.to_string());
                let shown = json!({
                    "id": entry.id.to_string(),
                    "subject": certificate.subject().to_string(),
                    "serial": certificate.serial().to_string(),
                    "sha1": hex::encode_upper(certificate.thumbprint()),
                    "not_after": certificate.not_after().to_string(),
                    "source": entry.source.name(),
                    "accredited": entry.accreditation.is_some(),
                    "accredited_from": moment(entry.accreditation.and_then(|one| one.from)),
                    "accredited_to": moment(entry.accreditation.and_then(|one| one.to)),
                    "added_at": entry.added_at.to_string(),
                });
                say!("{shown}");
            }
        }
        TrustCommand::Remove { id } => {
            let id = TrustId::parse(&id).map_err(|error| Failure::new(format!("{id}: {error}")))?;
            if !app::admin::remove_trusted(ctx, id).await.doing("removing from the list")? {
                return Err(Failure::new(format!("{id} does not stand in the list")));
            }
            say!("{id} is believed no longer");
        }
    }
    Ok(())
}

/// A day alone, completed by `hour`, or a moment.
fn day(text: &str, hour: &str) -> Result<Timestamp, Failure> {
    let whole = Timestamp::parse(text).or_else(|| Timestamp::parse(&format!("{text}{hour}")));
    whole.ok_or_else(|| Failure::new(format!("{text} is no date, as in 2027-01-01")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_whole() {
        assert_eq!(day("2027-01-01", "T23:59:59Z").unwrap().to_string(), "2027-01-01T23:59:59Z");
        assert_eq!(day("2027-01-01T03:00:00+03:00", "T23:59:59Z").unwrap().to_string(), "2027-01-01T00:00:00Z");
        assert!(day("tomorrow", "T00:00:00Z").is_err());
    }
}
