//! What a call's URL holds beside its path: the query, and the values in the path.

use trueup_validator::Severity;
use trueup_validator::registry::wire::{Spelling, pairs};
use trueup_validator::registry::{Parameter, ParameterViolation, Place, SchemeKind, split_url};

use super::call::CallCheck;
use crate::code::Code;
use crate::document::call::{Call, Data};
use crate::document::placeholder::is_placeholder;
use crate::document::shell::with_entities;
use crate::document::suggest;
use crate::document::text::{Span, range_of};

/// A parameter of the query: its name decoded, its value as it travels, and the places of both.
pub(super) struct Pair {
    pub(super) name: String,
    pub(super) value: String,
    name_span: Span,
    pub(super) span: Span,
}

impl<'a> CallCheck<'a, '_, '_> {
    /// The parameters of the query, those given as data included.
    pub(super) fn pairs(&self) -> Vec<Pair> {
        let mut pairs = Vec::new();
        if let Some(url) = &self.call.url {
            if let Some(mended) = with_entities(url.text.text()) {
                return mended_pairs(&mended, url.span);
            }
            let (_, _, query) = split_url(url.text.text());
            for part in query.split('&').filter(|part| !part.is_empty()) {
                let (name, value) = part.split_once('=').unwrap_or((part, ""));
                let span = |text: &str| url.text.span(range_of(url.text.text(), text));
                pairs.push(Pair {
                    name: Spelling::Form.decode(name).into_owned(),
                    value: value.to_owned(),
                    name_span: span(name),
                    span: span(part),
                });
            }
        }
        for query in &self.call.queries {
            pairs.extend(data_pairs(query));
        }
        if self.call.get {
            for data in &self.call.data {
                pairs.extend(data_pairs(data));
            }
        }
        pairs
    }

    pub(super) fn query(&mut self) {
        let pairs = self.pairs();
        let operation = self.operation();
        let mut owned: Vec<(&'a Parameter<'a>, &Pair)> = Vec::new();
        // What is missing under its own name, and there under a wrong one, which is told.
        let mut meant: Vec<&str> = Vec::new();
        for pair in &pairs {
            let declared = operation.query_parameter(&pair.name).or_else(|| {
                // `ids[]=1` is how some write a list.
                let outer = pair.name.split('[').next().unwrap_or_default();
                operation.query_parameter(outer)
            });
            match declared {
                Some(parameter) => owned.push((parameter, pair)),
                None => meant.extend(self.unknown_parameter(pair)),
            }
        }
        for parameter in operation.query_parameters() {
            let own = owned
                .iter()
                .filter(|(owner, _)| std::ptr::eq(*owner, parameter));
            let own: Vec<&Pair> = own.map(|(_, pair)| *pair).collect();
            match own.first() {
                Some(first) => {
                    let texts: Vec<_> = own
                        .iter()
                        .map(|pair| (pair.name.as_str(), pair.value.as_str()))
                        .collect();
                    self.value(parameter, &texts, first.span);
                }
                None if meant.contains(&parameter.name) => {}
                None if !parameter.judge(&[]).is_empty() => self.missing_parameter(parameter),
                None => {}
            }
        }
        for group in self.operation().any_of {
            let is_owned = |name: &&str| owned.iter().any(|(owner, _)| owner.name == *name);
            let is_meant = |name: &&str| meant.contains(name);
            if !group.iter().any(|name| is_owned(name) || is_meant(name)) {
                self.missing(ParameterViolation::NoneOf(group).to_string());
            }
        }
        for group in self.operation().exclusive {
            let set: Vec<_> = pairs
                .iter()
                .filter(|pair| group.contains(&pair.name.as_str()))
                .filter(|pair| !matches!(pair.value.as_str(), "" | "0" | "false" | "null"))
                .collect();
            if let [_, second, ..] = set.as_slice() {
                // In the words in which recordings are judged.
                let message = ParameterViolation::Exclusive(group).to_string();
                self.add(Code::ExclusiveParameters, second.span, message);
            }
        }
    }

    fn missing_parameter(&mut self, parameter: &Parameter<'_>) {
        let message = format!("the call lacks the required {parameter}");
        self.missing(message);
    }

    fn missing(&mut self, message: String) {
        let url = self.call.url.as_ref();
        let span = url.map_or(self.call.span, |url| url.span);
        self.add(Code::MissingParameter, span, message);
    }

    /// Tells of a name that nothing is described for. Gives the one that was probably meant.
    fn unknown_parameter(&mut self, pair: &Pair) -> Option<&'a str> {
        let credential = self
            .target
            .service
            .schemes
            .iter()
            .any(|scheme| matches!(scheme.kind, SchemeKind::Query(name) if name == pair.name));
        if credential || is_placeholder(&pair.name) {
            return None;
        }
        let parameters = self.operation().parameters.iter();
        let names = parameters
            .filter(|parameter| parameter.place == Place::Query)
            .map(|parameter| parameter.name);
        let near = suggest::nearest(&pair.name, names.clone());
        let meant = suggest::slip_of(&pair.name, names);
        let span = pair.name_span;
        let exact = span.end - span.start == pair.name.len();
        let message = format!(
            "`{}` has no query parameter `{}`",
            self.target.name(),
            pair.name
        );
        let issue = self
            .add(Code::UnknownParameter, span, message)
            .weigh(Severity::Error);
        if let Some(near) = near {
            issue.help(format!("did you mean `{near}`?"));
            if let Some(meant) = meant.filter(|meant| exact && *meant == near) {
                issue.edit(span, meant);
            }
        }
        near
    }

    pub(super) fn path_values(&mut self) {
        let Some(url) = &self.call.url else { return };
        let (_, path, _) = split_url(url.text.text());
        let method = self.operation().method.name();
        let found = self
            .checks
            .routes
            .path_of(self.target.service, method, path);
        let Some(found) = found.filter(|found| found.operation.path == self.operation().path)
        else {
            return;
        };
        for (name, text) in found.parameters() {
            let mut declared = self.target.operation.parameters.iter();
            let parameter = declared.find(|p| p.place == Place::Path && p.name == name);
            if let Some(parameter) = parameter {
                let span = url.text.span(range_of(url.text.text(), text));
                self.value(parameter, &[(name, text)], span);
            }
        }
    }
}

/// The parameters of a URL that was mended: all of them at its place.
fn mended_pairs(url: &str, span: Span) -> Vec<Pair> {
    let (_, _, query) = split_url(url);
    pairs(query)
        .into_iter()
        .map(|(name, value)| Pair {
            name,
            value: value.to_owned(),
            name_span: span,
            span,
        })
        .collect()
}

/// Whether a call has a parameter of a name in its query.
pub(super) fn has(call: &Call, name: &str) -> bool {
    let query = call.url.as_ref().map(|url| split_url(url.text.text()).2);
    let in_url = pairs(query.unwrap_or_default())
        .iter()
        .any(|(key, _)| *key == name);
    let in_data = |data: &Data| data_pairs(data).iter().any(|pair| pair.name == name);
    in_url || call.get && call.data.iter().any(in_data)
}

/// `a=1&b=2` given as data.
pub(super) fn data_pairs(data: &Data) -> Vec<Pair> {
    let text = data.text.text();
    let part = |part: &str| {
        let (name, value) = part.split_once('=')?;
        Some(Pair {
            name: Spelling::Form.decode(name).into_owned(),
            value: match data.encode {
                // What curl makes of the characters that mean something else.
                true => value
                    .replace('%', "%25")
                    .replace('+', "%2B")
                    .replace('&', "%26"),
                false => value.to_owned(),
            },
            name_span: data.text.span(range_of(text, name)),
            span: data.text.span(range_of(text, part)),
        })
    };
    match data.encode {
        true => part(text).into_iter().collect(),
        false => text.split('&').filter_map(part).collect(),
    }
}
