//! How databases would run the statements of the tables: what grows with every package and event is looked up by an index and never walked
//! from end to end. PostgreSQL's planner goes by the numbers of rows besides: one test looks at plans that were made for empty tables and
//! are kept, another fills the feed first.

use store::Database;

use crate::statements::statements;

/// Tables that grow with use.
const LARGE: [&str; 36] = [
    "event",
    "audit",
    "idempotency",
    "package",
    "package_party",
    "file",
    "content",
    "digest",
    "signature",
    "certificate",
    "delivery",
    "account",
    "company",
    "member",
    "issue",
    "session",
    "issue_identification",
    "issue_page",
    "cabinet_session",
    "member_certificate",
    "signer_details",
    "party",
    "representative",
    "deposit",
    "deposit_use",
    "register_extract",
    "form",
    "form_event",
    "cloud_chunk",
    "cloud_file",
    "cloud_operation",
    "cloud_result",
    "earlier_certificate",
    "operator_session",
    "outside_certificate",
    "certificate_challenge",
];

/// Statements that may walk the jobs, which are open ones and the failed of late: what there is of each kind, and the end of an endpoint.
const WHOLE: [&str; 2] = ["FROM job GROUP BY kind, state", "DELETE FROM job WHERE line = "];

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

/// A plan that a session makes before there are any rows stays in use until statistics are gathered.
#[test]
fn no_plan_of_postgres_for_empty_tables_walks_a_large_one() {
    let db = testkit::own_postgres();
    let Database::Postgres { url, .. } = &db.database else { unreachable!("a PostgreSQL database") };
    let store = store::Store::open(db.database.clone()).expect("a store");
    let setting = |name: &'static str| {
        let asked =
            store.read_blocking(move |tx| tx.one(store::sql!("SELECT current_setting(?1)"), &[name.into()], |row| row.get::<String>(0)));
        format!("SET {name} = {}", asked.expect("a setting"))
    };
    let mut client = postgres::Client::connect(url, postgres::NoTls).expect("the server answers");
    let ours = ["enable_seqscan", "jit"].map(setting).join("; ");
    client.batch_execute(&format!("{ours}; SET plan_cache_mode = force_generic_plan")).expect("settings");
    let (mut looked_at, mut wrong) = (0, Vec::new());
    for found in statements().into_iter().filter(|found| found.place.contains("/store/src/table/")) {
        let text = found.text.replace("{for_update}", "FOR UPDATE").replace("{skip_locked}", "FOR UPDATE SKIP LOCKED").replace('?', "$");
        client.batch_execute(&format!("PREPARE looked_at AS {text}")).unwrap_or_else(|error| panic!("{}: {error}", found.place));
        let count = "SELECT cardinality(parameter_types) FROM pg_prepared_statements WHERE name = 'looked_at'";
        let count: i32 = client.query_one(count, &[]).expect("a count").get(0);
        let nulls = vec!["NULL"; usize::try_from(count).expect("a count")].join(", ");
        let arguments = if nulls.is_empty() { String::new() } else { format!("({nulls})") };
        let steps: Vec<String> =
            client.query(&format!("EXPLAIN EXECUTE looked_at{arguments}"), &[]).expect("a plan").iter().map(|row| row.get(0)).collect();
        client.batch_execute("DEALLOCATE looked_at").expect("forgotten");
        looked_at += 1;
        let walks = |step: &String| LARGE.iter().chain(&["job"]).any(|table| step.contains(&format!("Seq Scan on {table} ")));
        if steps.iter().any(walks) && !WHOLE.iter().any(|words| found.text.contains(words)) {
            wrong.push(format!("{}: {}", found.place, steps.join("; ")));
        }
    }
    store.close_blocking();
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

/// Lists, and the index that each is read from in the order in which it is shown.
const LISTS: [(&str, &str); 26] = [
    ("FROM account WHERE licensee = ?1 AND id <", "account_newest"),
    ("FROM company WHERE licensee = ?1 AND id <", "company_newest"),
    ("FROM member WHERE company = ?1 AND account <", "sqlite_autoindex_member_1"),
    ("FROM outside_certificate WHERE company = ?1 AND account = ?2 AND id <", "outside_certificate_member"),
    ("FROM issue WHERE licensee = ?1 AND (created_at, id) <", "issue_newest"),
    ("FROM issue WHERE licensee = ?1 ORDER BY created_at", "issue_newest"),
    ("FROM issue WHERE licensee = ?1 AND state = ?2", "issue_status"),
    ("FROM issue WHERE licensee = ?1 AND inn = ?2", "issue_inn"),
    ("FROM issue WHERE licensee = ?1 AND phone = ?2", "issue_phone"),
    ("FROM issue WHERE licensee = ?1 AND email = ?2", "issue_email"),
    ("WHERE waiting_since IS NOT NULL AND (waiting_since, id) >", "issue_queue"),
    ("AND number > ?2 AND substr(kind, 1, 20) = 'certificate_request.' ORDER BY number", "event_issue"),
    ("FROM form_event WHERE company = ?1 AND number > ?2 ORDER BY number", "PRIMARY KEY"),
    ("FROM certificate WHERE licensee = ?1 AND (created_at, id) <", "certificate_newest"),
    ("FROM certificate WHERE account = ?5 AND (created_at, id) <", "certificate_newest_account"),
    ("WHERE licensee = ?1 AND (created_at, id) < (?2, ?3) ORDER BY created_at DESC, id DESC LIMIT ?4", "newest"),
    ("WHERE account = ?1 AND (created_at, id) < (?2, ?3) AND expires_at > ?5", "session_newest"),
    ("AND (created_at, id) < (?2, ?3) AND state <> 'deleted'", "endpoint_newest"),
    ("FROM signature WHERE package = ?1 AND (created_at, id) >", "signature_oldest"),
    ("FROM package WHERE licensee = ?1 AND (created_at, id) <", "package_newest"),
    ("FROM package WHERE licensee = ?1 AND status = ?7", "package_status"),
    ("WHERE q.company = ?8", "package_party_newest_company"),
    ("WHERE q.account = ?9", "package_party_newest_account"),
    ("FROM delivery WHERE endpoint = ?1 AND event < ?2 ORDER BY", "sqlite_autoindex_delivery_1"),
    ("FROM delivery WHERE endpoint = ?1 AND event < ?2 AND state = ?4 ORDER BY", "sqlite_autoindex_delivery_1"),
    ("AND state = ?4 AND state <> 'delivered'", "delivery_open"),
];

#[test]
fn every_list_is_read_from_its_index_in_its_order() {
    let db = testkit::sqlite();
    let Database::Sqlite { file, .. } = &db.database else { unreachable!("an SQLite database") };
    let connection = rusqlite::Connection::open(file).expect("the file opens");
    let plan = |text: &str| -> String {
        let mut explain = connection.prepare(&format!("EXPLAIN QUERY PLAN {text}")).expect("a statement");
        let steps: Vec<String> = explain.raw_query().mapped(|row| row.get(3)).collect::<Result<_, _>>().expect("a plan");
        steps.join("; ")
    };
    let texts: Vec<String> = statements().into_iter().map(|found| found.text).collect();
    for (part, index) in LISTS {
        let of_list: Vec<_> = texts.iter().filter(|text| text.contains(part)).collect();
        assert!(!of_list.is_empty(), "no statement with {part}");
        for text in of_list {
            let plan = plan(text);
            assert!(plan.contains(index) && !plan.contains("TEMP B-TREE"), "{text}: {plan}");
        }
    }
    // what changed lately is few, and sorted
    let lately = texts.iter().find(|text| text.contains("updated_at > ?6 AND (+created_at, id)")).expect("the statement");
    assert!(plan(lately).contains("package_updated"), "{}", plan(lately));
    let counted = texts.iter().find(|text| text.contains("updated_at > ?2 LIMIT ?3")).expect("the statement");
    assert!(plan(counted).contains("package_updated"), "{}", plan(counted));
}
