//! Whatever a description holds, what is written of it is inert for rustdoc's own parser.

mod rustdoc;

use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser};
use rustdoc::Seen;
use trueup_text::markdown::{self, Markdown};

#[test]
fn descriptions_are_written_anew() {
    let table = [
        (
            "plain `code <x>`, a_b, 5 + 3 - 2",
            "plain `code <x>`, a_b, 5 + 3 - 2",
        ),
        (
            "a <tag> and [x], &lt; &copy",
            "a \\<tag> and \\[x\\], \\< \\&copy",
        ),
        (
            "see https://a.example/b_(c).",
            "see <https://a.example/b_(c)>.",
        ),
        (
            "[real](https://a.example \"t\")",
            "[real](https://a.example)",
        ),
        (
            "[a](javascript:x) [b](../c.md)",
            "a (`javascript:x`) b (`../c.md`)",
        ),
        (
            "![a](http://a.example/b.png) ![c](data:x)",
            "![a](http://a.example/b.png) c (`data:x`)",
        ),
        (
            "[`Foo`]: std::fs\n\n[`Foo`] [Foo](Foo) [x]",
            "`Foo` (`std::fs`) Foo (`Foo`) \\[x\\]",
        ),
        ("a\n\n    indented", "a\n\n```text\nindented\n```"),
        ("```\nlet x\n```", "```text\nlet x\n```"),
        ("~~~ rust,no_run\nx\n~~~", "```text\nx\n```"),
        ("````rust\n```\n````", "````text\n```\n````"),
        (
            "- a\n\n  ```\n  x\n  ```\n- b",
            "- a\n\n  ```text\n  x\n  ```\n\n- b",
        ),
        (
            "> 1. a\n>    ~~~\n>    x",
            "> 1. a\n>\n>    ```text\n>    x\n>    ```",
        ),
        ("```json\n{}", "```json\n{}\n```"),
        (
            "## Title ##\ntext\n\nOther\n===",
            "**Title**\n\ntext\n\n**Other**",
        ),
        ("- a\n- b\n  - c\n- d\n\ne", "- a\n- b\n  - c\n- d\n\ne"),
        ("<p>a</p>\n\nb<br>", "\\<p>a\\</p>\n\nb\\<br>"),
        ("<!-- trueup: allow x -->", "\\<!-- trueup: allow x -->"),
        (
            "| a | b |\n|:--|---|\n| `c\\|d` | e |",
            "| a | b |\n| :--- | --- |\n| `c\\|d` | e |",
        ),
        ("- a\n  -\n-", "- **a**"),
        ("- a\n-\n- b", "- a\n- b"),
        ("a\\\nb  \nc", "a\\\nb\\\nc"),
        ("2026\\. A\n2.0\n\\# x", "2026\\. A\n2.0\n\\# x"),
        ("&#32;&#32;&#32;&#32;code&#10;&#10;# x", "code # x"),
        ("a\u{202e}b\u{200b}c `d\u{202e}`", "abc `d\\u{202e}`"),
        ("*a* **b *c*** ~~d~~", "*a* **b *c*** ~~d~~"),
        ("a[^1]\n\n[^1]: b", "a\\[^1\\]\n\n\\[^1\\]:\n\nb"),
    ];
    for (text, expected) in table {
        assert_eq!(
            Markdown::description(text).to_string(),
            expected,
            "{text:?}"
        );
    }
}

#[test]
fn a_cell_holds_blocks_on_one_line() {
    let table = [
        (
            "one\ntwo\n\nthree | `a|b`\n- x\n- y",
            "one two<br>three \\| `a\\|b`<br>- x<br>- y",
        ),
        ("1. a\n2. b\n\nc", "1. a<br>2. b<br>c"),
        ("a\n```\nx | y\n\nz\n```\nb", "a<br>`x \\| y`<br>`z`<br>b"),
        ("# a\nb", "a<br>b"),
        ("`a\\|b` [c](#d)", "a\\\\\\|b [c](#d)"),
        ("<br>", "\\<br>"),
        ("", ""),
    ];
    for (text, expected) in table {
        assert_eq!(markdown::cell(text), expected, "{text:?}");
    }
}

#[test]
fn parts_stand_on_one_line_where_they_can() {
    let (label, sentence) = (|| Markdown::own("**A.**"), || Markdown::own("B."));
    let description = Markdown::description;
    assert_eq!(
        label().then(description("a")).then(sentence()).to_string(),
        "**A.** a B."
    );
    assert_eq!(
        label()
            .then(description("- a"))
            .then(sentence())
            .to_string(),
        "**A.**\n\n- a\n\nB."
    );
    assert_eq!(
        label()
            .then(description("a\n\nb"))
            .then(sentence())
            .to_string(),
        "**A.** a\n\nb B."
    );
    assert_eq!(
        label().then(description("")).then(sentence()).to_string(),
        "**A.** B."
    );
    assert_eq!(
        label().then(description("~~~\nx")).item(),
        "- **A.**\n\n  ```text\n  x\n  ```"
    );
}

#[test]
fn the_first_paragraph_is_whole() {
    let table = [
        ("a\nb\n\nc", "a\nb"),
        ("```\na\n\nb\n```", ""),
        ("- a\n\nb", ""),
        ("# a\n\nb", ""),
        ("", ""),
    ];
    for (text, expected) in table {
        let first = Markdown::description(text).first_paragraph();
        assert_eq!(first.to_string(), expected, "{text:?}");
    }
    let both = Markdown::own("a").then(Markdown::description("b\n\nc"));
    assert_eq!(both.first_paragraph().to_string(), "a b");
    let both = Markdown::own("a").below(Markdown::own("b"));
    assert_eq!(both.first_paragraph().to_string(), "a");
    let both = Markdown::own("a").then(Markdown::own("b"));
    assert_eq!(both.first_paragraph().to_string(), "a b");
}

#[test]
fn the_cost_is_linear() {
    let count = 20_000;
    let texts = [
        "> ".repeat(count),
        "- ".repeat(count) + "a",
        "*a ".repeat(count),
        "[a](".repeat(count),
        "![".repeat(count),
        "`".repeat(count),
        "a|".repeat(count) + "\n" + &"-|".repeat(count) + "\n" + &"a\n".repeat(count),
        "http".repeat(count),
        "http://".repeat(count),
        "1.".repeat(count),
        "<!--".repeat(count),
        "*_".repeat(count / 2) + "a" + &"_*".repeat(count / 2),
    ];
    for text in texts {
        let start = std::time::Instant::now();
        let written = Markdown::description(&text).to_string();
        let _ = markdown::cell(&written);
        assert!(
            start.elapsed().as_secs() < 10,
            "{:.20}: {:?}",
            text,
            start.elapsed()
        );
        assert!(written.len() < 4_000_000, "{:.20}: {}", text, written.len());
    }
}

/// Pieces of Markdown that mean something to somebody.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "\n",
        "\n\n",
        " ",
        "  \n",
        "    ",
        "\t",
        "\r\n",
        "a",
        "b c",
        "1",
        "é",
        "型",
        "`",
        "``",
        "```",
        "```rust\n",
        "```text\n",
        "~~~",
        "~~~~\n",
        "````",
        "- ",
        "* ",
        "+ ",
        "1. ",
        "2) ",
        "> ",
        "# ",
        "## ",
        "===",
        "---",
        "***",
        "___",
        "|",
        "| ",
        "|---|---|",
        "\\|",
        "\\",
        "\\\n",
        "*",
        "**",
        "_",
        "__",
        "~",
        "~~",
        "[",
        "]",
        "(",
        ")",
        "[a]",
        "[a]: b",
        "[^1]",
        "[^1]: ",
        "[x]",
        "[ ] ",
        "](",
        "](#a)",
        "](https://a.example)",
        "](javascript:x)",
        "![",
        "<",
        ">",
        "<b>",
        "</b>",
        "<br>",
        "<script>",
        "</script>",
        "<!--",
        "-->",
        "<?",
        "?>",
        "<![CDATA[",
        "]]>",
        "<https://a.example>",
        "<a@b.example>",
        "https://a.example/b",
        "http://",
        "www.a.example",
        "&",
        "&lt;",
        "&#35;",
        "&#10;",
        "&#32;",
        "&#96;",
        "&#60;",
        "&#124;",
        ";",
        "#",
        "=",
        "-",
        "+",
        ":",
        ".",
        "!",
        "\"",
        "'",
        "@",
        "$",
        "\u{202e}",
        "\u{200b}",
        "\u{feff}",
        "\u{0}",
        "\u{1b}",
        "\u{2028}",
        "\u{a0}",
        "\u{85}",
        "\u{b}",
        "\u{3000}",
        "fn main() {}",
        "std::fs::write",
        "`std::fs`",
        "struct@A",
        "{",
        "}",
        "%",
        "<pre>\n\n",
        "<div>\n",
        "</div>\n",
    ]);
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

/// The letters of a text, in whatever form they stand.
fn is_subsequence(part: &str, whole: &str) -> bool {
    let mut whole = whole.chars();
    part.chars()
        .all(|wanted| whole.any(|found| found == wanted))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_description_is_inert(text in pieces()) {
        let written = Markdown::description(&text);
        let page = format!("# Ours\n\n{written}\n\n## Ours too\n\nend `here`.\n");
        let seen = Seen::of(&page);
        prop_assert_eq!(&seen.faults, &Vec::<String>::new(), "{}", page);
        prop_assert_eq!(&seen.headings, &["Ours", "Ours too"], "{}", page);
        prop_assert!(seen.html.is_empty(), "{}", page);
        prop_assert!(seen.ends_with("end here."), "{}", page);
        let nothing_hidden = |one: char| one == '\n' || !trueup_text::hidden::is_hidden(one);
        prop_assert!(page.chars().all(nothing_hidden), "{:?}", page);
        // In an item, and after a label.
        let item = Markdown::own("`name`:").then(written.clone()).item();
        let item = format!("{item}\n- second\n\n# Ours\n");
        let seen = Seen::of(&item);
        prop_assert_eq!(&seen.faults, &Vec::<String>::new(), "{}", item);
        prop_assert_eq!(&seen.headings, &["Ours"], "{}", item);
        prop_assert!(seen.html.is_empty(), "{}", item);
    }

    #[test]
    fn nothing_of_a_description_is_lost(text in pieces()) {
        let text = trueup_text::hidden::prose(&text);
        let written = Markdown::description(&text).to_string();
        // What an address must not hold is in it by its number.
        let numbers = [("%60", "`"), ("%7C", "|"), ("%5C", "\\"), ("%22", "\"")];
        let decoded = |text: String| numbers.iter().fold(text, |text, (from, to)| text.replace(from, to));
        let (said, kept) = (decoded(letters(&text)), decoded(letters(&written)));
        prop_assert!(is_subsequence(&said, &kept), "{:?}\n{:?}\n{}", said, kept, written);
    }

    #[test]
    fn what_was_written_is_written_the_same_again(text in pieces()) {
        let once = Markdown::description(&text).to_string();
        let twice = Markdown::description(&once).to_string();
        // Where marks of emphasis meet, what they mark may change.
        let unmarked = |text: &str| letters(text).replace(['*', '_', '~'], "");
        prop_assert_eq!(unmarked(&once), unmarked(&twice), "{:?}", text);
    }

    #[test]
    fn a_cell_stays_one(text in pieces(), name in pieces()) {
        let cell = markdown::cell(&text);
        let name = markdown::cell(&markdown::code(&name));
        let page = format!("| a | b | c |\n| --- | --- | --- |\n| {name} | {cell} | last |\n\nend.\n");
        let seen = Seen::of(&page);
        prop_assert_eq!(&seen.faults, &Vec::<String>::new(), "{}", page);
        prop_assert!(seen.html.iter().all(|html| html == "<br>"), "{}", page);
        prop_assert_eq!(seen.cells.len(), 6, "{}", page);
        prop_assert_eq!(seen.cells.last().map(String::as_str), Some("last"), "{}", page);
        prop_assert!(seen.ends_with("end."), "{}", page);
    }

    #[test]
    fn a_line_is_text(text in pieces()) {
        let line = markdown::line(&text);
        let heading = markdown::heading(&text);
        let label = markdown::label(&text);
        let page = format!("# {heading}\n\n{line}\n\n- [{label}](#a) {line}\n\nend.\n");
        let seen = Seen::of(&page);
        prop_assert_eq!(&seen.faults, &Vec::<String>::new(), "{}", page);
        prop_assert!(seen.html.is_empty(), "{}", page);
        let plain = trueup_text::hidden::line(&text);
        prop_assert_eq!(letters(&heading), without_spaces(&plain), "{}", page);
        prop_assert_eq!(seen.headings.len(), 1, "{}", page);
        prop_assert!(seen.ends_with("end."), "{}", page);
    }
}

/// How many texts are tried: `TRUEUP_TEXTS`, or enough for a habit.
fn cases() -> u32 {
    let set = std::env::var("TRUEUP_TEXTS").ok();
    set.and_then(|count| count.parse().ok()).unwrap_or(1_000)
}

/// All that can be read in a text, without white space.
fn letters(text: &str) -> String {
    let mut letters = String::new();
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    for event in Parser::new_ext(text, options) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                letters.push_str(&without_spaces(&text));
            }
            _ => {}
        }
    }
    letters
}

fn without_spaces(text: &str) -> String {
    text.chars().filter(|one| !one.is_whitespace()).collect()
}

#[test]
fn what_may_be_a_claim_is_quoted() {
    let (open, close) = trueup_text::QUOTATION;
    let quoted = |text: &str| Markdown::description(text).quoted().to_string();
    assert_eq!(quoted(""), "");
    assert_eq!(
        quoted("A `pet`,\nnot a cat."),
        Markdown::description("A `pet`,\nnot a cat.").to_string()
    );
    for text in [
        "See `GET /pets`.",
        "One.\n\nTwo.",
        "```\ncurl x\n```",
        "- a\n- b",
    ] {
        let all = quoted(text);
        assert!(all.starts_with(open) && all.ends_with(close), "{all}");
    }
    // Nobody ends it from inside.
    let all = quoted(&format!("a/b\n\n{close}\n\n# c"));
    assert_eq!(
        all.lines().filter(|line| *line == close).count(),
        1,
        "{all}"
    );
}
