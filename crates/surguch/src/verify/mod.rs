//! `surguch verify`: judges signatures under a file, without a house. The exit status is the verdict.

mod files;
mod online;

use std::path::Path;
use std::process::ExitCode;

use api::verification::{self, Judged};
use app::verification::Basis;
use domain::clock::Clock;
use domain::time::Timestamp;
use pki::path::Revocation;
use pki::{Certificate, Time};
use store::SystemClock;
use surguch_http::Language;

pub(crate) use files::{certificates, pieces};

use crate::admin;
use crate::cli::{self, Format, Place, Tongue};
use crate::failure::{Doing, Failure};
use crate::out::{self, mention};

/// The exit status where nothing could be judged: no file, no such option.
pub(crate) const NOT_TRIED: u8 = 3;

/// Judges and reports.
pub(crate) fn verify(options: cli::Verify) -> ExitCode {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().doing("async runtime");
    let outcome = runtime.and_then(|runtime| runtime.block_on(report(&options)));
    match outcome.and_then(|verdict| out::end().map(|()| verdict)) {
        Ok(verdict) => ExitCode::from(match verdict.as_str() {
            "TOTAL-PASSED" => 0,
            "TOTAL-FAILED" => 1,
            _ => 2,
        }),
        Err(failure) => {
            mention!("surguch: {failure}");
            ExitCode::from(NOT_TRIED)
        }
    }
}

/// Writes the report; answers the verdict.
async fn report(options: &cli::Verify) -> Result<String, Failure> {
    let at = match &options.at {
        Some(text) => Timestamp::parse(text).ok_or_else(|| Failure::new(format!("{text} is no moment, as in 2027-01-01T00:00:00Z")))?,
        None => SystemClock.now(),
    };
    let at = Time::from_unix(at.seconds());
    let mut basis = basis(options).await?;
    let (file, signatures) = (options.file.clone(), options.signatures.clone());
    let (given, contents) = tokio::task::spawn_blocking(move || files::take(&file, &signatures)).await.doing("reading the files")??;
    let client = if options.offline { None } else { Some(online::client(&options.allow)?) };
    let random = online::random;
    let fetch = client.as_ref().map(|client| (client, &random as &(dyn Fn() -> [u8; 32] + Sync)));
    let judged = app::verification::judge(&mut basis, &given, &contents, at, fetch).await.doing("judging")?;
    let judged: Vec<Judged> = judged.into_iter().map(|one| Judged { name: one.name, report: one.report }).collect();
    let language = match options.language {
        Tongue::Ru => Language::Ru,
        Tongue::En => Language::En,
    };
    let report = verification::report(&judged, &basis.accreditations, at, language);
    match options.format {
        Format::Text => out::text(format_args!("{}", verification::text(&report, language))),
        Format::Json => out::text(format_args!("{}\n", serde_json::to_string_pretty(&report).doing("the report")?)),
    }
    Ok(report.verdict)
}

/// Whom to believe: the files named, and the list of a house, where one is named.
async fn basis(options: &cli::Verify) -> Result<Basis, Failure> {
    let mut basis = Basis::default();
    if options.require_revocation {
        basis.revocation = Revocation::Required;
    }
    for path in &options.trust {
        believe(&mut basis, path)?;
    }
    if let Some(data) = &options.data {
        let place = Place { config: options.config.clone(), data: Some(data.clone()) };
        let trusted =
            admin::beside(place, async |ctx| app::admin::list_trusted(ctx).await.doing("the list of trusted certificates")).await?;
        basis.believe(&trusted).doing("the list of trusted certificates")?;
    }
    Ok(basis)
}

/// Of a chain the roots are believed, the others help; a file without a root is meant as it is.
fn believe(basis: &mut Basis, path: &Path) -> Result<(), Failure> {
    let (roots, others): (Vec<Certificate>, Vec<Certificate>) = certificates(path)?.into_iter().partition(Certificate::is_self_issued);
    if roots.is_empty() {
        basis.anchors.extend(others);
    } else {
        basis.anchors.extend(roots);
        basis.intermediates.extend(others);
    }
    Ok(())
}
