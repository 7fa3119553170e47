//! What messages call each schema: its name, or the way to it from one that has a name.

use std::collections::BTreeMap;

use trueup_description::ir::Api;
use trueup_description::ir::schema::{Keyword, Schema, SchemaId};
use trueup_description::ir::service::{Operation, Service};

/// The titles of all schemas that the API reaches.
#[derive(Debug, Default)]
pub(crate) struct Titles(BTreeMap<SchemaId, String>);

impl Titles {
    pub(crate) fn new(api: &Api) -> Self {
        let mut titles = Self::default();
        for service in &api.services {
            for &id in &service.schemas {
                if let Some(name) = &api.schemas.get(id).name {
                    titles.claim(id, name.clone());
                }
            }
        }
        for id in roots(api) {
            titles.descend(api, id);
        }
        for service in &api.services {
            titles.operations(api, service);
        }
        titles
    }

    /// The title of a schema; empty for one that nothing reaches.
    pub(crate) fn get(&self, id: SchemaId) -> &str {
        self.0.get(&id).map_or("", String::as_str)
    }

    /// Schemas that stand inside operations.
    fn operations(&mut self, api: &Api, service: &Service) {
        for operation in service.requests() {
            let id = &operation.id;
            for parameter in &operation.parameters {
                self.inside(api, parameter.schema, format!("{id}.{}", parameter.name));
            }
            for media in operation.body.iter().flat_map(|body| &body.content) {
                if let Some(schema) = media.schema {
                    self.inside(api, schema, format!("{id}.request"));
                }
            }
            for response in &operation.responses {
                let title = format!("{id}.response.{}", response.status);
                for header in &response.headers {
                    self.inside(api, header.schema, format!("{title}.{}", header.name));
                }
                for schema in response.content.iter().filter_map(|media| media.schema) {
                    self.inside(api, schema, title.clone());
                }
            }
        }
    }

    fn inside(&mut self, api: &Api, id: SchemaId, title: String) {
        let title = api.schemas.get(id).name.clone().unwrap_or(title);
        self.claim(id, title);
        self.descend(api, id);
    }

    /// What stands inside a schema that has a title already.
    fn descend(&mut self, api: &Api, id: SchemaId) {
        let mut open = vec![id];
        while let Some(id) = open.pop() {
            let Some(title) = self.0.get(&id).cloned() else {
                continue;
            };
            for (part, child) in children(api.schemas.get(id)) {
                if !self.0.contains_key(&child) {
                    let named = api.schemas.get(child).name.clone();
                    self.claim(child, named.unwrap_or_else(|| part_of(&title, &part)));
                    open.push(child);
                }
            }
        }
    }

    fn claim(&mut self, id: SchemaId, title: String) {
        self.0.entry(id).or_insert(title);
    }
}

/// The title of a part. A part of an `allOf` goes by the name of the whole, as its properties do.
fn part_of(title: &str, part: &str) -> String {
    match part.starts_with("allOf.") {
        true => title.to_owned(),
        false => format!("{title}.{part}"),
    }
}

/// Schemas inside a schema, each with what it is there.
pub(crate) fn children(schema: &Schema) -> Vec<(String, SchemaId)> {
    let subschemas = schema.assertions.subschemas().into_iter();
    subschemas
        .map(|(keyword, id)| (word(keyword), id))
        .collect()
}

fn word(keyword: Keyword<'_>) -> String {
    match keyword {
        Keyword::Property(name) => name.to_owned(),
        Keyword::Pattern(pattern) => pattern.to_owned(),
        Keyword::Additional => "additional".to_owned(),
        Keyword::Names => "names".to_owned(),
        Keyword::UnevaluatedProperties | Keyword::UnevaluatedItems => "unevaluated".to_owned(),
        Keyword::Prefix(index) => format!("items.{index}"),
        Keyword::Contains => "contains".to_owned(),
        Keyword::Items => "items".to_owned(),
        Keyword::AllOf(index) => format!("allOf.{index}"),
        Keyword::AnyOf(index) => format!("anyOf.{index}"),
        Keyword::OneOf(index) => format!("oneOf.{index}"),
        Keyword::Not => "not".to_owned(),
        Keyword::If(index) => format!("if.{index}"),
        Keyword::Then(index) => format!("then.{index}"),
        Keyword::Else(index) => format!("else.{index}"),
    }
}

/// All schemas that something outside of schemas refers to.
pub(crate) fn roots(api: &Api) -> Vec<SchemaId> {
    let mut roots = Vec::new();
    for service in &api.services {
        roots.extend(&service.schemas);
        roots.extend(service.requests().flat_map(Operation::schemas));
    }
    roots.sort_unstable();
    roots.dedup();
    roots
}
