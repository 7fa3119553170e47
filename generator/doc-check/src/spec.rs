//! Judges every example of the descriptions by the generated validator.

use trueup_validator::registry::{Api, Media, Operation};
use trueup_validator::{Direction, Policy};

use crate::finding::{Finding, Findings};

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
                // An example that shows what the description does not know is a mistake in one of them.
                let policy = Policy {
                    direction: Direction::Response,
                    ..Policy::REQUEST
                };
                check_examples(operation, response.content, policy, &mut findings);
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
