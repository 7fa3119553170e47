//! Operations: their names, tags, and the list of their parameters.

use std::collections::BTreeMap;

use super::super::check::Checker;
use crate::cursor::At;
use crate::diagnostic::{Code, Diagnostic, nearest};

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
                let message = format!("the {place} parameter `{name}` is listed twice");
                let diagnostic = Diagnostic::new(Code::DuplicateParameter, &listed.origin, message)
                    .help("remove one of the two")
                    .label(first, "the first one");
                self.report(diagnostic);
            }
        }
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
            let message = format!("the tag `{name}` is not declared");
            let help = match nearest(name, names.iter().copied()) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => "add it to `tags` at the top of the document".to_owned(),
            };
            self.error(Code::UndeclaredTag, &tag.origin, message, help);
        }
    }
}
