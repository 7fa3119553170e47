//! One document of those that were read.

use std::path::{Path, PathBuf};

use trueup_description::resolve::{Document, Documents};
use trueup_io::shown;

/// The document that was named by its path below what was read; without a name, the only one.
///
/// # Errors
/// A name that is none of theirs, or none where there are several.
pub(super) fn find<'d>(
    documents: &'d Documents,
    named: Option<&Path>,
) -> Result<Document<'d>, String> {
    let path = |document: &Document<'_>| {
        let file = document.root.origin.file;
        PathBuf::from(documents.sources().path(file))
    };
    let of_apis = || {
        documents
            .documents()
            .filter(|document| !document.is_schema())
    };
    let mut found: Vec<Document<'d>> = of_apis().collect();
    if let Some(named) = named {
        found.retain(|document| path(document) == named);
    }
    match (found.pop(), found.is_empty()) {
        (Some(only), true) => Ok(only),
        (None, _) => {
            let shown = shown(named.unwrap_or(Path::new(".")));
            Err(format!("{shown} is no document: it has no `openapi` key"))
        }
        _ => {
            let paths = of_apis().map(|document| path(&document));
            let paths: Vec<String> = paths.map(|path| shown(&path)).collect();
            Err(format!(
                "there are several documents, name one: {}",
                paths.join(", ")
            ))
        }
    }
}
