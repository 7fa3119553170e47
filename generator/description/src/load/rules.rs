//! What OpenAPI 3.0.3 demands beyond the fixed fields of one object.

mod default;
mod effect;
mod indistinct;
mod media_types;
mod operation;
mod parameter;
mod paths;
mod schema;
mod security;
mod style;
mod swagger;

use super::check::Checker;
use super::fields::Kind;
use super::version::{Version, stated};
use crate::cursor::At;
use crate::diagnostic::{Code, Diagnostic};
use crate::template;

impl<'a> Checker<'a, '_> {
    /// Applies the rules of one kind of object.
    pub(super) fn rules(&mut self, at: &At<'a>, kind: Kind) {
        if self.version_at(at) == Version::V2_0 && self.swagger_rules(at, kind) {
            return;
        }
        match kind {
            Kind::OpenApi => self.tags(at),
            Kind::Paths => self.paths(at),
            Kind::PathItem => self.parameter_list(at),
            Kind::Operations => self.methods(at),
            Kind::Operation => self.operation(at),
            Kind::Parameter => {
                self.parameter(at);
                self.parameter_style(at);
                self.media_types(at);
            }
            Kind::Header => {
                self.described_once(at);
                self.media_types(at);
            }
            Kind::Response => {
                self.header_names(at);
                self.media_types(at);
            }
            Kind::Encoding => self.header_names(at),
            Kind::MediaType => {
                self.exclude(at, "example", "examples");
                self.body_style(at);
            }
            Kind::Example => self.exclude(at, "value", "externalValue"),
            Kind::Link => self.exclude(at, "operationRef", "operationId"),
            Kind::RequestBody => self.request_body(at),
            Kind::Responses => self.responses(at),
            Kind::Server => self.server(at),
            Kind::ServerVariable => self.server_variable(at),
            Kind::Schema => self.schema(at),
            Kind::SecurityScheme => self.security_scheme(at),
            Kind::OAuthFlows => self.oauth_flows(at),
            Kind::SecurityRequirement => self.security_requirement(at),
            Kind::ErrorCondition => self.error_condition(at),
            _ => {}
        }
    }

    /// The rules of Swagger 2.0 for a kind of object; whether it has others than OpenAPI 3.
    fn swagger_rules(&mut self, at: &At<'a>, kind: Kind) -> bool {
        match kind {
            Kind::OpenApi => {
                self.swagger_media_types(at);
                return false;
            }
            Kind::Operation => {
                self.operation(at);
                self.swagger_inputs(at);
                self.swagger_media_types(at);
            }
            Kind::Parameter => {
                self.swagger_parameter(at);
                self.parameter_style(at);
            }
            Kind::Header | Kind::Items => self.swagger_items(at),
            Kind::SecurityScheme => self.swagger_scheme(at),
            _ => return false,
        }
        true
    }

    /// Whether the document is written for a version that we know; says so if not.
    pub(super) fn version(&mut self, root: &At<'a>) -> bool {
        let (version, help) = match (root.get("openapi"), root.get("swagger")) {
            (Some(version), _) if stated(&version).starts_with("2.") => (
                version,
                "up to version 2.0 the key is another: `swagger: '2.0'`",
            ),
            (Some(version), _) => (
                version,
                "write the version that it follows, like `openapi: 3.1.1`",
            ),
            (None, Some(version)) if stated(&version).starts_with("3.") => (
                version,
                "since version 3.0 the key is another: `openapi: 3.0.3`",
            ),
            (None, Some(version)) => (
                version,
                "write `swagger: '2.0'`, if that is what it follows",
            ),
            (None, None) => return true,
        };
        if Version::of(root).is_some() {
            return true;
        }
        let found: String = stated(&version).chars().take(20).collect();
        let message = format!(
            "this is not OpenAPI 3.0, 3.1 or 3.2, nor Swagger 2.0: the version is `{found}`"
        );
        self.error(Code::WrongVersion, &version.origin, message, help);
        false
    }

    /// Section 4.7.7: the names of components are letters, digits, `.`, `-` and `_`.
    pub(super) fn component_names(&mut self, at: &At<'a>) {
        for (name, _) in at.entries() {
            let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
            if name.is_empty() || !name.chars().all(is_name) {
                let Some(origin) = at.key_origin(name) else {
                    continue;
                };
                let message = format!("`{name}` cannot be the name of a component");
                let help = "use letters, digits, `.`, `-` and `_`";
                self.error(Code::BadComponentName, &origin, message, help);
            }
        }
    }

    /// Of two keys at most one may be there.
    fn exclude(&mut self, at: &At<'a>, one: &str, other: &str) {
        let (Some(first), Some(second)) = (at.key_span(one), at.key_origin(other)) else {
            return;
        };
        let message = format!("`{one}` and `{other}` exclude each other");
        let diagnostic = Diagnostic::new(Code::ConflictingKeys, &second, message)
            .help("remove one of the two")
            .label(first, "the other one");
        self.report(diagnostic);
    }

    fn tags(&mut self, root: &At<'a>) {
        self.tag_parents(root);
        let mut names = std::collections::BTreeMap::new();
        let Some(tags) = root.get("tags") else { return };
        for tag in tags.items().filter_map(|tag| tag.get("name")) {
            let Some(name) = tag.as_str() else { continue };
            let first = *names.entry(name).or_insert(tag.origin.span);
            if first != tag.origin.span {
                let message =
                    format!("the tag `{name}` is declared twice, and this does not count");
                let diagnostic = Diagnostic::new(Code::DuplicateTag, &tag.origin, message)
                    .help("remove one of the two")
                    .label(first, "the first one");
                self.report(diagnostic);
            }
        }
    }

    fn error_condition(&mut self, at: &At<'a>) {
        if at.get("equals").is_none() && at.get("contains").is_none() {
            let message = "a condition needs `equals` or `contains`";
            self.error(
                Code::BadExtension,
                &at.origin,
                message,
                "say what is at `pointer`",
            );
        }
    }

    fn request_body(&mut self, at: &At<'a>) {
        self.media_types(at);
        let content = at.get("content");
        if let Some(content) = content.filter(|at| at.mapping().is_some_and(|m| m.is_empty())) {
            let message = "a body without a media type cannot be sent, so there is none";
            let help = "add `application/json`, or whatever it is written in";
            self.error(Code::EmptyValue, &content.name_origin(), message, help);
        }
    }

    fn responses(&mut self, at: &At<'a>) {
        if at.entries().all(|(key, _)| key.starts_with("x-")) {
            let message = "an operation needs at least one response";
            let help = "name the response to a successful call, by its status code";
            self.error(Code::OmittedKey, &at.name_origin(), message, help);
        }
    }

    fn server(&mut self, at: &At<'a>) {
        let Some(url) = at.get("url") else { return };
        let Some(text) = url.as_str() else { return };
        let names = match template::names(text) {
            Ok(names) => names,
            Err(reason) => {
                let help = "a variable is a name in braces: `https://{host}/`";
                return self.error(Code::BadServer, &url.origin, reason, help);
            }
        };
        let variables = at.get("variables");
        for name in &names {
            if variables
                .as_ref()
                .is_none_or(|variables| variables.get(name).is_none())
            {
                let message = format!("the server's variable `{name}` is not declared");
                let help = format!("add `{name}: {{default: …}}` to `variables`");
                self.error(Code::BadServer, &url.origin, message, help);
            }
        }
    }

    fn server_variable(&mut self, at: &At<'a>) {
        let (Some(values), Some(default)) = (at.get("enum"), at.get("default")) else {
            return;
        };
        let Some(text) = default.as_str() else { return };
        if values.items().all(|value| value.as_str() != Some(text)) {
            let message = format!("the default `{text}` is not one of the variable's values");
            let help = "add it to `enum`";
            self.error(Code::RejectedDefault, &default.origin, message, help);
        }
    }
}
