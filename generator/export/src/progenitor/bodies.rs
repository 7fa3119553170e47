//! Request bodies: progenitor sends one media type, of four, and always something.

use super::kind::Kind;
use super::operations::Operation;
use super::{Exporter, Json, Part, Said, object, string};
use trueup_description::cursor::At;
use trueup_description::diagnostic::Diagnostic;
use trueup_description::ir::media::essence;

/// What progenitor sends, what says most first.
const SENT: [&str; 5] = [
    "application/json",
    "application/x-www-form-urlencoded",
    "text/plain",
    "text/x-markdown",
    "application/octet-stream",
];

impl<'a> Exporter<'a> {
    /// A Request Body Object of one media type.
    pub(super) fn request_body(
        &mut self,
        operation: &Operation<'a>,
        at: &At<'a>,
    ) -> Result<Said<Json>, Box<Diagnostic>> {
        let at = self.documents.resolve(at)?;
        let content: Vec<(&str, At<'a>)> = at.get("content").iter().flat_map(At::entries).collect();
        let chosen = SENT.into_iter().find_map(|sent| {
            let found = content.iter().find(|(key, _)| essence(key) == sent)?;
            Some((sent, found.0, found.1.clone()))
        });
        let Some((sent, chosen, media)) = chosen else {
            let keys: Vec<String> = content.iter().map(|(key, _)| format!("`{key}`")).collect();
            return Ok(Err(format!("its body is {}", keys.join(" or "))));
        };
        let schema = match self.sent(sent, &media)? {
            Ok(schema) => schema,
            Err(reason) => return Ok(Err(reason)),
        };
        for (key, media) in content.iter().filter(|(key, _)| *key != chosen) {
            let reason = format!("progenitor sends one media type, here `{chosen}`");
            self.leave_out(operation, media, Part::MediaType((*key).to_owned()), reason);
        }
        let content = object([(sent, object([("schema", schema)]))]);
        let mut members = vec![("required", Json::Bool(true)), ("content", content)];
        members.extend(
            at.get("description")
                .map(|note| ("description", note.to_json())),
        );
        Ok(Ok(object(members)))
    }

    /// The schema of a body in the form that progenitor asks for.
    fn sent(&mut self, media_type: &str, media: &At<'a>) -> Result<Said<Json>, Box<Diagnostic>> {
        let schema = media.get("schema");
        if media_type == "application/json" {
            return Ok(Ok(match schema {
                Some(schema) => self.schemas.schema(&schema)?,
                None => Json::Object(Vec::new()),
            }));
        }
        let Some(schema) = schema else {
            return Ok(Err(format!("its body of `{media_type}` has no schema")));
        };
        if media_type == "application/x-www-form-urlencoded" {
            return if media.get("encoding").is_none() && self.is_flat(&schema)? {
                Ok(Ok(self.schemas.schema(&schema)?))
            } else {
                Ok(Err("its form holds more than scalars".to_owned()))
            };
        }
        if Kind::of(self.documents, &schema)? != Kind::Text {
            return Ok(Err(format!("its body of `{media_type}` is no string")));
        }
        // It takes no other schemas than these.
        let mut members = vec![("type", string("string"))];
        if media_type == "application/octet-stream" {
            members.push(("format", string("binary")));
        }
        Ok(Ok(object(members)))
    }

    /// Whether all properties of an object are scalars.
    fn is_flat(&self, schema: &At<'a>) -> Result<bool, Box<Diagnostic>> {
        let schema = self.documents.resolve(schema)?;
        let Some(properties) = schema.get("properties") else {
            return Ok(false);
        };
        for (_, property) in properties.entries() {
            if !Kind::of(self.documents, &property)?.is_single() {
                return Ok(false);
            }
        }
        Ok(true)
    }
}
