//! Reads files that were named: regular ones, of bounded size.

use std::fs::{File, FileType, Metadata};
use std::io::Read;
use std::path::Path;

use crate::{Problem, shown};

/// The largest input, in bytes.
pub const LIMIT: u64 = 128 << 20;

/// The bytes of a file; links are followed.
///
/// # Errors
/// What is no regular file, has more than [`LIMIT`] bytes, or cannot be read.
pub fn read(path: &Path) -> Result<Vec<u8>, Problem> {
    // Opening a pipe waits for its other end, so the kind is asked for before.
    let problem = |error: std::io::Error| Problem::system("read", path, &error);
    refuse_others(path, &std::fs::metadata(path).map_err(problem)?)?;
    let file = File::open(path).map_err(problem)?;
    let metadata = file.metadata().map_err(problem)?;
    refuse_others(path, &metadata)?;
    bounded(file, metadata.len(), &shown(path))
}

/// Whether a path leads to something.
///
/// # Errors
/// What the system says where it does not.
pub fn find(path: &Path) -> Result<(), Problem> {
    let found = std::fs::metadata(path);
    found
        .map(|_| ())
        .map_err(|error| Problem::system("read", path, &error))
}

/// The text of a file, as [`read`] reads it.
///
/// # Errors
/// As [`read`], and what is not UTF-8.
pub fn read_text(path: &Path) -> Result<String, Problem> {
    text(read(path)?, &shown(path))
}

/// The bytes of standard input.
///
/// # Errors
/// More than [`LIMIT`] bytes, or a failure to read.
pub fn read_standard_input() -> Result<Vec<u8>, Problem> {
    bounded(std::io::stdin().lock(), 0, "standard input")
}

/// The text of standard input.
///
/// # Errors
/// As [`read_standard_input`], and what is not UTF-8.
pub fn read_standard_text() -> Result<String, Problem> {
    text(read_standard_input()?, "standard input")
}

fn text(bytes: Vec<u8>, name: &str) -> Result<String, Problem> {
    // The Unicode Standard, section 2.6: U+FEFF at the start tells the order of the bytes of UTF-16.
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(Problem::new(format!(
            "cannot read {name}: it is UTF-16; save it as UTF-8"
        )));
    }
    String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        Problem::new(format!(
            "cannot read {name}: it is not UTF-8 from byte {offset} on"
        ))
    })
}

fn bounded(input: impl Read, size: u64, name: &str) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::with_capacity(usize::try_from(size.min(LIMIT)).unwrap_or_default());
    // A file may grow while it is read.
    let read = input.take(LIMIT + 1).read_to_end(&mut bytes);
    read.map_err(|error| Problem::new(format!("cannot read {name}: {error}")))?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > LIMIT {
        return Err(Problem::new(format!(
            "cannot read {name}: it has more than {} MiB",
            LIMIT >> 20
        )));
    }
    Ok(bytes)
}

pub(crate) fn refuse_others(path: &Path, metadata: &Metadata) -> Result<(), Problem> {
    if metadata.is_file() {
        return Ok(());
    }
    Err(Problem::new(format!(
        "cannot read {}: it is {}, not a regular file",
        shown(path),
        kind(metadata.file_type())
    )))
}

/// What a file is that is not a regular one.
pub(crate) fn kind(kind: FileType) -> &'static str {
    if kind.is_dir() {
        return "a folder";
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        if kind.is_fifo() {
            return "a named pipe";
        }
        if kind.is_socket() {
            return "a socket";
        }
        if kind.is_char_device() || kind.is_block_device() {
            return "a device";
        }
    }
    "something else"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_regular_files_are_read() {
        let place = tempfile::tempdir().unwrap();
        let said = read(place.path()).unwrap_err().to_string();
        assert!(said.contains("it is a folder"), "{said}");
        assert!(read(&place.path().join("nowhere")).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn pipes_sockets_and_devices_are_named() {
        let place = tempfile::tempdir().unwrap();
        let pipe = place.path().join("pipe.yaml");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        assert!(made.unwrap().success());
        let socket = place.path().join("socket.yaml");
        let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        for (path, what) in [
            (pipe.as_path(), "a named pipe"),
            (&socket, "a socket"),
            (Path::new("/dev/zero"), "a device"),
        ] {
            let said = read(path).unwrap_err().to_string();
            assert!(said.contains(what), "{said}");
        }
    }

    #[test]
    fn a_file_that_is_too_large_is_refused_before_it_is_kept() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("large.yaml");
        let file = File::create(&path).unwrap();
        // A hole takes no space on the disk.
        file.set_len(LIMIT + 1).unwrap();
        let said = read(&path).unwrap_err().to_string();
        assert!(said.ends_with("it has more than 128 MiB"), "{said}");
    }

    #[test]
    fn text_is_utf8() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("a.yaml");
        std::fs::write(&path, b"ab\xff").unwrap();
        let said = read_text(&path).unwrap_err().to_string();
        assert!(said.ends_with("it is not UTF-8 from byte 2 on"), "{said}");
        std::fs::write(&path, b"\xff\xfea\0b\0").unwrap();
        let said = read_text(&path).unwrap_err().to_string();
        assert!(said.ends_with("it is UTF-16; save it as UTF-8"), "{said}");
    }
}
