//! Generates a client with each build, as the README shows.

fn main() -> Result<(), String> {
    println!("cargo::rerun-if-changed=pets.yaml");
    let out = std::env::var("OUT_DIR").map_err(|error| error.to_string())?;
    trueup::Generator::new(["pets.yaml"]).write_modules(out.as_ref())?;
    Ok(())
}
