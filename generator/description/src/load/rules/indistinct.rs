//! Operations that are called by the same method at the same path, behind which the document has written something else.

use std::collections::{BTreeMap, BTreeSet};

use super::super::check::Checker;
use crate::cursor::At;
use crate::diagnostic::{Code, Diagnostic};
use crate::item::Item;
use crate::path::PathKey;
use crate::source::Span;
use crate::template;

/// What a request has by which an operation is known: method, path, and the values that it alone has.
type Known = (String, String, BTreeSet<(String, String)>);

/// The operations of all paths so far.
#[derive(Default)]
pub(super) struct Called(BTreeMap<Known, Span>);

impl<'a> Checker<'a, '_> {
    /// Says which operations of a path are called as one of another path is. Two templates that match the same are said to
    /// do so anyway: `alike`.
    pub(super) fn indistinct(
        &mut self,
        key: &PathKey<'_>,
        item: &Item<'a>,
        alike: bool,
        called: &mut Called,
    ) {
        let fixed = key.fixed().chain(key.fragment_pairs());
        let fixed: BTreeSet<_> = fixed
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        for (method, operation) in item.operations(self.documents) {
            let listed = operation.get("parameters");
            let listed = listed.iter().flat_map(At::items);
            let own = item.parameters().into_iter().chain(listed);
            let own = own.filter_map(|parameter| self.only_value(&parameter));
            let values = fixed.iter().cloned().chain(own).collect();
            let path = template::shape(&key.sent());
            let known = (method.as_str().to_owned(), path, values);
            let place = operation.name_origin();
            let Some(first) = called.0.insert(known, place.span) else {
                continue;
            };
            if alike {
                continue;
            }
            let message = format!(
                "another operation is called by `{} {}`, too: at most their bodies tell them apart",
                method.as_str(),
                key.sent()
            );
            let diagnostic = Diagnostic::new(Code::IndistinctOperations, &place, message)
                .help("describe both as one operation, with a body that is `oneOf` of theirs")
                .label(first, "the other one");
            self.report(diagnostic);
        }
    }

    /// The name of a required parameter, and the only value that it may have.
    fn only_value(&self, listed: &At<'a>) -> Option<(String, String)> {
        let parameter = self.documents.resolve(listed).ok()?;
        (parameter.get("required")?.as_bool()?).then_some(())?;
        let name = parameter.get("name")?.as_str()?;
        let schema = parameter
            .get("schema")
            .and_then(|schema| self.documents.resolve(&schema).ok());
        let schema = schema.unwrap_or(parameter);
        let constant = schema.get("const").map(|value| value.to_json().to_string());
        let only = constant.or_else(|| {
            let values = schema.get("enum")?;
            let mut values = values.items();
            let first = values.next()?;
            values.next().is_none().then(|| first.to_json().to_string())
        })?;
        Some((name.to_owned(), only))
    }
}
