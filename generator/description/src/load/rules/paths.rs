//! Paths: their templates, and the parameters that fill them.

use std::collections::{BTreeMap, BTreeSet};

use super::super::check::Checker;
use super::indistinct::Called;
use crate::cursor::At;
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::ir::service::Method;
use crate::item::{self, Item};
use crate::path::PathKey;
use crate::template;

impl<'a> Checker<'a, '_> {
    pub(super) fn paths(&mut self, at: &At<'a>) {
        let mut shapes = BTreeMap::new();
        let mut called = Called::default();
        for (path, item) in at.entries().filter(|(path, _)| path.starts_with('/')) {
            let Some(key) = at.key_origin(path) else {
                continue;
            };
            let names = match path_names(path) {
                Ok(names) => names,
                Err(reason) => {
                    let help = "a parameter is a name in braces: `/users/{id}`; queries are parameters with `in: query`";
                    self.error(Code::BadPath, &key, reason, help);
                    continue;
                }
            };
            let parts = PathKey::new(path);
            if !parts.is_plain() {
                let message = format!("`{}` is what is called here", parts.sent());
                let help = "a query that is written into a path is sent with it, a fragment never: operations at one path \
                            are told apart by their parameters";
                self.error(Code::PathTail, &key, message, help);
            }
            // With a fragment or a query it is another operation at the same path.
            let alike = shapes.insert(template::shape(path), key.span);
            if let Some(first) = alike {
                let message = format!("`{path}` matches the same requests as another path");
                let diagnostic = Diagnostic::new(Code::DuplicatePath, &key, message)
                    .help("put the operations of both under one path")
                    .label(first, "the other one");
                self.report(diagnostic);
            }
            // What cannot be resolved has been reported where the reference stands.
            if self.documents.resolve(&item).is_ok() {
                let item = Item::new(self.documents, &item);
                self.path_parameters(&parts, &names, &item);
                self.indistinct(&parts, &item, alike.is_some(), &mut called);
            }
        }
    }

    fn operations(&self, item: &Item<'a>) -> Vec<At<'a>> {
        let operations = item.operations(self.documents).into_iter();
        operations.map(|(_, at)| at).collect()
    }

    /// Keys of additional operations are methods that have no key of their own (OpenAPI 3.2.0, section 4.9.1).
    pub(super) fn methods(&mut self, at: &At<'a>) {
        for (key, operation) in at.entries() {
            if item::additional_method(key).is_some() {
                continue;
            }
            let (reason, help) = match Method::of(key) {
                Method::Other(name) if name == "CONNECT" => (
                    "it asks for a tunnel, which no client here opens".to_owned(),
                    "remove it".to_owned(),
                ),
                Method::Other(name) => (
                    format!("`{name}` is no method: it has characters that no token has"),
                    "write the method as it is sent, like `COPY`".to_owned(),
                ),
                fixed => {
                    let own = fixed.as_str().to_ascii_lowercase();
                    (
                        format!("`{fixed}` has a key of its own"),
                        format!("put it under `{own}` of the path item"),
                    )
                }
            };
            let message = format!("the operation under `{key}` is left out: {reason}");
            let place = operation.name_origin();
            let diagnostic = Diagnostic::new(Code::OperationLeftOut, &place, message).help(help);
            self.report(for_operation(diagnostic, &operation));
        }
    }

    /// Each name of the template has a parameter object in each operation, and the other way round.
    fn path_parameters(&mut self, path: &PathKey<'_>, names: &[&str], item: &Item<'a>) {
        let slots = path.slots().map(|(_, name)| name);
        let allowed = names.iter().copied().chain(slots);
        let allowed: Vec<&str> = allowed.chain(path.unsent()).collect();
        let path = path.template;
        let shared = self.in_path(item.parameters());
        for operation in self.operations(item) {
            let listed = operation.get("parameters");
            let listed: Vec<_> = listed.iter().flat_map(At::items).collect();
            self.whole_query([item.parameters(), listed.clone()].concat());
            let own = self.in_path(listed);
            let declared: BTreeSet<&str> =
                own.iter().chain(&shared).map(|(name, _)| *name).collect();
            // A parameter that is left over was probably meant for a name that is left over.
            let left_over = declared.iter().any(|name| !allowed.contains(name));
            for name in names.iter().filter(|name| !declared.contains(*name)) {
                let message = format!(
                    "`{path}` has `{{{name}}}`, but this operation has no such path parameter"
                );
                let help = format!(
                    "add `{{name: {name}, in: path, required: true, schema: …}}` to `parameters`"
                );
                let code = match left_over {
                    true => Code::PathParameter,
                    false => Code::UndeclaredParameter,
                };
                let diagnostic =
                    Diagnostic::new(code, &operation.name_origin(), message).help(help);
                self.report(for_operation(diagnostic, &operation));
            }
            self.surplus(path, &allowed, &own);
        }
        self.surplus(path, &allowed, &shared);
    }

    fn surplus(&mut self, path: &str, names: &[&str], declared: &[(&'a str, At<'a>)]) {
        for (name, parameter) in declared.iter().filter(|(name, _)| !names.contains(name)) {
            let message = format!("`{path}` has no `{{{name}}}`");
            let help = match nearest(name, names.iter().copied()) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => match in_colons(path, name) {
                    Some(right) => format!("a parameter is a name in braces: write `{right}`"),
                    None => format!("put `{{{name}}}` into the path, or the parameter elsewhere"),
                },
            };
            self.error(Code::PathParameter, &parameter.origin, message, help);
        }
    }

    /// Those of some parameters that are in the path: each name, and where it is listed.
    fn in_path(&self, listed: Vec<At<'a>>) -> Vec<(&'a str, At<'a>)> {
        listed
            .into_iter()
            .filter_map(|listed| {
                let parameter = self.documents.resolve(&listed).ok()?;
                let place = parameter.get("in")?;
                (place.as_str()? == "path").then_some(())?;
                Some((parameter.get("name")?.as_str()?, listed))
            })
            .collect()
    }
}

/// The path with a parameter in braces that is written as routers of servers do, if it is: `/users/:id`, `/users/<id>`.
fn in_colons(path: &str, name: &str) -> Option<String> {
    let other = [format!(":{name}"), format!("<{name}>")];
    let is_other = |part: &&str| other.iter().any(|other| other == part);
    path.split('/').find(is_other)?;
    let braces = format!("{{{name}}}");
    let parts = path.split('/').map(|part| match is_other(&part) {
        true => braces.as_str(),
        false => part,
    });
    Some(parts.collect::<Vec<_>>().join("/"))
}

fn path_names(path: &str) -> Result<Vec<&str>, String> {
    if path.chars().any(char::is_control) {
        return Err(format!("`{path}`: a path holds no control characters"));
    }
    template::names(PathKey::new(path).template)
}

fn for_operation(diagnostic: Diagnostic, operation: &At<'_>) -> Diagnostic {
    match operation.get("operationId").and_then(|id| id.as_str()) {
        Some(id) => diagnostic.operation(id),
        None => diagnostic,
    }
}
