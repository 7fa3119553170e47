//! The files around the checks: manifest, README, library root, binary.

use std::collections::BTreeMap;

use super::ValidatorEmission;
use super::needs::Needs;
use crate::emit::manifest;
use crate::render::HEADER;
use trueup_description::ir::media::{self, Kind};
use trueup_description::ir::service::{Media, Response, Status};
use trueup_text::markdown::line;

pub(super) fn emit(emission: &ValidatorEmission<'_>, needs: &Needs) -> BTreeMap<String, String> {
    BTreeMap::from([
        ("Cargo.toml".to_owned(), cargo(emission, needs)),
        ("README.md".to_owned(), readme(emission)),
        ("src/lib.rs".to_owned(), library(emission)),
        ("src/main.rs".to_owned(), binary(emission)),
    ])
}

fn cargo(emission: &ValidatorEmission<'_>, needs: &Needs) -> String {
    let config = emission.config;
    let name = config.crate_name("validator");
    let description = format!(
        "Checks requests and responses of {} against their description",
        titles(emission)
    );
    let keywords = ["validator", "json", "schema", "openapi", "api"].map(str::to_owned);
    let package = manifest::package(config, &name, &description, &keywords);
    let features = if needs.regex {
        ", features = [\"regex\"]"
    } else {
        ""
    };
    let runtime =
        manifest::runtime_dependency(config, "trueup-validator", "validator-runtime", features);
    let docs =
        manifest::runtime_dependency(config, "trueup-docs", "doc-check", ", optional = true");
    format!(
        "{package}
[features]
# The binary. Users of the library pay for none of its dependencies.
cli = [\"dep:trueup-docs\"]

[[bin]]
name = \"{name}\"
path = \"src/main.rs\"
required-features = [\"cli\"]

[dependencies]
{docs}{runtime}"
    )
}

fn titles(emission: &ValidatorEmission<'_>) -> String {
    let titles: Vec<_> = emission
        .api
        .services
        .iter()
        .map(|service| service.title.as_str())
        .collect();
    match titles.as_slice() {
        [] => "an API".to_owned(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// An operation to show how things are done: the first with a JSON answer to 200.
fn example(emission: &ValidatorEmission<'_>) -> Option<(String, String, String)> {
    for (service, module) in emission.api.services.iter().zip(&emission.services) {
        for operation in &service.operations {
            let judged = |media: &Media| {
                media::kind(&media.media_type) == Kind::Json && media.schema.is_some()
            };
            let answers = |response: &Response| {
                response.status == Status::Exact(200)
                    && response.content.first().is_some_and(judged)
            };
            if operation.responses.iter().any(answers) {
                let constant = emission.operation(operation);
                return Some((module.clone(), constant, operation.id.clone()));
            }
        }
    }
    None
}

/// How the crate is used, if there is an operation to show it with.
fn usage(emission: &ValidatorEmission<'_>) -> Option<String> {
    let krate = emission.config.crate_ident("validator");
    let (module, constant, id) = example(emission)?;
    Some(format!(
        "let body = br#\"{{\"oops\": \"#;\nlet operation = {krate}::API.operation({id:?}).unwrap();\nlet violations = operation.response(200).unwrap().validate(body).unwrap_err();\nprintln!(\"{{violations}}\");\n\n// The same without looking anything up:\nlet response = {krate}::{module}::{constant}.response(200).unwrap();\nassert!(response.validate(body).is_err());\n"
    ))
}

fn readme(emission: &ValidatorEmission<'_>) -> String {
    let name = emission.config.crate_name("validator");
    let usage =
        usage(emission).map_or_else(String::new, |usage| format!("```rust\n{usage}```\n\n"));
    format!(
        "<!-- {HEADER} -->\n\n# {name}\n\nChecks requests and responses of {} against their description: every schema is compiled code that reads a JSON body once.\n\n{usage}The binary, behind the feature `cli`:\n\n```sh\n{name} body --operation ID --response 200 answer.json\n{name} exchanges recordings/ session.har --format sarif\n```\n{}",
        line(&titles(emission)),
        manifest::license_line(emission.config)
    )
}

fn library(emission: &ValidatorEmission<'_>) -> String {
    let usage: String = usage(emission).map_or_else(String::new, |usage| {
        let lines = format!("\n# Examples\n\n```\n{usage}```");
        let comment = |line: &str| format!("//! {line}").trim_end().to_owned() + "\n";
        lines.lines().map(comment).collect()
    });
    let mut modules: Vec<_> = emission
        .services
        .iter()
        .map(|module| (module.clone(), "pub "))
        .collect();
    modules.push(("checks".to_owned(), ""));
    modules.push(("schemas".to_owned(), "pub "));
    modules.sort();
    let modules: String = modules
        .iter()
        .map(|(module, visibility)| format!("#[rustfmt::skip]\n{visibility}mod {module};\n"))
        .collect();
    let services: Vec<_> = emission
        .services
        .iter()
        .map(|module| format!("&{module}::SERVICE"))
        .collect();
    format!(
        "// {HEADER}\n\n//! Checks requests and responses of {} against their description.\n//!\n//! [`API`] is the description as data: services, operations, parameters, bodies, responses, examples. Each body's\n//! schema is a compiled check that reads the JSON text once.\n{usage}\n#![deny(missing_docs)]\n\n{modules}\npub use trueup_validator::{{self, Policy, Severity, Violation, Violations}};\n\nuse trueup_validator::registry::Api;\n\n/// All services.\n#[rustfmt::skip]\npub static API: Api = Api {{ services: &[{}] }};\n",
        line(&titles(emission)),
        services.join(", ")
    )
}

fn binary(emission: &ValidatorEmission<'_>) -> String {
    let krate = emission.config.crate_ident("validator");
    format!(
        "// {HEADER}\n\n//! The command line: checks bodies, examples and recorded exchanges.\n\nuse std::process::ExitCode;\n\nfn main() -> ExitCode {{\n    trueup_docs::cli::main(&{krate}::API)\n}}\n"
    )
}
