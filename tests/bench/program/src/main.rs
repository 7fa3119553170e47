//! What the program costs: from its start to the first finding, beside building a validator for the same documents; the
//! size of its file; a clean build of it, beside those of other generators' programs.
//!
//! Builds go into folders of their own, with the dependencies downloaded before.

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

use bench_harness::{Options, Result, Samples, Table, repository};
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike as _;

/// The programs of other generators, as the registry has them.
const OTHERS: [(&str, &str); 2] = [
    ("cargo-progenitor", "0.15.1"),
    ("openapi-to-rust", "0.23.0"),
];

fn main() -> ExitCode {
    match report() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

fn report() -> Result<()> {
    let options = Options::from_arguments()?;
    let place = tempfile::tempdir()?;
    let trueup = built(place.path(), "trueup", &["--package", "trueup"])?;
    let arguments = ["--package", "comet-validator", "--features", "cli"];
    let validator = built(place.path(), "comet-validator", &arguments)?;
    first_finding(&options, &trueup, &validator)?;
    let size = std::fs::metadata(&trueup.file)?.len();
    println!("The file of the program has {:.1} MB.\n", size as f64 / 1e6);
    if options.quick {
        return Ok(());
    }
    clean_builds(place.path(), &trueup)
}

/// A program and what a clean build of it took.
struct Built {
    file: PathBuf,
    /// CPU seconds of the compiler and all that it runs.
    cpu: f64,
    /// Seconds.
    wall: f64,
}

/// Builds a program of the repository in a folder of its own.
fn built(place: &Path, name: &str, arguments: &[&str]) -> Result<Built> {
    let target = place.join(name);
    let mut cargo = cargo();
    cargo
        .current_dir(repository())
        .args(["build", "--quiet", "--release", "--locked"])
        .args(arguments)
        .arg("--target-dir")
        .arg(&target);
    let (cpu, wall) = timed(&mut cargo)?;
    let file = target.join("release").join(name);
    Ok(Built { file, cpu, wall })
}

fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// CPU seconds and seconds of a command and its children.
fn timed(command: &mut Command) -> Result<(f64, f64)> {
    let (before, start) = (children()?, Instant::now());
    let status = command.status()?;
    if !status.success() {
        return Err(format!("{command:?} failed").into());
    }
    Ok((children()? - before, start.elapsed().as_secs_f64()))
}

fn children() -> Result<f64> {
    let used = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let seconds = |time: nix::sys::time::TimeVal| time.num_microseconds() as f64 / 1e6;
    Ok(seconds(used.user_time()) + seconds(used.system_time()))
}

/// Milliseconds from the start of a program to the first byte of its answer.
fn start(program: &Path, arguments: &[&str]) -> Result<f64> {
    let start = Instant::now();
    let mut child = Command::new(program)
        .current_dir(repository())
        .arg("docs")
        .args(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let mut first = [0];
    if let Some(out) = &mut child.stdout {
        out.read_exact(&mut first)?;
    }
    let milliseconds = start.elapsed().as_secs_f64() * 1e3;
    child.stdout.take();
    child.wait()?;
    Ok(milliseconds)
}

fn first_finding(options: &Options, trueup: &Built, validator: &Built) -> Result<()> {
    const PAGE: &str = "tests/documents/own/reference.md";
    let mut samples = Samples::default();
    for _ in 0..options.rounds {
        let spec = ["--spec", "spec", PAGE];
        samples.push("program", start(&trueup.file, &spec)?);
        samples.push("validator", start(&validator.file, &[PAGE])?);
    }
    let mut table = Table::new(
        "`docs` on one page, against four documents: milliseconds from start to the first finding, and what must be built \
         before for these documents (seconds, with all dependencies)",
        &["", "first finding, ms", "built before, s"],
    );
    let shown = |name: &str| format!("{:.0}", samples.median(name).unwrap_or(f64::NAN));
    table.row(["`trueup`".to_owned(), shown("program"), "0".to_owned()]);
    let before = format!("{:.0}", validator.wall);
    table.row([
        "the emitted validator".to_owned(),
        shown("validator"),
        before,
    ]);
    println!("{table}");
    Ok(())
}

/// Downloads before it measures, so that the network has no part in it.
fn clean_builds(place: &Path, trueup: &Built) -> Result<()> {
    let mut table = Table::new(
        "A clean build in release of the program, with all dependencies",
        &["", "CPU, s", "seconds"],
    );
    let row = |name: String, cpu: f64, wall: f64| [name, format!("{cpu:.0}"), format!("{wall:.0}")];
    table.row(row("`trueup`".to_owned(), trueup.cpu, trueup.wall));
    for (name, version) in OTHERS {
        let mut times = Vec::new();
        for round in 0..2 {
            let folder = place.join(format!("{name}-{round}"));
            let mut install = cargo();
            install
                .args([
                    "install",
                    "--quiet",
                    "--locked",
                    name,
                    "--version",
                    version,
                    "--root",
                ])
                .arg(folder.join("root"))
                .arg("--target-dir")
                .arg(folder.join("target"));
            times.push(timed(&mut install)?);
            std::fs::remove_dir_all(folder)?;
        }
        // The first one also downloaded.
        if let Some((cpu, wall)) = times.pop() {
            table.row(row(format!("{name} {version}"), cpu, wall));
        }
    }
    println!("{table}");
    Ok(())
}
