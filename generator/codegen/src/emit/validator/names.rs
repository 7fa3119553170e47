//! What an emitted validator holds, and what each part of it is called.
//!
//! A table is a static of its own, unless it is about a scalar that one table of its module asks for: then it is written
//! there.

use std::collections::{BTreeMap, BTreeSet};

use trueup_description::source::Sources;
use trueup_validator::registry::{Api, Position, Schema};
use trueup_validator::schema::SchemaLocation;
use trueup_validator::{Check, Node};

use super::table::{Key, Table};
use crate::names::{screaming, snake};

/// Names that differ from each other.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    taken: BTreeSet<String>,
    /// For a name that was wanted more than once, the first number that may be free.
    numbers: BTreeMap<String, u32>,
}

impl Scope {
    /// Takes a name.
    pub(super) fn take(&mut self, name: &str) {
        self.taken.insert(name.to_owned());
    }

    /// The name of a static: with a word more if it is taken, else with a number.
    pub(super) fn claim(&mut self, title: &str, word: &str) -> String {
        let longer = (!word.is_empty()).then(|| format!("{title} {word}"));
        let mut spoken = std::iter::once(title.to_owned()).chain(longer);
        let free = spoken.find_map(|text| self.free(&text));
        free.unwrap_or_else(|| self.numbered(title))
    }

    /// The name of a text, if nothing has it.
    fn free(&mut self, text: &str) -> Option<String> {
        let name = screaming(text).to_string();
        self.taken.insert(name.clone()).then_some(name)
    }

    /// The name of a text that others want too. Numbers that were tried once are not tried again.
    fn numbered(&mut self, title: &str) -> String {
        let wanted = screaming(title).to_string();
        let first = self.numbers.get(&wanted).copied().unwrap_or(2);
        let mut names = (first..).map(|number| (number, format!("{title} {number}")));
        let found = names.find_map(|(number, text)| Some((number, self.free(&text)?)));
        let (number, name) = found.unwrap_or_default();
        self.numbers.insert(wanted, number);
        name
    }
}

/// The name of a static and the module that it is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    pub(super) module: String,
    pub(super) ident: String,
}

/// A module for each document: `pets/toys.yaml` becomes `pets_toys`.
#[derive(Debug)]
pub(super) struct Modules(BTreeMap<String, String>);

impl Modules {
    pub(super) fn new(sources: &Sources) -> Self {
        let mut taken = BTreeSet::new();
        let mut modules = BTreeMap::new();
        for file in sources.ids() {
            let path = sources.path(file);
            let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
            let mut ident = snake(stem).to_string();
            while !taken.insert(ident.clone()) {
                ident.push_str("_file");
            }
            modules.insert(sources.shown(file), ident);
        }
        Self(modules)
    }

    pub(super) fn of(&self, file: &str) -> &str {
        self.0.get(file).map_or("", String::as_str)
    }
}

/// All rows and tables, each once, and their names.
#[derive(Debug)]
pub(super) struct Catalogue<'a> {
    pub(super) modules: Modules,
    /// What [`Node::Recursive`] means.
    circles: &'a [Node<'a>],
    rows: BTreeMap<usize, Name>,
    tables: BTreeMap<Key, Name>,
    /// The rows in the order of their names.
    pub(super) listed_rows: Vec<(Name, &'a Schema<'a>)>,
    /// The tables in the order of their names.
    pub(super) listed_tables: Vec<(Name, Table<'a>)>,
}

impl<'a> Catalogue<'a> {
    pub(super) fn new(api: &Api<'a>, sources: &Sources) -> Self {
        let modules = Modules::new(sources);
        let mut found = Found::default();
        found.api(api);
        let mut catalogue = Self {
            modules,
            circles: found.circles,
            rows: BTreeMap::new(),
            tables: BTreeMap::new(),
            listed_rows: Vec::new(),
            listed_tables: Vec::new(),
        };
        catalogue.name_rows(api, found.rows);
        catalogue.name_tables(found.tables, &found.uses);
        catalogue
    }

    /// Schemas that the document names come first, so that none loses its name to an unnamed one.
    fn name_rows(&mut self, api: &Api<'a>, mut rows: Vec<&'a Schema<'a>>) {
        let services = api.services.iter();
        let named = services.flat_map(|service| service.schemas).copied();
        let named: BTreeSet<usize> = named.map(address).collect();
        rows.sort_by_key(|row| {
            let Position { file, line, column } = row.position;
            (
                !named.contains(&address(*row)),
                row.name,
                file,
                line,
                column,
            )
        });
        let mut scopes: BTreeMap<String, Scope> = BTreeMap::new();
        for row in rows {
            let module = self.modules.of(row.position.file).to_owned();
            let ident = scopes
                .entry(module.clone())
                .or_default()
                .claim(row.name, "");
            let name = Name { module, ident };
            self.rows.insert(address(row), name.clone());
            self.listed_rows.push((name, row));
        }
        self.listed_rows
            .sort_by(|(a, _), (b, _)| (&a.module, &a.ident).cmp(&(&b.module, &b.ident)));
    }

    fn name_tables(&mut self, mut tables: Vec<Table<'a>>, uses: &BTreeMap<Key, Uses<'a>>) {
        tables.retain(|table| {
            let once = uses.get(&table.key()).and_then(Uses::only);
            !(table.is_scalar() && once == Some(table.location().file))
        });
        tables.sort_by_key(|table| {
            let SchemaLocation {
                name,
                file,
                line,
                column,
            } = table.location();
            (name, table.rank(), file, line, column)
        });
        let mut scopes: BTreeMap<String, Scope> = BTreeMap::new();
        for table in tables {
            let module = self.modules.of(table.location().file).to_owned();
            let scope = scopes.entry(module.clone()).or_default();
            let (title, word) = table.title();
            let ident = scope.claim(&title, word);
            let name = Name { module, ident };
            self.tables.insert(table.key(), name.clone());
            self.listed_tables.push((name, table));
        }
        self.listed_tables
            .sort_by(|(a, _), (b, _)| (&a.module, &a.ident).cmp(&(&b.module, &b.ident)));
    }

    /// The name of a schema's row.
    pub(super) fn row(&self, schema: &'a Schema<'a>) -> Option<&Name> {
        self.rows.get(&address(schema))
    }

    /// The name of a table; `None` for one that is written where it is needed.
    pub(super) fn table(&self, table: Table<'a>) -> Option<&Name> {
        self.tables.get(&table.key())
    }

    /// Whether a pattern is a regular expression.
    pub(super) fn needs_regex(&self) -> bool {
        let mut tables = self.listed_tables.iter();
        tables.any(|(_, table)| matches!(table, Table::Regex(..)))
    }

    /// Where a node leads, and whether `null` will do on the way there.
    pub(super) fn resolved(&self, node: Node<'a>) -> (bool, Node<'a>) {
        resolved(node, self.circles)
    }
}

/// Nodes that lead to nothing but each other ask nothing.
fn resolved<'a>(mut node: Node<'a>, circles: &'a [Node<'a>]) -> (bool, Node<'a>) {
    let mut nullable = false;
    // Each way to another node once, and `null` beside each.
    for _ in 0..=2 * circles.len() + 1 {
        match node {
            Node::Recursive(index) => {
                let target = circles.get(index as usize).copied();
                node = target.unwrap_or(Node::Any);
            }
            Node::Nullable(inner) => (nullable, node) = (true, *inner),
            other => return (nullable, other),
        }
    }
    (nullable, Node::Any)
}

fn address<T>(place: &T) -> usize {
    std::ptr::from_ref(place).addr()
}

/// Who refers to a table.
#[derive(Debug, Default)]
struct Uses<'a> {
    count: usize,
    /// The file of a table that does; `None` for a row.
    file: Option<&'a str>,
}

impl<'a> Uses<'a> {
    /// The file of the table that alone refers to it.
    fn only(&self) -> Option<&'a str> {
        self.file.filter(|_| self.count == 1)
    }
}

/// What the registry leads to.
#[derive(Debug, Default)]
struct Found<'a> {
    circles: &'a [Node<'a>],
    rows: Vec<&'a Schema<'a>>,
    seen: BTreeSet<usize>,
    tables: Vec<Table<'a>>,
    uses: BTreeMap<Key, Uses<'a>>,
}

impl<'a> Found<'a> {
    fn api(&mut self, api: &Api<'a>) {
        for service in api.services {
            let mut open: Vec<&'a Schema<'a>> = service.schemas.to_vec();
            for operation in service.requests() {
                for parameter in operation.parameters {
                    self.check(parameter.check);
                }
                for header in operation.responses.iter().flat_map(|it| it.headers) {
                    self.check(header.check);
                }
                let requests = operation.request.iter().flat_map(|body| body.content);
                let responses = operation.responses.iter().flat_map(|body| body.content);
                open.extend(requests.chain(responses).filter_map(|media| media.schema));
            }
            while let Some(row) = open.pop() {
                if self.seen.insert(address(row)) {
                    self.rows.push(row);
                    self.check(row.check);
                    open.extend(row.fields.iter().filter_map(|field| field.schema()));
                }
            }
        }
    }

    fn check(&mut self, check: Check<'a>) {
        if self.circles.is_empty() {
            self.circles = check.circles();
        }
        let mut open = Vec::from_iter(self.meet(check.node(), None));
        while let Some(table) = open.pop() {
            let file = Some(table.location().file);
            for node in table.nodes() {
                open.extend(self.meet(node, file));
            }
            for beside in table.beside() {
                open.extend(self.table(beside, file));
            }
        }
    }

    /// Counts what a node refers to; the table if it is met for the first time.
    fn meet(&mut self, node: Node<'a>, file: Option<&'a str>) -> Option<Table<'a>> {
        let (_, node) = resolved(node, self.circles);
        self.table(Table::of(node)?, file)
    }

    fn table(&mut self, table: Table<'a>, file: Option<&'a str>) -> Option<Table<'a>> {
        let uses = self.uses.entry(table.key()).or_default();
        uses.count += 1;
        uses.file = file;
        if uses.count > 1 {
            return None;
        }
        self.tables.push(table);
        Some(table)
    }
}

#[cfg(test)]
mod tests {
    use super::Scope;

    // Each of them looking from 2 on would try 200,000,000 names.
    #[test]
    fn a_name_that_many_want_is_numbered_on() {
        let mut scope = Scope::default();
        let mut last = String::new();
        for _ in 0..20_000 {
            last = scope.claim("x", "");
        }
        assert_eq!(last, "X_20000");
        scope.take("X_20001");
        assert_eq!(scope.claim("x", "word"), "X_WORD");
        assert_eq!(scope.claim("x", "word"), "X_20002");
    }
}
