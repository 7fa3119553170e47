//! `body`: checks one JSON body.

use std::io::Read as _;
use std::path::PathBuf;

use clap::Args;
use trueup_validator::registry::{Api, Media, Service};
use trueup_validator::{Policy, Violation, Violations};

use super::CouldNotRun;
use crate::finding::{Finding, Findings};
use crate::report::Format;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Id of the operation, or `service.id`
    #[arg(
        long,
        value_name = "ID",
        required_unless_present = "schema",
        conflicts_with = "schema"
    )]
    operation: Option<String>,
    /// The body of the operation's request
    #[arg(long, requires = "operation", conflicts_with = "response")]
    request: bool,
    /// The body of the operation's response with this status
    #[arg(long, value_name = "STATUS", requires = "operation", required_unless_present_any = ["schema", "request"])]
    response: Option<u16>,
    /// Name of a schema, or `service.name`
    #[arg(long, value_name = "NAME")]
    schema: Option<String>,
    /// The body, `-` for standard input
    file: PathBuf,
}

/// What a body is judged by.
struct Target {
    media: Media,
    policy: Policy,
    /// Whether no body at all will do.
    optional: bool,
}

pub(super) fn check(
    api: &Api,
    arguments: &Arguments,
    format: Format,
) -> Result<Findings, CouldNotRun> {
    let target = target(api, arguments)?;
    let body = read(arguments)?;
    let mut findings = Findings::default();
    findings.count("bodies");
    if body.is_empty() && target.optional {
        return Ok(findings);
    }
    // A stream is many texts, one a line.
    let lines: Vec<&[u8]> = match target.media.stream {
        Some(_) => body.split(|&byte| byte == b'\n').collect(),
        None => vec![&body],
    };
    for (above, line) in (0..).zip(lines) {
        if target.media.stream.is_some() && line.trim_ascii().is_empty() {
            continue;
        }
        if let Err(violations) = target.media.check(line, target.policy) {
            if format == Format::Human {
                eprint_excerpts(&violations);
            }
            for violation in &violations {
                findings.push(finding(violation, above, arguments));
            }
        }
    }
    Ok(findings)
}

/// A violation with its lines counted from the beginning of the file.
fn finding(violation: &Violation, above: u32, arguments: &Arguments) -> Finding {
    let mut finding = Finding::violation(violation).file(arguments.file.display().to_string());
    finding.line = finding.line.map(|line| line + above);
    finding.end_line = finding.end_line.map(|line| line + above);
    finding.operation.clone_from(&arguments.operation);
    finding
}

/// The text around each violation, for people.
fn eprint_excerpts(violations: &Violations) {
    use std::io::Write as _;
    // The findings themselves go to standard output; without these they are only less vivid.
    let _ = writeln!(std::io::stderr(), "{violations}\n");
}

fn read(arguments: &Arguments) -> Result<Vec<u8>, CouldNotRun> {
    let read = if arguments.file.as_os_str() == "-" {
        let mut body = Vec::new();
        std::io::stdin().read_to_end(&mut body).map(|_| body)
    } else {
        std::fs::read(&arguments.file)
    };
    read.map_err(|error| CouldNotRun(format!("cannot read {}: {error}", arguments.file.display())))
}

fn target(api: &Api, arguments: &Arguments) -> Result<Target, CouldNotRun> {
    if let Some(name) = &arguments.schema {
        let schema = api.schema(name).ok_or_else(|| {
            unknown(
                "schema",
                name,
                &services(api, |service| service.schema(name).is_some()),
            )
        })?;
        let media = Media {
            media_type: "application/json",
            schema: Some(schema),
            stream: None,
            examples: &[],
        };
        return Ok(Target {
            media,
            policy: Policy::SCHEMA,
            optional: false,
        });
    }
    let id = arguments.operation.as_deref().unwrap_or_default();
    let operation = api.operation(id).ok_or_else(|| {
        unknown(
            "operation",
            id,
            &services(api, |service| service.operation(id).is_some()),
        )
    })?;
    let no_json = |what: &str| CouldNotRun(format!("{id} has no JSON body in its {what}"));
    let Some(status) = arguments.response else {
        let request = operation.request.ok_or_else(|| no_json("request"))?;
        let media = *request.json().ok_or_else(|| no_json("request"))?;
        return Ok(Target {
            media,
            policy: request.policy(),
            optional: !request.required,
        });
    };
    let missing = || CouldNotRun(format!("{id} has no response for status {status}"));
    let response = operation.response(status).ok_or_else(missing)?;
    let media = *response.json().ok_or_else(|| no_json("response"))?;
    Ok(Target {
        media,
        policy: Policy::RESPONSE,
        optional: false,
    })
}

/// The services that have something.
fn services(api: &Api, has: impl Fn(&Service) -> bool) -> Vec<&'static str> {
    let having = api.services.iter().filter(|service| has(service));
    having.map(|service| service.name).collect()
}

/// A name that leads to nothing, or to several things.
fn unknown(what: &str, name: &str, services: &[&str]) -> CouldNotRun {
    let choices: Vec<_> = services
        .iter()
        .map(|service| format!("{service}.{name}"))
        .collect();
    CouldNotRun(match choices.as_slice() {
        [] => format!("no {what} is called {name}"),
        choices => format!("several services have {name}; say {}", choices.join(" or ")),
    })
}
