//! One document without references to other files, and with one success type for each operation.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::Result;

/// Reads a document, takes in the fragments that it refers to, and removes what progenitor takes for a second type of
/// success: the `default` response.
pub(crate) fn bundle(folder: &Path, name: &str) -> Result<Value> {
    let mut document = read(&folder.join(name))?;
    let mut fragments = BTreeMap::new();
    localise(&mut document, folder, &mut fragments)?;
    for (name, schema) in fragments {
        let schemas = document["components"]["schemas"].as_object_mut();
        let before = schemas.and_then(|schemas| schemas.insert(name.clone(), schema));
        if before.is_some() {
            return Err(format!("two schemas of the name {name}").into());
        }
    }
    let items = document["paths"].as_object_mut();
    for item in items.into_iter().flat_map(|items| items.values_mut()) {
        let operations = item.as_object_mut();
        for operation in operations.into_iter().flat_map(|item| item.values_mut()) {
            if let Some(responses) = operation["responses"].as_object_mut() {
                responses.remove("default");
            }
        }
    }
    Ok(document)
}

fn read(path: &Path) -> Result<Value> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(serde_yaml::from_str(&text)?)
}

/// Turns `file.yaml#/Name` into a reference within the document, and collects the schema.
fn localise(
    value: &mut Value,
    folder: &Path,
    fragments: &mut BTreeMap<String, Value>,
) -> Result<()> {
    match value {
        Value::Object(members) => {
            if let Some(Value::String(reference)) = members.get_mut("$ref")
                && let Some((file, name)) = reference.split_once("#/")
                && !file.is_empty()
            {
                let mut schema = read(&folder.join(file))?[name].take();
                let name = name.to_owned();
                *reference = format!("#/components/schemas/{name}");
                localise(&mut schema, folder, fragments)?;
                fragments.insert(name, schema);
            }
            members
                .values_mut()
                .try_for_each(|member| localise(member, folder, fragments))
        }
        Value::Array(items) => items
            .iter_mut()
            .try_for_each(|item| localise(item, folder, fragments)),
        _ => Ok(()),
    }
}
