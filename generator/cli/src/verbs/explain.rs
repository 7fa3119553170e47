//! `explain`: what a code means, an example, and the mend.

use std::fmt::Write as _;

use trueup_description::diagnostic::{Code, DefaultLevel};

use crate::output::{self, End, Outcome};

/// Explains a code of a diagnostic: what it means, an example, and what to do
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The code, as it stands in brackets behind `error` or `warning` [default: all, in one line each]
    code: Option<String>,
}

/// Explains a code on standard output.
///
/// # Errors
/// A code that there is not.
pub fn run(arguments: &Arguments) -> Outcome {
    let text = match &arguments.code {
        None => list(),
        Some(name) => explanation(
            Code::named(name)
                .map_err(|error| format!("{error}; without a code, all are listed"))?,
        ),
    };
    output::answer(&text)?;
    Ok(End::Clean)
}

fn list() -> String {
    let mut text = String::new();
    for code in Code::ALL {
        let _ = writeln!(text, "{:24} {}", code.as_str(), code.entry().title);
    }
    text
}

fn explanation(code: Code) -> String {
    let entry = code.entry();
    let level = match entry.default {
        DefaultLevel::Fixed => "It is always an error.".to_owned(),
        DefaultLevel::Deny => stated("an error", code),
        DefaultLevel::Warn => stated("a warning", code),
        DefaultLevel::Allow => stated("not said", code),
    };
    let (example, mended) = (indented(entry.example), indented(&code.mended()));
    format!(
        "{code}\n\n{}\n{}\n\n{example}\n{}\n\n{mended}\n{level}\n",
        entry.title, entry.reason, entry.mend
    )
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("    {line}\n")).collect()
}

fn stated(default: &str, code: Code) -> String {
    format!(
        "It is {default} unless `{code} = \"allow\"`, \"warn\" or \"deny\" stands under `[lints]` in generate.toml."
    )
}
