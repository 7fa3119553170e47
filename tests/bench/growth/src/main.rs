//! How time grows with what it is spent on: descriptions, bodies and pages that somebody made to be slow, of a size, of
//! twice and of four times that.
//!
//! The size of a description is what is read and what is written, since nobody writes faster than in proportion to that; the
//! size of a body or a page is its own.
//! With `--guard` the program fails where a byte takes over twice as long in the largest as in the smallest.

mod bodies;
mod descriptions;
mod pages;

use bench_harness::{Options, Result, Table, median, once};

/// So much longer may a byte take in an input of four times the size.
const MOST: f64 = 2.0;

/// Below so many nanoseconds a clock and a cache say more than the input does.
const LEAST: f64 = 2e6;

/// An input of any size.
struct Shape {
    name: &'static str,
    /// The size that is measured first.
    size: usize,
    make: fn(usize) -> Input,
}

/// What a shape looks like in one size.
struct Input {
    /// A description, in JSON.
    description: String,
    /// What is held against it: a body or a page; nothing where the description itself is what is measured.
    held: String,
}

/// What measures an input: nanoseconds, and bytes that were written.
type Time = fn(&Input) -> Result<(f64, usize)>;

/// One measurement.
#[derive(Clone, Copy)]
struct Point {
    nanoseconds: f64,
    bytes: f64,
}

fn main() -> Result<()> {
    let options = Options::from_arguments()?;
    let mut slower = Vec::new();
    let parts: [(&str, &[Shape], Time); 3] = [
        (
            "Generating from a description",
            descriptions::SHAPES,
            descriptions::time,
        ),
        ("Validating a body", bodies::SHAPES, bodies::time),
        ("Checking a page", pages::SHAPES, pages::time),
    ];
    for (title, shapes, time) in parts {
        let heads = [
            "",
            "n",
            "ms",
            "2n: ms",
            "4n: ms",
            "4n: MB",
            "time per byte, 4n to n",
        ];
        let mut table = Table::new(format!("{title}: CPU time"), &heads);
        for shape in shapes {
            let mut points = Vec::new();
            for times in [1, 2, 4] {
                points.push(measured(&options, &(shape.make)(shape.size * times), time)?);
            }
            let [first, second, third] = points[..] else {
                continue;
            };
            let growth = (third.nanoseconds.max(LEAST) / third.bytes)
                / (first.nanoseconds.max(LEAST) / first.bytes);
            if growth > MOST {
                slower.push(format!("{}: {growth:.1}", shape.name));
            }
            table.row([
                shape.name.to_owned(),
                shape.size.to_string(),
                milliseconds(first),
                milliseconds(second),
                milliseconds(third),
                format!("{:.1}", third.bytes / 1e6),
                format!("{growth:.2}"),
            ]);
        }
        println!("{table}");
    }
    if options.guard && !slower.is_empty() {
        return Err(format!("more than linear: {}", slower.join(", ")).into());
    }
    Ok(())
}

fn milliseconds(point: Point) -> String {
    format!("{:.1}", point.nanoseconds / 1e6)
}

fn measured(options: &Options, input: &Input, time: Time) -> Result<Point> {
    let (mut times, mut bytes) = (Vec::new(), 0);
    for _ in 0..options.slow_rounds.min(3) {
        let (nanoseconds, written) = time(input)?;
        times.push(nanoseconds);
        bytes = match input.held.len() {
            0 => input.description.len() + written,
            held => held,
        };
    }
    Ok(Point {
        nanoseconds: median(&times),
        bytes: bytes as f64,
    })
}

/// A description of these schemas and paths.
fn description(schemas: &[(String, String)], paths: &str) -> String {
    let schemas: Vec<String> = schemas
        .iter()
        .map(|(name, schema)| format!("{name:?}: {schema}"))
        .collect();
    format!(
        r#"{{"openapi": "3.1.0", "info": {{"title": "T", "version": "1"}}, "paths": {{{paths}}}, "components": {{"schemas": {{{}}}}}}}"#,
        schemas.join(",\n")
    )
}

/// A reference to a schema.
fn reference(name: &str) -> String {
    format!(r##"{{"$ref": "#/components/schemas/{name}"}}"##)
}

/// Pieces with a comma between.
fn listed(count: usize, piece: impl Fn(usize) -> String) -> String {
    (0..count).map(piece).collect::<Vec<_>>().join(",\n")
}

/// `work`, and what it takes.
fn timed<T>(work: impl FnOnce() -> Result<T>) -> Result<(f64, T)> {
    let (nanoseconds, result) = once(work)?;
    Ok((nanoseconds, result?))
}
