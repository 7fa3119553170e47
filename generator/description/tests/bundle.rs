//! Descriptions in several files, as one.

#![expect(
    clippy::unwrap_used,
    reason = "a test whose documents cannot be read must stop"
)]

use trueup_description::bundle::{bundle, yaml};
use trueup_description::diagnostic::{Diagnostics, render};
use trueup_description::json::Json;
use trueup_description::load;
use trueup_description::source::Sources;

const HEAD: &str = "openapi: 3.0.3\ninfo: {title: Pets, version: '1'}\n";

/// What was bundled, and what was said.
fn tried(files: &[(&str, &str)]) -> (Option<Json>, String) {
    let texts = files.iter().map(|(path, text)| {
        let head = if path.ends_with("api.yaml") { HEAD } else { "" };
        ((*path).to_owned(), format!("{head}{text}"))
    });
    let sources = Sources::new(texts.collect());
    let mut diagnostics = Diagnostics::new();
    let bundled = load::load(&sources, &mut diagnostics).and_then(|documents| {
        let document = documents.documents().next().unwrap();
        bundle(&documents, &document, &mut diagnostics)
    });
    (bundled, render(&diagnostics.into_sorted(), &sources))
}

/// The bundle behind its head, as YAML.
fn bundled(files: &[(&str, &str)]) -> String {
    let (bundled, said) = tried(files);
    let text = yaml(&bundled.ok_or(said).unwrap());
    let behind = text.split_once("  version: '1'\n");
    behind.map_or(text.clone(), |(_, behind)| behind.to_owned())
}

#[test]
fn what_stands_elsewhere_becomes_a_component() {
    let api = "paths:
  /pets:
    get:
      operationId: listPets
      parameters: [{$ref: 'parts/common.yaml#/limit'}]
      responses:
        '200': {$ref: 'parts/common.yaml#/Pets'}
";
    let common = "limit: {name: limit, in: query, schema: {type: integer}}
Pets:
  description: All of them.
  content: {application/json: {schema: {type: array, items: {$ref: '../pet.yaml#/Pet'}}}}
";
    let pet = "Pet: {type: object, properties: {friend: {$ref: '#/Pet'}, name: {$ref: '#/Name'}}}
Name: {type: string, x-origin: {$ref: untouched}}
";
    let expected = "paths:
  /pets:
    get:
      operationId: listPets
      parameters:
        - $ref: '#/components/parameters/limit'
      responses:
        '200':
          $ref: '#/components/responses/Pets'
components:
  schemas:
    Pet:
      type: object
      properties:
        friend:
          $ref: '#/components/schemas/Pet'
        name:
          $ref: '#/components/schemas/Name'
    Name:
      type: string
      x-origin:
        $ref: untouched
  responses:
    Pets:
      description: All of them.
      content:
        application/json:
          schema:
            type: array
            items:
              $ref: '#/components/schemas/Pet'
  parameters:
    limit:
      name: limit
      in: query
      schema:
        type: integer
";
    let files = [
        ("api.yaml", api),
        ("parts/common.yaml", common),
        ("pet.yaml", pet),
    ];
    assert_eq!(bundled(&files), expected);
}

#[test]
fn names_that_are_taken_get_a_number() {
    let api = "paths: {}
components:
  schemas:
    Pet: {type: object, properties: {a: {$ref: 'a.yaml#/Pet'}, b: {$ref: 'b.yaml#/Pet'}}}
    Pet2: {type: string}
";
    let files = [
        ("api.yaml", api),
        ("a.yaml", "Pet: {type: integer}"),
        ("b.yaml", "Pet: {type: number}"),
    ];
    let (bundled, said) = tried(&files);
    let text = yaml(&bundled.unwrap());
    assert!(text.contains("Pet3:\n      type: integer\n"), "{text}");
    assert!(text.contains("Pet4:\n      type: number\n"), "{text}");
    assert!(said.contains("this one is `Pet3` in the bundle"), "{said}");
}

#[test]
fn a_component_that_is_a_reference_gives_way() {
    let api = "paths: {}
components:
  schemas:
    Pet: {$ref: 'schemas/Pet.yaml'}
    Animal: {$ref: 'schemas/Pet.yaml'}
  securitySchemes:
    key: {$ref: 'security.yaml#/token'}
";
    let files = [
        ("api.yaml", api),
        (
            "schemas/Pet.yaml",
            "type: object\nproperties: {mother: {$ref: '#'}, shop: {$ref: 'shop.yaml#/definitions/Shop'}}\n",
        ),
        ("schemas/shop.yaml", "definitions: {Shop: {type: string}}\n"),
        ("security.yaml", "token: {type: http, scheme: bearer}\n"),
    ];
    let expected = "paths: {}
components:
  schemas:
    Pet:
      type: object
      properties:
        mother:
          $ref: '#/components/schemas/Pet'
        shop:
          $ref: '#/components/schemas/Shop'
    Animal:
      $ref: '#/components/schemas/Pet'
    Shop:
      type: string
  securitySchemes:
    key:
      type: http
      scheme: bearer
";
    assert_eq!(bundled(&files), expected);
}

/// Path items stand where they are used first; callbacks may lead back to them.
#[test]
fn path_items_stand_where_they_are_used() {
    let api = "paths:
  /pets: {$ref: 'paths.yaml#/~1pets~1{x}', x-note: kept}
  /animals: {$ref: 'paths.yaml#/~1pets~1{x}'}
";
    let paths = "'/pets/{x}':
  get:
    operationId: getPet
    responses: {'204': {description: Fine., links: {self: {operationRef: '#/~1pets~1%7Bx%7D/get'}}}}
    callbacks:
      told: {'{$request.body#/url}': {$ref: '#/~1pets~1%7Bx%7D'}}
";
    let (bundled, said) = tried(&[("api.yaml", api), ("paths.yaml", paths)]);
    let text = yaml(&bundled.ok_or(said).unwrap());
    let expected = "paths:
  /pets:
    get:
      operationId: getPet
      responses:
        '204':
          description: Fine.
          links:
            self:
              operationRef: '#/paths/~1pets/get'
      callbacks:
        told:
          '{$request.body#/url}':
            $ref: '#/paths/~1pets'
    x-note: kept
  /animals:
    $ref: '#/paths/~1pets'
";
    assert!(text.ends_with(expected), "{text}");
}

#[test]
fn parts_of_what_is_taken_over_are_referred_to_there() {
    let api = "paths: {}
components:
  schemas:
    Name: {type: object, properties: {it: {$ref: 'pet.yaml#/Pet/properties/name'}, all: {$ref: 'pet.yaml#/Pet'}}}
";
    let text = bundled(&[
        ("api.yaml", api),
        (
            "pet.yaml",
            "Pet: {type: object, properties: {name: {type: string}}}",
        ),
    ]);
    assert!(
        text.contains("it:\n          $ref: '#/components/schemas/Pet/properties/name'\n"),
        "{text}"
    );
    assert_eq!(text.matches("type: string").count(), 1, "{text}");
}

#[test]
fn what_only_looks_like_a_reference_stays() {
    let api = "paths:
  /pets:
    get:
      operationId: listPets
      responses:
        '200':
          description: Fine.
          content:
            application/json:
              schema: {type: object, properties: {$ref: {type: string}}, default: {$ref: 'a.yaml'}, enum: [{$ref: 'a.yaml'}]}
              example: {$ref: 'a.yaml#/b', big: 123456789012345678901234567890, exact: 1.10, word: 'no'}
";
    let (before, said) = tried(&[("api.yaml", api)]);
    assert_eq!(said, "");
    let text = yaml(&before.unwrap());
    for kept in [
        "$ref: a.yaml\n",
        "a.yaml#/b",
        "big: 123456789012345678901234567890\n",
        "exact: 1.10\n",
        "word: 'no'\n",
    ] {
        assert!(text.contains(kept), "{kept}\n{text}");
    }
}

/// What it is, only the references to it say.
#[test]
fn references_in_places_of_no_kind_are_led_on() {
    let api = "paths: {/pets: {$ref: '#/x-paths/pets'}}
x-paths: {note: {$ref: kept}, pets: {get: {operationId: listPets, responses: {'200': {$ref: 'parts.yaml#/Pets'}}}}}
";
    let text = bundled(&[
        ("api.yaml", api),
        ("parts.yaml", "Pets: {description: All.}"),
    ]);
    assert!(
        text.contains("$ref: '#/components/responses/Pets'\n"),
        "{text}"
    );
    assert!(text.contains("$ref: kept\n"), "{text}");
}

#[test]
fn references_to_references_are_led_on() {
    let api = "paths: {'/pets/{id}': {$ref: '#/x-paths/pets'}}
x-paths: {pets: {parameters: [{$ref: 'parts.yaml#/Id'}], get: {operationId: getPet, responses: {'204': {description: Gone.}}}}}
components:
  parameters: {Id: {$ref: 'parts.yaml#/Id'}, TheId: {$ref: 'parts.yaml#/TheId'}}
";
    let parts = "Id: {$ref: '#/TheId'}\nTheId: {name: id, in: path, required: true, schema: {type: string}}";
    let text = bundled(&[("api.yaml", api), ("parts.yaml", parts)]);
    assert!(!text.contains("parts.yaml"), "{text}");
    assert_eq!(text.matches("name: id").count(), 1, "{text}");
}

#[test]
fn discriminators_lead_to_the_new_places() {
    let api = "paths: {}
components:
  schemas:
    Pet: {$ref: 'pet.yaml#/Pet'}
";
    let pet = "Pet:
  oneOf: [{$ref: '#/Cat'}, {$ref: 'dog.yaml#/Dog'}]
  discriminator: {propertyName: kind, mapping: {cat: '#/Cat', dog: 'dog.yaml#/Dog'}}
Cat: {type: object, required: [kind], properties: {kind: {type: string}}}
";
    let dog = "Dog: {type: object, required: [kind], properties: {kind: {type: string}}}";
    let text = bundled(&[("api.yaml", api), ("pet.yaml", pet), ("dog.yaml", dog)]);
    assert!(text.contains("cat: '#/components/schemas/Cat'\n"), "{text}");
    assert!(text.contains("dog: '#/components/schemas/Dog'\n"), "{text}");
}

#[test]
fn another_version_is_refused() {
    let other = "openapi: 3.1.0\ninfo: {title: Other, version: '1'}\ncomponents: {schemas: {Pet: {type: ['string', 'null']}}}\n";
    let api =
        "paths: {}\ncomponents: {schemas: {Pet: {$ref: 'other.yaml#/components/schemas/Pet'}}}\n";
    let (bundled, said) = tried(&[("api.yaml", api), ("other.yaml", other)]);
    assert_eq!(bundled, None);
    assert!(
        said.contains("this leads into a document of OpenAPI 3.1"),
        "{said}"
    );
}

#[test]
fn swagger_keeps_its_own_sections() {
    let api = "swagger: '2.0'\ninfo: {title: Pets, version: '1'}\npaths:\n  /pets:\n    get:\n      operationId: listPets\n      parameters: [{$ref: 'common.yaml#/limit'}]\n      responses: {'200': {description: All., schema: {$ref: 'pet.yaml#/Pet'}}}\n";
    let files = [
        ("a.yaml", api),
        (
            "common.yaml",
            "limit: {name: limit, in: query, type: integer}\n",
        ),
        (
            "pet.yaml",
            "Pet: {type: object, properties: {friend: {$ref: '#/Pet'}}}\n",
        ),
    ];
    let (bundled, said) = tried(&files);
    let text = yaml(&bundled.ok_or(said).unwrap());
    assert!(text.contains("- $ref: '#/parameters/limit'\n"), "{text}");
    assert!(text.contains("$ref: '#/definitions/Pet'\n"), "{text}");
    assert!(text.contains("\ndefinitions:\n  Pet:\n"), "{text}");
}

/// What an `$id` is counted from moves with nothing else.
#[test]
fn schemas_with_names_of_their_own_are_refused() {
    let api = "openapi: 3.1.0\ninfo: {title: Pets, version: '1'}\npaths: {}\ncomponents: {schemas: {Pet: {$ref: 'pet.yaml'}}}\n";
    let pet = "$id: https://example.com/pet\ntype: object\nproperties: {friend: {$ref: '#'}}\n";
    let (bundled, said) = tried(&[("a.yaml", api), ("pet.yaml", pet)]);
    assert_eq!(bundled, None);
    assert!(
        said.contains("error[bad-reference]: this cannot become a part of the bundle"),
        "{said}"
    );
}

/// Path items in callbacks of path items: each is written once, and what would be too deep is said.
#[test]
fn chains_of_files_neither_grow_nor_overflow() {
    let mut files = vec![(
        "api.yaml".to_owned(),
        "paths: {/a: {$ref: 'p0.yaml#/a'}}\n".to_owned(),
    )];
    for number in 0..60 {
        let next = format!("{{$ref: 'p{}.yaml#/a'}}", number + 1);
        let text = format!(
            "a: {{get: {{operationId: a{number}, responses: {{'204': {{description: Fine.}}}}, callbacks: {{one: {{'{{$url}}': {next}}}, two: {{'{{$url}}': {next}}}}}}}}}\n"
        );
        files.push((format!("p{number}.yaml"), text));
    }
    files.push((
        "p60.yaml".to_owned(),
        "a: {get: {operationId: last, responses: {'204': {description: Fine.}}}}\n".to_owned(),
    ));
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    let (bundled, said) = tried(&files);
    assert_eq!(bundled, None);
    assert!(said.contains("error[too-deep]"), "{said}");
}
