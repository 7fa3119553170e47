//! Judges every example of the descriptions by the generated validator.

use trueup_validator::registry::{Api, Media, Operation};
use trueup_validator::{Direction, Policy};

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
            if let Some(request) = &operation.request {
                let policy = Policy {
                    camel_case: false,
                    ..request.policy()
                };
                check_examples(operation, request.content, policy, &mut findings);
            }
            for response in operation.responses {
                check_examples(operation, response.content, RECEIVED, &mut findings);
            }
        }
        for request in service.webhooks.iter().map(|webhook| webhook.request) {
            if let Some(body) = &request.request {
                check_examples(request, body.content, RECEIVED, &mut findings);
            }
            for response in request.responses {
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
    // The examples of streams without envelopes show a body of many items, each of which the schema describes.
    let is_one = |media: &&Media| media.stream.is_none_or(|stream| !stream.item.is_empty());
    for media in content.iter().filter(is_one) {
        for example in media.examples {
            findings.count("examples");
            let Err(violations) = media.check(example.json.as_bytes(), policy) else {
                continue;
            };
            for violation in &violations {
                let position = example.position(violation.offset);
                let mut finding = Finding::violation(violation)
                    .file(position.file)
                    .at(position.line, position.column)
                    .operation(operation.id);
                finding.message = format!("example `{}`: {}", example.name, finding.message);
                findings.push(finding);
            }
        }
    }
}
