//! One table per format: texts that are, texts that are not.

use super::Format;

fn check(format: Format, right: &[&str], wrong: &[&str]) {
    for text in right {
        assert!(format.admits(text), "{format:?} should admit {text:?}");
    }
    for text in wrong {
        assert!(!format.admits(text), "{format:?} should refuse {text:?}");
    }
}

#[test]
fn integers_in_strings() {
    check(
        Format::Int32,
        &["0", "-2147483648", "2147483647"],
        &["2147483648", "", "-", "01", "1.0", "+1", " 1"],
    );
    check(
        Format::Int64,
        &["-9223372036854775808", "9223372036854775807"],
        &["9223372036854775808", "1e3", "abc"],
    );
    check(
        Format::Uint32,
        &["0", "4294967295"],
        &["-1", "-0", "4294967296"],
    );
    check(
        Format::Uint64,
        &["0", "18446744073709551615"],
        &["-1", "18446744073709551616", "1.5"],
    );
}

#[test]
fn integers_as_numbers() {
    for (format, right, wrong) in [
        (Format::Int32, "-2147483648", "2147483648"),
        (Format::Int64, "9223372036854775807", "-9223372036854775809"),
        (Format::Uint32, "-0", "-1"),
        (
            Format::Uint64,
            "18446744073709551615",
            "18446744073709551616",
        ),
        (Format::Float, "3e38", "4e38"),
        (Format::Double, "1e308", "1e309"),
    ] {
        assert!(
            format.admits_number(right, !right.contains('e')),
            "{format:?} {right}"
        );
        assert!(
            !format.admits_number(wrong, !wrong.contains('e')),
            "{format:?} {wrong}"
        );
    }
    assert!(Format::DateTime.admits_number("1", true));
}

#[test]
fn numbers_in_strings() {
    check(
        Format::Decimal,
        &["0", "-12.50", "1e400"],
        &["", ".5", "5.", "1,5", "NaN"],
    );
    check(Format::Float, &["1.5"], &["1e39"]);
    check(Format::Double, &["1e308"], &["1e309", "x"]);
}

#[test]
fn bytes_in_strings() {
    check(
        Format::Byte,
        &["", "QQ==", "QUI=", "QUJD", "a+/z"],
        &[
            "Q", "QQ", "QQ=", "QQ===", "Q===", "a-_z", "====", "QUJ\n", "QR==", "QUJ=",
        ],
    );
    check(
        Format::Base64Url,
        &["", "QQ", "QQ==", "QUI", "a-_z"],
        &["Q", "QQ=", "a+/z", "QR", "QUJ"],
    );
    check(Format::Hex, &["", "00", "aFfF"], &["0", "0g", "0x00"]);
}

#[test]
fn dates_and_times() {
    let right = [
        "2024-02-29T23:59:59Z",
        "1990-12-31T23:59:60Z",
        "1990-12-31T15:59:60.123-08:00",
        "2024-01-01t00:00:00.5+01:30z",
    ];
    check(
        Format::DateTime,
        right.get(..3).unwrap(),
        &[
            "2023-02-29T00:00:00Z",
            "2024-01-01T24:00:00Z",
            "2024-01-01T00:60:00Z",
            "2024-01-01T00:00:60Z",
            "2024-01-01T00:00:00",
            "2024-01-01 00:00:00Z",
            "2024-01-01T00:00:00.Z",
            "2024-01-01T00:00:00+24:00",
            "2024-01-01t00:00:00.5+01:30z",
            "2024-01-01",
        ],
    );
    check(
        Format::Date,
        &["2000-02-29", "2024-12-31"],
        &[
            "1900-02-29",
            "2024-13-01",
            "2024-04-31",
            "2024-1-01",
            "2024-00-10",
        ],
    );
}

#[test]
fn identifiers() {
    check(
        Format::Uuid,
        &["2eb8aa08-aa98-11ea-b4aa-73b441d16380"],
        &[
            "2eb8aa08aa9811eab4aa73b441d16380",
            "2eb8aa08-aa98-11ea-b4aa-73b441d1638g",
        ],
    );
}

#[test]
fn net() {
    check(
        Format::Uri,
        &[
            "https://user:pw@example.com:8080/a/b?c=d#e",
            "urn:isbn:0451450523",
            "mailto:a@example.com",
            "http://[2001:db8::7]:80/",
            "http://[v1.x]/",
            "a:",
        ],
        &[
            "",
            "//example.com/a",
            "/a",
            "a b:c",
            "http://[::1/",
            "http://a b/",
            "http://a/%zz",
            "1http://a",
            "http://a:b/",
            "http://é/",
        ],
    );
    check(
        Format::Email,
        &[
            "joe@example.com",
            "\"joe bloggs\"@example.com",
            "a+b@[127.0.0.1]",
            "a@[IPv6:::1]",
            "jöe@example.com",
        ],
        &[
            "joe",
            "@example.com",
            "joe@",
            ".a@example.com",
            "a..b@example.com",
            "a b@example.com",
            "a@[300.0.0.1]",
            "a@-b.com",
        ],
    );
    check(
        Format::Ipv4,
        &["127.0.0.1"],
        &["256.0.0.1", "127.0.1", "0x7f.0.0.1", "127.0.0.01"],
    );
    check(
        Format::Ipv6,
        &["::1", "2001:db8::192.0.2.1"],
        &["12345::", "::1%eth0", "1::2::3", ":1"],
    );
    check(
        Format::Hostname,
        &["example.com", "a-b.c1"],
        &["", "-a.com", "a_b.com", "a..b", "a.com."],
    );
}
