//! Documents that people read, checked against the registry.
//!
//! A reader for each format makes one model of a document; the checks know only the model. Whatever is found has its
//! place in the text, and where there is one right answer, the edit that mends it.

mod call;
mod check;
mod fix;
mod json;
mod mend;
mod model;
mod place;
mod placeholder;
mod read;
mod shell;
pub(crate) mod suggest;
mod suppress;
mod text;

pub use check::Complete;
pub use fix::apply;

use trueup_validator::registry::Api;

use crate::code::Code;
use crate::finding::{Finding, Findings};
use crate::route::Routes;
use check::{Coverage, Report};

/// What is asked of documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Whether they have to show everything.
    pub complete: Complete,
}

/// Checks documents, given as names and texts.
pub fn check(api: &Api<'_>, documents: &[(String, String)], options: Options) -> Findings {
    let mut findings = Findings::default();
    let routes = Routes::new(api);
    let mut coverage = Coverage::default();
    let mut reports = Vec::new();
    for (index, (name, text)) in documents.iter().enumerate() {
        let document = read::read(text, read::Format::of(name));
        let mut report = Report::default();
        check::check(
            &routes,
            &document,
            options,
            index,
            &mut coverage,
            &mut report,
        );
        findings.count("documents");
        report.tally.file.clone_from(name);
        findings.count_more("endpoints", report.tally.endpoints.there);
        findings.count_more("calls", report.tally.calls.there);
        findings.count_more("parameters", report.tally.parameters.there);
        findings.count_more("examples", report.tally.examples.there);
        findings.documents.push(report.tally.clone());
        reports.push((report, document.suppressions));
    }
    findings.count_more("operations", coverage.operations());
    if options.complete == Complete::Yes {
        left_out(api, &coverage, &mut reports, &mut findings);
        if coverage.operations() == 0 {
            let all = api.services.iter().map(|service| service.operations.len());
            let all: usize = all.sum();
            let message = format!("none of the {all} operations of the description was recognised");
            let mut finding = Finding::new(Code::NothingRecognised, message)
                .help("`--explain` shows what was read");
            finding.file = documents.first().map(|(name, _)| name.clone());
            findings.push(finding);
        }
    }
    for ((name, text), (mut report, suppressions)) in documents.iter().zip(reports) {
        suppress::apply(&suppressions, &mut report);
        for finding in place::resolve(text, report.issues) {
            findings.push(finding.file(name));
        }
    }
    findings.sort();
    findings
}

fn left_out(
    api: &Api<'_>,
    coverage: &Coverage,
    reports: &mut [(Report, Vec<model::Suppression>)],
    findings: &mut Findings,
) {
    for left in coverage.left_out(api) {
        let name = format!("{} {}", left.operation.method, left.operation.path);
        let message = format!("`{name}` of {} is not documented", left.service.title);
        let (file, after) = left.after;
        match reports.get_mut(file) {
            Some((report, _)) => {
                report
                    .add(
                        Code::UndocumentedOperation,
                        text::Span::new(after.end, after.end),
                        message,
                    )
                    .operation(left.operation.id);
            }
            None => findings.push(Finding::new(Code::UndocumentedOperation, message)),
        }
    }
}
