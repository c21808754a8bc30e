//! How SQLite would run the statements of the tables: what grows with every package and event is looked up by an index and never walked
//! from end to end. PostgreSQL has the same indexes; its planner goes by the numbers of rows, which a test does not have.

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
