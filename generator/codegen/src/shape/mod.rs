//! From exact schemas to Rust: which types a client has, how each field travels, what each call takes.

mod attempts;
mod bodies;
mod calls;
mod choices;
mod components;
mod constants;
mod credential_sets;
mod definitions;
mod directions;
mod enums;
mod equal;
mod errors;
mod events;
mod fallback;
mod fields;
pub(crate) mod flat;
mod headers;
mod listed;
mod parameters;
mod parts;
mod recursion;
mod responses;
mod scalars;
mod server;
mod statuses;
mod streams;
mod takes;
mod types;
mod unions;
pub(crate) mod view;

use std::collections::BTreeSet;

use crate::model::{Client, Shape, TypeDef, TypeId};
use crate::names::Scope;
use trueup_description::diagnostic::Diagnostics;
use trueup_description::ir::service::Service;

pub(crate) use calls::is_small;
use flat::Flat;
use types::Types;

/// Type names that the emitted code and the macros in it use for themselves.
const RESERVED_TYPES: &[&str] = &[
    "AsRef",
    "BTreeMap",
    "Box",
    "Call",
    "Client",
    "Credential",
    "Default",
    "Deserialize",
    "Deserializer",
    "Eq",
    "Err",
    "Error",
    "Fn",
    "From",
    "Future",
    "Into",
    "None",
    "Ok",
    "Option",
    "PartialEq",
    "Result",
    "Self",
    "Send",
    "Serialize",
    "Serializer",
    "Some",
    "StreamCall",
    "String",
    "Sync",
    "TryFrom",
    "Vec",
];

/// Decides the Rust side of a service.
pub(crate) fn shape(flat: &Flat, service: &Service, diagnostics: &mut Diagnostics) -> Client {
    let directions = directions::of_service(&flat.schemas, service);
    let mut types = Types::new(
        flat,
        service,
        &directions,
        Scope::reserving(RESERVED_TYPES),
        diagnostics,
    );
    let credentials = credential_sets::credentials(service, &mut types);
    let credential_sets = credential_sets::credential_sets(service, &credentials);
    types.add_named(
        &service.schemas,
        &bodies::only_parts(service, &flat.schemas),
    );
    let (calls, response_enums, headers) = calls::shape(service, &mut types);
    let events = events::shape(service, &mut types);
    let server = server::parts(service, &mut types);
    definitions::fill(&mut types);
    let mut types = types.into_definitions();
    fields::fill_fallbacks(&mut types, &flat.schemas, diagnostics);
    constants::set(&mut types, &flat.schemas);
    attempts::order(&mut types, diagnostics);
    recursion::box_cycles(&mut types, diagnostics);
    let errors = errors::bodies(&types, &flat.schemas, diagnostics);
    let errors_by_status = errors::by_status(&response_enums, &errors);
    Client {
        twins: twins(&types),
        types,
        credentials,
        credential_sets,
        calls,
        events,
        response_enums,
        headers,
        server,
        errors,
        errors_by_status,
    }
}

/// The scalars that others name as theirs in another encoding.
fn twins(types: &[TypeDef]) -> BTreeSet<TypeId> {
    let twins = types
        .iter()
        .filter_map(|definition| match &definition.shape {
            Shape::Scalar(scalar) => scalar.twin.as_ref(),
            _ => None,
        });
    twins.map(|(twin, _)| *twin).collect()
}
