//! Calls in the languages that people show them in.

use super::seen;

/// Each adds a tour of three seats.
const CALLS: [(&str, &str); 22] = [
    (
        "sh",
        "curl http://localhost:7000/api/tours -H 'Content-Type: application/json' -d '{\"title\": \"a\", \"seats\": 3}'",
    ),
    (
        "",
        "curl http://localhost:7000/api/tours --json '{\"title\": \"a\", \"seats\": 3}'",
    ),
    (
        "powershell",
        "curl 'http://localhost:7000/api/tours' \\\n  --json '{\"title\": \"a\", \"seats\": 3}'",
    ),
    (
        "console",
        "$ curl http://localhost:7000/api/tours \\\n>   --json '{\"title\": \"a\", \"seats\": 3}'",
    ),
    (
        "bash",
        "curl http://localhost:7000/api/tours -H 'Content-Type: application/json' -d @- <<EOF\n{\"title\": \"a\", \"seats\": 3}\nEOF",
    ),
    (
        "http",
        "POST /api/tours HTTP/1.1\nHost: localhost:7000\nContent-Type: application/json\n\n{\"title\": \"a\", \"seats\": 3}",
    ),
    (
        "",
        "POST /api/tours HTTP/1.1\nContent-Type: application/json\n\n{\"title\": \"a\", \"seats\": 3}",
    ),
    ("sh", "http POST localhost:7000/api/tours title=a seats:=3"),
    (
        "sh",
        "wget --post-data '{\"title\": \"a\", \"seats\": 3}' --header 'Content-Type: application/json' http://localhost:7000/api/tours",
    ),
    (
        "powershell",
        "Invoke-RestMethod -Uri http://localhost:7000/api/tours -Method Post -Body '{\"title\": \"a\", \"seats\": 3}' -ContentType 'application/json'",
    ),
    (
        "powershell",
        "$body = @{\n  title = 'a'\n  seats = 3\n} | ConvertTo-Json\nInvoke-WebRequest -Method POST -Uri \"$base/tours\" -Body $body",
    ),
    (
        "js",
        "await fetch(`${BASE}/tours`, {\n  method: 'POST',\n  body: JSON.stringify({ title, seats: 3 }),\n});",
    ),
    (
        "javascript",
        "axios.post('http://localhost:7000/api/tours', { title: 'a', seats: 3 })",
    ),
    (
        "ts",
        "const api = axios.create({ baseURL: 'http://localhost:7000/api' });\nconst tour: Tour = await api.post('/tours', {\n  title: 'a',\n  seats: 3,\n});",
    ),
    (
        "js",
        "axios({ method: 'post', url: '/api/tours', data: { title: 'a', seats: 3 } }).then((it) => console.log(it));",
    ),
    (
        "python",
        "import requests\nrequests.post(\"http://localhost:7000/api/tours\", json={\"title\": \"a\", \"seats\": 3})",
    ),
    (
        "python",
        "r = httpx.request(\"POST\", BASE + \"/tours\", content=json.dumps({\n    'title': title,\n    'seats': 3,\n}))",
    ),
    (
        "py",
        "s = requests.Session()\ns.post(f\"{BASE}/tours\", json={\"title\": \"a\", \"seats\": 3})",
    ),
    (
        "go",
        "body := strings.NewReader(`{\"title\": \"a\", \"seats\": 3}`)\nreq, _ := http.NewRequest(http.MethodPost, base+\"/tours\", body)\nreq.Header.Set(\"Content-Type\", \"application/json\")",
    ),
    (
        "go",
        "resp, err := http.Post(\"http://localhost:7000/api/tours\", \"application/json\", bytes.NewBuffer([]byte(`{\"title\": \"a\", \"seats\": 3}`)))",
    ),
    (
        "rust",
        "let tour = client\n    .post(\"http://localhost:7000/api/tours\")\n    .json(&json!({\"title\": \"a\", \"seats\": 3}))\n    .send()\n    .await?;",
    ),
    (
        "",
        "curl --request POST \\\n  --url http://localhost:7000/api/tours \\\n  --header 'Content-Type: application/json' \\\n  --data-raw '{\"title\": \"a\", \"seats\": 3}'",
    ),
];

#[test]
fn a_call_is_judged_whatever_it_is_written_in() {
    for (language, call) in CALLS {
        let text = format!("# Add\n\nLike this.\n\n```{language}\n{call}\n```\n");
        seen("a.md", &text, "tours", "tuors", "unknown-endpoint");
        let (right, wrong) = match call.contains("seats:=3") {
            true => ("seats:=3", "seats=3"),
            false if call.contains("seats = 3") => ("seats = 3", "seats = '3'"),
            false if call.contains("seats: 3") => ("seats: 3", "seats: '3'"),
            false if call.contains("'seats': 3") => ("'seats': 3", "'seats': '3'"),
            false => ("\"seats\": 3", "\"seats\": \"3\""),
        };
        seen("a.md", &text, right, wrong, "type");
    }
}

#[test]
fn calls_in_a_line_are_calls() {
    let text = "# Add\n\n- All of them\n\n  `curl 'http://localhost:7000/api/tours?limit=3'`\n";
    seen("a.md", text, "tours", "tuors", "unknown-endpoint");
    seen("a.md", text, "limit=3", "limit=x", "bad-parameter");
}

#[test]
fn what_is_handed_over_apart_is_a_part_of_the_query() {
    for call in [
        "requests.get(\"http://localhost:7000/api/tours\", params={\"limit\": 3})",
        "axios.get('/api/tours', { params: { limit: 3 } })",
        "reqwest::Client::new().get(\"http://localhost:7000/api/tours\").query(&[(\"limit\", \"3\")]).send()",
        "http localhost:7000/api/tours limit==3",
        "curl -G http://localhost:7000/api/tours -d limit=3",
    ] {
        let text = format!("# All\n\n```\n{call}\n```\n");
        seen("a.md", &text, "limit", "limits", "unknown-parameter");
    }
}

#[test]
fn what_a_command_prints_is_the_answer() {
    for answer in ["{\n  \"id\": 7\n}", "HTTP/1.1 200 OK\n\n{\n  \"id\": 7\n}"] {
        let text = format!(
            "# One\n\n```console\n$ curl -i http://localhost:7000/api/tours/7\n{answer}\n```\n"
        );
        seen("a.md", &text, "\"id\": 7", "\"id\": \"x\"", "type");
    }
}

#[test]
fn what_is_not_read_is_named() {
    let text = "# All\n\n```swift\nlet task = URLSession.shared.dataTask(with: URL(string: \"http://localhost:7000/api/tours\")!)\n```\n";
    assert_eq!(super::codes("a.md", text), [(4, "not-compared")]);
}

#[test]
fn what_goes_nowhere_is_named() {
    let text = "# All\n\n```js\nconst tours = await fetch(address);\n```\n";
    assert_eq!(super::codes("a.md", text), [(4, "not-compared")]);
}
