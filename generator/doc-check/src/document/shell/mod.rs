//! Shell texts, and the calls that their commands make.

mod curl;
mod damage;
mod httpie;
mod options;
mod variables;
mod wget;
mod words;

pub(crate) use damage::with_entities;
pub(crate) use variables::Variables;

use super::call::{Call, Word};
use super::text::Mapped;
use words::{Command, read};

/// The calls of a shell text, which takes the variables that are set before and leaves its own.
pub(crate) fn calls(text: &Mapped, variables: &mut Variables) -> Vec<Call> {
    let (commands, troubles) = read(text);
    let made = |command: &Command| {
        variables.set(command);
        let mut call = call(command)?;
        if let Some(url) = &mut call.url {
            variables.fill(url);
        }
        Some(call)
    };
    let mut calls: Vec<Call> = commands.iter().filter_map(made).collect();
    // Each trouble belongs to the last call that begins before it.
    for trouble in troubles {
        let start = trouble.span().start;
        let before = calls.partition_point(|call| call.span.start <= start);
        if let Some(call) = calls.get_mut(before.saturating_sub(1)) {
            call.troubles.push(trouble);
        }
    }
    calls
}

/// Whether a line begins with a command that makes calls, behind a prompt perhaps.
pub(crate) fn is_command(line: &str) -> bool {
    let line = line.trim_start();
    let prompts = ["$ ", "# ", "% ", "> "];
    let behind = prompts.iter().find_map(|prompt| line.strip_prefix(prompt));
    let line = behind.unwrap_or(line);
    let word = line.split_whitespace().next().unwrap_or_default();
    match word {
        "curl" | "curl.exe" | "wget" => true,
        // A name of a program that is a word as well: a URL or a method must follow.
        "http" | "https" | "xh" | "xhs" => httpie::is_command(line),
        _ => false,
    }
}

fn call(command: &Command) -> Option<Call> {
    let prompt = |word: &&Word| matches!(word.text.text(), "$" | "%" | ">" | "#" | "sudo" | "time");
    let mut words = command.words.iter().skip_while(prompt).peekable();
    // Variables may be set before the command.
    while words
        .next_if(|word| {
            word.text.text().split_once('=').is_some_and(|(name, _)| {
                name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
            })
        })
        .is_some()
    {}
    let name = words.next()?;
    match name.text.text() {
        "curl" | "curl.exe" => Some(curl::call(name, &mut words, command)),
        "http" | "https" | "xh" | "xhs" => httpie::call(name, words, command),
        "wget" => wget::call(name, words, command),
        _ => None,
    }
}
