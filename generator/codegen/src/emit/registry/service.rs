//! A service's own row: servers, credentials, rate limit.

use super::{optional, schemas};
use crate::emit::validator::ValidatorEmission;
use trueup_description::ir::service::{RateLimit, SchemeKind, SecurityScheme, Server, Service};

pub(super) fn emit(emission: &ValidatorEmission<'_>, service: &Service) -> String {
    let lines = |items: Vec<String>| match items.is_empty() {
        true => "&[]".to_owned(),
        false => format!(
            "&[\n{}    ]",
            items
                .iter()
                .map(|item| format!("        {item},\n"))
                .collect::<String>()
        ),
    };
    let operations = service
        .operations
        .iter()
        .map(|operation| format!("&{}", emission.operation(operation)))
        .collect();
    let rows = trueup_registry::schemas::named(emission.api, service)
        .into_iter()
        .map(|id| format!("&{}", schemas::path(emission, id)))
        .collect();
    format!(
        "/// The service.\npub static SERVICE: Service = Service {{\n    name: {:?},\n    title: {:?},\n    version: {:?},\n    position: {},\n    servers: {},\n    schemes: {},\n    operations: {},\n    schemas: {},\n    rate_limit: {},\n    camel_case_requests: {},\n}};\n",
        service.name,
        service.title,
        service.version,
        emission.position(&service.origin),
        lines(service.servers.iter().map(server).collect()),
        lines(
            service
                .schemes
                .iter()
                .map(|scheme| self::scheme(emission, scheme))
                .collect()
        ),
        lines(operations),
        lines(rows),
        rate_limit(service.rate_limit.as_ref()),
        service.camel_case_requests,
    )
}

fn server(server: &Server) -> String {
    let variable = |variable: &trueup_description::ir::service::ServerVariable| {
        format!(
            "ServerVariable {{ name: {:?}, default: {:?}, values: &{:?} }}",
            variable.name, variable.default, variable.values
        )
    };
    let variables: Vec<_> = server.variables.iter().map(variable).collect();
    format!(
        "Server {{ url: {:?}, description: {}, variables: &[{}] }}",
        server.url,
        optional(server.description.as_deref()),
        variables.join(", ")
    )
}

fn scheme(emission: &ValidatorEmission<'_>, scheme: &SecurityScheme) -> String {
    let kind = match &scheme.kind {
        SchemeKind::Bearer => "Bearer".to_owned(),
        SchemeKind::Basic => "Basic".to_owned(),
        SchemeKind::Header(name) => format!("Header({name:?})"),
        SchemeKind::Query(name) => format!("Query({name:?})"),
        SchemeKind::Cookie(name) => format!("Cookie({name:?})"),
    };
    format!(
        "Scheme {{ name: {:?}, kind: SchemeKind::{kind}, position: {} }}",
        scheme.name,
        emission.position(&scheme.origin)
    )
}

fn rate_limit(limit: Option<&RateLimit>) -> String {
    let Some(limit) = limit else {
        return "None".to_owned();
    };
    let tiers: Vec<_> = limit
        .tiers
        .iter()
        .map(|tier| {
            format!(
                "RateTier {{ name: {:?}, requests_per_minute: {}, burst: {} }}",
                tier.name, tier.requests_per_minute, tier.burst
            )
        })
        .collect();
    format!(
        "Some(RateLimit {{ scope: {}, tiers: &[{}] }})",
        optional(limit.scope.as_deref()),
        tiers.join(", ")
    )
}
