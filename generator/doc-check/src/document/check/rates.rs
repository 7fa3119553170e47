//! Rate limits, in tables or in what is left of them.

use trueup_validator::registry::{Api, RateTier};

use super::report::Report;
use crate::code::Code;
use crate::document::model::Document;
use crate::document::text::{Mapped, Span};

/// Checks what a document says about the limits of each tier.
pub(super) fn check(api: &Api<'_>, document: &Document, report: &mut Report) {
    let tiers: Vec<&RateTier> = api
        .services
        .iter()
        .filter_map(|service| service.rate_limit.as_ref())
        .flat_map(|limit| limit.tiers)
        .collect();
    if tiers.is_empty() {
        return;
    }
    for table in &document.tables {
        let head = table.rows.first().map(Vec::as_slice).unwrap_or_default();
        for row in table.rows.iter().skip(1) {
            let Some((name, numbers)) = row.split_first() else {
                continue;
            };
            if let Some(tier) = tiers.iter().find(|tier| same(tier.name, name)) {
                let heads: Vec<&str> = head.iter().skip(1).map(Mapped::text).collect();
                compare(tier, numbers, &heads, report);
            }
        }
    }
    flattened(&tiers, &document.lines, report);
}

fn same(name: &str, cell: &Mapped) -> bool {
    cell.text().trim().eq_ignore_ascii_case(name)
}

/// A table whose cells stand one on a line: a tier's name, then its numbers.
fn flattened(tiers: &[&RateTier], lines: &[Mapped], report: &mut Report) {
    let mut first: Option<Span> = None;
    let mut last = Span::default();
    for (index, line) in lines.iter().enumerate() {
        let numbers = lines.get(index + 1..index + 3).unwrap_or_default();
        let [a, b] = numbers else { continue };
        let Some(tier) = tiers.iter().find(|tier| same(tier.name, line)) else {
            continue;
        };
        if number(a).is_none() || number(b).is_none() {
            continue;
        }
        if first.is_none() {
            // The head of the table stands before its first row, as many lines as the row has cells.
            let head = index.checked_sub(3).and_then(|index| lines.get(index));
            first = Some(head.unwrap_or(line).whole());
        }
        last = b.whole();
        compare(tier, numbers, &["requests/min", "burst"], report);
    }
    if let Some(first) = first {
        report.add(
            Code::FlattenedTable,
            first.to(last),
            "the rows of this table have fallen apart, each cell stands on a line of its own",
        );
    }
}

fn number(cell: &Mapped) -> Option<u32> {
    let digits: String = cell
        .text()
        .chars()
        .filter(|c| !matches!(c, ',' | ' ' | '_'))
        .collect();
    let digits = digits.split('/').next().unwrap_or_default();
    digits.parse().ok()
}

fn compare(tier: &RateTier, cells: &[Mapped], heads: &[&str], report: &mut Report) {
    for (cell, head) in cells.iter().zip(heads) {
        let head = head.to_ascii_lowercase();
        let (what, right) = match () {
            () if head.contains("burst") => ("burst", tier.burst),
            () if head.contains("min") => ("requests a minute", tier.requests_per_minute),
            () => continue,
        };
        let Some(found) = number(cell).filter(|found| *found != right) else {
            continue;
        };
        let message = format!("tier {} has {right} {what}, not {found}", tier.name);
        let trimmed = cell.trim();
        report
            .add(Code::RateLimit, trimmed.whole(), message)
            .edit(trimmed.whole(), right.to_string());
    }
}
