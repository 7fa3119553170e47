//! Runs the measurements: `cargo run --release --manifest-path tests/bench/Cargo.toml -- [--quick] [--guard] [PART…]`.
//!
//! Each part is a program of its own, built with its own dependencies' features, and prints Markdown.

use std::process::{Command, ExitCode};

use bench_harness::Result;

/// The parts, in the order of the report, with what the report calls them.
const PARTS: &[(&str, &str)] = &[
    ("validate", "Validating a body"),
    ("serde", "Decoding and encoding"),
    ("documents", "Checking documents"),
    ("generate", "Generating clients"),
    ("growth", "How time grows"),
    ("corpus", "Reading documents of others"),
    ("compile", "Compiling what is generated"),
    ("call", "Calling"),
    ("program", "The program"),
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
    let (options, named): (Vec<_>, Vec<_>) = std::env::args()
        .skip(1)
        .partition(|argument| argument.starts_with("--"));
    let all = named.is_empty() || named.iter().any(|name| name == "all");
    if let Some(name) = named
        .iter()
        .find(|name| *name != "all" && title(name).is_none())
    {
        let known: Vec<_> = PARTS.iter().map(|(part, _)| *part).collect();
        return Err(format!(
            "`{name}` is no part; there are {} and all",
            known.join(", ")
        )
        .into());
    }
    let chosen: Vec<_> = PARTS
        .iter()
        .filter(|(part, _)| all || named.iter().any(|name| name == part))
        .collect();
    // Everything is built before anything is measured.
    for (part, _) in &chosen {
        cargo("build", part, &[])?;
    }
    println!(
        "Measured on {}, {}, {} processors.",
        output("date", &["-u", "+%F"])?,
        output("rustc", &["--version"])?,
        std::thread::available_parallelism()?
    );
    for (part, title) in chosen {
        println!("\n## {title}\n");
        cargo("run", part, &options)?;
    }
    Ok(())
}

fn title(name: &str) -> Option<&'static str> {
    PARTS
        .iter()
        .find(|(part, _)| *part == name)
        .map(|(_, title)| *title)
}

fn cargo(verb: &str, part: &str, options: &[String]) -> Result<()> {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command
        .args([
            verb,
            "--quiet",
            "--release",
            "--package",
            &format!("bench-{part}"),
        ])
        .arg("--manifest-path")
        .arg(bench_harness::bench().join("Cargo.toml"));
    if verb == "run" {
        command.arg("--").args(options);
    }
    let status = command.status()?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("{part}: {status}").into())
    }
}

fn output(program: &str, arguments: &[&str]) -> Result<String> {
    let output = Command::new(program).args(arguments).output()?;
    Ok(String::from_utf8(output.stdout)?.trim().to_owned())
}
