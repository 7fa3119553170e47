//! Judges every example of the descriptions by the generated validator.

use trueup_validator::registry::{Api, Example, Media, Operation, Parameter};
use trueup_validator::{Direction, Policy, Violations};

use crate::document::json::{self, Node, Value};
use crate::finding::{Finding, Findings};

/// An example that shows what the description does not know is a mistake in one of them.
const RECEIVED: Policy = Policy {
    direction: Direction::Response,
    ..Policy::REQUEST
};

/// Checks all examples of an API; positions are those in the descriptions.
pub fn check(api: &Api<'_>) -> Findings {
    let mut findings = Findings::default();
    for service in api.services {
        for operation in service.operations {
            check_values(
                operation,
                operation.parameters,
                Policy::REQUEST,
                &mut findings,
            );
            if let Some(request) = &operation.request {
                let policy = Policy {
                    camel_case: false,
                    ..request.policy()
                };
                check_examples(operation, request.content, policy, &mut findings);
            }
            for response in operation.responses {
                check_values(operation, response.headers, RECEIVED, &mut findings);
                check_examples(operation, response.content, RECEIVED, &mut findings);
            }
        }
        for request in service.webhooks.iter().map(|webhook| webhook.request) {
            check_values(request, request.parameters, RECEIVED, &mut findings);
            if let Some(body) = &request.request {
                check_examples(request, body.content, RECEIVED, &mut findings);
            }
            for response in request.responses {
                check_values(request, response.headers, Policy::REQUEST, &mut findings);
                check_examples(request, response.content, Policy::REQUEST, &mut findings);
            }
        }
    }
    findings.sort();
    findings
}

fn check_examples<'a>(
    operation: &'a Operation<'a>,
    content: &[Media],
    policy: Policy,
    findings: &mut Findings,
) {
    for media in content {
        for example in media.examples {
            findings.count("examples");
            for (at, violations) in judged(media, example.json, policy) {
                found(operation, example, at, &violations, findings);
            }
        }
    }
}

/// The examples of parameters and headers, which are values, and not how they travel.
fn check_values<'a>(
    operation: &'a Operation<'a>,
    parameters: &[Parameter<'_>],
    policy: Policy,
    findings: &mut Findings,
) {
    for parameter in parameters {
        for example in parameter.examples {
            findings.count("examples");
            let verdict = Violations::check(example.json.as_bytes(), parameter.check, policy);
            if let Err(violations) = verdict {
                found(operation, example, Some(0), &violations, findings);
            }
        }
    }
}

/// Notes what is wrong with an example; `at` is where in it the judged text begins.
fn found<'a>(
    operation: &'a Operation<'a>,
    example: &Example<'_>,
    at: Option<usize>,
    violations: &Violations,
    findings: &mut Findings,
) {
    for violation in violations {
        let offset = at.map_or(0, |start| start + violation.offset);
        let position = example.position(offset);
        let mut finding = Finding::violation(violation)
            .file(position.file)
            .at(position.line, position.column)
            .operation(operation.id);
        finding.message = format!("example `{}`: {}", example.name, finding.message);
        findings.push(finding);
    }
}

/// What is wrong with an example, each with where in it the judged text begins; nowhere, if that is in a string of it.
fn judged(media: &Media, json: &str, policy: Policy) -> Vec<(Option<usize>, Violations)> {
    let Err(as_one) = media.check(json.as_bytes(), policy) else {
        return Vec::new();
    };
    let tree = media.stream.and_then(|_| json::parse(json));
    match tree.map(|tree| tree.value) {
        // A stream shows its items (OpenAPI 3.2.0, section 4.14.3.1), or all of its text.
        Some(Value::Array(items)) => {
            let judge = |item: &Node| {
                let text = json.get(item.start..item.end)?;
                let violations = media.check(text.as_bytes(), policy).err()?;
                Some((Some(item.start), violations))
            };
            items.iter().filter_map(judge).collect()
        }
        Some(Value::Text(text)) => {
            let violations = media.check_body(text.as_bytes(), policy).err();
            violations.map(|found| (None, found)).into_iter().collect()
        }
        _ => vec![(Some(0), as_one)],
    }
}
