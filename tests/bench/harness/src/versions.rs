//! The versions of what is compared, from the lock file.

use crate::Result;

/// Name and version of each of these packages, as the lock file of the measurements has them. A package that is
/// locked twice comes twice.
///
/// # Errors
///
/// A lock file that cannot be read, or that lacks a package.
pub fn locked(names: &[&str]) -> Result<Vec<String>> {
    let text = std::fs::read_to_string(crate::bench().join("Cargo.lock"))?;
    let mut found = Vec::new();
    for name in names {
        let versions = versions(&text, name);
        if versions.is_empty() {
            return Err(format!("{name} is not in the lock file").into());
        }
        found.push(format!("{name} {}", versions.join(" and ")));
    }
    Ok(found)
}

fn versions<'a>(lock: &'a str, name: &str) -> Vec<&'a str> {
    let wanted = format!("name = \"{name}\"");
    let mut lines = lock.lines();
    let mut found = Vec::new();
    while let Some(line) = lines.next() {
        if line == wanted
            && let Some(version) = lines
                .next()
                .and_then(|line| line.strip_prefix("version = \""))
        {
            found.push(version.trim_end_matches('"'));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_may_be_locked_twice() {
        let lock = "[[package]]\nname = \"a\"\nversion = \"1.0.0\"\n\n[[package]]\nname = \"a\"\nversion = \"2.0.0\"\n\n[[package]]\nname = \"ab\"\nversion = \"3.0.0\"\n";
        assert_eq!(versions(lock, "a"), ["1.0.0", "2.0.0"]);
        assert!(versions(lock, "b").is_empty());
    }
}
