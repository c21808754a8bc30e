//! `docs/interop.md` is what `tests/judges/interop.toml` makes of it.

use std::path::Path;

use super::Findings;
use crate::interop::{KEPT, TABLE, page};

/// Compares table and page below `root`.
pub(crate) fn check(root: &Path) -> Findings {
    let read = |name: &str| std::fs::read_to_string(root.join(name)).unwrap_or_default();
    compare(&read(TABLE), &read(KEPT))
}

fn compare(table: &str, kept: &str) -> Findings {
    let mut findings = Findings::default();
    match page(table) {
        Ok(page) if page == kept => {}
        Ok(_) => findings.fail(format!("{KEPT} is not the present one: run `cargo xtask docs`")),
        Err(error) => findings.fail(error),
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_of_another_table_fails() {
        let table = "row = []\nfalse_alarm = []\n[objects]\n";
        let kept = page(table).expect("a page");
        assert_eq!(compare(table, &kept), Findings::default());
        assert_eq!(compare(table, &kept[1..]).failures.len(), 1);
        assert_eq!(compare("", &kept).failures.len(), 1);
    }
}
