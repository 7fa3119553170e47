//! Calls in programs: JavaScript, Python, Go, Rust, Ruby, Java, Kotlin, PHP, PowerShell.
//!
//! One reader for all of them: they write texts, lists, objects and chains of calls alike, and libraries differ in names
//! alone. Nothing is executed, and what is not known stands for any value.

mod body;
mod clients;
mod lex;
mod library;
mod parser;
mod powershell;
mod read;
mod request;
mod settings;
#[cfg(test)]
mod tests;
mod value;

pub(crate) use clients::Scope;
pub(crate) use read::read;

/// Whether a text is a program that makes calls, by what it begins with and by the names in it.
pub(crate) fn is_likely(text: &str) -> bool {
    const MARKS: [&str; 22] = [
        "from requests",
        "URLRequest(",
        "HttpClient",
        "URLSession",
        "GetAsync(",
        "PostAsync(",
        "fetch(",
        "axios",
        "requests.",
        "httpx.",
        "http.NewRequest",
        "http.Get(",
        "http.Post(",
        "reqwest::",
        "Net::HTTP",
        "Request.Builder",
        "HttpRequest.",
        "curl_setopt",
        "Invoke-RestMethod",
        "Invoke-WebRequest",
        "irm ",
        "iwr ",
    ];
    // `prefetch(` is another name.
    let begins = |at: usize| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        !before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_')
    };
    // A name follows a dot; `API requests.` ends a sentence.
    let goes_on = |end: usize| {
        let after = text.get(end..).and_then(|after| after.chars().next());
        after.is_some_and(char::is_alphabetic)
    };
    let stands = |mark: &&str| {
        let mut found = text.match_indices(*mark);
        found.any(|(at, _)| begins(at) && (!mark.ends_with('.') || goes_on(at + mark.len())))
    };
    MARKS.iter().any(stands)
}
