//! Parameters and properties in lists, tables and components.

use super::{codes, seen};

#[test]
fn rows_are_read_in_every_form() {
    let query = "# All\n\n`GET /tours`\n\n";
    for rows in [
        "**Query parameters**:\n\n-   **region** – where\n-   **limit** – how many",
        "### Parameters\n\n- `region` (string) – where\n- `limit` (integer: 10) – how many",
        "### Parameters\n\n- `region` `(string: \"\")` – where\n- `limit` `(integer: <optional>)` – how many",
        "### Query parameters\n\n* `region`: where\n* `limit`: how many",
        "### Parameters\n\n| Parameter | Type | Description |\n|---|---|---|\n| _region_ | String | where |\n| _limit_ | integer | how many |",
        "### Parameters\n\n| Parameter | Description |\n|---|---|\n| `region` | where |\n| `limit` | how many |",
        "### Query Parameters\n\n<Properties>\n  <Property name=\"region\" type=\"string\" required={false}>\n    where\n  </Property>\n  <Property name=\"limit\" type=\"integer\">\n    how many\n  </Property>\n</Properties>",
        "<ParamField query=\"region\" type=\"string\">\n  where\n</ParamField>\n<ParamField query=\"limit\" type=\"integer\">\n  how many\n</ParamField>",
        "### Parameters\n\n<table>\n<tr><th>Name</th><th>Type</th></tr>\n<tr><td><code>region</code></td><td>string</td></tr>\n<tr><td><code>limit</code></td><td>integer</td></tr>\n</table>",
        "### Parameters\n\n<dl>\n<dt><code>region</code></dt>\n<dd>string. Where.</dd>\n<dt>limit</dt>\n<dd>integer. How many.</dd>\n</dl>",
    ] {
        let text = format!("{query}{rows}\n");
        seen("a.mdx", &text, "region", "regoin", "unknown-parameter");
        if rows.contains("integer") {
            seen("a.mdx", &text, "integer", "boolean", "parameter-type");
        }
    }
}

#[test]
fn what_stands_below_a_row_is_a_property_of_it() {
    let body = "# Add\n\n`POST /tours`\n\n";
    for rows in [
        "**Request body**\n\n- **title** (string, required) – what\n- **seats** (integer) – how many\n- **guide** – who\n    - **name** – called\n    - **age** (integer) – old",
        "### Body parameters\n\n| Name | Type |\n|---|---|\n| title | string, required |\n| seats | integer |\n| guide | object |\n| └ name | string |\n| └ age | integer |",
        "### Request-Body Parameters\n\n<Properties><Property name=\"title\" type=\"string\" required={true}>\n  what\n</Property>\n<Property name=\"seats\" type=\"integer\">\n  how many\n</Property>\n<Property name=\"guide\" type=\"object\">\n  <details>\n  <summary>More</summary>\n  <Properties><Property name=\"name\" type=\"string\">\n  called\n  </Property>\n  <Property name=\"age\" type=\"integer\">\n  old\n  </Property></Properties>\n  </details>\n</Property></Properties>",
    ] {
        let text = format!("{body}{rows}\n");
        seen("a.mdx", &text, "age", "aeg", "unknown-parameter");
        seen("a.mdx", &text, "seats", "saets", "unknown-parameter");
    }
}

#[test]
fn values_below_a_row_are_no_properties() {
    let text = "# All\n\n`GET /tours`\n\n**Query parameters**\n\n- `region` (string): one of\n  - `north`: cold\n  - `south`: warm\n- `limit`: how many\n";
    assert_eq!(codes("a.md", text), []);
}

#[test]
fn several_lists_are_about_several_things() {
    let text = "# Add\n\n`POST /tours`\n\nThe body has these fields:\n\n- `title`: what\n- `seats`: how many\n\nThe response has these fields:\n\n- `id`: number\n- `title`: what\n";
    seen("a.md", text, "seats", "saets", "unknown-parameter");
    seen("a.md", text, "`id`", "`idd`", "unknown-parameter");
}

#[test]
fn other_lists_are_none_of_parameters() {
    let text = "# All\n\n`GET /tours`\n\nIt takes a while:\n\n- `cold` – in winter\n- `warm` – in summer\n";
    assert_eq!(codes("a.md", text), []);
}
