//! What was found so far, a line each, so that a run that ended early goes on where it was.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::path::Path;

use bench_harness::Result;

/// Lines of fields with tabs between them: what was asked, of which generator, of which document, and what came of it.
pub(crate) struct Rows {
    file: Option<File>,
    known: BTreeMap<String, Vec<String>>,
}

impl Rows {
    /// Those of a file, which further ones are appended to; without a file, none are kept.
    ///
    /// # Errors
    ///
    /// A file that cannot be read or written.
    pub(crate) fn open(path: Option<&Path>) -> Result<Self> {
        let Some(path) = path else {
            return Ok(Self {
                file: None,
                known: BTreeMap::new(),
            });
        };
        let text = match fs::read_to_string(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
            text => text?,
        };
        let row = |line: &str| {
            let mut fields = line.splitn(4, '\t');
            let key = Self::key(fields.next()?, fields.next()?, fields.next()?);
            let found = fields.next()?.split('\t').map(str::to_owned).collect();
            Some((key, found))
        };
        Ok(Self {
            file: Some(OpenOptions::new().create(true).append(true).open(path)?),
            known: text.lines().filter_map(row).collect(),
        })
    }

    fn key(asked: &str, generator: &str, document: &str) -> String {
        [asked, generator, document].join("\t")
    }

    /// What is known of a document, or what is found out now.
    ///
    /// # Errors
    ///
    /// A file that cannot be written, and what the work fails with.
    pub(crate) fn get(
        &mut self,
        asked: &str,
        generator: &str,
        document: &Path,
        work: impl FnOnce() -> Result<Vec<String>>,
    ) -> Result<Vec<String>> {
        let key = Self::key(asked, generator, &document.display().to_string());
        if let Some(found) = self.known.get(&key) {
            return Ok(found.clone());
        }
        let plain = |field: String| field.replace(['\t', '\n', '\r'], " ");
        let found: Vec<String> = work()?.into_iter().map(plain).collect();
        if let Some(file) = &mut self.file {
            writeln!(file, "{key}\t{}", found.join("\t"))?;
        }
        Ok(found)
    }
}
