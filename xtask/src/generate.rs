//! `cargo xtask generate`: from the spec folder to crates and pages, or, with `--check`, whether they
//! are what the spec folder says.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde::Serialize;
use trueup_codegen::Generated;
use trueup_description::diagnostic::{self, Diagnostics, Finding, Severity};

use crate::fileset::{self, Comparison, Difference, Kind, Written};
use crate::output::{self, Counts, End, Format, Outcome, Report};
use crate::place;
use crate::spec::{self, Spec};

/// Writes clients, the validator and the reference pages from the spec folder.
///
/// Only what changed is written, each file at once. With --check nothing is written, and every file that
/// is stale, missing or no longer emitted is named.
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  cargo xtask generate\n  cargo xtask generate --check --format json\n  cargo xtask generate --spec ../api/spec --out ../api/generated --runtime ../trueup/generator"
)]
pub(crate) struct Arguments {
    /// The folder of OpenAPI documents [default: spec/ of the workspace]
    #[arg(long, value_name = "DIR")]
    spec: Option<PathBuf>,
    /// Where the emitted crates go [default: generated/ of the workspace]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// The folder that holds the runtime crates [default: what generate.toml says]
    #[arg(long, value_name = "PATH")]
    runtime: Option<PathBuf>,
    /// Write nothing; exit with 1 if a file is not what the spec folder says
    #[arg(long)]
    check: bool,
    /// Take warnings for errors
    #[arg(long)]
    deny_warnings: bool,
    /// How to print: text, or a JSON object on standard output
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// Where a generation reads and writes: absolute paths, so that their spelling does not matter.
pub(crate) struct Inputs {
    spec: PathBuf,
    out: PathBuf,
    runtime: Option<PathBuf>,
    /// The command line that does it again.
    command: String,
}

impl Inputs {
    /// What `cargo xtask generate` without arguments reads and writes.
    pub(crate) fn of_workspace() -> Result<Self, String> {
        Self::new(None, None, None)
    }

    fn new(
        spec: Option<&Path>,
        out: Option<&Path>,
        runtime: Option<&Path>,
    ) -> Result<Self, String> {
        let folder = |given: Option<&Path>, name: &str| match given {
            Some(path) => place::absolute(path),
            None => place::absolute(&place::workspace()?.join(name)),
        };
        let mut command = "cargo xtask generate".to_owned();
        for (option, path) in [("spec", spec), ("out", out), ("runtime", runtime)] {
            if let Some(path) = path {
                command.push_str(&format!(" --{option} {}", path.display()));
            }
        }
        Ok(Self {
            spec: folder(spec, "spec")?,
            out: folder(out, "generated")?,
            runtime: runtime.map(place::absolute).transpose()?,
            command,
        })
    }

    /// Reads the spec folder, and says where the runtime crates are as seen from an emitted crate.
    pub(crate) fn read(&self) -> Result<Spec, String> {
        let mut spec = spec::read(&self.spec)?;
        let stated = spec
            .config
            .runtime
            .path
            .as_ref()
            .map(|path| self.spec.join(path));
        let runtime = match (&self.runtime, stated) {
            (Some(given), _) if !given.is_dir() => {
                return Err(format!(
                    "{} is not a folder of runtime crates",
                    given.display()
                ));
            }
            (Some(given), _) => Some(given.clone()),
            (None, stated) => stated
                .filter(|path| path.is_dir())
                .map(|path| place::absolute(&path))
                .transpose()?,
        };
        spec.config.runtime.path =
            runtime.and_then(|path| place::relative(&self.out.join("crate"), &path));
        Ok(spec)
    }
}

/// What a run did, for the summary.
#[derive(Serialize)]
struct Summary {
    documents: usize,
    operations: usize,
    types: usize,
    written: usize,
    unchanged: usize,
    removed: usize,
    #[serde(flatten)]
    counts: Counts,
}

pub(crate) fn run(arguments: &Arguments) -> Outcome {
    let start = Instant::now();
    let inputs = Inputs::new(
        arguments.spec.as_deref(),
        arguments.out.as_deref(),
        arguments.runtime.as_deref(),
    )?;
    let mut spec = inputs.read()?;
    if arguments.deny_warnings {
        spec.config.lints.deny_warnings();
    }
    let mut diagnostics = Diagnostics::new();
    let generated = trueup_codegen::generate(&spec.sources, &spec.config, &mut diagnostics)?;
    let diagnostics = diagnostics.into_sorted();
    let mut findings = output::findings(&diagnostics, &spec.sources);
    if arguments.format == Format::Human {
        output::print_diagnostics(&diagnostics, &spec.sources);
    }
    let mut written = Written::default();
    if let Some(generated) = &generated {
        // Two runs at once write one after the other. A check writes nothing, and makes no folder.
        let _lock = (!arguments.check)
            .then(|| trueup_io::lock(&inputs.out))
            .transpose()?;
        let comparison = fileset::compare(&inputs.out, &generated.files)?;
        if arguments.check {
            written.unchanged = comparison.unchanged;
            findings.extend(
                comparison
                    .differences()
                    .iter()
                    .map(|difference| finding(difference, &inputs)),
            );
            if arguments.format == Format::Human {
                trueup_io::remark(&differences(&comparison, &inputs));
            }
        } else {
            written = comparison.write()?;
            findings.extend(foreign(&comparison, &inputs));
        }
    }
    let summary = summary(generated.as_ref(), &written, &findings);
    let end = if generated.is_none() || findings.iter().any(|finding| finding.severity == "error") {
        End::Faulty
    } else {
        End::Clean
    };
    match arguments.format {
        Format::Json => output::print_json(&Report {
            findings: &findings,
            summary,
        })?,
        Format::Human if generated.is_none() => {
            let summary = diagnostic::summary(&diagnostics);
            trueup_io::remark(&format!("{summary}; nothing was written\n"));
        }
        Format::Human => print_summary(&summary, &written, arguments, start.elapsed()),
    }
    Ok(end)
}

fn summary(generated: Option<&Generated>, written: &Written, findings: &[Finding]) -> Summary {
    let services = generated.map_or(&[][..], |generated| &generated.api.services);
    Summary {
        documents: services.len(),
        operations: services
            .iter()
            .map(|service| service.operations.len())
            .sum(),
        types: generated.map_or(0, |generated| generated.types),
        written: written.written,
        unchanged: written.unchanged,
        removed: written.removed.len(),
        counts: Counts::of(findings),
    }
}

/// The finding about a file that is not as it should be.
fn finding(difference: &Difference, inputs: &Inputs) -> Finding {
    let file = format!("{}/{}", shown(&inputs.out), difference.path);
    Finding {
        code: difference.kind.code().to_owned(),
        severity: Severity::Error.as_str(),
        message: format!("`{file}` {}", difference.kind.message()),
        file: Some(file),
        line: None,
        column: None,
        end_line: None,
        end_column: None,
        pointer: None,
        operation: None,
        help: Some(mend(difference.kind, inputs)),
    }
}

fn mend(kind: Kind, inputs: &Inputs) -> String {
    match kind {
        Kind::Stale | Kind::Missing | Kind::Orphaned => {
            format!("run `{}` and commit", inputs.command)
        }
        Kind::Foreign => "delete it, or move it out of the emitted folder".to_owned(),
    }
}

/// Files among the emitted ones that a run leaves alone: worth a warning, since `--check` refuses them.
fn foreign(comparison: &Comparison<'_>, inputs: &Inputs) -> Vec<Finding> {
    let left = comparison
        .differences()
        .iter()
        .filter(|difference| difference.kind == Kind::Foreign);
    left.map(|difference| Finding {
        severity: Severity::Warning.as_str(),
        ..finding(difference, inputs)
    })
    .collect()
}

/// The name under which a folder is shown: its last part, the same wherever it lies.
fn shown(folder: &Path) -> String {
    folder
        .file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

fn differences(comparison: &Comparison<'_>, inputs: &Inputs) -> String {
    let mut text = String::new();
    for difference in comparison.differences() {
        let finding = finding(difference, inputs);
        let _ = writeln!(text, "error[{}]: {}", finding.code, finding.message);
        for line in difference.diff.lines() {
            let _ = writeln!(text, "    {line}");
        }
    }
    let mut advice: Vec<String> = comparison
        .differences()
        .iter()
        .map(|difference| mend(difference.kind, inputs))
        .collect();
    advice.sort();
    advice.dedup();
    for advice in advice {
        let _ = writeln!(text, "help: {advice}");
    }
    text
}

fn print_summary(summary: &Summary, written: &Written, arguments: &Arguments, time: Duration) {
    let mut text = String::new();
    for path in &written.removed {
        let _ = writeln!(text, "removed {path}");
    }
    for path in &written.foreign {
        let _ = writeln!(
            text,
            "warning: {path} is not emitted, and was left alone: it lacks the header"
        );
    }
    let rows = [
        ("documents", summary.documents),
        ("operations", summary.operations),
        ("types", summary.types),
        ("files written", summary.written),
        ("files unchanged", summary.unchanged),
        ("files removed", summary.removed),
    ];
    for (name, count) in rows {
        if !(arguments.check && name.starts_with("files") && count == 0) {
            let _ = writeln!(text, "{name:16} {count:>6}");
        }
    }
    let _ = writeln!(text, "{:16} {:>6} ms", "time", time.as_millis());
    trueup_io::remark(&text);
}

/// Every emitted file that is not what the spec folder says, and how many files there are.
pub(crate) fn stale(inputs: &Inputs) -> Result<(Vec<Finding>, usize), String> {
    let spec = inputs.read()?;
    let mut diagnostics = Diagnostics::new();
    let generated = trueup_codegen::generate(&spec.sources, &spec.config, &mut diagnostics)?;
    let Some(generated) = generated else {
        return Ok((
            output::findings(&diagnostics.into_sorted(), &spec.sources),
            0,
        ));
    };
    let comparison = fileset::compare(&inputs.out, &generated.files)?;
    let findings = comparison
        .differences()
        .iter()
        .map(|difference| finding(difference, inputs))
        .collect();
    Ok((findings, generated.files.len()))
}

/// The first file below a folder of the output that is not what the spec folder says, and what is wrong
/// with it.
pub(crate) fn stale_below(
    inputs: &Inputs,
    spec: &Spec,
    folder: &str,
) -> Result<Option<String>, String> {
    let mut diagnostics = Diagnostics::new();
    let Some(generated) = trueup_codegen::generate(&spec.sources, &spec.config, &mut diagnostics)?
    else {
        output::print_diagnostics(&diagnostics.into_sorted(), &spec.sources);
        return Ok(Some("the spec folder has errors".to_owned()));
    };
    let comparison = fileset::compare(&inputs.out, &generated.files)?;
    let below = comparison
        .differences()
        .iter()
        .find(|difference| difference.path.starts_with(&format!("{folder}/")));
    Ok(below.map(|difference| finding(difference, inputs).message))
}
