//! The rows, before and after: as many effects as operations, and no more.

use std::collections::BTreeMap;

use store::{Sql, StoreError, sql};

use crate::drill::inside;
use crate::drill::tally::Tally;
use crate::office::{Office, Outcome, Place};

/// Where an operation leaves its effect: the audit's action, and the rows that grow by one with each.
const EFFECTS: [(&str, &str, Sql); 9] = [
    ("user.register", "accounts", sql!("SELECT count(*) FROM account")),
    ("user.register", "passwords sent", sql!("SELECT count(*) FROM sms WHERE purpose = 'password'")),
    ("company.add", "companies", sql!("SELECT count(*) FROM company")),
    ("endpoint.create", "endpoints", sql!("SELECT count(*) FROM endpoint")),
    ("request.create", "requests", sql!("SELECT count(*) FROM issue")),
    ("package.create", "packages", sql!("SELECT count(*) FROM package")),
    ("package.create", "files", sql!("SELECT count(*) FROM file WHERE kind = 'original'")),
    ("package.sign", "signatures", sql!("SELECT count(*) FROM signature")),
    ("package.revoke", "packages revoked", sql!("SELECT count(*) FROM event WHERE kind = 'package.revoked'")),
];

/// Counts by name.
pub type Counts = BTreeMap<String, i64>;

/// All that is counted.
pub async fn count(office: &Office, place: &Place) -> Outcome<Counts> {
    let ctx = tokio::task::block_in_place(|| inside::open(&office.data, place))?;
    let mut counts = Counts::new();
    for (_, what, sql) in EFFECTS {
        let number: i64 = ctx.store.read(move |tx| tx.one(sql, &[], |row| row.get(0))).await.map_err(words)?;
        counts.insert(what.to_owned(), number);
    }
    let keys = sql!("SELECT count(*) FROM idempotency");
    let number: i64 = ctx.store.read(move |tx| tx.one(keys, &[], |row| row.get(0))).await.map_err(words)?;
    counts.insert("results of keys".to_owned(), number);
    let audit = sql!("SELECT action, count(*) FROM audit WHERE outcome = 'done' GROUP BY action");
    let acts: Vec<(String, i64)> =
        ctx.store.read(move |tx| tx.many(audit, &[], |row| Ok((row.get(0)?, row.get(1)?)))).await.map_err(words)?;
    counts.extend(acts.into_iter().map(|(action, number)| (format!("audit of {action}"), number)));
    ctx.store.clone().close().await;
    Ok(counts)
}

/// Compares what grew with what was done.
pub fn judge(before: &Counts, after: &Counts, done: &BTreeMap<&'static str, u64>, tally: &Tally) {
    let grew = |what: &str| after.get(what).copied().unwrap_or_default() - before.get(what).copied().unwrap_or_default();
    let require = |what: &str, expected: u64| {
        let found = grew(what);
        tally.require(u64::try_from(found) == Ok(expected), || format!("{what}: {found} more, {expected} operations"));
    };
    for (action, what, _) in EFFECTS {
        require(what, done.get(action).copied().unwrap_or_default());
    }
    for (action, count) in done {
        require(&format!("audit of {action}"), *count);
    }
    require("results of keys", done.values().sum());
}

fn words(error: StoreError) -> String {
    error.to_string()
}
