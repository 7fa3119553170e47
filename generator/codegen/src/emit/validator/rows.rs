//! `schemas/*.rs`: a row for each schema that has a name, is a body, or has properties of its own, as in
//!
//! ```text
//! /// `Channel`
//! pub static CHANNEL: Schema = Schema {
//!     name: "Channel",
//!     ty: Type::OBJECT,
//!     check: Check::new(Node::Object(&checks::channels::CHANNEL)),
//!     fields: &[
//!         Field { name: "active", ty: Type::BOOLEAN, position: at(18, 7), ..Field::DEFAULT },
//!     ],
//!     position: at(14, 3),
//!     ..Schema::DEFAULT
//! };
//! ```

use std::collections::BTreeMap;

use trueup_text::markdown::code;
use trueup_validator::registry::{Base, Field, Link, Position, Schema, Type, Upstream};

use super::items::{POSITION, registry};
use super::literal::{Item, Literal};
use super::module::{AT, Module, Places, Table};
use super::names::{Catalogue, Name, Scope};
use super::row::Row;
use super::tables::check;
use crate::render::HEADER;

const TYPE: Item = registry("Type");

/// The module of all rows.
const SCHEMAS: Item = Item {
    module: "crate",
    name: "schemas",
};

/// The modules, and the one that declares them.
pub(super) fn emit(catalogue: &Catalogue<'_>) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let mut declared = String::new();
    let same = |(a, _): &(Name, &Schema<'_>), (b, _): &(Name, &Schema<'_>)| a.module == b.module;
    for rows in catalogue.listed_rows.chunk_by(same) {
        let Some((Name { module, .. }, first)) = rows.first() else {
            continue;
        };
        let file = first.position.file;
        let printer = Printer {
            catalogue,
            module,
            file,
        };
        let mut scope = Scope::default();
        let tables = rows.iter().map(|(name, row)| {
            scope.take(&name.ident);
            printer.item(name, row)
        });
        let rows = Module {
            title: format!("Schemas of {}.", code(file)),
            declarations: String::new(),
            file,
            places: Places::Position,
            tables: tables.collect(),
        };
        declared.push_str(&format!("#[rustfmt::skip]\npub mod {module};\n"));
        files.extend(rows.files(&format!("src/schemas/{module}"), &scope));
    }
    files.insert(
        "src/schemas.rs".to_owned(),
        format!("// {HEADER}\n\n//! The schemas, by the file that they stand in.\n\n{declared}"),
    );
    files
}

/// Prints rows that stand in a module of one file.
#[derive(Clone, Copy)]
pub(super) struct Printer<'c, 'a> {
    pub(super) catalogue: &'c Catalogue<'a>,
    /// The module, if it is one of rows of schemas.
    pub(super) module: &'c str,
    pub(super) file: &'a str,
}

impl<'a> Printer<'_, 'a> {
    fn item(self, name: &Name, row: &'a Schema<'a>) -> Table {
        Table {
            documentation: code(row.name).to_string(),
            visibility: "pub ",
            name: name.ident.clone(),
            ty: registry("Schema").path(""),
            value: self.schema(row),
        }
    }

    fn schema(self, row: &'a Schema<'a>) -> Literal {
        let Schema {
            name,
            ty,
            check,
            fields,
            position,
            upstream,
            sensitive,
        } = *row;
        let check = self::check(self.catalogue, check.node());
        let mut row = Row::new(registry("Schema"))
            .text("name", name)
            .with("ty", self::ty(ty));
        if let Some(check) = check {
            row = row.with("check", check);
        }
        row.list(
            "fields",
            fields.iter().map(|field| self.field(field)).collect(),
        )
        .with("position", self.position(position))
        .optional("upstream", upstream.map(self::upstream))
        .flag("sensitive", sensitive)
        .done()
    }

    fn field(self, field: &Field<'a>) -> Literal {
        let Field {
            name,
            ty,
            required,
            alternative,
            nullable,
            deprecated,
            sensitive,
            schema,
            values,
            position,
            upstream,
        } = *field;
        let schema = schema.as_ref().and_then(Link::get);
        let schema = schema.and_then(|schema| self.row(schema));
        let link = schema.map(|row| registry("Link").call("::To", vec![row]));
        let row = Row::new(registry("Field"))
            .text("name", name)
            .with("ty", self::ty(ty))
            .flag("required", required)
            .flag("alternative", alternative)
            .flag("nullable", nullable)
            .flag("deprecated", deprecated)
            .flag("sensitive", sensitive)
            .optional("schema", link);
        self.values(row, name, values)
            .with("position", self.position(position))
            .optional("upstream", upstream.map(self::upstream))
            .done()
    }

    /// The column of the values of a field or parameter.
    pub(super) fn values(self, row: Row, name: &str, values: &[&str]) -> Row {
        match values.is_empty() {
            true => row,
            false => {
                let hint = format!("{name} values");
                let ty = Literal::plain("&[&str]");
                row.with("values", Literal::texts(values).shareable(ty, hint))
            }
        }
    }

    /// `&crate::schemas::channels::CHANNEL`
    pub(super) fn row(self, schema: &'a Schema<'a>) -> Option<Literal> {
        let Name { module, ident } = self.catalogue.row(schema)?;
        let path = match module == self.module {
            true => Literal::plain(ident),
            false => SCHEMAS.path(&format!("::{module}::{ident}")),
        };
        Some(path.reference())
    }

    /// `at(18, 7)`
    pub(super) fn position(self, position: Position<'a>) -> Literal {
        let Position { file, line, column } = position;
        let place = vec![Literal::plain(line), Literal::plain(column)];
        match file == self.file {
            true => AT.call("", place),
            false => {
                let file = vec![Literal::text(file)];
                POSITION.call("::new", [file, place].concat())
            }
        }
    }
}

/// `Type::STRING.with_format("int64")`
pub(super) fn ty(ty: Type<'_>) -> Literal {
    let Type {
        base,
        format,
        items,
    } = ty;
    if let Some(items) = items {
        return TYPE.call("::array", vec![self::ty(*items).reference()]);
    }
    let name = match base {
        Base::Any => "ANY",
        Base::String => "STRING",
        Base::Integer => "INTEGER",
        Base::Number => "NUMBER",
        Base::Boolean => "BOOLEAN",
        Base::Array => "ARRAY",
        Base::Object => "OBJECT",
    };
    match format {
        None => TYPE.path(&format!("::{name}")),
        Some(format) => TYPE.call(
            &format!("::{name}.with_format"),
            vec![Literal::text(format)],
        ),
    }
}

/// The variant of a status is what `Debug` shows.
pub(super) fn upstream(upstream: Upstream<'_>) -> Literal {
    let Upstream {
        name,
        status,
        since,
        instead,
        note,
    } = upstream;
    let ty = registry("Upstream");
    let hint = format!("{name} {status:?}");
    Row::new(ty)
        .text("name", name)
        .with(
            "status",
            registry("UpstreamStatus").path(&format!("::{status:?}")),
        )
        .optional("since", since.map(Literal::text))
        .optional("instead", instead.map(Literal::text))
        .optional("note", note.map(Literal::text))
        .done()
        .shareable(ty.path(""), hint)
}
