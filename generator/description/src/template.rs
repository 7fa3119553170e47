//! Templates with names in braces: paths and server URLs.

/// The names in braces, in their order. One that stands several times is filled several times.
///
/// # Errors
/// A sentence about braces that do not match, or an empty name.
pub(crate) fn names(template: &str) -> Result<Vec<&str>, String> {
    let mut names = Vec::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        if before.contains('}') {
            break;
        }
        let (name, behind) = after
            .split_once('}')
            .ok_or_else(|| format!("`{template}`: a brace is not closed"))?;
        if name.is_empty() || name.contains(['{', '/', '?', '#']) {
            return Err(format!("`{template}`: `{{{name}}}` holds no name"));
        }
        if !names.contains(&name) {
            names.push(name);
        }
        rest = behind;
    }
    if rest.contains('}') {
        return Err(format!("`{template}`: a brace is not opened"));
    }
    Ok(names)
}

/// The template with empty braces: equal for templates that match the same texts.
pub(crate) fn shape(template: &str) -> String {
    let mut shape = String::new();
    let mut inside = false;
    for character in template.chars() {
        inside &= character != '}';
        if !inside {
            shape.push(character);
        }
        inside |= character == '{';
    }
    shape
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found() {
        assert_eq!(names("/v1/{a}/b{c}.{d}").unwrap(), ["a", "c", "d"]);
        assert_eq!(names("/{a}/b/{a}").unwrap(), ["a"]);
        assert_eq!(names("/v1").unwrap(), [""; 0]);
        for template in ["/{a", "/a}", "/{}", "/{a/b}", "/{{a}}", "/}{"] {
            assert!(names(template).is_err(), "{template}");
        }
    }

    #[test]
    fn shapes_forget_the_names() {
        assert_eq!(shape("/v1/{a}/b{cd}"), "/v1/{}/b{}");
    }
}
