//! A description as a registry, without a compiler between: what its checks say, what its rows lead to, and that it
//! is freed with its arena.

#![expect(
    clippy::unwrap_used,
    reason = "a test that meets what it did not expect should stop"
)]

use trueup_description::diagnostic::Diagnostics;
use trueup_description::source::Sources;
use trueup_docs::Findings;
use trueup_docs::document::{Complete, Options};
use trueup_registry::{Arena, load};
use trueup_validator::registry::{Api, Base, Router, Style};
use trueup_validator::{Code, Policy};

const SHELVES: &str = "
openapi: 3.0.3
info: {title: Shelves, version: '1'}
servers: [{url: https://shelves.example.com}]
paths:
  /shelves/{id}:
    get:
      operationId: getShelf
      parameters:
        - {name: id, in: path, required: true, schema: {type: string, pattern: '^[0-9a-f]{4}$'}}
        - {name: tags, in: query, schema: {type: array, items: {type: string}}}
      responses:
        '200':
          description: A shelf.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Shelf'}
              example: {label: A, rows: [{label: B}]}
components:
  schemas:
    Shelf:
      type: object
      required: [label]
      properties:
        label: {type: string, pattern: '^(A|B)$'}
        above: {allOf: [{$ref: '#/components/schemas/Shelf'}], nullable: true}
        rows: {type: array, items: {$ref: '#/components/schemas/Shelf'}}
        item:
          oneOf: [{$ref: '#/components/schemas/Book'}, {$ref: '#/components/schemas/Disc'}]
          discriminator: {propertyName: kind}
    Book:
      type: object
      required: [kind]
      properties: {kind: {type: string, enum: [Book]}, pages: {type: integer, minimum: 1}, on: {$ref: '#/components/schemas/Shelf'}}
    Disc:
      type: object
      required: [kind]
      properties: {kind: {type: string, enum: [Disc]}}
";

fn with<T>(text: &str, look: impl FnOnce(&Api<'_>) -> T) -> T {
    let sources = Sources::new([("shelves.yaml".to_owned(), text.to_owned())].into());
    let (mut diagnostics, arena) = (Diagnostics::default(), Arena::default());
    let api = load(&sources, &mut diagnostics, &arena);
    look(&api.unwrap())
}

fn codes(api: &Api<'_>, schema: &str, text: &str) -> Vec<(Code, String)> {
    let checked = api
        .schema(schema)
        .unwrap()
        .check(text.as_bytes(), Policy::RESPONSE);
    let found = checked.err().into_iter().flatten();
    found
        .map(|violation| (violation.code, violation.pointer))
        .collect()
}

#[test]
fn checks_run_without_being_compiled() {
    with(SHELVES, |api| {
        let found = |text: &str| codes(api, "Shelf", text);
        assert_eq!(
            found(r#"{"label":"A","above":null,"rows":[{"label":"B","rows":[]}]}"#),
            []
        );
        assert_eq!(
            found(r#"{"label":"C","above":{"above":{"label":1}},"rows":[{"label":"B"},null]}"#),
            [
                (Code::Pattern, "/label".to_owned()),
                (Code::Required, "/above".to_owned()),
                (Code::Type, "/above/above/label".to_owned()),
                (Code::Null, "/rows/1".to_owned()),
            ]
        );
        assert_eq!(
            found(r#"{"label":"A","item":{"kind":"Book","pages":0,"on":{"label":"D"},"x":1}}"#),
            [
                (Code::Minimum, "/item/pages".to_owned()),
                (Code::Pattern, "/item/on/label".to_owned()),
                (Code::UnknownProperty, "/item/x".to_owned()),
            ]
        );
        assert_eq!(
            found(r#"{"label":"A","item":{"kind":"Tape"}}"#),
            [(Code::OneOf, "/item".to_owned())]
        );
    });
}

#[test]
fn a_schema_inside_itself_ends_with_the_text() {
    with(SHELVES, |api| {
        let depth = 10_000;
        let text = format!(
            "{}{}",
            r#"{"label":"A","above":"#.repeat(depth),
            "}".repeat(depth)
        );
        assert_eq!(codes(api, "Shelf", &text)[0].0, Code::Depth);
    });
}

#[test]
fn a_schema_that_is_another_has_its_name_too() {
    let document = "
openapi: 3.0.3
info: {title: T, version: '1'}
paths: {}
components:
  schemas:
    Name: {$ref: '#/components/schemas/Word'}
    Word: {type: object, required: [x], properties: {x: {type: integer}}}
";
    with(document, |api| {
        let name = api.schema("Name").unwrap();
        assert_eq!(name.name, "Word");
        assert!(!valid(name.check, "{}") && valid(name.check, r#"{"x": 1}"#));
    });
}

#[test]
fn the_default_of_a_discriminator_decides_of_other_values() {
    let document = include_str!("../../codegen/tests/accepted/default-mapping.yaml");
    with(document, |api| {
        let mail = api.operation("nextMail").unwrap().response(200).unwrap();
        for text in [
            r#"{"kind": "Letter", "pages": 2}"#,
            r#"{"kind": "x", "weight": 1}"#,
            "{}",
        ] {
            assert!(mail.validate(text.as_bytes()).is_ok(), "{text}");
        }
        for text in [
            r#"{"kind": "Letter", "pages": ""}"#,
            r#"{"kind": "x", "weight": ""}"#,
            "[]",
        ] {
            assert!(mail.validate(text.as_bytes()).is_err(), "{text}");
        }
    });
}

#[test]
fn rows_lead_to_each_other() {
    with(SHELVES, |api| {
        let shelf = api.schema("Shelf").unwrap();
        let rows = &shelf.fields[2];
        assert_eq!(
            (rows.name, rows.ty.to_string()),
            ("rows", "array of object".to_owned())
        );
        assert_eq!(rows.schema().unwrap().fields[0].name, "label");
        assert!(shelf.fields[1].nullable && !rows.nullable);
        assert_eq!(
            (shelf.position.file, shelf.position.line),
            ("shelves.yaml", 22)
        );
        let route = Router::new(api)
            .route("GET", "/shelves/00ff")
            .map(|route| route.operation.id);
        assert_eq!(route, Some("getShelf"));
        let tags = &api.operation("getShelf").unwrap().parameters[1];
        assert!(matches!(tags.style, Style::Repeated(Style::Text)));
        assert_eq!(tags.ty.base, Base::Array);
    });
}

#[test]
fn readers_of_a_registry_read_it() {
    with(SHELVES, |api| {
        let findings = trueup_docs::spec::check(api);
        assert!(findings.findings.is_empty(), "{:?}", findings.findings);
        let page = "# Shelves\n\n## Get a shelf\n\n`GET /shelves/{id}`\n\n```json\n{\"label\": \"A\", \"colour\": 1}\n```\n";
        let options = Options {
            complete: Complete::No,
        };
        let found = trueup_docs::document::check(
            api,
            &[("shelves.md".to_owned(), page.to_owned())],
            options,
        );
        assert!(
            messages(&found)
                .iter()
                .any(|message| message.contains("colour")),
            "{found:?}"
        );
        let mut found = Findings::default();
        let recording = r#"{"request": {"method": "GET", "path": "/shelves/zz"}, "response": {"status": 200, "body": {}}}"#;
        trueup_docs::exchange::check_text(api, "one.json", recording, &mut found);
        assert!(messages(&found)[0].contains("`id`"), "{found:?}");
    });
}

const METHODS: &str = "
openapi: 3.2.0
info: {title: Shelves, version: '1'}
servers: [{url: https://shelves.example.com}]
paths:
  /shelves:
    query:
      operationId: findShelves
      requestBody: {required: true, content: {application/json: {schema: {type: object, required: [words]}}}}
      responses: {'204': {description: None.}}
  /shelves/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: string}}]
    additionalOperations:
      COPY: {operationId: copyShelf, responses: {'204': {description: Copied.}}}
      Link: {operationId: linkShelf, responses: {'204': {description: Linked.}}}
";

#[test]
fn methods_are_any_tokens() {
    with(METHODS, |api| {
        let router = Router::new(api);
        let id = |method: &str, path: &str| {
            let route = router.route(method, path);
            route.map(|route| route.operation.id)
        };
        assert_eq!(id("QUERY", "/shelves"), Some("findShelves"));
        assert_eq!(id("COPY", "/shelves/1"), Some("copyShelf"));
        assert_eq!(id("Link", "/shelves/1"), Some("linkShelf"));
        for method in ["copy", "link", "LINK", "GET", ""] {
            assert_eq!(id(method, "/shelves/1"), None, "{method}");
        }
        let mut found = Findings::default();
        let recording = r#"{"request": {"method": "QUERY", "path": "/shelves", "body": {}}, "response": {"status": 204}}"#;
        trueup_docs::exchange::check_text(api, "one.json", recording, &mut found);
        assert!(messages(&found)[0].contains("words"), "{found:?}");
        let page = "# Shelves\n\n## Find\n\n`QUERY /shelves`\n\n## Copy\n\n```http\nCOPY /shelves/7 HTTP/1.1\n```\n\n\
                    ## Link\n\n```sh\ncurl -X Link https://shelves.example.com/shelves/7\n```\n\n## Move\n\n`MOVE /shelves/{id}`\n";
        let pages = [("shelves.md".to_owned(), page.to_owned())];
        let options = Options {
            complete: Complete::No,
        };
        let found = trueup_docs::document::check(api, &pages, options);
        let said = messages(&found);
        assert!(said.len() == 1 && said[0].contains("MOVE"), "{said:?}");
    });
}

const WHOLE_QUERY: &str = "
openapi: 3.2.0
info: {title: Shelves, version: '1'}
servers: [{url: https://shelves.example.com}]
paths:
  /shelves:
    get:
      operationId: findShelves
      parameters:
        - name: search
          in: querystring
          required: true
          content:
            application/x-www-form-urlencoded:
              schema: {type: object, required: [words], properties: {words: {type: array, items: {type: string}}, year: {type: integer}}}
      responses: {'204': {description: None.}}
";

#[test]
fn a_query_is_judged_as_a_whole() {
    with(WHOLE_QUERY, |api| {
        let said = |query: &str| {
            let mut found = Findings::default();
            let recording = format!(
                r#"{{"request": {{"method": "GET", "path": "/shelves{query}"}}, "response": {{"status": 204}}}}"#
            );
            trueup_docs::exchange::check_text(api, "one.json", &recording, &mut found);
            messages(&found).join("; ")
        };
        assert_eq!(said("?words=a&words=b&year=7"), "");
        for (query, part) in [
            ("?words=a&year=b", "expected an integer"),
            ("?year=7", "words"),
            ("", "search"),
            ("?words=a&colour=red", "colour"),
        ] {
            let said = said(query);
            assert!(said.contains(part), "{query}: {said}");
        }
    });
}

fn messages(findings: &Findings) -> Vec<&str> {
    findings
        .findings
        .iter()
        .map(|finding| finding.message.as_str())
        .collect()
}

/// Each schema refers to the next: nothing goes so deep into the descriptions that the stack ends.
#[test]
fn a_long_chain_of_schemas_is_built() {
    let chain: String = (0..2_000)
        .map(|n| format!("    S{n}: {{type: object, properties: {{next: {{$ref: '#/components/schemas/S{}'}}}}}}\n", n + 1))
        .collect();
    let text = format!(
        "openapi: 3.0.3\ninfo: {{title: Chain, version: '1'}}\nservers: [{{url: https://chain.example.com}}]\npaths: {{}}\ncomponents:\n  schemas:\n{chain}    S2000: {{type: string}}\n"
    );
    with(&text, |api| {
        assert_eq!(codes(api, "S0", r#"{"next":{"next":1}}"#)[0].0, Code::Type);
    });
}

#[test]
fn a_pattern_that_is_none_is_said_and_decides_nothing() {
    let text = SHELVES.replace("'^(A|B)$'", "'(A'");
    let sources = Sources::new([("shelves.yaml".to_owned(), text)].into());
    let (mut diagnostics, arena) = (Diagnostics::default(), Arena::default());
    assert!(load(&sources, &mut diagnostics, &arena).is_some());
    let said = diagnostics.into_sorted();
    let codes: Vec<_> = said.iter().map(|one| one.code.as_str()).collect();
    assert_eq!(codes, ["bad-pattern"]);
}

/// Null beside `allOf`, `oneOf` and `anyOf`, with `type` and without: the clients read the same document.
#[test]
fn null_is_said_for_all_that_stands_beside_it() {
    let document = include_str!("../../codegen/tests/awkward/nulls.yaml");
    let members: Vec<String> = (1..=14)
        .map(|number| format!("\"n{number}\": null"))
        .collect();
    let body = format!("{{{}}}", members.join(", "));
    with(document, |api| {
        let check = api.schema("T").unwrap().check;
        assert!(valid(check, &body));
    });
    // Since OpenAPI 3.1 null is a type like others, and what stands beside it has its own.
    let document = document
        .replace("3.0.3", "3.1.0")
        .replace(
            "type: object, nullable: true, allOf",
            "type: [object, 'null'], allOf",
        )
        .replace("nullable: true, ", "");
    with(&document, |api| {
        let check = api.schema("N1").unwrap().check;
        assert!(!valid(check, "null"));
        assert!(valid(check, r#"{"a": "x"}"#));
    });
}

fn valid(check: trueup_validator::Check<'_>, body: &str) -> bool {
    trueup_validator::Violations::check(body.as_bytes(), check, Policy::SCHEMA).is_ok()
}

/// Branches that nothing but the discriminator tells apart.
const VEHICLES: &str = "
openapi: 3.0.3
info: {title: Vehicles, version: '1'}
servers: [{url: https://vehicles.example.com}]
paths: {}
components:
  schemas:
    Vehicle:
      oneOf: [{$ref: '#/components/schemas/Boat'}, {$ref: '#/components/schemas/Car'}]
      discriminator: {propertyName: kind, mapping: {yacht: '#/components/schemas/Boat', boat: '#/components/schemas/Boat'}}
    Boat: {type: object, required: [kind], properties: {kind: {type: string}, masts: {type: integer}}}
    Car: {type: object, required: [kind], properties: {kind: {type: string}, doors: {type: integer}}}
";

#[test]
fn a_discriminator_decides_of_bodies_and_says_nothing_to_json_schema() {
    with(VEHICLES, |api| {
        let vehicle = api.schema("Vehicle").unwrap();
        for (text, is_right) in [
            (r#"{"kind": "yacht", "masts": 2}"#, true),
            (r#"{"kind": "Car", "doors": 4}"#, true),
            (r#"{"kind": "boat", "masts": "two"}"#, false),
            // It names no branch, and is of both.
            (r#"{"kind": "bicycle"}"#, false),
        ] {
            let verdict = vehicle.check(text.as_bytes(), Policy::RESPONSE);
            assert_eq!(verdict.is_ok(), is_right, "{text}");
        }
        let both = r#"{"kind": "yacht", "masts": 2}"#;
        assert!(vehicle.validate(both.as_bytes()).is_err());
    });
}
