//! How fast documents are checked: `cargo run --release -p documents-tests --example throughput`.

use std::path::Path;
use std::time::Instant;

use documents_tests::checked;
use trueup_docs::document::Complete;

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sources = [
        ("plain text", "own/reference.txt"),
        ("Markdown", "own/reference.md"),
        ("rendered", "../../generated/reference/lnd.md"),
    ];
    for (title, path) in sources {
        let Ok(text) = std::fs::read_to_string(root.join(path)) else {
            println!("{title}: {path} cannot be read");
            continue;
        };
        for megabytes in [1, 10] {
            let long = text.repeat(megabytes * 1_000_000 / text.len() + 1);
            // The best of three: what else the machine does is not our business.
            let best = (0..3)
                .map(|_| seconds(path, &long))
                .fold(f64::INFINITY, f64::min);
            let size = long.len() as f64 / 1e6;
            println!("{title}, {size:.1} MB: {:.1} MB/s", size / best);
        }
    }
}

fn seconds(name: &str, text: &str) -> f64 {
    let start = Instant::now();
    let found = checked(name, text, Complete::Yes);
    let seconds = start.elapsed().as_secs_f64();
    assert!(!found.summary.counts.is_empty());
    seconds
}
