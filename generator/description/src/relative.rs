//! Ways between the files of a specification folder, as references write them; none leads out of it.

/// The relative path from the folder of one file to another file, the inverse of [`join`].
pub(crate) fn way(from: &str, to: &str) -> String {
    let folders: Vec<&str> = from.split('/').collect();
    let parts: Vec<&str> = to.split('/').collect();
    let above = folders.len().min(parts.len()) - 1;
    let pairs = folders.iter().zip(&parts).take(above);
    let shared = pairs.take_while(|(one, other)| one == other).count();
    let up = std::iter::repeat_n("..", folders.len() - 1 - shared);
    let down = parts.into_iter().skip(shared);
    up.chain(down).collect::<Vec<_>>().join("/")
}

/// `path` seen from the folder of the file `from`. `None` if it is not a relative path inside the
/// specification folder.
pub(crate) fn join(from: &str, path: &str) -> Option<String> {
    let outside = path.starts_with('/') || path.contains(['\\', ':', '?', '\0']);
    if outside {
        return None;
    }
    let mut segments: Vec<&str> = from.split('/').collect();
    segments.pop();
    for segment in path.split('/') {
        match segment {
            "." => {}
            ".." => {
                segments.pop()?;
            }
            "" => return None,
            name => segments.push(name),
        }
    }
    Some(segments.join("/"))
}

/// Undoes the escapes of a URI (RFC 3986, section 2.1). `None` if one is malformed, or the result
/// is not UTF-8.
pub(crate) fn percent_decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let high = char::from(rest.next()?).to_digit(16)?;
            let low = char::from(rest.next()?).to_digit(16)?;
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_inside_the_folder() {
        for (from, path, joined) in [
            ("pets.yaml", "pets/scalars.yaml", Some("pets/scalars.yaml")),
            ("pets/node.yaml", "scalars.yaml", Some("pets/scalars.yaml")),
            ("pets/node.yaml", "./../common.yaml", Some("common.yaml")),
            ("pets/node.yaml", "../../common.yaml", None),
            ("pets.yaml", "/etc/passwd", None),
            ("pets.yaml", "http://example.com/a.yaml", None),
            ("pets.yaml", "C:\\a.yaml", None),
            ("pets.yaml", "a//b.yaml", None),
        ] {
            assert_eq!(join(from, path).as_deref(), joined, "{from} {path}");
        }
    }

    #[test]
    fn ways_lead_to_their_files() {
        for (from, to, between) in [
            ("a.yaml", "b.yaml", "b.yaml"),
            ("a.yaml", "x/b.yaml", "x/b.yaml"),
            ("x/a.yaml", "x/b.yaml", "b.yaml"),
            ("x/y/a.yaml", "x/z/b.yaml", "../z/b.yaml"),
            ("x/a.yaml", "x", "../x"),
        ] {
            assert_eq!(way(from, to), between);
            assert_eq!(join(from, between).as_deref(), Some(to));
        }
    }

    #[test]
    fn percent_signs_start_escapes() {
        assert_eq!(percent_decode("/a%20b/%C3%A9").as_deref(), Some("/a b/é"));
        for text in ["%", "%4", "%zz", "%ff", "%é"] {
            assert_eq!(percent_decode(text), None, "{text}");
        }
    }
}
