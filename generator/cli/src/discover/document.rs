//! Whether a file is a description, among the files of a whole repository.

use trueup_description::load;
use trueup_description::source::Sources;
use trueup_description::tree::{Node, Value};

/// Whether a text is a document: it has the key of one at its root, with a version, or beside other keys of one. Settings of
/// other programs have the key, too: charts of Helm, sites of documentation, servers. One that cannot be parsed counts if it
/// looks like one, so that its fault is said.
pub(super) fn is_document(alone: &Sources) -> bool {
    let Some(file) = alone.ids().next() else {
        return false;
    };
    let text = alone.text(file);
    let in_json =
        |key: &str| text.trim_start().starts_with('{') && text.contains(&format!("\"{key}\""));
    // Most of a repository is told by its text alone.
    let has_key = VERSION_KEYS
        .iter()
        .any(|key| begins_line(text, key) || in_json(key));
    has_key && load::look(alone, file, has_version).unwrap_or_else(|| looks_versioned(text))
}

fn has_version(root: &Node) -> bool {
    let Value::Mapping(root) = &root.value else {
        return false;
    };
    let keys = OTHER_KEYS.iter().filter(|key| root.get(key).is_some());
    let has_others = keys.count() > 1;
    let mut versions = VERSION_KEYS.iter().filter_map(|key| root.get(key));
    versions.any(|entry| match &entry.value.value {
        Value::String(text) => has_others || is_version(text),
        Value::Number(_) => true,
        _ => has_others,
    })
}

/// The same by the lines of a text that cannot be parsed.
fn looks_versioned(text: &str) -> bool {
    let keys = OTHER_KEYS.iter().filter(|key| begins_line(text, key));
    let mut versions = VERSION_KEYS
        .iter()
        .flat_map(|key| text.lines().filter_map(|line| value_of(line, key)));
    keys.count() > 1 || versions.any(is_version)
}

fn begins_line(text: &str, key: &str) -> bool {
    text.lines().any(|line| value_of(line, key).is_some())
}

/// The keys that say which version a document follows.
const VERSION_KEYS: [&str; 2] = ["openapi", "swagger"];

/// What else stands at the root of nearly every document.
const OTHER_KEYS: [&str; 4] = ["info", "paths", "components", "webhooks"];

/// Whether a value can have been meant as a version, known or not.
fn is_version(text: &str) -> bool {
    text.trim_start_matches('v')
        .starts_with(|first: char| first.is_ascii_digit())
}

/// What stands behind a key that begins a line, without quotes; of JSON, behind the brace that opens the text, too.
fn value_of<'t>(line: &'t str, key: &str) -> Option<&'t str> {
    let quotes = ['"', '\''];
    let line = line.strip_prefix('{').map_or(line, str::trim_start);
    let rest = line.trim_start_matches(quotes).strip_prefix(key)?;
    let value = rest
        .trim_start_matches(quotes)
        .trim_start()
        .strip_prefix(':')?;
    Some(value.trim_start().trim_start_matches(quotes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(text: &str) -> Sources {
        super::super::alone("a.yaml".to_owned(), text.to_owned())
    }

    #[test]
    fn documents_are_known_by_their_key_and_version() {
        for text in [
            "openapi: 3.0.3\n",
            "openapi: 3.1\n",
            "openapi: v9\n",
            "# Pets\n\"openapi\": 3.1.0\n",
            "{\"info\": {}, \"openapi\": \"3.0.3\"}",
            "swagger: '2.0'",
            "openapi:\ninfo: {title: Pets}\npaths: {}\n",
            "openapi: 3.0.3\npaths: [\n",
            "{\"openapi\": \"3.0.3\",}}",
            "openapi: {{ version }}\ninfo: [\npaths: {}\n",
        ] {
            assert!(is_document(&named(text)), "{text}");
        }
        for text in [
            "kind: Deployment\n",
            "{\"dependencies\": {\"openapi\": \"1\"}}",
            "name: {{ .Values.name }}\n",
            "  openapi: 3\n",
            // Of a chart, a site of documentation, a server, a package.
            "openapi: {{ .Values.version | quote }}\n{{- if .x }}\n",
            "swagger:\n  enabled: true\n",
            "{\"name\": \"Pets\", \"openapi\": \"api/openapi.yaml\"}",
            "{\"openapi\": [\"https://pets.example.com/openapi.json\"],}",
            "openapi:\n  title: Pets\n  version: 1.0\nserver: {port: 8080}\n",
            "swagger: true\ninfo: {}\n",
            "{\"openapi\": {\"input\": \"openapi.yaml\"}, \"version\": \"1.0.0\"}",
        ] {
            assert!(!is_document(&named(text)), "{text}");
        }
    }
}
