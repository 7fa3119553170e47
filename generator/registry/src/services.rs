//! Services and what their operations share.

use std::collections::BTreeMap;

use trueup_description::cursor::Origin;
use trueup_description::ir::service as ir;
use trueup_description::ir::{Api, Upstream, UpstreamStatus};
use trueup_description::source::{FileId, Sources};
use trueup_validator::registry::{
    self, Operation, Position, RateLimit, RateTier, Scheme, SchemeKind, Server, ServerVariable,
    Service,
};

use crate::nodes::Nodes;
use crate::patterns::Patterns;
use crate::schemas::Rows;
use crate::titles::Titles;
use crate::{Arena, operations, schemas};

/// Where things stand, each file's name kept once.
pub(crate) struct Places<'a>(BTreeMap<FileId, &'a str>);

impl<'a> Places<'a> {
    pub(crate) fn new(sources: &Sources, arena: &'a Arena) -> Self {
        let file = |id| (id, arena.text(&sources.shown(id)));
        Self(
            sources
                .ids()
                .chain(sources.metaschemas())
                .map(file)
                .collect(),
        )
    }

    pub(crate) fn file(&self, id: FileId) -> &'a str {
        self.0.get(&id).copied().unwrap_or_default()
    }

    pub(crate) fn position(&self, origin: &Origin) -> Position<'a> {
        Position {
            file: self.file(origin.file),
            line: origin.span.start.line,
            column: origin.span.start.column,
        }
    }
}

/// What the rows of a registry are built of.
pub(crate) struct Builder<'a, 'r> {
    pub(crate) api: &'r Api,
    pub(crate) arena: &'a Arena,
    pub(crate) places: Places<'a>,
    pub(crate) titles: Titles,
    pub(crate) nodes: Nodes<'a>,
}

impl<'a> Builder<'a, '_> {
    pub(crate) fn text(&self, text: &str) -> &'a str {
        self.arena.text(text)
    }

    pub(crate) fn optional(&self, text: Option<&str>) -> Option<&'a str> {
        text.map(|text| self.arena.text(text))
    }

    pub(crate) fn upstream(&self, upstream: Option<&Upstream>) -> Option<registry::Upstream<'a>> {
        let upstream = upstream?;
        Some(registry::Upstream {
            name: self.text(&upstream.name),
            status: match upstream.status {
                UpstreamStatus::Absent => registry::UpstreamStatus::Absent,
                UpstreamStatus::Removed => registry::UpstreamStatus::Removed,
                UpstreamStatus::Changed => registry::UpstreamStatus::Changed,
                UpstreamStatus::Added => registry::UpstreamStatus::Added,
            },
            since: self.optional(upstream.since.as_deref()),
            instead: self.optional(upstream.instead.as_deref()),
            note: self.optional(upstream.note.as_deref()),
        })
    }

    pub(crate) fn lists(&self, lists: &[Vec<String>]) -> &'a [&'a [&'a str]] {
        self.arena
            .list(lists.iter().map(|list| self.arena.texts(list)))
    }
}

/// The whole registry.
pub(crate) fn build<'a>(
    api: &Api,
    patterns: &Patterns,
    sources: &Sources,
    arena: &'a Arena,
) -> registry::Api<'a> {
    let (places, titles) = (Places::new(sources, arena), Titles::new(api));
    let builder = Builder {
        nodes: Nodes::new(api, patterns, &titles, &places, arena),
        api,
        arena,
        places,
        titles,
    };
    let rows = Rows::new(&builder);
    let services = api
        .services
        .iter()
        .map(|service| arena.value(self::service(&builder, &rows, service)));
    registry::Api {
        services: arena.list(services.collect::<Vec<&'a Service<'a>>>()),
    }
}

fn service<'a>(builder: &Builder<'a, '_>, rows: &Rows<'a>, service: &ir::Service) -> Service<'a> {
    let arena = builder.arena;
    let operations: Vec<&'a Operation<'a>> = service
        .operations
        .iter()
        .map(|operation| arena.value(operations::build(builder, rows, service, operation)))
        .collect();
    let named = schemas::named(builder.api, service);
    Service {
        name: builder.text(&service.name),
        title: builder.text(&service.title),
        version: builder.text(&service.version),
        position: builder.places.position(&service.origin),
        servers: arena.list(
            service
                .servers
                .iter()
                .map(|server| self::server(builder, server)),
        ),
        schemes: arena.list(
            service
                .schemes
                .iter()
                .map(|scheme| self::scheme(builder, scheme)),
        ),
        operations: arena.list(operations),
        schemas: arena.list(named.into_iter().filter_map(|id| rows.get(id))),
        rate_limit: service
            .rate_limit
            .as_ref()
            .map(|limit| rate_limit(builder, limit)),
        camel_case_requests: service.camel_case_requests,
    }
}

fn server<'a>(builder: &Builder<'a, '_>, server: &ir::Server) -> Server<'a> {
    let variables = server.variables.iter().map(|variable| ServerVariable {
        name: builder.text(&variable.name),
        default: builder.text(&variable.default),
        values: builder.arena.texts(&variable.values),
    });
    Server {
        url: builder.text(&server.url),
        description: builder.optional(server.description.as_deref()),
        variables: builder.arena.list(variables),
    }
}

fn scheme<'a>(builder: &Builder<'a, '_>, scheme: &ir::SecurityScheme) -> Scheme<'a> {
    Scheme {
        name: builder.text(&scheme.name),
        kind: match &scheme.kind {
            ir::SchemeKind::Bearer => SchemeKind::Bearer,
            ir::SchemeKind::Basic => SchemeKind::Basic,
            ir::SchemeKind::Header(name) => SchemeKind::Header(builder.text(name)),
            ir::SchemeKind::Query(name) => SchemeKind::Query(builder.text(name)),
            ir::SchemeKind::Cookie(name) => SchemeKind::Cookie(builder.text(name)),
        },
        position: builder.places.position(&scheme.origin),
    }
}

fn rate_limit<'a>(builder: &Builder<'a, '_>, limit: &ir::RateLimit) -> RateLimit<'a> {
    let tiers = limit.tiers.iter().map(|tier| RateTier {
        name: builder.text(&tier.name),
        requests_per_minute: tier.requests_per_minute,
        burst: tier.burst,
    });
    RateLimit {
        scope: builder.optional(limit.scope.as_deref()),
        tiers: builder.arena.list(tiers),
    }
}
