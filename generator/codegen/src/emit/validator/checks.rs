//! `checks/*.rs`: a static and a function for each schema, by the YAML file that it stands in.
//!
//! An object becomes
//!
//! ```text
//! static HOP_HINT: Object = Object::new(
//!     at("HopHint", 12, 3),
//!     &[optional("node_id", Node::Any), required("fee", Node::Any)],
//! );
//! pub(crate) fn hop_hint(c: &mut Checker<'_>) {
//!     let Some(mut members) = c.object(&HOP_HINT) else { return };
//!     while let Some(index) = members.next(c) {
//!         match index {
//!             0 => c.text(&super::shared_bytes::PUB_KEY),
//!             1 => c.number(&HOP_HINT_FEE),
//!             _ => members.other(c),
//!         }
//!     }
//!     members.end(c);
//! }
//! ```

use std::collections::BTreeMap;

use super::ValidatorEmission;
use super::needs::Needs;
use super::scalars::{number, text};
use super::tables::{array, json, object};
use crate::render::{HEADER, import, mentioned, tokens};
use trueup_description::ir::schema::{Additional, Condition, JsonType, SchemaId, Test};
use trueup_registry::rule::{Mixed, ObjectRule, Rule, rule};
use trueup_text::markdown::code;

/// The modules, and the one that declares them.
pub(super) fn emit(emission: &ValidatorEmission<'_>, needs: &Needs) -> BTreeMap<String, String> {
    let mut modules: BTreeMap<&str, Module<'_>> = BTreeMap::new();
    let mut names: Vec<_> = emission
        .names
        .iter()
        .filter(|(id, _)| needs.any(*id))
        .collect();
    names.sort_by(|(_, a), (_, b)| (&a.module, &a.function).cmp(&(&b.module, &b.function)));
    for (id, name) in names {
        let module = modules.entry(&name.module).or_insert_with(|| Module {
            emission,
            needs,
            name: &name.module,
            text: String::new(),
        });
        module.schema(id);
    }
    let mut files = BTreeMap::new();
    let declared: String = modules
        .iter()
        .filter(|(_, module)| !module.text.is_empty())
        .map(|(name, _)| format!("#[rustfmt::skip]\npub(crate) mod {name};\n"))
        .collect();
    files.insert("src/checks.rs".to_owned(), format!("// {HEADER}\n\n//! The check of each schema, by the file that it stands in.\n\n{declared}"));
    for (name, module) in modules {
        if !module.text.is_empty() {
            files.insert(format!("src/checks/{name}.rs"), module.finish());
        }
    }
    files
}

/// Names of the runtime.
const RUNTIME: &[&str] = &[
    "Checker", "Class", "Format", "Json", "Kind", "Matcher", "Node", "Pattern", "Regex", "Run",
];

/// The same of what describes schemas.
const SCHEMA: &[&str] = &[
    "Additional",
    "Array",
    "Boolean",
    "Bound",
    "Choice",
    "Condition",
    "Number",
    "Object",
    "Site",
    "Test",
    "Text",
    "Values",
    "absent",
    "optional",
    "read_only",
    "required",
    "required_read_only",
    "required_write_only",
    "write_only",
];

struct Module<'a> {
    emission: &'a ValidatorEmission<'a>,
    needs: &'a Needs,
    name: &'a str,
    text: String,
}

impl Module<'_> {
    fn finish(self) -> String {
        let file = self.file();
        let at = format!(
            "const fn at(name: &'static str, line: u32, column: u32) -> Site<'static> {{\n    Site {{ name, file: {file:?}, line, column }}\n}}\n"
        );
        let used = !mentioned(&tokens(&self.text), &["at"]).is_empty();
        let at = if used {
            format!("\n{at}")
        } else {
            String::new()
        };
        let text = format!("{at}{}", self.text);
        let runtime = import("trueup_validator", RUNTIME, &text);
        let schema = import("trueup_validator::schema", SCHEMA, &text);
        format!(
            "// {HEADER}\n\n//! Checks of the schemas in {}.\n\n{runtime}{schema}{text}",
            code(&file)
        )
    }

    fn file(&self) -> String {
        let sources = self.emission.sources;
        let named = self
            .emission
            .names
            .iter()
            .find(|(_, name)| name.module == self.name);
        named.map_or_else(String::new, |(id, _)| {
            sources
                .shown(self.emission.api.schemas.get(id).origin.file)
                .to_owned()
        })
    }

    fn rule(&self, id: SchemaId) -> Rule<'_> {
        rule(&self.emission.api.schemas, id)
    }

    /// `at("Channel", 12, 3)`
    fn site(&self, id: SchemaId, part: &str) -> String {
        let title = format!("{}{part}", self.emission.names.get(id).title);
        let start = self.emission.api.schemas.get(id).origin.span.start;
        format!("at({title:?}, {}, {})", start.line, start.column)
    }

    fn schema(&mut self, id: SchemaId) {
        let name = self.emission.names.get(id).clone();
        let emission = self.emission;
        let body = self.item(id, &rule(&emission.api.schemas, id), &name.constant, "");
        if self.needs.function(&emission.api.schemas, id) {
            self.text.push_str(&format!(
                "pub(crate) fn {}(c: &mut Checker<'_>) {{\n{body}}}\n",
                name.function
            ));
        }
    }

    /// Emits the statics of a rule, and gives the statements that check a value by it.
    fn item(&mut self, id: SchemaId, rule: &Rule<'_>, constant: &str, part: &str) -> String {
        let site = self.site(id, part);
        match rule {
            Rule::Anything | Rule::Same(_) => String::new(),
            Rule::Nothing => format!("    c.not(&{site}, Node::Any);\n    c.pass();\n"),
            Rule::OrNull(inner) => format!("    c.nullable({});\n", self.node(*inner)),
            Rule::Boolean { nullable } => {
                let item = format!(
                    "static {constant}: Boolean = Boolean {{ site: {site}, nullable: {nullable} }};\n"
                );
                self.push_static(&item);
                format!("    c.boolean(&{constant});\n")
            }
            Rule::Number(rule) => {
                self.push_static(&number(constant, &site, rule));
                format!("    c.number(&{constant});\n")
            }
            Rule::Text(rule) => {
                self.push_static(&text(&self.emission.patterns, constant, &site, rule));
                format!("    c.text(&{constant});\n")
            }
            Rule::Array(rule) => {
                let items = rule
                    .items
                    .filter(|_| rule.rules.prefix.is_empty())
                    .map(|items| self.node(items));
                self.push_static(&array(constant, &site, rule, items));
                format!("    c.array(&{constant});\n")
            }
            Rule::Object(rule) => {
                let each = match rule.additional {
                    Additional::Schema(id) => Some(self.node(id)),
                    _ => None,
                };
                self.push_static(&object(constant, &site, rule, each));
                self.members(rule, constant)
            }
            Rule::Mixed(mixed) => self.mixed(id, mixed, constant),
        }
    }

    fn push_static(&mut self, item: &str) {
        self.text.push('\n');
        self.text
            .push_str(&item.replace("\nstatic ", "\npub(crate) static ").replacen(
                "static ",
                "pub(crate) static ",
                usize::from(item.starts_with("static ")),
            ));
    }

    fn members(&self, rule: &ObjectRule<'_>, constant: &str) -> String {
        let rest = match rule.additional {
            Additional::Schema(id) if rule.properties.is_empty() => {
                let _ = id;
                return format!("    c.members(&{constant});\n");
            }
            Additional::Schema(id) => self.call(id),
            _ => "members.other(c)".to_owned(),
        };
        let arms: String = rule
            .properties
            .iter()
            .enumerate()
            .filter_map(|(index, property)| {
                Some(format!(
                    "            {index} => {},\n",
                    self.call(property.schema?)
                ))
            })
            .collect();
        let body = if arms.is_empty() {
            format!("        {rest};\n")
        } else {
            format!("        match index {{\n{arms}            _ => {rest},\n        }}\n")
        };
        let binding = if arms.is_empty() { "_" } else { "index" };
        let condition = if arms.is_empty() {
            "while members.next(c).is_some()".to_owned()
        } else {
            format!("while let Some({binding}) = members.next(c)")
        };
        format!(
            "    let Some(mut members) = c.object(&{constant}) else {{ return }};\n    {condition} {{\n{body}    }}\n    members.end(c);\n"
        )
    }

    /// The expression that checks the next value.
    fn call(&self, id: SchemaId) -> String {
        match self.rule(id) {
            Rule::Same(inner) => self.call(inner),
            Rule::Anything => "c.any()".to_owned(),
            Rule::Boolean { .. } => format!("c.boolean(&{})", self.constant(id)),
            Rule::Number(_) => format!("c.number(&{})", self.constant(id)),
            Rule::Text(_) => format!("c.text(&{})", self.constant(id)),
            Rule::Array(_) => format!("c.array(&{})", self.constant(id)),
            Rule::Nothing | Rule::Object(_) | Rule::Mixed(_) | Rule::OrNull(_) => {
                format!("{}(c)", self.function(id))
            }
        }
    }

    /// The node of a schema: its function.
    fn node(&self, id: SchemaId) -> String {
        match self.rule(id) {
            Rule::Same(inner) => self.node(inner),
            Rule::Anything => "Node::Any".to_owned(),
            _ => format!("Node::Compiled({})", self.function(id)),
        }
    }

    /// The path of the function of a schema.
    fn function(&self, id: SchemaId) -> String {
        let name = self.emission.names.get(id);
        self.path(&name.module, &name.function)
    }

    fn constant(&self, id: SchemaId) -> String {
        let name = self.emission.names.get(id);
        self.path(&name.module, &name.constant)
    }

    fn path(&self, module: &str, item: &str) -> String {
        if module == self.name {
            item.to_owned()
        } else {
            format!("super::{module}::{item}")
        }
    }

    fn mixed(&mut self, id: SchemaId, mixed: &Mixed<'_>, constant: &str) -> String {
        let mut body = String::new();
        let site = self.site(id, "");
        let objects = mixed.own.iter().any(|own| matches!(own, Rule::Object(_)));
        let shares = mixed.all_of.len() > 1 || objects || !mixed.conditions.is_empty();
        if shares {
            body.push_str("    c.share();\n");
        }
        if let Some(values) = mixed.values {
            let values: Vec<_> = values.iter().map(json).collect();
            let item = format!(
                "static {constant}__VALUES: Values = Values {{ site: {site}, values: &[{}] }};\n",
                values.join(", ")
            );
            self.push_static(&item);
            body.push_str(&format!("    c.values(&{constant}__VALUES);\n"));
        }
        for &part in mixed.all_of {
            body.push_str(&format!("    c.also({});\n", self.node(part)));
        }
        body.push_str(&self.choice(
            "any_of",
            mixed.any_of,
            &format!("{constant}__ANY_OF"),
            &site,
        ));
        let one_of = self.choice(
            "one_of",
            mixed.one_of,
            &format!("{constant}__ONE_OF"),
            &site,
        );
        body.push_str(&self.tagged(mixed, one_of));
        if let Some(not) = mixed.not {
            body.push_str(&format!("    c.not(&{site}, {});\n", self.node(not)));
        }
        for (index, condition) in mixed.conditions.iter().enumerate() {
            body.push_str(&self.condition(condition, &format!("{constant}__IF_{index}"), &site));
        }
        if shares {
            body.push_str("    c.share();\n");
        }
        body.push_str(&self.own(id, mixed, constant));
        match mixed.nullable {
            true => format!("    c.nullable(Node::Compiled(|c| {{\n{body}    }}));\n"),
            false => body,
        }
    }

    fn condition(&mut self, condition: &Condition, constant: &str, site: &str) -> String {
        let test = match &condition.test {
            Test::Schema(id) => format!("Schema({})", self.node(*id)),
            Test::Property(name) => format!("Property({name:?})"),
        };
        let part = |id: Option<SchemaId>| match id {
            Some(id) => format!("Some({})", self.node(id)),
            None => "None".to_owned(),
        };
        let (then, otherwise) = (part(condition.then), part(condition.otherwise));
        self.push_static(&format!(
            "static {constant}: Condition = Condition {{ site: {site}, test: Test::{test}, then: {then}, otherwise: {otherwise} }};\n"
        ));
        format!("    c.condition(&{constant});\n")
    }

    fn choice(
        &mut self,
        method: &str,
        branches: &[SchemaId],
        constant: &str,
        site: &str,
    ) -> String {
        if branches.is_empty() {
            return String::new();
        }
        let names: Vec<_> = branches.iter().map(|&id| self.branch_name(id)).collect();
        let nodes: Vec<_> = branches.iter().map(|&id| self.node(id)).collect();
        self.push_static(&format!(
            "static {constant}: Choice = Choice {{ site: {site}, names: &{names:?}, branches: &[{}] }};\n",
            nodes.join(", ")
        ));
        format!("    c.{method}(&{constant});\n")
    }

    /// A branch as messages call it: by its name, else by its type.
    fn branch_name(&self, id: SchemaId) -> String {
        let schemas = &self.emission.api.schemas;
        let target = schemas.unwrapped(id);
        match (
            &schemas.get(target).name,
            schemas.get(target).assertions.kind,
        ) {
            (None, Some(kind)) => type_name(kind).to_owned(),
            _ => self.emission.names.get(target).title.clone(),
        }
    }

    /// A `oneOf` whose branches a property tells apart: its value first, all branches only where it is of no
    /// help.
    fn tagged(&self, mixed: &Mixed<'_>, one_of: String) -> String {
        let Some((property, tags)) = &mixed.tags else {
            return one_of;
        };
        let alone = mixed.is_only_one_of();
        let method = |branch| match alone {
            true => self.call(branch),
            false => format!("c.also({})", self.node(branch)),
        };
        let arms: String = tags
            .iter()
            .map(|(value, branch)| format!("        Some({value:?}) => {},\n", method(*branch)))
            .collect();
        let pass = if alone { "            c.pass();\n" } else { "" };
        format!(
            "    match c.tag({property:?}).as_deref() {{\n{arms}        _ => {{\n        {one_of}{pass}        }}\n    }}\n"
        )
    }

    /// What passes the value in the end.
    fn own(&mut self, id: SchemaId, mixed: &Mixed<'_>, constant: &str) -> String {
        match mixed.own.as_slice() {
            [] if mixed.tags.is_some() && mixed.is_only_one_of() => String::new(),
            [] => "    c.pass();\n".to_owned(),
            [only] if mixed.only => self.item(id, only, constant, ""),
            several => {
                let arms: String = several
                    .iter()
                    .map(|own| {
                        let (kind, suffix) = match own {
                            Rule::Number(_) => ("Number", "NUMBER"),
                            Rule::Text(_) => ("Text", "TEXT"),
                            Rule::Array(_) => ("Array", "ARRAY"),
                            _ => ("Object", "OBJECT"),
                        };
                        let body = self.item(id, own, &format!("{constant}__{suffix}"), "");
                        let body: String = body
                            .lines()
                            .map(|line| format!("        {line}\n"))
                            .collect();
                        format!("        Some(Kind::{kind}) => {{\n{body}        }}\n")
                    })
                    .collect();
                format!("    match c.kind() {{\n{arms}        _ => c.pass(),\n    }}\n")
            }
        }
    }
}

/// A type as descriptions write it.
fn type_name(kind: JsonType) -> &'static str {
    match kind {
        JsonType::String => "string",
        JsonType::Number => "number",
        JsonType::Integer => "integer",
        JsonType::Boolean => "boolean",
        JsonType::Array => "array",
        JsonType::Object => "object",
    }
}
