//! Comments that silence findings: `<!-- trueup: allow deprecated: kept for old readers -->`.

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
            let before = report.issues.len();
            let silenced = |issue: &Issue| {
                let span = issue.span;
                issue.finding.code == code
                    && suppression.covers.start <= span.start
                    && span.start <= suppression.covers.end
            };
            report.issues.retain(|issue| !silenced(issue));
            if report.issues.len() == before {
                report.add(
                    Code::UnusedSuppression,
                    suppression.span,
                    format!("there is no `{code}` here to silence"),
                );
            }
        }
    }
}
