//! Crates that a generator made of documents, and what the compiler says of them.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use bench_harness::{Result, bench};

use crate::folder::{Document, Version};
use crate::rows::Rows;
use crate::trial::{self, Contender, End};

/// A workspace of the crates of one generator, of documents of one version.
pub(crate) struct Workshop {
    contender: Contender,
    folder: PathBuf,
    /// Each document, and the packages made of it.
    made: Vec<(PathBuf, Vec<String>)>,
}

/// What became of them.
#[derive(Default)]
pub(crate) struct Outcome {
    pub(crate) compiles: usize,
    pub(crate) clean: usize,
    /// A line for each document that did not come through.
    pub(crate) faults: Vec<String>,
}

impl Workshop {
    /// An empty one.
    ///
    /// # Errors
    ///
    /// A folder that cannot be written.
    pub(crate) fn new(contender: Contender, version: Version) -> Result<Self> {
        let name = format!("{}-{}", contender.name(), version.name());
        let folder = bench().canonicalize()?.join("target/corpus").join(name);
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        Ok(Self {
            contender,
            folder,
            made: Vec::new(),
        })
    }

    /// Generates from a document, if the generator does.
    ///
    /// # Errors
    ///
    /// What cannot be started or written.
    pub(crate) fn add(&mut self, document: &Document) -> Result<()> {
        let folder = self.folder.join(format!("c{}", self.made.len()));
        let (end, _) = trial::spawn(self.contender, &document.path, Some(&folder))?;
        if !matches!(end, End::Generated) {
            return Ok(());
        }
        let mut packages = Vec::new();
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            if entry.path().join("Cargo.toml").is_file() {
                packages.push(entry.file_name().to_string_lossy().into_owned());
            }
        }
        packages.sort();
        self.made.push((document.path.clone(), packages));
        Ok(())
    }

    /// Of how many documents it has crates.
    pub(crate) fn generated(&self) -> usize {
        self.made.len()
    }

    /// Has the compiler check all crates, with all features, but for those of which that is known.
    ///
    /// # Errors
    ///
    /// What cannot be written or started.
    pub(crate) fn check(&self, rows: &mut Rows) -> Result<Outcome> {
        let members: Vec<String> = self
            .made
            .iter()
            .enumerate()
            .flat_map(|(index, (_, packages))| {
                packages
                    .iter()
                    .map(move |package| format!("\"c{index}/{package}\""))
            })
            .collect();
        let manifest = format!(
            "[workspace]\nresolver = \"3\"\nmembers = [{}]\n",
            members.join(", ")
        );
        fs::write(self.folder.join("Cargo.toml"), manifest)?;
        fs::copy(bench().join("Cargo.lock"), self.folder.join("Cargo.lock"))?;
        let mut outcome = Outcome::default();
        for (path, packages) in &self.made {
            let name = self.contender.name();
            let found = rows.get("compile", name, path, || {
                let (compiles, said) = self.check_packages(packages)?;
                let verdict = if compiles { "compiles" } else { "fails" };
                Ok(vec![verdict.to_owned(), said.unwrap_or_default()])
            })?;
            let compiles = found.first().is_some_and(|verdict| verdict == "compiles");
            let said = found.get(1).filter(|said| !said.is_empty());
            outcome.compiles += usize::from(compiles);
            outcome.clean += usize::from(compiles && said.is_none());
            if let Some(said) = said {
                outcome
                    .faults
                    .push(format!("- {name}, `{}`: {said}", path.display()));
            }
        }
        Ok(outcome)
    }

    /// Whether these compile, and the first warning or error.
    fn check_packages(&self, packages: &[String]) -> Result<(bool, Option<String>)> {
        let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command
            .args([
                "check",
                "--quiet",
                "--all-features",
                "--message-format",
                "short",
            ])
            .args(packages.iter().flat_map(|package| ["--package", package]))
            .arg("--target-dir")
            .arg(bench().canonicalize()?.join("target/corpus/target"))
            .current_dir(&self.folder)
            .env_remove("RUSTFLAGS");
        let output = command.output()?;
        let text = String::from_utf8_lossy(&output.stderr);
        let said = text
            .lines()
            .find(|line| line.contains("error") || line.contains("warning"));
        Ok((output.status.success(), said.map(str::to_owned)))
    }
}
