//! How SQLite would run the statements of the tables: what grows with every package and event is looked up by an index and never walked
//! from end to end. PostgreSQL has the same indexes; its planner goes by the numbers of rows, so a test fills the feed first.

use store::Database;

use crate::statements::statements;

/// Tables that grow with use.
const LARGE: [&str; 11] =
    ["event", "audit", "idempotency", "package", "package_party", "file", "content", "digest", "signature", "certificate", "delivery"];

/// Ends of statements that stop at the first row they meet.
const FIRST_ROW: [&str; 1] = ["ORDER BY pos DESC LIMIT 1"];

#[test]
fn no_statement_of_the_tables_walks_a_large_table() {
    let db = testkit::sqlite();
    let Database::Sqlite { file, .. } = &db.database else { unreachable!("an SQLite database") };
    let connection = rusqlite::Connection::open(file).expect("the file opens");
    let (mut looked_at, mut wrong) = (0, Vec::new());
    for found in statements().into_iter().filter(|found| found.place.contains("/store/src/table/")) {
        let text = found.text.replace("{for_update}", "").replace("{skip_locked}", "");
        let mut explain =
            connection.prepare(&format!("EXPLAIN QUERY PLAN {text}")).unwrap_or_else(|error| panic!("{}: {error}", found.place));
        let steps: Vec<String> = explain.raw_query().mapped(|row| row.get(3)).collect::<Result<_, _>>().expect("a plan");
        looked_at += 1;
        let walks =
            |step: &String| LARGE.iter().any(|table| *step == format!("SCAN {table}") || step.starts_with(&format!("SCAN {table} ")));
        if steps.iter().any(walks) && !FIRST_ROW.iter().any(|end| found.text.ends_with(end)) {
            wrong.push(format!("{}: {}", found.place, steps.join("; ")));
        }
    }
    assert!(looked_at > 50, "only {looked_at} statements were found");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A page of the feed, and the search for what has no number yet, among many events of one licensee.
#[test]
fn postgres_reads_a_page_of_a_long_feed_by_its_index() {
    let db = testkit::own_postgres();
    let Database::Postgres { url, .. } = &db.database else { unreachable!("a PostgreSQL database") };
    let mut client = postgres::Client::connect(url, postgres::NoTls).expect("the server answers");
    client
        .batch_execute(
            "INSERT INTO event (number, licensee, id, kind, at, subject, data) \
             SELECT n, 'lic_1', 'evt_' || n, CASE WHEN n = 150000 THEN 'rare' ELSE 'package.sent' END, n, 'pkg_' || n, '{}' \
             FROM generate_series(1, 200000) AS s(n); ANALYZE event",
        )
        .expect("a long feed");
    let mut looked_at = 0;
    for found in statements().into_iter().filter(|found| found.place.contains("/store/src/table/event.rs")) {
        let page = found.text.contains("number > ?2 ORDER BY number LIMIT") || found.text.contains("number IS NULL LIMIT");
        if !page {
            continue;
        }
        looked_at += 1;
        let text = found.text.replace("?1", "'lic_1'").replace("?2", "90000").replace("?3", "200");
        let rows = client.query(&format!("EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) {text}"), &[]).expect("a plan");
        let plan: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
        let plan = plan.join("\n");
        assert!(plan.contains("Index Scan using event_") && !plan.contains("Seq Scan"), "{}: {plan}", found.place);
    }
    assert_eq!(looked_at, 2);
}
