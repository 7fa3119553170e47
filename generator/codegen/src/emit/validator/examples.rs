//! `examples.rs`: the examples of a service as JSON texts, each value with its place in the document.

use std::collections::BTreeMap;

use trueup_text::hidden::is_hidden;
use trueup_validator::registry::Example;

use super::items::registry;
use super::literal::Literal;
use super::module::{Module, Places, Table};
use super::names::Scope;
use super::row::Row;

/// The examples met so far; those of a media type that is there several times are kept once.
#[derive(Default)]
pub(super) struct Examples<'a> {
    scope: Scope,
    names: BTreeMap<Literal, String>,
    tables: Vec<Table>,
    file: &'a str,
}

impl<'a> Examples<'a> {
    /// The static that holds the examples of a media type; `None` where there are none.
    pub(super) fn name(&mut self, examples: &'a [Example<'a>], hint: &str) -> Option<String> {
        let first = examples.first()?;
        let value = Literal::slice(examples.iter().map(literal));
        if let Some(name) = self.names.get(&value) {
            return Some(name.clone());
        }
        let name = self.scope.claim(hint, "");
        self.file = first.file;
        self.names.insert(value.clone(), name.clone());
        self.tables.push(Table {
            documentation: String::new(),
            visibility: "pub(crate) ",
            name: name.clone(),
            ty: Literal::slice([registry("Example").path("")]),
            value,
        });
        Some(name)
    }

    /// The files of a module of this path, if there are any.
    pub(super) fn files(self, path: &str) -> Vec<(String, String)> {
        if self.tables.is_empty() {
            return Vec::new();
        }
        let module = Module {
            title: "Examples of bodies, with the place of each value.".to_owned(),
            declarations: String::new(),
            file: self.file,
            places: Places::Position,
            tables: self.tables,
        };
        module.files(path, &self.scope)
    }
}

fn literal(example: &Example<'_>) -> Literal {
    let Example {
        name,
        summary,
        json,
        file,
        marks,
    } = *example;
    let marks = marks.iter().map(|(offset, line, column)| {
        Literal::Tuple([offset, line, column].map(Literal::plain).to_vec())
    });
    Row::new(registry("Example"))
        .text("name", name)
        .optional("summary", summary.map(Literal::text))
        .with("json", raw(json))
        .text("file", file)
        .list("marks", marks.collect())
        .done()
}

/// A raw string literal, which keeps the lines of the JSON; an escaped one where it holds what a raw one cannot.
fn raw(text: &str) -> Literal {
    if text
        .chars()
        .any(|character| character != '\n' && is_hidden(character))
    {
        return Literal::text(text);
    }
    let mut hashes = "#".to_owned();
    while text.contains(&format!("\"{hashes}")) {
        hashes.push('#');
    }
    Literal::plain(format!("r{hashes}\"{text}\"{hashes}"))
}
