//! Operations that belong together, and what each takes and gives.

use std::collections::BTreeMap;

use trueup_description::ir::media;
use trueup_description::ir::schema::SchemaId;
use trueup_description::ir::service::{Media, Operation, Parameter, Place, Service, Status};
use trueup_description::ir::{Api, Upstream, UpstreamStatus};

use crate::{Comparison, Kind};

/// A method, and a path whose names do not count.
type Key<'a> = (&'a str, String);

impl Comparison<'_> {
    pub(crate) fn operations(&mut self) {
        let (own, other) = (self.own, self.other);
        let theirs = by_key(other);
        let mut met = Vec::new();
        for service in &own.services {
            for operation in &service.operations {
                let keys = keys(service, operation);
                let found = keys.iter().find_map(|key| theirs.get(key));
                match found {
                    Some(pair) => {
                        met.push(pair.origin.clone());
                        self.pair(operation, pair);
                    }
                    None => self.extra(operation),
                }
            }
        }
        for service in &other.services {
            for operation in &service.operations {
                if !met.contains(&operation.origin) {
                    self.lacking(operation);
                }
            }
        }
        self.webhooks();
        self.schemas();
    }

    fn webhooks(&mut self) {
        let (own, other) = (webhooks(self.own), webhooks(self.other));
        for (name, webhook) in &own {
            match other.get(name) {
                Some(pair) => self.pair(webhook, pair),
                None => self.extra(webhook),
            }
        }
        for (name, webhook) in &other {
            if !own.contains_key(name) {
                self.lacking(webhook);
            }
        }
    }

    fn extra(&mut self, operation: &Operation) {
        if explains_absence(operation.upstream.as_ref()) {
            return;
        }
        let Some(other) = self.other.services.first() else {
            return;
        };
        let at = title(operation);
        let message = format!("the other description has no `{at}`");
        let places = [&operation.origin, &other.origin];
        self.differ(Kind::ExtraOperation, &at, message, places);
    }

    fn lacking(&mut self, operation: &Operation) {
        let Some(own) = self.own.services.first() else {
            return;
        };
        let at = title(operation);
        let message = format!("there is no `{at}` (`{}`)", operation.id);
        let places = [&own.origin, &operation.origin];
        self.differ(Kind::LacksOperation, &at, message, places);
    }

    fn pair(&mut self, own: &Operation, other: &Operation) {
        let at = title(own);
        self.parameters(own, other, &at);
        self.bodies(own, other, &at);
        self.responses(own, other, &at);
    }

    fn parameters(&mut self, own: &Operation, other: &Operation, at: &str) {
        // The names in a path are nobody's but the description's; their order tells them apart.
        let own_path = in_path(own);
        for (index, parameter) in in_path(other).into_iter().enumerate() {
            if let Some(pair) = own_path.get(index) {
                let at = format!("{at} path {}", pair.name);
                self.visit(pair.schema, parameter.schema, at);
            }
        }
        let named = |parameter: &&Parameter| parameter.place != Place::Path;
        for parameter in other.parameters.iter().filter(named) {
            let at = format!("{at} {} {}", parameter.place.as_str(), parameter.name);
            let same = |own: &&Parameter| is_same(own, parameter);
            match own.parameters.iter().find(same) {
                Some(pair) => self.parameter(pair, parameter, at),
                None => {
                    let message = format!(
                        "there is no parameter `{}` in the {}",
                        parameter.name,
                        parameter.place.as_str()
                    );
                    let places = [&own.origin, &parameter.origin];
                    self.differ(Kind::LacksParameter, at, message, places);
                }
            }
        }
        for parameter in own.parameters.iter().filter(named) {
            let known = other
                .parameters
                .iter()
                .any(|other| is_same(other, parameter));
            if !known && !explains_absence(parameter.upstream.as_ref()) {
                let at = format!("{at} {} {}", parameter.place.as_str(), parameter.name);
                let message = format!(
                    "the other description has no parameter `{}`",
                    parameter.name
                );
                let places = [&parameter.origin, &other.origin];
                self.differ(Kind::ExtraParameter, at, message, places);
            }
        }
    }

    fn parameter(&mut self, own: &Parameter, other: &Parameter, at: String) {
        if explains_change(own.upstream.as_ref()) {
            return;
        }
        if own.required != other.required {
            let message = match own.required {
                true => "it is required, and may be left out in the other description",
                false => "it may be left out, and is required in the other description",
            };
            let places = [&own.origin, &other.origin];
            self.differ(Kind::OtherPresence, &at, message.to_owned(), places);
        }
        self.visit(own.schema, other.schema, at);
    }

    fn bodies(&mut self, own: &Operation, other: &Operation, at: &str) {
        let at = format!("{at} body");
        match (&own.body, &other.body) {
            (Some(body), Some(pair)) => {
                if let Some((one, two)) = same_media(&body.content, &pair.content) {
                    self.visit(one, two, at);
                }
            }
            (Some(body), None) => {
                let message = "the other description takes no body".to_owned();
                self.differ(Kind::OtherBody, at, message, [&body.origin, &other.origin]);
            }
            (None, Some(body)) => {
                let message = "the other description takes a body".to_owned();
                self.differ(Kind::OtherBody, at, message, [&own.origin, &body.origin]);
            }
            (None, None) => {}
        }
    }

    fn responses(&mut self, own: &Operation, other: &Operation, at: &str) {
        for response in &other.responses {
            let at = format!("{at} {}", response.status);
            let pair = own
                .responses
                .iter()
                .find(|own| own.status == response.status);
            match pair {
                Some(pair) => {
                    if let Some((one, two)) = same_media(&pair.content, &response.content) {
                        self.visit(one, two, at);
                    }
                }
                None => {
                    let message = format!("there is no response for `{}`", response.status);
                    let places = [&own.origin, &response.origin];
                    self.differ(Kind::LacksResponse, at, message, places);
                }
            }
        }
        // What the other one answers by default may be told apart here.
        let by_default = other.responses.iter();
        let mut by_default = by_default.filter(|response| response.status == Status::Default);
        let others = by_default.next();
        for response in &own.responses {
            let known = other
                .responses
                .iter()
                .any(|one| one.status == response.status);
            if known {
                continue;
            }
            let at = format!("{at} {}", response.status);
            match others.filter(|_| !response.status.is_success()) {
                Some(pair) => {
                    if let Some((one, two)) = same_media(&response.content, &pair.content) {
                        self.visit(one, two, at);
                    }
                }
                None => {
                    let message = format!(
                        "the other description has no response for `{}`",
                        response.status
                    );
                    let places = [&response.origin, &other.origin];
                    self.differ(Kind::ExtraResponse, at, message, places);
                }
            }
        }
    }
}

fn title(operation: &Operation) -> String {
    // A webhook has no path.
    let place = match operation.path.as_str() {
        "" => &operation.id,
        path => path,
    };
    format!("{} {place}", operation.method)
}

/// What the server sends by itself, by its name.
fn webhooks(api: &Api) -> BTreeMap<&str, &Operation> {
    let webhooks = api.services.iter().flat_map(|service| &service.webhooks);
    webhooks
        .map(|webhook| (webhook.name(), &webhook.request))
        .collect()
}

fn by_key(api: &Api) -> BTreeMap<Key<'_>, &Operation> {
    let mut found = BTreeMap::new();
    for service in &api.services {
        for operation in &service.operations {
            for key in keys(service, operation) {
                found.entry(key).or_insert(operation);
            }
        }
    }
    found
}

/// What an operation is found by: its path, and its path behind that of the first server.
fn keys<'a>(service: &Service, operation: &'a Operation) -> Vec<Key<'a>> {
    let method = operation.method.as_str();
    let url = service.default_url();
    let behind_host = url.split_once("://").map_or(&*url, |(_, rest)| rest);
    let base = match (url.contains("://"), behind_host.find('/')) {
        (true, Some(start)) => behind_host.get(start..).unwrap_or_default(),
        (true, None) => "",
        (false, _) => behind_host,
    };
    let base = base.trim_end_matches('/');
    let path = form(&operation.path);
    let mut keys = vec![(method, path.clone())];
    if !base.is_empty() {
        keys.insert(0, (method, format!("{base}{path}")));
    }
    keys
}

/// A template without the names in it.
fn form(path: &str) -> String {
    let mut form = String::new();
    let mut inside = false;
    for character in path.chars() {
        inside &= character != '}';
        if !inside {
            form.push(character);
        }
        inside |= character == '{';
    }
    form
}

/// The parameters of the path, in the order in which they stand there.
fn in_path(operation: &Operation) -> Vec<&Parameter> {
    let place = |parameter: &&Parameter| operation.path.find(&format!("{{{}}}", parameter.name));
    let parameters = operation.parameters.iter();
    let mut all: Vec<&Parameter> = parameters
        .filter(|parameter| parameter.place == Place::Path)
        .collect();
    all.sort_by_key(place);
    all
}

fn is_same(one: &Parameter, other: &Parameter) -> bool {
    let same_name = match one.place {
        Place::Header => one.name.eq_ignore_ascii_case(&other.name),
        _ => one.name == other.name,
    };
    one.place == other.place && same_name
}

/// The schemas of two bodies in a media type that both have, JSON first.
fn same_media(own: &[Media], other: &[Media]) -> Option<(SchemaId, SchemaId)> {
    let json = own.iter().filter(|one| media::is_json(&one.media_type));
    let rest = own.iter().filter(|one| !media::is_json(&one.media_type));
    json.chain(rest).find_map(|one| {
        let same = |other: &&Media| {
            let both_json = media::is_json(&one.media_type) && media::is_json(&other.media_type);
            both_json || media::essence(&one.media_type) == media::essence(&other.media_type)
        };
        Some((one.schema?, other.iter().find(same)?.schema?))
    })
}

/// Whether one's own description says itself that the other implementation lacks it, or that some versions do.
pub(crate) fn explains_absence(note: Option<&Upstream>) -> bool {
    note.is_some_and(|note| {
        matches!(
            note.status,
            UpstreamStatus::Absent | UpstreamStatus::Removed | UpstreamStatus::Added
        )
    })
}

/// Whether one's own description says itself that the other implementation has it in another form.
pub(crate) fn explains_change(note: Option<&Upstream>) -> bool {
    note.is_some_and(|note| note.status == UpstreamStatus::Changed)
}
