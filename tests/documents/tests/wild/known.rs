//! What a description knows, as far as it takes to tell what a line of a document is about.

use std::collections::BTreeSet;

use trueup_validator::registry::{Api, Field};

/// Paths and names of a description.
pub(crate) struct Known {
    /// The segments of each path, below the base and with `{}` for parameters, each once.
    paths: BTreeSet<Vec<String>>,
    /// Base paths of the servers.
    bases: BTreeSet<Vec<String>>,
    /// Names of parameters and properties.
    names: BTreeSet<String>,
}

impl Known {
    pub(crate) fn of(api: &Api<'_>) -> Self {
        let mut known = Self {
            paths: BTreeSet::new(),
            bases: BTreeSet::from([Vec::new()]),
            names: BTreeSet::new(),
        };
        for service in api.services {
            for server in service.servers {
                known.bases.insert(segments(server.parts().1));
            }
            for operation in service.operations {
                known.paths.insert(segments(operation.path));
                let parameters = operation.parameters.iter();
                known.names.extend(parameters.map(|it| it.name.to_owned()));
            }
            for schema in service.schemas {
                known.fields(schema.fields);
            }
        }
        known
    }

    fn fields(&mut self, fields: &[Field<'_>]) {
        self.names
            .extend(fields.iter().map(|field| field.name.to_owned()));
    }

    /// Whether some parameter or property has a name.
    pub(crate) fn has_name(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// Whether a path, with names or with values, is described.
    pub(crate) fn has_path(&self, path: &str) -> bool {
        let path = segments(path);
        self.bases.iter().any(|base| {
            let below = path.strip_prefix(base.as_slice());
            below.is_some_and(|below| self.paths.iter().any(|known| fits(known, below)))
        })
    }
}

fn fits(known: &[String], path: &[String]) -> bool {
    let fits = |(known, given): (&String, &String)| known == "{}" || known == given;
    known.len() == path.len() && known.iter().zip(path).all(fits)
}

/// The segments of a path, each parameter as `{}`.
fn segments(path: &str) -> Vec<String> {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let parameter = |segment: &str| segment.starts_with(['{', '<', '(', '[', ':', '$']);
    path.split('/')
        .filter(|segment| !segment.is_empty())
        .map(|segment| match parameter(segment) {
            true => "{}".to_owned(),
            false => segment.to_owned(),
        })
        .collect()
}
