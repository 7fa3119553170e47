//! `reference/<service>.md`: the page about a service, to be read on a code host.
//!
//! An operation stands under a heading of its method and path, `### GET /path`, and its parts under bold lines:
//! **Parameters**, **Request**, **Response 200**, **Errors**, **Rust**. Objects that several places share, and
//! named strings and numbers, are described once, at the end of the page.

mod failures;
mod markdown;
mod operation;
mod outline;
mod overview;
mod page;
mod placement;
mod tables;
mod webhooks;
mod words;

use self::outline::{Place, Section};
use self::page::Page;
use super::Emission;
use crate::render::HEADER;

/// The page.
pub(crate) fn emit(emission: &Emission<'_>) -> String {
    let page = Page::new(emission);
    let mut blocks = vec![format!("<!-- {HEADER} -->")];
    blocks.extend(page.overview());
    for (position, group) in page.groups.iter().enumerate() {
        blocks.push(page.outline.heading(Place::Group(position)));
        blocks.extend(group.description.and_then(markdown::description));
        for index in &group.operations {
            blocks.extend(page.operation(*index));
        }
    }
    blocks.extend(page.webhooks());
    blocks.extend(page.appendix());
    let mut text = blocks.join("\n\n");
    text.push('\n');
    text
}

impl Page<'_> {
    /// Objects and values, which the operations refer to.
    fn appendix(&self) -> Vec<String> {
        let mut blocks = Vec::new();
        if !self.placement.objects.is_empty() {
            blocks.push(self.outline.heading(Place::Section(Section::Objects)));
        }
        for id in self.by_name(&self.placement.objects) {
            blocks.extend(self.object(id));
        }
        if !self.placement.values.is_empty() {
            blocks.push(self.outline.heading(Place::Section(Section::Values)));
            blocks.push(self.values());
        }
        blocks
    }
}
