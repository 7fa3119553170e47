//! Parameters: where each goes, and how its value becomes text.

use std::collections::BTreeSet;

use super::types::Types;
use super::view::View;
use crate::model::{Argument, Ident, ListStyle, Role, TextStyle};
use crate::names;
use crate::prose;
use trueup_description::diagnostic::{Code, Diagnostic};
use trueup_description::ir::schema::{JsonType, Schema, SchemaId, Schemas};
use trueup_description::ir::service::{Parameter, Place, Style};
use trueup_text::markdown::Markdown;

/// The argument for a parameter; `None` if it cannot be sent.
pub(super) fn argument(
    parameter: &Parameter,
    name: &Ident,
    types: &mut Types<'_>,
) -> Option<Argument> {
    let context = format!("{name}{}", names::pascal(&parameter.name));
    let role = match role(parameter, types)? {
        // `style` with `explode` have a meaning, or there was no role.
        _ if parameter.allow_reserved => Role::Reserved(
            parameter.place,
            text_style(parameter.style, parameter.explode).unwrap_or(TextStyle::FormExploded),
        ),
        role => role,
    };
    let doc = Markdown::description(parameter.description.as_deref().unwrap_or_default());
    let upstream = parameter.upstream.as_ref().map(prose::upstream);
    Some(Argument {
        origin: parameter.origin.clone(),
        wire: parameter.name.clone(),
        ident: names::snake(&parameter.name),
        ty: types.of_inner(parameter.schema, &context),
        role,
        doc: doc.below(upstream.unwrap_or_default()),
        deprecated: parameter.deprecated,
    })
}

/// What the text of a parameter is made of.
enum Content {
    Single,
    List,
    Object,
    /// One of these, as the value says.
    Any,
}

fn role(parameter: &Parameter, types: &mut Types<'_>) -> Option<Role> {
    let place = parameter.place;
    let style = text_style(parameter.style, parameter.explode);
    if style == Some(TextStyle::Json) {
        return Some(Role::Styled(place, TextStyle::Json));
    }
    let inner = types.schemas.get(types.schemas.unwrapped(parameter.schema));
    if style == Some(TextStyle::Query) {
        let is_object = matches!(inner.assertions.kind, None | Some(JsonType::Object));
        if !is_object {
            types.unsupported(&parameter.origin, "a query that is no object");
        }
        return is_object.then_some(Role::Styled(place, TextStyle::Query));
    }
    if style == Some(TextStyle::DeepObject) && inner.assertions.kind == Some(JsonType::Array) {
        let message =
            "a list has no text in the style `deepObject`, which is for the members of objects";
        let help = "each item is sent with its place in brackets; use `form` if the server wants another form";
        let place = &parameter.origin;
        types
            .diagnostics
            .push(Diagnostic::new(Code::UndefinedStyle, place, message).help(help));
    }
    // Its brackets have a text for whatever is in a list or an object.
    if style == Some(TextStyle::DeepObject)
        && !is_single(types.schemas.get(types.schemas.unwrapped(parameter.schema)))
    {
        return Some(Role::Styled(place, TextStyle::DeepObject));
    }
    let content = content(parameter.schema, types)?;
    if parameter.style == Style::Text && !matches!(content, Content::Single) {
        let feature = "a parameter whose text is neither JSON nor one value";
        types.unsupported(&parameter.origin, feature);
        return None;
    }
    if !matches!(content, Content::Single)
        && (place, style) == (Place::Cookie, Some(TextStyle::FormExploded))
    {
        let message = "OpenAPI does not say how a list or an object is exploded in a cookie: each value is a cookie of its own";
        let help = "say `explode: false`, or in OpenAPI 3.2 `style: cookie`, as the server has it";
        let place = &parameter.origin;
        types
            .diagnostics
            .push(Diagnostic::new(Code::UndefinedStyle, place, message).help(help));
    }
    let role = match (content, place, style) {
        (Content::Single, Place::Path, Some(style))
            if !matches!(style, TextStyle::Simple | TextStyle::SimpleExploded) =>
        {
            Some(Role::Styled(place, style))
        }
        (Content::Single, Place::Query, Some(TextStyle::DeepObject)) => None,
        // Not every number of Rust is one of JSON, which its style sees to.
        (Content::Single, _, Some(style)) if is_float(parameter.schema, types.schemas) => {
            Some(Role::Styled(place, style))
        }
        (
            Content::Single,
            Place::Cookie,
            Some(style @ (TextStyle::Cookie | TextStyle::CookieExploded)),
        ) => Some(Role::Styled(place, style)),
        (Content::Single, Place::Path, _) => Some(Role::Path),
        (Content::Single, Place::Query, _) => Some(Role::Query),
        (Content::Single, Place::Header, _) => Some(Role::Header),
        (Content::Single, Place::Cookie, _) => Some(Role::Cookie),
        (Content::List, Place::Query, Some(style)) if are_shown(parameter.schema, types) => {
            list_style(style).map(Role::QueryList)
        }
        (_, _, style) => style.map(|style| Role::Styled(place, style)),
    };
    if role.is_none() {
        types.unsupported(
            &parameter.origin,
            "this combination of `style`, `explode` and the type of the value",
        );
    }
    role
}

/// The style with its `explode`; `None` where OpenAPI does not say what the two mean together.
pub(super) fn text_style(style: Style, explode: bool) -> Option<TextStyle> {
    Some(match (style, explode) {
        (Style::Simple, false) => TextStyle::Simple,
        (Style::Simple, true) => TextStyle::SimpleExploded,
        (Style::Label, false) => TextStyle::Label,
        (Style::Label, true) => TextStyle::LabelExploded,
        (Style::Matrix, false) => TextStyle::Matrix,
        (Style::Matrix, true) => TextStyle::MatrixExploded,
        (Style::Form, false) => TextStyle::Form,
        (Style::Form, true) => TextStyle::FormExploded,
        (Style::SpaceDelimited, false) => TextStyle::Space,
        (Style::PipeDelimited, false) => TextStyle::Pipe,
        (Style::TabDelimited, _) => TextStyle::Tab,
        (Style::Cookie, false) => TextStyle::Cookie,
        (Style::Cookie, true) => TextStyle::CookieExploded,
        // One name for each value is what `form` means by it.
        (Style::SpaceDelimited | Style::PipeDelimited, true) => TextStyle::FormExploded,
        // `explode` has no meaning for it.
        (Style::DeepObject, _) => TextStyle::DeepObject,
        (Style::Json, _) => TextStyle::Json,
        // A text of its own is written as it is, as single values are by any style.
        (Style::Text, _) => TextStyle::Simple,
        (Style::Query, _) => TextStyle::Query,
    })
}

fn list_style(style: TextStyle) -> Option<ListStyle> {
    match style {
        TextStyle::FormExploded => Some(ListStyle::Exploded),
        TextStyle::Form => Some(ListStyle::Comma),
        TextStyle::Space => Some(ListStyle::Space),
        TextStyle::Pipe => Some(ListStyle::Pipe),
        TextStyle::Tab => Some(ListStyle::Tab),
        _ => None,
    }
}

/// What a parameter's value is made of. Lists and objects of anything but single values have no text.
fn content(id: SchemaId, types: &mut Types<'_>) -> Option<Content> {
    let id = types.schemas.unwrapped(id);
    let schema = types.schemas.get(id);
    let content = if schema.assertions.is_union() {
        let kinds = kinds(id, types.schemas);
        let have_text = kinds
            .iter()
            .all(|kind| plain(kind, types.schemas).is_some());
        have_text.then_some(Content::Any)
    } else {
        plain(schema, types.schemas)
    };
    if content.is_none() {
        let feature = match schema.assertions.kind {
            Some(JsonType::Array) => "a list of anything but single values as a parameter",
            _ => "a parameter that may be a list of anything but single values",
        };
        types.unsupported(&schema.origin, feature);
    }
    content
}

/// What values of a schema without branches are made of.
fn plain(schema: &Schema, schemas: &Schemas) -> Option<Content> {
    match schema.assertions.kind {
        // A value of any type: whether it has a text shows when it is sent.
        None => Some(Content::Any),
        Some(JsonType::Array) => {
            let items = kinds(schema.assertions.array.items?, schemas);
            let nested = |kind: &&Schema| {
                matches!(
                    kind.assertions.kind,
                    Some(JsonType::Array | JsonType::Object)
                )
            };
            (!items.iter().any(nested)).then_some(Content::List)
        }
        Some(JsonType::Object) => Some(Content::Object),
        Some(JsonType::String | JsonType::Number | JsonType::Integer | JsonType::Boolean) => {
            Some(Content::Single)
        }
    }
}

/// The schemas of which a value has one: the schema itself, or its branches and theirs, each once.
fn kinds(id: SchemaId, schemas: &Schemas) -> Vec<&Schema> {
    let (mut kinds, mut seen, mut waiting) = (Vec::new(), BTreeSet::new(), vec![id]);
    while let Some(id) = waiting.pop() {
        let id = schemas.unwrapped(id);
        if !seen.insert(id) {
            continue;
        }
        let schema = schemas.get(id);
        if schema.assertions.is_union() {
            waiting.extend(schema.assertions.branches());
        } else {
            kinds.push(schema);
        }
    }
    kinds
}

/// Whether the items of a list can be written one by one: null, secrets and values of several types have no text of
/// their own.
fn are_shown(list: SchemaId, types: &Types<'_>) -> bool {
    let list = types.schemas.get(types.schemas.unwrapped(list));
    list.assertions.array.items.is_some_and(|items| {
        let view = View::new(types.schemas, items);
        let item = types.schemas.get(types.schemas.unwrapped(items));
        is_single(item) && !view.nullable() && !view.sensitive() && !is_float(items, types.schemas)
    })
}

/// Whether values are numbers of any size.
fn is_float(id: SchemaId, schemas: &Schemas) -> bool {
    let schema = schemas.get(schemas.unwrapped(id));
    schema.assertions.kind == Some(JsonType::Number)
        && schema.assertions.format.as_deref() != Some("decimal")
}

/// Whether values are strings, numbers or booleans, or a choice of such.
fn is_single(schema: &Schema) -> bool {
    let scalar = matches!(
        schema.assertions.kind,
        Some(JsonType::String | JsonType::Number | JsonType::Integer | JsonType::Boolean)
    );
    scalar && !schema.assertions.is_union()
}
