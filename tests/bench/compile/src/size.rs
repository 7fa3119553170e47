//! How much code a library holds.

use std::fs;
use std::path::Path;

use bench_harness::Result;
use object::read::archive::ArchiveFile;
use object::{Object as _, ObjectSection as _, SectionKind};

/// Bytes of machine code and of constant data in a compiled library.
///
/// # Errors
///
/// A file that is not one.
pub(crate) fn of_library(path: &Path) -> Result<(u64, u64)> {
    let bytes = fs::read(path)?;
    let (mut code, mut data) = (0, 0);
    for member in ArchiveFile::parse(&*bytes)?.members() {
        let member = member?;
        if !member.name().ends_with(b".o") {
            continue;
        }
        let file = object::File::parse(member.data(&*bytes)?)?;
        for section in file.sections() {
            match section.kind() {
                SectionKind::Text => code += section.size(),
                SectionKind::ReadOnlyData
                | SectionKind::ReadOnlyDataWithRel
                | SectionKind::ReadOnlyString
                | SectionKind::Data => {
                    data += section.size();
                }
                _ => {}
            }
        }
    }
    Ok((code, data))
}
