//! Pages of operations that bodies alone tell apart, and of names and words that are read as others.

use super::judged;

const DESCRIPTION: &str = "\
openapi: 3.0.3
info: {title: Apart, version: '1'}
servers: [{url: 'https://a.example/v1'}]
tags: [{name: First}, {name: Second}]
paths:
  /files/{id}#add:
    put:
      operationId: addLink
      summary: Add a link
      tags: [Second]
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      requestBody:
        required: true
        content: {application/json: {schema: {type: object, required: [link], properties: {link: {type: object, required: [to], properties: {to: {type: string}}}}}}}
      responses: {'204': {description: Done.}}
  /files/{id}:
    put:
      operationId: rename
      summary: Rename a file
      tags: [First]
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      requestBody:
        required: true
        content: {application/json: {schema: {type: object, required: [name], properties: {name: {type: string}}}}}
      responses: {'204': {description: 'You should answer with 200 OK, or 204.'}}
  //root\":
    post:
      operationId: root
      tags: [Second]
      requestBody:
        required: true
        content:
          application/x-www-form-urlencoded:
            schema: {type: object, required: ['ids[]'], properties: {'ids[]': {type: array, items: {type: integer}}, to: {type: object, properties: {'at[]': {type: array, items: {type: string}}}}}}
      responses:
        '200': {description: Ok., content: {application/json: {schema: {$ref: '#/components/schemas/io.note'}}}}
        '400':
          description: Wrong.
          content:
            application/json:
              schema: {type: object, properties: {errors: {type: array, items: {type: object, properties: {title: {type: string}}}}}}
              examples:
                one: {summary: Fields required, value: {errors: [{title: No.}]}}
                two: {summary: 404 Not found, value: {errors: [{title: No.}]}}
      callbacks:
        note:
          '{$request.body#/to}':
            post:
              requestBody: {content: {application/json: {schema: {type: object, required: [what], properties: {what: {type: string}}}}}}
              responses:
                '200': {description: Seen.}
                '422': {description: No., content: {application/json: {schema: {type: object, required: [why], properties: {why: {type: string}}}, example: {why: Late.}}}}
  /other:
    get:
      operationId: other
      tags: [First]
      responses:
        '200': {description: Ok., content: {application/json: {schema: {$ref: '#/components/schemas/note'}}}}
        '400': {description: Wrong., content: {application/json: {schema: {type: object, properties: {errors: {type: array, items: {type: object, properties: {title: {type: string}, code: {type: integer}}}}}}}}}
components:
  schemas:
    note: {type: object, required: [id], properties: {id: {type: string}, at: {$ref: '#/components/schemas/io.time'}}}
    io.note: {type: object, properties: {note: {$ref: '#/components/schemas/note'}}}
    io.time: {type: string, format: date-time, description: A time.}
";

/// Operations at one path are told apart by their summaries and bodies, paths may begin with two slashes and hold what no URL
/// holds, names may end in brackets, an object may be called as a callback is, and captions announce nothing.
#[test]
fn pages_of_what_bodies_tell_apart_are_right() {
    let judged = judged("apart.yaml", DESCRIPTION.to_owned()).unwrap();
    let said = judged.faults.iter();
    let said: Vec<_> = said
        .map(|fault| format!("{}: {}", fault.code, fault.text))
        .collect();
    assert_eq!((judged.calls, said.as_slice()), (4, &[][..]));
}

const ELSEWHERE: &str = "\
openapi: 3.0.3
info: {title: Elsewhere, version: '1'}
servers: [{url: 'https://a.example/v1'}]
paths:
  /files:
    get:
      operationId: files
      parameters:
        - {name: page, in: query, required: true, schema: {$ref: '#/components/schemas/Page'}, example: {size: 2, sort: ['a,desc', b]}}
        - {name: X-Note, in: header, required: true, schema: {type: string}, example: \"one\\r\\nInjected: two\"}
      responses: {'204': {description: Done.}}
    post:
      operationId: upload
      servers: [{url: 'https://{part}.uploads.test/v2', variables: {part: {default: eu}}}]
      requestBody: {required: true, content: {application/json: {schema: {type: object, required: [id], properties: {id: {type: integer}}}}}}
      responses: {'204': {description: Done.}}
  /times:
    servers: [{url: 'https://times.test'}]
    get:
      operationId: times
      responses: {'204': {description: Done.}}
components:
  schemas:
    Page: {type: object, required: [sort], properties: {size: {type: integer}, sort: {type: array, items: {type: string}}}}
";

/// A call of an operation that has servers of its own is shown at one of them, and is known there. A list in an object of a
/// query repeats its name, and no example of a header begins another.
#[test]
fn pages_of_operations_with_servers_of_their_own_are_right() {
    let judged = judged("elsewhere.yaml", ELSEWHERE.to_owned()).unwrap();
    let said = judged.faults.iter();
    let said: Vec<_> = said
        .map(|fault| format!("{}: {}", fault.code, fault.text))
        .collect();
    assert_eq!((judged.calls, said.as_slice()), (3, &[][..]));
}
