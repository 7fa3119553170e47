//! `explain`: what a code means, an example, and the mend.

use std::fmt::Write as _;

use trueup_description::diagnostic::{Code, DefaultLevel, nearest};
use trueup_validator::Layer;

use crate::output::{self, End, Outcome};

/// Explains the code of a finding: what it means, and what to do
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The code, as it stands in brackets behind `error`, `warning` or `note` [default: all, in one line each]
    code: Option<String>,
}

/// A code, by what it is about.
#[derive(Clone, Copy)]
enum Known {
    /// A description.
    Description(Code),
    /// A page, or recorded traffic.
    Reference(trueup_docs::Code),
    /// A body, wherever it stands.
    Body(trueup_validator::Code),
}

impl Known {
    fn all() -> impl Iterator<Item = Self> {
        let description = Code::ALL.iter().copied().map(Self::Description);
        let reference = trueup_docs::Code::ALL.iter().copied().map(Self::Reference);
        let body = trueup_validator::Code::ALL.iter().copied().map(Self::Body);
        description.chain(reference).chain(body)
    }

    fn name(self) -> &'static str {
        match self {
            Self::Description(code) => code.as_str(),
            Self::Reference(code) => code.name(),
            Self::Body(code) => code.name(),
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Description(code) => code.entry().title,
            Self::Reference(code) => code.title(),
            Self::Body(code) => code.title(),
        }
    }

    fn explanation(self) -> String {
        match self {
            Self::Description(code) => description(code),
            Self::Reference(code) => format!(
                "{}: {}\n\nSaid of a page by `docs`, or of recorded traffic by `exchanges`: {}.\n\n{}",
                code.name(),
                code.title(),
                article(code.severity().name()),
                decided(code.name())
            ),
            Self::Body(code) => format!(
                "{}: {}\n\nSaid of a body, wherever it stands: in an example of the description, on a page, in recorded traffic.\n\
                 {}\n\n{}",
                code.name(),
                code.title(),
                layer(code.layer()),
                decided(code.name())
            ),
        }
    }
}

/// Explains a code on standard output.
///
/// # Errors
/// A code that there is not.
pub fn run(arguments: &Arguments) -> Outcome {
    let text = match &arguments.code {
        None => list(),
        Some(name) => explanations(name)?,
    };
    output::answer(&text)?;
    Ok(End::Clean)
}

fn list() -> String {
    let mut text = String::new();
    for code in Known::all() {
        let _ = writeln!(text, "{:24} {}", code.name(), code.title());
    }
    text
}

/// What is known by a name: some mean one thing in a description and another on a page.
fn explanations(name: &str) -> Result<String, String> {
    let found = Known::all().filter(|code| code.name() == name);
    let found: Vec<String> = found.map(Known::explanation).collect();
    if found.is_empty() {
        let meant = nearest(name, Known::all().map(Known::name));
        let meant = meant.map_or_else(String::new, |meant| format!("; did you mean `{meant}`?"));
        return Err(format!(
            "no finding has the code `{name}`{meant}; without a code, all are listed"
        ));
    }
    Ok(found.join("\n"))
}

fn description(code: Code) -> String {
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

/// What whoever writes the page or the body can do about it.
fn decided(code: &str) -> String {
    format!(
        "The finding says what was expected and where the description says so: mend whichever is wrong. Where neither is, \
         `--allow {code}=REASON`,\nor `{code} = {{ level = \"allow\", reason = \"…\" }}` under `[codes]` in trueup.toml, lets it pass.\n"
    )
}

fn article(severity: &str) -> String {
    match severity {
        "error" => "an error".to_owned(),
        other => format!("a {other}"),
    }
}

fn layer(layer: Layer) -> &'static str {
    match layer {
        Layer::Syntax => "RFC 8259 does not take the text for JSON.",
        Layer::Schema => "The schema does not allow it; any validator of JSON Schema would say so.",
        Layer::Rule => "An extension of the description (`x-…`) does not allow it.",
        Layer::Policy => {
            "The schema allows it, but it is not what one expects of an exchange or an example."
        }
        Layer::Limit => "This validator cannot decide it: the value may be right or wrong.",
    }
}
