//! The workspace in which the crates are compiled.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use bench_harness::{Result, bench};

use crate::rustc::{self, Usage};

/// How Cargo builds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Profile {
    /// Without optimisation, with information for debuggers.
    Debug,
    /// With optimisation.
    Release,
}

impl Profile {
    pub(crate) const ALL: [Self; 2] = [Self::Debug, Self::Release];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Debug => "debug",
            Self::Release => "release",
        }
    }
}

/// A crate's files by path.
pub(crate) type Files = Vec<(String, String)>;

/// A folder with a workspace of its own.
#[derive(Debug)]
pub(crate) struct Workshop {
    folder: PathBuf,
}

impl Workshop {
    /// Writes the crates anew. What Cargo built of them before stays.
    ///
    /// # Errors
    ///
    /// A folder that cannot be written.
    pub(crate) fn new<'a>(
        name: &str,
        crates: impl IntoIterator<Item = (&'a str, &'a Files)>,
    ) -> Result<Self> {
        let folder = bench().canonicalize()?.join("target/compile").join(name);
        fs::create_dir_all(&folder)?;
        let mut members = Vec::new();
        for (name, files) in crates {
            members.push(format!("{name:?}"));
            for (path, text) in files {
                let path = folder.join(name).join(path);
                fs::create_dir_all(path.parent().unwrap_or(&folder))?;
                fs::write(path, text)?;
            }
        }
        let manifest = format!(
            "[workspace]\nresolver = \"3\"\nmembers = [{}]\n",
            members.join(", ")
        );
        fs::write(folder.join("Cargo.toml"), manifest)?;
        fs::copy(bench().join("Cargo.lock"), folder.join("Cargo.lock"))?;
        Ok(Self { folder })
    }

    /// Builds a package and what it depends on; returns what each run of the compiler used.
    ///
    /// # Errors
    ///
    /// What Cargo says.
    pub(crate) fn build(
        &self,
        package: &str,
        profile: Profile,
        target: &str,
    ) -> Result<Vec<Usage>> {
        let log = self.folder.join("rustc.log");
        rustc::take(&log)?;
        let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command
            .args([
                "build",
                "--quiet",
                "--package",
                package,
                "--target-dir",
                target,
            ])
            .current_dir(&self.folder)
            .env("RUSTC_WRAPPER", std::env::current_exe()?)
            .env(rustc::LOG, &log)
            .env("CARGO_INCREMENTAL", "0")
            .env_remove("RUSTFLAGS");
        // Not those of the program that measures.
        for (name, _) in
            std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("CARGO_PKG_"))
        {
            command.env_remove(name);
        }
        if profile == Profile::Release {
            command.arg("--release");
        }
        let status = command.status()?;
        if !status.success() {
            return Err(format!("building {package}: {status}").into());
        }
        rustc::take(&log)
    }

    /// Makes Cargo think that a crate has changed.
    ///
    /// # Errors
    ///
    /// A crate without a library.
    pub(crate) fn touch(&self, name: &str) -> Result<()> {
        let path = self.folder.join(name).join("src/lib.rs");
        let text = fs::read(&path)?;
        Ok(fs::write(path, text)?)
    }

    /// Throws away what was built.
    ///
    /// # Errors
    ///
    /// A folder that cannot be removed.
    pub(crate) fn clean(&self, target: &str) -> Result<()> {
        let folder = self.folder.join(target);
        if folder.exists() {
            Ok(fs::remove_dir_all(folder)?)
        } else {
            Ok(())
        }
    }

    /// The library that was built of a crate.
    pub(crate) fn library(&self, name: &str, profile: Profile, target: &str) -> PathBuf {
        let file = format!("lib{}.rlib", name.replace('-', "_"));
        Path::new(&self.folder)
            .join(target)
            .join(profile.name())
            .join(file)
    }
}
