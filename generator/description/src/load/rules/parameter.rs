//! Parameters and headers: how they are described and written.

use super::super::check::Checker;
use super::super::hints::alternatives;
use super::super::openapi::STYLES;
use crate::cursor::At;
use crate::diagnostic::Code;

impl<'a> Checker<'a, '_> {
    pub(super) fn parameter(&mut self, at: &At<'a>) {
        self.described_once(at);
        let place = at.get("in").and_then(|place| place.as_str());
        let Some(place) = place else { return };
        self.style(at, place);
        let required = at.get("required").and_then(|required| required.as_bool());
        if place == "path" && required != Some(true) {
            let message = "a path parameter must be required";
            self.error(
                Code::PathParameter,
                &at.name_origin(),
                message,
                "add `required: true`",
            );
        }
        let name = at.get("name");
        let reserved = ["accept", "content-type", "authorization"];
        if let Some(name) = name.filter(|_| place == "header")
            && let Some(text) = name.as_str()
            && reserved.contains(&text.to_lowercase().as_str())
        {
            let message = format!("the header parameter `{text}` has no effect");
            let help = "media types stand under `content`, credentials under `security`";
            self.error(Code::IgnoredParameter, &name.origin, message, help);
        }
    }

    /// Section 4.7.12.1: either `schema` or `content`, with one media type.
    pub(super) fn described_once(&mut self, at: &At<'a>) {
        self.exclude(at, "example", "examples");
        self.exclude(at, "schema", "content");
        let content = at.get("content");
        if at.get("schema").is_none() && content.is_none() {
            let message = "this needs `schema` or `content`";
            self.error(
                Code::MissingKey,
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

    /// Section 4.7.12.3: which styles go with which place.
    fn style(&mut self, at: &At<'a>, place: &str) {
        let allowed: &[&str] = match place {
            "path" => &["simple", "label", "matrix"],
            "query" => &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
            "header" => &["simple"],
            "cookie" => &["form"],
            _ => return,
        };
        let Some(style) = at.get("style") else { return };
        // Styles that do not exist at all are reported by the table.
        let exists = |text: &&str| STYLES.contains(text);
        let style_name = style.as_str().filter(exists);
        if let Some(text) = style_name.filter(|text| !allowed.contains(text)) {
            let message = format!("a {place} parameter cannot have the style `{text}`");
            let help = format!("it can be {}", alternatives(allowed));
            self.error(Code::BadStyle, &style.origin, message, help);
        }
    }
}
