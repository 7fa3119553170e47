//! A description in one document: what its references lead to in other files becomes a component of it, and nothing is
//! lost.
//!
//! ```text
//! api.yaml      schema: {$ref: 'parts/pet.yaml#/Pet'}         schema: {$ref: '#/components/schemas/Pet'}
//! parts/pet.yaml                                         =>   components:
//!   Pet: {type: object, …}                                      schemas:
//!                                                                 Pet: {type: object, …}
//! ```
//!
//! First every reference is followed, to find what is elsewhere; then each such value gets its home in the document;
//! then the document is written with its references led there. References are told from values that only look like
//! them by the table of fixed fields.

mod found;
mod homes;
mod place;
mod written;
mod yaml;

use std::collections::BTreeMap;

pub use yaml::yaml;

use crate::cursor::At;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::json::Json;
use crate::load::{self, Version};
use crate::pointer::Pointer;
use crate::resolve::{Document, Documents, MAX_HOPS};
use crate::source::{FileId, Span};
use crate::tree::Node;

use homes::Homes;
use written::Writer;

/// A document with all that its references lead to. `None` if there was an error, such as a reference to a document of
/// another version, whose keywords would mean something else here.
pub fn bundle(
    documents: &Documents,
    document: &Document<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Json> {
    let input = Input::new(documents, document);
    let found = found::find(&input, diagnostics)?;
    let homes = Homes::new(&input, &found, diagnostics);
    Writer::new(&input, &found, &homes).write(diagnostics)
}

/// The documents as they are written, without names that were made up for operations.
struct Input<'d> {
    documents: &'d Documents,
    trees: BTreeMap<FileId, Node>,
    file: FileId,
    version: Version,
}

impl<'d> Input<'d> {
    fn new(documents: &'d Documents, document: &Document<'_>) -> Self {
        let sources = documents.sources();
        let file = document.root.origin.file;
        let read = |file| Some((file, load::read(sources, file, &mut Diagnostics::new())?));
        Self {
            documents,
            trees: sources.ids().filter_map(read).collect(),
            file,
            version: documents.version(file),
        }
    }

    /// The value at a place, as it is written.
    fn at(&self, file: FileId, pointer: &Pointer) -> Option<At<'_>> {
        At::root(file, self.trees.get(&file)?).descend(pointer)
    }

    fn root(&self) -> Option<At<'_>> {
        self.at(self.file, &Pointer::root())
    }

    /// What a reference leads to: in other files, through references that say nothing else.
    fn target<'a>(&'a self, at: &At<'a>) -> Option<At<'a>> {
        let mut target = self.follow(at)?;
        for _ in 0..MAX_HOPS {
            let is_bare = target.mapping().is_some_and(|keys| keys.len() == 1);
            if target.origin.file == self.file || !is_bare {
                break;
            }
            match self.follow(&target) {
                Some(next) => target = next,
                None => break,
            }
        }
        Some(target)
    }

    /// What a `$ref` here leads to at once; the loader has reported those that lead nowhere.
    fn follow<'a>(&'a self, at: &At<'a>) -> Option<At<'a>> {
        let target = self.documents.follow(at).ok()??;
        self.at(target.origin.file, &target.origin.pointer)
    }

    /// What a text leads to that is a reference where it stands.
    fn located<'a>(&'a self, at: &At<'a>, text: &str) -> Option<At<'a>> {
        let target = self.documents.locate(&at.origin, text).ok()?;
        self.at(target.origin.file, &target.origin.pointer)
    }

    /// What the value of a discriminator's mapping leads to.
    fn mapped<'a>(&'a self, at: &At<'a>) -> Option<At<'a>> {
        let target = self.documents.locate_mapped(&at.origin, at.as_str()?);
        let target = target.ok()?.origin;
        self.at(target.file, &target.pointer)
    }

    /// Why a schema in another file means something only where it stands: because of the name of what it or the reference
    /// to it stands in, from which others are counted (JSON Schema 2020-12, Core §8.2.1), or because of its dialect.
    fn bound(&self, from: &At<'_>, target: &At<'_>) -> Option<&'static str> {
        let is_named = |at: &At<'_>| {
            let (root, resource) = self.documents.identifiers().resource(&at.origin);
            let is_document = at.origin.file == self.file && root == Pointer::root();
            resource.uri.is_some() && !is_document
        };
        if is_named(from) || is_named(target) {
            return Some("an `$id` names the schema from which references are counted here");
        }
        let here = self.documents.dialect(&from.origin);
        let differs = self.documents.dialect(&target.origin) != here;
        (differs && target.get("$schema").is_none())
            .then_some("its file is read by another dialect of JSON Schema")
    }

    fn unsupported(&self, place: Span, reason: &str) -> Diagnostic {
        let message = format!("this cannot become a part of the bundle: {reason}");
        let help = "leave out the `$id` or the `$schema`, if nobody else refers to the file by it";
        Diagnostic::at(Code::BadReference, place, message).help(help)
    }

    /// Says that a value cannot be taken over from a document of another version.
    fn foreign(&self, place: Span, version: Version) -> Diagnostic {
        let message = format!(
            "this leads into a document of {version}, and cannot become a part of one of {}",
            self.version
        );
        let help = "write both for the same version, or move what they share into a file without `openapi`";
        Diagnostic::at(Code::WrongVersion, place, message).help(help)
    }
}
