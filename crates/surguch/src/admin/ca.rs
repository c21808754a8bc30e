//! `surguch admin ca …`

use app::Ctx;
use app::admin::{Reissued, Renewal, Verdict, authorities, judge_certificate, reissue, renew_authority};
use domain::id::{AuthorityId, CertificateId};
use domain::issue::KeyAlgorithm;
use pki::crl::Reason;
use serde_json::json;

use crate::cli::CaCommand;
use crate::failure::{Doing, Failure};
use crate::out::{self, mention, say};

pub(super) async fn run(ctx: &Ctx, command: CaCommand) -> Result<(), Failure> {
    match command {
        CaCommand::Revoke { id, reason } => judge(ctx, &id, Verdict::Revoke(reason_of(&reason)?)).await?,
        CaCommand::Suspend { id } => judge(ctx, &id, Verdict::Suspend).await?,
        CaCommand::Resume { id } => judge(ctx, &id, Verdict::Resume).await?,
        CaCommand::Show { pem: true } => out::text(format_args!("{}", app::authority::chain_pem(ctx).await.doing("trust chain")?)),
        CaCommand::Show { pem: false } => {
            for authority in authorities(ctx).await.doing("authorities")? {
                let one = &authority.certificate;
                let shown = json!({
                    "id": authority.id.to_string(),
                    "subject": one.subject().to_string(),
                    "serial": one.serial().to_string(),
                    "algorithm": authority.algorithm.name(),
                    "not_before": moment(one.not_before()),
                    "not_after": moment(one.not_after()),
                    "sha1": hex::encode_upper(one.thumbprint()),
                    "root": authority.is_root(),
                });
                say!("{shown}");
            }
        }
        CaCommand::Renew { root, algorithm } => {
            let algorithm = algorithm.map(|word| algorithm_of(&word)).transpose()?;
            let made = renew_authority(ctx, Renewal { algorithm, new_root: root }).await.doing("renewal")?;
            say!("{} {} {}", made.id, made.algorithm.name(), made.name);
        }
        CaCommand::Reissue { id, compromised } => {
            let id = super::id(&id, AuthorityId::parse)?;
            let progress = |done: Reissued| mention!("{} issued anew, {} ended", done.anew, done.ended);
            match reissue(ctx, id, compromised, progress).await.doing("certificates")? {
                Some(done) => say!("{} certificates were issued anew, {} ended", done.anew, done.ended),
                None => return Err(Failure::new("no newer authority issues: `surguch admin ca renew` makes one")),
            }
        }
        CaCommand::SelfCheck => {
            let findings = app::authority::self_check(ctx).await.doing("self-check")?;
            if !findings.is_empty() {
                let list: Vec<String> = findings.iter().map(ToString::to_string).collect();
                return Err(Failure::new(format!("{} rules do not hold:\n  {}", list.len(), list.join("\n  "))));
            }
            say!("every certificate and list is as it should be");
        }
    }
    Ok(())
}

async fn judge(ctx: &Ctx, id: &str, verdict: Verdict) -> Result<(), Failure> {
    let id = super::id(id, CertificateId::parse)?;
    let certificate = judge_certificate(ctx, id, verdict).await.doing("certificate")?;
    say!("{} {}", certificate.id, certificate.word(ctx.now()));
    Ok(())
}

fn algorithm_of(word: &str) -> Result<KeyAlgorithm, Failure> {
    let known = KeyAlgorithm::ALL.map(KeyAlgorithm::word).join(", ");
    KeyAlgorithm::parse(word).ok_or_else(|| Failure::new(format!("--algorithm {word}: one of {known}")))
}

fn reason_of(word: &str) -> Result<Reason, Failure> {
    const REASONS: [(&str, Reason); 6] = [
        ("unspecified", Reason::Unspecified),
        ("key_compromise", Reason::KeyCompromise),
        ("affiliation_changed", Reason::AffiliationChanged),
        ("superseded", Reason::Superseded),
        ("cessation", Reason::CessationOfOperation),
        ("privilege_withdrawn", Reason::PrivilegeWithdrawn),
    ];
    let found = REASONS.into_iter().find(|(known, _)| *known == word);
    found
        .map(|(_, reason)| reason)
        .ok_or_else(|| Failure::new(format!("--reason {word}: one of {}", REASONS.map(|(known, _)| known).join(", "))))
}

fn moment(time: pki::Time) -> String {
    domain::time::Timestamp::from_seconds(time.unix()).to_string()
}
