//! Templates are programs of somebody else: each way to misbehave has its own error and leaves no child behind.

use std::time::{Duration, Instant};

use print::{Limits, PrintError, Printer, TemplateFault, Templates, render};
use serde_json::json;

use crate::support::{CHILD, patient, printer, template};

/// Typst ends plain `while true` loops itself; nested ranges of 10¹² steps pass its guards.
const ENDLESS: &str = "#{ range(1000).map(x => range(1000).map(y => range(1000).map(z => range(1000).len()))) }";

async fn fault(source: &str) -> TemplateFault {
    let outcome = printer(patient()).render(&template(source), &json!({ "name": "ёж" })).await;
    let Err(PrintError::Template(fault)) = outcome else { panic!("{outcome:?}") };
    fault
}

#[tokio::test]
async fn a_broken_template_tells_its_line() {
    let unclosed = fault("Первая\n\n#let x = (1, 2").await;
    assert_eq!((unclosed.file.as_str(), unclosed.line, unclosed.message.as_str()), ("/trial.typ", Some(3), "unclosed delimiter"));
    let unknown = fault("Первая\n#неизвестно").await;
    assert_eq!((unknown.line, unknown.message.contains("unknown variable")), (Some(2), true), "{unknown:?}");
}

#[tokio::test]
async fn a_fact_that_is_missing_is_a_fault_of_the_template() {
    let missing = fault("#let facts = json(\"/facts.json\")\n#facts.name\n#facts.surname").await;
    assert_eq!((missing.line, missing.message.contains("surname")), (Some(3), true), "{missing:?}");
    let moment = printer(patient()).render(&template("x"), &json!({ "printed_at": "вчера" })).await;
    assert!(matches!(moment, Err(PrintError::Template(ref fault)) if fault.file == "/facts.json"), "{moment:?}");
}

#[tokio::test]
async fn a_font_that_is_not_there_is_a_fault_and_not_another_font() {
    let missing = fault("Первая\n#set text(font: \"Arial\")\nВторая").await;
    assert_eq!((missing.line, missing.message.as_str()), (Some(2), "unknown font family: arial"), "{missing:?}");
}

#[tokio::test]
async fn files_packages_and_plugins_are_out_of_reach() {
    for source in [
        "#read(\"/etc/passwd\")",
        "#read(\"../../../../etc/passwd\")",
        "#image(\"/proc/self/environ\")",
        "#import \"@preview/cetz:0.2.0\"",
        "#import \"/other.typ\"",
        "#plugin(\"/x.wasm\")",
    ] {
        let fault = fault(source).await;
        assert!(!fault.message.contains("root:"), "{fault:?}");
        assert_eq!(fault.line, Some(1), "{source}: {fault:?}");
    }
}

#[tokio::test]
async fn the_servers_environment_is_out_of_reach() {
    // /usr/bin/env prints what a child is given instead of a reply.
    let shown = Printer::new("/usr/bin/env", [""; 0], patient(), 1).render(&template("x"), &json!({})).await;
    assert!(matches!(shown, Err(PrintError::Crash(_))), "{shown:?}");
    let counted =
        Printer::new("/bin/sh", ["-c", "test \"$(env | grep -vc '^\\(PWD\\|SHLVL\\|_\\|OLDPWD\\)=')\" = 1; exit $?"], patient(), 1);
    let outcome = counted.render(&template("x"), &json!({})).await;
    assert!(matches!(outcome, Err(PrintError::Crash(ref why)) if why.contains("garbled")), "{outcome:?}");
}

#[tokio::test]
async fn an_endless_loop_is_ended_by_the_clock() {
    let begun = Instant::now();
    let limits = Limits { wall: Duration::from_secs(2), ..Limits::default() };
    let outcome = printer(limits).render(&template(ENDLESS), &json!({})).await;
    assert!(matches!(outcome, Err(PrintError::Timeout)), "{outcome:?}");
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
}

#[tokio::test]
async fn an_endless_loop_is_ended_by_its_own_limit_of_processor_time() {
    let limits = Limits { wall: Duration::from_secs(100), cpu: Duration::from_secs(1), ..Limits::default() };
    let outcome = printer(limits).render(&template(ENDLESS), &json!({})).await;
    assert!(matches!(outcome, Err(PrintError::Timeout)), "{outcome:?}");
}

#[tokio::test]
async fn a_template_that_eats_memory_is_ended() {
    let limits = Limits { memory: 400 << 20, ..patient() };
    let source = "#range(1000000000).len()";
    let outcome = printer(limits).render(&template(source), &json!({})).await;
    assert!(matches!(outcome, Err(PrintError::Memory)), "{outcome:?}");
}

#[tokio::test]
async fn recursion_without_end_is_a_fault_or_a_crash_and_never_ours() {
    let outcome = printer(patient()).render(&template("#let f(n) = f(n + 1)\n#f(0)"), &json!({})).await;
    assert!(matches!(outcome, Err(PrintError::Template(_) | PrintError::Crash(_))), "{outcome:?}");
}

#[tokio::test]
async fn a_document_or_a_request_over_the_limit_is_refused() {
    let limits = Limits { output: 1000, ..patient() };
    let outcome = printer(limits).render(&template("Больше тысячи байтов"), &json!({})).await;
    assert!(matches!(outcome, Err(PrintError::Limit)), "{outcome:?}");
    let facts = json!({ "long": "ё".repeat(5 << 20) });
    let outcome = printer(patient()).render(&template("x"), &facts).await;
    assert!(matches!(outcome, Err(PrintError::Limit)), "{outcome:?}");
}

#[tokio::test]
async fn a_child_that_talks_without_end_is_ended() {
    let limits = Limits { output: 100_000, ..patient() };
    let outcome = Printer::new("/bin/cat", ["/dev/zero"], limits, 1).render(&template("x"), &json!({})).await;
    assert!(matches!(outcome, Err(PrintError::Limit)), "{outcome:?}");
}

#[tokio::test]
async fn a_program_that_is_not_there_is_an_outer_reason() {
    let outcome = Printer::new("/nowhere/print-child", [""; 0], patient(), 1).render(&template("x"), &json!({})).await;
    assert!(matches!(outcome, Err(PrintError::Io(_))), "{outcome:?}");
}

#[tokio::test]
async fn dropping_the_future_ends_the_child() {
    let folder = tempfile::tempdir().expect("a folder");
    let sign = folder.path().join("pid");
    let script = format!("echo $$ > {}; exec {CHILD}", sign.display());
    let printer = Printer::new("/bin/sh", ["-c".to_owned(), script], patient(), 1);
    let endless = template(ENDLESS);
    let facts = json!({});
    let cancelled = tokio::time::timeout(Duration::from_secs(2), printer.render(&endless, &facts)).await;
    assert!(cancelled.is_err());
    let pid = std::fs::read_to_string(&sign).expect("it had begun");
    for _ in 0..500 {
        // A zombie that tokio has not reaped yet has no command line.
        if std::fs::read(format!("/proc/{}/cmdline", pid.trim())).unwrap_or_default().is_empty() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("the child {pid} is still there");
}

#[test]
fn every_built_in_template_asks_for_facts_and_faults_without_them() {
    for name in ["offer", "acceptance-act", "contract"] {
        let outcome = render(&Templates::default().get(name).expect("a template"), &json!({}));
        assert!(matches!(outcome, Err(PrintError::Template(TemplateFault { line: Some(_), .. }))), "{name}: {outcome:?}");
    }
}
