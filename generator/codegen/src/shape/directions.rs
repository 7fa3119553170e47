//! Which way the values of each schema travel in a service.

use std::collections::BTreeMap;

use crate::model::Directions;
use trueup_description::ir::schema::{Keyword, Schema, SchemaId, Schemas};
use trueup_description::ir::service::{Media, Service};

/// Directions of every schema that an operation of the service reaches.
pub(super) fn of_service(schemas: &Schemas, service: &Service) -> BTreeMap<SchemaId, Directions> {
    let mut requests = Vec::new();
    let mut responses = Vec::new();
    for operation in &service.operations {
        responses.extend(operation.header_schemas());
        requests.extend(
            operation
                .parameters
                .iter()
                .map(|parameter| parameter.schema),
        );
        requests.extend(
            operation
                .body
                .iter()
                .flat_map(|body| schemas_of(&body.content)),
        );
        responses.extend(
            operation
                .responses
                .iter()
                .flat_map(|response| received(schemas, &response.content)),
        );
    }
    // What the server sends is received, and what it is answered is sent.
    for request in service.webhooks.iter().map(|webhook| &webhook.request) {
        let bodies = request.body.iter();
        responses.extend(bodies.flat_map(|body| schemas_of(&body.content)));
        responses.extend(request.parameters.iter().map(|parameter| parameter.schema));
        let answers = request.responses.iter();
        requests.extend(answers.flat_map(|answer| schemas_of(&answer.content)));
    }
    let mut directions = BTreeMap::new();
    let is_sent = |schema: &Schema| !schema.annotations.read_only;
    let is_received = |schema: &Schema| !schema.annotations.write_only;
    reach(schemas, requests, is_sent, |id| {
        directions_of(&mut directions, id).request = true
    });
    reach(schemas, responses, is_received, |id| {
        directions_of(&mut directions, id).response = true
    });
    directions
}

fn directions_of(directions: &mut BTreeMap<SchemaId, Directions>, id: SchemaId) -> &mut Directions {
    directions.entry(id).or_default()
}

fn schemas_of(content: &[Media]) -> impl Iterator<Item = SchemaId> {
    content.iter().filter_map(|media| media.schema)
}

/// The schemas of bodies that come back. Of a stream in envelopes these are its items and errors: the objects that hold them
/// are the runtime's business, and no type of a client.
fn received(schemas: &Schemas, content: &[Media]) -> Vec<SchemaId> {
    let mut found = Vec::new();
    for media in content {
        let envelope = media.stream.as_ref().and_then(|it| it.envelope.as_ref());
        match (envelope, media.schema) {
            (Some(envelope), Some(object)) => {
                let object = schemas.get(schemas.unwrapped(object));
                let held = [&envelope.item, &envelope.error]
                    .map(|name| object.assertions.object.property(name));
                found.extend(held.into_iter().flatten().map(|property| property.schema));
            }
            (_, schema) => found.extend(schema),
        }
    }
    found
}

/// Whether a value of the schema can hold a secret on its way to the caller.
pub(super) fn holds_secret(schemas: &Schemas, root: SchemaId) -> bool {
    let mut found = false;
    let is_received = |schema: &Schema| !schema.annotations.write_only;
    reach(schemas, vec![root], is_received, |id| {
        found |= schemas.get(id).extensions.sensitive
    });
    found
}

/// Visits every schema that the roots reach, each once; properties only if they travel.
fn reach(
    schemas: &Schemas,
    roots: Vec<SchemaId>,
    travels: impl Fn(&Schema) -> bool,
    mut visit: impl FnMut(SchemaId),
) {
    let mut seen = std::collections::BTreeSet::new();
    let mut waiting = roots;
    while let Some(id) = waiting.pop() {
        if !seen.insert(id) {
            continue;
        }
        visit(id);
        let subschemas = schemas.get(id).assertions.subschemas();
        let travelling = subschemas
            .into_iter()
            .filter(|(keyword, id)| match keyword {
                Keyword::Property(_) => travels(schemas.get(*id)),
                keyword => keyword.describes(),
            });
        waiting.extend(travelling.map(|(_, id)| id));
    }
}
