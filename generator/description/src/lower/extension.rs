//! The vendor extensions: what each key means, read from checked values.

use super::schema::SchemaLowering;
use super::values::{distinct, flag, text, texts};
use crate::cursor::At;
use crate::ir::media;
use crate::ir::schema::{
    ByteOrder, ErrorKind, ErrorParts, ErrorRule, ErrorTest, Extensions, Quantity, SameValue,
};
use crate::ir::service::{Envelope, Framing, Pagination, RateLimit, RateTier, Retry, Stream};
use crate::ir::{Upstream, UpstreamStatus};

/// The extensions of a Schema Object.
pub(super) fn of_schema<'d>(
    at: &At<'d>,
    format: Option<&str>,
    schemas: &mut SchemaLowering<'d>,
) -> Extensions {
    Extensions {
        open_values: at
            .get("x-extensible-enum")
            .map(|values| known_values(&values)),
        value_names: value_names(at),
        sensitive: format == Some("password") || flag(at, "x-trueup-sensitive"),
        zero: at
            .get("x-trueup-zero")
            .and_then(|zero| zero.as_str().map(str::to_owned)),
        accepts_number: texts(at, "x-trueup-accepts")
            .iter()
            .any(|kind| kind == "number"),
        exclusive: groups(at, "x-trueup-exclusive"),
        failure: text(at, "x-trueup-failure"),
        error_parts: at.get("x-trueup-error").map(|parts| ErrorParts {
            code: text(&parts, "code"),
            message: text(&parts, "message"),
        }),
        error_kinds: at
            .get("x-trueup-error-kind")
            .map_or_else(Vec::new, |kinds| error_rules(&kinds)),
        upstream: upstream(at),
        same_value: at
            .get("x-trueup-same-value")
            .and_then(|same| same_value(&same, schemas)),
        quantity: at
            .get("x-trueup-quantity")
            .map(|quantity| self::quantity(&quantity, schemas)),
    }
}

/// `x-extensible-enum`
fn known_values(at: &At<'_>) -> Vec<String> {
    distinct(at)
        .into_iter()
        .map(|(_, value)| {
            value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned)
        })
        .collect()
}

/// A name for each value, without those of values that stood before.
fn value_names(at: &At<'_>) -> Vec<String> {
    let names = texts(at, "x-enum-varnames");
    let Some(values) = at.get("enum").or_else(|| at.get("x-extensible-enum")) else {
        return names;
    };
    let places = distinct(&values).into_iter();
    places
        .filter_map(|(place, _)| names.get(place).cloned())
        .collect()
}

/// The groups of names of an extension.
pub(super) fn groups(at: &At<'_>, extension: &str) -> Vec<Vec<String>> {
    let groups = at.get(extension);
    groups
        .iter()
        .flat_map(At::items)
        .map(|group| {
            group
                .items()
                .filter_map(|name| name.as_str().map(str::to_owned))
                .collect()
        })
        .collect()
}

fn error_rules(at: &At<'_>) -> Vec<ErrorRule> {
    let mut rules = Vec::new();
    for (kind, conditions) in at.entries() {
        let Some(kind) = ErrorKind::ALL.into_iter().find(|known| known.key() == kind) else {
            continue;
        };
        rules.extend(
            conditions
                .items()
                .filter_map(|condition| error_rule(kind, &condition)),
        );
    }
    rules
}

fn error_rule(kind: ErrorKind, at: &At<'_>) -> Option<ErrorRule> {
    let test = match (at.get("equals"), text(at, "contains")) {
        (Some(value), _) => ErrorTest::Equals(value.to_json()),
        (None, Some(part)) => ErrorTest::Contains(part),
        (None, None) => return None,
    };
    Some(ErrorRule {
        kind,
        pointer: text(at, "pointer")?,
        test,
    })
}

fn quantity<'d>(at: &At<'d>, schemas: &mut SchemaLowering<'d>) -> Quantity {
    let times = at.get("times").and_then(|times| times.number()?.as_u64());
    let target = at.get("schema").and_then(|schema| schemas.mapped(&schema));
    Quantity {
        of: target.map(|target| (schemas.id(&target), times.unwrap_or(1))),
    }
}

fn same_value<'d>(at: &At<'d>, schemas: &mut SchemaLowering<'d>) -> Option<SameValue> {
    let schema = at.get("schema")?;
    let target = schemas.mapped(&schema)?;
    let order = if flag(at, "reversed") {
        ByteOrder::Reversed
    } else {
        ByteOrder::Same
    };
    Some(SameValue {
        schema: schemas.id(&target),
        order,
    })
}

/// `x-trueup-upstream`
pub(super) fn upstream(at: &At<'_>) -> Option<Upstream> {
    let note = at.get("x-trueup-upstream")?;
    let status = match text(&note, "status")?.as_str() {
        "absent" => UpstreamStatus::Absent,
        "removed" => UpstreamStatus::Removed,
        "added" => UpstreamStatus::Added,
        _ => UpstreamStatus::Changed,
    };
    Some(Upstream {
        origin: note.origin.clone(),
        name: text(&note, "name")?,
        status,
        since: text(&note, "since"),
        instead: text(&note, "instead"),
        note: text(&note, "note"),
    })
}

/// `x-trueup-retry`
pub(super) fn retry(at: &At<'_>) -> Option<Retry> {
    match text(at, "x-trueup-retry")?.as_str() {
        "idempotent" => Some(Retry::Idempotent),
        _ => Some(Retry::Never),
    }
}

/// `x-trueup-pagination`
pub(super) fn pagination(at: &At<'_>) -> Option<Pagination> {
    let pages = at.get("x-trueup-pagination")?;
    Some(Pagination {
        origin: pages.origin.clone(),
        items: text(&pages, "items")?,
        cursor: text(&pages, "cursor")?,
        next: text(&pages, "next")?,
        previous: text(&pages, "previous"),
        reverse: text(&pages, "reverse"),
        limit: text(&pages, "limit"),
    })
}

/// `x-trueup-stream` of a media type: the envelope is that of JSON texts, in events that of their data.
pub(super) fn stream(at: &At<'_>, media_type: &str) -> Option<Stream> {
    let stream = at.get("x-trueup-stream")?;
    let item = text(&stream, "item");
    Some(Stream {
        framing: match media::framing(media_type) {
            Some(Framing::Events) => Framing::EventData,
            Some(framing) => framing,
            None => Framing::Lines,
        },
        envelope: item.map(|item| Envelope {
            item,
            error: text(&stream, "error").unwrap_or_else(|| "error".to_owned()),
        }),
    })
}

/// `x-trueup-rate-limit`
pub(super) fn rate_limit(at: &At<'_>) -> Option<RateLimit> {
    let limit = at.get("x-trueup-rate-limit")?;
    let number = |tier: &At<'_>, key: &str| u32::try_from(tier.get(key)?.as_u64()?).ok();
    let tiers = limit.get("tiers")?;
    let tiers = tiers.items().filter_map(|tier| {
        Some(RateTier {
            name: text(&tier, "name")?,
            requests_per_minute: number(&tier, "requestsPerMinute")?,
            burst: number(&tier, "burst")?,
        })
    });
    Some(RateLimit {
        scope: text(&limit, "scope"),
        tiers: tiers.collect(),
    })
}
