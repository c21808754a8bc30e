//! `cargo xtask docs`: writes `docs/errors.md` from the codes and their words, and `docs/interop.md` from the judges' table.

use std::fmt::Write;
use std::process::ExitCode;

use domain::code::{self, Code, Kind};
use surguch_http::{Language, status, title};

use crate::{interop, kept};

/// Where the page is kept, from the workspace's root.
const KEPT: &str = "docs/errors.md";

const HEAD: &str = "# Codes of refusals

<!-- Written by `cargo xtask docs` from crates/domain/src/code.rs and texts/. Change those. -->

Every refusal is `application/problem+json` (RFC 9457) with one of these codes in `code`. A code never changes its meaning. `type` leads
to `/problems/<code>`, a page in Russian or English. With `validation_failed`, each wrong field stands in `errors` with a pointer and a
code of its own: those are the codes whose status is 400 below.

What else an operation may answer stands with it in `openapi/openapi.json` and on the server's page `/docs`.
";

/// The table of the judges.
const JUDGES: &str = include_str!("../../tests/judges/interop.toml");

/// Writes the pages; `cargo xtask check` and a test fail while the kept ones differ.
pub fn run() -> ExitCode {
    let judges = match interop::page(JUDGES) {
        Ok(page) => kept::write(interop::KEPT, &page),
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    };
    if judges == ExitCode::SUCCESS { kept::write(KEPT, &errors()) } else { judges }
}

/// The page: codes by kind, in the order of the source.
fn errors() -> String {
    let mut page = HEAD.to_owned();
    let mut kind = None;
    for code in code::ALL {
        if kind != Some(code.kind) {
            kind = Some(code.kind);
            let (heading, advice) = about(code.kind);
            let _ = write!(page, "\n## {heading}\n\n{advice}\n\n| code | status | по-русски | in English |\n|---|---|---|---|\n");
        }
        let _ = writeln!(page, "{}", row(*code));
    }
    page
}

fn row(code: Code) -> String {
    let status = status(code).as_u16();
    format!("| `{}` | {status} | {} | {} |", code.id, title(Language::Ru, code), title(Language::En, code))
}

/// A kind's heading, and what a caller does about it.
fn about(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Malformed => ("The request is wrong", "Mend it: as it is, it will be refused again."),
        Kind::Unauthenticated => ("Nobody known asks", "Send a valid access key, or log in again."),
        Kind::Forbidden => {
            ("Not theirs to ask", "Ask whoever gives the right or the scope. What belongs to another licensee is missing, not forbidden.")
        }
        Kind::Missing => ("No such thing", "Check the id: there is none, or it is not the caller's."),
        Kind::Conflict => {
            ("Somebody was first", "Read the present state and decide again. Repeat `idempotency_in_progress` after `Retry-After`.")
        }
        Kind::RejectedByState => {
            ("The state does not allow it", "Read the present state and act by it. The facts beside the code say more.")
        }
        Kind::Limited => ("Too much or too often", "Wait as long as `Retry-After` says, or send less."),
        Kind::Unavailable => ("Not for now", "Repeat after `Retry-After` with the same `Idempotency-Key`: nothing happens twice."),
        Kind::Internal => ("Our own fault", "Tell the administrator the `request_id`. Repeating with the same key is safe."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kept_page_is_the_written_one() {
        assert!(errors() == include_str!("../../docs/errors.md"), "run `cargo xtask docs` and look at the difference");
    }
}
