//! Parameters and headers: how they are described and written.

use super::super::check::Checker;
use super::super::hints::alternatives;
use super::super::openapi::STYLES;
use super::super::version::Version;
use crate::cursor::{At, Origin};
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::header;

impl<'a> Checker<'a, '_> {
    pub(super) fn parameter(&mut self, at: &At<'a>) {
        self.described_once(at);
        let place = at.get("in").and_then(|place| place.as_str());
        let Some(place) = place else { return };
        self.style(at, place);
        self.parameter_name(at, place);
    }

    /// Which names and which `required` go with a place.
    pub(super) fn parameter_name(&mut self, at: &At<'a>, place: &str) {
        // Of what is no flag the table of fields has said so.
        let required = at.get("required");
        let is_required = required.is_some_and(|flag| flag.as_bool() != Some(false));
        if place == "path" && !is_required {
            let message = "a path parameter is always required, and should say so";
            self.error(
                Code::OmittedKey,
                &at.name_origin(),
                message,
                "add `required: true`",
            );
        }
        let Some(name) = at.get("name") else { return };
        let Some(text) = name.as_str() else { return };
        match place {
            // The table of fields has said so; nothing can be sent under it.
            _ if text.is_empty() => {}
            "header" if header::is_ignored_parameter(text) => {
                let message = format!("the header parameter `{text}` has no effect");
                let help = match header::is_of_connection(text) {
                    true => "whoever sends a message over HTTP writes it anyway: remove it",
                    false => "media types stand under `content`, credentials under `security`",
                };
                self.error(Code::IgnoredParameter, &name.origin, message, help);
            }
            "header" | "cookie" => self.token(text, place, &name.origin),
            _ => {}
        }
    }

    /// The names of headers and cookies are tokens (RFC 9110 §5.1, RFC 6265 §4.1.1).
    pub(super) fn token(&mut self, name: &str, owner: &str, origin: &Origin) {
        if !header::is_token(name) {
            let message = format!("`{name}` cannot be the name of a {owner}");
            let help = "use letters, digits and hyphens";
            self.error(Code::BadHeaderName, origin, message, help);
        }
    }

    /// The names of the headers of a response, or of a part of a form.
    pub(super) fn header_names(&mut self, owner: &At<'a>) {
        let Some(headers) = owner.get("headers") else {
            return;
        };
        for (name, _) in headers.entries() {
            let Some(origin) = headers.key_origin(name) else {
                continue;
            };
            if header::is_ignored(name) {
                let message = format!("the header `{name}` has no effect here");
                let help = "media types stand under `content`, or under `contentType` of a part";
                self.error(Code::IgnoredParameter, &origin, message, help);
            } else if !header::is_token(name) {
                let message =
                    format!("`{name}` cannot be the name of a header, so no message has it");
                let help = "use letters, digits and hyphens";
                self.error(Code::UnusedField, &origin, message, help);
            }
        }
    }

    /// Section 4.7.12.1: either `schema` or `content`, with one media type.
    pub(super) fn described_once(&mut self, at: &At<'a>) {
        self.exclude(at, "example", "examples");
        self.exclude(at, "schema", "content");
        let content = at.get("content");
        if at.get("schema").is_none() && content.is_none() {
            let message = "this should have `schema` or `content`: its values are taken for texts";
            self.error(
                Code::OmittedKey,
                &at.name_origin(),
                message,
                "add `schema: {type: …}`",
            );
        }
        if let Some(content) = content
            && content.mapping().is_some_and(|types| types.len() != 1)
        {
            let message = "`content` must have exactly one media type here";
            self.error(
                Code::ConflictingKeys,
                &content.origin,
                message,
                "keep one of them",
            );
        }
    }

    /// OpenAPI 3.2.0, section 4.12.1: beside a parameter that is the whole query there is no other for the query.
    pub(super) fn whole_query(&mut self, listed: Vec<At<'a>>) {
        let place = |listed: &At<'a>| self.documents.resolve(listed).ok()?.get("in")?.as_str();
        let in_query = |listed: &&At<'a>| matches!(place(listed), Some("query" | "querystring"));
        let in_query: Vec<&At<'a>> = listed.iter().filter(in_query).collect();
        let whole = in_query
            .iter()
            .find(|listed| place(listed) == Some("querystring"));
        let others = in_query
            .iter()
            .find(|listed| whole.is_some_and(|whole| whole.origin != listed.origin));
        if let (Some(whole), Some(other)) = (whole, others) {
            let message = "beside the whole query there is no other parameter of the query";
            let diagnostic = Diagnostic::new(Code::ConflictingKeys, &whole.origin, message)
                .help("make the other one a property of its schema, or describe the query by parameters alone")
                .label(other.origin.span, "the other one");
            self.report(diagnostic);
        }
    }

    /// Section 4.7.12.3: which styles go with which place.
    fn style(&mut self, at: &At<'a>, place: &str) {
        let allowed: &[&str] = match place {
            "path" => &["simple", "label", "matrix"],
            "query" => &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
            "header" => &["simple"],
            "cookie" if self.version_at(at) >= Version::V3_2 => &["form", "cookie"],
            "cookie" => &["form"],
            _ => return,
        };
        let Some(style) = at.get("style") else { return };
        // Styles that do not exist at all are reported by the table.
        let exists = |text: &&str| STYLES.contains(text) || *text == "cookie";
        let style_name = style.as_str().filter(exists);
        if let Some(text) = style_name.filter(|text| !allowed.contains(text)) {
            let message = format!("a {place} parameter cannot have the style `{text}`");
            let help = format!("it can be {}", alternatives(allowed));
            self.error(Code::BadStyle, &style.origin, message, help);
        }
    }
}
