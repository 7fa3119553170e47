//! Paths and their operations.

use super::{Exporter, Json, LeftOut, Part, Said, object, without_extensions};
use trueup_codegen::names;
use trueup_description::cursor::At;
use trueup_description::diagnostic::Diagnostic;
use trueup_description::ir::service::Method;

/// What an operation says beside its parameters, bodies and responses.
const PLAIN: [&str; 6] = [
    "tags",
    "summary",
    "description",
    "operationId",
    "deprecated",
    "security",
];

impl<'a> Exporter<'a> {
    /// The Paths Object.
    pub(super) fn paths(&mut self, root: &At<'a>) -> Result<Json, Box<Diagnostic>> {
        let mut paths = Vec::new();
        let paths_object = root.get("paths");
        let entries = paths_object.iter().flat_map(At::entries);
        // Any other key is no path, and nobody has looked at what stands under it.
        for (path, item) in entries.filter(|(path, _)| path.starts_with('/')) {
            let item = self.documents.resolve(&item)?;
            let mut operations = Vec::new();
            for (key, at) in item.entries() {
                let Some((_, method)) = Method::FIXED.into_iter().find(|(name, _)| *name == key)
                else {
                    continue;
                };
                let id = at.get("operationId").and_then(|id| id.as_str());
                let operation = Operation {
                    id: id.unwrap_or_default().to_owned(),
                    method,
                    item: item.clone(),
                    at,
                };
                let exported = match sent_otherwise(path) {
                    Some(reason) => Err(reason.to_owned()),
                    None => self.operation(&operation)?,
                };
                match exported {
                    Ok(exported) => operations.push((key.to_owned(), exported)),
                    Err(reason) => {
                        self.leave_out(&operation, &operation.at, Part::Operation, reason)
                    }
                }
            }
            if !operations.is_empty() {
                paths.push((path.to_owned(), Json::Object(operations)));
            }
        }
        Ok(Json::Object(paths))
    }

    fn operation(&mut self, operation: &Operation<'a>) -> Result<Said<Json>, Box<Diagnostic>> {
        if operation.id.is_empty() {
            return Ok(Err("it has no `operationId`".to_owned()));
        }
        let ident = names::snake(&operation.id).to_string();
        if let Some(other) = self.methods.get(&ident) {
            return Ok(Err(format!("progenitor gives it the name of `{other}`")));
        }
        if matches!(operation.method, Method::Options | Method::Trace) {
            let reason = format!("reqwest has no call for {}", operation.method);
            return Ok(Err(reason));
        }
        let mut members: Vec<(&str, Json)> = PLAIN
            .into_iter()
            .filter_map(|key| Some((key, without_extensions(&operation.at.get(key)?))))
            .collect();
        match self.parameters(operation)? {
            Ok(parameters) if parameters.is_empty() => {}
            Ok(parameters) => members.push(("parameters", Json::Array(parameters))),
            Err(reason) => return Ok(Err(reason)),
        }
        if let Some(body) = operation.at.get("requestBody") {
            match self.request_body(operation, &body)? {
                Ok(body) => members.push(("requestBody", body)),
                Err(reason) => return Ok(Err(reason)),
            }
        }
        members.push(("responses", self.responses(operation)?));
        self.methods.insert(ident, operation.id.clone());
        for at in [&operation.item, &operation.at] {
            if let Some(servers) = at.get("servers") {
                let reason = "a client has one base URL".to_owned();
                self.leave_out(operation, &servers, Part::Servers, reason);
            }
        }
        Ok(Ok(object(members)))
    }

    /// Remembers that a part is not there.
    pub(super) fn leave_out(
        &mut self,
        operation: &Operation<'a>,
        at: &At<'a>,
        part: Part,
        reason: String,
    ) {
        self.left_out.push(LeftOut {
            origin: at.name_origin(),
            of: operation.id.clone(),
            part,
            reason,
        });
    }
}

/// An operation of the description.
pub(super) struct Operation<'a> {
    /// `operationId`
    pub(super) id: String,
    /// Its method.
    pub(super) method: Method,
    /// The Path Item that it stands in.
    pub(super) item: At<'a>,
    /// The operation.
    pub(super) at: At<'a>,
}

/// Why progenitor's client would call another path.
fn sent_otherwise(path: &str) -> Option<&'static str> {
    if path.contains(['?', '#']) {
        return Some("progenitor takes what stands behind the path for a part of it");
    }
    path.contains("//")
        .then_some("progenitor leaves empty segments out")
}
