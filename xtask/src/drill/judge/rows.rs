//! The rows: as many of everything as was acknowledged, and the authority's own check of itself.

use store::{Sql, StoreError, sql};

use super::{Court, Judged};
use crate::drill::call::ASIDE;
use crate::office::{Kind, Outcome};

/// Calls that have no idempotency key, because they may be repeated as they are.
const WITHOUT_KEY: [&str; 2] = ["endpoint.delete", "member.put"];

/// Counts.
pub async fn judge(court: &Court<'_>, kind: Kind, judged: &mut Judged) -> Outcome<()> {
    let tally = &court.world.tally;
    // the endpoint of the drill itself was added before counting began
    let keyed = tally.counts().into_iter().filter(|(what, _)| !ASIDE.contains(what) && !WITHOUT_KEY.contains(what));
    let results: u64 = 1 + keyed.map(|(_, count)| count).sum::<u64>();
    for (what, sql, expected) in [
        ("accounts", sql!("SELECT count(*) FROM account"), tally.of("user.register")),
        ("companies", sql!("SELECT count(*) FROM company"), 1 + tally.of("company.add")),
        ("packages", sql!("SELECT count(*) FROM package"), tally.of("package.create")),
        ("requests", sql!("SELECT count(*) FROM issue"), tally.of("request.create")),
        ("certificates", sql!("SELECT count(*) FROM certificate"), tally.of("request.activate")),
        ("serial numbers", sql!("SELECT count(DISTINCT serial) FROM certificate"), tally.of("request.activate")),
        ("requests with a certificate", sql!("SELECT count(DISTINCT issue) FROM certificate"), tally.of("request.activate")),
        ("results of idempotency keys", sql!("SELECT count(*) FROM idempotency"), results),
        ("passwords sent", sql!("SELECT count(*) FROM sms WHERE purpose = 'password'"), tally.of("user.register")),
        ("acceptance codes", sql!("SELECT count(*) FROM sms WHERE purpose = 'acceptance_code'"), tally.of("request.send_code")),
        ("signing codes", sql!("SELECT count(*) FROM sms WHERE purpose = 'signing_code'"), tally.of("package.send_code")),
        (
            "signings in the audit",
            sql!("SELECT count(*) FROM audit WHERE action = 'package.sign' AND outcome = 'done'"),
            tally.of("package.sign"),
        ),
        (
            "creations in the audit",
            sql!("SELECT count(*) FROM audit WHERE action = 'package.create' AND outcome = 'done'"),
            tally.of("package.create"),
        ),
        ("failed jobs", sql!("SELECT count(*) FROM job WHERE state = 'failed'"), 0),
        ("files without content", sql!("SELECT count(*) FROM file f WHERE NOT EXISTS (SELECT 1 FROM content c WHERE c.id = f.content)"), 0),
    ] {
        let found = number(court, sql).await?;
        court.require(u64::try_from(found) == Ok(expected), || format!("{what}: {found} rows, acknowledged {expected}"));
    }
    let reserved = number(court, sql!("SELECT count(*) FROM intent WHERE state = 'reserved'")).await?;
    judged.figure("serials given up", format!("{reserved} reserved by issuances that a kill broke off"));
    let findings = court.ctx.store.read(|tx| ca::self_check(tx).map_err(app::AppError::from)).await?;
    court.require(findings.is_empty(), || format!("the authority's self-check: {findings:?}"));
    if kind == Kind::Sqlite {
        let check = Sql::of("PRAGMA integrity_check", "");
        let said: String = court.ctx.store.read(move |tx| tx.one(check, &[], |row| row.get(0))).await.map_err(words)?;
        court.require(said == "ok", || format!("integrity_check: {said}"));
    }
    Ok(())
}

async fn number(court: &Court<'_>, sql: Sql) -> Outcome<i64> {
    Ok(court.ctx.store.read(move |tx| tx.one(sql, &[], |row| row.get(0))).await.map_err(words)?)
}

fn words(error: StoreError) -> String {
    error.to_string()
}
