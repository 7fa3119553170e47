//! Those who judge. Each takes bytes and says how many errors there are.

use std::hint::black_box;

use bench_harness::Result;
use boon::{Compiler, Draft, Schemas, ValidationError};
use comet_validator::API;
use serde::de::IgnoredAny;
use serde_json::Value;
use trueup_validator::registry::{Response, Schema};

use crate::documents::Document;
use crate::{formats, typed};

/// A contender, ready to judge bodies of one kind.
pub(crate) struct Contender {
    pub(crate) name: &'static str,
    pub(crate) judge: Judge,
}

/// How many errors a body has.
type Judge = Box<dyn Fn(&[u8]) -> usize>;

impl Contender {
    fn new(name: &'static str, judge: impl Fn(&[u8]) -> usize + 'static) -> Self {
        Self {
            name,
            judge: Box::new(judge),
        }
    }
}

/// The emitted validator, by the schema alone.
pub(crate) const OURS: &str = "**emitted validator**, schema";
/// The emitted validator as exchanges are checked.
pub(crate) const POLICY: &str = "**emitted validator**, schema and response policy";
/// No verdict but on the syntax.
pub(crate) const SYNTAX: &str = "syntax only: `serde_json`, `IgnoredAny`";
/// Validator that `jsonschema` builds when the program runs.
pub(crate) const RUNTIME: &str = "`Value` + `jsonschema` runtime";
/// Validator that `jsonschema` compiles.
pub(crate) const MACRO: &str = "`Value` + `jsonschema` macro";
/// Decoding with `sonic-rs`.
pub(crate) const SONIC: &str = "typed, borrowed: `sonic-rs`";
const BOON: &str = "`Value` + `boon`";
const SERDE: &str = "typed, borrowed: `serde_json`";

/// All who say whether a body is valid.
///
/// # Errors
///
/// A schema that a contender does not take.
pub(crate) fn verdict(document: &'static Document) -> Result<Vec<Contender>> {
    let runtime = runtime(document)?;
    let compiled = document.compiled_valid;
    let (schemas, index) = compile(document)?;
    let mut all = vec![
        Contender::new(SYNTAX, |body| {
            verdict_of(serde_json::from_slice::<IgnoredAny>(body))
        }),
        Contender::new(RUNTIME, move |body| {
            tree(body).map_or(1, |value| usize::from(!runtime.is_valid(&value)))
        }),
        Contender::new(MACRO, move |body| {
            tree(body).map_or(1, |value| usize::from(!compiled(&value)))
        }),
        Contender::new(BOON, move |body| {
            tree(body).map_or(1, |value| verdict_of(schemas.validate(&value, index)))
        }),
    ];
    all.extend(decoders(document.name)?);
    all.extend(ours(document)?);
    Ok(all)
}

/// All who say what is wrong, not only that something is.
///
/// # Errors
///
/// A schema that a contender does not take.
pub(crate) fn errors(document: &'static Document) -> Result<Vec<Contender>> {
    let runtime = runtime(document)?;
    let compiled = document.compiled_errors;
    let (schemas, index) = compile(document)?;
    let mut all = vec![
        Contender::new(RUNTIME, move |body| {
            tree(body).map_or(1, |value| runtime.iter_errors(&value).count())
        }),
        Contender::new(MACRO, move |body| {
            tree(body).map_or(1, |value| compiled(&value))
        }),
        Contender::new(BOON, move |body| {
            tree(body).map_or(1, |value| {
                schemas
                    .validate(&value, index)
                    .map_or_else(|e| leaves(&e), |()| 0)
            })
        }),
    ];
    all.extend(ours(document)?);
    Ok(all)
}

fn ours(document: &Document) -> Result<Vec<Contender>> {
    let response = API
        .operation(document.operation)
        .and_then(|operation| operation.response(200));
    let response = response.ok_or("no such operation")?;
    let schema = schema(response)?;
    Ok(vec![
        Contender::new(OURS, |body| {
            schema
                .validate(body)
                .map_or_else(|found| found.errors(), |()| 0)
        }),
        Contender::new(POLICY, |body| {
            response
                .validate(body)
                .map_or_else(|found| found.errors(), |()| 0)
        }),
    ])
}

fn schema(response: &'static Response<'static>) -> Result<&'static Schema<'static>> {
    Ok(response
        .json()
        .and_then(|media| media.schema)
        .ok_or("no schema")?)
}

pub(crate) fn runtime(document: &Document) -> Result<jsonschema::Validator> {
    let mut options = jsonschema::options()
        .with_draft(jsonschema::Draft::Draft4)
        .should_validate_formats(true);
    for (name, check) in formats::ALL {
        options = options.with_format(*name, *check);
    }
    Ok(options.build(&serde_json::from_str(document.schema)?)?)
}

fn compile(document: &Document) -> Result<(Schemas, boon::SchemaIndex)> {
    const URL: &str = "http://localhost/schema.json";
    let mut compiler = Compiler::new();
    compiler.set_default_draft(Draft::V4);
    compiler.enable_format_assertions();
    for format in formats::BOON {
        compiler.register_format(*format);
    }
    compiler
        .add_resource(URL, serde_json::from_str(document.schema)?)
        .map_err(|error| error.to_string())?;
    let mut schemas = Schemas::new();
    let index = compiler
        .compile(URL, &mut schemas)
        .map_err(|error| error.to_string())?;
    Ok((schemas, index))
}

/// How many errors have no cause below them.
fn leaves(error: &ValidationError<'_, '_>) -> usize {
    if error.causes.is_empty() {
        1
    } else {
        error.causes.iter().map(leaves).sum()
    }
}

fn tree(body: &[u8]) -> Option<Value> {
    serde_json::from_slice(body).ok()
}

fn verdict_of<T, E>(result: std::result::Result<T, E>) -> usize {
    usize::from(black_box(result).is_err())
}

/// Both decoders of a type. A macro, because the type borrows from a body that only the call knows.
macro_rules! decoders {
    ($type:ident) => {
        [
            Contender::new(SERDE, |body| {
                verdict_of(serde_json::from_slice::<typed::$type<'_>>(body))
            }),
            Contender::new(SONIC, |body| {
                verdict_of(sonic_rs::from_slice::<typed::$type<'_>>(body))
            }),
        ]
    };
}

fn decoders(name: &str) -> Result<[Contender; 2]> {
    Ok(match name {
        "channels" => decoders!(ListChannelsResponse),
        "invoices" => decoders!(ListInvoicesResponse),
        "node" => decoders!(GetInfoResponse),
        "account" => decoders!(BillingAccount),
        _ => return Err(format!("no types for {name}").into()),
    })
}
