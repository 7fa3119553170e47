//! Operations: their names, tags, and the list of their parameters.

use std::collections::BTreeMap;

use super::super::check::Checker;
use crate::cursor::At;
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::tags::{self, Fault};

impl<'a> Checker<'a, '_> {
    pub(super) fn operation(&mut self, at: &At<'a>) {
        self.operation_id(at);
        self.parameter_list(at);
        self.declared_tags(at);
        self.operation_style(at);
    }

    fn operation_id(&mut self, at: &At<'a>) {
        // Webhooks and callbacks are calls of the server: they get no method of ours, and are known by their keys.
        let is_servers = |segment| segment == "callbacks" || segment == "webhooks";
        if at.origin.pointer.segments().any(is_servers) {
            return;
        }
        let Some(id) = at.get("operationId") else {
            return;
        };
        let Some(name) = id.as_str() else { return };
        // Those that stand in the paths themselves have been told apart.
        if let Some(first) = self.context.operations.get(name) {
            let message = format!("`{name}` names two operations");
            let diagnostic = Diagnostic::new(Code::DuplicateOperationId, &id.origin, message)
                .help("give each operation of a document a name of its own")
                .label(*first, "the first one");
            return self.report(diagnostic);
        }
        self.context.operations.insert(name, id.origin.span);
    }

    /// Section 4.7.9.1: a parameter is known by its name and place.
    pub(super) fn parameter_list(&mut self, at: &At<'a>) {
        let mut known = BTreeMap::new();
        for listed in at.get("parameters").iter().flat_map(At::items) {
            let Ok(parameter) = self.documents.resolve(&listed) else {
                continue;
            };
            let text = |key| parameter.get(key).and_then(|value| value.as_str());
            let (Some(name), Some(place)) = (text("name"), text("in")) else {
                continue;
            };
            if let Some(first) = known.insert((name, place), listed.origin.span) {
                let message = format!(
                    "the {place} parameter `{name}` is listed twice, and counts as it is here"
                );
                let diagnostic = Diagnostic::new(Code::DuplicateParameter, &listed.origin, message)
                    .help("remove one of the two")
                    .label(first, "the first one");
                self.report(diagnostic);
            }
        }
    }

    /// OpenAPI 3.2.0, section 4.22.1: the parent of a tag is another tag of the document, and no way leads back.
    pub(super) fn tag_parents(&mut self, root: &At<'a>) {
        for tag in tags::nested(root, self.version_at(root)) {
            let Some(parent) = tag.at.get("parent") else {
                continue;
            };
            let name = parent.as_str().unwrap_or_default();
            match tag.fault {
                Some(Fault::Unknown) => self.undeclared_tag(name, &parent),
                Some(Fault::Circular) => {
                    let message = format!(
                        "`parent` has no effect here: it leads back to `{}`",
                        tag.name
                    );
                    let help = "remove the `parent` of one of the tags";
                    self.error(Code::UnusedField, &parent.origin, message, help);
                }
                None => {}
            }
        }
    }

    fn undeclared_tag(&mut self, name: &str, at: &At<'a>) {
        let names = self.context.tags.iter().flatten().copied();
        let help = match nearest(name, names) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => "add it to `tags` at the top of the document".to_owned(),
        };
        let message = format!("the tag `{name}` is not declared");
        self.error(Code::UndeclaredTag, &at.origin, message, help);
    }

    /// Section 4.7.1.1 lets tags go undeclared; who declares some means to declare all.
    fn declared_tags(&mut self, at: &At<'a>) {
        for tag in at.get("tags").iter().flat_map(At::items) {
            let (Some(names), Some(name)) = (&self.context.tags, tag.as_str()) else {
                continue;
            };
            if names.contains(name) {
                continue;
            }
            self.undeclared_tag(name, &tag);
        }
    }
}
