//! Golden lists: each finding on a line, under it why it is right.
//!
//! A reason may also stand at the top for all findings of a code: `@code reason`. With `TRUEUP_BLESS=1` a list is
//! written anew; reasons are kept, and a new finding gets a question mark, which fails the test until it is answered.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use trueup_docs::Findings;

/// Compares findings with a list.
///
/// # Panics
/// When they differ, or when a finding has no reason.
#[expect(clippy::panic, reason = "a test's verdict")]
pub fn compare(findings: &Findings, path: &Path) {
    let list = List::read(&std::fs::read_to_string(path).unwrap_or_default());
    let found: Vec<_> = findings
        .findings
        .iter()
        .map(|finding| (crate::line(finding), finding.code))
        .collect();
    if std::env::var_os("TRUEUP_BLESS").is_some() {
        if let Err(error) = std::fs::write(path, list.renewed(&found)) {
            panic!("cannot write {}: {error}", path.display());
        }
        return;
    }
    let mut wrong = Vec::new();
    let mut listed: Vec<&str> = list.entries.iter().map(|(line, _)| line.as_str()).collect();
    for (line, code) in &found {
        match listed.iter().position(|listed| listed == line) {
            Some(index) => drop(listed.remove(index)),
            None => wrong.push(format!("new: {line}")),
        }
        if list.reason(line, code).is_none_or(|reason| reason == "?") {
            wrong.push(format!("without a reason: {line}"));
        }
    }
    wrong.extend(listed.iter().map(|line| format!("gone: {line}")));
    if !wrong.is_empty() {
        panic!(
            "{}:\n{}\nTRUEUP_BLESS=1 writes the list anew",
            path.display(),
            wrong.join("\n")
        );
    }
}

#[derive(Default)]
struct List {
    /// Reasons by code.
    codes: BTreeMap<String, String>,
    /// Findings, and their own reasons.
    entries: Vec<(String, Option<String>)>,
}

impl List {
    fn read(text: &str) -> Self {
        let mut list = List::default();
        for line in text.lines() {
            if let Some((code, reason)) =
                line.strip_prefix('@').and_then(|line| line.split_once(' '))
            {
                list.codes.insert(code.to_owned(), reason.trim().to_owned());
            } else if let Some(reason) = line.strip_prefix("    ") {
                if let Some((_, own)) = list.entries.last_mut() {
                    *own = Some(reason.trim().to_owned());
                }
            } else if !line.is_empty() {
                list.entries.push((line.to_owned(), None));
            }
        }
        list
    }

    /// The reason of a finding: its own, or that of its code.
    fn reason(&self, line: &str, code: &str) -> Option<&str> {
        let own = self
            .entries
            .iter()
            .find(|(entry, _)| entry == line)
            .and_then(|(_, reason)| reason.as_deref());
        own.or_else(|| self.codes.get(code).map(String::as_str))
    }

    fn renewed(&self, found: &[(String, &'static str)]) -> String {
        let mut text = String::new();
        for (code, reason) in &self.codes {
            let _ = writeln!(text, "@{code} {reason}");
        }
        for (line, code) in found {
            let _ = writeln!(text, "{line}");
            // A finding that has only moved keeps its reason.
            let rest = |line: &str| line.split_once(' ').map(|(_, rest)| rest.to_owned());
            let own = self
                .entries
                .iter()
                .find(|(entry, _)| entry == line)
                .or_else(|| {
                    self.entries
                        .iter()
                        .find(|(entry, own)| own.is_some() && rest(entry) == rest(line))
                })
                .and_then(|(_, reason)| reason.clone());
            match own {
                Some(reason) => {
                    let _ = writeln!(text, "    {reason}");
                }
                None if self.codes.contains_key(*code) => {}
                None => text.push_str("    ?\n"),
            }
        }
        text
    }
}
