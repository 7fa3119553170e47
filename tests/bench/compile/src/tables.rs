//! The tables.

use bench_harness::{Options, Result, Samples, Table};

use crate::guard::Ratios;
use crate::rustc::{self, Usage};
use crate::size;
use crate::subjects::{self, Client, OURS, PROGENITOR};
use crate::workshop::{Profile, Workshop};

const TARGET: &str = "target";

/// How many times less ours is to cost, by profile: the crate alone, and with a crate that awaits every operation.
fn wanted(profile: Profile, alone: bool) -> Option<f64> {
    match (profile, alone) {
        (Profile::Debug, true) => Some(3.5),
        (Profile::Debug, false) => Some(3.0),
        (Profile::Release, true) => None,
        (Profile::Release, false) => Some(2.5),
    }
}

/// Clients alone, and with a crate that awaits every operation; what they depend on was built before.
///
/// # Errors
///
/// A crate that does not compile.
pub(crate) fn clients(options: &Options, clients: &[Client]) -> Result<Ratios> {
    let mut ratios = Ratios::new();
    let workshop = workshop(clients)?;
    let mut table = Table::new(
        "Compiling a generated client, its dependencies built before: CPU seconds of the compiler, megabytes at its \
         peak",
        &[
            "",
            "lines, ours",
            "progenitor",
            "CPU, ours",
            "progenitor",
            "times less",
            "at least",
            "",
            "memory, ours",
            "progenitor",
            "noise",
        ],
    );
    for profile in Profile::ALL {
        for client in clients {
            workshop.build(&client.consumer.0, profile, TARGET)?;
        }
        let mut documents: Vec<_> = clients.iter().map(|client| &client.document).collect();
        documents.dedup();
        for document in documents {
            let pair: Vec<_> = clients
                .iter()
                .filter(|client| client.document == *document)
                .collect();
            let measured = measure(options, &workshop, &pair, profile)?;
            for (alone, (cpu, memory)) in [(true, &measured.0), (false, &measured.1)] {
                let title = title(document, profile, alone);
                let ratio = cpu.ratio(PROGENITOR, OURS).unwrap_or(f64::NAN);
                table.row(row(
                    &pair,
                    &title,
                    (ratio, wanted(profile, alone)),
                    cpu,
                    memory,
                ));
                ratios.insert(title, ratio);
            }
        }
    }
    println!("{table}");
    Ok(ratios)
}

fn workshop(clients: &[Client]) -> Result<Workshop> {
    let crates = clients
        .iter()
        .flat_map(|one| [&one.client, &one.consumer].into_iter().chain(&one.beside));
    Workshop::new(
        "clients",
        crates.map(|(name, files)| (name.as_str(), files)),
    )
}

/// CPU seconds and megabytes of each generator's crates.
type Costs = (Samples, Samples);

/// Alone, and with the consumer.
fn measure(
    options: &Options,
    workshop: &Workshop,
    pair: &[&Client],
    profile: Profile,
) -> Result<(Costs, Costs)> {
    let (mut alone, mut together) = (Costs::default(), Costs::default());
    for _ in 0..options.slow_rounds {
        for client in pair {
            workshop.touch(&client.client.0)?;
            let used = workshop.build(&client.consumer.0, profile, TARGET)?;
            let own: Vec<_> = used
                .iter()
                .filter(|usage| usage.name == client.client.0.replace('-', "_"))
                .cloned()
                .collect();
            if own.len() != 1 || used.len() != 2 {
                return Err(
                    format!("{} was not compiled as expected: {used:?}", client.client.0).into(),
                );
            }
            push(&mut alone, client.generator, &own);
            push(&mut together, client.generator, &used);
        }
    }
    Ok((alone, together))
}

fn push(costs: &mut Costs, name: &str, used: &[Usage]) {
    costs.0.push(name, used.iter().map(|usage| usage.cpu).sum());
    costs.1.push(
        name,
        used.iter().map(|usage| usage.memory).fold(0.0, f64::max),
    );
}

fn title(document: &str, profile: Profile, alone: bool) -> String {
    let what = if alone {
        "alone"
    } else {
        "with every operation awaited"
    };
    format!("{document}, {}, {what}", profile.name())
}

/// `ratio` with what is wanted of it.
fn row(
    pair: &[&Client],
    title: &str,
    (ratio, wanted): (f64, Option<f64>),
    cpu: &Samples,
    memory: &Samples,
) -> Vec<String> {
    let lines = |generator: &str| {
        pair.iter()
            .find(|client| client.generator == generator)
            .map_or(0, |client| client.lines)
            .to_string()
    };
    vec![
        title.to_owned(),
        lines(OURS),
        lines(PROGENITOR),
        number(cpu, OURS, 2),
        number(cpu, PROGENITOR, 2),
        format!("{ratio:.2}"),
        wanted.map_or_else(|| "–".to_owned(), |wanted| format!("{wanted:.1}")),
        wanted
            .map_or(
                "",
                |wanted| if ratio >= wanted { "reached" } else { "missed" },
            )
            .to_owned(),
        number(memory, OURS, 0),
        number(memory, PROGENITOR, 0),
        format!("±{:.0} %", cpu.noise() * 100.0),
    ]
}

/// The emitted validator, beside what `jsonschema`'s macro makes of the same bodies.
///
/// # Errors
///
/// A crate that does not compile.
pub(crate) fn validators(options: &Options) -> Result<Ratios> {
    let mut ratios = Ratios::new();
    let validators = subjects::validators()?;
    let workshop = Workshop::new(
        "validators",
        validators
            .iter()
            .map(|(name, files)| (name.as_str(), files)),
    )?;
    let mut table = Table::new(
        "Compiling a validator of all bodies, its dependencies built before: CPU seconds of the compiler, megabytes at \
         its peak, kilobytes of code and of constant data in the library. Ours holds the registry and the examples too",
        &["", "CPU", "memory", "code", "data"],
    );
    for profile in Profile::ALL {
        for (name, _) in &validators {
            workshop.build(name, profile, TARGET)?;
        }
        let mut costs = Costs::default();
        for _ in 0..options.slow_rounds {
            for (name, _) in &validators {
                workshop.touch(name)?;
                push(&mut costs, name, &workshop.build(name, profile, TARGET)?);
            }
        }
        let name = |ours: bool| {
            let mut names = validators.iter().map(|(name, _)| name);
            names.find(|name| name.starts_with(OURS) == ours)
        };
        if let (Some(ours), Some(theirs)) = (name(true), name(false))
            && let Some(ratio) = costs.0.ratio(theirs, ours)
        {
            ratios.insert(format!("validator, {}", profile.name()), ratio);
        }
        for (name, _) in &validators {
            let (code, data) = size::of_library(&workshop.library(name, profile, TARGET))?;
            let title = if name.starts_with(OURS) {
                "emitted validator"
            } else {
                "`jsonschema` macro"
            };
            table.row([
                format!("{title}, {}", profile.name()),
                number(&costs.0, name, 2),
                number(&costs.1, name, 0),
                format!("{:.0}", code as f64 / 1e3),
                format!("{:.0}", data as f64 / 1e3),
            ]);
        }
    }
    println!("{table}");
    Ok(ratios)
}

/// A client and everything that it depends on, from nothing.
///
/// # Errors
///
/// A crate that does not compile.
pub(crate) fn clean(options: &Options, clients: &[Client]) -> Result<()> {
    let workshop = workshop(clients)?;
    let mut table = Table::new(
        "A clean build with all dependencies (TLS by rustls and ring on both sides): CPU seconds of everything that \
         runs, crates compiled",
        &[
            "",
            "CPU, ours",
            "progenitor",
            "times less",
            "crates, ours",
            "progenitor",
        ],
    );
    // A clean build takes long and hardly varies.
    let rounds = options.slow_rounds.div_ceil(3);
    for profile in if options.quick {
        &Profile::ALL[..1]
    } else {
        &Profile::ALL[..]
    } {
        let (mut cpu, mut crates) = (Samples::default(), Samples::default());
        for _ in 0..rounds {
            for client in clients.iter().filter(|client| client.document == "users") {
                workshop.clean("clean")?;
                let before = rustc::children()?;
                let used = workshop.build(&client.client.0, *profile, "clean")?;
                cpu.push(client.generator, rustc::children()? - before);
                crates.push(client.generator, used.len() as f64);
            }
        }
        workshop.clean("clean")?;
        table.row([
            format!("users, {}", profile.name()),
            number(&cpu, OURS, 1),
            number(&cpu, PROGENITOR, 1),
            format!("{:.2}", cpu.ratio(PROGENITOR, OURS).unwrap_or(f64::NAN)),
            number(&crates, OURS, 0),
            number(&crates, PROGENITOR, 0),
        ]);
    }
    println!("{table}");
    Ok(())
}

fn number(samples: &Samples, name: &str, digits: usize) -> String {
    samples
        .median(name)
        .map_or_else(|| "–".to_owned(), |value| format!("{value:.digits$}"))
}
