//! `schemas/*.rs`: a row for each schema that has a name, is a body, or has properties of its own.

use std::collections::BTreeMap;

use super::{AT, HEADER, imports, upstream};
use crate::emit::validator::ValidatorEmission;
use trueup_description::ir::schema::{JsonType, Schema, SchemaId, Schemas};
use trueup_registry::rule::{Rule, rule};
use trueup_registry::schemas::{fields_of, row_of, rows};
use trueup_text::markdown::code;

pub(super) fn emit(emission: &ValidatorEmission<'_>) -> BTreeMap<String, String> {
    let rows = rows(emission.api);
    let mut modules: BTreeMap<&str, (String, String)> = BTreeMap::new();
    let mut names: Vec<_> = emission
        .names
        .iter()
        .filter(|(id, _)| rows.contains(id))
        .collect();
    names.sort_by(|(_, a), (_, b)| (&a.module, &a.function).cmp(&(&b.module, &b.function)));
    for (id, name) in names {
        let file = emission.api.schemas.get(id).origin.file;
        let module = modules.entry(&name.module);
        let (_, text) = module.or_insert_with(|| (emission.sources.shown(file), String::new()));
        text.push_str(&row(emission, id));
    }
    let declared: String = modules
        .keys()
        .map(|name| format!("#[rustfmt::skip]\npub mod {name};\n"))
        .collect();
    let mut files = BTreeMap::from([(
        "src/schemas.rs".to_owned(),
        format!("// {HEADER}\n\n//! The schemas, by the file that they stand in.\n\n{declared}"),
    )]);
    for (name, (file, text)) in modules {
        let imports = imports(&text);
        files.insert(
            format!("src/schemas/{name}.rs"),
            format!(
                "// {HEADER}\n\n//! Schemas of {}.\n\n{imports}\n{AT}{text}",
                code(&file)
            ),
        );
    }
    files
}

/// One row, as in
///
/// ```text
/// /// `Channel`
/// pub static CHANNEL: Schema = Schema {
///     name: "Channel",
///     ty: Type::new(Base::Object, None),
///     check: crate::checks::pets_toys::toy,
///     fields: &[
///         Field { name: "active", ty: Type::new(Base::Boolean, None), … },
///     ],
///     …
/// };
/// ```
fn row(emission: &ValidatorEmission<'_>, id: SchemaId) -> String {
    let schemas = &emission.api.schemas;
    let (schema, name) = (schemas.get(id), emission.names.get(id));
    let module = &name.module;
    let fields: String = fields_of(schemas, id)
        .into_iter()
        .map(|(name, field, required)| self::field(emission, module, (name, field, required)))
        .collect();
    let fields = if fields.is_empty() {
        "&[]".to_owned()
    } else {
        format!("&[\n{fields}    ]")
    };
    format!(
        "\n/// {}\npub static {}: Schema = Schema {{\n    name: {:?},\n    ty: {},\n    check: {},\n    fields: {fields},\n    position: {},\n    upstream: {},\n    sensitive: {},\n}};\n",
        code(&name.title),
        name.constant,
        name.title,
        type_of(schemas, id),
        check_of(emission, id),
        emission.position(&schema.origin),
        upstream(schema.extensions.upstream.as_ref()),
        is_sensitive(schemas, id),
    )
}

fn field(
    emission: &ValidatorEmission<'_>,
    module: &str,
    (name, id, required): (&str, SchemaId, bool),
) -> String {
    let schemas = &emission.api.schemas;
    let schema = schemas.get(id);
    let inner = schemas.get(schemas.unwrapped(id));
    let row = row_of(schemas, id).map_or_else(
        || "None".to_owned(),
        |id| format!("Some(Link::To(&{}))", beside(emission, module, id)),
    );
    format!(
        "        Field {{ name: {name:?}, ty: {}, required: {required}, nullable: {}, deprecated: {}, sensitive: {}, schema: {row}, values: &{:?}, position: {}, upstream: {} }},\n",
        type_of(schemas, id),
        is_nullable(schemas, id),
        schema.annotations.deprecated || inner.annotations.deprecated,
        is_sensitive(schemas, id),
        values_of(inner),
        emission.position(&schema.origin),
        upstream(
            schema
                .extensions
                .upstream
                .as_ref()
                .or(inner.extensions.upstream.as_ref())
        ),
    )
}

/// A row as seen from a module of rows.
fn beside(emission: &ValidatorEmission<'_>, module: &str, id: SchemaId) -> String {
    let name = emission.names.get(id);
    match name.module == module {
        true => name.constant.clone(),
        false => format!("super::{}::{}", name.module, name.constant),
    }
}

/// The path of a schema's row.
pub(super) fn path(emission: &ValidatorEmission<'_>, id: SchemaId) -> String {
    let name = emission.names.get(id);
    format!("crate::schemas::{}::{}", name.module, name.constant)
}

/// The path of a schema's check.
pub(super) fn check_of(emission: &ValidatorEmission<'_>, id: SchemaId) -> String {
    match rule(&emission.api.schemas, id) {
        Rule::Same(inner) => check_of(emission, inner),
        Rule::Anything => "Check::ANY".to_owned(),
        _ => {
            let name = emission.names.get(id);
            format!(
                "Check::compiled(crate::checks::{}::{})",
                name.module, name.function
            )
        }
    }
}

/// The literal of a schema's type.
pub(super) fn type_of(schemas: &Schemas, id: SchemaId) -> String {
    let schema = schemas.get(schemas.unwrapped(id));
    let base = match schema.assertions.kind {
        Some(JsonType::String) => "String",
        Some(JsonType::Integer) => "Integer",
        Some(JsonType::Number) => "Number",
        Some(JsonType::Boolean) => "Boolean",
        Some(JsonType::Object) => "Object",
        Some(JsonType::Array) => match schema.assertions.array.items {
            // An array that holds itself has no type that could be written down.
            Some(items) if !holds_itself(schemas, id) => {
                return format!("Type::array(&{})", type_of(schemas, items));
            }
            _ => "Array",
        },
        None if matches!(rule(schemas, id), Rule::Object(_)) => "Object",
        None => "Any",
    };
    let format = schema
        .assertions
        .format
        .as_ref()
        .map_or_else(|| "None".to_owned(), |format| format!("Some({format:?})"));
    format!("Type::new(Base::{base}, {format})")
}

fn holds_itself(schemas: &Schemas, id: SchemaId) -> bool {
    let start = schemas.unwrapped(id);
    let mut current = start;
    for _ in schemas.iter() {
        match schemas.get(current).assertions.array.items {
            Some(items) => current = schemas.unwrapped(items),
            None => return false,
        }
    }
    true
}

/// The values that a string may have, or those known so far.
pub(super) fn values_of(schema: &Schema) -> Vec<&str> {
    let closed = schema
        .assertions
        .values
        .iter()
        .flatten()
        .filter_map(trueup_description::json::Json::as_str);
    let open = schema
        .extensions
        .open_values
        .iter()
        .flatten()
        .map(String::as_str);
    closed.chain(open).collect()
}

fn is_nullable(schemas: &Schemas, id: SchemaId) -> bool {
    match rule(schemas, id) {
        Rule::Same(inner) => is_nullable(schemas, inner),
        Rule::OrNull(_) | Rule::Anything => true,
        Rule::Boolean { nullable } => nullable,
        Rule::Number(rule) => rule.nullable,
        Rule::Text(rule) => rule.nullable,
        Rule::Array(rule) => rule.nullable,
        Rule::Object(rule) => rule.nullable,
        Rule::Mixed(mixed) => mixed.nullable,
        Rule::Nothing => false,
    }
}

fn is_sensitive(schemas: &Schemas, id: SchemaId) -> bool {
    match rule(schemas, id) {
        Rule::Same(inner) => is_sensitive(schemas, inner),
        Rule::Text(rule) => rule.sensitive,
        _ => false,
    }
}
