//! openapi-to-rust.

use bench_harness::Result;
use openapi_to_rust::{CodeGenerator, GeneratorConfig, SchemaAnalyzer};

/// From a lowered document to the sources of types and client, all files in one text.
///
/// # Errors
///
/// A document that it refuses.
pub fn openapi_to_rust(text: &str) -> Result<String> {
    let mut analysis = SchemaAnalyzer::new(serde_json::from_str(text)?)?.analyze()?;
    let config = GeneratorConfig {
        enable_sse_client: false,
        ..GeneratorConfig::default()
    };
    let generated = CodeGenerator::new(config).generate_all(&mut analysis)?;
    Ok(generated
        .files
        .into_iter()
        .map(|file| file.content)
        .collect())
}
