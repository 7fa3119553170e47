//! Keys of which only the case is wrong: `GET` for `get`, `2xx` for `2XX`. They have one reading, and are read so.
//!
//! Schemas are left as they are: since OpenAPI 3.1 a keyword that is unknown is no mistake.

use super::Version;
use super::fields::{Kind, Shape};
use crate::cursor::{At, Origin};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::pointer::Pointer;
use crate::source::{FileId, Span};
use crate::tree::{Mapping, Node, Value};

/// Gives such keys of a document their right names, and says so.
pub(super) fn mend(tree: &mut Node, file: FileId, diagnostics: &mut Diagnostics) {
    let Some(version) = Version::of(&At::root(file, tree)) else {
        return;
    };
    let mut reader = Reader {
        file,
        version,
        diagnostics,
    };
    reader.object(tree, Kind::OpenApi, &Pointer::root());
}

struct Reader<'d> {
    file: FileId,
    version: Version,
    diagnostics: &'d mut Diagnostics,
}

/// A key, and the one that is meant.
struct Slip {
    stated: String,
    meant: String,
    span: Span,
}

impl Reader<'_> {
    fn object(&mut self, node: &mut Node, kind: Kind, pointer: &Pointer) {
        let Value::Mapping(mapping) = &mut node.value else {
            return;
        };
        if kind == Kind::Schema || mapping.get("$ref").is_some() && kind != Kind::PathItem {
            return;
        }
        let slips = slips(mapping, kind, self.version);
        if !slips.is_empty() {
            let meant = |key: &str| {
                let mut same = slips.iter().filter(|slip| slip.stated == key);
                same.next().map(|slip| slip.meant.clone())
            };
            mapping.rename(meant);
        }
        for slip in &slips {
            self.report(slip, kind, pointer);
        }
        for entry in mapping
            .iter_mut()
            .filter(|entry| !entry.key.starts_with("x-"))
        {
            if let Some(shape) = kind.shape(self.version, &entry.key) {
                self.value(&mut entry.value, shape, &pointer.child(&entry.key));
            }
        }
    }

    fn value(&mut self, node: &mut Node, shape: Shape, pointer: &Pointer) {
        match (shape, &mut node.value) {
            (Shape::Object(kind) | Shape::Reference(kind), _) => self.object(node, kind, pointer),
            (Shape::Map(inner) | Shape::Components(inner), Value::Mapping(mapping)) => {
                for entry in mapping.iter_mut() {
                    self.value(&mut entry.value, *inner, &pointer.child(&entry.key));
                }
            }
            (Shape::List(inner) | Shape::Filled(inner), Value::Sequence(items)) => {
                for (index, item) in items.iter_mut().enumerate() {
                    self.value(item, *inner, &pointer.index(index));
                }
            }
            _ => {}
        }
    }

    fn report(&mut self, slip: &Slip, kind: Kind, pointer: &Pointer) {
        let origin = Origin {
            file: self.file,
            pointer: pointer.child(&slip.meant),
            span: slip.span,
        };
        let owner = kind.table(self.version).name;
        let message = format!("{owner} has no key `{}`", slip.stated);
        let help = format!("did you mean `{}`? It is read so", slip.meant);
        self.diagnostics
            .push(Diagnostic::new(Code::UnknownKey, &origin, message).help(help));
    }
}

/// The keys of an object that are wrong in their case alone; where both stand, the right one counts.
fn slips(mapping: &Mapping, kind: Kind, version: Version) -> Vec<Slip> {
    let table = kind.table(version);
    let mut slips: Vec<Slip> = Vec::new();
    for entry in mapping {
        let key = entry.key.as_str();
        if kind.shape(version, key).is_some() || key.starts_with("x-") {
            continue;
        }
        let mut fields = table.fields().map(|field| field.name);
        let field = fields.find(|name| name.eq_ignore_ascii_case(key));
        let cases = [key.to_ascii_uppercase(), key.to_ascii_lowercase()];
        let mut others = cases.into_iter().filter(|key| table.other(key).is_some());
        let meant = field.map(ToOwned::to_owned).or_else(|| others.next());
        let Some(meant) = meant.filter(|meant| mapping.get(meant).is_none()) else {
            continue;
        };
        // Of several that mean the same, the first counts. There are as few of them as fields.
        if slips.iter().all(|slip| slip.meant != meant) {
            slips.push(Slip {
                stated: key.to_owned(),
                meant,
                span: entry.key_span,
            });
        }
    }
    slips
}
