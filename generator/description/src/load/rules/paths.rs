//! Paths: their templates, and the parameters that fill them.

use std::collections::{BTreeMap, BTreeSet};

use super::super::check::Checker;
use crate::cursor::At;
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::path::PathKey;
use crate::pointer::Pointer;
use crate::source::FileId;
use crate::template;

/// The keys of a Path Item Object that are operations (OpenAPI 3.0.3, section 4.7.9.1).
pub(in super::super) const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

impl<'a> Checker<'a, '_> {
    pub(super) fn paths(&mut self, at: &At<'a>) {
        let mut shapes = BTreeMap::new();
        let mut nameless = BTreeMap::new();
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
            if let Some(first) = shapes.insert(template::shape(path), key.span) {
                let message = format!("`{path}` matches the same requests as another path");
                let diagnostic = Diagnostic::new(Code::DuplicatePath, &key, message)
                    .help("put the operations of both under one path")
                    .label(first, "the other one");
                self.report(diagnostic);
            }
            // What cannot be resolved has been reported where the reference stands.
            if let Ok(item) = self.documents.resolve(&item) {
                self.path_parameters(&parts, &names, &item);
                nameless.extend(self.nameless(&item));
            }
        }
        for at in nameless.into_values() {
            let message =
                "this operation has no `operationId`, and stands where none can be derived";
            let help = "name it as a call, verb first";
            self.error(Code::MissingKey, &at.name_origin(), message, help);
        }
    }

    /// The operations of a path item that have no name: several paths can lead to one that stands elsewhere.
    fn nameless(&self, item: &At<'a>) -> Vec<((FileId, Pointer), At<'a>)> {
        let operations = METHODS.iter().filter_map(|method| item.get(method));
        let nameless =
            operations.filter(|at| at.mapping().is_some() && at.get("operationId").is_none());
        let placed = |at: At<'a>| ((at.origin.file, at.origin.pointer.clone()), at);
        nameless.map(placed).collect()
    }

    /// Each name of the template has a parameter object in each operation, and the other way round.
    fn path_parameters(&mut self, path: &PathKey<'_>, names: &[&str], item: &At<'a>) {
        let slots = path.slots().map(|(_, name)| name);
        let allowed = names.iter().copied().chain(slots);
        let allowed: Vec<&str> = allowed.chain(path.unsent()).collect();
        let path = path.template;
        let shared = self.in_path(item);
        for method in METHODS {
            let Some(operation) = item.get(method) else {
                continue;
            };
            let own = self.in_path(&operation);
            let declared: BTreeSet<&str> =
                own.iter().chain(&shared).map(|(name, _)| *name).collect();
            // A parameter that is left over was probably meant for a name that is left over.
            let left_over = declared.iter().any(|name| !allowed.contains(name));
            for name in names.iter().filter(|name| !declared.contains(*name)) {
                let Some(origin) = item.key_origin(method) else {
                    continue;
                };
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
                let diagnostic = Diagnostic::new(code, &origin, message).help(help);
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
                None => format!("put `{{{name}}}` into the path, or the parameter elsewhere"),
            };
            self.error(Code::PathParameter, &parameter.origin, message, help);
        }
    }

    /// The path parameters that `holder` (a path item or an operation) lists: each name, and where
    /// the list has it.
    fn in_path(&self, holder: &At<'a>) -> Vec<(&'a str, At<'a>)> {
        let list = holder.get("parameters");
        let parameters = list.iter().flat_map(At::items);
        parameters
            .filter_map(|listed| {
                let parameter = self.documents.resolve(&listed).ok()?;
                let place = parameter.get("in")?;
                (place.as_str()? == "path").then_some(())?;
                Some((parameter.get("name")?.as_str()?, listed))
            })
            .collect()
    }
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
