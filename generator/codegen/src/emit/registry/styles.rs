//! How values become text, as the registry says it: parameters by their style, forms by their fields.

use crate::emit::validator::{Rule, rule};
use trueup_description::ir::media::{self, Kind};
use trueup_description::ir::schema::{Additional, JsonType, SchemaId, Schemas};
use trueup_description::ir::service::{Encoding, Media, Parameter, Style};

/// How many objects in each other are followed: a schema may hold itself.
const DEEPEST: usize = 4;

/// The literal of a parameter's style (OpenAPI 3.0.3, section 4.7.12.3).
pub(super) fn of_parameter(schemas: &Schemas, parameter: &Parameter) -> String {
    let styles = Styles { schemas };
    styles.styled(
        &parameter.name,
        parameter.schema,
        parameter.style,
        parameter.explode,
    )
}

/// The literal of a form's fields; `None` for a media type that is no form.
pub(super) fn of_form(schemas: &Schemas, media: &Media) -> Option<String> {
    let (Kind::Form | Kind::Multipart) = media::kind(&media.media_type) else {
        return None;
    };
    let Rule::Object(_) = rule(schemas, schemas.unwrapped(media.schema?)) else {
        return None;
    };
    let styles = Styles { schemas };
    Some(styles.shape(media.schema?, |name, id| {
        let mut encodings = media.encodings.iter();
        let encoding = encodings.find(|encoding| encoding.property == name);
        styles.field(name, id, encoding)
    }))
}

struct Styles<'a> {
    schemas: &'a Schemas,
}

/// What the text of a value looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Text,
    Literal,
    Either,
    List(Option<SchemaId>),
    Object,
    /// Lists or objects among others.
    Several,
}

impl Styles<'_> {
    fn styled(&self, name: &str, id: SchemaId, style: Style, explode: bool) -> String {
        match style {
            Style::Json => return "Style::Json".to_owned(),
            Style::Text => return "Style::Text".to_owned(),
            _ => {}
        }
        let separator = match style {
            Style::SpaceDelimited => " ".to_owned(),
            Style::PipeDelimited => "|".to_owned(),
            Style::Label if explode => ".".to_owned(),
            Style::Matrix if explode => ";".to_owned(),
            _ => ",".to_owned(),
        };
        let before = match style {
            Style::Label => Some(".".to_owned()),
            Style::Matrix => Some(format!(";{name}=")),
            _ => None,
        };
        let after = |inner: String| match &before {
            Some(before) => format!("Style::After({before:?}, &{inner})"),
            None => inner,
        };
        match self.form(id) {
            Form::Text => after("Style::Text".to_owned()),
            Form::Literal => after("Style::Literal".to_owned()),
            Form::Either => after("Style::Either".to_owned()),
            Form::Several => "Style::Opaque".to_owned(),
            Form::List(items) => {
                let item = self.item(items);
                match (style, explode) {
                    (Style::DeepObject, _) => "Style::Opaque".to_owned(),
                    (Style::Form, true) => format!("Style::Repeated(&{item})"),
                    // `;c=3;c=4`
                    (Style::Matrix, true) => after(format!(
                        "Style::Separated({:?}, &{item})",
                        format!(";{name}=")
                    )),
                    _ => after(format!("Style::Separated({separator:?}, &{item})")),
                }
            }
            Form::Object => {
                let object = match (style, explode) {
                    (Style::DeepObject, _) => return self.deep(id, DEEPEST),
                    (Style::Form, true) => "Exploded".to_owned(),
                    (Style::Matrix, true) => {
                        let shape = self.flat(id);
                        return format!(
                            "Style::After(\";\", &Style::Object(ObjectStyle::Assigned(\";\"), &{shape}))"
                        );
                    }
                    (_, true) => format!("Assigned({separator:?})"),
                    (_, false) => format!("Flat({separator:?})"),
                };
                after(format!(
                    "Style::Object(ObjectStyle::{object}, &{})",
                    self.flat(id)
                ))
            }
        }
    }

    /// A field of a form: by its style if it has one, or else lists repeat its name, and objects are JSON (OpenAPI
    /// 3.0.3, section 4.7.15.1).
    fn field(&self, name: &str, id: SchemaId, encoding: Option<&Encoding>) -> String {
        let is_json =
            |encoding: &&Encoding| encoding.content_type.as_deref().is_some_and(media::is_json);
        if encoding.filter(is_json).is_some() {
            return "Style::Json".to_owned();
        }
        let styled =
            encoding.filter(|encoding| (encoding.style, encoding.explode) != (Style::Form, true));
        if let Some(encoding) = styled {
            return self.styled(name, id, encoding.style, encoding.explode);
        }
        match self.form(id) {
            Form::List(items) => format!("Style::Repeated(&{})", self.json_item(items)),
            Form::Object => "Style::Json".to_owned(),
            _ => self.item(Some(id)),
        }
    }

    /// An item of a list in a form.
    fn json_item(&self, items: Option<SchemaId>) -> String {
        match items.map(|items| self.form(items)) {
            Some(Form::Object | Form::List(_)) => "Style::Json".to_owned(),
            _ => self.item(items),
        }
    }

    /// A single value in a list or an object.
    fn item(&self, id: Option<SchemaId>) -> String {
        match id.map_or(Form::Either, |id| self.form(id)) {
            Form::Text => "Style::Text",
            Form::Literal => "Style::Literal",
            Form::Either => "Style::Either",
            Form::List(_) | Form::Object | Form::Several => "Style::Opaque",
        }
        .to_owned()
    }

    fn flat(&self, id: SchemaId) -> String {
        self.shape(id, |_, id| match self.form(id) {
            Form::List(items) => format!("Style::Repeated(&{})", self.item(items)),
            _ => self.item(Some(id)),
        })
    }

    fn deep(&self, id: SchemaId, depth: usize) -> String {
        let Some(depth) = depth.checked_sub(1) else {
            return "Style::Opaque".to_owned();
        };
        let shape = self.shape(id, |_, id| match self.form(id) {
            Form::Object => self.deep(id, depth),
            Form::List(items) => {
                let object = items.filter(|items| self.form(*items) == Form::Object);
                let item = object.map_or_else(|| self.item(items), |items| self.deep(items, depth));
                format!("Style::Repeated(&{item})")
            }
            _ => self.item(Some(id)),
        });
        format!("Style::Object(ObjectStyle::Deep, &{shape})")
    }

    /// The properties of an object, each by `style`.
    fn shape(&self, id: SchemaId, style: impl Fn(&str, SchemaId) -> String) -> String {
        let Rule::Object(object) = self.rule(id) else {
            return "Shape { properties: &[], rest: Some(&Style::Either) }".to_owned();
        };
        let properties = object.properties.iter().map(|property| {
            let style = property.schema.map(|id| style(property.name, id));
            let style = style.unwrap_or_else(|| "Style::Either".to_owned());
            format!("({:?}, {style})", property.name)
        });
        let properties: Vec<String> = properties.collect();
        let rest = match &object.additional {
            // Nobody means all other parameters of a query who says nothing, unless nothing else is said at all.
            Additional::Unsaid if object.properties.is_empty() => "Some(&Style::Either)".to_owned(),
            Additional::Unsaid | Additional::Refused => "None".to_owned(),
            Additional::Any => "Some(&Style::Either)".to_owned(),
            Additional::Schema(value) => format!("Some(&{})", style("", *value)),
        };
        format!(
            "Shape {{ properties: &[{}], rest: {rest} }}",
            properties.join(", ")
        )
    }

    /// The rule of a schema, wrappers taken away.
    fn rule(&self, id: SchemaId) -> Rule<'_> {
        let mut rule = rule(self.schemas, self.schemas.unwrapped(id));
        if let Rule::OrNull(inner) | Rule::Same(inner) = rule {
            rule = self::rule(self.schemas, self.schemas.unwrapped(inner));
        }
        rule
    }

    fn form(&self, id: SchemaId) -> Form {
        match self.rule(id) {
            Rule::Boolean { .. } | Rule::Number(_) => Form::Literal,
            Rule::Text(text) if text.numbers => Form::Either,
            Rule::Text(_) => Form::Text,
            Rule::Array(array) => Form::List(array.rules.items),
            Rule::Object(_) => Form::Object,
            Rule::Anything | Rule::Same(_) | Rule::OrNull(_) => Form::Either,
            Rule::Mixed(_) => self.mixed(id),
        }
    }

    /// What the branches of a choice, and the parts of what is joined, have in common.
    fn mixed(&self, id: SchemaId) -> Form {
        let mut kinds = Vec::new();
        let mut seen = std::collections::BTreeSet::new();
        let mut open = vec![self.schemas.unwrapped(id)];
        while let Some(id) = open.pop() {
            if !seen.insert(id) {
                continue;
            }
            let schema = self.schemas.get(id);
            match schema.assertions.kind {
                Some(kind) => kinds.push(kind),
                None if !schema.assertions.object.properties.is_empty() => {
                    kinds.push(JsonType::Object)
                }
                None => {
                    let inside = schema
                        .assertions
                        .branches()
                        .chain(schema.assertions.all_of.iter().copied());
                    open.extend(inside.map(|id| self.schemas.unwrapped(id)));
                }
            }
        }
        let is = |kind: &JsonType| !matches!(kind, JsonType::Array | JsonType::Object);
        match kinds.as_slice() {
            [] => Form::Either,
            kinds if !kinds.iter().all(is) => Form::Several,
            kinds if kinds.iter().all(|kind| *kind == JsonType::String) => Form::Text,
            kinds if kinds.contains(&JsonType::String) => Form::Either,
            _ => Form::Literal,
        }
    }
}
