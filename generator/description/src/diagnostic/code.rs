//! The table of diagnostic codes: what each is about, how bad it is unless said otherwise, and what to do about it.

use std::fmt;

use super::{Level, nearest};

macro_rules! codes {
    ($($variant:ident, $text:literal, $level:ident, $title:literal, $reason:literal, $mend:literal, $example:literal;)*) => {
        /// What kind of thing a diagnostic is about.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $title] $variant,)*
        }

        impl Code {
            /// Every code, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// Everything that is known of the code.
            #[must_use]
            pub fn entry(self) -> &'static Entry {
                match self {
                    $(Self::$variant => &Entry {
                        name: $text,
                        default: Default::$level,
                        title: $title,
                        reason: $reason,
                        mend: $mend,
                        example: $example,
                    },)*
                }
            }
        }
    };
}

/// What is known of a code.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The code as it is printed, in kebab case.
    pub name: &'static str,
    /// What happens unless `[lints]` says otherwise.
    pub default: Default,
    /// What the code means, in one sentence.
    pub title: &'static str,
    /// Why it is said.
    pub reason: &'static str,
    /// What to do about it.
    pub mend: &'static str,
    /// A part of a document of which it is said, or several files, each behind a line `# file: PATH`.
    pub example: &'static str,
}

/// The level of a code unless `[lints]` says otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Default {
    /// An error, whatever is said: nothing sensible can be made of the document.
    Fixed,
    /// An error.
    Deny,
    /// A warning.
    Warn,
    /// Nothing is said.
    Allow,
}

impl Code {
    /// The code as it is printed, in kebab case.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.entry().name
    }

    /// The code of this name.
    #[must_use]
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.as_str() == name)
    }

    /// The same, or in words that there is none, with the one that was probably meant.
    ///
    /// # Errors
    /// A name that no code has.
    pub fn named(name: &str) -> Result<Self, String> {
        Self::find(name).ok_or_else(|| {
            let meant = nearest(name, Self::ALL.iter().map(|code| code.as_str()));
            let meant =
                meant.map_or_else(String::new, |meant| format!("; did you mean `{meant}`?"));
            format!("no diagnostic is called `{name}`{meant}")
        })
    }

    /// The level unless something else is said.
    #[must_use]
    pub fn default_level(self) -> Level {
        match self.entry().default {
            Default::Fixed | Default::Deny => Level::Deny,
            Default::Warn => Level::Warn,
            Default::Allow => Level::Allow,
        }
    }

    /// Whether `[lints]` may say something else.
    #[must_use]
    pub fn is_lint(self) -> bool {
        self.entry().default != Default::Fixed
    }
}

codes! {
    // Reading YAML.
    BadYaml, "bad-yaml", Fixed, "The text is not YAML.",
    "Nothing can be said about a text that cannot be read.",
    "Mend the text at the place that is shown; an editor that knows YAML marks it, too.",
"paths: [
";

    BadYamlFeature, "yaml-feature", Fixed, "A feature of YAML that has no counterpart in JSON, or that readers disagree about.",
    "A description is a JSON document, written as YAML (OpenAPI 3.0.3, section 4.2): several documents in one file, custom \
     tags and merge keys are not part of it.",
    "Write out what the feature stands for.",
"components:
  schemas:
    Pet: !mine {type: object}
";

    DuplicateKey, "duplicate-key", Fixed, "A key stands twice in one object.",
    "Readers keep one of the two values, and not all the same one (RFC 8259, section 4).",
    "Remove one of them, or give it the name that was meant.",
"components:
  schemas:
    Pet: {type: object}
    Pet: {type: string}
";

    NonStringKey, "non-string-key", Fixed, "A key is not a string.",
    "JSON knows no other keys: a list or an object cannot be one.",
    "Write a text.",
"paths:
  /pets:
    get: {operationId: listPets, responses: {[200, 204]: {description: Fine.}}}
";

    TooDeep, "too-deep", Fixed, "Values are nested deeper than the loader follows.",
    "A bound keeps hostile documents from exhausting the stack. No description that people wrote comes near it.",
    "Give inner schemas names under `components`, and refer to them.",
"components:
  schemas:
    Deep: {items: {items: {items: {items: {}}}}} # and so on
";

    TooManyAliases, "too-many-aliases", Fixed, "Aliases repeat more values than the loader copies.",
    "A few lines of aliases can stand for more values than a machine can hold.",
    "Use `$ref` instead of aliases: what it leads to is read once.",
"a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]
b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]
e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]
f: &f [*e, *e, *e, *e, *e, *e, *e, *e, *e, *e]
g: &g [*f, *f, *f, *f, *f, *f, *f, *f, *f, *f]
h: [*g, *g, *g, *g, *g, *g, *g, *g, *g, *g]
";

    AmbiguousScalar, "ambiguous-scalar", Warn, "YAML readers disagree about what a value or a key without quotes is.",
    "`01067` is 1067 for one reader, 567 for a second, and a text for a third. A key is taken by its letters.",
    "Put it into quotes if a text is meant, or write the number in its usual form.",
"components:
  schemas:
    PostCode: {type: string, example: 01067}
";

    ShallowLine, "shallow-line", Warn, "A line in brackets or quotes stands no deeper than its key.",
    "YAML 1.2 wants what is in brackets or quotes to stand deeper than the key (sections 6.3 and 7.4); some readers insist on it.",
    "Indent the line.",
"components:
  schemas:
    Size: {type: string, enum: [
    small, large]}
";

    NoDocument, "no-document", Fixed, "No file of the specification folder has an `openapi` or `swagger` key.",
    "Files without that key are fragments: they count only where a document refers to them.",
    "Begin a file with `openapi: 3.0.3`, or name the right folder.",
"# file: parts.yaml
Pet: {type: object}
";

    BadDocumentName, "bad-document-name", Fixed, "No crate can be called after a document.",
    "Crates have names of ASCII letters, digits, `-` and `_`; other characters of a file's name become `-`, and `validator` is \
     the crate that holds the checks.",
    "Give the file another name.",
"# file: validator.yaml
openapi: 3.0.3
info: {title: Pets, version: '1'}
paths: {}
";

    DuplicateDocument, "duplicate-document", Fixed, "Two documents have the same name.",
    "Their crates would have the same name, too.",
    "Rename one of the two files.",
"# file: pets.yaml
openapi: 3.0.3
info: {title: Pets, version: '1'}
paths: {}
# file: pets.yml
openapi: 3.0.3
info: {title: Pets, version: '1'}
paths: {}
";

    // References.
    BadReference, "bad-reference", Fixed, "A `$ref` is not of the form `#/…` or `file.yaml#/…` inside the specification folder.",
    "What is generated must not depend on the network or on files that nobody named.",
    "Copy what it leads to into the folder, and refer to that. A `#` begins a comment in YAML, so the value stands in quotes.",
"components:
  schemas:
    Pet: {$ref: 'https://example.com/pet.yaml'}
";

    DanglingReference, "dangling-reference", Fixed, "A `$ref` leads to nothing.",
    "Either the name is misspelt, or what it names has moved.",
    "Write the name that is suggested, or add what is missing under `components`.",
"components:
  schemas:
    Pet: {$ref: '#/components/schemas/Animal'}
";

    NestedDefinition, "nested-definition", Warn, "A `$ref` counts from the schema around it where it should from the file, or the other way round.",
    "What stands behind `#` counts from the root of the file, or of the schema with an `$id` (JSON Schema 2020-12, Core, \
     section 8.2.3.1). Some tools count from the schema in which they put its `$defs`, others from the file in spite of an `$id`.",
    "Write the way from the right root, or put the schema under `components`, without an `$id`.",
"components:
  schemas:
    Pet:
      properties: {name: {$ref: '#/$defs/Name'}}
      $defs: {Name: {type: string}}
";

    OlderForm, "older-form", Warn, "A keyword is written as an older version has it.",
    "The versions differ in how it is written, and in nothing else, so it is read as the older one reads it.",
    "Write it in the form of the version that the document names.",
"# file: pets.yaml
openapi: 3.1.0
info: {title: T, version: '1'}
paths: {}
components:
  schemas:
    Weight: {type: number, minimum: 0, exclusiveMinimum: true}
";

    NewerForm, "newer-form", Warn, "A keyword is written as a newer version has it.",
    "The version that the document names does not know it so; what it means is plain, and it is read as the newer one reads it.",
    "Write it in the form of the version that the document names, or name the newer one.",
"components:
  schemas:
    Weight: {type: [number, string]}
";

    CircularReference, "circular-reference", Fixed, "A `$ref` leads back to itself without a value on the way.",
    "Recursion is fine where an object or an array stands between; a reference to itself says nothing.",
    "Let one of the references lead to a schema.",
"components:
  schemas:
    Pet: {$ref: '#/components/schemas/Animal'}
    Animal: {$ref: '#/components/schemas/Pet'}
";

    ReferenceChain, "reference-chain", Fixed, "So many references lead to references that nobody follows them.",
    "Each `$ref` that leads to another one is a step for every reader; 64 of them in a row are followed.",
    "Let the references lead to the value itself.",
"components:
  schemas:
    Pet: {$ref: '#/components/schemas/Animal'}
    Animal: {$ref: '#/components/schemas/Creature'} # and so on, 64 times
";

    ReferenceSibling, "reference-sibling", Warn, "A key beside `$ref` has no effect.",
    "OpenAPI 3.0.3, section 4.7.23: keys beside `$ref` are ignored. Their author meant something by them.",
    "Make the reference the only element of an `allOf`, and put the keys beside it.",
"components:
  schemas:
    Pet: {type: object, properties: {name: {$ref: '#/components/schemas/Name', description: What it is called.}}}
    Name: {type: string}
";

    // What is wrong and plain all the same.
    OmittedKey, "omitted-key", Warn, "A key is missing that the specification demands.",
    "What the object means is plain without it; other tools may refuse the document.",
    "Add it.",
"paths:
  /pets:
    get: {operationId: listPets}
";

    OperationLeftOut, "operation-left-out", Warn, "An operation needs something that no client can do yet, and gets no method.",
    "One such operation is no reason to go without all the others.",
    "Describe it by other means, if the server has any, or call it by hand.",
"paths:
  /pets:
    put:
      operationId: drawPets
      requestBody: {required: true, content: {text/event-stream: {}}}
      responses: {'204': {description: Drawn.}}
";

    EmptyValue, "empty-value", Warn, "A list, an object or a name is empty that the specification wants filled.",
    "It is read as if it were not there.",
    "Fill it, or remove its key.",
"paths: {}
components:
  schemas:
";

    UnquotedText, "unquoted-text", Warn, "A number or a boolean stands where the specification wants a text.",
    "It is read as the text that stands there; `1.0` and `1.00` are one number, and two texts.",
    "Put it in quotes.",
"# file: pets.yaml
openapi: 3.0.3
info: {title: Pets, version: 1.0}
paths: {}
";

    // The fixed fields of OpenAPI.
    WrongVersion, "wrong-version", Fixed, "The document is not written for OpenAPI 3.0, 3.1 or 3.2, nor for Swagger 2.0.",
    "The same key can say different things in another version.",
    "Write the version that the document follows, or convert it to one of these.",
"# file: pets.yaml
openapi: 4.0.0
info: {title: Pets, version: '1'}
paths: {}
";

    UnknownKey, "unknown-key", Warn, "OpenAPI does not know the key at this place.",
    "The key is ignored, unless only its case is wrong. Often it is a misspelt one, or stands one level too high or too low.",
    "Write the key that is suggested, or let the name of an own key begin with `x-`.",
"components:
  schemas:
    Pet: {type: object, requried: [name], properties: {name: {type: string}}}
";

    UnknownKeyword, "unknown-keyword", Warn, "JSON Schema 2020-12 does not know the keyword of a schema.",
    "It asserts nothing (JSON Schema 2020-12, Core, section 4.3.1). Often it is a misspelt one, or one of OpenAPI 3.0.",
    "Write the keyword that is suggested, or let the name of an own one begin with `x-`.",
"# file: pets.yaml
openapi: 3.1.1
info: {title: Pets, version: '1'}
components:
  schemas:
    Pet: {type: string, nullable: true}
";

    MissingItems, "missing-items", Warn, "A schema of type `array` does not say what its elements are.",
    "OpenAPI 3.0.3, section 4.7.24.1, requires `items` beside the type `array`. Its elements may be anything.",
    "Add `items`; `items: {}` says that anything is meant.",
"components:
  schemas:
    Pets: {type: array}
";

    MissingKey, "missing-key", Fixed, "OpenAPI requires a key that is not there.",
    "Without it the object says nothing.",
    "Add the key.",
"paths:
  /pets:
    get:
      operationId: listPets
      parameters: [{in: query, schema: {type: string}}]
      responses: {'204': {description: Fine.}}
";

    WrongType, "wrong-type", Fixed, "A value has another type than OpenAPI prescribes.",
    "A string `'yes'` is no boolean, and a single name no list.",
    "Write the value as the type that is asked for.",
"components:
  schemas:
    Pet: {type: object, required: name, properties: {name: {type: string}}}
";

    UnknownValue, "unknown-value", Fixed, "A value is not one of those that OpenAPI allows.",
    "Such keys have a fixed list of values.",
    "Choose one of the values that are named.",
"components:
  securitySchemes:
    Key: {type: apikey, name: X-Key, in: header}
";

    UnknownType, "unknown-type", Fixed, "A schema's `type` is not one that OpenAPI knows.",
    "There are `array`, `boolean`, `integer`, `number`, `object` and `string`; more is said by `format`.",
    "Write one of these types.",
"components:
  schemas:
    Name: {type: text}
";

    UnknownExtension, "unknown-extension", Fixed, "The generator does not know the `x-trueup-…` key.",
    "Keys with this beginning are the generator's own; a misspelt one would silently do nothing.",
    "Write the extension that is suggested; the README lists all.",
"components:
  schemas:
    Token: {type: string, x-trueup-sensitiv: true}
";

    BadExtension, "bad-extension", Fixed, "An extension has a value that the generator cannot read, or stands where it says nothing.",
    "Each extension has its place and the shape of its value.",
    "Move the extension to its place, or write the value as the README's table says.",
"components:
  schemas:
    Token: {type: string, x-trueup-sensitive: 'yes'}
";

    ConflictingKeys, "conflicting-keys", Fixed, "Two keys exclude each other.",
    "OpenAPI allows one of the two, and readers differ in which one counts.",
    "Remove one of them.",
"paths:
  /pets:
    get:
      operationId: listPets
      responses: {'200': {description: Pets., content: {application/json: {example: a, examples: {b: {value: b}}}}}}
";

    BadPath, "bad-path", Fixed, "A path template is not well formed.",
    "Braces come in pairs around a name, and a query is no part of a path.",
    "Close the brace, or make a parameter of the query.",
"paths:
  /pets/{id:
    get: {operationId: getPet, responses: {'204': {description: Fine.}}}
";

    PathTail, "path-tail", Warn, "A path has a query or a fragment behind it.",
    "OpenAPI 3.0.3, section 4.7.8.1: a key is a path. A query that stands in it is sent, a fragment is not, and of several \
     operations at one path the first is taken for what a request calls.",
    "Make parameters of the query; describe operations that share a path as one.",
"paths:
  /#Action=ListPets:
    get: {operationId: listPets, responses: {'204': {description: Fine.}}}
  /#Action=ListToys:
    get: {operationId: listToys, responses: {'204': {description: Fine.}}}
";

    IndistinctOperations, "indistinct-operations", Warn, "Nothing but their bodies tells two operations apart.",
    "Both are called by the same method at the same path, and no parameter has a value of one alone. What judges a request \
     takes it for the one whose body fits best, so that a mistake in the body of one may be told of the other.",
    "Describe them as one, with a body that is `oneOf` of theirs.",
"paths:
  /pets/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: string}}]
    put: {operationId: renamePet, responses: {'204': {description: Fine.}}}
  /pets/{id}#sell:
    parameters: [{name: id, in: path, required: true, schema: {type: string}}]
    put: {operationId: sellPet, responses: {'204': {description: Fine.}}}
";

    BadMediaType, "bad-media-type", Warn, "What should be a media type is none.",
    "A key of `content`, or an entry of `consumes` and `produces`, is two names with a slash between them, and may have parameters \
     (RFC 9110, sections 8.3.1 and 12.5.1). Nothing can be sent as anything else, and no answer comes as such.",
    "Write the media type as it is sent, like `application/json`.",
"paths:
  /pets:
    get:
      operationId: listPets
      responses: {'200': {description: Pets., content: {json: {schema: {type: array, items: {type: string}}}}}}
";

    DuplicatePath, "duplicate-path", Warn, "Two path templates match the same requests.",
    "OpenAPI 3.0.3, section 4.7.8.1: they are taken for identical. Each is called as it stands, and the first is taken for \
     what a request calls.",
    "Put the operations of both under one path.",
"paths:
  /pets/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: string}}]
    get: {operationId: getPet, responses: {'204': {description: Fine.}}}
  /pets/{name}:
    parameters: [{name: name, in: path, required: true, schema: {type: string}}]
    delete: {operationId: deletePet, responses: {'204': {description: Fine.}}}
";

    PathParameter, "path-parameter", Warn, "A path template and its path parameters do not agree.",
    "Every name in braces needs a parameter, and every path parameter a name in braces. One of each that are left over are \
     taken for the same; a parameter that has no place in the path is left out.",
    "Correct the name of one of them.",
"paths:
  /pets/{id}:
    parameters: [{name: pet, in: path, required: true, schema: {type: string}}]
    get: {operationId: getPet, responses: {'204': {description: Fine.}}}
";

    UndeclaredParameter, "undeclared-parameter", Warn, "A path template has a name of which no parameter says anything.",
    "Every name in braces needs a parameter (OpenAPI 3.0.3, section 4.7.9). What is not described is taken for a text.",
    "Add the parameter.",
"paths:
  /pets/{id}:
    get: {operationId: getPet, responses: {'204': {description: Fine.}}}
";

    DuplicateParameter, "duplicate-parameter", Warn, "A list has two parameters of the same name and place.",
    "A parameter is known by its name and its place (OpenAPI 3.0.3, section 4.7.12.1). Of several, the last one counts.",
    "Remove one of the two.",
"paths:
  /pets:
    get:
      operationId: listPets
      parameters: [{name: page, in: query, schema: {type: integer}}, {name: page, in: query, schema: {type: string}}]
      responses: {'204': {description: Fine.}}
";

    IgnoredParameter, "ignored-parameter", Warn, "A header of this name is written anyway.",
    "`Accept`, `Content-Type` and `Authorization` are said by the media types and the security schemes; `Content-Length` and \
     those of the connection by HTTP itself.",
    "Remove the parameter.",
"paths:
  /pets:
    get:
      operationId: listPets
      parameters: [{name: Accept, in: header, schema: {type: string}}]
      responses: {'204': {description: Fine.}}
";

    BadHeaderName, "bad-header-name", Fixed, "The name of a header or a cookie is no token of RFC 9110.",
    "No such header can be sent.",
    "Use letters, digits and `-`.",
"paths:
  /pets:
    get:
      operationId: listPets
      parameters: [{name: 'X Mode', in: header, schema: {type: string}}]
      responses: {'204': {description: Fine.}}
";

    BadStyle, "bad-style", Fixed, "A parameter's style does not go with its place.",
    "Each place has its own styles (OpenAPI 3.0.3, section 4.7.12.3).",
    "Choose one of the styles that are named, or leave `style` out.",
"paths:
  /pets:
    get:
      operationId: listPets
      parameters: [{name: X-Mode, in: header, style: form, schema: {type: string}}]
      responses: {'204': {description: Fine.}}
";

    UndefinedStyle, "undefined-style", Warn, "OpenAPI does not say what values of this type look like in this style.",
    "Servers differ in what they take: each item of an array in the style `deepObject` is sent with its place in brackets.",
    "Use `form` for arrays, `deepObject` for objects.",
"paths:
  /pets:
    get:
      operationId: listPets
      parameters: [{name: show, in: query, style: deepObject, explode: true, schema: {type: array, items: {type: string}}}]
      responses: {'204': {description: Fine.}}
";

    BadServer, "bad-server", Fixed, "A server's URL and its variables do not agree.",
    "Every name in braces needs a variable with a default, which is among its values.",
    "Add the variable, or correct its default.",
"servers: [{url: 'https://{region}.example.com'}]
";

    BadComponentName, "bad-component-name", Warn, "The name of a component has other characters than letters, digits, `.`, `-` and `_`.",
    "OpenAPI 3.0.3, section 4.7.7, allows no others.",
    "Rename the component, and what refers to it.",
"components:
  schemas:
    'My Pet': {type: object}
";

    BadDiscriminator, "bad-discriminator", Warn, "A discriminator stands where it has no effect.",
    "It names the property that tells the branches of `oneOf`, `anyOf` or the children of an `allOf` apart.",
    "Put it beside the branches, or remove it.",
"components:
  schemas:
    Name: {type: string, discriminator: {propertyName: kind}}
";

    UnknownDialect, "unknown-dialect", Warn, "`$schema` names a dialect that is not known, or not all of it.",
    "Known are draft 4, 6, 7, 2019-09 and 2020-12 of JSON Schema, OpenAPI's own, and those whose meta-schema is one of the files.",
    "Name one of these, or put the meta-schema beside the document, with its `$id` and `$vocabulary`.",
"# file: pets.yaml
openapi: 3.1.1
info: {title: Pets, version: '1'}
components:
  schemas:
    Pet: {$schema: 'https://example.com/own', type: object}
";

    IneffectiveId, "ineffective-id", Warn, "An `$id` or `$anchor` leads to no schema.",
    "Of schemas with the same name the first has it; before 2019-09, what stands beside `$ref` counts for nothing.",
    "Give each schema a name of its own.",
"# file: pets.yaml
openapi: 3.1.1
info: {title: Pets, version: '1'}
components:
  schemas:
    Cat: {$anchor: pet, type: object}
    Dog: {$anchor: pet, type: object}
";

    TooManyScopes, "too-many-scopes", Fixed, "A `$dynamicRef` can lead to too many schemas.",
    "Where it leads depends on the way of references before it, and a check is made for each such way.",
    "Let fewer schemas with an `$id` have the same `$dynamicAnchor`.",
"components:
  schemas:
    Node: {$dynamicRef: '#node'} # and some hundred ways that lead here
";

    InfiniteSchema, "infinite-schema", Fixed, "Every value of a schema would have to hold another one, without end.",
    "No value of finite size fits.",
    "Make one of the properties on the way optional or nullable.",
"components:
  schemas:
    Node: {type: object, required: [next], properties: {next: {$ref: '#/components/schemas/Node'}}}
";

    EmptyRange, "empty-range", Warn, "No value fits between two bounds.",
    "Nothing that is sent could be right: the validator refuses every value.",
    "Exchange the bounds, or correct one of them.",
"components:
  schemas:
    Name: {type: string, minLength: 9, maxLength: 3}
";

    MisplacedValues, "misplaced-values", Warn, "The `enum` of an array lists values of its items.",
    "An array is never one of them, so nothing would be valid: they are read as those of the items.",
    "Write `enum` under `items`.",
"components:
  schemas:
    Sizes: {type: array, items: {type: string}, enum: [small, large]}
";

    ImpossibleValue, "impossible-value", Warn, "A value in an `enum` is of another type than the schema's.",
    "A value has to be of the `type` and among those of `enum` (JSON Schema Validation): one of another type can never be, \
     so nobody can send it, and the validator refuses it. Most often quotes are missing, or too many. Where none of the \
     values can be, a client takes any JSON.",
    "Write the value in the type of the schema, or remove it.",
"components:
  schemas:
    Size: {type: integer, enum: ['1', '2']}
";

    DuplicateValue, "duplicate-value", Warn, "A value stands twice in a list of distinct values.",
    "Once says the same.",
    "Remove the second one.",
"components:
  schemas:
    Colour: {type: string, enum: [red, green, red]}
";

    IneffectiveKeyword, "ineffective-keyword", Warn, "A keyword stands beside a `type` of which it says nothing.",
    "`maxLength` says nothing of an integer, `minimum` nothing of a string: the check that was meant is not made.",
    "Use the keyword for this type, or correct the type.",
"components:
  schemas:
    Age: {type: integer, maxLength: 3}
";

    RejectedDefault, "rejected-default", Warn, "A schema rejects its own `default`.",
    "Who leaves the value out gets one that may not be sent.",
    "Correct the default or the schema.",
"components:
  schemas:
    Size: {type: string, enum: [small, large], default: medium}
";

    UndeclaredProperty, "undeclared-property", Warn, "A required property is not declared.",
    "It must be there, and nothing says what it is. Often one of the two names is misspelt.",
    "Declare it under `properties`, or correct the name.",
"components:
  schemas:
    Pet: {type: object, required: [nmae], properties: {name: {type: string}}}
";

    UnknownSecurityScheme, "unknown-security-scheme", Warn, "A security requirement names no security scheme.",
    "Nothing says which credential is sent, and how: it is left to the caller.",
    "Declare it under `components/securitySchemes`, or correct the name.",
"security: [{Token: []}]
";

    DuplicateTag, "duplicate-tag", Warn, "A tag is declared twice.",
    "Tags are known by their names. Of several, the first one counts.",
    "Remove one of the two.",
"tags: [{name: Pets}, {name: Pets}]
";

    UndeclaredTag, "undeclared-tag", Warn, "A tag is named that the document does not declare.",
    "Who declares some tags means to declare all: the others get no description and no place.",
    "Add the tag to `tags` at the top of the document, or correct its name.",
"tags: [{name: Pets}]
paths:
  /pets:
    get: {operationId: listPets, tags: [Pet], responses: {'204': {description: Fine.}}}
";

    UnusedComponent, "unused-component", Warn, "Nothing refers to a component.",
    "Nothing is generated from it.",
    "Refer to it, or remove it.",
"components:
  schemas:
    Pet: {type: object}
";

    UnusedFragment, "unused-fragment", Allow, "Nothing refers to a file.",
    "Nothing is generated from it. Where this is asked for, every file of the folder is read as a part of the description; \
     elsewhere documents are, and what they refer to.",
    "Refer to it, or remove it.",
"# file: pets.yaml
openapi: 3.0.3
info: {title: Pets, version: '1'}
paths: {}
# file: parts.yaml
Pet: {type: object}
";

    MissingOperationId, "missing-operation-id", Warn, "An operation has no `operationId`.",
    "Its call is named after method and path, so that a new path can change the name of another.",
    "Name it as a call, verb first.",
"paths:
  /pets:
    get: {responses: {'204': {description: Fine.}}}
";

    DuplicateOperationId, "duplicate-operation-id", Warn, "Two operations of a document have the same `operationId`.",
    "Calls are known by it: all but the first are named after method and path.",
    "Give each operation a name of its own.",
"paths:
  /pets:
    get: {operationId: pets, responses: {'204': {description: Fine.}}}
    post: {operationId: pets, responses: {'204': {description: Fine.}}}
";

    // What the generator makes of it.
    UnusedField, "unused-field", Warn, "OpenAPI allows a field of which nothing is made where it stands.",
    "It is no fault of the document: clients, validator and pages have no use for it.",
    "Nothing, if others read the field.",
"paths:
  /pets:
    get: {operationId: listPets, parameters: [{name: q, in: query, allowEmptyValue: true, schema: {type: string}}], responses: {'204': {description: Fine.}}}
";

    IgnoredServers, "ignored-servers", Warn, "A path or an operation has servers of its own, but a client has one base URL.",
    "The call is sent to the base URL that the client was made with, unless the caller gives it another by `base_url`: no
credential goes to another host by itself.",
    "Describe what lies under another base URL in a document of its own.",
"paths:
  /pets:
    servers: [{url: 'https://old.example.com'}]
    get: {operationId: listPets, responses: {'204': {description: Fine.}}}
";

    UnknownScheme, "unknown-scheme", Warn, "An HTTP authentication scheme whose credentials the client does not write.",
    "`bearer` and `basic` are written by the client. Of other schemes the caller gives the whole value of `Authorization`.",
    "Nothing, if the caller can make the value.",
"components:
  securitySchemes:
    Digest: {type: http, scheme: digest}
";

    UnsupportedDefault, "unsupported-default", Warn, "A `default` that no constant in Rust stands for: the field is an `Option`.",
    "Where a response leaves the property out, the caller must supply the default.",
    "Nothing, or say the default in the description alone.",
"paths:
  /pets:
    get:
      operationId: getPet
      responses: {'200': {description: A pet., content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}
components:
  schemas:
    Pet: {type: object, properties: {born: {type: string, format: date-time, default: '2020-01-01T00:00:00Z'}}}
";

    UnreadExample, "unread-example", Warn, "An example that stands elsewhere is not read.",
    "Nothing is fetched, so the example is neither judged nor shown.",
    "Copy the example into `value`.",
"paths:
  /pets:
    get:
      operationId: listPets
      responses:
        '200': {description: Pets., content: {application/json: {examples: {two: {externalValue: 'https://example.com/two.json'}}}}}
";

    NameCollision, "name-collision", Warn, "Two names of one scope are the same in Rust, so one of them gets another.",
    "Types are in upper camel case and fields in snake case, whatever the document writes.",
    "Rename one of the two, if its Rust name matters.",
"paths:
  /pets:
    get:
      operationId: getPet
      responses: {'200': {description: A pet., content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}
components:
  schemas:
    Pet: {type: object, properties: {nickName: {type: string}, nick_name: {type: string}}}
";

    ConflictingSchemas, "conflicting-schemas", Warn, "The schemas of an `allOf` exclude each other.",
    "No value fits all of them, so no type does: values are any JSON in Rust, and the validator refuses all.",
    "Take the property out of one of the schemas, or give it the same type in both.",
"paths:
  /pets:
    get:
      operationId: getPet
      responses: {'200': {description: A pet., content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}
components:
  schemas:
    Animal: {type: object, properties: {id: {type: integer}}}
    Pet: {allOf: [{$ref: '#/components/schemas/Animal'}, {type: object, properties: {id: {type: string}}}]}
";

    AmbiguousUnion, "ambiguous-union", Warn, "A value of one branch of a union is taken for another.",
    "Without a discriminator the first branch that fits is taken.",
    "Add a discriminator, or let the branches differ in a required property.",
"paths:
  /pets:
    get:
      operationId: getPet
      responses: {'200': {description: A pet., content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}
components:
  schemas:
    Pet: {oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]}
    Cat: {type: object, required: [name], properties: {name: {type: string}, lives: {type: integer}}}
    Dog: {type: object, required: [name], properties: {name: {type: string}, barks: {type: boolean}}}
";

    UntypedValue, "untyped-value", Warn, "A schema or a body that no Rust type stands for is passed on as it is.",
    "Its caller gets a `serde_json::Value`, or bytes.",
    "Give the schema a `type`.",
"paths:
  /pets:
    get:
      operationId: getPet
      responses: {'200': {description: A pet., content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}
components:
  schemas:
    Pet: {type: object, properties: {age: {enum: [1, 2, many]}}}
";

    EndlessType, "endless-type", Fixed, "An object requires itself, so it has no value.",
    "No value of finite size fits.",
    "Make one of the properties on the way optional or nullable.",
"paths:
  /pets:
    get:
      operationId: getPet
      responses: {'200': {description: A pet., content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}
components:
  schemas:
    Pet: {oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]}
    Cat: {type: object, required: [mother], properties: {mother: {$ref: '#/components/schemas/Pet'}}}
    Dog: {type: object, required: [father], properties: {father: {$ref: '#/components/schemas/Pet'}}}
";

    // What no check can be emitted for.
    BadPattern, "bad-pattern", Warn, "A `pattern` is no regular expression of ECMA-262.",
    "Patterns are regular expressions in the dialect of ECMA-262 (OpenAPI 3.0.3, section 4.7.24). Of anything else nobody \
     can say what it matches: clients do not check it, and the validator says `undecided`.",
    "Mend the expression; a sign that stands for itself takes a backslash.",
"components:
  schemas:
    Open: {type: string, pattern: '^(a'}
";

    UnsupportedPattern, "unsupported-pattern", Warn, "A `pattern` cannot be matched in linear time and limited memory.",
    "Back-references and look-around can take time without bound on a text from outside, and counts in counts take memory. \
     The validator says of such texts that they are undecided; clients do not check them.",
    "Write the pattern without them, or ask for `minLength`, `maxLength`, `enum` or `format`.",
"components:
  schemas:
    Twice: {type: string, pattern: '^(a+)\\1$'}
";

    // Style, for who asks for it.
    MissingSummary, "missing-summary", Allow, "An operation has no `summary`.",
    "It is the heading of the page and the first line of the method's documentation.",
    "Say in a few words what the call does.",
"paths:
  /pets:
    get: {operationId: listPets, responses: {'204': {description: Fine.}}}
";

    MissingDescription, "missing-description", Allow, "An operation or a parameter has no `description`.",
    "Readers of the page and of the method's documentation have no other.",
    "Say what one must know to use it.",
"paths:
  /pets:
    get: {operationId: listPets, summary: Lists the pets, responses: {'204': {description: Fine.}}}
";

    MissingExample, "missing-example", Allow, "A body in JSON has no example.",
    "Pages show a sample that is made up, and nothing holds the schema against a real body.",
    "Add `example` or `examples` to the media type or its schema.",
"paths:
  /pets:
    get:
      operationId: listPets
      responses: {'200': {description: Pets., content: {application/json: {schema: {type: array, items: {type: string}}}}}}
";

    OperationIdStyle, "operation-id-style", Allow, "An `operationId` is not in lowerCamelCase.",
    "One style of names for all calls can be guessed.",
    "Write it in lowerCamelCase, verb first.",
"paths:
  /pets:
    get: {operationId: ListPets, responses: {'204': {description: Fine.}}}
";
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_distinct_and_in_kebab_case() {
        let mut texts: Vec<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
        for text in &texts {
            assert!(
                text.chars().all(|c| c.is_ascii_lowercase() || c == '-'),
                "{text}"
            );
        }
        texts.sort_unstable();
        texts.dedup();
        assert_eq!(texts.len(), Code::ALL.len());
    }
}
