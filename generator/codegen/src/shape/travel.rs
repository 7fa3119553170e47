//! Which way the values of each schema travel in a service.

use std::collections::BTreeMap;

use crate::ir::Api;
use crate::ir::schema::{Additional, Schema, SchemaId};
use crate::ir::service::{Media, Service};
use crate::ir::shape::Travel;

/// Travel of every schema that an operation of the service reaches.
pub(super) fn of_service(api: &Api, service: &Service) -> BTreeMap<SchemaId, Travel> {
    let mut requests = Vec::new();
    let mut responses = Vec::new();
    for operation in &service.operations {
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
                .flat_map(|response| received(api, &response.content)),
        );
    }
    let mut travel = BTreeMap::new();
    let is_sent = |schema: &Schema| !schema.annotations.read_only;
    let is_received = |schema: &Schema| !schema.annotations.write_only;
    reach(api, requests, is_sent, |id| {
        travel_of(&mut travel, id).request = true
    });
    reach(api, responses, is_received, |id| {
        travel_of(&mut travel, id).response = true
    });
    travel
}

fn travel_of(travel: &mut BTreeMap<SchemaId, Travel>, id: SchemaId) -> &mut Travel {
    travel.entry(id).or_default()
}

fn schemas_of(content: &[Media]) -> impl Iterator<Item = SchemaId> {
    content.iter().filter_map(|media| media.schema)
}

/// The schemas of bodies that come back. Of a stream these are its items and errors: the lines that hold them are the
/// runtime's business, and no type of a client.
fn received(api: &Api, content: &[Media]) -> Vec<SchemaId> {
    let mut schemas = Vec::new();
    for media in content {
        match (&media.stream, media.schema) {
            (Some(stream), Some(line)) => {
                let line = api.schemas.get(api.schemas.unwrapped(line));
                let held = line.object.properties.iter().filter(|property| {
                    property.name == stream.item || property.name == stream.error
                });
                schemas.extend(held.map(|property| property.schema));
            }
            (_, schema) => schemas.extend(schema),
        }
    }
    schemas
}

/// Whether a value of the schema can hold a secret on its way to the caller.
pub(super) fn holds_secret(api: &Api, root: SchemaId) -> bool {
    let mut found = false;
    let is_received = |schema: &Schema| !schema.annotations.write_only;
    reach(api, vec![root], is_received, |id| {
        found |= api.schemas.get(id).extensions.sensitive
    });
    found
}

/// Visits every schema that the roots reach, each once; properties only if they travel.
fn reach(
    api: &Api,
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
        let schema = api.schemas.get(id);
        let properties = schema
            .object
            .properties
            .iter()
            .map(|property| property.schema);
        waiting.extend(properties.filter(|property| travels(api.schemas.get(*property))));
        waiting.extend(
            schema
                .all_of
                .iter()
                .chain(&schema.any_of)
                .chain(&schema.one_of),
        );
        waiting.extend(schema.array.items);
        if let Additional::Schema(additional) = schema.object.additional {
            waiting.push(additional);
        }
    }
}
