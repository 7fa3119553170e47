//! JSON-Schema-Test-Suite, draft 4, through generated and compiled code.

use std::collections::BTreeMap;

use oracle::API;

#[test]
fn all_verdicts_are_right() {
    let groups = json_schema_suite::groups().unwrap();
    let (mut judged, mut wrong, mut left_out) = (0, Vec::new(), BTreeMap::<_, Vec<_>>::new());
    for group in &groups {
        if let Err(reason) = group.schemas {
            left_out
                .entry(reason)
                .or_default()
                .push((group, group.tests.len()));
            continue;
        }
        let schema = API
            .schema(&group.name)
            .unwrap_or_else(|| panic!("no schema {}", group.name));
        for test in &group.tests {
            let key = (
                group.file.as_str(),
                group.description.as_str(),
                test.description.as_str(),
            );
            let verdict = schema.validate(test.data.to_string().as_bytes());
            judged += 1;
            if verdict.is_ok() != test.valid {
                wrong.push(format!("{key:?}: {} is said to be {verdict:?}", test.data));
            }
        }
    }
    let count: usize = left_out.values().flatten().map(|(_, tests)| tests).sum();
    println!("{judged} texts judged, {count} left out:");
    for (reason, groups) in &left_out {
        println!("  {reason}:");
        for (group, tests) in groups {
            println!("    {} / {} ({tests})", group.file, group.description);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(
        judged > 300 && count < 60,
        "{judged} judged, {count} left out"
    );
}
