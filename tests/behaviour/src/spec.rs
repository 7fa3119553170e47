//! The descriptions, as the generator reads them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use trueup_description::diagnostic::Diagnostics;
use trueup_description::ir::Api;
use trueup_description::ir::schema::SchemaId;
use trueup_description::ir::service::{Envelope, Example, Media, Operation, Service, Status};
use trueup_description::source::Sources;

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Everything in the spec folder.
pub(crate) fn api() -> Api {
    let folder = root().join("spec");
    let mut texts = BTreeMap::new();
    read(&folder, "", &mut texts);
    let mut diagnostics = Diagnostics::new();
    let api = trueup_description::lower(&Sources::new(texts), &mut diagnostics);
    api.unwrap_or_else(|| panic!("{:#?}", diagnostics.into_sorted()))
}

fn read(folder: &Path, prefix: &str, texts: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.is_dir() {
            read(&path, &format!("{prefix}{name}/"), texts);
        } else if path
            .extension()
            .is_some_and(|extension| extension == "yaml")
        {
            texts.insert(
                format!("{prefix}{name}"),
                fs::read_to_string(&path).unwrap(),
            );
        }
    }
}

/// Which body of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    /// What is sent.
    Request,
    /// What comes with this status.
    Response(Status),
}

/// The service's name, the operation's id, and the part: what a body is found by.
pub(crate) type Place<'a> = (&'a str, &'a str, Part);

/// One body of an operation.
pub(crate) struct Body<'a> {
    pub(crate) place: Place<'a>,
    pub(crate) media: &'a Media,
}

impl Body<'_> {
    /// The examples, each with its JSON text.
    pub(crate) fn examples(&self) -> impl Iterator<Item = &Example> {
        self.media.examples.iter()
    }

    /// The schema of what travels as one value: in a stream, of the item inside the envelope.
    pub(crate) fn schema(&self, api: &Api) -> SchemaId {
        let schema = self.media.schema.unwrap();
        match self.envelope() {
            Some(envelope) => property(api, schema, &envelope.item).unwrap(),
            None => schema,
        }
    }

    /// The envelope of each item, if the body is a stream.
    pub(crate) fn envelope(&self) -> Option<&Envelope> {
        self.media.stream.as_ref()?.envelope.as_ref()
    }
}

/// Every body that the descriptions know.
pub(crate) fn bodies(api: &Api) -> Vec<Body<'_>> {
    api.services
        .iter()
        .flat_map(|service| {
            service
                .operations
                .iter()
                .flat_map(move |operation| bodies_of(service, operation))
        })
        .collect()
}

fn bodies_of<'a>(service: &'a Service, operation: &'a Operation) -> Vec<Body<'a>> {
    let request = operation
        .body
        .iter()
        .flat_map(|body| &body.content)
        .map(|media| (Part::Request, media));
    let responses = operation.responses.iter().flat_map(|response| {
        let part = Part::Response(response.status);
        response.content.iter().map(move |media| (part, media))
    });
    request
        .chain(responses)
        .map(|(part, media)| Body {
            place: (&service.name, &operation.id, part),
            media,
        })
        .collect()
}

/// The schema of a property of an object; of the first branch that has it, if there are several.
pub(crate) fn property(api: &Api, schema: SchemaId, name: &str) -> Option<SchemaId> {
    let schema = &api.schemas.get(api.schemas.unwrapped(schema)).assertions;
    let own = schema
        .object
        .properties
        .iter()
        .find(|property| property.name == name)
        .map(|property| property.schema);
    own.or_else(|| {
        [&schema.all_of, &schema.one_of, &schema.any_of]
            .into_iter()
            .flatten()
            .find_map(|branch| property(api, *branch, name))
    })
}

/// The first example of a body, for servers that answer as described.
pub(crate) fn example(service: &str, operation: &str, part: Part) -> String {
    let api = api();
    let bodies = bodies(&api);
    let body = bodies
        .iter()
        .find(|body| body.place == (service, operation, part));
    body.unwrap().examples().next().unwrap().pretty.text.clone()
}
