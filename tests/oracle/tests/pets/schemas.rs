//! Schemas by schemas: joined objects, unions told apart by a property, rules without a type.

use oracle::pets::SERVICE;
use trueup_validator::Policy;

/// Codes and pointers of what is wrong.
fn found(schema: &str, text: &str, policy: Policy) -> Vec<String> {
    match SERVICE
        .schema(schema)
        .unwrap()
        .check(text.as_bytes(), policy)
    {
        Ok(()) => Vec::new(),
        Err(violations) => violations
            .iter()
            .map(|violation| format!("{} {}", violation.code, violation.pointer))
            .collect(),
    }
}

#[test]
fn joined_objects_know_the_properties_of_all() {
    let text = r#"{"name": "Tom", "kind": "cat", "lives": 7, "token": "t", "tail": 1}"#;
    assert_eq!(found("Cat", text, Policy::SCHEMA), Vec::<String>::new());
    assert_eq!(
        found("Cat", text, Policy::REQUEST),
        ["unknown-property /tail"]
    );
    assert_eq!(
        found("Cat", r#"{"lives": 10}"#, Policy::SCHEMA),
        ["required ", "required ", "maximum /lives"]
    );
}

#[test]
fn a_property_chooses_the_branch() {
    assert_eq!(
        found(
            "Pet",
            r#"{"kind": "dog", "name": "Rex", "tail": 1}"#,
            Policy::SCHEMA
        ),
        ["additional-property /tail"]
    );
    assert_eq!(
        found("Pet", r#"{"name": "", "kind": "cat"}"#, Policy::SCHEMA),
        ["min-length /name"]
    );
    assert_eq!(
        found(
            "Pet",
            r#"{"kind": "c\u0061t", "name": "Tom"}"#,
            Policy::SCHEMA
        ),
        Vec::<String>::new()
    );
    assert_eq!(
        found("Pet", r#"{"kind": "cow", "name": "Elsa"}"#, Policy::SCHEMA),
        ["one-of "]
    );
    assert_eq!(found("Pet", r#"{"kind": 1}"#, Policy::SCHEMA), ["one-of "]);
    assert_eq!(found("Pet", "3", Policy::SCHEMA), ["one-of "]);
    assert_eq!(
        found(
            "Pet",
            r#"{"kind": "cat", "name": "Tom", "tail": 1}"#,
            Policy::RESPONSE
        ),
        ["unknown-property /tail"]
    );
}

#[test]
fn patterns_beyond_runs_are_regular_expressions() {
    let pet = |chip: &str| format!(r#"{{"kind": "dog", "name": "Rex", "chip": "{chip}"}}"#);
    assert_eq!(
        found("Dog", &pet("123-456-789"), Policy::SCHEMA),
        Vec::<String>::new()
    );
    assert_eq!(
        found("Dog", &pet("123-456"), Policy::SCHEMA),
        ["pattern /chip"]
    );
}

#[test]
fn alternatives_may_hold_each_other() {
    for right in [
        r#""abc""#,
        "[]",
        r#"[["abc", {"a": 0.07, "b": 1}], []]"#,
        "{}",
    ] {
        assert_eq!(
            found("Loose", right, Policy::SCHEMA),
            Vec::<String>::new(),
            "{right}"
        );
    }
    for wrong in [
        r#""ab""#,
        "1",
        r#"[["abc", {"a": 0.075}]]"#,
        r#"{"a": "b"}"#,
        r#"["ab"]"#,
    ] {
        assert_eq!(
            found("Loose", wrong, Policy::SCHEMA),
            ["any-of "],
            "{wrong}"
        );
    }
    let violations = SERVICE.schema("Loose").unwrap().validate(b"1").unwrap_err();
    assert_eq!(violations[0].expected, "one of `string`, `array`, `object`");
    // Deep ones are refused for their depth, not for what it costs to read them.
    let deep = format!("{}\"ab\"{}", "[".repeat(90), "]".repeat(90));
    assert_eq!(found("Loose", &deep, Policy::SCHEMA).len(), 1);
}

#[test]
fn rules_without_a_type_hold_for_values_of_their_own() {
    for right in ["null", "true", "5", r#""ab""#, "[1]", r#"{"a": 1}"#] {
        assert_eq!(
            found("Mixed", right, Policy::SCHEMA),
            Vec::<String>::new(),
            "{right}"
        );
    }
    for (wrong, code) in [
        ("4", "minimum "),
        (r#""a""#, "min-length "),
        ("[1, 2]", "max-items "),
        ("{}", "required "),
        (r#""ax""#, "not "),
    ] {
        assert_eq!(found("Mixed", wrong, Policy::SCHEMA), [code], "{wrong}");
    }
}

#[test]
fn secrets_of_a_body_are_masked() {
    let violations = SERVICE
        .schema("Cat")
        .unwrap()
        .validate(br#"{"token": "s3cret", "name": 1, "kind": "cat"}"#)
        .unwrap_err();
    assert!(!violations.to_string().contains("s3cret"), "{violations}");
}
