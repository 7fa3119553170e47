//! `Cargo.toml`, `README.md` and the licences of a client crate.

use super::example::{self, Program};
use super::groups::Subject;
use super::{Emission, events};
use crate::config::{Config, EDITION, Part};
use crate::model::Credential;
use crate::render::HEADER;
use trueup_description::ir::service::Service;
use trueup_text::hidden;
use trueup_text::markdown::{Markdown, cell, code, fence, line};

/// Text of a crate's manifest, before its dependencies.
pub(super) fn package(
    config: &Config,
    name: &str,
    description: &str,
    keywords: &[String],
) -> String {
    let keywords: Vec<String> = keywords
        .iter()
        .map(|keyword| toml_string(keyword))
        .collect();
    let keywords = match keywords.as_slice() {
        [] => String::new(),
        some => format!("keywords = [{}]\n", some.join(", ")),
    };
    let license = config.license.as_ref().map_or_else(String::new, |license| {
        format!("license = {}\n", toml_string(license))
    });
    let repository = config.repository.as_ref().map_or_else(String::new, |url| {
        format!("repository = {}\n", toml_string(url))
    });
    format!(
        "# {HEADER}\n\n[package]\nname = {}\nversion = {}\nedition = \"{EDITION}\"\nrust-version = {}\ndescription = {}\n{license}{repository}readme = \"README.md\"\n{keywords}\n[package.metadata.docs.rs]\nall-features = true\n",
        toml_string(name),
        toml_string(config.version()),
        toml_string(&config.rust_version),
        toml_string(description),
    )
}

/// A string of TOML, on one line and without hidden characters.
pub(super) fn toml_string(text: &str) -> String {
    toml::Value::from(hidden::line(text)).to_string()
}

/// A dependency on a runtime crate: by version, and by path where the runtime lies beside.
pub(super) fn runtime_dependency(config: &Config, name: &str, folder: &str, rest: &str) -> String {
    let version = toml_string(&config.runtime.version);
    match &config.runtime.path {
        Some(path) => {
            let path = toml_string(&format!("{path}/{folder}"));
            format!("{name} = {{ version = {version}, path = {path}{rest} }}\n")
        }
        None => format!("{name} = {{ version = {version}{rest} }}\n"),
    }
}

/// The last line of a README.
pub(super) fn license_line(config: &Config) -> String {
    match &config.license {
        Some(license) => format!("\nLicence: {}\n", line(license)),
        None => String::new(),
    }
}

/// The licences of a crate, one file each.
pub(super) fn licenses(config: &Config, folder: &str) -> impl Iterator<Item = (String, String)> {
    let texts = config.license_texts.iter();
    texts.map(move |(name, text)| (format!("{folder}/{name}"), text.clone()))
}

/// Which letters the names of a crate are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Letters {
    /// ASCII alone.
    Ascii,
    /// Others too, about which the compiler has its doubts.
    Foreign,
}

impl Letters {
    /// The letters of a file. Strings are looked at too, which does no harm.
    pub(super) fn of(text: &str) -> Self {
        let mut code = text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"));
        if code.all(str::is_ascii) {
            Self::Ascii
        } else {
            Self::Foreign
        }
    }
}

/// `Cargo.toml` of a client crate, perhaps with an example.
pub(super) fn client(
    emission: &Emission<'_>,
    letters: Letters,
    example: Option<&Program>,
) -> String {
    let about = emission
        .config
        .crates
        .get(&emission.service.name)
        .cloned()
        .unwrap_or_default();
    let description = about
        .description
        .unwrap_or_else(|| format!("Typed client for {}", emission.title()));
    let package = package(
        emission.config,
        &emission.crate_name(),
        &description,
        &about.keywords,
    );
    let runtime = runtime_dependency(
        emission.config,
        "trueup-client",
        "client-runtime",
        ", default-features = false",
    );
    let example = example.map_or_else(String::new, |program| {
        let tag = program.feature.as_ref();
        let tag = tag.map_or_else(String::new, |tag| format!(", {}", toml_string(tag)));
        let name = example::NAME;
        format!(
            "\n[dev-dependencies]\n{TOKIO}\n[[example]]\nname = \"{name}\"\nrequired-features = [\"tls\"{tag}]\n"
        )
    });
    let (by_default, parts) = features_of_parts(emission);
    let lints = match letters {
        Letters::Ascii => "",
        Letters::Foreign => {
            "\n# Names are those of the document.\n[lints.rust]\nconfusable_idents = \"allow\"\nmixed_script_confusables = \"allow\"\nuncommon_codepoints = \"allow\"\n"
        }
    };
    let validator = emission.config.crate_name("validator");
    let version = toml_string(emission.config.version());
    let (feature, dependency) = if emission.config.emits(Part::Validator) {
        (
            format!(
                "# Bodies are checked against the description as they are sent and received.\nvalidate = [\"client\", \"dep:{validator}\", \"trueup-client/validate\"]\n"
            ),
            format!(
                "{validator} = {{ version = {version}, path = \"../{validator}\", optional = true }}\n"
            ),
        )
    } else {
        (String::new(), String::new())
    };
    format!(
        "{package}
[features]
default = [\"client\", \"tls\"{by_default}]
# Calls. Without it there are the types alone, and neither an HTTP library nor tokio among what is built.
client = [\"trueup-client/client\"]
# Calls over TLS. Without it a client builds where there are no sockets, for WebAssembly in a browser.
tls = [\"client\", \"trueup-client/tls\"]
# The same calls without async.
blocking = [\"client\", \"trueup-client/blocking\"]
# Answers may come compressed as gzip, if the client is told so.
gzip = [\"client\", \"trueup-client/gzip\"]
# Services of tower carry requests.
tower = [\"client\", \"trueup-client/tower\"]
# A server of the description's examples, for tests.
test-util = [\"client\", \"trueup-client/test-util\"]
{feature}{parts}
[dependencies]
{dependency}{runtime}{example}{lints}"
    )
}

/// The features of parts of the client: their names among others, and their lines, below a comment each.
fn features_of_parts(emission: &Emission<'_>) -> (String, String) {
    let (mut names, mut lines) = (String::new(), String::new());
    for group in emission.groups.list() {
        names.push_str(&format!(", {}", toml_string(&group.feature)));
        let needs: Vec<String> = group.needs.iter().map(|name| toml_string(name)).collect();
        lines.push_str(&format!(
            "# {}\n{} = [{}]\n",
            hidden::line(&subject(&group.subject)),
            group.feature,
            needs.join(", ")
        ));
    }
    (names, lines)
}

/// What a part of the client is, as a line.
fn subject(subject: &Subject) -> String {
    match subject {
        Subject::Tag { name, operations } => {
            let calls = if *operations == 1 {
                "operation"
            } else {
                "operations"
            };
            format!("{operations} {calls} of the tag {name}, and what only they need.")
        }
        Subject::Webhooks => "What the server sends by itself.".to_owned(),
        Subject::Others => "Types that no operation has.".to_owned(),
    }
}

/// How parts are left out; nothing if there are none.
fn leaving_out(emission: &Emission<'_>) -> String {
    let Some(first) = emission.groups.list().first() else {
        return String::new();
    };
    let name = emission.crate_name();
    let manifest = fence(
        "toml",
        &format!(
            "[dependencies]\n{name} = {{ default-features = false, features = [\"client\", \"tls\", {}] }}\n",
            toml_string(&first.feature)
        ),
    );
    format!(
        "The operations of each tag, and the types that only they need, are a feature, on by default. Who calls a few of them \
builds those alone:\n\n{manifest}\n\n"
    )
}

/// What a program needs to await a call.
const TOKIO: &str = "tokio = { version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }\n";

/// `README.md` of a client crate.
pub(super) fn readme(emission: &Emission<'_>) -> String {
    let service = emission.service;
    let name = emission.crate_name();
    // What has its runtime beside it is published no more than that is.
    let source = match emission.config.runtime.path {
        Some(_) => format!("{{ path = \"…/{name}\" }}"),
        None => toml_string(emission.config.version()),
    };
    let mut text = format!(
        "<!-- {HEADER} -->\n\n# {name}\n\n{}\n\n{}\n\n{}\n\n",
        introduction(service),
        fence(
            "toml",
            &format!("[dependencies]\n{name} = {source}\n{TOKIO}")
        ),
        rust_example(&quick_start(emission)),
    );
    text.push_str(SUPPORT);
    text.push_str("\n\n");
    text.push_str(&leaving_out(emission));
    text.push_str(&operations(emission, |method| format!("`{method}`")));
    text.push_str(&license_line(emission.config));
    text
}

/// A table of the operations; `shown` writes the name of a method.
fn operations(emission: &Emission<'_>, shown: impl Fn(&str) -> String) -> String {
    let Emission {
        service, client, ..
    } = emission;
    let mut text = "| operation | call |\n| --- | --- |\n".to_owned();
    for (call, operation) in super::calls::operations(service, client) {
        let deprecated = match operation.deprecated {
            true => " (deprecated)",
            false => "",
        };
        let wire = code(&format!("{} {}", operation.method, operation.path));
        let method = shown(call.ident.as_str());
        text.push_str(&format!("| {} | {method}{deprecated} |\n", cell(&wire)));
    }
    text
}

/// A link of rustdoc to a method of the client; raw identifiers have none.
fn link(method: &str) -> String {
    match method.starts_with("r#") {
        true => format!("`{method}`"),
        false => format!("[`{method}`](Client::{method})"),
    }
}

/// The features of the crate, as its documentation lists them.
fn features(emission: &Emission<'_>) -> String {
    let mut text = "# Features\n\n| feature | what it adds |\n| --- | --- |\n\
| `client`, on by default | calls; without it there are the types alone, without an HTTP library and tokio |\n\
| `tls`, on by default | calls over TLS; without it the crate builds for WebAssembly in a browser |\n\
| `blocking` | the same calls without async |\n\
| `gzip` | answers may come compressed, if the client is told so |\n\
| `tower` | services of `tower` carry requests |\n\
| `test-util` | a server that answers with the description's examples, for tests |\n"
        .to_owned();
    if emission.config.emits(Part::Validator) {
        text.push_str(
            "| `validate` | bodies are checked against the description as they are sent and received |\n",
        );
    }
    for group in emission.groups.list() {
        let subject = match &group.subject {
            Subject::Tag { name, .. } => format!(
                "operations of the tag {}, and what only they need",
                code(name)
            ),
            Subject::Webhooks => "[`events`]: what the server sends by itself".to_owned(),
            Subject::Others => "types that no operation has".to_owned(),
        };
        text.push_str(&format!(
            "| `{}`, on by default | {} |\n",
            group.feature,
            cell(&subject)
        ));
    }
    text
}

/// How a client is made: the first lines that a user writes.
pub(super) fn quick_start(emission: &Emission<'_>) -> String {
    let krate = emission.crate_ident();
    let client = emission.client;
    let credentials: Vec<&Credential> = client
        .credential_sets
        .first()
        .into_iter()
        .flat_map(|set| &set.credentials)
        .filter_map(|index| client.credentials.get(*index))
        .collect();
    let base = emission
        .service
        .needs_base_url()
        .then(|| format!("{:?}", emission.service.default_url()));
    let mut names: Vec<&str> = credentials
        .iter()
        .map(|credential| credential.ident.as_str())
        .collect();
    names.push("Client");
    names.sort_unstable();
    let import = match names.as_slice() {
        [only] => format!("use {krate}::{only};\n"),
        several => format!("use {krate}::{{{}}};\n", several.join(", ")),
    };
    let made: Vec<String> = credentials
        .iter()
        .map(|credential| constructor(emission, credential))
        .collect();
    let made = match made.as_slice() {
        [] => None,
        [only] => Some(only.clone()),
        several => Some(format!("({})", several.join(", "))),
    };
    let arguments: Vec<String> = base.into_iter().chain(made).collect();
    format!(
        "{import}\nlet client = Client::new({})?;\n",
        arguments.join(", ")
    )
}

fn constructor(emission: &Emission<'_>, credential: &Credential) -> String {
    use trueup_description::ir::service::{CredentialEncoding, SchemeKind};
    let variable = super::curl::variable(emission, &credential.wire);
    match (&credential.kind, credential.encoding) {
        (SchemeKind::Basic, _) => format!(
            "{}::new(\"user\", &std::env::var({:?})?)",
            credential.ident, variable
        ),
        (_, CredentialEncoding::Hex) => format!(
            "{}::from_hex(&std::env::var({:?})?)?",
            credential.ident, variable
        ),
        (_, CredentialEncoding::Text) => {
            format!("{}::new(std::env::var({:?})?)", credential.ident, variable)
        }
    }
}

/// The title and the description of a service.
fn introduction(service: &Service) -> Markdown {
    let description = service.description.as_deref().unwrap_or_default();
    Markdown::own(line(&service.title)).below(Markdown::description(description))
}

/// Rust on a page, where nobody compiles it.
fn rust_example(code: &str) -> String {
    format!("```rust\n{code}```")
}

/// Crate documentation: what the service is, and how a client is made.
pub(super) fn crate_documentation(emission: &Emission<'_>) -> String {
    let mut text = format!("{}\n\n", introduction(emission.service));
    text.push_str(
        "# Examples\n\n```no_run\n# #[cfg(feature = \"client\")]\n# fn example() -> Result<(), Box<dyn std::error::Error>> {\n",
    );
    text.push_str(&quick_start(emission));
    text.push_str("# Ok(())\n# }\n```\n\n");
    text.push_str(&SUPPORT.replace("`Client::builder`", "[`Client::builder`]"));
    if !emission.service.operations.is_empty() {
        text.push_str("\n\n# Operations\n\n");
        text.push_str(&operations(emission, link));
    }
    if let Some(events) = events::introduction(emission) {
        text.push_str("\n\n");
        text.push_str(&events);
    }
    text.push('\n');
    text.push_str(&features(emission));
    text
}

/// What every client does, whatever its API.
const SUPPORT: &str = "Every operation is a method of `Client`. What the API requires is an argument; what it leaves open is a
setter of the call; awaiting the call sends it. Errors tell what happened by predicates such as
`is_not_found`, and hold the decoded body where the API describes one. Time limits, retries, whom to trust
and the rest of what a client can be told go by `Client::builder`; `trueup_client` describes them.";
