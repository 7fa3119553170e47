//! Documents that people read, checked against the registry.
//!
//! A reader for each format makes one model of a document; the checks know only the model. Whatever is found has its
//! place in the text, and where there is one right answer, the edit that mends it.

mod anchors;
mod call;
mod check;
mod events;
mod explain;
mod fix;
mod include;
pub(crate) mod json;
mod mend;
mod model;
mod place;
mod placeholder;
mod program;
mod quotation;
mod read;
mod shell;
pub(crate) mod suggest;
mod suppress;
mod text;

pub use check::Complete;
pub use explain::{Model, Part, SectionModel};
pub use fix::apply;
pub(crate) use include::wanted;

use std::collections::{BTreeMap, BTreeSet};

use trueup_validator::registry::{Api, Method, Service};

use crate::code::Code;
use crate::finding::{Finding, Findings};
use crate::route::Routes;
use crate::settings::Settings;
use check::{Coverage, Report};
use include::{Expanded, Library, Lines};

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

/// Documents, given as names and texts, and files beside them that they may take in.
#[derive(Clone, Copy, Debug)]
pub struct Pages<'t> {
    /// The documents.
    pub documents: &'t [(String, String)],
    /// Files that are read where a document takes them in, and nowhere else.
    pub beside: &'t [(String, String)],
}

/// Checks documents, given as names and texts.
pub fn check(api: &Api<'_>, documents: &[(String, String)], options: Options) -> Findings {
    let pages = Pages {
        documents,
        beside: &[],
    };
    check_with(api, pages, options, &Settings::default())
}

/// Checks documents by the decisions of a team. A document that another one takes in is read there.
pub fn check_with(
    api: &Api<'_>,
    pages: Pages<'_>,
    options: Options,
    settings: &Settings,
) -> Findings {
    let mut findings = Findings::default();
    let ways = Ways::new(api, settings);
    let library = Library::new(pages);
    let mut coverage = Coverage::default();
    let mut read = Vec::new();
    for file in library.roots(pages.documents.len()) {
        let (name, _) = library.text(file);
        let text = library.expand(file);
        let document = parse(api, name, &text, settings);
        let mut report = Report::default();
        check::check(
            ways.of(name),
            &document,
            options,
            read.len(),
            &mut coverage,
            &mut report,
        );
        count(name, &mut report, &mut findings);
        read.push(Read {
            text,
            report,
            suppressions: document.suppressions,
        });
    }
    findings.count_more("operations", coverage.operations());
    if options.complete == Complete::Yes {
        left_out(api, &coverage, &mut read, &mut findings);
        nothing(api, &coverage, pages, &mut findings);
    }
    let mut known = BTreeSet::new();
    for Read {
        text,
        mut report,
        suppressions,
    } in read
    {
        suppress::apply(&suppressions, &mut report);
        nulls(&mut report);
        anchors::keep(&text.text, &mut report.issues);
        for finding in text.findings(&library, report.issues) {
            // What several documents take in is told of once.
            if text.is_own(&finding, &library) || known.insert(finding.identity()) {
                findings.push(finding);
            }
        }
    }
    findings.sort();
    settings.weigh(findings)
}

/// Many nulls are one cause: a description that does not say null, as those in Swagger 2.0 cannot.
fn nulls(report: &mut Report) {
    const FEW: usize = 3;
    let null = trueup_validator::Code::Null.name();
    let issues = || report.issues.iter().filter(|it| it.finding.code == null);
    if issues().count() <= FEW {
        return;
    }
    for issue in report
        .issues
        .iter_mut()
        .filter(|it| it.finding.code == null)
    {
        "null where the description does not allow it".clone_into(&mut issue.finding.message);
        let help = "if it does so nowhere, as Swagger 2.0 cannot, allow `null` in `trueup.toml`";
        issue.finding.help = Some(help.to_owned());
    }
}

/// A document that was read and checked.
struct Read<'t> {
    text: Expanded<'t>,
    report: Report,
    suppressions: Vec<model::Suppression>,
}

/// The model of a text and of what it takes in.
fn parse(api: &Api<'_>, name: &str, text: &Expanded<'_>, settings: &Settings) -> model::Document {
    let format = read::Format::of(name);
    let shown = match settings.descriptions {
        true => (&*text.text).into(),
        false => quotation::blanked(&text.text),
    };
    let operations = api.services.iter().flat_map(|service| service.operations);
    let schemas = api.services.iter().flat_map(|service| service.schemas);
    let site = read::Site {
        components: &settings.components,
        methods: operations
            .filter_map(|operation| match operation.method {
                Method::Other(name) => Some(name),
                _ => None,
            })
            .collect(),
        objects: schemas.map(|schema| schema.name).collect(),
    };
    let mut document = read::read(&shown, format, &site);
    document.unread.extend(text.unread.iter().cloned());
    check::resolve_names(&mut document, api);
    document
}

fn count(name: &str, report: &mut Report, findings: &mut Findings) {
    findings.count("documents");
    name.clone_into(&mut report.tally.file);
    findings.count_more("endpoints", report.tally.endpoints.there);
    findings.count_more("calls", report.tally.calls.there);
    findings.count_more("parameters", report.tally.parameters.there);
    findings.count_more("examples", report.tally.examples.there);
    findings.documents.push(report.tally.clone());
}

/// That nothing is recognised is a finding where everything should be.
fn nothing(api: &Api<'_>, coverage: &Coverage, pages: Pages<'_>, findings: &mut Findings) {
    let all = api.services.iter().map(|service| service.operations.len());
    let all: usize = all.sum();
    if coverage.operations() == 0 && all > 0 {
        let message = format!("none of the {all} operations of the description was recognised");
        let mut finding =
            Finding::new(Code::NothingRecognised, message).help("`--explain` shows what was read");
        finding.file = pages.documents.first().map(|(name, _)| name.clone());
        findings.push(finding);
    }
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
pub fn explain(api: &Api<'_>, pages: Pages<'_>, settings: &Settings) -> Vec<Model> {
    let ways = Ways::new(api, settings);
    let options = Options {
        complete: Complete::No,
    };
    let library = Library::new(pages);
    let models = library.roots(pages.documents.len()).into_iter();
    let models = models.map(|file| {
        let (name, _) = library.text(file);
        let text = library.expand(file);
        let document = parse(api, name, &text, settings);
        let led = check::led(ways.of(name), &document, options);
        explain::model(name, &document, &led, &|| Lines::new(&text, &library))
    });
    models.collect()
}

/// A document with what has one right answer mended. Edits after which more is found than before are taken back.
pub fn mend(
    api: &Api<'_>,
    document: &(String, String),
    beside: &[(String, String)],
    settings: &Settings,
) -> String {
    let (name, text) = document;
    let options = Options {
        complete: Complete::No,
    };
    let found = |text: &str| {
        let documents = [(name.clone(), text.to_owned())];
        let pages = Pages {
            documents: &documents,
            beside,
        };
        check_with(api, pages, options, settings)
    };
    let before = found(text);
    let own = before.findings.iter();
    let own = own.filter(|it| !it.edits.is_empty() && it.file.as_ref() == Some(name));
    let mendable: Vec<&Finding> = own.collect();
    fix::settled(text, &mendable, before.findings.len(), &|text| {
        found(text).findings.len()
    })
}

fn left_out(api: &Api<'_>, coverage: &Coverage, read: &mut [Read<'_>], findings: &mut Findings) {
    for left in coverage.left_out(api) {
        let name = format!("{} {}", left.operation.method, left.operation.path);
        let message = format!("`{name}` of {} is not documented", left.service.title);
        let (file, after) = left.after;
        match read.get_mut(file) {
            Some(Read { report, .. }) => {
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
