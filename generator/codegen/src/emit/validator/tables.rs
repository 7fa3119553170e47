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
    Additional, Array, ArrayApplicators, Choice, Condition, Contains, Dependent, Object,
    ObjectApplicators, PatternProperty, Presence, Property, SchemaLocation, Tags, Test,
    Unevaluated, Values,
};
use trueup_validator::{Json, Mixed, Node};

use super::items::{LOCATION, runtime, schema};
use super::literal::{Item, Literal};
use super::module::{self, AT, Module, Places};
use super::names::{Catalogue, Name, Scope};
use super::row::Row;
use super::table::Table;
use crate::render::HEADER;

/// The module of all tables.
const CHECKS: Item = Item {
    module: "crate",
    name: "checks",
};
const CHECK: Item = runtime("Check");
const NODE: Item = runtime("Node");

/// The modules, and the one that declares them.
pub(super) fn emit(catalogue: &Catalogue<'_>) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let mut declared = String::new();
    let same = |(a, _): &(Name, Table<'_>), (b, _): &(Name, Table<'_>)| a.module == b.module;
    for tables in catalogue.listed_tables.chunk_by(same) {
        let Some((Name { module, .. }, first)) = tables.first() else {
            continue;
        };
        let file = first.location().file;
        let printer = Printer {
            catalogue,
            module,
            file,
        };
        let tables = Module {
            title: format!("Checks of the schemas in {}.", code(file)),
            declarations: String::new(),
            file,
            places: Places::Schema,
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
pub(super) struct Printer<'c, 'a> {
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
            Table::Pattern(pattern, location) => self.pattern(pattern, location),
            Table::Regex(regex, _) => {
                runtime("Regex").call("::new", vec![Literal::text(regex.source())])
            }
        }
    }

    /// `at("Channel", 12, 3)`
    fn location(self, location: SchemaLocation<'a>) -> Literal {
        let SchemaLocation {
            name,
            file,
            line,
            column,
        } = location;
        let (name, line, column) = (
            Literal::text(name),
            Literal::plain(line),
            Literal::plain(column),
        );
        match file == self.file {
            true => AT.call("", vec![name, line, column]),
            false => LOCATION.call("::new", vec![name, Literal::text(file), line, column]),
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
            Node::Never(location) => Some(self.location(*location).reference()),
            node => Table::of(node).map(|table| self.reference(table)),
        };
        let node = NODE.call(kind, place.into_iter().collect());
        match nullable {
            true => NODE.call("::Nullable", vec![node.reference()]),
            false => node,
        }
    }

    /// `&checks::bytes::PUB_KEY`, or the table itself.
    pub(super) fn reference(self, table: Table<'a>) -> Literal {
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

    /// `Number::at(at("Channel.fee", 15, 7))`
    pub(super) fn base(self, table: &'static str, location: SchemaLocation<'a>) -> Literal {
        schema(table).call("::at", vec![self.location(location)])
    }

    fn array(self, table: &Array<'a>) -> Literal {
        let Array {
            location,
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
        .over(self.base("Array", location))
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
            location,
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
        let base = schema("Object").call(
            "::new",
            vec![self.location(location), Literal::slice(properties)],
        );
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
            applicators.map(|it| self.object_applicators(it, location)),
        )
        .number("min_properties", min_properties, &0)
        .number("max_properties", max_properties, &u64::MAX)
        .list("exclusive", groups.collect())
        .list("alternatives", alternatives.collect())
        .over(base)
    }

    fn object_applicators(
        self,
        applicators: &ObjectApplicators<'a>,
        location: SchemaLocation<'a>,
    ) -> Literal {
        let ObjectApplicators {
            patterns,
            names,
            dependent,
        } = *applicators;
        let patterns = patterns.iter().map(|entry| {
            let PatternProperty { pattern, node } = *entry;
            let pattern = self.reference(Table::Pattern(pattern, location));
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
        let Property {
            name,
            presence,
            node,
        } = *property;
        let name = Literal::text(name);
        let Some(node) = node else {
            let function = match presence {
                Presence::Optional => "mentioned",
                _ => "undeclared",
            };
            return schema(function).call("", vec![name]);
        };
        let function = match presence {
            Presence::Optional => "optional",
            Presence::Required => "required",
            Presence::ReadOnly => "read_only",
            Presence::RequiredReadOnly => "required_read_only",
            Presence::WriteOnly => "write_only",
            Presence::RequiredWriteOnly => "required_write_only",
            Presence::Absent => "absent",
        };
        schema(function).call("", vec![name, self.node(node)])
    }

    fn mixed(self, table: &Mixed<'a>) -> Literal {
        let Mixed {
            location,
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
            .over(runtime("Mixed").call("::at", vec![self.location(location)]))
    }

    fn condition(self, condition: &Condition<'a>) -> Literal {
        let Condition {
            location,
            test,
            then,
            otherwise,
        } = *condition;
        let test = match test {
            Test::Schema(node) => schema("Test").call("::Schema", vec![self.node(node)]),
            Test::Property(name) => schema("Test").call("::Property", vec![Literal::text(name)]),
        };
        let base = schema("Condition").call("::new", vec![self.location(location), test]);
        Row::new(schema("Condition"))
            .optional("then", then.map(|node| self.node(node)))
            .optional("otherwise", otherwise.map(|node| self.node(node)))
            .over(base)
    }

    fn unevaluated(self, unevaluated: &Unevaluated<'a>) -> Literal {
        let Unevaluated {
            location,
            properties,
            items,
        } = *unevaluated;
        Row::new(schema("Unevaluated"))
            .optional("properties", properties.map(|node| self.node(node)))
            .optional("items", items.map(|node| self.node(node)))
            .over(self.base("Unevaluated", location))
            .reference()
    }

    fn choice(self, choice: Choice<'a>) -> Literal {
        let Choice {
            location,
            names,
            branches,
        } = choice;
        let branches = Literal::slice(self.nodes(branches));
        let arguments = vec![self.location(location), Literal::texts(names), branches];
        schema("Choice").call("::new", arguments)
    }

    fn values(self, values: Values<'a>) -> Literal {
        let Values { location, values } = values;
        let values = Literal::slice(values.iter().map(json));
        schema("Values").call("::new", vec![self.location(location), values])
    }
}

fn tags(tags: Tags<'_>) -> Literal {
    let Tags {
        property,
        values,
        stated,
        other,
    } = tags;
    let mut arguments = vec![Literal::text(property), Literal::texts(values)];
    let Some(branches) = stated else {
        return schema("Tags").call("::new", arguments);
    };
    arguments.push(Literal::slice(branches.iter().map(Literal::plain)));
    let Some(place) = other else {
        return schema("Tags").call("::stated", arguments);
    };
    arguments.push(Literal::plain(place));
    schema("Tags").call("::stated_or", arguments)
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
