//! Schemas that nothing refers to and that are needed all the same: those that a discriminator tells apart by their names,
//! because they join the schema that has it by `allOf` (OpenAPI 3.0.3 §4.7.25).

use std::collections::BTreeMap;

use super::schema::SchemaLowering;
use crate::cursor::At;
use crate::ir::schema::SchemaId;
use crate::load::section::Section;
use crate::pointer::Pointer;
use crate::resolve::Documents;
use crate::source::FileId;

type Place = (FileId, Pointer);

/// Components by what their `allOf` leads to, each with the number of its document.
struct Heirs<'d>(BTreeMap<Place, Vec<(usize, At<'d>)>>);

impl<'d> Heirs<'d> {
    fn new(documents: &'d Documents) -> Self {
        let mut heirs: BTreeMap<Place, Vec<(usize, At<'d>)>> = BTreeMap::new();
        for (number, document) in documents.documents().enumerate() {
            let schemas = Section::Schemas.of(&document.root);
            for (_, schema) in schemas.iter().flat_map(At::entries) {
                for parent in schema.get("allOf").iter().flat_map(At::items) {
                    let parent = super::resolved(documents, &parent).origin;
                    let place = (parent.file, parent.pointer);
                    heirs
                        .entry(place)
                        .or_default()
                        .push((number, schema.clone()));
                }
            }
        }
        Self(heirs)
    }
}

/// Adds the heirs of every schema with a discriminator that has been met, and what they need; for each document, its own.
pub(super) fn added<'d>(
    documents: &'d Documents,
    schemas: &mut SchemaLowering<'d>,
) -> Vec<Vec<SchemaId>> {
    let mut heirs = Heirs::new(documents);
    let mut added = vec![Vec::new(); documents.documents().count()];
    let mut looked_at = 0;
    loop {
        schemas.lower_waiting();
        let met = schemas.places(looked_at);
        looked_at += met.len();
        if met.is_empty() {
            return added;
        }
        let has_discriminator = |(file, pointer): &Place| {
            let at = documents.at(*file, pointer);
            at.is_some_and(|at| at.get("discriminator").is_some())
        };
        let mut open: Vec<Place> = met.into_iter().filter(has_discriminator).collect();
        while let Some(place) = open.pop() {
            // Each is taken once, so that a circle ends.
            for (number, heir) in heirs.0.remove(&place).unwrap_or_default() {
                open.push((heir.origin.file, heir.origin.pointer.clone()));
                let id = schemas.id(&heir);
                if let Some(of_document) = added.get_mut(number) {
                    of_document.push(id);
                }
            }
        }
    }
}
