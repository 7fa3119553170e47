//! Comments that silence findings: `<!-- trueup: allow deprecated: kept for old readers -->`.

use std::collections::BTreeMap;

use super::check::{Issue, Report};
use super::model::Suppression;
use super::text::{Mapped, Span};
use crate::code::Code;

/// Reads a comment; `None` if it is meant for others.
pub(super) fn read(text: &Mapped, span: Span) -> Option<Suppression> {
    let rest = text.text().trim().strip_prefix("trueup:")?;
    let rest = rest.trim_start();
    let rest = rest.strip_prefix("allow").unwrap_or(rest);
    let (codes, reason) = rest.split_once(':').unwrap_or((rest, ""));
    Some(Suppression {
        codes: codes
            .split([',', ' '])
            .filter(|code| !code.is_empty())
            .map(str::to_owned)
            .collect(),
        reason: reason.trim().to_owned(),
        span,
        covers: span,
    })
}

/// Takes out what is silenced, and reports suppressions that silence nothing or give no reason.
pub(super) fn apply(suppressions: &[Suppression], report: &mut Report) {
    let mut rules: BTreeMap<&str, Vec<Rule>> = BTreeMap::new();
    for suppression in suppressions {
        if suppression.codes.is_empty() || suppression.reason.is_empty() {
            report
                .add(
                    Code::BadSuppression,
                    suppression.span,
                    "a suppression names codes and a reason",
                )
                .help("<!-- trueup: allow unknown-value: why it is right -->");
            continue;
        }
        for code in &suppression.codes {
            rules.entry(code).or_default().push(Rule {
                covers: suppression.covers,
                comment: suppression.span,
                used: false,
            });
        }
    }
    for list in rules.values_mut() {
        list.sort_by_key(|rule| rule.covers);
    }
    report.issues.retain(|issue| {
        let rules = rules.get_mut(issue.finding.code);
        !rules.is_some_and(|rules| silences(rules, issue))
    });
    for (code, rules) in rules {
        for rule in rules.iter().filter(|rule| !rule.used) {
            let message = format!("there is no `{code}` here to silence");
            report.add(Code::UnusedSuppression, rule.comment, message);
        }
    }
}

/// One code of a suppression.
struct Rule {
    covers: Span,
    comment: Span,
    used: bool,
}

/// Whether one of some rules, sorted by what they cover, silences a finding: the document's, or one of the last that
/// begin before it. Rules within each other are few.
fn silences(rules: &mut [Rule], issue: &Issue) -> bool {
    const NEAR: usize = 8;
    let at = issue.span.start;
    let next = rules.partition_point(|rule| rule.covers.start <= at);
    let near = next.saturating_sub(NEAR)..next;
    let candidates = (0..next.min(NEAR)).chain(near);
    for index in candidates {
        if let Some(rule) = rules.get_mut(index)
            && at <= rule.covers.end
        {
            rule.used = true;
            return true;
        }
    }
    false
}
