//! The crates that are compiled.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use bench_fixtures::{Spec, draft4, synthetic};
use bench_generators::{Input, Readable, ours, progenitor, readable};
use bench_harness::{Result, repository};
use serde_json::Value;

use crate::consumer::consumer;
use crate::workshop::Files;

/// A client by one generator, and a crate that awaits all of its operations.
pub(crate) struct Client {
    pub(crate) document: String,
    pub(crate) generator: &'static str,
    pub(crate) client: (String, Files),
    pub(crate) consumer: (String, Files),
    /// What the client's manifest names, though nothing here turns it on.
    pub(crate) beside: Vec<(String, Files)>,
    /// Of Rust, in the client.
    pub(crate) lines: usize,
}

pub(crate) const OURS: &str = "ours";
pub(crate) const PROGENITOR: &str = "progenitor";

/// What progenitor's types and arguments are made of, each with what names it in the source.
const TYPES: [(&str, &str); 3] = [
    (
        "chrono::",
        "chrono = { version = \"0.4\", default-features = false, features = [\"serde\"] }\n",
    ),
    (
        "uuid::",
        "uuid = { version = \"1\", features = [\"serde\"] }\n",
    ),
    ("regress::", "regress = \"0.12\"\n"),
];

fn types(source: &str) -> String {
    let mentioned = TYPES.iter().filter(|(name, _)| source.contains(name));
    mentioned.map(|(_, dependency)| *dependency).collect()
}

/// Operation and reason.
type LeftOut = (String, String);

/// Names a file of one more document, in JSON or YAML.
const DOCUMENT: &str = "TRUEUP_DOCUMENT";

/// Each document by both generators: of the spec folder, the smallest service and the largest; a larger one that is made
/// up; and the one that is named, if there is one.
///
/// # Errors
///
/// What a generator says.
pub(crate) fn clients() -> Result<(Vec<Client>, Vec<LeftOut>)> {
    let spec = Spec::read(&repository().join("spec"))?;
    let (mut clients, mut left_out) = (Vec::new(), Vec::new());
    let mut add = |texts: BTreeMap<String, String>, document: &str| -> Result<()> {
        let readable = readable(texts.clone(), &format!("{document}.yaml"))?;
        clients.push(our_client(texts, document)?);
        clients.push(progenitors_client(document, &readable)?);
        left_out.extend(readable.left_out);
        Ok(())
    };
    for document in ["users", "lnd"] {
        add(spec.texts.clone(), document)?;
    }
    let events = serde_json::to_string_pretty(&synthetic())?;
    add(only("events", events), "events")?;
    if let Some(path) = std::env::var_os(DOCUMENT).map(PathBuf::from) {
        let stem = path.file_stem().and_then(|stem| stem.to_str());
        let name: String = stem
            .unwrap_or_default()
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect();
        let text =
            fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        add(only(&name, text), &name)?;
    }
    Ok((clients, left_out))
}

fn only(name: &str, text: String) -> BTreeMap<String, String> {
    BTreeMap::from([(format!("{name}.yaml"), text)])
}

/// The crates are named after `ours-<document>`, the validator's too, which the client may depend on.
fn our_client(texts: BTreeMap<String, String>, document: &str) -> Result<Client> {
    let input = &Input::of_texts(texts, &format!("{OURS}-{document}"))?;
    let name = format!("{OURS}-{document}-{document}");
    let files = emitted(input, &name)?;
    let source = files
        .iter()
        .find(|(path, _)| path == "src/client.rs")
        .ok_or("no client")?;
    let consumer = consumer(&source.1, &name.replace('-', "_"))?;
    let validator = format!("{OURS}-{document}-validator");
    let beside = vec![(validator.clone(), emitted(input, &validator)?)];
    Ok(Client {
        beside,
        ..client(document, OURS, (name, files), (consumer, ""))
    })
}

fn progenitors_client(document: &str, readable: &Readable) -> Result<Client> {
    let source = progenitor(&readable.text)?;
    let types = types(&source);
    let consumer = consumer(&source, &format!("{PROGENITOR}_{document}"))?;
    let manifest = format!(
        "[package]\nname = \"{PROGENITOR}-{document}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         {types}\
         progenitor-client = \"0.15.1\"\n\
         reqwest = {{ version = \"0.13\", default-features = false, features = [\"json\", \"query\", \
         \"rustls-no-provider\", \"stream\"] }}\n\
         rustls = {{ version = \"0.23\", default-features = false, features = [\"ring\", \"std\", \"tls12\"] }}\n\
         serde = {{ version = \"1\", features = [\"derive\"] }}\nserde_json = \"1\"\n"
    );
    let files = vec![
        ("Cargo.toml".to_owned(), manifest),
        ("src/lib.rs".to_owned(), source),
    ];
    let name = format!("{PROGENITOR}-{document}");
    Ok(client(
        document,
        PROGENITOR,
        (name, files),
        (consumer, &types),
    ))
}

fn client(
    document: &str,
    generator: &'static str,
    (name, files): (String, Files),
    (consumer, types): (String, &str),
) -> Client {
    let manifest = format!(
        "[package]\nname = \"{name}-calls\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         {name} = {{ path = \"../{name}\" }}\n{types}"
    );
    let rust = files.iter().filter(|(path, _)| path.ends_with(".rs"));
    Client {
        document: document.to_owned(),
        generator,
        lines: rust.map(|(_, text)| text.lines().count()).sum(),
        consumer: (
            format!("{name}-calls"),
            vec![
                ("Cargo.toml".to_owned(), manifest),
                ("src/lib.rs".to_owned(), consumer),
            ],
        ),
        client: (name, files),
        beside: Vec::new(),
    }
}

/// The files of one emitted crate.
fn emitted(input: &Input, name: &str) -> Result<Files> {
    let prefix = format!("{name}/");
    let files = ours(input)?.into_iter();
    Ok(files
        .filter_map(|(path, text)| Some((path.strip_prefix(&prefix)?.to_owned(), text)))
        .collect())
}

/// Our validator of the spec folder, and one that `jsonschema`'s macro makes of the same bodies.
///
/// # Errors
///
/// What the generator says, or a reference that leads nowhere.
pub(crate) fn validators() -> Result<[(String, Files); 2]> {
    let spec = Spec::read(&repository().join("spec"))?;
    let name = format!("{OURS}-validator");
    let ours = emitted(&Input::new(&spec, OURS)?, &name)?;
    Ok([(name, ours), ("macro-validator".to_owned(), macros(&spec)?)])
}

/// A crate with one compiled validator for each JSON body.
fn macros(spec: &Spec) -> Result<Files> {
    let manifest = "[package]\nname = \"macro-validator\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n\
                    jsonschema = { version = \"0.60.2\", default-features = false, features = [\"macros\"] }\n\
                    serde_json = \"1\"\n";
    let mut files = vec![("Cargo.toml".to_owned(), manifest.to_owned())];
    let mut library = String::from("//! A validator for each body.\n");
    let formats: Vec<_> = FORMATS
        .iter()
        .map(|name| format!("{name:?} => crate::any"))
        .collect();
    for (index, (file, pointer)) in bodies(spec)?.iter().enumerate() {
        let schema = draft4(spec, file, pointer)?;
        files.push((format!("schemas/{index}.json"), schema.to_string()));
        library.push_str(&format!(
            "#[jsonschema::validator(path = \"schemas/{index}.json\", draft = Draft4, validate_formats = true, \
             formats = {{ {} }})]\npub struct Body{index};\n",
            formats.join(", ")
        ));
    }
    library.push_str("pub(crate) fn any(_: &str) -> bool { true }\n");
    files.push(("src/lib.rs".to_owned(), library));
    Ok(files)
}

/// Formats that are ours, or that JSON Schema does not know.
const FORMATS: &[&str] = &["int64", "uint64", "hex", "byte", "base64url"];

/// File and JSON Pointer of the schema of every JSON body.
fn bodies(spec: &Spec) -> Result<Vec<(String, String)>> {
    let mut found = Vec::new();
    for file in [
        "billing.yaml",
        "lnd.yaml",
        "provisioning.yaml",
        "users.yaml",
    ] {
        collect(spec.get(file, "/paths")?, "/paths", file, &mut found);
        collect(
            spec.get(file, "/components/responses")?,
            "/components/responses",
            file,
            &mut found,
        );
    }
    Ok(found)
}

fn collect(value: &Value, pointer: &str, file: &str, found: &mut Vec<(String, String)>) {
    for (name, value) in value.as_object().into_iter().flatten() {
        let below = format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"));
        if name == "application/json" && value.get("schema").is_some() {
            found.push((file.to_owned(), format!("{below}/schema")));
        } else {
            collect(value, &below, file, found);
        }
    }
}
