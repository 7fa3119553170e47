//! What emitted crates are without their default features.

use std::process::Command;

use comet_lnd::trueup_client::Body;
use comet_users::{Company, CompanyId};

#[test]
fn a_type_is_read_and_written_by_any_format_and_by_the_own_reader() {
    let text = r#"{"id":"3fa85f64-5717-4562-b3fc-2c963f66afa6","name":"Dukes","country":"US"}"#;
    let company: Company = serde_json::from_str(text).unwrap();
    assert_eq!(company.name, "Dukes");
    let _: &CompanyId = &company.id;
    assert_eq!(serde_json::to_string(&company).unwrap(), text);
    let own: Company = Body::new(200, None, text.as_bytes()).json().unwrap();
    assert_eq!(own, company);
}

/// By the tree of the package alone: its normal dependencies, with their features as they are without another package.
#[test]
fn neither_an_http_library_nor_an_async_runtime_is_needed() {
    let tree = Command::new(env!("CARGO"))
        .args(["tree", "--locked", "--offline", "--edges", "normal,build"])
        .args(["--package", "types-tests", "--prefix", "none"])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&tree.stderr);
    assert!(tree.status.success(), "{said}");
    let tree = String::from_utf8(tree.stdout).unwrap();
    let packages: Vec<&str> = tree
        .lines()
        .filter_map(|line| line.split(' ').next())
        .collect();
    assert!(packages.contains(&"trueup-client"), "{tree}");
    for package in ["hyper", "reqwest", "ring", "rustls", "tokio", "tracing"] {
        assert!(!packages.contains(&package), "{package} in\n{tree}");
    }
}
