//! Any bytes as a document: no panic, no hang, and time in proportion to the length.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use documents_tests::{checked, findings};
use proptest::prelude::*;
use trueup_docs::document::{Complete, apply};

const NAMES: [&str; 3] = ["a.md", "a.mdx", "a.txt"];

/// Pieces that readers take notice of.
const PIECES: [&str; 48] = [
    "\n",
    "\n\n",
    " ",
    "GET ",
    "POST ",
    "/v1/getinfo",
    "/user/me",
    "### ",
    "# ",
    "```",
    "```json\n",
    "```bash\n",
    "```http\n",
    "{",
    "}",
    "[",
    "]",
    "\"",
    "'",
    "\\",
    "\\\\\n",
    ":",
    ",",
    "curl ",
    "-X ",
    "-d '",
    "-H \"",
    "https://",
    "<https: a =\"\" b",
    "=\"\"",
    "<!-- trueup: allow ",
    "-->",
    "|",
    "---|---\n",
    "| Name | Type |\n|---|---|\n",
    "Request:\n",
    "Response:\n",
    "Error Codes:\n",
    "1: Cancelled\n",
    "**Parameters**\n",
    "active_only: boolean (optional)\n",
    "<ParamField ",
    "{% swagger ",
    "[block:code]\n",
    "[/block]\n",
    "$(",
    "<<EOF\n",
    "é®\u{1f600}",
];

fn check(text: &str) {
    for name in NAMES {
        let found = findings(name, text);
        let lines = text.lines().count() as u32 + 1;
        for finding in &found.findings {
            assert!(finding.line.unwrap_or(0) <= lines, "{finding:?}");
            for edit in &finding.edits {
                assert!(text.get(edit.start..edit.end).is_some(), "{finding:?}");
            }
        }
        let (mended, _) = apply(text, found.findings.iter());
        let _ = checked(name, &mended, Complete::No);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text(text in ".{0,400}") {
        check(&text);
    }

    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        check(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn any_row_of_pieces(pieces in proptest::collection::vec(proptest::sample::select(PIECES.as_slice()), 0..60)) {
        check(&pieces.concat());
    }
}

fn time(name: &str, text: &str) -> Duration {
    let (wall, own) = (Instant::now(), processor_time());
    let found = checked(name, text, Complete::Yes);
    assert!(found.summary.counts.contains_key("documents"));
    match own.zip(processor_time()) {
        Some((before, after)) => after.saturating_sub(before),
        None => wall.elapsed(),
    }
}

/// How long this thread has had a processor, where the system tells (Linux): what else runs there does not count.
fn processor_time() -> Option<Duration> {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds = stat.split_whitespace().next()?.parse().ok()?;
    Some(Duration::from_nanos(nanoseconds))
}

/// Texts made of one piece over and over, the worst that readers can meet: sixteen times the length takes about sixteen
/// times as long, and never 64 times. Were it the square of the length, it would be 256 times.
#[test]
fn time_grows_with_the_length() {
    let mut texts: Vec<String> = PIECES.iter().map(|piece| (*piece).to_owned()).collect();
    texts.push("GET /v1/nothing/{a}\n".to_owned());
    texts.push("curl -d '{\"a\": 1}' https://users.cometplatform.com/nothing\n".to_owned());
    texts.push("### POST /v1/invoices\n```json\n{\"a\": [{\"b\": 1}]}\n```\n".to_owned());
    texts.push("```bash\ncurl \"a\" \\\n".to_owned());
    texts.push("Response:\n{\n\"a\" : 1 ,\n".to_owned());
    texts.push("- `a` (string, required): b\n".to_owned());
    texts.push("<a \"".to_owned());
    texts.push("<A ".to_owned());
    texts.push("\\ ".to_owned());
    texts.push("'a' <b $(c ".to_owned());
    // What stands in one tag, program or block to its end.
    for piece in [
        "<div a={{ ",
        "<div method=\"GET\" path=\"[](",
        "<div class=\"get\">/a</div>",
        "- Response 200\n  - a\n",
        "```http\nGET /a\n### b\n```\n",
        "```js\nu = new URL(\"https://a/b\");\nu.searchParams.set(\"c\", 1);\n",
        "```py\nx = \"{}\".format(a, \"%s\", b)\nclient.post(x) {\n",
        "```sh\nA=https://$A/b\ncurl $A/c\nhttp PUT a/b c[d]=e\n",
        "**Body**: `{\"a\": 1}`\n",
    ] {
        texts.push(piece.to_owned());
    }
    for piece in &texts {
        for name in ["a.md", "a.txt"] {
            let text = |length: usize| {
                let mut text = String::from("### GET /v1/getinfo\n\nResponse:\n\n");
                while text.len() < length {
                    let _ = write!(text, "{piece}");
                }
                text
            };
            // What else the machine does may slow down a run, but not all of them.
            let slow = |_| {
                let short = time(name, &text(10_000)).max(Duration::from_millis(4));
                let long = time(name, &text(160_000));
                (long > short * 64).then_some((short, long))
            };
            // Collecting ends at the first run that was not slow.
            let all_slow: Option<Vec<_>> = (0..4).map(slow).collect();
            assert_eq!(all_slow, None, "{piece:?} in {name}");
        }
    }
}
