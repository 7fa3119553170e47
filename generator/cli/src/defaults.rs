//! What a program brings along where its user says nothing.

use std::path::PathBuf;

use crate::generator::{Generator, Input};

/// What a program brings along where its user says nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Defaults {
    /// How the program is called: in advice, for one.
    pub command: String,
    /// The description: a document or a folder.
    pub spec: PathBuf,
    /// Where emitted files go.
    pub out: PathBuf,
}

impl Defaults {
    /// Reads the program's own documents and settings.
    ///
    /// # Errors
    /// What cannot be read, and settings that are wrong.
    pub fn read(&self) -> Result<Input, String> {
        Generator::of(&[], self).read()
    }

    /// Those of the program `trueup`: the present folder, and `generated` in it.
    #[must_use]
    pub fn trueup() -> Self {
        Self {
            command: "trueup".to_owned(),
            spec: PathBuf::from("."),
            out: PathBuf::from("generated"),
        }
    }
}
