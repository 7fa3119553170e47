//! What generated crates cost to compile: CPU time and memory of the compiler, beside progenitor's.
//!
//! With `--guard` it ends with an error where the ratios have fallen below those in `compile/ratios.tsv`.
//!
//! Cargo is told to call this program in place of the compiler; it calls the compiler and notes what that used.

mod consumer;
mod guard;
mod rustc;
mod size;
mod subjects;
mod tables;
mod workshop;

use std::process::ExitCode;

use bench_harness::{Options, Result, locked};

fn main() -> ExitCode {
    if let Some(log) = rustc::log() {
        return rustc::run(&log);
    }
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
    let versions =
        locked(&["progenitor", "progenitor-client", "jsonschema", "reqwest"])?.join(", ");
    println!("{versions}; no incremental compilation.\n");
    let (clients, left_out) = subjects::clients()?;
    for (name, reason) in left_out {
        println!("left out for progenitor: `{name}`: {reason}\n");
    }
    let mut ratios = tables::clients(&options, &clients)?;
    ratios.extend(tables::validators(&options)?);
    if options.guard {
        return guard::hold(&ratios);
    }
    tables::clean(&options, &clients)
}
