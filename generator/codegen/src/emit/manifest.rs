//! `Cargo.toml`, `README.md` and the licences of a client crate.

use super::{Emission, doc};
use crate::config::Config;
use crate::render::HEADER;

/// Text of a crate's manifest, before its dependencies.
pub(super) fn package(
    config: &Config,
    name: &str,
    description: &str,
    keywords: &[String],
) -> String {
    let keywords: Vec<String> = keywords
        .iter()
        .map(|keyword| format!("{keyword:?}"))
        .collect();
    let repository = config
        .repository
        .as_ref()
        .map_or_else(String::new, |url| format!("repository = {url:?}\n"));
    format!(
        "# {HEADER}\n\n[package]\nname = {name:?}\nversion = {:?}\nedition = \"2024\"\nrust-version = {:?}\ndescription = {description:?}\nlicense = {:?}\n{repository}readme = \"README.md\"\nkeywords = [{}]\n\n[package.metadata.docs.rs]\nall-features = true\n",
        config.version,
        config.rust_version,
        config.license,
        keywords.join(", "),
    )
}

/// A dependency on a runtime crate: by version, and by path where the runtime lies beside.
pub(super) fn runtime_dependency(config: &Config, name: &str, folder: &str, rest: &str) -> String {
    let version = &config.runtime.version;
    match &config.runtime.path {
        Some(path) => {
            format!("{name} = {{ version = {version:?}, path = \"{path}/{folder}\"{rest} }}\n")
        }
        None => format!("{name} = {{ version = {version:?}{rest} }}\n"),
    }
}

/// The licences of a crate, one file each.
pub(super) fn licenses(config: &Config, folder: &str) -> impl Iterator<Item = (String, String)> {
    let texts = config.license_texts.iter();
    texts.map(move |(name, text)| (format!("{folder}/{name}"), text.clone()))
}

/// `Cargo.toml` of a client crate.
pub(super) fn client(emission: &Emission<'_>) -> String {
    let about = emission
        .config
        .crates
        .get(&emission.service.name)
        .cloned()
        .unwrap_or_default();
    let description = about
        .description
        .unwrap_or_else(|| format!("Client of the {}", emission.service.title));
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
    format!(
        "{package}
[features]
default = [\"tls\"]
# Calls over TLS. Without it a client builds where there are no sockets, for WebAssembly in a browser.
tls = [\"trueup-client/tls\"]
# The same calls without async.
blocking = [\"trueup-client/blocking\"]

[dependencies]
{runtime}"
    )
}

/// `README.md` of a client crate.
pub(super) fn readme(emission: &Emission<'_>) -> String {
    let Emission {
        service, client, ..
    } = emission;
    let name = emission.crate_name();
    let mut text = format!("<!-- {HEADER} -->\n\n# {name}\n\n{}\n\n", service.title);
    if let Some(description) = &service.description {
        text.push_str(&format!("{}\n\n", description.trim()));
    }
    text.push_str(&format!(
        "```toml\n[dependencies]\n{name} = {:?}\n```\n\n",
        emission.config.version
    ));
    text.push_str(&format!("```rust\n{}```\n\n", quick_start(emission)));
    text.push_str("| operation | call |\n| --- | --- |\n");
    for (call, operation) in super::calls::operations(service, client) {
        let deprecated = if operation.deprecated {
            " (deprecated)"
        } else {
            ""
        };
        text.push_str(&format!(
            "| `{} {}` | `{}`{deprecated} |\n",
            operation.method, operation.path, call.ident
        ));
    }
    text.push_str(&format!("\nLicence: {}\n", emission.config.license));
    text
}

/// How a client is made: the first lines that a user writes.
pub(super) fn quick_start(emission: &Emission<'_>) -> String {
    let krate = emission.crate_ident();
    let credential = emission.client.credentials.first();
    let base = emission
        .service
        .needs_base_url()
        .then(|| format!("{:?}", emission.service.default_url()));
    let (import, made) = match credential {
        None => (format!("use {krate}::Client;\n"), None),
        Some(credential) => {
            let mut names = ["Client", credential.ident.as_str()];
            names.sort_unstable();
            (
                format!("use {krate}::{{{}}};\n", names.join(", ")),
                Some(constructor(credential)),
            )
        }
    };
    let arguments: Vec<String> = base.into_iter().chain(made).collect();
    format!(
        "{import}\nlet client = Client::new({})?;\n",
        arguments.join(", ")
    )
}

fn constructor(credential: &crate::ir::shape::Credential) -> String {
    use crate::ir::service::{CredentialEncoding, SchemeKind};
    let variable = crate::names::screaming(&credential.wire);
    match (&credential.kind, credential.encoding) {
        (SchemeKind::Basic, _) => format!(
            "{}::new(\"user\", &std::env::var({:?})?)",
            credential.ident,
            variable.as_str()
        ),
        (_, CredentialEncoding::Hex) => format!(
            "{}::from_hex(&std::env::var({:?})?)?",
            credential.ident,
            variable.as_str()
        ),
        (_, CredentialEncoding::Text) => format!(
            "{}::new(std::env::var({:?})?)",
            credential.ident,
            variable.as_str()
        ),
    }
}

/// Crate documentation: what the service is, and how a client is made.
pub(super) fn crate_documentation(emission: &Emission<'_>) -> String {
    let Emission { service, .. } = emission;
    let mut text = format!("{}\n\n", service.title);
    if let Some(description) = &service.description {
        text.push_str(&doc::from_markdown(description));
        text.push('\n');
    }
    text.push_str(
        "# Examples\n\n```no_run\n# fn example() -> Result<(), Box<dyn std::error::Error>> {\n",
    );
    text.push_str(&quick_start(emission));
    text.push_str("# Ok(())\n# }\n```\n\n");
    text.push_str(SUPPORT);
    text
}

/// What every client does, whatever its API.
const SUPPORT: &str = "Every operation is a method of [`Client`]. What the API requires is an argument; what it leaves open is a
setter of the call; awaiting the call sends it. Errors tell what happened by predicates such as
`is_not_found`, and hold the decoded body where the API describes one. See `trueup_client` for time limits,
retries, trust and the rest of what a client can be told.";
