//! Schemas made up at random, in every draft, for two judges to read.

use serde_json::{Map, Value, json};

use crate::random::Random;

/// A draft that a schema is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Draft {
    Four,
    Six,
    Seven,
    TwentyNineteen,
    TwentyTwenty,
}

impl Draft {
    pub(crate) const ALL: [Self; 5] = [
        Self::Four,
        Self::Six,
        Self::Seven,
        Self::TwentyNineteen,
        Self::TwentyTwenty,
    ];

    fn uri(self) -> &'static str {
        match self {
            Self::Four => "http://json-schema.org/draft-04/schema#",
            Self::Six => "http://json-schema.org/draft-06/schema#",
            Self::Seven => "http://json-schema.org/draft-07/schema#",
            Self::TwentyNineteen => "https://json-schema.org/draft/2019-09/schema",
            Self::TwentyTwenty => "https://json-schema.org/draft/2020-12/schema",
        }
    }

    /// Where definitions stand.
    fn definitions(self) -> &'static str {
        match self {
            Self::Four | Self::Six | Self::Seven => "definitions",
            Self::TwentyNineteen | Self::TwentyTwenty => "$defs",
        }
    }
}

/// So many definitions a document has.
const DEFINITIONS: usize = 3;

const NAMES: [&str; 5] = ["a", "b", "c", "ab", "d"];

const PATTERNS: [&str; 8] = [
    "^a", "b$", "^[a-c]+$", "a|d", "^$", "^.{2}$", "\\d", "^\\S*$",
];

const VALUES: [&str; 16] = [
    "null",
    "true",
    "false",
    "0",
    "1",
    "2",
    "1.0",
    "2.5",
    "-3",
    "\"\"",
    "\"a\"",
    "\"ab\"",
    "[]",
    "[1]",
    "{}",
    "{\"a\": 1, \"b\": [true]}",
];

/// What a definition can be referred to by, beside its place.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Identity {
    None,
    Anchor,
    /// It is a resource of its own.
    Id,
}

/// Writes schemas.
pub(crate) struct Writer<'r> {
    draft: Draft,
    random: &'r mut Random,
    identities: [Identity; DEFINITIONS],
}

/// Which definitions may be referred to: those behind the own one, or all, once a value has been entered.
#[derive(Clone, Copy)]
struct Reach {
    first: usize,
    depth: usize,
    /// Whether a value has been entered, so that the whole may be referred to.
    inside: bool,
}

impl Reach {
    /// Of what a value holds.
    fn inside(self) -> Self {
        Self {
            first: 0,
            depth: self.depth + 1,
            inside: true,
        }
    }

    /// Of the same value.
    fn beside(self) -> Self {
        Self {
            depth: self.depth + 1,
            ..self
        }
    }
}

impl<'r> Writer<'r> {
    pub(crate) fn new(draft: Draft, random: &'r mut Random) -> Self {
        let identities = [(); DEFINITIONS].map(|()| match random.below(4) {
            0 if draft >= Draft::TwentyNineteen => Identity::Anchor,
            1 if draft >= Draft::TwentyNineteen => Identity::Id,
            _ => Identity::None,
        });
        Self {
            draft,
            random,
            identities,
        }
    }

    /// A document.
    pub(crate) fn document(&mut self) -> Value {
        let mut definitions = Map::new();
        for index in 0..DEFINITIONS {
            let reach = Reach {
                first: index + 1,
                depth: 1,
                inside: false,
            };
            let mut schema = self.schema(reach);
            self.identify(index, &mut schema);
            definitions.insert(format!("d{index}"), schema);
        }
        let reach = Reach {
            first: 0,
            depth: 0,
            inside: false,
        };
        let mut root = loop {
            if let Value::Object(root) = self.schema(reach) {
                break root;
            }
        };
        // Before 2019-09 whatever stands beside a reference is not read.
        if root.contains_key("$ref") && self.draft < Draft::TwentyNineteen {
            root = Map::from_iter([("allOf".to_owned(), json!([root]))]);
        }
        root.insert("$schema".to_owned(), self.draft.uri().into());
        root.insert(self.draft.definitions().to_owned(), definitions.into());
        if self.draft >= Draft::TwentyNineteen {
            root.insert("$id".to_owned(), "http://example.com/root".into());
            self.dynamic(&mut root);
        }
        root.into()
    }

    /// The names of a definition.
    fn identify(&mut self, index: usize, schema: &mut Value) {
        let identity = self.identities[index];
        if identity == Identity::None {
            return;
        }
        if !schema.is_object() {
            *schema = json!({ "allOf": [schema] });
        }
        let Value::Object(schema) = schema else {
            return;
        };
        if identity == Identity::Anchor {
            schema.insert("$anchor".to_owned(), format!("anchor{index}").into());
        } else {
            schema.insert("$id".to_owned(), format!("resource{index}").into());
            self.dynamic(schema);
        }
    }

    /// What dynamic references of a resource lead to.
    fn dynamic(&mut self, schema: &mut Map<String, Value>) {
        let (keyword, value) = match self.draft {
            Draft::TwentyTwenty => ("$dynamicAnchor", json!("node")),
            _ => ("$recursiveAnchor", json!(!self.random.once_in(3))),
        };
        schema.insert(keyword.to_owned(), value);
    }

    fn schema(&mut self, reach: Reach) -> Value {
        if self.draft > Draft::Four && self.random.once_in(10) {
            return self.random.once_in(2).into();
        }
        let mut schema = Map::new();
        let many = if reach.depth > 3 { 1 } else { 4 };
        for _ in 0..=self.random.below(many) {
            self.keyword(reach, &mut schema);
        }
        if schema.contains_key("$ref") && self.draft < Draft::TwentyNineteen {
            schema.retain(|name, _| name == "$ref");
        }
        schema.into()
    }

    fn keyword(&mut self, reach: Reach, schema: &mut Map<String, Value>) {
        let kinds = if reach.depth > 3 { 4 } else { 10 };
        match self.random.below(kinds) {
            0 => self.types(schema),
            1 => self.values(schema),
            2 => self.numbers(schema),
            3 => self.sizes(schema),
            4 | 5 => self.properties(reach, schema),
            6 => self.items(reach, schema),
            7 => self.choices(reach, schema),
            8 => self.conditions(reach, schema),
            _ => self.references(reach, schema),
        }
    }

    fn put(&mut self, schema: &mut Map<String, Value>, name: &str, value: Value) {
        schema.insert(name.to_owned(), value);
    }

    fn types(&mut self, schema: &mut Map<String, Value>) {
        const TYPES: [&str; 7] = [
            "string", "integer", "number", "object", "array", "boolean", "null",
        ];
        let mut types: Vec<&str> = (0..=self.random.below(3))
            .map(|_| *self.random.pick(&TYPES))
            .collect();
        types.sort_unstable();
        types.dedup();
        let value = match types.as_slice() {
            [only] => json!(only),
            types => json!(types),
        };
        self.put(schema, "type", value);
    }

    fn value(&mut self) -> Value {
        let text = *self.random.pick(&VALUES);
        serde_json::from_str(text).unwrap()
    }

    fn values(&mut self, schema: &mut Map<String, Value>) {
        if self.draft > Draft::Four && self.random.once_in(3) {
            let value = self.value();
            return self.put(schema, "const", value);
        }
        let mut values: Vec<Value> = Vec::new();
        for _ in 0..=self.random.below(4) {
            let value = self.value();
            if !values.contains(&value) {
                values.push(value);
            }
        }
        self.put(schema, "enum", values.into());
    }

    fn numbers(&mut self, schema: &mut Map<String, Value>) {
        let bound = json!(*self.random.pick(&[0, 1, 2, 3, -1]));
        let flag = self.random.once_in(2);
        match (self.random.below(5), self.draft) {
            (0, _) => self.put(schema, "minimum", bound),
            (1, _) => self.put(schema, "maximum", bound),
            (2, Draft::Four) => {
                self.put(schema, "minimum", bound);
                self.put(schema, "exclusiveMinimum", flag.into());
            }
            (2, _) => self.put(schema, "exclusiveMinimum", bound),
            (3, Draft::Four) => {
                self.put(schema, "maximum", bound);
                self.put(schema, "exclusiveMaximum", flag.into());
            }
            (3, _) => self.put(schema, "exclusiveMaximum", bound),
            _ => {
                let divisor = *self.random.pick(&["1", "2", "0.5", "1.5", "2.5"]);
                let divisor = serde_json::from_str(divisor).unwrap();
                self.put(schema, "multipleOf", divisor);
            }
        }
    }

    fn sizes(&mut self, schema: &mut Map<String, Value>) {
        const SIZES: [&str; 6] = [
            "minLength",
            "maxLength",
            "minItems",
            "maxItems",
            "minProperties",
            "maxProperties",
        ];
        match self.random.below(8) {
            6 => {
                let pattern = json!(self.random.pick(&PATTERNS));
                self.put(schema, "pattern", pattern);
            }
            7 => self.put(schema, "uniqueItems", true.into()),
            size => {
                let limit = self.random.below(3);
                self.put(schema, SIZES[size], limit.into());
            }
        }
    }

    fn names(&mut self) -> Value {
        let mut names: Vec<&str> = (0..=self.random.below(2))
            .map(|_| *self.random.pick(&NAMES))
            .collect();
        names.sort_unstable();
        names.dedup();
        names.into()
    }

    /// Schemas by name, each of what it is given.
    fn by_name(&mut self, names: &[&str], reach: Reach) -> Value {
        let mut schemas = Map::new();
        for _ in 0..=self.random.below(3) {
            let name = (*self.random.pick(names)).to_owned();
            schemas.insert(name, self.schema(reach));
        }
        schemas.into()
    }

    fn properties(&mut self, reach: Reach, schema: &mut Map<String, Value>) {
        let later = self.draft >= Draft::TwentyNineteen;
        match self.random.below(9) {
            0..=2 => {
                let properties = self.by_name(&NAMES, reach.inside());
                self.put(schema, "properties", properties);
            }
            3 => {
                let properties = self.by_name(&PATTERNS, reach.inside());
                self.put(schema, "patternProperties", properties);
            }
            4 => {
                let rest = self.schema(reach.inside());
                self.put(schema, "additionalProperties", rest);
            }
            5 if self.draft > Draft::Four => {
                let names = self.schema(reach.inside());
                self.put(schema, "propertyNames", names);
            }
            6 => {
                let names = self.names();
                self.put(schema, "required", names);
            }
            7 if later => {
                let schemas = self.by_name(&NAMES, reach.beside());
                self.put(schema, "dependentSchemas", schemas);
            }
            7 => {
                let schemas = self.by_name(&NAMES, reach.beside());
                self.put(schema, "dependencies", schemas);
            }
            8 if later => {
                let rest = self.schema(reach.inside());
                self.put(schema, "unevaluatedProperties", rest);
            }
            _ => {
                let word = if later {
                    "dependentRequired"
                } else {
                    "dependencies"
                };
                let mut dependent = Map::new();
                let name = (*self.random.pick(&NAMES)).to_owned();
                dependent.insert(name, self.names());
                self.put(schema, word, dependent.into());
            }
        }
    }

    fn items(&mut self, reach: Reach, schema: &mut Map<String, Value>) {
        let later = self.draft >= Draft::TwentyNineteen;
        let reach = reach.inside();
        match self.random.below(6) {
            0 | 1 => {
                let items = self.schema(reach);
                self.put(schema, "items", items);
            }
            2 => {
                let places: Value = (0..=self.random.below(2))
                    .map(|_| self.schema(reach))
                    .collect();
                let rest = self.schema(reach);
                let (head, tail) = match self.draft {
                    Draft::TwentyTwenty => ("prefixItems", "items"),
                    _ => ("items", "additionalItems"),
                };
                self.put(schema, head, places);
                if self.random.once_in(2) {
                    self.put(schema, tail, rest);
                }
            }
            3 if self.draft > Draft::Four => {
                let item = self.schema(reach);
                self.put(schema, "contains", item);
                if later && self.random.once_in(2) {
                    let count = self.random.below(3);
                    self.put(schema, "minContains", count.into());
                }
                if later && self.random.once_in(2) {
                    let count = 1 + self.random.below(2);
                    self.put(schema, "maxContains", count.into());
                }
            }
            // Before 2020-12 the other judge has `contains` count for it, too, which was said of it only then.
            4 if self.draft == Draft::TwentyTwenty => {
                let rest = self.schema(reach);
                self.put(schema, "unevaluatedItems", rest);
            }
            _ => self.put(schema, "uniqueItems", true.into()),
        }
    }

    fn choices(&mut self, reach: Reach, schema: &mut Map<String, Value>) {
        let word = *self.random.pick(&["allOf", "anyOf", "oneOf", "not"]);
        let value = match word {
            "not" => self.schema(reach.beside()),
            _ => (0..=self.random.below(2))
                .map(|_| self.schema(reach.beside()))
                .collect(),
        };
        self.put(schema, word, value);
    }

    fn conditions(&mut self, reach: Reach, schema: &mut Map<String, Value>) {
        if self.draft < Draft::Seven {
            return self.choices(reach, schema);
        }
        for word in ["if", "then", "else"] {
            if !self.random.once_in(4) {
                let value = self.schema(reach.beside());
                self.put(schema, word, value);
            }
        }
    }

    fn references(&mut self, reach: Reach, schema: &mut Map<String, Value>) {
        let definitions = self.draft.definitions();
        if reach.inside && self.random.once_in(3) {
            match self.draft {
                Draft::TwentyTwenty => self.put(schema, "$dynamicRef", "#node".into()),
                Draft::TwentyNineteen => self.put(schema, "$recursiveRef", "#".into()),
                _ => self.put(schema, "$ref", "#".into()),
            }
            return;
        }
        let open = DEFINITIONS - reach.first.min(DEFINITIONS);
        if open > 0 {
            let index = reach.first + self.random.below(open);
            let name = match (self.identities[index], self.draft) {
                (Identity::Anchor, _) => format!("root#anchor{index}"),
                (Identity::Id, _) => format!("resource{index}"),
                (_, Draft::TwentyNineteen | Draft::TwentyTwenty) => {
                    format!("root#/{definitions}/d{index}")
                }
                _ => format!("#/{definitions}/d{index}"),
            };
            self.put(schema, "$ref", name.into());
        }
    }
}
