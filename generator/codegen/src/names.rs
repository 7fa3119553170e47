//! Every Rust name of the emitted code: wire names to identifiers, and scopes that notice collisions.

mod variants;

pub use variants::variants;

use std::borrow::Cow;
use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use crate::model::Ident;
use trueup_description::cursor::Origin;
use trueup_description::words::{capitalised, words};

/// Words that no identifier may be (Rust reference, "Keywords", edition 2024, reserved ones included).
const KEYWORDS: &[&str] = &[
    "Self", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue",
    "crate", "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if",
    "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub",
    "ref", "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Names of the runtime that the modules of call types and of the client import.
pub(crate) const RUNTIME: &[&str] = &[
    "BuildError",
    "Builder",
    "Call",
    "Core",
    "FromCore",
    "Items",
    "ListStyle",
    "Method",
    "NoContent",
    "Operation",
    "Page",
    "ResponseCall",
    "Retry",
    "Style",
    "Success",
    "Undeclared",
];

/// `snake_case`, for fields, arguments and methods.
pub fn snake(wire: &str) -> Ident {
    finish(&words(wire).join("_"), Case::Snake)
}

/// `UpperCamelCase`, for types and variants.
pub fn pascal(wire: &str) -> Ident {
    let text: String = words(wire).iter().map(|word| capitalised(word)).collect();
    finish(&text, Case::Pascal)
}

/// `SCREAMING_SNAKE_CASE`, for statics.
pub fn screaming(wire: &str) -> Ident {
    finish(&words(wire).join("_").to_uppercase(), Case::Screaming)
}

/// How the words of a name are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// `snake_case`
    Snake,
    /// `UpperCamelCase`
    Pascal,
    /// `SCREAMING_SNAKE_CASE`
    Screaming,
}

/// Makes a legal identifier of a text that has the right case, as far as its letters have one.
fn finish(text: &str, case: Case) -> Ident {
    // Compilers take identifiers that are equal in this form for one (Rust reference, "Identifiers"); a change of case and
    // a letter in front may leave it.
    let text: String = text.nfc().collect();
    Ident(legal(&in_case(&text, case), case).nfc().collect())
}

fn legal(text: &str, case: Case) -> String {
    if text.is_empty() {
        let empty = match case {
            Case::Snake => "empty",
            Case::Pascal => "Empty",
            Case::Screaming => "EMPTY",
        };
        return empty.to_owned();
    }
    if text.starts_with(|first: char| !unicode_ident::is_xid_start(first) && first != '_') {
        // A name of digits alone says nothing to readers, nor to clippy.
        let no_letter = !text.chars().any(unicode_ident::is_xid_start);
        let before_digit = match case {
            Case::Pascal => "N",
            Case::Screaming if no_letter => "N",
            Case::Snake if no_letter => "n",
            Case::Snake | Case::Screaming => "_",
        };
        return format!("{before_digit}{text}");
    }
    match KEYWORDS.contains(&text) {
        true => format!("{text}_"),
        false => text.to_owned(),
    }
}

/// The text without letters that the compiler takes for those of the other case: some have no counterpart in it. What is
/// a form of another letter becomes that one (`ª` is an `a`), the rest its number.
fn in_case(text: &str, case: Case) -> Cow<'_, str> {
    let is_wrong = |at: usize, letter: char| match case {
        Case::Snake => letter.is_uppercase(),
        Case::Pascal => at == 0 && letter.is_lowercase(),
        Case::Screaming => letter.is_lowercase(),
    };
    if !text.char_indices().any(|(at, letter)| is_wrong(at, letter)) {
        return Cow::Borrowed(text);
    }
    let mut right = String::with_capacity(text.len());
    for (at, letter) in text.char_indices() {
        if !is_wrong(at, letter) {
            right.push(letter);
            continue;
        }
        let form: String = std::iter::once(letter).nfkc().collect();
        let form = match case {
            Case::Snake => form.to_lowercase(),
            Case::Pascal => capitalised(&form),
            Case::Screaming => form.to_uppercase(),
        };
        let fits = |(inside, letter)| {
            unicode_ident::is_xid_continue(letter) && !is_wrong(at + inside, letter)
        };
        match form.char_indices().all(fits) {
            true => right.push_str(&form),
            false if case == Case::Snake => right.push_str(&format!("u{:x}", u32::from(letter))),
            false => right.push_str(&format!("U{:X}", u32::from(letter))),
        }
    }
    Cow::Owned(right)
}

/// The name with a number, for the second of two things that would have one name.
fn numbered(ident: &Ident, number: u32, case: Case) -> Ident {
    // Keywords end with an underscore, which no style of names has before a number.
    let ident = ident.as_str().trim_end_matches('_');
    match case {
        Case::Pascal => Ident(format!("{ident}{number}")),
        Case::Snake | Case::Screaming => Ident(format!("{ident}_{number}")),
    }
}

/// A set of names that must differ: the types of a crate, the fields of a struct.
#[derive(Debug, Default)]
pub struct Scope {
    claims: BTreeMap<Ident, Claim>,
    /// For a name that was wanted more than once, the first number that may be free.
    numbers: BTreeMap<Ident, u32>,
}

/// Who has a name.
#[derive(Clone, Debug)]
pub struct Claim {
    /// The wire name that it was made of.
    pub wire: String,
    /// Where that stands; `None` for names that the emitted code needs for itself.
    pub origin: Option<Origin>,
}

impl Scope {
    /// A scope in which these names are taken.
    pub fn reserving(names: &[&str]) -> Self {
        let claim = |name: &&str| {
            (
                Ident((*name).to_owned()),
                Claim {
                    wire: (*name).to_owned(),
                    origin: None,
                },
            )
        };
        Self {
            claims: names.iter().map(claim).collect(),
            numbers: BTreeMap::new(),
        }
    }

    /// Claims a name.
    ///
    /// # Errors
    ///
    /// The earlier claim, if there is one.
    pub fn claim(&mut self, ident: &Ident, wire: &str, origin: &Origin) -> Result<(), Claim> {
        if let Some(earlier) = self.claims.get(ident) {
            return Err(earlier.clone());
        }
        self.claims.insert(
            ident.clone(),
            Claim {
                wire: wire.to_owned(),
                origin: Some(origin.clone()),
            },
        );
        Ok(())
    }

    /// Claims a name, or the next one like it that is free; then also who had the first.
    pub fn settle(
        &mut self,
        ident: Ident,
        case: Case,
        wire: &str,
        origin: &Origin,
    ) -> (Ident, Option<Claim>) {
        let Err(earlier) = self.claim(&ident, wire, origin) else {
            return (ident, None);
        };
        // A name that the emitted code needs itself is replaced by one that says whose it is.
        let own = match (&earlier.origin, case) {
            (None, Case::Pascal) => Some(Ident(format!("Api{ident}"))),
            (None, Case::Snake) => Some(Ident(format!("{ident}_"))),
            _ => None,
        };
        // Numbers that were taken once stay so: each name is tried once, however many want it.
        let next = self.numbers.get(&ident).copied().unwrap_or(2);
        let numbers = (next..).map(|number| (number + 1, numbered(&ident, number, case)));
        let mut free = own.into_iter().map(|own| (next, own)).chain(numbers);
        let found = free.find(|(_, name)| self.claim(name, wire, origin).is_ok());
        let Some((after, settled)) = found else {
            return (ident, Some(earlier));
        };
        self.numbers.insert(ident, after);
        (settled, Some(earlier))
    }

    /// The name, or the next one like it that is free, for what has no wire name of its own.
    pub fn free(&mut self, ident: Ident, case: Case) -> Ident {
        let next = self.numbers.get(&ident).copied().unwrap_or(2);
        let numbers = (next..).map(|number| (number + 1, numbered(&ident, number, case)));
        let mut names = std::iter::once((next, ident.clone())).chain(numbers);
        let found = names.find(|(_, name)| self.is_free(name));
        let (after, free) = found.unwrap_or((next, ident.clone()));
        self.numbers.insert(ident, after);
        let claim = Claim {
            wire: free.to_string(),
            origin: None,
        };
        self.claims.insert(free.clone(), claim);
        free
    }

    /// Whether a name is free.
    pub fn is_free(&self, ident: &Ident) -> bool {
        !self.claims.contains_key(ident)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use trueup_description::pointer::Pointer;
    use trueup_description::source::{Sources, Span};

    #[test]
    fn a_number_keeps_the_style_of_the_name() {
        let ident = |text: &str| Ident(text.to_owned());
        for (name, case, expected) in [
            ("self_", Case::Snake, "self_2"),
            ("Self_", Case::Pascal, "Self2"),
            ("IN_FLIGHT", Case::Screaming, "IN_FLIGHT_2"),
        ] {
            assert_eq!(numbered(&ident(name), 2, case), ident(expected));
        }
    }

    #[test]
    fn wire_names_become_identifiers() {
        let table = [
            // wire, snake, pascal
            ("active_only", "active_only", "ActiveOnly"),
            ("companyId", "company_id", "CompanyId"),
            ("HTTPServer", "http_server", "HttpServer"),
            ("memGB", "mem_gb", "MemGb"),
            ("vCpu", "v_cpu", "VCpu"),
            ("X-API-Key", "x_api_key", "XApiKey"),
            ("address2", "address2", "Address2"),
            ("re-activate", "re_activate", "ReActivate"),
            ("type", "type_", "Type"),
            ("self", "self_", "Self_"),
            ("Self", "self_", "Self_"),
            ("2fa", "_2fa", "N2fa"),
            ("größe", "größe", "Größe"),
            ("a.b", "a_b", "AB"),
            ("onion_sha_256", "onion_sha_256", "OnionSha256"),
            ("@type", "type_", "Type"),
            ("IN_FLIGHT", "in_flight", "InFlight"),
            ("€", "empty", "Empty"),
            ("", "empty", "Empty"),
            ("__", "empty", "Empty"),
            ("型", "型", "型"),
            ("ﬁle", "ﬁle", "FIle"),
            ("e\u{301}", "é", "É"),
            ("\u{212b}m", "åm", "Åm"),
            ("2020-01-01", "n2020_01_01", "N20200101"),
            ("ª", "ª", "A"),
            ("\u{1d400}x", "ax", "\u{1d400}x"),
            ("\u{138}x", "\u{138}x", "U138x"),
            ("a\u{3164}b\u{fe0f}", "a_b", "AB"),
        ];
        for (wire, expect_snake, expect_pascal) in table {
            assert_eq!(snake(wire).as_str(), expect_snake, "snake of {wire:?}");
            assert_eq!(pascal(wire).as_str(), expect_pascal, "pascal of {wire:?}");
        }
    }

    // What rustc's lints on names look at, and what its lexer makes of a name.
    #[test]
    fn every_letter_becomes_a_name_in_its_case() {
        // What is written in syllables and pictures has no case.
        let letters = ('\0'..'\u{3400}').chain('\u{f900}'..'\u{20000}');
        for letter in letters.filter(|letter| unicode_ident::is_xid_continue(*letter)) {
            for wire in [letter.to_string(), format!("a{letter}")] {
                let (snake, pascal, screaming) = (snake(&wire), pascal(&wire), screaming(&wire));
                let has = |name: &Ident, wrong: fn(char) -> bool| name.as_str().contains(wrong);
                assert!(!has(&snake, char::is_uppercase), "{wire:?}: {snake}");
                assert!(
                    !pascal.as_str().starts_with(char::is_lowercase),
                    "{wire:?}: {pascal}"
                );
                assert!(
                    !has(&screaming, char::is_lowercase),
                    "{wire:?}: {screaming}"
                );
                for name in [snake, pascal, screaming] {
                    let name = name.as_str();
                    assert!(unicode_normalization::is_nfc(name), "{wire:?}: {name}");
                    let starts = name
                        .starts_with(|first| first == '_' || unicode_ident::is_xid_start(first));
                    assert!(
                        starts && name.chars().all(unicode_ident::is_xid_continue),
                        "{wire:?}: {name}"
                    );
                }
            }
        }
    }

    #[test]
    fn every_keyword_becomes_an_identifier() {
        for keyword in KEYWORDS {
            assert!(!KEYWORDS.contains(&snake(keyword).as_str()), "{keyword}");
            assert!(!KEYWORDS.contains(&pascal(keyword).as_str()), "{keyword}");
        }
    }

    #[test]
    fn variants_lose_the_words_they_share() {
        let names = |values: &[&str]| -> Vec<String> {
            let owned: Vec<String> = values.iter().map(|v| (*v).to_owned()).collect();
            variants(&owned).iter().map(ToString::to_string).collect()
        };
        assert_eq!(
            names(&["REASON_NONE", "REASON_TIMEOUT"]),
            ["None", "Timeout"]
        );
        assert_eq!(names(&["plan", "plan_pro"]), ["Plan", "PlanPro"]);
        assert_eq!(names(&["V_1", "V_2"]), ["V1", "V2"]);
        assert_eq!(names(&["only_one"]), ["OnlyOne"]);
        assert_eq!(names(&["+1", "-1"]), ["Plus1", "Minus1"]);
        assert_eq!(names(&["<", "<=", "="]), ["Less", "LessEqual", "Equal"]);
        assert_eq!(names(&["-at", "at"]), ["MinusAt", "At"]);
        assert_eq!(names(&["-at", "by"]), ["At", "By"]);
    }

    #[test]
    fn a_scope_notices_the_second_claim() {
        let mut scope = Scope::reserving(&["Client", "new"]);
        assert!(!scope.is_free(&pascal("client")));
        let origin = origin();
        let mut settled = |name, case| {
            let (ident, earlier) = scope.settle(name, case, "x", &origin);
            (ident.to_string(), earlier.is_some())
        };
        let table = [
            (pascal("user_name"), Case::Pascal, "UserName", false),
            (pascal("userName"), Case::Pascal, "UserName2", true),
            (pascal("user-name"), Case::Pascal, "UserName3", true),
            (pascal("client"), Case::Pascal, "ApiClient", true),
            (pascal("Client"), Case::Pascal, "Client2", true),
            (snake("new"), Case::Snake, "new_", true),
            (snake("a"), Case::Snake, "a", false),
            (snake("A"), Case::Snake, "a_2", true),
        ];
        for (name, case, expected, taken) in table {
            assert_eq!(settled(name, case), (expected.to_owned(), taken));
        }
    }

    // Each of them looking from 2 on would try 5,000,000,000 names.
    #[test]
    fn a_name_that_many_want_is_numbered_on() {
        let (mut scope, origin) = (Scope::default(), origin());
        let mut last = None;
        for _ in 0..100_000 {
            last = Some(scope.settle(pascal("x"), Case::Pascal, "x", &origin).0);
        }
        assert_eq!(last, Some(Ident("X100000".to_owned())));
        // One that was taken by somebody else meanwhile is passed over.
        assert!(
            scope
                .claim(&Ident("X100001".to_owned()), "x", &origin)
                .is_ok()
        );
        let (next, _) = scope.settle(pascal("x"), Case::Pascal, "x", &origin);
        assert_eq!(next.as_str(), "X100002");
    }

    fn origin() -> Origin {
        let sources = Sources::new([(String::new(), String::new())].into());
        let file = sources.find("").unwrap();
        Origin {
            file,
            pointer: Pointer::root(),
            span: Span::start_of(file),
        }
    }
}
