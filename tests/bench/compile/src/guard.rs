//! Holds what was measured against what is stored, so that compiling does not become dearer unnoticed.
//!
//! Seconds differ from machine to machine, ratios to another crate that is compiled in the same run hardly do.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use bench_harness::{Result, bench};

/// How much of a stored ratio noise may take.
const MARGIN: f64 = 0.15;

/// How many times less than theirs ours costs, by the row of a table.
pub(crate) type Ratios = BTreeMap<String, f64>;

/// Says which of the ratios have fallen; with `TRUEUP_BLESS`, stores them instead.
///
/// # Errors
///
/// A ratio that has fallen by more than noise, or is not stored; a file that cannot be read or written.
pub(crate) fn hold(measured: &Ratios) -> Result<()> {
    let path = file();
    if std::env::var_os("TRUEUP_BLESS").is_some() {
        return Ok(fs::write(path, written(measured))?);
    }
    let stored = read(&fs::read_to_string(&path)?)?;
    let fallen = fallen(measured, &stored);
    if fallen.is_empty() {
        return Ok(());
    }
    Err(format!("dearer to compile than {} says:\n{fallen}", path.display()).into())
}

fn file() -> PathBuf {
    bench().join("compile/ratios.tsv")
}

fn fallen(measured: &Ratios, stored: &Ratios) -> String {
    let mut text = String::new();
    for (row, ratio) in measured {
        let _ = match stored.get(row) {
            Some(before) if *ratio >= before * (1.0 - MARGIN) => continue,
            Some(before) => writeln!(text, "{row}: {ratio:.2} times less, stored {before:.2}"),
            None => writeln!(text, "{row}: {ratio:.2} times less, not stored"),
        };
    }
    text
}

fn written(ratios: &Ratios) -> String {
    let mut text = String::new();
    for (row, ratio) in ratios {
        let _ = writeln!(text, "{row}\t{ratio:.2}");
    }
    text
}

fn read(text: &str) -> Result<Ratios> {
    let row = |line: &str| {
        let (row, ratio) = line.split_once('\t')?;
        Some((row.to_owned(), ratio.parse().ok()?))
    };
    let rows = text.lines().map(|line| {
        row(line).ok_or_else(|| format!("not a row of stored ratios: `{line}`").into())
    });
    rows.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_fallen_is_named() {
        let ratios = |ratio| Ratios::from([("users, debug".to_owned(), ratio)]);
        let stored = read(&written(&ratios(3.0))).unwrap();
        assert_eq!(stored, ratios(3.0));
        assert_eq!(fallen(&ratios(2.6), &stored), "");
        assert_eq!(fallen(&ratios(9.0), &stored), "");
        assert_eq!(
            fallen(&ratios(2.5), &stored),
            "users, debug: 2.50 times less, stored 3.00\n"
        );
        let unknown = Ratios::from([("lnd, debug".to_owned(), 9.0)]);
        assert!(fallen(&unknown, &stored).contains("not stored"));
        assert!(read("users 3.0").is_err());
    }
}
