//! What Swagger 2.0 demands beyond the fixed fields of one object.

use super::super::check::Checker;
use crate::cursor::At;
use crate::diagnostic::{Code, Diagnostic};

impl<'a> Checker<'a, '_> {
    /// "Parameter Object": a body has a schema, all others have a type, and some keys go with some places only.
    pub(super) fn swagger_parameter(&mut self, at: &At<'a>) {
        let Some(place) = at.get("in").and_then(|place| place.as_str()) else {
            return;
        };
        self.parameter_name(at, place);
        if place == "body" {
            self.needs(at, "schema", "a body", "add `schema: {type: …}`");
            return;
        }
        if at.get("schema").is_none() {
            self.needs(
                at,
                "type",
                "a parameter that is no body",
                "add `type: string`, or whatever its values are",
            );
        }
        self.swagger_items(at);
        if let Some(kind) = at.get("type")
            && kind.as_str() == Some("file")
            && place != "formData"
        {
            let message = format!("a {place} parameter cannot be a file");
            let help = "a file is a parameter with `in: formData`, or a body with a schema";
            self.error(Code::UnknownType, &kind.origin, message, help);
        }
        if let Some(format) = at.get("collectionFormat")
            && format.as_str() == Some("multi")
            && !matches!(place, "query" | "formData")
        {
            let message = format!("a {place} parameter cannot have the format `multi`");
            let help =
                "it repeats the name of the parameter, which queries and forms can; write `csv`";
            self.error(Code::BadStyle, &format.origin, message, help);
        }
    }

    /// "Items Object": an array says what its elements are.
    pub(super) fn swagger_items(&mut self, at: &At<'a>) {
        let is_array = at
            .get("type")
            .is_some_and(|kind| kind.as_str() == Some("array"));
        if is_array && at.get("items").is_none() {
            let message = "values of type `array` need `items`";
            let help = "say what the elements are; they may be anything now";
            self.error(Code::MissingItems, &at.name_origin(), message, help);
        }
    }

    /// "Operation Object", `parameters`: one body at most, and no form beside it.
    pub(super) fn swagger_inputs(&mut self, at: &At<'a>) {
        let mut body: Option<At<'a>> = None;
        let mut form: Option<At<'a>> = None;
        for listed in at.get("parameters").iter().flat_map(At::items) {
            let Ok(parameter) = self.documents.resolve(&listed) else {
                continue;
            };
            match parameter.get("in").and_then(|place| place.as_str()) {
                Some("body") => {
                    if let Some(first) = &body {
                        let message = "an operation has one body, and this is a second one";
                        let first = first.origin.span;
                        self.second(&listed, first, message);
                    }
                    body.get_or_insert(listed);
                }
                Some("formData") => {
                    form.get_or_insert(listed);
                }
                _ => {}
            }
        }
        if let (Some(body), Some(form)) = (body, form) {
            let message = "a form is the body of a request, and this operation has another body";
            self.second(&form, body.origin.span, message);
        }
    }

    fn second(&mut self, at: &At<'a>, first: crate::source::Span, message: &str) {
        let diagnostic = Diagnostic::new(Code::ConflictingKeys, &at.origin, message)
            .help("remove one of the two")
            .label(first, "the first one");
        self.report(diagnostic);
    }

    /// "Security Scheme Object": which keys each type and flow needs.
    pub(super) fn swagger_scheme(&mut self, at: &At<'a>) {
        let text = |key: &str| at.get(key).and_then(|value| value.as_str());
        let needed: &[&str] = match (text("type"), text("flow")) {
            (Some("apiKey"), _) => &["name", "in"],
            (Some("oauth2"), Some("implicit")) => &["authorizationUrl", "scopes"],
            (Some("oauth2"), Some("password" | "application")) => &["tokenUrl", "scopes"],
            (Some("oauth2"), Some("accessCode")) => &["authorizationUrl", "tokenUrl", "scopes"],
            (Some("oauth2"), _) => &["flow", "scopes"],
            _ => &[],
        };
        let owner = match text("flow") {
            Some(flow) => format!("the flow `{flow}`"),
            None => format!(
                "a security scheme of type `{}`",
                text("type").unwrap_or_default()
            ),
        };
        let code = match text("type") {
            Some("apiKey") => Code::MissingKey,
            _ => Code::OmittedKey,
        };
        self.need(at, code, needed, &owner);
        if let (Some("apiKey"), Some("header"), Some(name)) =
            (text("type"), text("in"), at.get("name"))
            && let Some(text) = name.as_str()
        {
            self.token(text, "header", &name.origin);
        }
    }

    /// "Schema Object": the property that tells the children of a schema apart is one of its own, and required.
    pub(super) fn discriminator_name(&mut self, at: &At<'a>, name: &At<'a>) {
        let Some(text) = name.as_str() else { return };
        let declared = at
            .get("properties")
            .is_some_and(|properties| properties.get(text).is_some());
        if !declared && at.get("allOf").is_none() {
            let message =
                format!("this schema has no property `{text}`, by which it tells others apart");
            let help = "declare the property, or remove the `discriminator`";
            self.error(Code::BadDiscriminator, &name.origin, message, help);
        }
    }

    fn needs(&mut self, at: &At<'a>, key: &str, owner: &str, help: &str) {
        if at.get(key).is_none() {
            let message = format!("{owner} should have `{key}`: its values may be anything");
            self.error(Code::OmittedKey, &at.name_origin(), message, help);
        }
    }
}
