//! `service.rs`: a row for the service and one for each operation, in the order of the document.

use trueup_text::markdown::{code, line};
use trueup_validator::registry::{
    Framing, Media, Method, ObjectStyle, Operation, Parameter, RateLimit, RateTier, RequestBody,
    Response, Scheme, Server, ServerVariable, Service, Shape, Stream, Style,
};

use super::examples::Examples;
use super::items::registry;
use super::literal::Literal;
use super::module::{Module, Places, Table};
use super::names::{Catalogue, Scope};
use super::row::Row;
use super::rows::{Printer, ty, upstream};
use super::tables::check;

fn method(method: Method<'_>) -> Literal {
    match method {
        Method::Other(name) => registry("Method").call("::Other", vec![Literal::text(name)]),
        known => registry("Method").path(&format!("::{known:?}")),
    }
}

/// The static of the service in its module.
const SERVICE: &str = "SERVICE";

/// The names of the requests of both sides in the module of their service, in their order.
pub(super) fn names(service: &Service<'_>) -> (Vec<String>, Scope) {
    let mut scope = Scope::default();
    scope.take(SERVICE);
    let operations = service.operations.iter();
    let mut names: Vec<String> = operations
        .map(|operation| scope.claim(operation.id, ""))
        .collect();
    // They come last to their names, so that a webhook more changes none.
    let webhooks = service.webhooks.iter();
    names.extend(webhooks.map(|webhook| scope.claim(webhook.name(), "webhook")));
    (names, scope)
}

/// The files of a service in a module of this path, and those of its examples below it.
pub(super) fn emit<'a>(
    catalogue: &Catalogue<'a>,
    service: &'a Service<'a>,
    path: &str,
) -> Vec<(String, String)> {
    let (names, scope) = names(service);
    let mut rows = Rows {
        printer: Printer {
            catalogue,
            module: "",
            file: service.position.file,
        },
        examples: Examples::default(),
    };
    let mut tables = vec![Table {
        documentation: "The service.".to_owned(),
        visibility: "pub ",
        name: SERVICE.to_owned(),
        ty: registry("Service").path(""),
        value: rows.service(service, &names),
    }];
    for (operation, name) in service.requests().zip(&names) {
        tables.push(rows.item(operation, name));
    }
    let mut files = rows.examples.files(&format!("{path}/examples"));
    let module = Module {
        title: format!("{}: its operations.", line(service.title)),
        declarations: match files.is_empty() {
            false => "#[rustfmt::skip]\nmod examples;\n\n".to_owned(),
            true => String::new(),
        },
        file: service.position.file,
        places: Places::Position,
        tables,
    };
    files.extend(module.files(path, &scope));
    files
}

struct Rows<'c, 'a> {
    printer: Printer<'c, 'a>,
    examples: Examples<'a>,
}

impl<'a> Rows<'_, 'a> {
    fn service(&self, service: &'a Service<'a>, names: &[String]) -> Literal {
        let Service {
            name,
            title,
            version,
            position,
            servers,
            schemes,
            // Printed beside it.
            operations,
            webhooks,
            schemas,
            aliases,
            rate_limit,
            camel_case_requests,
        } = *service;
        let mut requests = names.iter().map(|name| Literal::plain(name).reference());
        let operations = requests.by_ref().take(operations.len()).collect();
        let webhooks = webhooks.iter().zip(requests).map(|(webhook, request)| {
            Row::new(registry("Webhook"))
                .with("request", request)
                .list(
                    "callback_of",
                    webhook
                        .callback_of
                        .iter()
                        .map(|id| Literal::text(id))
                        .collect(),
                )
                .done()
        });
        let schemas = schemas.iter().filter_map(|schema| self.printer.row(schema));
        let aliases = aliases
            .iter()
            .map(|(alias, name)| Literal::Tuple(vec![Literal::text(alias), Literal::text(name)]));
        Row::new(registry("Service"))
            .text("name", name)
            .text("title", title)
            .text("version", version)
            .with("position", self.printer.position(position))
            .list("servers", servers.iter().map(server).collect())
            .list(
                "schemes",
                schemes.iter().map(|it| self.scheme(it)).collect(),
            )
            .list("operations", operations)
            .list("webhooks", webhooks.collect())
            .list("schemas", schemas.collect())
            .list("aliases", aliases.collect())
            .optional("rate_limit", rate_limit.map(self::rate_limit))
            .flag("camel_case_requests", camel_case_requests)
            .done()
    }

    /// The variant of a kind is what `Debug` shows.
    fn scheme(&self, scheme: &Scheme<'a>) -> Literal {
        let Scheme {
            name,
            kind,
            position,
        } = *scheme;
        Row::new(registry("Scheme"))
            .text("name", name)
            .with("kind", registry("SchemeKind").path(&format!("::{kind:?}")))
            .with("position", self.printer.position(position))
            .done()
    }

    fn item(&mut self, operation: &'a Operation<'a>, name: &str) -> Table {
        // A webhook has no path, but a name.
        let place = match operation.path {
            "" => operation.id,
            path => path,
        };
        let wire = code(&format!("{} {place}", operation.method));
        let summary = line(operation.summary.unwrap_or(place));
        Table {
            documentation: format!("{wire}: {summary}"),
            visibility: "pub ",
            name: name.to_owned(),
            ty: registry("Operation").path(""),
            value: self.operation(operation, name),
        }
    }

    fn operation(&mut self, operation: &'a Operation<'a>, ident: &str) -> Literal {
        let Operation {
            id,
            method,
            path,
            servers,
            summary,
            deprecated,
            unpublished,
            parameters,
            exclusive,
            any_of,
            credentials,
            request,
            responses,
            position,
            upstream,
        } = *operation;
        let parameters = parameters.iter();
        let parameters = parameters
            .map(|it| self.parameter(it, "parameter"))
            .collect();
        let request = request.map(|body| self.request(body, &format!("{ident} request")));
        let responses = responses
            .iter()
            .map(|it| self.response(it, &format!("{ident} response {}", it.status)))
            .collect();
        Row::new(registry("Operation"))
            .text("id", id)
            .with("method", self::method(method))
            .text("path", path)
            .list("servers", servers.iter().map(server).collect())
            .optional("summary", summary.map(Literal::text))
            .flag("deprecated", deprecated)
            .flag("unpublished", unpublished)
            .list("parameters", parameters)
            .list("exclusive", lists(exclusive))
            .list("any_of", lists(any_of))
            .list("credentials", lists(credentials))
            .optional("request", request)
            .list("responses", responses)
            .with("position", self.printer.position(position))
            .optional("upstream", upstream.map(self::upstream))
            .done()
    }

    /// A parameter, or a header of a response.
    fn parameter(&mut self, parameter: &'a Parameter<'a>, word: &str) -> Literal {
        let Parameter {
            name,
            place,
            ty,
            required,
            deprecated,
            check,
            style,
            values,
            examples,
            position,
            upstream,
        } = *parameter;
        let check = self::check(self.printer.catalogue, check.node());
        let mut row = Row::new(registry("Parameter"))
            .text("name", name)
            .with("place", registry("Place").path(&format!("::{place:?}")))
            .with("ty", self::ty(ty))
            .flag("required", required)
            .flag("deprecated", deprecated);
        if let Some(check) = check {
            row = row.with("check", check);
        }
        if !matches!(style, Style::Text) {
            row = row.with("style", self::style(style));
        }
        if let Some(constant) = self.examples.name(examples, name) {
            row = row.with("examples", Literal::plain(format!("examples::{constant}")));
        }
        self.printer
            .values(row, name, values)
            .with("position", self.printer.position(position))
            .optional("upstream", upstream.map(self::upstream))
            .done()
            .shareable(registry("Parameter").path(""), format!("{name} {word}"))
    }

    fn request(&mut self, body: RequestBody<'a>, hint: &str) -> Literal {
        let RequestBody {
            required,
            content,
            position,
            camel_case,
        } = body;
        Row::new(registry("RequestBody"))
            .flag("required", required)
            .list("content", self.content(content, hint))
            .with("position", self.printer.position(position))
            .flag("camel_case", camel_case)
            .done()
            .shareable(registry("RequestBody").path(""), hint.to_owned())
    }

    /// The variant of a status is what `Debug` shows.
    fn response(&mut self, response: &'a Response<'a>, hint: &str) -> Literal {
        let Response {
            status,
            headers,
            content,
            position,
        } = *response;
        let headers = headers.iter().map(|it| self.parameter(it, "header"));
        let headers = headers.collect();
        let schema = content.iter().find_map(|media| media.schema);
        let name = schema.map_or("", |schema| schema.name);
        Row::new(registry("Response"))
            .with("status", registry("Status").path(&format!("::{status:?}")))
            .list("headers", headers)
            .list("content", self.content(content, hint))
            .with("position", self.printer.position(position))
            .done()
            .shareable(
                registry("Response").path(""),
                format!("{name} response {status}"),
            )
    }

    fn content(&mut self, content: &'a [Media<'a>], hint: &str) -> Vec<Literal> {
        let media = content.iter().map(|media| {
            let Media {
                media_type,
                schema,
                form,
                stream,
                examples,
            } = *media;
            let mut row = Row::new(registry("Media"))
                .text("media_type", media_type)
                .optional("schema", schema.and_then(|schema| self.printer.row(schema)))
                .optional("form", form.map(|form| shape(form).reference()))
                .optional("stream", stream.map(self::stream));
            if let Some(name) = self.examples.name(examples, hint) {
                row = row.with("examples", Literal::plain(format!("examples::{name}")));
            }
            row.done()
        });
        media.collect()
    }
}

/// `&["a", "b"], &["c"]`
fn lists(lists: &[&[&str]]) -> Vec<Literal> {
    lists.iter().map(|list| Literal::texts(list)).collect()
}

fn server(server: &Server<'_>) -> Literal {
    let Server {
        url,
        description,
        variables,
    } = *server;
    let variables = variables.iter().map(|variable| {
        let ServerVariable {
            name,
            default,
            values,
        } = *variable;
        Row::new(registry("ServerVariable"))
            .text("name", name)
            .text("default", default)
            .list(
                "values",
                values.iter().map(|it| Literal::text(it)).collect(),
            )
            .done()
    });
    Row::new(registry("Server"))
        .text("url", url)
        .optional("description", description.map(Literal::text))
        .list("variables", variables.collect())
        .done()
}

fn rate_limit(limit: RateLimit<'_>) -> Literal {
    let RateLimit { scope, tiers } = limit;
    let tiers = tiers.iter().map(|tier| {
        let RateTier {
            name,
            requests_per_minute,
            burst,
        } = *tier;
        Row::new(registry("RateTier"))
            .text("name", name)
            .number("requests_per_minute", requests_per_minute, &0)
            .number("burst", burst, &0)
            .done()
    });
    Row::new(registry("RateLimit"))
        .optional("scope", scope.map(Literal::text))
        .list("tiers", tiers.collect())
        .done()
}

fn stream(stream: Stream<'_>) -> Literal {
    let Stream {
        framing,
        item,
        error,
    } = stream;
    let mut row = Row::new(registry("Stream"));
    if framing != Framing::Lines {
        row = row.with(
            "framing",
            registry("Framing").path(&format!("::{framing:?}")),
        );
    }
    row.text("item", item).text("error", error).done()
}

/// `Style::Repeated(&Style::Text)`
fn style(style: Style<'_>) -> Literal {
    let item = registry("Style");
    let inner = |style: &Style<'_>| self::style(*style).reference();
    match style {
        Style::Text => item.path("::Text"),
        Style::Literal => item.path("::Literal"),
        Style::Either => item.path("::Either"),
        Style::Json => item.path("::Json"),
        Style::Opaque => item.path("::Opaque"),
        Style::Plain(style) => item.call("::Plain", vec![inner(style)]),
        Style::After(before, style) => {
            item.call("::After", vec![Literal::text(before), inner(style)])
        }
        Style::Repeated(style) => item.call("::Repeated", vec![inner(style)]),
        Style::Separated(separator, style) => {
            item.call("::Separated", vec![Literal::text(separator), inner(style)])
        }
        Style::Object(object, shape) => item.call(
            "::Object",
            vec![object_style(object), self::shape(shape).reference()],
        ),
    }
}

/// The variant is what `Debug` shows.
fn object_style(style: ObjectStyle<'_>) -> Literal {
    registry("ObjectStyle").path(&format!("::{style:?}"))
}

fn shape(shape: &Shape<'_>) -> Literal {
    let Shape { properties, rest } = *shape;
    let properties = properties
        .iter()
        .map(|(name, style)| Literal::Tuple(vec![Literal::text(name), self::style(*style)]));
    Row::new(registry("Shape"))
        .list("properties", properties.collect())
        .optional("rest", rest.map(|style| self::style(*style).reference()))
        .done()
}
