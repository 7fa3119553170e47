//! A file of tables: its imports, its helper, its items.

use std::collections::{BTreeMap, BTreeSet};

use super::items::{LOCATION, POSITION};
use super::literal::{Item, Literal, Shareable};
use super::names::Scope;
use crate::parts;
use crate::render::HEADER;

/// The function that every file of tables has to say where something stands in its document.
pub(super) const AT: Item = Item {
    module: "",
    name: "at",
};

/// What stands above the import of parts.
const BESIDE: &str =
    "#[allow(unused_imports, reason = \"tables refer to each other wherever they are\")]\n";

/// What [`AT`] makes.
#[derive(Clone, Copy, Debug)]
pub(super) enum Places {
    /// `trueup_validator::registry::Position`
    Position,
    /// `trueup_validator::schema::SchemaLocation`
    Schema,
}

/// One static.
#[derive(Debug)]
pub(super) struct Table {
    /// What is written above it, without the slashes; empty where nothing is.
    pub(super) documentation: String,
    /// `pub `, `pub(crate) ` or nothing.
    pub(super) visibility: &'static str,
    pub(super) name: String,
    pub(super) ty: Literal,
    pub(super) value: Literal,
}

impl Table {
    /// How many lines it takes, unless it shares values with others.
    fn lines(&self) -> usize {
        let mut text = String::new();
        item(&mut text, "static", self);
        text.lines().count()
    }
}

/// A file of tables.
#[derive(Debug)]
pub(super) struct Module<'a> {
    /// The text of the comment at its top.
    pub(super) title: String,
    /// Modules below it, as they are declared, or imported.
    pub(super) declarations: String,
    /// The document that [`AT`] means.
    pub(super) file: &'a str,
    pub(super) places: Places,
    pub(super) tables: Vec<Table>,
}

impl<'a> Module<'a> {
    /// The files of a module of this path, in parts if it is large: `src/checks/pets.rs`, `src/checks/pets/part_a.rs`.
    pub(super) fn files(mut self, path: &str, scope: &Scope) -> Vec<(String, String)> {
        let visibility = self.tables.first().map_or("", |table| table.visibility);
        let tables = std::mem::take(&mut self.tables);
        let mut parts = parts::of(tables, |table| table.name.as_str(), Table::lines);
        if parts.len() == 1 {
            self.tables = parts
                .pop_first()
                .map(|(_, tables)| tables)
                .unwrap_or_default();
            return vec![(format!("{path}.rs"), self.finish(&mut scope.clone()))];
        }
        let (mut modules, mut shown) = (String::new(), String::new());
        let mut files = Vec::new();
        for (letters, tables) in parts {
            let module = parts::module(&letters);
            modules.push_str(&format!("#[rustfmt::skip]\nmod {module};\n"));
            shown.push_str(&format!("{BESIDE}{visibility}use {module}::*;\n"));
            let part = Module {
                title: self.title.clone(),
                declarations: format!("{BESIDE}use super::*;\n"),
                tables,
                ..self
            };
            files.push((
                format!("{path}/{module}.rs"),
                part.finish(&mut scope.clone()),
            ));
        }
        let text = format!(
            "// {HEADER}\n\n//! {}\n\n{}{modules}\n{shown}",
            self.title, self.declarations
        );
        files.push((format!("{path}.rs"), text));
        files
    }

    /// The text of the file. Values that are there several times get a name that is free in `scope`.
    fn finish(mut self, scope: &mut Scope) -> String {
        let shared = share_values(&mut self.tables, scope);
        let mut items = BTreeSet::new();
        let values = self.tables.iter().chain(&shared);
        values.for_each(|table| {
            table.ty.imports(&mut items);
            table.value.imports(&mut items);
        });
        let helper = items.remove(&AT).then(|| self.helper(&mut items));
        let mut text = format!(
            "// {HEADER}\n\n//! {}\n\n{}{}",
            self.title,
            self.declarations,
            imports(&items)
        );
        text.push_str(&helper.unwrap_or_default());
        shared
            .iter()
            .for_each(|table| item(&mut text, "const", table));
        self.tables
            .iter()
            .for_each(|table| item(&mut text, "static", table));
        text
    }

    fn helper(&self, items: &mut BTreeSet<Item>) -> String {
        let file = self.file;
        let (item, parameter, argument) = match self.places {
            Places::Position => (POSITION, "", ""),
            Places::Schema => (LOCATION, "name: &'static str, ", "name, "),
        };
        items.insert(item);
        let ty = item.name;
        format!(
            "\n/// A place in the document.\nconst fn at({parameter}line: u32, column: u32) -> {ty}<'static> {{\n    {ty}::new({argument}{file:?}, line, column)\n}}\n"
        )
    }
}

fn item(text: &mut String, keyword: &str, table: &Table) {
    text.push('\n');
    for line in table.documentation.lines() {
        text.push_str(&format!("/// {line}"));
        text.push('\n');
    }
    let start = text.len();
    text.push_str(table.visibility);
    text.push_str(&format!("{keyword} {}: ", table.name));
    table.ty.write(text, 0, 0, 0);
    text.push_str(" = ");
    let used = text.get(start..).unwrap_or_default().chars().count();
    table.value.write(text, 0, used, 1);
    text.push_str(";\n");
}

/// `use a::{B, C};`, one for each module, in lines of bounded length.
fn imports(items: &BTreeSet<Item>) -> String {
    let mut modules: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for item in items {
        modules.entry(item.module).or_default().push(item.name);
    }
    let mut text = String::new();
    for (module, names) in modules {
        match names.as_slice() {
            [only] => text.push_str(&format!("use {module}::{only};\n")),
            several => {
                let list = several.iter().map(Literal::plain).collect();
                text.push_str(&format!("use {module}::"));
                Literal::Braces(list).write(&mut text, 0, module.len() + 6, 1);
                text.push_str(";\n");
            }
        }
    }
    text
}

/// Replaces values that are there several times by names, the outermost first: what is inside of a shared one only, is
/// there once.
fn share_values(tables: &mut [Table], scope: &mut Scope) -> Vec<Table> {
    let mut shared: Vec<Table> = Vec::new();
    loop {
        let mut found = Vec::new();
        let tables_so_far = tables.iter().chain(&shared);
        tables_so_far.for_each(|table| outermost(&table.value, &mut found));
        if found.is_empty() {
            return shared;
        }
        let mut counts: BTreeMap<&Literal, usize> = BTreeMap::new();
        for shareable in &found {
            *counts.entry(&shareable.value).or_default() += 1;
        }
        let mut names: BTreeMap<Literal, Literal> = BTreeMap::new();
        let mut new = Vec::new();
        for shareable in found {
            if counts.get(&shareable.value).is_some_and(|count| *count > 1)
                && !names.contains_key(&shareable.value)
            {
                let name = scope.claim(&shareable.hint, "");
                names.insert(shareable.value.clone(), Literal::plain(&name));
                new.push(Table {
                    documentation: String::new(),
                    visibility: "",
                    name,
                    ty: shareable.ty.clone(),
                    value: shareable.value.clone(),
                });
            }
        }
        let tables_so_far = tables.iter_mut().chain(&mut shared);
        tables_so_far.for_each(|table| replace(&mut table.value, &names));
        shared.extend(new);
    }
}

fn outermost<'l>(literal: &'l Literal, found: &mut Vec<&'l Shareable>) {
    match literal {
        Literal::Shareable(shareable) => found.push(shareable),
        other => other
            .parts()
            .into_iter()
            .for_each(|part| outermost(part, found)),
    }
}

fn replace(literal: &mut Literal, names: &BTreeMap<Literal, Literal>) {
    match literal {
        Literal::Shareable(shareable) => {
            *literal = match names.get(&shareable.value) {
                Some(name) => name.clone(),
                None => std::mem::replace(&mut shareable.value, Literal::Plain(String::new())),
            };
        }
        other => other
            .parts_mut()
            .into_iter()
            .for_each(|part| replace(part, names)),
    }
}
