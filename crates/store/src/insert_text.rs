//! Texts of INSERTs of several rows, made once a thread: they are among the hottest of all.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

thread_local! {
    /// As many as there are heads times rows in a chunk; a thread of the store knows one kind of placeholder only.
    static TEXTS: RefCell<HashMap<(&'static str, usize), Rc<str>>> = RefCell::new(HashMap::new());
}

/// `INSERT INTO head VALUES (?1, ?2), (?3, ?4) tail` for so many rows and columns. A head always comes with the same tail.
pub(crate) fn of(head: &'static str, tail: &'static str, mark: char, rows: usize, columns: usize) -> Rc<str> {
    TEXTS.with_borrow_mut(|texts| texts.entry((head, rows)).or_insert_with(|| write(head, tail, mark, rows, columns).into()).clone())
}

fn write(head: &str, tail: &str, mark: char, rows: usize, columns: usize) -> String {
    let row = |row: usize| {
        let places: Vec<String> = (1..=columns).map(|column| format!("{mark}{}", row * columns + column)).collect();
        format!("({})", places.join(", "))
    };
    let rows: Vec<String> = (0..rows).map(row).collect();
    format!("INSERT INTO {head} VALUES {}{tail}", rows.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_counts_its_places_through_all_rows() {
        assert_eq!(
            &*of("t (a, b)", " ON CONFLICT DO NOTHING", '$', 2, 2),
            "INSERT INTO t (a, b) VALUES ($1, $2), ($3, $4) ON CONFLICT DO NOTHING"
        );
        assert_eq!(&*of("t (a, b)", " ON CONFLICT DO NOTHING", '$', 1, 2), "INSERT INTO t (a, b) VALUES ($1, $2) ON CONFLICT DO NOTHING");
    }
}
