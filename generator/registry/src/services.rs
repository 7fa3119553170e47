//! Services and what their operations share.

use trueup_description::ir::Api;
use trueup_description::ir::service as ir;
use trueup_description::ir::webhook::Occasion;
use trueup_description::source::Sources;
use trueup_validator::registry::{
    self, Operation, RateLimit, RateTier, Scheme, SchemeKind, Server, ServerVariable, Service,
    Webhook,
};

use crate::builder::Builder;
use crate::nodes::Nodes;
use crate::patterns::Patterns;
use crate::places::Places;
use crate::schemas::Rows;
use crate::titles::Titles;
use crate::{Arena, operations, schemas};

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
    let webhooks = service.webhooks.iter().map(|webhook| Webhook {
        request: arena.value(operations::build(builder, rows, service, &webhook.request)),
        callback_of: match &webhook.occasion {
            Occasion::Webhook => &[],
            Occasion::Callback(operations) => arena.texts(operations),
        },
    });
    let webhooks: Vec<Webhook<'a>> = webhooks.collect();
    let named = schemas::named(builder.api, service);
    Service {
        name: builder.text(&service.name),
        title: builder.text(&service.title),
        version: builder.text(&service.version),
        position: builder.places.position(&service.origin),
        servers: servers(builder, &service.servers),
        schemes: arena.list(
            service
                .schemes
                .iter()
                .map(|scheme| self::scheme(builder, scheme)),
        ),
        operations: arena.list(operations),
        webhooks: arena.list(webhooks),
        schemas: arena.list(named.into_iter().filter_map(|id| rows.get(id))),
        aliases: arena.list(aliases(builder, service)),
        rate_limit: service
            .rate_limit
            .as_ref()
            .map(|limit| rate_limit(builder, limit)),
        camel_case_requests: service.camel_case_requests,
    }
}

/// The declared schemas that are others by a reference: the name of each, and that of the other.
fn aliases<'a>(builder: &Builder<'a, '_>, service: &ir::Service) -> Vec<(&'a str, &'a str)> {
    let declared = service.declared.iter();
    let aliases = declared.filter_map(|(alias, id)| {
        let name = builder.api.schemas.get(*id).name.as_deref()?;
        (name != alias).then(|| (builder.text(alias), builder.text(name)))
    });
    aliases.collect()
}

/// Base URLs, of a service or of one of its operations.
pub(crate) fn servers<'a>(builder: &Builder<'a, '_>, servers: &[ir::Server]) -> &'a [Server<'a>] {
    let servers = servers.iter().map(|server| self::server(builder, server));
    builder.arena.list(servers)
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
