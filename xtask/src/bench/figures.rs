//! Values of several rounds, and their medians.

use std::collections::BTreeMap;

/// Every row's values, a value a round, in the order of the table.
#[derive(Default)]
pub struct Figures {
    /// Names of the rows.
    pub rows: Vec<String>,
    /// Their values.
    pub values: BTreeMap<String, Vec<f64>>,
}

impl Figures {
    /// Notes a round's value.
    pub fn note(&mut self, row: &str, value: f64) {
        if !self.values.contains_key(row) {
            self.rows.push(row.to_owned());
        }
        self.values.entry(row.to_owned()).or_default().push(value);
    }

    /// Prints all rows with their medians and values.
    pub fn print(&self) {
        println!("{:<72} {:>9}  all", "", "median");
        for row in &self.rows {
            let all: Vec<String> = self.values[row].iter().map(|value| format!("{value:.0}")).collect();
            println!("{row:<72} {:>9.0}  {}", self.median(row), all.join(" "));
        }
        println!();
    }

    /// The median of a row.
    pub fn median(&self, row: &str) -> f64 {
        let mut values = self.values.get(row).cloned().unwrap_or_default();
        values.sort_by(f64::total_cmp);
        values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
    }
}
