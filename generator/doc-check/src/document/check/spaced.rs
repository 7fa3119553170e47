//! Names with spaces. A cell of a table begins with a name and may go on with a remark; whether what goes on belongs to the
//! name, the description alone can say.

use std::collections::BTreeSet;

use trueup_validator::registry::Api;

use crate::document::model::Document;

/// Gives the rows of a document whose whole cell is a name of the description that name.
pub(crate) fn resolve(document: &mut Document, api: &Api<'_>) {
    let lists = document.sections.iter_mut().flat_map(|it| &mut it.lists);
    let rows = lists.flat_map(|list| &mut list.rows);
    let mut rows = rows.filter(|row| row.cell.is_some()).peekable();
    if rows.peek().is_none() {
        return;
    }
    let known = names(api);
    for row in rows {
        if let Some(cell) = row.cell.take_if(|cell| known.contains(cell.value.as_str())) {
            row.name = cell;
        }
    }
}

/// The names of parameters and properties that have a space.
fn names<'a>(api: &Api<'a>) -> BTreeSet<&'a str> {
    let mut names = BTreeSet::new();
    for service in api.services {
        let operations = service.operations.iter();
        let parameters = operations.flat_map(|operation| operation.parameters);
        names.extend(parameters.map(|parameter| parameter.name));
        let fields = service.schemas.iter().flat_map(|schema| schema.fields);
        names.extend(fields.map(|field| field.name));
    }
    names.retain(|name| name.contains(' '));
    names
}
