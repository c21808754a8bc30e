//! One text of SQL, rewritten for each database when the program is compiled.
//!
//! Placeholders are `?1`, `?2`, …; `{for_update}` and `{skip_locked}` vanish on SQLite, whose only writer has locked everything, and become
//! `FOR UPDATE` and `FOR UPDATE SKIP LOCKED` on PostgreSQL.

/// A statement in both dialects; made by [`sql!`](crate::sql!).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sql {
    pub(crate) sqlite: &'static str,
    pub(crate) postgres: &'static str,
}

impl Sql {
    /// From both texts, each in the words of its database. For the rare statement that has no common text.
    pub const fn of(sqlite: &'static str, postgres: &'static str) -> Self {
        Self { sqlite, postgres }
    }

    /// The text that SQLite prepares.
    pub const fn sqlite(&self) -> &'static str {
        self.sqlite
    }

    /// The text that PostgreSQL prepares.
    pub const fn postgres(&self) -> &'static str {
        self.postgres
    }
}

/// Makes a [`Sql`] of one literal. A test of the store finds every literal under `crates/*/src` and prepares it on both databases.
#[macro_export]
macro_rules! sql {
    ($text:literal) => {{
        const SQLITE: &str = {
            const BYTES: [u8; $crate::sql::length($text, false)] = $crate::sql::rewrite($text, false);
            match core::str::from_utf8(&BYTES) {
                Ok(text) => text,
                Err(_) => panic!("a statement is UTF-8"),
            }
        };
        const POSTGRES: &str = {
            const BYTES: [u8; $crate::sql::length($text, true)] = $crate::sql::rewrite($text, true);
            match core::str::from_utf8(&BYTES) {
                Ok(text) => text,
                Err(_) => panic!("a statement is UTF-8"),
            }
        };
        $crate::Sql::of(SQLITE, POSTGRES)
    }};
}

const FOR_UPDATE: (&[u8], &[u8]) = (b"{for_update}", b"FOR UPDATE");
const SKIP_LOCKED: (&[u8], &[u8]) = (b"{skip_locked}", b"FOR UPDATE SKIP LOCKED");

const fn starts_with(text: &[u8], at: usize, word: &[u8]) -> bool {
    if at + word.len() > text.len() {
        return false;
    }
    let mut i = 0;
    while i < word.len() {
        if text[at + i] != word[i] {
            return false;
        }
        i += 1;
    }
    true
}

/// What stands at `at`: how many bytes it takes, and what replaces them (`None`: the byte itself).
const fn piece(text: &[u8], at: usize, postgres: bool) -> (usize, Option<&'static [u8]>) {
    if starts_with(text, at, FOR_UPDATE.0) {
        return (FOR_UPDATE.0.len(), Some(if postgres { FOR_UPDATE.1 } else { b"" }));
    }
    if starts_with(text, at, SKIP_LOCKED.0) {
        return (SKIP_LOCKED.0.len(), Some(if postgres { SKIP_LOCKED.1 } else { b"" }));
    }
    assert!(text[at] != b'{' && text[at] != b'$', "only for_update and skip_locked stand in braces, and placeholders are ?1");
    if text[at] == b'?' {
        assert!(at + 1 < text.len() && text[at + 1].is_ascii_digit(), "placeholders are numbered: ?1");
        if postgres {
            return (1, Some(b"$"));
        }
    }
    (1, None)
}

/// How long the rewritten text is.
pub const fn length(text: &str, postgres: bool) -> usize {
    let text = text.as_bytes();
    let (mut at, mut length) = (0, 0);
    while at < text.len() {
        let (taken, replacement) = piece(text, at, postgres);
        length += match replacement {
            Some(bytes) => bytes.len(),
            None => 1,
        };
        at += taken;
    }
    length
}

/// The rewritten text; `N` is its [`length`].
pub const fn rewrite<const N: usize>(text: &str, postgres: bool) -> [u8; N] {
    let text = text.as_bytes();
    let mut out = [0; N];
    let (mut at, mut filled) = (0, 0);
    while at < text.len() {
        let (taken, replacement) = piece(text, at, postgres);
        match replacement {
            Some(bytes) => {
                let mut i = 0;
                while i < bytes.len() {
                    out[filled] = bytes[i];
                    filled += 1;
                    i += 1;
                }
            }
            None => {
                out[filled] = text[at];
                filled += 1;
            }
        }
        at += taken;
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn one_text_becomes_two_dialects() {
        let sql = crate::sql!("SELECT 'ё' FROM t WHERE id = ?1 AND n > ?12 {for_update}");
        assert_eq!(sql.sqlite(), "SELECT 'ё' FROM t WHERE id = ?1 AND n > ?12 ");
        assert_eq!(sql.postgres(), "SELECT 'ё' FROM t WHERE id = $1 AND n > $12 FOR UPDATE");
        assert_eq!(crate::sql!("{skip_locked}").postgres(), "FOR UPDATE SKIP LOCKED");
    }
}
