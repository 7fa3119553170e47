//! Documents that people read, checked against the registry.
//!
//! A reader for each format makes one model of a document; the checks know only the model. Whatever is found has its
//! place in the text, and where there is one right answer, the edit that mends it.

mod anchors;
mod call;
mod check;
mod explain;
mod fix;
mod json;
mod mend;
mod model;
mod place;
mod placeholder;
mod program;
mod read;
mod shell;
pub(crate) mod suggest;
mod suppress;
mod text;

pub use check::Complete;
pub use explain::{Model, Part, SectionModel};
pub use fix::apply;

use std::collections::BTreeMap;

use trueup_validator::registry::{Api, Service};

use crate::code::Code;
use crate::finding::{Finding, Findings};
use crate::route::Routes;
use crate::settings::Settings;
use check::{Coverage, Report};

/// What is asked of documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Whether they have to show everything.
    pub complete: Complete,
}

/// Whether a file in a folder is a document by its name: one that is read, or one of a kind that is named as unread.
pub(crate) fn is_document(name: &str) -> bool {
    match read::Format::of(name) {
        read::Format::Markdown | read::Format::Mdx => true,
        // HTML is mostly made of something else.
        read::Format::Other(language) => language != "HTML",
        read::Format::Plain => false,
    }
}

/// Checks documents, given as names and texts.
pub fn check(api: &Api<'_>, documents: &[(String, String)], options: Options) -> Findings {
    check_with(api, documents, options, &Settings::default())
}

/// Checks documents by the decisions of a team.
pub fn check_with(
    api: &Api<'_>,
    documents: &[(String, String)],
    options: Options,
    settings: &Settings,
) -> Findings {
    let mut findings = Findings::default();
    let ways = Ways::new(api, settings);
    let mut coverage = Coverage::default();
    let mut reports = Vec::new();
    for (index, (name, text)) in documents.iter().enumerate() {
        let document = read::read(text, read::Format::of(name));
        let mut report = Report::default();
        check::check(
            ways.of(name),
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
        let all = api.services.iter().map(|service| service.operations.len());
        let all: usize = all.sum();
        if coverage.operations() == 0 && all > 0 {
            let message = format!("none of the {all} operations of the description was recognised");
            let mut finding = Finding::new(Code::NothingRecognised, message)
                .help("`--explain` shows what was read");
            finding.file = documents.first().map(|(name, _)| name.clone());
            findings.push(finding);
        }
    }
    for ((name, text), (mut report, suppressions)) in documents.iter().zip(reports) {
        suppress::apply(&suppressions, &mut report);
        anchors::keep(text, &mut report.issues);
        for finding in place::resolve(text, report.issues) {
            findings.push(finding.file(name));
        }
    }
    findings.sort();
    settings.weigh(findings)
}

/// The ways to the operations, for each folder those that its documents are about.
struct Ways<'a, 's> {
    settings: &'s Settings,
    all: Routes<'a>,
    services: BTreeMap<String, Routes<'a>>,
}

impl<'a, 's> Ways<'a, 's> {
    fn new(api: &Api<'a>, settings: &'s Settings) -> Self {
        let named = settings.folders.values();
        let named = named.filter_map(|name| Some((name.clone(), api.service(name)?)));
        let own = |service: &'a Service<'a>| {
            let mut services = api.services.iter();
            let index = services.position(|other| std::ptr::eq(*other, service));
            let services = index.and_then(|index| api.services.get(index..=index));
            let api = Api {
                services: services.unwrap_or_default(),
            };
            Routes::new(&api, settings)
        };
        Self {
            settings,
            all: Routes::new(api, settings),
            services: named.map(|(name, service)| (name, own(service))).collect(),
        }
    }

    fn of(&self, file: &str) -> &Routes<'a> {
        let service = self.settings.service_of(file);
        let own = service.and_then(|name| self.services.get(name));
        own.unwrap_or(&self.all)
    }
}

/// The model that was read of each document.
pub fn explain(api: &Api<'_>, documents: &[(String, String)], settings: &Settings) -> Vec<Model> {
    let ways = Ways::new(api, settings);
    let options = Options {
        complete: Complete::No,
    };
    let models = documents.iter().map(|(name, text)| {
        let document = read::read(text, read::Format::of(name));
        let led = check::led(ways.of(name), &document, options);
        explain::model(name, text, &document, &led)
    });
    models.collect()
}

/// A document with what has one right answer mended. Edits after which more is found than before are taken back.
pub fn mend(api: &Api<'_>, document: &(String, String), settings: &Settings) -> String {
    let (name, text) = document;
    let options = Options {
        complete: Complete::No,
    };
    let found = |text: &str| {
        let documents = [(name.clone(), text.to_owned())];
        check_with(api, &documents, options, settings)
    };
    let before = found(text);
    let mendable = before.findings.iter().filter(|it| !it.edits.is_empty());
    let mendable: Vec<&Finding> = mendable.collect();
    fix::settled(text, &mendable, before.findings.len(), &|text| {
        found(text).findings.len()
    })
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
