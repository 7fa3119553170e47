//! What a team decides once: base URLs, prefixes, folders, codes.

use std::path::Path;

use trueup_docs::document::{Complete, Options, Pages, check_with};
use trueup_docs::settings::Settings;

use super::{SHELF, lines, with};

fn said(settings: &str, file: &str, text: &str) -> Vec<String> {
    let other = SHELF
        .replace("/books/{id}", "/books/{isbn}")
        .replace("name: id,", "name: isbn,");
    let settings = Settings::parse(settings, Path::new("docs"));
    let documents = [(file.to_owned(), text.to_owned())];
    let options = Options {
        complete: Complete::No,
    };
    let pages = Pages {
        documents: &documents,
        beside: &[],
    };
    let found = with(&[SHELF, &other], |api| {
        settings.map(|settings| check_with(api, pages, options, &settings))
    });
    found.map_or_else(|error| vec![error], |found| lines(&found))
}

#[test]
fn prefixes_stand_in_front_of_paths() {
    let text = "#### GET /v1.24/books/{id}\n\n```sh\ncurl -u a:b http://localhost:8108/v1.24/books/7\n```\n";
    assert_eq!(said("prefixes = ['/v1.24']", "docs/a.md", text), [""; 0]);
    assert_eq!(
        said("", "docs/a.md", text),
        ["unknown-endpoint nothing is described for `GET /v1.24/books/{id}`"]
    );
}

#[test]
fn base_urls_count_beside_those_of_the_description() {
    let text = "# Read\n\n```sh\ncurl -u a:b https://staging.test/shelf/bokos\n```\n";
    let told = ["unknown-endpoint nothing is described for `GET /shelf/bokos`"];
    let settings = "servers = ['https://staging.test/shelf']";
    assert_eq!(said(settings, "docs/a.md", text), told);
    assert_ne!(said("", "docs/a.md", text), told);
}

#[test]
fn a_folder_belongs_to_a_service() {
    let text = "#### GET /books/{isbn}\n";
    let settings = "[folders]\nnew = 'api1'\nold = 'api0'\n";
    assert_eq!(said(settings, "docs/new/a.md", text), [""; 0]);
    assert_eq!(
        said(settings, "docs/old/a.md", text),
        ["path-parameter the path parameter is called `id`, not `isbn`"]
    );
}

#[test]
fn codes_weigh_what_was_decided() {
    let text = "#### GET /bokos\n";
    let settings = |level: &str| {
        format!("[codes]\nunknown-endpoint = {{ level = '{level}', reason = 'next week' }}\n")
    };
    assert_eq!(said(&settings("allow"), "docs/a.md", text), [""; 0]);
    assert_eq!(
        said(&settings("note"), "docs/a.md", text),
        ["unknown-endpoint nothing is described for `GET /bokos`"]
    );
}
