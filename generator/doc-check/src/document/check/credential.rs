//! The credential that a call carries.

use trueup_validator::registry::{Scheme, SchemeKind, split_url};

use super::call::CallCheck;
use crate::code::Code;
use crate::document::call::Client;
use crate::document::suggest;
use crate::document::text::Span;
use crate::host;

impl<'a> CallCheck<'a, '_, '_> {
    pub(super) fn credential(&mut self) {
        let alternatives = self.operation().credentials;
        let carried = |name: &&str| {
            self.target
                .service
                .schemes
                .iter()
                .any(|scheme| scheme.name == *name && self.carries(scheme))
        };
        if alternatives.is_empty() || alternatives.iter().any(|set| set.iter().all(&carried)) {
            return;
        }
        let wanted: Vec<String> = alternatives
            .iter()
            .map(|set| {
                let how: Vec<_> = set.iter().map(|name| self.how(name)).collect();
                how.join(" with ")
            })
            .collect();
        let wanted = wanted.join(", or ");
        match self.other_credential() {
            Some((span, near)) => {
                let message = format!("this is not the credential that the call takes: {wanted}");
                let issue = self.add(Code::WrongCredential, span, message);
                if let Some(name) = near {
                    issue.help(format!("did you mean `{name}`?"));
                }
            }
            // Where no headers are shown, none is missing.
            None if self.call.client == Client::Line || self.call.unseen => {}
            // Of one cause, each call says the same.
            None => {
                let message = format!("the call carries no credential; it takes {wanted}");
                self.add(Code::MissingCredential, self.call.span, message);
            }
        }
    }

    /// How a scheme travels, as documents write it.
    fn how(&self, name: &str) -> String {
        let scheme = self
            .target
            .service
            .schemes
            .iter()
            .find(|scheme| scheme.name == name);
        match scheme.map(|scheme| scheme.kind) {
            Some(SchemeKind::Bearer) => "`Authorization: Bearer …`".to_owned(),
            Some(SchemeKind::Basic) => "`Authorization: Basic …`".to_owned(),
            Some(SchemeKind::Header(header)) => format!("`{header}: …`"),
            Some(SchemeKind::Query(name)) => format!("`?{name}=…`"),
            Some(SchemeKind::Cookie(name)) => format!("the cookie `{name}`"),
            None => format!("`{name}`"),
        }
    }

    fn carries(&self, scheme: &Scheme) -> bool {
        let authorization = |kind: &str| {
            self.call.header("Authorization").any(|header| {
                let (first, rest) = header
                    .value
                    .value
                    .split_once(' ')
                    .unwrap_or((&header.value.value, ""));
                first.eq_ignore_ascii_case(kind) && !rest.trim().is_empty()
                    || first.starts_with('$')
                    // A variable of a program holds the whole.
                    || self.call.client == Client::Other && first.starts_with('{') && rest.is_empty()
            })
        };
        match scheme.kind {
            SchemeKind::Bearer => authorization("Bearer"),
            SchemeKind::Basic => {
                let url = self.call.url.as_ref().map_or("", |url| url.text.text());
                let in_url = host::user(split_url(url).0).is_some();
                in_url || self.call.user.is_some() || authorization("Basic")
            }
            SchemeKind::Header(name) => self
                .call
                .header(name)
                .any(|header| !header.value.value.is_empty()),
            SchemeKind::Query(name) => self.pairs().iter().any(|pair| pair.name == name),
            SchemeKind::Cookie(name) => self
                .call
                .header("Cookie")
                .any(|header| header.value.value.contains(&format!("{name}="))),
        }
    }

    /// Another credential in the place of the right one, and its proper name if it is only misspelt.
    fn other_credential(&self) -> Option<(Span, Option<String>)> {
        let all = self
            .checks
            .api
            .services
            .iter()
            .flat_map(|service| service.schemes);
        let names: Vec<&str> = all
            .filter_map(|scheme| match scheme.kind {
                SchemeKind::Bearer | SchemeKind::Basic => Some("Authorization"),
                SchemeKind::Header(name) => Some(name),
                _ => None,
            })
            .collect();
        self.call.headers.iter().find_map(|header| {
            let name = &header.name.value;
            if names.iter().any(|known| known.eq_ignore_ascii_case(name)) {
                return Some((header.name.span.to(header.value.span), None));
            }
            let near = suggest::nearest(name, names.iter().copied())?;
            Some((header.name.span, Some(near.to_owned())))
        })
    }
}
