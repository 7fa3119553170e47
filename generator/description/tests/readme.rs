//! The README's table of extensions is the one that the loader checks by.

use std::fs;
use std::path::Path;

use trueup_description::extensions::EXTENSIONS;

const START: &str = "from generator/description/src/extensions.rs -->\n";
const END: &str = "<!-- end of extensions -->";

fn table() -> String {
    let mut table =
        "\n| extension | where | says | effect |\n| --- | --- | --- | --- |\n".to_owned();
    for extension in EXTENSIONS {
        table.push_str(&format!(
            "| `{}` | {} | {} | {} |\n",
            extension.name, extension.place, extension.says, extension.effect
        ));
    }
    table.push('\n');
    table
}

#[test]
fn the_readme_lists_every_extension() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../README.md");
    let readme = fs::read_to_string(&path).unwrap();
    let (before, rest) = readme.split_once(START).unwrap();
    let (shown, after) = rest.split_once(END).unwrap();
    if std::env::var_os("TRUEUP_BLESS").is_some() {
        fs::write(&path, format!("{before}{START}{}{END}{after}", table())).unwrap();
    } else {
        assert_eq!(
            shown,
            table(),
            "run `TRUEUP_BLESS=1 cargo test -p trueup-description`"
        );
    }
}
