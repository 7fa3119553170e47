//! How values become text: parameters by their style, forms by their fields. Decided here once, for the registry in
//! memory and for the one that is emitted.

use std::collections::BTreeSet;

use crate::rule::{Rule, rule};
use trueup_description::ir::media::{self, Kind};
use trueup_description::ir::schema::{Additional, JsonType, SchemaId, Schemas};
use trueup_description::ir::service::{Encoding, Header, Media, Parameter, Style};

/// How a value becomes text: what [`trueup_validator::registry::Style`] says, with what it owns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Plan {
    /// One string.
    Text,
    /// One number, boolean or null.
    Literal,
    /// One value that may be a string or not.
    Either,
    /// Any value, as JSON.
    Json,
    /// Another after a text that always comes first.
    After(String, Box<Plan>),
    /// A list: the name once for each item.
    Repeated(Box<Plan>),
    /// A list in one text, between these characters.
    Separated(String, Box<Plan>),
    /// An object.
    Object(ObjectPlan, Fields),
    /// Another, in which nothing is encoded, wherever it travels.
    Plain(Box<Plan>),
    /// Any other way, which is not read.
    Opaque,
}

/// How an object becomes text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ObjectPlan {
    /// `name[a]=1&name[b]=2`
    Deep,
    /// `a=1&b=2`
    Exploded,
    /// `a,1,b,2`, between these characters.
    Flat(String),
    /// `a=1,b=2`, between these characters.
    Assigned(String),
}

/// The properties of an object that becomes text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fields {
    /// The declared ones.
    pub properties: Vec<(String, Plan)>,
    /// All others; `None` where the description has no place for them.
    pub rest: Option<Box<Plan>>,
}

/// How many objects in each other are followed: a schema may hold itself.
const DEEPEST: usize = 4;

/// How a parameter becomes text (OpenAPI 3.0.3, section 4.7.12.3).
#[must_use]
pub(crate) fn of_parameter(schemas: &Schemas, parameter: &Parameter) -> Plan {
    let styles = Styles { schemas };
    styles.styled(
        &parameter.name,
        parameter.schema,
        parameter.style,
        parameter.explode,
    )
}

/// How a header of a response becomes text (OpenAPI 3.0.3, section 4.7.21).
#[must_use]
pub(crate) fn of_header(schemas: &Schemas, header: &Header) -> Plan {
    let styles = Styles { schemas };
    styles.styled(&header.name, header.schema, header.style, header.explode)
}

/// The fields of a form; `None` for a media type that is no form.
#[must_use]
pub(crate) fn of_form(schemas: &Schemas, media: &Media) -> Option<Fields> {
    let (Kind::Form | Kind::Multipart) = media::kind_of(media, schemas) else {
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
    fn styled(&self, name: &str, id: SchemaId, style: Style, explode: bool) -> Plan {
        match style {
            Style::Json => return Plan::Json,
            Style::Text => return Plan::Text,
            Style::Query => {
                let fields = self.shape(id, |name, id| self.field(name, id, None));
                return Plan::Object(ObjectPlan::Exploded, fields);
            }
            // As `form` is written, but that nothing is encoded.
            Style::Cookie => {
                return Plan::Plain(Box::new(self.styled(name, id, Style::Form, explode)));
            }
            _ => {}
        }
        let separator = match style {
            Style::SpaceDelimited => " ".to_owned(),
            Style::PipeDelimited => "|".to_owned(),
            Style::TabDelimited => "\t".to_owned(),
            Style::Label if explode => ".".to_owned(),
            Style::Matrix if explode => ";".to_owned(),
            _ => ",".to_owned(),
        };
        let before = match style {
            Style::Label => Some(".".to_owned()),
            Style::Matrix => Some(format!(";{name}=")),
            _ => None,
        };
        let after = |inner: Plan| match &before {
            Some(before) => Plan::After(before.clone(), Box::new(inner)),
            None => inner,
        };
        match self.form(id) {
            Form::Text => after(Plan::Text),
            Form::Literal => after(Plan::Literal),
            Form::Either => after(Plan::Either),
            Form::Several => Plan::Opaque,
            Form::List(items) => {
                let item = self.item(items);
                match (style, explode) {
                    (Style::DeepObject, _) => Plan::Opaque,
                    (Style::Form, true) => Plan::Repeated(Box::new(item)),
                    // `;c=3;c=4`
                    (Style::Matrix, true) => {
                        after(Plan::Separated(format!(";{name}="), Box::new(item)))
                    }
                    _ => after(Plan::Separated(separator, Box::new(item))),
                }
            }
            Form::Object => {
                let object = match (style, explode) {
                    (Style::DeepObject, _) => return self.deep(id, DEEPEST),
                    (Style::Form, true) => ObjectPlan::Exploded,
                    (Style::Matrix, true) => {
                        let object = ObjectPlan::Assigned(";".to_owned());
                        let plan = Plan::Object(object, self.flat(id));
                        return Plan::After(";".to_owned(), Box::new(plan));
                    }
                    (_, true) => ObjectPlan::Assigned(separator),
                    (_, false) => ObjectPlan::Flat(separator),
                };
                after(Plan::Object(object, self.flat(id)))
            }
        }
    }

    /// A field of a form: by its style if it has one, or else lists repeat its name, and objects are JSON (OpenAPI
    /// 3.0.3, section 4.7.15.1).
    fn field(&self, name: &str, id: SchemaId, encoding: Option<&Encoding>) -> Plan {
        let is_json =
            |encoding: &&Encoding| encoding.content_type.as_deref().is_some_and(media::is_json);
        if encoding.filter(is_json).is_some() {
            return Plan::Json;
        }
        let styled =
            encoding.filter(|encoding| (encoding.style, encoding.explode) != (Style::Form, true));
        if let Some(encoding) = styled {
            return self.styled(name, id, encoding.style, encoding.explode);
        }
        match self.form(id) {
            Form::List(items) => Plan::Repeated(Box::new(self.json_item(items))),
            Form::Object => Plan::Json,
            _ => self.item(Some(id)),
        }
    }

    /// An item of a list in a form.
    fn json_item(&self, items: Option<SchemaId>) -> Plan {
        match items.map(|items| self.form(items)) {
            Some(Form::Object | Form::List(_)) => Plan::Json,
            _ => self.item(items),
        }
    }

    /// A single value in a list or an object.
    fn item(&self, id: Option<SchemaId>) -> Plan {
        match id.map_or(Form::Either, |id| self.form(id)) {
            Form::Text => Plan::Text,
            Form::Literal => Plan::Literal,
            Form::Either => Plan::Either,
            Form::List(_) | Form::Object | Form::Several => Plan::Opaque,
        }
    }

    fn flat(&self, id: SchemaId) -> Fields {
        self.shape(id, |_, id| match self.form(id) {
            Form::List(items) => Plan::Repeated(Box::new(self.item(items))),
            _ => self.item(Some(id)),
        })
    }

    fn deep(&self, id: SchemaId, depth: usize) -> Plan {
        let Some(depth) = depth.checked_sub(1) else {
            return Plan::Opaque;
        };
        let shape = self.shape(id, |_, id| match self.form(id) {
            Form::Object => self.deep(id, depth),
            Form::List(items) => {
                let object = items.filter(|items| self.form(*items) == Form::Object);
                let item = object.map_or_else(|| self.item(items), |items| self.deep(items, depth));
                Plan::Repeated(Box::new(item))
            }
            _ => self.item(Some(id)),
        });
        Plan::Object(ObjectPlan::Deep, shape)
    }

    /// The properties of an object, each by `style`.
    fn shape(&self, id: SchemaId, style: impl Fn(&str, SchemaId) -> Plan) -> Fields {
        let Rule::Object(object) = self.rule(id) else {
            return Fields {
                properties: Vec::new(),
                rest: Some(Box::new(Plan::Either)),
            };
        };
        let properties = object.properties.iter().map(|property| {
            let style = property.schema.map(|id| style(property.name, id));
            let style = style.unwrap_or(Plan::Either);
            (property.name.to_owned(), style)
        });
        let rest = match &object.additional {
            // Nobody means all other parameters of a query who says nothing, unless nothing else is said at all.
            Additional::Unsaid if object.properties.is_empty() => Some(Box::new(Plan::Either)),
            Additional::Unsaid | Additional::Refused => None,
            Additional::Any => Some(Box::new(Plan::Either)),
            Additional::Schema(value) => Some(Box::new(style("", *value))),
        };
        Fields {
            properties: properties.collect(),
            rest,
        }
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
            Rule::Anything | Rule::Nothing | Rule::Same(_) | Rule::OrNull(_) => Form::Either,
            Rule::Mixed(_) => self.mixed(id),
        }
    }

    /// What the branches of a choice, and the parts of what is joined, have in common.
    fn mixed(&self, id: SchemaId) -> Form {
        let mut kinds = Vec::new();
        let mut seen = BTreeSet::new();
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
