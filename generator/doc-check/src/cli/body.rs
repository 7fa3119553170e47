//! `body`: checks one JSON body.

use std::path::PathBuf;

use clap::Args;
use trueup_validator::registry::{Api, Media, Operation, Schema, Service, Webhook};
use trueup_validator::{Policy, Violation};

use super::CouldNotRun;
use crate::document::suggest;
use crate::finding::{Finding, Findings};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Id of the operation, or `service.id`
    #[arg(long, value_name = "ID", requires = "side", conflicts_with = "schema")]
    operation: Option<String>,
    /// The body of the operation's request
    #[arg(
        long,
        group = "side",
        requires = "operation",
        conflicts_with = "response"
    )]
    request: bool,
    /// The body of the operation's response with this status
    #[arg(long, group = "side", value_name = "STATUS", requires = "operation")]
    response: Option<u16>,
    /// Name of a webhook or a callback, or `service.name`
    #[arg(long, value_name = "NAME", conflicts_with_all = ["operation", "schema"])]
    webhook: Option<String>,
    /// Name of a schema, or `service.name` [default: the description itself, if it is a schema]
    #[arg(long, value_name = "NAME")]
    schema: Option<String>,
    /// The body, `-` for standard input
    file: PathBuf,
}

impl Arguments {
    /// Where the body is.
    pub(super) fn file(&self) -> &PathBuf {
        &self.file
    }
}

/// What a body is judged by.
struct Target<'a> {
    media: Media<'a>,
    policy: Policy,
    /// Whether the body may be absent.
    optional: bool,
}

pub(super) fn check(api: &Api<'_>, arguments: &Arguments) -> Result<Findings, CouldNotRun> {
    let target = target(api, arguments)?;
    let body = read(arguments)?;
    let mut findings = Findings::default();
    findings.count("bodies");
    if body.is_empty() && target.optional {
        return Ok(findings);
    }
    if let Err(violations) = target.media.check_body(&body, target.policy) {
        for (violation, excerpt) in violations.iter().zip(violations.excerpts()) {
            let mut finding = finding(violation, arguments);
            finding.excerpt = Some(excerpt);
            findings.push(finding);
        }
        if let Some(left_out) = Finding::left_out(&violations) {
            findings.push(left_out.file(arguments.file.display().to_string()));
        }
    }
    Ok(findings)
}

fn finding(violation: &Violation, arguments: &Arguments) -> Finding {
    let mut finding = Finding::violation(violation).file(arguments.file.display().to_string());
    let of = arguments.operation.as_ref().or(arguments.webhook.as_ref());
    finding.operation = of.cloned();
    finding
}

fn read(arguments: &Arguments) -> Result<Vec<u8>, CouldNotRun> {
    let read = if arguments.file.as_os_str() == "-" {
        trueup_io::read_standard_input()
    } else {
        trueup_io::read(&arguments.file)
    };
    read.map_err(CouldNotRun::from)
}

fn target<'a>(api: &Api<'a>, arguments: &Arguments) -> Result<Target<'a>, CouldNotRun> {
    if let Some(name) = &arguments.webhook {
        let webhook = api.webhook(name).ok_or_else(|| {
            let names = |service: &'a Service<'a>| -> Vec<_> {
                service.webhooks.iter().map(Webhook::name).collect()
            };
            unknown(api, "webhook or callback", name, names)
        })?;
        return of_webhook(webhook);
    }
    if let Some(name) = &arguments.schema {
        let schema = api.schema(name).ok_or_else(|| {
            let names = |service: &'a Service<'a>| -> Vec<_> {
                service.schemas.iter().map(|schema| schema.name).collect()
            };
            unknown(api, "schema", name, names)
        })?;
        return Ok(of_schema(schema));
    }
    let Some(id) = &arguments.operation else {
        return root(api);
    };
    let operation = api.operation(id).ok_or_else(|| {
        let ids = |service: &'a Service<'a>| -> Vec<_> {
            let operations = service.operations.iter();
            operations.map(|operation| operation.id).collect()
        };
        unknown(api, "operation", id, ids)
    })?;
    match arguments.response {
        Some(status) => response(operation, status),
        None => request(operation),
    }
}

/// The description itself, if it is a schema.
fn root<'a>(api: &Api<'a>) -> Result<Target<'a>, CouldNotRun> {
    let mut roots = api.services.iter().filter_map(|service| service.root());
    match (roots.next(), roots.next()) {
        (Some(root), None) => Ok(of_schema(root)),
        _ => Err(CouldNotRun(
            "say what the body is of: --operation ID, --webhook NAME, or --schema NAME".to_owned(),
        )),
    }
}

fn of_schema<'a>(schema: &'a Schema<'a>) -> Target<'a> {
    let media = Media {
        media_type: "application/json",
        form: None,
        schema: Some(schema),
        stream: None,
        examples: &[],
    };
    Target {
        media,
        policy: Policy::SCHEMA,
        optional: false,
    }
}

fn request<'a>(operation: &'a Operation<'a>) -> Result<Target<'a>, CouldNotRun> {
    let with_json = operation
        .request
        .and_then(|request| Some((request, *request.json()?)));
    let (request, media) = with_json.ok_or_else(|| no_json(operation, "request"))?;
    Ok(Target {
        media,
        policy: request.policy(),
        optional: !request.required,
    })
}

/// What the server sends is judged as what it answers.
fn of_webhook<'a>(webhook: &'a Webhook<'a>) -> Result<Target<'a>, CouldNotRun> {
    let media = webhook.json();
    Ok(Target {
        media: *media.ok_or_else(|| no_json(webhook.request, "request"))?,
        policy: Policy::RESPONSE,
        optional: !webhook.request.request.is_some_and(|body| body.required),
    })
}

fn response<'a>(operation: &'a Operation<'a>, status: u16) -> Result<Target<'a>, CouldNotRun> {
    let response = operation.response(status).ok_or_else(|| {
        let described = operation.responses.iter();
        let described: Vec<_> = described.map(|other| other.status.to_string()).collect();
        CouldNotRun(format!(
            "{} has no response for status {status}, only for {}",
            operation.id,
            described.join(", ")
        ))
    })?;
    let media = response.json();
    Ok(Target {
        media: *media.ok_or_else(|| no_json(operation, "response"))?,
        policy: Policy::RESPONSE,
        optional: false,
    })
}

fn no_json<'a>(operation: &'a Operation<'a>, what: &str) -> CouldNotRun {
    CouldNotRun(format!("{} has no JSON body in its {what}", operation.id))
}

/// A name that leads to nothing, or to several things.
fn unknown<'a>(
    api: &Api<'a>,
    what: &str,
    name: &str,
    names: impl Fn(&'a Service<'a>) -> Vec<&'a str>,
) -> CouldNotRun {
    let services = api.services.iter();
    let all = services.flat_map(|service| {
        let prefixed = |name| (name, format!("{}.{name}", service.name));
        names(service).into_iter().map(prefixed)
    });
    let all: Vec<_> = all.collect();
    let choices: Vec<_> = all
        .iter()
        .filter(|(short, _)| *short == name)
        .map(|(_, long)| long.as_str())
        .collect();
    if !choices.is_empty() {
        let choices = choices.join(" or ");
        return CouldNotRun(format!("several services have {name}; say {choices}"));
    }
    let forms = all.iter().flat_map(|(short, long)| [*short, long.as_str()]);
    let hint = suggest::nearest(name, forms);
    let hint = hint.map(|near| format!("; did you mean {near}?"));
    CouldNotRun(format!(
        "no {what} is called {name}{}",
        hint.unwrap_or_default()
    ))
}
