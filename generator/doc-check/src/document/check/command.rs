//! What is wrong with a call whatever it calls: things that a shell reads otherwise than they are meant, damaged URLs.

use super::report::Report;
use crate::code::Code;
use crate::document::call::{Call, Quote, Trouble};
use crate::document::model::Section;
use crate::document::shell::with_entities;
use crate::document::text::Span;

/// Checks what is wrong with a call whatever it calls.
pub(super) fn check(section: &Section, call: &Call, report: &mut Report) {
    let doubles: Vec<Span> = call
        .troubles
        .iter()
        .filter_map(|trouble| match trouble {
            Trouble::DoubleBackslash(span) => Some(*span),
            _ => None,
        })
        .collect();
    if let Some(first) = doubles.first() {
        let message = match doubles.len() {
            1 => "a shell reads `\\\\` as one backslash, and the command ends here".to_owned(),
            many => format!(
                "a shell reads `\\\\` as one backslash, and the command ends here; {many} lines of this call"
            ),
        };
        let issue = report.add(Code::DoubleBackslash, *first, message);
        issue.help("one backslash continues a line");
        for span in &doubles {
            issue.edit(*span, "\\");
        }
    }
    for trouble in &call.troubles {
        match *trouble {
            Trouble::DoubleBackslash(_) => {}
            Trouble::Ampersand(span) => {
                let issue = report.add(
                    Code::ShellSyntax,
                    span,
                    "`&` without quotes ends the command: what follows does not reach the server",
                );
                if let Some(url) = &call.url {
                    issue.edit(url.span, format!("'{}'", url.text.text()));
                }
            }
            Trouble::OpenQuote(span) => {
                report.add(Code::ShellSyntax, span, "this quote is never closed");
            }
            Trouble::TrailingSpace(span) => {
                report
                    .add(
                        Code::ShellSyntax,
                        span,
                        "white space after the backslash: the command ends here",
                    )
                    .edit(span, "");
            }
            Trouble::Damaged(span) => damaged(call, span, report),
        }
    }
    if let Some(url) = call.url.as_ref().filter(|url| url.quote != Quote::Damaged)
        && let Some(mended) = with_entities(url.text.text())
    {
        let issue = report.add(
            Code::MangledUrl,
            url.span,
            format!("a parameter's name was taken for a character reference; this was `{mended}`"),
        );
        if let Some(span) = url.text.contiguous(0..url.text.text().len()) {
            issue.edit(span, mended);
        }
    }
    // Elsewhere it may be `curl --version`.
    if call.url.is_none() && section.endpoint.is_some() {
        report.add(Code::ShellSyntax, call.span, "the call has no URL");
    }
}

fn damaged(call: &Call, span: Span, report: &mut Report) {
    let Some(url) = call.url.as_ref().filter(|url| url.span == span) else {
        return;
    };
    let url = url.text.text();
    let quoted = match url.contains(['?', '&', ' ']) {
        true => format!("\"{url}\""),
        false => url.to_owned(),
    };
    report
        .add(
            Code::MangledUrl,
            span,
            format!("markup has taken this URL for a tag; it was `{url}`"),
        )
        .edit(span, quoted);
}
