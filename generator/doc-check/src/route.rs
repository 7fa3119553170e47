//! From a URL, recorded or written down, to an operation.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use trueup_validator::registry::{
    Api, Operation, Route, Router, Server, Service, segment_form, split_url,
};

use crate::host::Hosts;
use crate::settings::Settings;

/// The ways to the operations of an API, made once for a run.
pub(crate) struct Routes<'a> {
    pub(crate) api: Api<'a>,
    pub(crate) router: Router<'a>,
    pub(crate) hosts: Hosts<'a>,
    /// By the address of an operation: all of its service that have the same method and path, whatever the parameters in it
    /// are called, where there are several. A query, a header or the values of the parameters tell them apart.
    twins: BTreeMap<usize, Rc<[&'a Operation<'a>]>>,
    /// By the address of a service: its servers, and those that its operations have of their own, each URL once.
    described: BTreeMap<usize, Vec<Server<'a>>>,
    /// The methods that are not in capitals, by what they are in capitals.
    methods: BTreeMap<String, &'a str>,
    /// Base URLs that count as servers of every service.
    servers: Vec<String>,
    /// Paths that may stand in front of those of the description.
    prefixes: Vec<String>,
}

impl<'a> Routes<'a> {
    pub(crate) fn new(api: &Api<'a>, settings: &Settings) -> Self {
        Self {
            api: *api,
            router: Router::new(api),
            hosts: Hosts::default(),
            twins: twins(api),
            described: described(api),
            methods: methods(api),
            servers: settings.servers.clone(),
            prefixes: settings.prefixes.clone(),
        }
    }

    /// The operations of the same method and path, this one among them; none for one that is alone.
    pub(crate) fn twins(&self, operation: &'a Operation<'a>) -> &[&'a Operation<'a>] {
        let twins = self.twins.get(&address(operation));
        twins.map_or(&[], |twins| twins)
    }

    /// The method that a document means, which may write it in small letters.
    pub(crate) fn method<'m>(&self, written: &'m str) -> Cow<'m, str>
    where
        'a: 'm,
    {
        let capitals = written.to_ascii_uppercase();
        match self.methods.get(&capitals) {
            Some(method) => Cow::Borrowed(method),
            None => Cow::Owned(capitals),
        }
    }

    /// The operation that a call leads to: below a server of its host, or else by its path alone, since what recorded
    /// it may have stood between.
    pub(crate) fn call<'p>(&self, method: &str, url: &'p str) -> Option<Route<'a, 'p>> {
        let (_, path, _) = split_url(url);
        let mut below = self.below_servers(url).into_iter();
        below
            .find_map(|(service, rest)| self.router.route_of(service, method, rest))
            .or_else(|| self.router.route(method, path))
            .or_else(|| {
                self.services()
                    .find_map(|service| self.below_base(service, method, path))
            })
    }

    /// What is left of a URL below each server of its host, the longest base first: that says most.
    pub(crate) fn below_servers<'p>(&self, url: &'p str) -> Vec<(&'a Service<'a>, &'p str)> {
        let (host, ..) = split_url(url);
        let address = url.split(['?', '#']).next().unwrap_or_default();
        let mut below = Vec::new();
        for service in self.services().filter(|_| !host.is_empty()) {
            let servers = self.servers_of(service);
            let rests = servers.flat_map(|server| server.below(address));
            below.extend(rests.map(|rest| (service, rest)));
        }
        below.sort_by_key(|(_, rest)| rest.len());
        below
    }

    /// The operation of a service that a path leads to, as it stands or below the base path of a server.
    pub(crate) fn path_of<'p>(
        &self,
        service: &'a Service<'a>,
        method: &str,
        path: &'p str,
    ) -> Option<Route<'a, 'p>> {
        self.router
            .route_of(service, method, path)
            .or_else(|| self.below_base(service, method, path))
    }

    fn below_base<'p>(
        &self,
        service: &'a Service<'a>,
        method: &str,
        path: &'p str,
    ) -> Option<Route<'a, 'p>> {
        let mut below = self.below(service, path);
        below.find_map(|rest| self.router.route_of(service, method, rest))
    }

    /// What is left of a path below the base path of each server that has one, and behind each prefix that counts.
    pub(crate) fn below<'s, 'p>(
        &'s self,
        service: &'a Service<'a>,
        path: &'p str,
    ) -> impl Iterator<Item = &'p str> + use<'s, 'a, 'p> {
        let based = self.servers_of(service);
        let based = based.filter(|server| !server.parts().1.is_empty());
        let behind = self.prefixes.iter().filter_map(move |prefix| {
            let rest = path.strip_prefix(prefix.trim_end_matches('/'))?;
            rest.starts_with('/').then_some(rest)
        });
        let below = based.flat_map(move |server| server.below_path(path));
        below.chain(behind)
    }

    /// The servers that count for every service.
    pub(crate) fn own_servers(&self) -> impl Iterator<Item = Server<'_>> {
        self.servers.iter().map(|url| Server {
            url,
            description: None,
            variables: &[],
        })
    }

    /// All that count for a service.
    pub(crate) fn servers_of<'s>(
        &'s self,
        service: &'a Service<'a>,
    ) -> impl Iterator<Item = Server<'s>> + use<'s, 'a>
    where
        'a: 's,
    {
        let described = self.described(service).iter().copied();
        described.chain(self.own_servers())
    }

    /// Those that the description names for a service or for one of its operations.
    pub(crate) fn described(&self, service: &'a Service<'a>) -> &[Server<'a>] {
        let described = self.described.get(&service_address(service));
        described.map_or(service.servers, Vec::as_slice)
    }

    pub(crate) fn services(&self) -> impl Iterator<Item = &'a Service<'a>> + use<'a> {
        self.api.services.iter().copied()
    }
}

/// A path without the names of its parameters.
pub(crate) fn shape(path: &str) -> String {
    let forms: Vec<String> = path.split('/').map(segment_form).collect();
    forms.join("/")
}

fn address(operation: &Operation<'_>) -> usize {
    std::ptr::from_ref(operation) as usize
}

fn service_address(service: &Service<'_>) -> usize {
    std::ptr::from_ref(service) as usize
}

fn described<'a>(api: &Api<'a>) -> BTreeMap<usize, Vec<Server<'a>>> {
    let services = api.services.iter().copied();
    let all = services.map(|service| {
        let own = service
            .operations
            .iter()
            .flat_map(|operation| operation.servers);
        let mut known = BTreeSet::new();
        let all = service.servers.iter().chain(own).copied();
        let distinct = all.filter(|server| known.insert(server.url));
        (service_address(service), distinct.collect())
    });
    all.collect()
}

fn methods<'a>(api: &Api<'a>) -> BTreeMap<String, &'a str> {
    let operations = api.services.iter().flat_map(|service| service.operations);
    let names = operations.map(|operation| operation.method.name());
    names
        .map(|name| (name.to_ascii_uppercase(), name))
        .filter(|(capitals, name)| capitals != name)
        .collect()
}

fn twins<'a>(api: &Api<'a>) -> BTreeMap<usize, Rc<[&'a Operation<'a>]>> {
    let mut twins = BTreeMap::new();
    for service in api.services {
        let mut alike: BTreeMap<_, Vec<&'a Operation<'a>>> = BTreeMap::new();
        for operation in service.operations {
            let key = (operation.method, shape(operation.path));
            alike.entry(key).or_default().push(operation);
        }
        for operations in alike.into_values().filter(|alike| alike.len() > 1) {
            let operations: Rc<[_]> = operations.into();
            let each = operations.iter().map(|operation| address(operation));
            twins.extend(each.map(|address| (address, Rc::clone(&operations))));
        }
    }
    twins
}
