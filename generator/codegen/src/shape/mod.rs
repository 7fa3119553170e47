//! From exact schemas to Rust: which types a client has, how each field travels, what each call takes.

mod calls;
mod fallback;
mod fields;
mod recursion;
mod scalars;
mod travel;
mod types;
pub(crate) mod view;

use crate::diagnostic::Diagnostics;
use crate::ir::Api;
use crate::ir::service::Service;
use crate::ir::shape::{Client, Credential};
use crate::names::{self, Scope};

pub(crate) use calls::is_small;
use types::Types;

/// Type names that the emitted code uses for itself.
const RESERVED_TYPES: &[&str] = &[
    "Box",
    "BTreeMap",
    "Call",
    "Client",
    "Credential",
    "Default",
    "Deserialize",
    "Err",
    "Error",
    "From",
    "None",
    "Ok",
    "Option",
    "Result",
    "Self",
    "Serialize",
    "Some",
    "String",
    "StreamCall",
    "Vec",
];

/// Decides the Rust side of a service.
pub(crate) fn shape(api: &Api, service: &Service, diagnostics: &mut Diagnostics) -> Client {
    let travel = travel::of_service(api, service);
    let mut types = Types::new(
        api,
        service,
        &travel,
        Scope::reserving(RESERVED_TYPES),
        diagnostics,
    );
    let credentials = credentials(service, &mut types);
    types.add_named(&service.schemas);
    let calls = calls::shape(service, &mut types);
    let mut types = types.finish();
    recursion::box_cycles(&mut types, diagnostics);
    Client {
        types,
        credentials,
        calls,
    }
}

/// A type for each scheme that an operation asks for.
fn credentials(service: &Service, types: &mut Types<'_>) -> Vec<Credential> {
    let mut credentials = Vec::new();
    for scheme in &service.schemes {
        let used = service
            .operations
            .iter()
            .flat_map(|operation| operation.security.iter().flatten());
        if !used.clone().any(|name| *name == scheme.name) {
            continue;
        }
        let ident = names::pascal(&scheme.name);
        types.claim(&ident, &scheme.name, &scheme.origin);
        credentials.push(Credential {
            origin: scheme.origin.clone(),
            wire: scheme.name.clone(),
            ident,
            doc: scheme
                .description
                .clone()
                .unwrap_or_else(|| format!("The credential `{}`.", scheme.name)),
            kind: scheme.kind.clone(),
            encoding: scheme.encoding,
        });
    }
    credentials
}
