//! The variables of the server's URL.

use super::enums;
use super::types::Types;
use crate::model::{Basic, Directions, Openness, ServerPart, Shape, StringEnum, Type, TypeDef};
use crate::names::{self, Case, Scope};
use trueup_description::ir::service::Service;
use trueup_text::markdown::{Markdown, code};

/// What callers choose of the first server's URL. A variable with an `enum` is an enum.
pub(super) fn parts(service: &Service, types: &mut Types<'_>) -> Vec<ServerPart> {
    let (Some(server), Some(schema)) = (service.servers.first(), types.nothing()) else {
        return Vec::new();
    };
    let mut scope = Scope::default();
    let mut parts = Vec::new();
    for variable in &server.variables {
        let wire = variable.name.clone();
        let ident = names::snake(&wire);
        let ident = types.settle(&mut scope, ident, Case::Snake, &wire, &server.origin);
        let doc = Markdown::description(variable.description.as_deref().unwrap_or_default());
        let ty = if variable.values.is_empty() {
            Type::Basic(Basic::String)
        } else {
            let name = format!("Server{}", names::pascal(&wire));
            let ident = types.claim(names::pascal(&name), &wire, &server.origin);
            let words = enums::named(types, &variable.values, &server.origin);
            Type::Named(
                types.add(TypeDef {
                    origin: server.origin.clone(),
                    ident,
                    schema,
                    doc: Markdown::own(format!("Values of {} in the server's URL.", code(&wire)))
                        .then(doc.clone()),
                    deprecated: false,
                    directions: Directions::default(),
                    shape: Shape::StringEnum(StringEnum {
                        values: words,
                        openness: Openness::Closed,
                    }),
                    error_rules: Vec::new(),
                }),
            )
        };
        parts.push(ServerPart {
            wire,
            ident,
            ty,
            doc,
        });
    }
    parts
}
