//! Names of schemas in the validator crate: a module for each YAML file, an identifier for each schema.

use std::collections::{BTreeMap, BTreeSet};

use crate::names::{screaming, snake};
use trueup_description::ir::Api;
use trueup_description::ir::schema::SchemaId;
use trueup_description::source::{FileId, Sources};

/// Names that the functions of checks use themselves: their variables, and what their modules import.
const RESERVED: &[&str] = &[
    "absent",
    "at",
    "c",
    "index",
    "members",
    "optional",
    "read_only",
    "required",
    "required_read_only",
    "required_write_only",
    "write_only",
];

/// What a schema is called.
#[derive(Clone, Debug)]
pub(crate) struct Name {
    /// Module of its file.
    pub(crate) module: String,
    /// Its function.
    pub(crate) function: String,
    /// Its static.
    pub(crate) constant: String,
    /// The name for people: `Channel.active`.
    pub(crate) title: String,
}

/// The names of all schemas that the API reaches.
#[derive(Debug)]
pub(crate) struct Names {
    names: BTreeMap<SchemaId, Name>,
    modules: BTreeMap<FileId, String>,
    taken: BTreeSet<(String, String)>,
}

impl Names {
    pub(crate) fn new(api: &Api, sources: &Sources) -> Self {
        let mut names = Self {
            names: BTreeMap::new(),
            modules: modules(sources),
            taken: BTreeSet::new(),
        };
        for service in &api.services {
            for &id in &service.schemas {
                if let Some(name) = &api.schemas.get(id).name {
                    names.claim(api, id, name.clone());
                }
            }
        }
        for id in trueup_registry::roots(api) {
            names.descend(api, id);
        }
        for service in &api.services {
            names.operations(api, service);
        }
        names
    }

    /// Names schemas that stand inside operations.
    fn operations(&mut self, api: &Api, service: &trueup_description::ir::service::Service) {
        for operation in &service.operations {
            for parameter in &operation.parameters {
                self.name(
                    api,
                    parameter.schema,
                    format!("{}.{}", operation.id, parameter.name),
                );
            }
            for media in operation.body.iter().flat_map(|body| &body.content) {
                if let Some(id) = media.schema {
                    self.name(api, id, format!("{}.request", operation.id));
                }
            }
            for response in &operation.responses {
                let title = format!("{}.response.{}", operation.id, response.status);
                for header in &response.headers {
                    self.name(api, header.schema, format!("{title}.{}", header.name));
                }
                for id in response.content.iter().filter_map(|media| media.schema) {
                    self.name(api, id, title.clone());
                }
            }
        }
    }

    fn name(&mut self, api: &Api, id: SchemaId, title: String) {
        if !self.names.contains_key(&id) {
            let title = api.schemas.get(id).name.clone().unwrap_or(title);
            self.claim(api, id, title);
        }
        self.descend(api, id);
    }

    /// Names what stands inside a schema that has a name already.
    fn descend(&mut self, api: &Api, id: SchemaId) {
        let mut open = vec![id];
        while let Some(id) = open.pop() {
            let Some(title) = self.names.get(&id).map(|name| name.title.clone()) else {
                continue;
            };
            for (part, child) in trueup_registry::children(api.schemas.get(id)) {
                if !self.names.contains_key(&child) {
                    let named = api.schemas.get(child).name.clone();
                    self.claim(api, child, named.unwrap_or_else(|| inside(&title, &part)));
                    open.push(child);
                }
            }
        }
    }

    fn claim(&mut self, api: &Api, id: SchemaId, title: String) {
        if self.names.contains_key(&id) {
            return;
        }
        let file = api.schemas.get(id).origin.file;
        let module = self.modules.get(&file).cloned().unwrap_or_default();
        let function = self.function(&module, &title);
        let constant = screaming(&function).to_string();
        self.names.insert(
            id,
            Name {
                module,
                function,
                constant,
                title,
            },
        );
    }

    /// A name that is free in the module, and has letters: those of the static are their capitals.
    fn function(&mut self, module: &str, title: &str) -> String {
        let plain = snake(title).to_string();
        let own = RESERVED.contains(&plain.as_str()) || screaming(&plain).to_string() == plain;
        let base = if own {
            format!("schema {title}")
        } else {
            title.to_owned()
        };
        let numbered = (2u32..).map(|number| format!("{base} {number}"));
        std::iter::once(base.clone())
            .chain(numbered)
            .map(|text| snake(&text).to_string())
            .find(|name| self.taken.insert((module.to_owned(), name.clone())))
            .unwrap_or(plain)
    }

    /// The name of a schema that the API reaches.
    pub(crate) fn get(&self, id: SchemaId) -> &Name {
        const NOWHERE: &Name = &Name {
            module: String::new(),
            function: String::new(),
            constant: String::new(),
            title: String::new(),
        };
        self.names.get(&id).unwrap_or(NOWHERE)
    }

    /// All names, by module.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (SchemaId, &Name)> {
        self.names.iter().map(|(id, name)| (*id, name))
    }
}

/// The title of a part. A part of an `allOf` goes by the name of the whole, as its properties do.
fn inside(title: &str, part: &str) -> String {
    match part.starts_with("allOf.") {
        true => title.to_owned(),
        false => format!("{title}.{part}"),
    }
}

/// A module for each file: `pets/toys.yaml` becomes `pets_toys`.
fn modules(sources: &Sources) -> BTreeMap<FileId, String> {
    let mut taken = BTreeSet::new();
    let mut modules = BTreeMap::new();
    for file in sources.ids() {
        let path = sources.path(file);
        let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
        let mut ident = snake(stem).to_string();
        while !taken.insert(ident.clone()) {
            ident.push_str("_file");
        }
        modules.insert(file, ident);
    }
    modules
}
