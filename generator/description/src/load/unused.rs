//! Components and fragments that nothing refers to.

use std::collections::BTreeSet;

use super::check::Checker;
use crate::cursor::{At, Origin};
use crate::diagnostic::{Code, Diagnostic};
use crate::pointer::Pointer;
use crate::source::FileId;

impl<'a> Checker<'a, '_> {
    /// Warns of them. To be called when all documents have been checked.
    pub(super) fn unused(&mut self) {
        let used = self.used();
        let documents = self.documents;
        for document in documents.documents() {
            for section in sections(&document.root) {
                self.unused_keys(&section, &used, "component");
            }
        }
        for fragment in documents.fragments() {
            self.unused_fragment(&fragment, &used);
        }
    }

    fn unused_fragment(&mut self, fragment: &At<'a>, used: &BTreeSet<(FileId, Pointer)>) {
        let place = |pointer| (fragment.origin.file, pointer);
        // A document in a subfolder has a warning of its own.
        if used.contains(&place(Pointer::root())) || super::is_document(fragment.node) {
            return;
        }
        let any = fragment
            .entries()
            .any(|(_, at)| used.contains(&place(at.origin.pointer.clone())));
        if any {
            return self.unused_keys(fragment, used, "value");
        }
        let path = self.documents.sources().path(fragment.origin.file);
        let message = format!("nothing refers to {path}");
        let help = "refer to it from a document, or remove the file";
        self.error(Code::UnusedFragment, &fragment.origin, message, help);
    }

    fn unused_keys(&mut self, at: &At<'a>, used: &BTreeSet<(FileId, Pointer)>, what: &str) {
        for (name, value) in at.entries().filter(|(name, _)| !name.starts_with("x-")) {
            let Some(key) = at.key_origin(name) else {
                continue;
            };
            let Origin { file, pointer, .. } = value.origin.clone();
            if used.contains(&(file, pointer)) || self.is_alternative(&value) {
                continue;
            }
            let message = format!("nothing refers to the {what} `{name}`");
            self.report(Diagnostic::new(Code::UnusedComponent, &key, message).help("remove it"));
        }
    }

    /// Whether a discriminator elsewhere may choose this schema by its name: an `allOf` of the
    /// schema that has the discriminator (OpenAPI 3.0.3, section 4.7.25).
    fn is_alternative(&self, at: &At<'a>) -> bool {
        let parents = at.get("allOf");
        let mut parents = parents.iter().flat_map(At::items);
        parents.any(|parent| {
            let parent = self.documents.resolve(&parent);
            parent.is_ok_and(|parent| parent.get("discriminator").is_some())
        })
    }

    /// The targets of all references, and all that they stand in: a reference into a component
    /// uses the component.
    fn used(&self) -> BTreeSet<(FileId, Pointer)> {
        let mut used = BTreeSet::new();
        for (file, target) in &self.referenced {
            let root = (*file, Pointer::root());
            let mut pointer = target.clone();
            while let Some(parent) = pointer.parent() {
                if !used.insert((*file, pointer)) {
                    break;
                }
                pointer = parent;
            }
            if target == &root.1 {
                used.insert(root);
            }
        }
        used
    }
}

/// The components of a document by their kinds, save security schemes, which are referred to by name.
fn sections<'a>(root: &At<'a>) -> Vec<At<'a>> {
    if root.get("swagger").is_some() && root.get("openapi").is_none() {
        let keys = ["definitions", "parameters", "responses"].iter();
        return keys.filter_map(|key| root.get(key)).collect();
    }
    let components = root.get("components");
    let sections = components.iter().flat_map(At::entries);
    sections
        .filter(|(name, _)| *name != "securitySchemes")
        .map(|(_, section)| section)
        .collect()
}
