//! `checks/*.rs`: what is known about each schema, as tables for the runtime, by the file that it stands in.
//!
//! An object becomes
//!
//! ```text
//! pub(crate) static HOP_HINT: Object = Object::new(at("HopHint", 12, 3), &[
//!     optional("node_id", Node::Text(&checks::shared_bytes::PUB_KEY)),
//!     required("fee", Node::Number(&Number { integer: true, ..Number::at(at("HopHint.fee", 15, 7)) })),
//! ]);
//! ```

use std::collections::BTreeMap;

use trueup_text::markdown::code;
use trueup_validator::schema::{
    Additional, Array, ArrayApplicators, Boolean, Bound, Choice, Condition, Contains, Demand,
    Dependent, Number, Object, ObjectApplicators, PatternProperty, Property, Site, Tags, Test,
    Text, Unevaluated, Values,
};
use trueup_validator::{Class, Format, Json, Matcher, Mixed, Node, Pattern, Regex, Run};

use super::literal::{Item, Literal, Row};
use super::module::{self, AT, Module, Places};
use super::names::{Catalogue, Name, Scope};
use crate::render::HEADER;

const fn runtime(name: &'static str) -> Item {
    Item {
        module: "trueup_validator",
        name,
    }
}

const fn schema(name: &'static str) -> Item {
    Item {
        module: "trueup_validator::schema",
        name,
    }
}

/// The module of all tables.
const CHECKS: Item = Item {
    module: "crate",
    name: "checks",
};
const CHECK: Item = runtime("Check");
const NODE: Item = runtime("Node");
pub(super) const SITE: Item = schema("Site");

/// A table that nodes refer to, or that stands beside one.
#[derive(Clone, Copy, Debug)]
pub(super) enum Table<'a> {
    Boolean(&'a Boolean<'a>),
    Number(&'a Number<'a>),
    Text(&'a Text<'a>),
    Array(&'a Array<'a>),
    Object(&'a Object<'a>),
    Mixed(&'a Mixed<'a>),
    /// With the string that it is met at.
    Pattern(&'a Pattern<'a>, Site<'a>),
    /// The same.
    Regex(&'a Regex, Site<'a>),
}

/// What tells tables from each other: their kind and where they lie in memory.
pub(super) type Key = (u8, usize);

impl<'a> Table<'a> {
    /// The table of a node that is one.
    pub(super) fn of(node: Node<'a>) -> Option<Self> {
        Some(match node {
            Node::Any | Node::Never(_) | Node::Nullable(_) | Node::Recursive(_) => return None,
            Node::Boolean(table) => Self::Boolean(table),
            Node::Number(table) => Self::Number(table),
            Node::Text(table) => Self::Text(table),
            Node::Array(table) => Self::Array(table),
            Node::Object(table) => Self::Object(table),
            Node::Mixed(table) => Self::Mixed(table),
        })
    }

    pub(super) fn key(&self) -> Key {
        fn at<T>(place: &T) -> usize {
            std::ptr::from_ref(place).addr()
        }
        let address = match self {
            Self::Boolean(table) => at(*table),
            Self::Number(table) => at(*table),
            Self::Text(table) => at(*table),
            Self::Array(table) => at(*table),
            Self::Object(table) => at(*table),
            Self::Mixed(table) => at(*table),
            Self::Pattern(table, _) => at(*table),
            Self::Regex(table, _) => at(*table),
        };
        (self.rank(), address)
    }

    /// Where it stands in the order of tables of one name.
    pub(super) fn rank(&self) -> u8 {
        match self {
            Self::Mixed(_) => 0,
            Self::Object(_) => 1,
            Self::Array(_) => 2,
            Self::Text(..) => 3,
            Self::Number(_) => 4,
            Self::Boolean(_) => 5,
            Self::Pattern(..) => 6,
            Self::Regex(..) => 7,
        }
    }

    /// What its name is made of, and the word that tells it from another table of that name.
    pub(super) fn title(&self) -> (String, &'static str) {
        let name = self.site().name;
        match self {
            Self::Mixed(_) => (name.to_owned(), "mixed"),
            Self::Object(_) => (name.to_owned(), "object"),
            Self::Array(_) => (name.to_owned(), "array"),
            Self::Text(_) => (name.to_owned(), "text"),
            Self::Number(_) => (name.to_owned(), "number"),
            Self::Boolean(_) => (name.to_owned(), "boolean"),
            Self::Pattern(..) => (format!("{name} pattern"), ""),
            Self::Regex(..) => (format!("{name} regex"), ""),
        }
    }

    pub(super) fn site(&self) -> Site<'a> {
        match self {
            Self::Boolean(table) => table.site,
            Self::Number(table) => table.site,
            Self::Text(table) => table.site,
            Self::Array(table) => table.site,
            Self::Object(table) => table.site,
            Self::Mixed(table) => table.site,
            Self::Pattern(_, site) | Self::Regex(_, site) => *site,
        }
    }

    /// Whether it is about values that hold no others.
    pub(super) fn is_scalar(&self) -> bool {
        matches!(self, Self::Boolean(_) | Self::Number(_) | Self::Text(_))
    }

    /// The nodes that it refers to.
    pub(super) fn nodes(&self) -> Vec<Node<'a>> {
        match self {
            Self::Array(array) => {
                let applicators = array.applicators.iter();
                let inside = applicators.flat_map(|it| {
                    let contains = it.contains.iter().map(|contains| &contains.node);
                    it.prefix.iter().chain(contains)
                });
                std::iter::once(&array.items)
                    .chain(inside)
                    .copied()
                    .collect()
            }
            Self::Object(object) => {
                let mut nodes: Vec<_> = object.properties.iter().filter_map(|it| it.node).collect();
                if let Additional::Each(node) = object.additional {
                    nodes.push(node);
                }
                if let Some(applicators) = object.applicators {
                    nodes.extend(applicators.patterns.iter().map(|it| it.node));
                    nodes.extend(applicators.names);
                }
                nodes
            }
            Self::Mixed(mixed) => {
                let choices = mixed.any_of.iter().chain(&mixed.one_of);
                let branches = choices.flat_map(|choice| choice.branches);
                let parts = mixed.all_of.iter().chain(branches).chain(mixed.own);
                let mut nodes: Vec<_> = parts.chain(&mixed.not).copied().collect();
                for condition in mixed.conditions {
                    if let Test::Schema(node) = condition.test {
                        nodes.push(node);
                    }
                    nodes.extend(condition.then);
                    nodes.extend(condition.otherwise);
                }
                if let Some(unevaluated) = mixed.unevaluated {
                    nodes.extend(unevaluated.properties);
                    nodes.extend(unevaluated.items);
                }
                nodes
            }
            _ => Vec::new(),
        }
    }

    /// The tables beside it.
    pub(super) fn beside(&self) -> Vec<Table<'a>> {
        match self {
            Self::Text(text) => {
                let pattern = text.pattern.map(|it| Self::Pattern(it, text.site));
                pattern.into_iter().collect()
            }
            Self::Object(object) => {
                let patterns = object.applicators.iter().flat_map(|it| it.patterns);
                patterns
                    .map(|it| Self::Pattern(it.pattern, object.site))
                    .collect()
            }
            Self::Pattern(pattern, site) => match pattern.matcher {
                Matcher::Regex(regex) => vec![Self::Regex(regex, *site)],
                Matcher::Whole(_) | Matcher::Prefix(_) | Matcher::Undecided => Vec::new(),
            },
            _ => Vec::new(),
        }
    }
}

/// The modules, and the one that declares them.
pub(super) fn emit(catalogue: &Catalogue<'_>) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let mut declared = String::new();
    let same = |(a, _): &(Name, Table<'_>), (b, _): &(Name, Table<'_>)| a.module == b.module;
    for tables in catalogue.listed_tables.chunk_by(same) {
        let Some((Name { module, .. }, first)) = tables.first() else {
            continue;
        };
        let file = first.site().file;
        let printer = Printer {
            catalogue,
            module,
            file,
        };
        let tables = Module {
            title: format!("Checks of the schemas in {}.", code(file)),
            declarations: String::new(),
            file,
            places: Places::Site,
            tables: tables
                .iter()
                .map(|(name, table)| printer.item(name, *table))
                .collect(),
        };
        declared.push_str(&format!("#[rustfmt::skip]\npub(crate) mod {module};\n"));
        files.extend(tables.files(&format!("src/checks/{module}"), &Scope::default()));
    }
    files.insert(
        "src/checks.rs".to_owned(),
        format!("// {HEADER}\n\n//! The check of each schema, by the file that it stands in.\n\n{declared}"),
    );
    files
}

/// The literal of a check, seen from a module of another kind; `None` for one that asks nothing.
pub(super) fn check<'a>(catalogue: &Catalogue<'a>, node: Node<'a>) -> Option<Literal> {
    let printer = Printer {
        catalogue,
        module: "",
        file: "",
    };
    match catalogue.resolved(node) {
        (_, Node::Any) => None,
        _ => Some(CHECK.call("::new", vec![printer.node(node)])),
    }
}

/// Prints the tables of a module.
#[derive(Clone, Copy)]
struct Printer<'c, 'a> {
    catalogue: &'c Catalogue<'a>,
    module: &'c str,
    file: &'a str,
}

impl<'a> Printer<'_, 'a> {
    fn item(self, name: &Name, table: Table<'a>) -> module::Table {
        let ty = match table {
            Table::Boolean(_) => schema("Boolean"),
            Table::Number(_) => schema("Number"),
            Table::Text(_) => schema("Text"),
            Table::Array(_) => schema("Array"),
            Table::Object(_) => schema("Object"),
            Table::Mixed(_) => runtime("Mixed"),
            Table::Pattern(..) => runtime("Pattern"),
            Table::Regex(..) => runtime("Regex"),
        };
        module::Table {
            documentation: String::new(),
            visibility: "pub(crate) ",
            name: name.ident.clone(),
            ty: ty.path(""),
            value: self.table(table),
        }
    }

    fn table(self, table: Table<'a>) -> Literal {
        match table {
            Table::Boolean(table) => self.boolean(table),
            Table::Number(table) => self.number(table),
            Table::Text(table) => self.text(table),
            Table::Array(table) => self.array(table),
            Table::Object(table) => self.object(table),
            Table::Mixed(table) => self.mixed(table),
            Table::Pattern(pattern, site) => self.pattern(pattern, site),
            Table::Regex(regex, _) => {
                runtime("Regex").call("::new", vec![Literal::text(regex.source())])
            }
        }
    }

    /// `at("Channel", 12, 3)`
    fn site(self, site: Site<'a>) -> Literal {
        let Site {
            name,
            file,
            line,
            column,
        } = site;
        let (name, line, column) = (
            Literal::text(name),
            Literal::plain(line),
            Literal::plain(column),
        );
        match file == self.file {
            true => AT.call("", vec![name, line, column]),
            false => SITE.call("::new", vec![name, Literal::text(file), line, column]),
        }
    }

    /// `Node::Text(&PUB_KEY)`
    fn node(self, node: Node<'a>) -> Literal {
        let (nullable, node) = self.catalogue.resolved(node);
        let kind = match node {
            Node::Any | Node::Nullable(_) | Node::Recursive(_) => return NODE.path("::Any"),
            Node::Never(_) => "::Never",
            Node::Boolean(_) => "::Boolean",
            Node::Number(_) => "::Number",
            Node::Text(_) => "::Text",
            Node::Array(_) => "::Array",
            Node::Object(_) => "::Object",
            Node::Mixed(_) => "::Mixed",
        };
        let place = match node {
            Node::Never(site) => Some(self.site(*site).reference()),
            node => Table::of(node).map(|table| self.reference(table)),
        };
        let node = NODE.call(kind, place.into_iter().collect());
        match nullable {
            true => NODE.call("::Nullable", vec![node.reference()]),
            false => node,
        }
    }

    /// `&checks::bytes::PUB_KEY`, or the table itself.
    fn reference(self, table: Table<'a>) -> Literal {
        let literal = match self.catalogue.table(table) {
            None => self.table(table),
            Some(name) if name.module == self.module => Literal::plain(&name.ident),
            Some(Name { module, ident }) => CHECKS.path(&format!("::{module}::{ident}")),
        };
        literal.reference()
    }

    fn nodes(self, nodes: &[Node<'a>]) -> Vec<Literal> {
        nodes.iter().map(|node| self.node(*node)).collect()
    }

    fn boolean(self, table: &Boolean<'a>) -> Literal {
        let Boolean { site, nullable } = *table;
        Row::new(schema("Boolean"))
            .flag("nullable", nullable)
            .over(self.base("Boolean", site))
    }

    /// `Number::at(at("Channel.fee", 15, 7))`
    fn base(self, table: &'static str, site: Site<'a>) -> Literal {
        schema(table).call("::at", vec![self.site(site)])
    }

    fn number(self, table: &Number<'a>) -> Literal {
        let Number {
            site,
            nullable,
            integer,
            integer_by_value,
            sure,
            format,
            minimum,
            maximum,
            multiple_of,
        } = *table;
        let base = Number::at(site);
        let sure = (sure != base.sure).then(|| Literal::Tuple(vec![limit(sure.0), limit(sure.1)]));
        let mut row = Row::new(schema("Number"))
            .flag("nullable", nullable)
            .flag("integer", integer)
            .flag("integer_by_value", integer_by_value);
        if let Some(sure) = sure {
            row = row.with("sure", sure);
        }
        row.optional("format", format.map(self::format))
            .optional("minimum", minimum.map(bound))
            .optional("maximum", maximum.map(bound))
            .optional("multiple_of", multiple_of.map(Literal::text))
            .over(self.base("Number", site))
    }

    fn text(self, table: &Text<'a>) -> Literal {
        let Text {
            site,
            nullable,
            sensitive,
            numbers,
            zero,
            format,
            pattern,
            min_length,
            max_length,
            values,
        } = *table;
        let pattern = pattern.map(|pattern| self.reference(Table::Pattern(pattern, site)));
        Row::new(schema("Text"))
            .flag("nullable", nullable)
            .flag("sensitive", sensitive)
            .flag("numbers", numbers)
            .optional("zero", zero.map(Literal::text))
            .optional("format", format.map(self::format))
            .optional("pattern", pattern)
            .number("min_length", min_length, &0)
            .number("max_length", max_length, &u64::MAX)
            .list(
                "values",
                values.iter().map(|value| Literal::text(value)).collect(),
            )
            .over(self.base("Text", site))
    }

    fn array(self, table: &Array<'a>) -> Literal {
        let Array {
            site,
            nullable,
            items,
            applicators,
            min_items,
            max_items,
            unique,
        } = *table;
        let mut row = Row::new(schema("Array")).flag("nullable", nullable);
        if !matches!(self.catalogue.resolved(items), (_, Node::Any)) {
            row = row.with("items", self.node(items));
        }
        row.optional(
            "applicators",
            applicators.map(|it| self.array_applicators(it)),
        )
        .number("min_items", min_items, &0)
        .number("max_items", max_items, &u64::MAX)
        .flag("unique", unique)
        .over(self.base("Array", site))
    }

    fn array_applicators(self, applicators: &ArrayApplicators<'a>) -> Literal {
        let ArrayApplicators {
            prefix,
            open,
            contains,
        } = *applicators;
        Row::new(schema("ArrayApplicators"))
            .list("prefix", self.nodes(prefix))
            .flag("open", open)
            .optional("contains", contains.map(|contains| self.contains(contains)))
            .over(schema("ArrayApplicators").path("::NONE"))
            .reference()
    }

    fn contains(self, contains: Contains<'a>) -> Literal {
        let Contains {
            node,
            least,
            most,
            evaluates,
        } = contains;
        let mut row = Row::new(schema("Contains"))
            .number("least", least, &1)
            .number("most", most, &u64::MAX);
        if !evaluates {
            row = row.with("evaluates", Literal::plain(false));
        }
        row.over(schema("Contains").call("::new", vec![self.node(node)]))
    }

    fn object(self, table: &Object<'a>) -> Literal {
        let Object {
            site,
            nullable,
            properties,
            additional,
            applicators,
            min_properties,
            max_properties,
            exclusive,
            alternatives,
            // They follow from the properties.
            required: _,
            unwanted: _,
        } = *table;
        let additional = match additional {
            Additional::Unsaid => None,
            Additional::Allowed => Some(schema("Additional").path("::Allowed")),
            Additional::Forbidden => Some(schema("Additional").path("::Forbidden")),
            Additional::Each(node) => {
                Some(schema("Additional").call("::Each", vec![self.node(node)]))
            }
        };
        let properties = properties.iter().map(|property| self.property(property));
        let base =
            schema("Object").call("::new", vec![self.site(site), Literal::slice(properties)]);
        let mut row = Row::new(schema("Object")).flag("nullable", nullable);
        if let Some(additional) = additional {
            row = row.with("additional", additional);
        }
        let indices = |list: &&[u32]| Literal::slice(list.iter().map(Literal::plain));
        let groups = exclusive.iter().map(indices);
        let alternatives = alternatives
            .iter()
            .map(|lists| Literal::slice(lists.iter().map(indices)));
        row.optional(
            "applicators",
            applicators.map(|it| self.object_applicators(it, site)),
        )
        .number("min_properties", min_properties, &0)
        .number("max_properties", max_properties, &u64::MAX)
        .list("exclusive", groups.collect())
        .list("alternatives", alternatives.collect())
        .over(base)
    }

    fn object_applicators(self, applicators: &ObjectApplicators<'a>, site: Site<'a>) -> Literal {
        let ObjectApplicators {
            patterns,
            names,
            dependent,
        } = *applicators;
        let patterns = patterns.iter().map(|entry| {
            let PatternProperty { pattern, node } = *entry;
            let pattern = self.reference(Table::Pattern(pattern, site));
            schema("PatternProperty").call("::new", vec![pattern, self.node(node)])
        });
        let dependent = dependent.iter().map(|entry| {
            let Dependent { property, needs } = *entry;
            let needs = Literal::slice(needs.iter().map(Literal::plain));
            schema("Dependent").call("::new", vec![Literal::plain(property), needs])
        });
        Row::new(schema("ObjectApplicators"))
            .list("patterns", patterns.collect())
            .optional("names", names.map(|names| self.node(names)))
            .list("dependent", dependent.collect())
            .over(schema("ObjectApplicators").path("::NONE"))
            .reference()
    }

    /// `optional("fee", Node::Any)`
    fn property(self, property: &Property<'a>) -> Literal {
        let Property { name, demand, node } = *property;
        let name = Literal::text(name);
        let Some(node) = node else {
            let function = match demand {
                Demand::Optional => "mentioned",
                _ => "undeclared",
            };
            return schema(function).call("", vec![name]);
        };
        let function = match demand {
            Demand::Optional => "optional",
            Demand::Required => "required",
            Demand::ReadOnly => "read_only",
            Demand::RequiredReadOnly => "required_read_only",
            Demand::WriteOnly => "write_only",
            Demand::RequiredWriteOnly => "required_write_only",
            Demand::Absent => "absent",
        };
        schema(function).call("", vec![name, self.node(node)])
    }

    fn mixed(self, table: &Mixed<'a>) -> Literal {
        let Mixed {
            site,
            values,
            all_of,
            any_of,
            one_of,
            tags,
            not,
            conditions,
            unevaluated,
            own,
            typed,
        } = *table;
        let conditions = conditions.iter().map(|it| self.condition(it));
        Row::new(runtime("Mixed"))
            .optional("values", values.map(|values| self.values(values)))
            .list("all_of", self.nodes(all_of))
            .optional("any_of", any_of.map(|choice| self.choice(choice)))
            .optional("one_of", one_of.map(|choice| self.choice(choice)))
            .optional("tags", tags.map(self::tags))
            .optional("not", not.map(|node| self.node(node)))
            .list("conditions", conditions.collect())
            .optional("unevaluated", unevaluated.map(|it| self.unevaluated(it)))
            .list("own", self.nodes(own))
            .flag("typed", typed)
            .over(runtime("Mixed").call("::at", vec![self.site(site)]))
    }

    fn condition(self, condition: &Condition<'a>) -> Literal {
        let Condition {
            site,
            test,
            then,
            otherwise,
        } = *condition;
        let test = match test {
            Test::Schema(node) => schema("Test").call("::Schema", vec![self.node(node)]),
            Test::Property(name) => schema("Test").call("::Property", vec![Literal::text(name)]),
        };
        let base = schema("Condition").call("::new", vec![self.site(site), test]);
        Row::new(schema("Condition"))
            .optional("then", then.map(|node| self.node(node)))
            .optional("otherwise", otherwise.map(|node| self.node(node)))
            .over(base)
    }

    fn unevaluated(self, unevaluated: &Unevaluated<'a>) -> Literal {
        let Unevaluated {
            site,
            properties,
            items,
        } = *unevaluated;
        Row::new(schema("Unevaluated"))
            .optional("properties", properties.map(|node| self.node(node)))
            .optional("items", items.map(|node| self.node(node)))
            .over(self.base("Unevaluated", site))
            .reference()
    }

    fn choice(self, choice: Choice<'a>) -> Literal {
        let Choice {
            site,
            names,
            branches,
        } = choice;
        let branches = Literal::slice(self.nodes(branches));
        let arguments = vec![self.site(site), Literal::texts(names), branches];
        schema("Choice").call("::new", arguments)
    }

    fn values(self, values: Values<'a>) -> Literal {
        let Values { site, values } = values;
        let values = Literal::slice(values.iter().map(json));
        schema("Values").call("::new", vec![self.site(site), values])
    }

    fn pattern(self, pattern: &Pattern<'a>, site: Site<'a>) -> Literal {
        let Pattern { source, matcher } = *pattern;
        let kind = runtime("Matcher");
        let runs = |runs: &[Run<'_>]| vec![Literal::slice(runs.iter().map(run))];
        let matcher = match matcher {
            Matcher::Whole(whole) => kind.call("::Whole", runs(whole)),
            Matcher::Prefix(prefix) => kind.call("::Prefix", runs(prefix)),
            Matcher::Regex(regex) => {
                kind.call("::Regex", vec![self.reference(Table::Regex(regex, site))])
            }
            Matcher::Undecided => kind.path("::Undecided"),
        };
        runtime("Pattern").call("::new", vec![Literal::text(source), matcher])
    }
}

fn limit(value: i64) -> Literal {
    Literal::Plain(match value {
        i64::MIN => "i64::MIN".to_owned(),
        i64::MAX => "i64::MAX".to_owned(),
        value => value.to_string(),
    })
}

/// The variant of a format is what `Debug` shows.
fn format(format: Format) -> Literal {
    runtime("Format").path(&format!("::{format:?}"))
}

fn bound(bound: Bound<'_>) -> Literal {
    let Bound { value, exclusive } = bound;
    let base = schema("Bound").call("::new", vec![Literal::text(value)]);
    Row::new(schema("Bound"))
        .flag("exclusive", exclusive)
        .over(base)
}

fn tags(tags: Tags<'_>) -> Literal {
    let Tags { property, values } = tags;
    let arguments = vec![Literal::text(property), Literal::texts(values)];
    schema("Tags").call("::new", arguments)
}

fn run(run: &Run<'_>) -> Literal {
    let Run { class, least, most } = *run;
    let most = match most {
        u32::MAX => "u32::MAX".to_owned(),
        most => most.to_string(),
    };
    let arguments = vec![
        self::class(class),
        Literal::plain(least),
        Literal::plain(most),
    ];
    runtime("Run").call("::new", arguments)
}

fn class(class: Class<'_>) -> Literal {
    let item = runtime("Class");
    match class {
        Class::Hex => item.path("::Hex"),
        Class::LowerHex => item.path("::LowerHex"),
        Class::Digit => item.path("::Digit"),
        Class::Base64 => item.path("::Base64"),
        Class::Base64Url => item.path("::Base64Url"),
        Class::Only(byte) => item.call("::Only", vec![Literal::plain(byte)]),
        Class::Set([low, high]) => item.path(&format!("::Set([{low:#x}, {high:#x}])")),
        Class::Ranges(ranges) => {
            let ranges = ranges.iter().map(|(first, last)| {
                let character = |it: &char| Literal::plain(format!("{it:?}"));
                Literal::Tuple(vec![character(first), character(last)])
            });
            item.call("::Ranges", vec![Literal::slice(ranges)])
        }
    }
}

/// A value of a description. The reader of descriptions has bounded how deep it is.
fn json(value: &Json<'_>) -> Literal {
    let item = runtime("Json");
    match value {
        Json::Null => item.path("::Null"),
        Json::Boolean(value) => item.call("::Boolean", vec![Literal::plain(value)]),
        Json::Number(text) => item.call("::Number", vec![Literal::text(text)]),
        Json::Text(text) => item.call("::Text", vec![Literal::text(text)]),
        Json::Array(items) => item.call("::Array", vec![Literal::slice(items.iter().map(json))]),
        Json::Object(members) => {
            let member = |(name, value): &(&str, Json<'_>)| {
                Literal::Tuple(vec![Literal::text(name), json(value)])
            };
            item.call("::Object", vec![Literal::slice(members.iter().map(member))])
        }
    }
}
