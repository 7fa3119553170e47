//! `generate`: from documents to crates and pages, or, with `--check`, whether they are what the documents say.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clap::builder::{PossibleValuesParser, TypedValueParser};
use trueup_codegen::config::Part;
use trueup_description::diagnostic;
use trueup_docs::report::Format;
use trueup_docs::{Finding, Findings};
use trueup_text::{shell, terminal};
use trueup_validator::Severity;

use super::chosen::Chosen;
use crate::fileset::{self, Comparison, Difference, Kind, Written};
use crate::generator::{Emission, Generator, Runtime};
use crate::output::{self, End, Outcome};
use crate::overrides::Overrides;
use crate::progress::Progress;
use crate::{Defaults, place};

/// Writes clients, a validator and reference pages from OpenAPI documents
///
/// Only what changed is written, each file at once. With --check nothing is written, and every file that
/// is stale, missing or no longer emitted is named.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Documents, a folder of them, or `-` for standard input [default: those of the program; for `trueup`, the present folder]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Where the emitted files go [default: `generated`]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// The settings [default: generate.toml beside the documents]
    #[arg(long, value_name = "FILE")]
    settings: Option<PathBuf>,
    /// Name of the client's crate, or what the names of several begin with [default: the title]
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// What is emitted [default: all]
    #[arg(long, value_name = "PART", value_delimiter = ',', value_parser = parts())]
    emit: Vec<Part>,
    /// Neither validator nor pages
    #[arg(long, conflicts_with = "emit")]
    clients_only: bool,
    /// No reference pages
    #[arg(long)]
    no_pages: bool,
    /// No validator
    #[arg(long)]
    no_validator: bool,
    #[command(flatten)]
    chosen: Chosen,
    #[command(flatten)]
    overrides: Overrides,
    /// Where the crates come from that emitted code calls: `vendored` puts them beside it, `registry` takes the published
    /// ones, anything else is the folder that holds them
    #[arg(long, value_name = "vendored|registry|DIR")]
    runtime: Option<PathBuf>,
    /// Write nothing; exit with 1 if a file is not what the documents say
    #[arg(long)]
    check: bool,
    /// Take warnings for errors
    #[arg(long)]
    deny_warnings: bool,
    /// How to print: text, or findings for a program on standard output
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

fn word(path: &Path) -> String {
    shell::argument(&path.to_string_lossy())
}

fn parts() -> impl TypedValueParser<Value = Part> {
    let names = PossibleValuesParser::new(Part::ALL.map(Part::as_str));
    names.try_map(|name| Part::find(&name).ok_or("no such part"))
}

impl Arguments {
    fn generator(&self, defaults: &Defaults) -> Generator {
        let mut generator = Generator::of(&self.paths, defaults);
        if let Some(settings) = &self.settings {
            generator = generator.settings(settings);
        }
        if let Some(name) = &self.name {
            generator = generator.name(name);
        }
        if !self.emit.is_empty() {
            generator = generator.parts(self.emit.clone());
        }
        if self.clients_only {
            generator = generator.clients_only();
        }
        for (left_out, part) in [
            (self.no_pages, Part::Reference),
            (self.no_validator, Part::Validator),
        ] {
            if left_out {
                generator = generator.without(part);
            }
        }
        if self.deny_warnings {
            generator = generator.deny_warnings();
        }
        generator = generator.operations(self.chosen.choice());
        generator = generator.overrides(self.overrides.clone());
        generator.runtime(
            self.runtime
                .as_deref()
                .map(|runtime| match runtime.to_str() {
                    Some("vendored") => Runtime::Vendored,
                    Some("registry") => Runtime::Registry,
                    _ => Runtime::Folder(runtime.to_owned()),
                }),
        )
    }

    /// The command line that does it again.
    fn command(&self, defaults: &Defaults) -> String {
        let mut command = format!("{} generate", defaults.command);
        for path in &self.paths {
            let _ = write!(command, " {}", word(path));
        }
        for (option, path) in [
            ("out", &self.out),
            ("settings", &self.settings),
            ("runtime", &self.runtime),
        ] {
            if let Some(path) = path {
                let _ = write!(command, " --{option} {}", word(path));
            }
        }
        if let Some(name) = &self.name {
            let _ = write!(command, " --name {}", shell::argument(name));
        }
        self.chosen.write(&mut command);
        self.overrides.write(&mut command);
        if !self.emit.is_empty() {
            let parts: Vec<_> = self.emit.iter().map(|part| part.as_str()).collect();
            let _ = write!(command, " --emit {}", parts.join(","));
        }
        let flags = [
            ("clients-only", self.clients_only),
            ("no-pages", self.no_pages),
            ("no-validator", self.no_validator),
        ];
        for (flag, _) in flags.into_iter().filter(|(_, given)| *given) {
            let _ = write!(command, " --{flag}");
        }
        command
    }
}

/// Generates, or checks what was generated.
///
/// # Errors
/// What cannot be read or written, and settings that are wrong.
pub fn run(arguments: &Arguments, defaults: &Defaults) -> Outcome {
    let start = Instant::now();
    let out = place::absolute(arguments.out.as_ref().unwrap_or(&defaults.out))?;
    let progress = Progress::new("reading");
    let input = arguments.generator(defaults).read()?;
    progress.stage("generating");
    let emission = input.generate(&out)?;
    drop(progress);
    let mut findings = output::findings(&emission.diagnostics, &input.sources);
    let say = || {
        if arguments.format == Format::Human {
            output::print_diagnostics(&emission.diagnostics, &input.sources);
        }
    };
    let mut written = Written::default();
    if let Some(files) = &emission.files {
        // Two runs at once write one after the other. A check writes nothing, and makes no folder.
        let _lock = (!arguments.check)
            .then(|| trueup_io::lock(&out))
            .transpose()?;
        // A folder that is refused is all there is to say.
        let comparison = fileset::compare(&out, files, &input.scope(&emission))?;
        say();
        let advice = arguments.command(defaults);
        let seen = place::seen(&out)?;
        if arguments.check {
            written.unchanged = comparison.unchanged;
            for one in comparison.differences() {
                findings.push(finding(one, &seen, &advice));
            }
            if arguments.format == Format::Human {
                trueup_io::remark(&differences(&comparison, &seen, &advice));
            }
        } else {
            written = comparison.write()?;
            for one in foreign(&comparison, &seen, &advice) {
                findings.push(one);
            }
        }
    } else {
        say();
    }
    count(&mut findings, &emission, &written);
    let faulty = emission.files.is_none() || findings.has_errors();
    match arguments.format {
        Format::Human if emission.files.is_none() => {
            let counted = diagnostic::summary(&emission.diagnostics);
            trueup_io::remark(&format!("{counted}; nothing was written\n"));
        }
        Format::Human => {
            let table = table(&findings, &written, arguments, start.elapsed());
            trueup_io::remark(&table);
        }
        format => output::print_findings(&findings, format)?,
    }
    Ok(if faulty { End::Faulty } else { End::Clean })
}

/// What a run did, for the summary.
fn count(findings: &mut Findings, emission: &Emission, written: &Written) {
    let (documents, operations) = emission.counts();
    let counts = [
        ("documents", documents),
        ("operations", operations),
        ("types", emission.types),
        ("written", written.written),
        ("unchanged", written.unchanged),
        ("removed", written.removed.len()),
    ];
    for (what, count) in counts {
        findings.count_more(what, count);
    }
}

/// The finding about a file of the folder that the user sees as `out`, which is not as it should be.
fn finding(difference: &Difference, out: &str, command: &str) -> Finding {
    let file = match out {
        "" => difference.path.clone(),
        out => format!("{out}/{}", difference.path),
    };
    let message = format!("`{file}` {}", difference.kind.message());
    Finding::of(difference.kind.code(), Severity::Error, message)
        .file(file)
        .help(mend(difference.kind, command))
}

fn mend(kind: Kind, command: &str) -> String {
    match kind {
        Kind::Stale | Kind::Missing | Kind::Orphaned => format!("run `{command}` and commit"),
        Kind::Foreign => "delete it, or move it out of the emitted folder".to_owned(),
    }
}

/// Files among the emitted ones that a run leaves alone: worth a warning, since `--check` refuses them.
fn foreign(comparison: &Comparison<'_>, out: &str, command: &str) -> Vec<Finding> {
    let left = comparison
        .differences()
        .iter()
        .filter(|difference| difference.kind == Kind::Foreign);
    left.map(|difference| Finding {
        severity: Severity::Warning,
        ..finding(difference, out, command)
    })
    .collect()
}

fn differences(comparison: &Comparison<'_>, out: &str, command: &str) -> String {
    let mut text = String::new();
    for difference in comparison.differences() {
        let finding = finding(difference, out, command);
        let _ = writeln!(
            text,
            "error[{}]: {}",
            finding.code,
            terminal::line(&finding.message)
        );
        for line in difference.diff.lines() {
            let _ = writeln!(text, "    {line}");
        }
    }
    let differences = comparison.differences().iter();
    let mut advice: Vec<String> = differences
        .map(|difference| mend(difference.kind, command))
        .collect();
    advice.sort();
    advice.dedup();
    for advice in advice {
        let _ = writeln!(text, "help: {advice}");
    }
    text
}

fn table(findings: &Findings, written: &Written, arguments: &Arguments, time: Duration) -> String {
    let mut text = String::new();
    for path in &written.removed {
        let _ = writeln!(text, "removed {}", terminal::line(path));
    }
    for path in &written.foreign {
        let _ = writeln!(
            text,
            "warning: {} is not emitted, and was left alone: it lacks the header",
            terminal::line(path)
        );
    }
    let counts = &findings.summary.counts;
    let rows = [
        ("documents", "documents"),
        ("operations", "operations"),
        ("types", "types"),
        ("written", "files written"),
        ("unchanged", "files unchanged"),
        ("removed", "files removed"),
    ];
    for (what, name) in rows {
        let count = counts.get(what).copied().unwrap_or_default();
        if !(arguments.check && name.starts_with("files") && count == 0) {
            let _ = writeln!(text, "{name:16} {count:>6}");
        }
    }
    let _ = writeln!(text, "{:16} {:>6} ms", "time", time.as_millis());
    text
}

/// Every emitted file that is not what a program's own documents say, and how many files there are.
///
/// # Errors
/// What cannot be read.
pub fn stale(defaults: &Defaults) -> Result<Findings, String> {
    let out = place::absolute(&defaults.out)?;
    let input = Generator::of(&[], defaults).read()?;
    let emission = input.generate(&out)?;
    let Some(files) = &emission.files else {
        return Ok(output::findings(&emission.diagnostics, &input.sources));
    };
    let comparison = fileset::compare(&out, files, &input.scope(&emission))?;
    let command = format!("{} generate", defaults.command);
    let seen = place::seen(&out)?;
    let mut findings = Findings::default();
    for difference in comparison.differences() {
        findings.push(finding(difference, &seen, &command));
    }
    findings.count_more("files", files.len());
    Ok(findings)
}
