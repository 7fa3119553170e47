//! Faults of documents that cannot be changed, as `generate.toml` lets them pass.

use trueup_codegen::config::{Config, Tolerated};
use trueup_description::diagnostic::{Code, Diagnostics, Severity};
use trueup_description::load::OperationIds;
use trueup_description::source::Sources;

const FAULTY: &str = "openapi: 3.0.3
info: {title: Pets, version: '1', motto: 'Be kind.'}
paths:
  /pets/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: string}}]
    get:
      operationId: getPet
      parameters: [{name: show, in: query, style: deepObject, schema: {type: array, items: {type: string}}}]
      responses: {'204': {description: Fine.}}
  /pets/{name}:
    parameters: [{name: name, in: path, required: true, schema: {$ref: '#/components/schemas/Name', minLength: 1}}]
    delete:
      operationId: deletePet
      responses: {'204': {description: Fine.}}
components:
  schemas:
    Name: {type: string, enum: [Rex, Tom, Rex]}
";

#[test]
fn faults_of_documents_that_cannot_be_changed_are_warnings_if_that_is_asked_for() {
    let sources = Sources::new([("pets.yaml".to_owned(), FAULTY.to_owned())].into());
    let mut diagnostics = Diagnostics::new();
    assert!(trueup_description::lower(&sources, OperationIds::Stated, &mut diagnostics).is_none());
    assert_eq!(diagnostics.count(Severity::Error), 4);

    let settings = |tolerate: &str| {
        let text =
            format!("prefix = 'a'\nversion = '1.0.0'\nlicense = 'MIT'\ntolerate = {tolerate}");
        Config::parse(&text)
    };
    let config =
        settings("['reference-sibling', 'unknown-key', 'duplicate-path', 'duplicate-value', 'undefined-style']")
            .unwrap();
    assert_eq!(config.tolerate.len(), Tolerated::ALL.len());
    let mut diagnostics = Diagnostics::new();
    let generated = trueup_codegen::generate(&sources, &config, &mut diagnostics)
        .unwrap()
        .unwrap();
    assert_eq!(generated.api.services[0].operations.len(), 2);
    let client = &generated.files["a-pets/src/vocabularies.rs"];
    assert_eq!(client.matches("\"Rex\"").count(), 1, "{client}");
    let calls = &generated.files["a-pets/src/calls.rs"];
    assert!(
        calls.contains("\"show\", Style::DeepObject, show"),
        "{calls}"
    );
    let said = diagnostics.into_sorted();
    let codes: Vec<_> = said.iter().map(|one| (one.code, one.severity)).collect();
    assert_eq!(
        codes,
        [
            (Code::UnknownKey, Severity::Warning),
            (Code::UndefinedStyle, Severity::Warning),
            (Code::DuplicatePath, Severity::Warning),
            (Code::ReferenceSibling, Severity::Warning),
            (Code::DuplicateValue, Severity::Warning),
        ]
    );

    let refused = settings("['bad-yaml']").unwrap_err();
    assert!(refused.contains("`reference-sibling`"), "{refused}");
}
