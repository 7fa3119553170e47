//! The compiler, with a note of what it used.

use std::ffi::OsString;
use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use bench_harness::Result;
use nix::sys::resource::{UsageWho, getrusage};

/// Where to note it. When it is set, this program stands for the compiler.
pub(crate) const LOG: &str = "TRUEUP_BENCH_RUSTC_LOG";

/// What one run of the compiler used, the linker included.
#[derive(Clone, Debug)]
pub(crate) struct Usage {
    /// Name of the crate.
    pub(crate) name: String,
    /// Seconds, user and system.
    pub(crate) cpu: f64,
    /// Megabytes at the peak.
    pub(crate) memory: f64,
}

/// The path of the log, if this program stands for the compiler.
pub(crate) fn log() -> Option<PathBuf> {
    std::env::var_os(LOG).map(PathBuf::from)
}

/// Runs the compiler, whose path is the first argument, and notes what it used.
pub(crate) fn run(log: &Path) -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().skip(1).collect();
    let Some((compiler, arguments)) = arguments.split_first() else {
        return ExitCode::from(2);
    };
    let done = Command::new(compiler)
        .args(arguments)
        .env_remove(LOG)
        .status();
    let name = arguments
        .iter()
        .skip_while(|argument| *argument != "--crate-name")
        .nth(1);
    if let Some(name) = name
        && let Err(error) = note(log, &name.to_string_lossy())
    {
        eprintln!("{}: {error}", log.display());
        return ExitCode::from(2);
    }
    match done.ok().and_then(|status| status.code()) {
        Some(code) => ExitCode::from(u8::try_from(code).unwrap_or(2)),
        None => ExitCode::from(2),
    }
}

fn note(log: &Path, name: &str) -> Result<()> {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let cpu = seconds(usage.user_time()) + seconds(usage.system_time());
    let mut file = OpenOptions::new().create(true).append(true).open(log)?;
    // One write, so that lines of several compilers do not mix.
    file.write_all(format!("{name} {cpu} {}\n", usage.max_rss()).as_bytes())?;
    Ok(())
}

/// CPU seconds of all children that have ended, their children included.
pub(crate) fn children() -> Result<f64> {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    Ok(seconds(usage.user_time()) + seconds(usage.system_time()))
}

fn seconds(time: nix::sys::time::TimeVal) -> f64 {
    use nix::sys::time::TimeValLike as _;
    time.num_microseconds() as f64 / 1e6
}

/// Takes the notes and empties the log.
pub(crate) fn take(log: &Path) -> Result<Vec<Usage>> {
    if !log.exists() {
        return Ok(Vec::new());
    }
    let text = fs::read_to_string(log)?;
    fs::remove_file(log)?;
    text.lines().map(parse).collect()
}

fn parse(line: &str) -> Result<Usage> {
    let mut words = line.split(' ');
    let (Some(name), Some(cpu), Some(memory)) = (words.next(), words.next(), words.next()) else {
        return Err(format!("not a note: {line}").into());
    };
    // Linux counts in units of 1,024 bytes.
    Ok(Usage {
        name: name.to_owned(),
        cpu: cpu.parse()?,
        memory: memory.parse::<f64>()? * 1024.0 / 1e6,
    })
}
