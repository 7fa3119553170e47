//! The same calls in each language, and what is none.

use super::clients::Scope;
use super::read::read;
use crate::document::call::Call;
use crate::document::text::Mapped;

fn one(text: &str) -> Call {
    let mut read = read(&Mapped::verbatim(text, 0), &mut Scope::default());
    assert_eq!(read.calls.len(), 1, "{text}\n{read:#?}");
    read.calls.remove(0)
}

/// The same call in each language: `POST https://h.example/x/{id}?a=1` with a credential and a body.
#[test]
fn every_language_makes_the_same_call() {
    let programs = [
        "const response = await fetch(`https://h.example/x/${id}?a=1`, {\n  method: 'POST',\n  headers: { 'Authorization': `Bearer ${token}`, 'Content-Type': 'application/json' },\n  body: JSON.stringify({ name: 'n', count: 2, on: true }),\n});",
        "axios.post('https://h.example/x/' + id, { name: 'n', count: 2, on: true }, { headers: { Authorization: 'Bearer ' + token }, params: { a: 1 } })\n  .then((response) => console.log(response.data));",
        "let config = { method: 'post', url: 'https://h.example/x/{id}?a=1', headers: { 'Authorization': 'Bearer <token>' }, data : JSON.stringify({\"name\": \"n\", \"count\": 2, \"on\": true}) };\naxios(config).then(function (response) { console.log(response); });",
        "import requests\n\nurl = f\"https://h.example/x/{item['id']}\"\npayload = {\"name\": \"n\", \"count\": 2, \"on\": True}\nheaders = {'Authorization': 'Bearer ' + token}\nresponse = requests.post(url, params={\"a\": 1}, json=payload, headers=headers)\nprint(response.json())",
        "with httpx.Client(base_url=\"https://h.example\") as client:\n    pass\nclient = httpx.Client(base_url=\"https://h.example\")\nclient.post(f\"/x/{id}?a=1\", json={\"name\": \"n\", \"count\": 2, \"on\": True}, headers={\"Authorization\": \"Bearer x\"})",
        "url := \"https://h.example/x/\" + id + \"?a=1\"\npayload := strings.NewReader(`{\"name\": \"n\", \"count\": 2, \"on\": true}`)\nreq, err := http.NewRequest(\"POST\", url, payload)\nif err != nil {\n  return\n}\nreq.Header.Add(\"Authorization\", \"Bearer x\")\nres, err := http.DefaultClient.Do(req)",
        "$body = @{\n  name = \"n\"\n  count = 2\n  on = $true\n}\nInvoke-RestMethod -Uri \"https://h.example/x/${id}?a=1\" -Method Post `\n  -Headers @{ \"Authorization\" = \"Bearer x\" } `\n  -Body ($body | ConvertTo-Json) -ContentType 'application/json'\nWrite-Output done",
        "let response = reqwest::Client::new()\n    .post(format!(\"https://h.example/x/{}?a=1\", id))\n    .bearer_auth(token)\n    .json(&json!({\"name\": \"n\", \"count\": 2, \"on\": true}))\n    .send()\n    .await?;",
        "url = URI(\"https://h.example/x/#{id}?a=1\")\nrequest = Net::HTTP::Post.new(url)\nrequest[\"Authorization\"] = \"Bearer x\"\nrequest.body = JSON.dump({\"name\": \"n\", \"count\": 2, \"on\": true})",
        "Request request = new Request.Builder()\n  .url(\"https://h.example/x/{id}?a=1\")\n  .method(\"POST\", RequestBody.create(mediaType, \"{\\\"name\\\": \\\"n\\\", \\\"count\\\": 2, \\\"on\\\": true}\"))\n  .addHeader(\"Authorization\", \"Bearer x\")\n  .build();",
        "<?php\n\n$curl = curl_init();\n\ncurl_setopt_array($curl, array(\n  CURLOPT_URL => 'https://h.example/x/{id}?a=1',\n  CURLOPT_RETURNTRANSFER => true,\n  CURLOPT_ENCODING => '',\n  CURLOPT_TIMEOUT => 0,\n  CURLOPT_HTTP_VERSION => CURL_HTTP_VERSION_1_1,\n  CURLOPT_CUSTOMREQUEST => 'POST',\n  CURLOPT_POSTFIELDS =>'{\n  \"name\": \"n\", \"count\": 2, \"on\": true\n}',\n  CURLOPT_HTTPHEADER => array(\n    'Accept: application/json',\n    'Authorization: Token x'\n  ),\n));\n\n$response = curl_exec($curl);\n\ncurl_close($curl);\necho $response;",
        "curl_setopt_array($curl, array(\n  CURLOPT_URL => 'https://h.example/x/{id}?a=1',\n  CURLOPT_CUSTOMREQUEST => 'POST',\n  CURLOPT_POSTFIELDS =>'{\n  \"name\": \"n\", \"count\": 2, \"on\": true\n}',\n  CURLOPT_HTTPHEADER => array('Authorization: Bearer x')\n));",
    ];
    for program in programs {
        let call = one(program);
        assert_eq!(call.effective_method(), "POST", "{program}");
        let url = call.url.as_ref().unwrap().text.text();
        assert!(
            url.starts_with("https://h.example/x/") && url.ends_with("?a=1"),
            "{url}\n{program}"
        );
        let id = url.split(['/', '?']).nth(4).unwrap();
        assert!(id.contains('{') && id.ends_with('}'), "{url}\n{program}");
        assert_eq!(call.header("Authorization").count(), 1, "{program}");
        assert_eq!(call.data.len(), 1, "{program}");
        let body: serde_json::Value =
            serde_json::from_str(call.data[0].text.text()).expect(program);
        assert_eq!(
            body,
            serde_json::json!({"name": "n", "count": 2, "on": true}),
            "{program}"
        );
    }
}

#[test]
fn places_lead_back_to_the_program() {
    let program = "fetch('/x', {body: JSON.stringify({name: 5})})";
    let body = one(program).data[0].text.clone();
    let at = body.source(body.text().find("name").unwrap());
    assert_eq!(program.get(at..at + 4), Some("name"));
}

#[test]
fn what_is_no_call_is_none() {
    for program in [
        "const map = new Map(); map.get('/x'); cache.delete(\"key\")",
        "fn main() { let a: &'static str = \"it's\"; println!(\"{}\", a); }",
        "import OpenAI from 'openai'\nclient.chat.completions.create(model='x')",
        "((((((((",
        "'",
        "{{{{[[[[",
    ] {
        let read = read(&Mapped::verbatim(program, 0), &mut Scope::default());
        assert!(read.calls.is_empty(), "{program}: {read:?}");
    }
    // However deep and long, there is an end to it.
    for deep in ["(", "{", "[", "a(", "{a:", "=>{"] {
        let program = format!("fetch('/x', {})", deep.repeat(20_000));
        read(&Mapped::verbatim(&program, 0), &mut Scope::default());
    }
}
