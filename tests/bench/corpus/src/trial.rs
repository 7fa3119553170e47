//! One generator on one document, in a process of its own.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use bench_generators::{Input, openapi_to_rust, openapi_to_rust_crate, progenitor, refusals};
use bench_harness::Result;

/// How long a generator may take for a document.
const PATIENCE: Duration = Duration::from_secs(60);

/// The exit status of a process in which the generator refused the document.
const REFUSED: u8 = 3;

/// A generator.
#[derive(Clone, Copy)]
pub(crate) enum Contender {
    Ours,
    Progenitor,
    OpenapiToRust,
}

impl Contender {
    pub(crate) const ALL: &[Self] = &[Self::Ours, Self::Progenitor, Self::OpenapiToRust];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::Progenitor => "progenitor",
            Self::OpenapiToRust => "openapi-to-rust",
        }
    }
}

/// How it ended.
#[derive(Clone, Copy)]
pub(crate) enum End {
    Generated,
    Refused,
    Died,
    Late,
}

impl End {
    const ALL: [Self; Self::COUNT] = [Self::Generated, Self::Refused, Self::Died, Self::Late];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Generated => "generated",
            Self::Refused => "refused",
            Self::Died => "died",
            Self::Late => "late",
        }
    }

    pub(crate) fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|end| end.name() == name)
    }

    /// How many there are.
    pub(crate) const COUNT: usize = 4;
}

/// The work of the process: 0 where code was emitted, [`REFUSED`] where the generator said that it cannot. Ours then
/// prints the codes of its errors, a line each. With a folder, packages are written into it.
pub(crate) fn run(contender: &str, path: &str, folder: Option<&Path>) -> ExitCode {
    let Ok(text) = fs::read_to_string(path) else {
        return ExitCode::from(2);
    };
    let emitted = match contender {
        "progenitor" => as_json(path, &text).and_then(|text| progenitor(&text).map(drop)),
        "openapi-to-rust" => as_json(path, &text).and_then(|text| theirs(&text, folder)),
        _ => ours(path, &text, folder),
    };
    match emitted {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("{error}");
            ExitCode::from(REFUSED)
        }
    }
}

/// The document in JSON, which is what the others read.
fn as_json(path: &str, text: &str) -> Result<String> {
    if path.ends_with(".json") {
        return Ok(text.to_owned());
    }
    let value: serde_json::Value = serde_yaml::from_str(text)?;
    Ok(value.to_string())
}

fn theirs(text: &str, folder: Option<&Path>) -> Result<()> {
    let Some(folder) = folder else {
        return openapi_to_rust(text).map(drop);
    };
    let name = format!("{}-theirs", name(folder)?);
    write(folder, openapi_to_rust_crate(text, &name)?)
}

fn ours(path: &str, text: &str, folder: Option<&Path>) -> Result<()> {
    // What its file is called does not matter here, but its ending does.
    let ending = Path::new(path)
        .extension()
        .and_then(|ending| ending.to_str());
    let document = format!("document.{}", ending.unwrap_or("yaml"));
    let prefix = folder.map_or(Ok("corpus"), name)?;
    let input = Input::of_texts([(document, text.to_owned())].into(), prefix)?;
    let codes = refusals(&input)?;
    if !codes.is_empty() {
        return Err(codes.join("\n").into());
    }
    match folder {
        Some(folder) => write(folder, bench_generators::ours(&input)?),
        None => Ok(()),
    }
}

/// The name of a folder, which is unique among the crates of a workspace.
fn name(folder: &Path) -> Result<&str> {
    let name = folder.file_name().and_then(|name| name.to_str());
    name.ok_or_else(|| "a folder without a name".into())
}

fn write(folder: &Path, files: impl IntoIterator<Item = (String, String)>) -> Result<()> {
    for (path, text) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap_or(folder))?;
        fs::write(path, text)?;
    }
    Ok(())
}

/// Starts the process and waits for it.
///
/// # Errors
///
/// A process that cannot be started.
pub(crate) fn spawn(
    contender: Contender,
    path: &Path,
    folder: Option<&Path>,
) -> Result<(End, Vec<String>)> {
    // Ours says a few words; what others say is not read, and must not fill a pipe.
    let said = match contender {
        Contender::Ours => Stdio::piped(),
        Contender::Progenitor | Contender::OpenapiToRust => Stdio::null(),
    };
    let mut child = Command::new(std::env::current_exe()?)
        .arg(contender.name())
        .arg(path)
        .args(folder)
        .stdout(said)
        .stderr(Stdio::null())
        .spawn()?;
    let Some(code) = wait(&mut child)? else {
        return Ok((End::Late, Vec::new()));
    };
    let output = child.wait_with_output()?;
    let end = match code {
        Some(0) => End::Generated,
        Some(code) if code == i32::from(REFUSED) => End::Refused,
        _ => End::Died,
    };
    let codes = match (contender, end) {
        (Contender::Ours, End::Refused) => String::from_utf8_lossy(&output.stdout)
            .lines()
            .map(str::to_owned)
            .collect(),
        _ => Vec::new(),
    };
    Ok((end, codes))
}

/// The exit status, if there is one; nothing if the process had to be stopped.
fn wait(child: &mut Child) -> Result<Option<Option<i32>>> {
    let start = Instant::now();
    while start.elapsed() < PATIENCE {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status.code()));
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    child.kill()?;
    child.wait()?;
    Ok(None)
}
