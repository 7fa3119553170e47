//! How long a call takes over loopback, one after the other and many at a time.

mod clients;
mod server;

use std::time::Instant;

use bench_harness::{Options, Result, Samples, Table, locked};
use futures_util::stream::{self, StreamExt as _, TryStreamExt as _};
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike as _;
use tokio::runtime::Builder;

use clients::{By, Clients, What};
use server::Server;

/// Calls at a time.
const IN_FLIGHT: usize = 64;

fn main() -> Result<()> {
    let options = Options::from_arguments()?;
    println!(
        "{}; plain HTTP, the server in the same process.\n",
        locked(&["reqwest", "tokio"])?.join(", ")
    );
    let heads = [
        "",
        "generated",
        "by hand",
        "by hand, with a time limit",
        "slower than by hand by",
        "at most",
        "",
        "noise",
    ];
    let mut table = Table::new(
        "One call after the other over loopback: microseconds of wall time, medians",
        &heads,
    );
    for (title, what) in [
        ("node, 1.6 kB", What::Node),
        ("two channels, 2.5 kB", What::Channels),
    ] {
        let samples = single(&options, what)?;
        let ratio = samples
            .ratio(By::Generated.name(), By::Hand.name())
            .unwrap_or(f64::NAN);
        table.row([
            title.to_owned(),
            number(&samples, By::Generated, 1),
            number(&samples, By::Hand, 1),
            number(&samples, By::Limited, 1),
            format!("{:.1} %", (ratio - 1.0) * 100.0),
            "5 %".to_owned(),
            if ratio <= 1.05 { "reached" } else { "missed" }.to_owned(),
            format!("±{:.0} %", samples.noise() * 100.0),
        ]);
    }
    println!("{table}");
    load(&options)
}

/// One call after the other, by turns. Values are microseconds for one call.
fn single(options: &Options, what: What) -> Result<Samples> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let server = Server::start(&what.answer()?)?;
    let clients = Clients::new(&server.url())?;
    let times = if options.quick { 100 } else { 400 };
    let mut samples = Samples::default();
    // The first round opens the connections.
    for round in 0..=options.rounds {
        for by in order(round) {
            let start = Instant::now();
            for _ in 0..times {
                runtime.block_on(clients.call(by, what))?;
            }
            if round > 0 {
                samples.push(
                    by.name(),
                    start.elapsed().as_secs_f64() * 1e6 / f64::from(times),
                );
            }
        }
    }
    Ok(samples)
}

/// All of them, another one first in each round.
fn order(round: usize) -> [By; 3] {
    let mut order = By::ALL;
    order.rotate_left(round % By::ALL.len());
    order
}

/// Many calls at a time.
fn load(options: &Options) -> Result<()> {
    // Short rounds: what the machine does beside it changes from second to second.
    let calls: u32 = 1_000;
    let server = Server::start(&What::Node.answer()?)?;
    let clients = Clients::new(&server.url())?;
    let runtime = Builder::new_multi_thread().enable_all().build()?;
    let (mut rates, mut cpu, mut connections) =
        (Samples::default(), Samples::default(), Samples::default());
    for round in 0..=options.rounds {
        for by in order(round) {
            let (start, before) = (Instant::now(), used()?);
            runtime.block_on(all(&clients, by, calls))?;
            // Only the first round opens connections, if they are used again.
            connections.push(by.name(), server.take_connections() as f64);
            if round > 0 {
                rates.push(by.name(), f64::from(calls) / start.elapsed().as_secs_f64());
                cpu.push(by.name(), (used()? - before) * 1e6 / f64::from(calls));
            }
        }
    }
    let title = format!(
        "{} rounds of {calls} calls, {IN_FLIGHT} at a time, none failed: calls a second; microseconds of CPU time for \
         one, the server's included; connections opened over all rounds",
        options.rounds + 1
    );
    let mut table = Table::new(
        title,
        &[
            "",
            "calls a second",
            "times by hand",
            "CPU",
            "connections",
            "noise",
        ],
    );
    for by in By::ALL {
        let opened = connections
            .0
            .iter()
            .filter(|sample| sample.name == by.name());
        let opened: f64 = opened.flat_map(|sample| &sample.values).sum();
        table.row([
            by.name().to_owned(),
            number(&rates, by, 0),
            format!(
                "{:.2}",
                rates.ratio(by.name(), By::Hand.name()).unwrap_or(f64::NAN)
            ),
            number(&cpu, by, 1),
            format!("{opened:.0}"),
            format!("±{:.0} %", rates.noise() * 100.0),
        ]);
    }
    println!("{table}");
    Ok(())
}

/// All calls, so many at a time, each a task of its own.
async fn all(clients: &Clients, by: By, calls: u32) -> Result<()> {
    stream::iter(0..calls)
        .map(|_| {
            let clients = clients.clone();
            tokio::spawn(async move {
                clients
                    .call(by, What::Node)
                    .await
                    .map(drop)
                    .map_err(|error| error.to_string())
            })
        })
        .buffer_unordered(IN_FLIGHT)
        .map_err(|error| error.to_string())
        .try_for_each(|done| async { done })
        .await
        .map_err(Into::into)
}

/// CPU seconds of this process.
fn used() -> Result<f64> {
    let usage = getrusage(UsageWho::RUSAGE_SELF)?;
    let time = usage.user_time().num_microseconds() + usage.system_time().num_microseconds();
    Ok(time as f64 / 1e6)
}

fn number(samples: &Samples, by: By, digits: usize) -> String {
    samples
        .median(by.name())
        .map_or_else(|| "–".to_owned(), |value| format!("{value:.digits$}"))
}
