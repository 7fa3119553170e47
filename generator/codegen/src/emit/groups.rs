//! Features by tag: which calls and types only the operations of one tag need, so that nobody compiles the others.

use std::collections::{BTreeMap, BTreeSet};

use crate::config::{Config, Features};
use crate::model::{
    Argument, Call, Client, HeadersId, HeadersShape, Item, Output, ResponseBody, ResponseEnumId,
    Shape, Type, TypeId,
};
use crate::names;
use trueup_description::ir::service::{Operation, Service};
use unicode_normalization::UnicodeNormalization as _;

/// Features that every client has, and those of [`Subject`]s that are no tags.
const TAKEN: [&str; 10] = [
    "client",
    "default",
    "gzip",
    "blocking",
    "other-types",
    "test-util",
    "tls",
    "tower",
    "validate",
    "webhooks",
];

/// The parts of a client that stand behind features; none unless the settings ask for them.
#[derive(Debug, Default)]
pub(super) struct Groups {
    list: Vec<Group>,
    /// Those of the list.
    features: BTreeSet<String>,
    homes: Homes,
}

/// So many letters of a tag are in the name of its feature, after which files are called.
const LONGEST_FEATURE: usize = 64;

/// A part of a client.
#[derive(Debug)]
pub(super) struct Group {
    /// What it is for.
    pub(super) subject: Subject,
    /// The feature of Cargo.
    pub(super) feature: String,
    /// The module, and the folder of its files.
    pub(super) module: String,
    /// Features of other parts whose types its own are made of.
    pub(super) needs: BTreeSet<String>,
}

/// What a part of a client is for.
#[derive(Debug)]
pub(super) enum Subject {
    /// The operations of a tag, by its name.
    Tag { name: String, operations: usize },
    /// What the server sends by itself.
    Webhooks,
    /// Types that no operation has.
    Others,
}

/// Where something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Home {
    /// Everybody has it.
    Common,
    /// In the part of this index.
    In(usize),
}

/// Where everything stands; what is in none of these is common.
#[derive(Debug, Default)]
struct Homes {
    types: BTreeMap<TypeId, Home>,
    enums: BTreeMap<ResponseEnumId, Home>,
    headers: BTreeMap<HeadersId, Home>,
    tags: BTreeMap<String, usize>,
    webhooks: Option<usize>,
}

impl Groups {
    /// The parts of a client, as the settings have it.
    ///
    /// # Errors
    ///
    /// Settings that ask for features by tag of a document that has no tags.
    pub(super) fn of(config: &Config, service: &Service, client: &Client) -> Result<Self, String> {
        let settings = config.crates.get(&service.name);
        match settings.and_then(|settings| settings.features) {
            None => Ok(Self::default()),
            Some(Features::Tags) => Self::by_tag(service, client),
        }
    }

    fn by_tag(service: &Service, client: &Client) -> Result<Self, String> {
        let mut groups = Self::default();
        let declared = service.tags.iter().map(|tag| tag.name.as_str());
        let operations = service.operations.iter();
        let used = operations.filter_map(|one| one.tag.as_deref());
        let mut counts = BTreeMap::new();
        used.clone()
            .for_each(|name| *counts.entry(name).or_default() += 1);
        for name in declared.chain(used) {
            let operations = counts.get(name).copied().unwrap_or(0);
            if operations > 0 && !groups.homes.tags.contains_key(name) {
                groups.homes.tags.insert(name.to_owned(), groups.list.len());
                let feature = groups.free_feature(name);
                groups.push(
                    Subject::Tag {
                        name: name.to_owned(),
                        operations,
                    },
                    feature,
                );
            }
        }
        if groups.list.is_empty() {
            return Err(format!(
                "`features = \"tags\"` of `{}`: no operation has a tag",
                service.name
            ));
        }
        groups.settle(service, client);
        Ok(groups)
    }

    fn push(&mut self, subject: Subject, feature: String) {
        let module = match &subject {
            Subject::Tag { .. } => format!("tag_{}", feature.replace('-', "_")),
            Subject::Webhooks | Subject::Others => feature.replace('-', "_"),
        };
        self.features.insert(feature.clone());
        self.list.push(Group {
            subject,
            feature,
            module,
            needs: BTreeSet::new(),
        });
    }

    /// A feature's name, which no other has: small letters of ASCII, digits and `-`, since it is that of a file, too, and
    /// Rust finds no others (Rust reference, "Identifiers"). Letters with marks lose these.
    fn free_feature(&self, tag: &str) -> String {
        let plain: String = tag.nfkd().filter(char::is_ascii).collect();
        let words = match plain.chars().any(|letter| letter.is_ascii_alphanumeric()) {
            true => names::snake(&plain).to_string(),
            false => String::new(),
        };
        let words = words.trim_start_matches("r#").trim_matches('_');
        // It is ASCII.
        let words = words.get(..LONGEST_FEATURE).unwrap_or(words);
        let words = words.trim_end_matches('_').replace('_', "-");
        let wanted = match TAKEN.contains(&words.as_str()) || words.is_empty() {
            true => format!("{words}-tag").trim_start_matches('-').to_owned(),
            false => words,
        };
        let is_free = |name: &String| !self.features.contains(name);
        let numbered = (2..).map(|number: u32| format!("{wanted}-{number}"));
        let mut names = std::iter::once(wanted.clone()).chain(numbered);
        names.find(is_free).unwrap_or(wanted)
    }

    /// Finds where everything stands.
    fn settle(&mut self, service: &Service, client: &Client) {
        let mut reach = Reach {
            client,
            homes: &mut self.homes,
            waiting: Vec::new(),
        };
        for (call, operation) in super::calls::operations(service, client) {
            let home = reach.homes.of_tag(operation.tag.as_deref());
            reach.call(call, home);
        }
        // Conversions lead from scalars to others that nothing else leads to.
        let scalars = client.types.iter().enumerate();
        let scalars = scalars.filter(|(_, one)| matches!(one.shape, Shape::Scalar(_)));
        let scalars: Vec<TypeId> = scalars.map(|(index, _)| TypeId(index)).collect();
        scalars
            .into_iter()
            .for_each(|id| reach.named(id, Home::Common));
        client
            .server
            .iter()
            .for_each(|part| reach.ty(&part.ty, Home::Common));
        reach.run();
        if !client.events.is_empty() {
            self.homes.webhooks = Some(self.list.len());
            let bodies = client.events.iter().map(|event| &event.body);
            let ids = bodies.flat_map(|body| match body {
                ResponseBody::Json(ty) => named(ty),
                _ => None,
            });
            self.take_rest(client, ids.collect(), Subject::Webhooks, "webhooks");
        }
        let all = (0..client.types.len()).map(TypeId);
        let rest: Vec<TypeId> = all
            .filter(|id| !self.homes.types.contains_key(id))
            .collect();
        if !rest.is_empty() {
            self.take_rest(client, rest, Subject::Others, "other-types");
        }
    }

    /// A part of what has no place yet, from these types on. What it leads to elsewhere stays there, and is needed.
    fn take_rest(&mut self, client: &Client, start: Vec<TypeId>, subject: Subject, feature: &str) {
        let home = Home::In(self.list.len());
        self.push(subject, feature.to_owned());
        let mut waiting = start;
        let mut needed = BTreeSet::new();
        while let Some(id) = waiting.pop() {
            match self.homes.types.get(&id) {
                None => {
                    self.homes.types.insert(id, home);
                    waiting.extend(
                        parts(&client.definition(id).shape)
                            .into_iter()
                            .filter_map(named),
                    );
                }
                Some(Home::In(other)) if Home::In(*other) != home => {
                    needed.extend(self.list.get(*other).map(|group| group.feature.clone()));
                }
                Some(_) => {}
            }
        }
        if let Some(group) = self.list.last_mut() {
            group.needs = needed;
        }
    }

    /// Whether the client has parts.
    pub(super) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The parts.
    pub(super) fn list(&self) -> &[Group] {
        &self.list
    }

    /// The part of a home.
    pub(super) fn group(&self, home: Home) -> Option<&Group> {
        match home {
            Home::Common => None,
            Home::In(index) => self.list.get(index),
        }
    }

    /// Where a type stands.
    pub(super) fn of_type(&self, id: TypeId) -> Home {
        self.homes.types.get(&id).copied().unwrap_or(Home::Common)
    }

    /// Where an enum by status stands.
    pub(super) fn of_enum(&self, id: ResponseEnumId) -> Home {
        self.homes.enums.get(&id).copied().unwrap_or(Home::Common)
    }

    /// Where a type of headers stands.
    pub(super) fn of_headers(&self, id: HeadersId) -> Home {
        self.homes.headers.get(&id).copied().unwrap_or(Home::Common)
    }

    /// Where the calls of an operation stand.
    pub(super) fn of_operation(&self, operation: &Operation) -> Home {
        self.homes.of_tag(operation.tag.as_deref())
    }

    /// The part that has the module `events`, behind whose feature it stands.
    pub(super) fn of_events(&self) -> Option<&Group> {
        self.list.get(self.homes.webhooks?)
    }
}

impl Homes {
    fn of_tag(&self, tag: Option<&str>) -> Home {
        let index = tag.and_then(|tag| self.tags.get(tag));
        index.map_or(Home::Common, |index| Home::In(*index))
    }
}

impl Group {
    /// What stands before a module or a name of it.
    pub(super) fn condition(&self) -> String {
        format!("#[cfg(feature = {:?})]\n", self.feature)
    }
}

/// What something is reached from: once from two tags, it is common, and so is what it is made of.
struct Reach<'r> {
    client: &'r Client,
    homes: &'r mut Homes,
    waiting: Vec<(Reached, Home)>,
}

#[derive(Clone, Copy)]
enum Reached {
    Type(TypeId),
    Enum(ResponseEnumId),
    Headers(HeadersId),
}

impl Reach<'_> {
    fn call(&mut self, call: &Call, home: Home) {
        let mut arguments = call.arguments.iter().chain(&call.setters);
        arguments
            .by_ref()
            .for_each(|Argument { ty, .. }| self.ty(ty, home));
        let choices = call.choices.iter().map(|choice| &choice.output);
        for output in choices.chain([&call.output]) {
            match output {
                Output::Json(ty) | Output::Checked(ty) => self.ty(ty, home),
                Output::Several(id) => self.waiting.push((Reached::Enum(*id), home)),
                Output::Stream(items) => match &items.item {
                    Item::Json(ty) | Item::Event(ty) => self.ty(ty, home),
                    Item::TextEvent => {}
                },
                Output::Nothing | Output::Text | Output::Bytes => {}
            }
        }
        self.body(&call.error, home);
        let headers = call
            .error_headers
            .iter()
            .map(|(_, id)| *id)
            .chain(call.headers);
        let headers = headers.map(|id| (Reached::Headers(id), home));
        self.waiting.extend(headers);
    }

    fn body(&mut self, body: &ResponseBody, home: Home) {
        match body {
            ResponseBody::Json(ty) => self.ty(ty, home),
            ResponseBody::Several(id) => self.waiting.push((Reached::Enum(*id), home)),
            ResponseBody::Nothing | ResponseBody::Text | ResponseBody::Bytes => {}
        }
    }

    fn ty(&mut self, ty: &Type, home: Home) {
        if let Some(id) = named(ty) {
            self.named(id, home);
        }
    }

    fn named(&mut self, id: TypeId, home: Home) {
        self.waiting.push((Reached::Type(id), home));
    }

    fn run(&mut self) {
        while let Some((reached, home)) = self.waiting.pop() {
            let known = match reached {
                Reached::Type(id) => join(&mut self.homes.types, id, home),
                Reached::Enum(id) => join(&mut self.homes.enums, id, home),
                Reached::Headers(id) => join(&mut self.homes.headers, id, home),
            };
            if let Some(home) = known {
                self.inside(reached, home);
            }
        }
    }

    fn inside(&mut self, reached: Reached, home: Home) {
        let client = self.client;
        match reached {
            Reached::Type(id) => {
                let parts = parts(&client.definition(id).shape);
                parts.into_iter().for_each(|ty| self.ty(ty, home));
            }
            Reached::Enum(id) => {
                let variants = &client.response_enum(id).variants;
                variants
                    .iter()
                    .for_each(|variant| self.body(&variant.body, home));
            }
            Reached::Headers(id) => match &client.headers(id).shape {
                HeadersShape::Struct(fields) => {
                    fields.iter().for_each(|field| self.ty(&field.ty, home));
                }
                HeadersShape::ByStatus(variants) => {
                    let held = variants.iter().filter_map(|variant| variant.headers);
                    self.waiting
                        .extend(held.map(|id| (Reached::Headers(id), home)));
                }
            },
        }
    }
}

/// Notes that something is reached from `home`; gives its home if that is new.
fn join<I: Ord>(homes: &mut BTreeMap<I, Home>, id: I, home: Home) -> Option<Home> {
    let known = homes.get(&id).copied();
    let joined = match known {
        Some(known) if known != home => Home::Common,
        _ => home,
    };
    homes.insert(id, joined);
    (known != Some(joined)).then_some(joined)
}

/// The types that a type is made of.
fn parts(shape: &Shape) -> Vec<&Type> {
    match shape {
        Shape::Struct(structure) => {
            let fields = structure.fields.iter().map(|field| &field.ty);
            fields
                .chain(structure.extra.iter().map(|(_, ty)| ty))
                .collect()
        }
        Shape::Union(union) => union.branches.iter().map(|branch| &branch.ty).collect(),
        Shape::Alias(ty) | Shape::Wrapper(ty) => vec![ty],
        Shape::StringEnum(_) | Shape::IntegerEnum(_) | Shape::Scalar(_) => Vec::new(),
    }
}

/// The type of the client in a type.
fn named(mut ty: &Type) -> Option<TypeId> {
    loop {
        match ty {
            Type::Named(id) => return Some(*id),
            Type::Basic(_) => return None,
            Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) | Type::Boxed(inner) => {
                ty = inner;
            }
        }
    }
}
