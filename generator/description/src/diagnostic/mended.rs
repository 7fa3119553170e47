//! What the examples of the codes look like when they are mended.

use super::Code;

/// How the example of a code is mended.
enum Mended {
    /// By texts in place of others.
    By(&'static [(&'static str, &'static str)]),
    /// By another text in place of all of it.
    Instead(&'static str),
}

use Mended::{By, Instead};

impl Code {
    /// The example, mended as the entry of the code says.
    #[must_use]
    pub fn mended(self) -> String {
        match mended(self) {
            By(edits) => edits
                .iter()
                .fold(self.entry().example.to_owned(), |text, (old, new)| {
                    text.replacen(old, new, 1)
                }),
            Instead(text) => text.to_owned(),
        }
    }
}

fn mended(code: Code) -> Mended {
    match code {
        Code::BadYaml => By(&[("[", "{}")]),
        Code::BadYamlFeature => By(&[("!mine ", "")]),
        Code::DuplicateKey => By(&[("Pet: {type: string}", "Toy: {type: string}")]),
        Code::NonStringKey => By(&[("[200, 204]", "'200'")]),
        Code::TooDeep => By(&[(
            "{items: {items: {items: {items: {}}}}} # and so on",
            "{items: {items: {$ref: '#/components/schemas/Inner'}}}\n    Inner: {items: {items: {}}}",
        )]),
        Code::TooManyAliases => Instead(
            "components:
  schemas:
    A: {type: array, items: {$ref: '#/components/schemas/B'}}
    B: {type: array, items: {type: integer}}
",
        ),
        Code::AmbiguousScalar => By(&[("01067", "'01067'")]),
        Code::ShallowLine => By(&[("\n    small", "\n      small")]),
        Code::NoDocument => Instead(
            "# file: parts.yaml
openapi: 3.0.3
info: {title: Pets, version: '1'}
paths: {}
components: {schemas: {Pet: {type: object}}}
",
        ),
        Code::BadDocumentName => By(&[("validator.yaml", "pets.yaml")]),
        Code::DuplicateDocument => By(&[("pets.yml", "toys.yml")]),
        Code::BadReference => By(&[(
            "'https://example.com/pet.yaml'}",
            "'#/components/schemas/Animal'}\n    Animal: {type: object}",
        )]),
        Code::DanglingReference => By(&[("Animal'}", "Animal'}\n    Animal: {type: object}")]),
        Code::NestedDefinition => By(&[("#/$defs/Name", "#/components/schemas/Pet/$defs/Name")]),
        Code::NewerForm => By(&[(
            "{type: [number, string]}",
            "{oneOf: [{type: number}, {type: string}]}",
        )]),
        Code::OlderForm => By(&[("minimum: 0, exclusiveMinimum: true", "exclusiveMinimum: 0")]),
        Code::CircularReference => By(&[("Animal: {$ref: '#/components/schemas/Pet'}", "Animal: {type: object}")]),
        Code::ReferenceChain => By(&[
            ("Pet: {$ref: '#/components/schemas/Animal'}\n", ""),
            ("    Animal: {$ref: '#/components/schemas/Creature'} # and so on, 64 times", "Pet: {$ref: '#/components/schemas/Creature'}\n    Creature: {type: object}"),
        ]),
        Code::ReferenceSibling => By(&[("{$ref: '#/components/schemas/Name',", "{allOf: [{$ref: '#/components/schemas/Name'}],")]),
        Code::OmittedKey => By(&[("listPets}", "listPets, responses: {'204': {description: Fine.}}}")]),
        Code::OperationLeftOut => By(&[("text/event-stream: {}", "application/json: {schema: {type: object}}")]),
        Code::EmptyValue => By(&[("  schemas:", "  schemas: {Pet: {type: object}}")]),
        Code::UnquotedText => By(&[("1.0}", "'1.0'}")]),
        Code::WrongVersion => By(&[("4.0.0", "3.1.1")]),
        Code::UnknownKey => By(&[("requried", "required")]),
        Code::UnknownKeyword => By(&[("{type: string, nullable: true}", "{type: [string, 'null']}")]),
        Code::MissingItems => By(&[("array", "array, items: {type: string}")]),
        Code::MissingKey => By(&[("[{in", "[{name: page, in")]),
        Code::WrongType => By(&[("required: name", "required: [name]")]),
        Code::UnknownValue => By(&[("apikey", "apiKey")]),
        Code::UnknownType => By(&[("text", "string")]),
        Code::UnknownExtension => By(&[("sensitiv:", "sensitive:")]),
        Code::BadExtension => By(&[("'yes'", "true")]),
        Code::ConflictingKeys => By(&[("example: a, ", "")]),
        Code::BadPath => By(&[(
            "{id:",
            "{id}:\n    parameters: [{name: id, in: path, required: true, schema: {type: string}}]",
        )]),
        Code::PathTail => Instead(
            "paths:
  /:
    get:
      operationId: list
      parameters: [{name: Action, in: query, required: true, schema: {type: string, enum: [ListPets, ListToys]}}]
      responses: {'204': {description: Fine.}}
",
        ),
        Code::IndistinctOperations => By(&[(
            "  /pets/{id}#sell:\n    parameters: [{name: id, in: path, required: true, schema: {type: string}}]\n    put: {operationId: sellPet, responses: {'204': {description: Fine.}}}\n",
            "",
        )]),
        Code::BadMediaType => By(&[("{json:", "{application/json:")]),
        Code::DuplicatePath => By(&[(
            "  /pets/{name}:\n    parameters: [{name: name, in: path, required: true, schema: {type: string}}]\n",
            "",
        )]),
        Code::PathParameter => By(&[("name: pet", "name: id")]),
        Code::UndeclaredParameter => By(&[(
            "{id}:",
            "{id}:\n    parameters: [{name: id, in: path, required: true, schema: {type: string}}]",
        )]),
        Code::DuplicateParameter => By(&[(", {name: page, in: query, schema: {type: string}}", "")]),
        Code::IgnoredParameter => By(&[("      parameters: [{name: Accept, in: header, schema: {type: string}}]\n", "")]),
        Code::BadHeaderName => By(&[("'X Mode'", "X-Mode")]),
        Code::BadStyle => By(&[("style: form", "style: simple")]),
        Code::UndefinedStyle => By(&[("deepObject", "form")]),
        Code::BadServer => By(&[("com'", "com', variables: {region: {default: eu}}")]),
        Code::BadComponentName => By(&[("'My Pet'", "MyPet")]),
        Code::BadDiscriminator => By(&[(", discriminator: {propertyName: kind}", "")]),
        Code::UnknownDialect => By(&[("example.com/own", "json-schema.org/draft/2020-12/schema")]),
        Code::IneffectiveId => By(&[("Dog: {$anchor: pet", "Dog: {$anchor: dog")]),
        Code::TooManyScopes => By(&[(
            "{$dynamicRef: '#node'} # and some hundred ways that lead here",
            "{type: object, properties: {next: {$ref: '#/components/schemas/Node'}}}",
        )]),
        Code::InfiniteSchema => By(&[("required: [next], ", "")]),
        Code::EmptyRange => By(&[("minLength: 9, maxLength: 3", "minLength: 3, maxLength: 9")]),
        Code::MisplacedValues => By(&[("{type: string}, enum: [small, large]}", "{type: string, enum: [small, large]}}")]),
        Code::ImpossibleValue => By(&[("['1', '2']", "[1, 2]")]),
        Code::DuplicateValue => By(&[("green, red", "green")]),
        Code::IneffectiveKeyword => By(&[("maxLength: 3", "maximum: 999")]),
        Code::RejectedDefault => By(&[("medium", "large")]),
        Code::UndeclaredProperty => By(&[("nmae", "name")]),
        Code::UnknownSecurityScheme => By(&[("\n", "\ncomponents: {securitySchemes: {Token: {type: http, scheme: bearer}}}\n")]),
        Code::DuplicateTag => By(&[(", {name: Pets}", "")]),
        Code::UndeclaredTag => By(&[("[Pet]", "[Pets]")]),
        Code::UnusedComponent => By(&[(
            "components:",
            "paths:
  /pets:
    get:
      operationId: getPet
      responses: {'200': {description: A pet., content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}
components:",
        )]),
        Code::UnusedFragment => By(&[("paths: {}", "paths: {}\ncomponents: {schemas: {Pet: {$ref: 'parts.yaml#/Pet'}}}")]),
        Code::MissingOperationId => By(&[("{responses", "{operationId: listPets, responses")]),
        Code::DuplicateOperationId => By(&[("post: {operationId: pets", "post: {operationId: addPet")]),
        Code::UnusedField => By(&[("allowEmptyValue: true, ", "")]),
        Code::IgnoredServers => By(&[
            ("    servers: [{url: 'https://old.example.com'}]\n", ""),
            ("paths:", "servers: [{url: 'https://old.example.com'}]\npaths:"),
        ]),
        Code::UnknownScheme => By(&[("Digest: {type: http, scheme: digest}", "Login: {type: http, scheme: basic}")]),
        Code::UnsupportedDefault => By(&[("default: '2020-01-01T00:00:00Z'", "description: 'Unless known, the first of 2020.'")]),
        Code::UnreadExample => By(&[("externalValue: 'https://example.com/two.json'", "value: [Rex, Tom]")]),
        Code::NameCollision => By(&[("nick_name", "otherName")]),
        Code::ConflictingSchemas => By(&[("{type: integer}", "{type: string}")]),
        Code::AmbiguousUnion => By(&[
            ("[name], properties: {name: {type: string}, lives", "[name, lives], properties: {name: {type: string}, lives"),
            ("[name], properties: {name: {type: string}, barks", "[name, barks], properties: {name: {type: string}, barks"),
        ]),
        Code::UntypedValue => By(&[("{enum: [1, 2, many]}", "{type: integer, enum: [1, 2]}")]),
        Code::EndlessType => By(&[("required: [mother], ", "")]),
        Code::BadPattern => By(&[("^(a", "^\\(a")]),
        Code::UnsupportedPattern => By(&[("^(a+)\\1$", "^a+$")]),
        Code::MissingSummary => By(&[("listPets,", "listPets, summary: Lists the pets,")]),
        Code::MissingDescription => By(&[("pets, responses", "pets, description: 'All of them, by name.', responses")]),
        Code::MissingExample => By(&[("json: {", "json: {example: [Rex], ")]),
        Code::OperationIdStyle => By(&[("ListPets", "listPets")]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_replaced_is_there() {
        for code in Code::ALL {
            let example = code.entry().example;
            if let By(edits) = mended(*code) {
                for (old, _) in edits {
                    assert!(example.contains(old), "{code}: {old}");
                }
            }
            assert_ne!(code.mended(), example, "{code}");
        }
    }
}
