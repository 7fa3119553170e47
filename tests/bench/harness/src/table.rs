//! Markdown tables.

use std::fmt;

/// A table; numbers stand to the right.
#[derive(Clone, Debug)]
pub struct Table {
    title: String,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with a line above it and the heads of its columns.
    pub fn new(title: impl Into<String>, heads: &[&str]) -> Self {
        Self {
            title: title.into(),
            rows: vec![heads.iter().map(|head| (*head).to_owned()).collect()],
        }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().collect());
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}\n", self.title)?;
        for (index, row) in self.rows.iter().enumerate() {
            writeln!(f, "| {} |", row.join(" | "))?;
            if index == 0 {
                let line = row
                    .iter()
                    .enumerate()
                    .map(|(column, _)| if column == 0 { "---" } else { "---:" });
                writeln!(f, "| {} |", line.collect::<Vec<_>>().join(" | "))?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown() {
        let mut table = Table::new("Times", &["who", "µs"]);
        table.row(["ours".to_owned(), "1.0".to_owned()]);
        assert_eq!(
            table.to_string(),
            "Times\n\n| who | µs |\n| --- | ---: |\n| ours | 1.0 |\n"
        );
    }
}
