//! Security schemes, and the operations' demand for them.

use super::super::check::Checker;
use super::super::section::{Section, scheme_name};
use super::super::version::Version;
use crate::cursor::At;
use crate::diagnostic::{Code, Diagnostic, nearest};

impl<'a> Checker<'a, '_> {
    /// Section 4.7.27.1: which keys each type needs.
    pub(super) fn security_scheme(&mut self, at: &At<'a>) {
        let kind = at.get("type").and_then(|kind| kind.as_str());
        // How a credential travels must be known; where to get one is the caller's business.
        let (code, needed): (_, &[&str]) = match kind {
            Some("apiKey") => (Code::MissingKey, &["name", "in"]),
            Some("http") => (Code::MissingKey, &["scheme"]),
            Some("oauth2") => (Code::OmittedKey, &["flows"]),
            Some("openIdConnect") => (Code::OmittedKey, &["openIdConnectUrl"]),
            _ => return,
        };
        let owner = format!("a security scheme of type `{}`", kind.unwrap_or_default());
        self.need(at, code, needed, &owner);
        let place = at.get("in").and_then(|place| place.as_str());
        if let (Some("apiKey"), Some(place @ ("header" | "cookie"))) = (kind, place)
            && let Some(name) = at.get("name")
            && let Some(text) = name.as_str()
        {
            self.token(text, place, &name.origin);
        }
        let kinds = [
            ("name", "apiKey"),
            ("in", "apiKey"),
            ("scheme", "http"),
            ("bearerFormat", "http"),
            ("flows", "oauth2"),
            ("openIdConnectUrl", "openIdConnect"),
        ];
        for (key, owner) in kinds.iter().filter(|(_, owner)| Some(*owner) != kind) {
            let Some(origin) = at.key_origin(key) else {
                continue;
            };
            let message = format!("`{key}` belongs to the type `{owner}`");
            self.error(
                Code::ConflictingKeys,
                &origin,
                message,
                "remove it, or change `type`",
            );
        }
    }

    /// Section 4.7.28.1: which URLs each flow needs.
    pub(super) fn oauth_flows(&mut self, at: &At<'a>) {
        for (flow, needed) in [
            ("implicit", &["authorizationUrl"][..]),
            ("password", &["tokenUrl"]),
            ("clientCredentials", &["tokenUrl"]),
            ("authorizationCode", &["authorizationUrl", "tokenUrl"]),
        ] {
            if let Some(value) = at.get(flow) {
                let owner = format!("the flow `{flow}`");
                self.need(&value, Code::OmittedKey, needed, &owner);
            }
        }
    }

    pub(super) fn need(&mut self, at: &At<'a>, code: Code, keys: &[&str], owner: &str) {
        for key in keys.iter().filter(|key| at.get(key).is_none()) {
            let message = format!("{owner} needs `{key}`");
            self.report(Diagnostic::new(code, &at.name_origin(), message));
        }
    }

    /// Every name is one of the document's security schemes.
    pub(super) fn security_requirement(&mut self, at: &At<'a>) {
        let root = self.context.root.as_ref();
        let schemes = root.and_then(|root| Section::SecuritySchemes.of(root));
        let by_address = self.version_at(at) >= Version::V3_2;
        let known = |stated: &str| {
            let name = if by_address {
                scheme_name(stated)
            } else {
                stated
            };
            schemes
                .as_ref()
                .is_some_and(|schemes| schemes.get(name).is_some())
        };
        let unknown: Vec<_> = at.entries().filter(|(name, _)| !known(name)).collect();
        for (name, _) in unknown {
            let Some(origin) = at.key_origin(name) else {
                continue;
            };
            let message =
                format!("there is no security scheme `{name}`, so its credential is the caller's");
            let names = schemes.iter().filter_map(At::mapping).flatten();
            let help = match nearest(name, names.map(|entry| entry.key.as_str())) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => format!(
                    "declare it under `{}`",
                    Section::SecuritySchemes.place(self.version_at(at))
                ),
            };
            self.error(Code::UnknownSecurityScheme, &origin, message, help);
        }
    }
}
