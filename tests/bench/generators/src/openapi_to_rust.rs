//! openapi-to-rust.

use bench_harness::Result;
use openapi_to_rust::type_mapping::render_required_deps_toml;
use openapi_to_rust::{CodeGenerator, GenerationResult, GeneratorConfig, SchemaAnalyzer};

/// From an exported document to the sources of types and client, all files in one text.
///
/// # Errors
///
/// A document that it refuses.
pub fn openapi_to_rust(text: &str) -> Result<String> {
    Ok(generated(text)?
        .files
        .into_iter()
        .map(|file| file.content)
        .collect())
}

/// The same as a package of this name: its files by path. What it depends on is what the generator says.
///
/// # Errors
///
/// A document that it refuses.
pub fn openapi_to_rust_crate(text: &str, name: &str) -> Result<Vec<(String, String)>> {
    let generated = generated(text)?;
    let dependencies = render_required_deps_toml(&generated.required_deps).unwrap_or_default();
    let manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n{dependencies}"
    );
    let library = "pub mod generated;\n".to_owned();
    let mut files = vec![
        (format!("{name}/Cargo.toml"), manifest),
        (format!("{name}/src/lib.rs"), library),
    ];
    let sources = std::iter::once(generated.mod_file).chain(generated.files);
    files.extend(sources.map(|file| {
        let path = format!("{name}/src/generated/{}", file.path.display());
        (path, file.content)
    }));
    Ok(files)
}

fn generated(text: &str) -> Result<GenerationResult> {
    let mut analysis = SchemaAnalyzer::new(serde_json::from_str(text)?)?.analyze()?;
    let config = GeneratorConfig {
        enable_sse_client: false,
        ..GeneratorConfig::default()
    };
    Ok(CodeGenerator::new(config).generate_all(&mut analysis)?)
}
