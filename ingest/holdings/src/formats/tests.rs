//! Tests of what stands beside them.

use super::*;

#[test]
fn recognises_by_content() {
    let xml = |name: &str| {
        format!("\u{feff}<?xml version=\"1.0\"?>\n<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:{name}\">")
    };
    for (text, format) in [
        (xml("semt.002.001.11"), Some(Format::Semt002)),
        (xml("camt.053.001.08"), Some(Format::Camt053)),
        (xml("pain.001.001.09"), None),
        (
            "{1:F01AAAAUS33AXXX0000000000}{2:O535".into(),
            Some(Format::Mt535),
        ),
        (":16R:GENL\r\n".into(), Some(Format::Mt535)),
        (":20:1\r\n:25:1".into(), Some(Format::Mt940)),
        ("{1:F01A}{2:I950A}{4:\n:20:1".into(), Some(Format::Mt940)),
        ("{4:\n:20:1\n".into(), Some(Format::Mt940)),
        ("{1:F01A}{2:O9421}".into(), Some(Format::Mt940)),
        ("{1:F01A}{2:O5361}".into(), Some(Format::Mt535)),
        (
            "{1:F21A}{4:{451:0}}{1:F01A}{2:O5351}".into(),
            Some(Format::Mt535),
        ),
        ("\u{1}{1:F01A}{2:O5351".into(), Some(Format::Mt535)),
        (xml("camt.052.001.08"), Some(Format::Camt052)),
        (
            "01,BANK,FUND,261120,2200,1,,,2/\r\n02,".into(),
            Some(Format::Bai2),
        ),
        ("01,US912797RS85,5\n".into(), Some(Format::Csv)),
        ("PK\u{3}\u{4}\u{14}".into(), Some(Format::Xlsx)),
        ("account,instrument,quantity\n".into(), Some(Format::Csv)),
        (String::new(), Some(Format::Csv)),
        ("PAR1\0\0".into(), None),
    ] {
        assert_eq!(Format::recognise(text.as_bytes()).ok(), format, "{text}");
    }
}

#[test]
fn says_what_a_file_is_that_is_not_read() {
    for start in [&b"\xd0\xcf\x11\xe0"[..], b"%PDF-1.7\n"] {
        let found = Format::recognise(start);
        assert!(matches!(found, Err(InputError::OtherFile { .. })));
    }
    let found = Format::recognise(b"\xff\xfea\0c\0");
    let message = "expected a statement or a list, found UTF-16; save the file as UTF-8";
    assert_eq!(found.unwrap_err().to_string(), message);
}

#[test]
fn messages_name_every_format() {
    let error = Format::recognise(b"\0").unwrap_err();
    assert_eq!(
        error.to_string(),
        "expected semt.002, MT535, MT940, camt.053, camt.052, BAI2, xlsx or CSV, found bytes that are no text; ask the custodian for one of these"
    );
    let found = |text: &str| Format::recognise(text.as_bytes()).unwrap_err().to_string();
    let pain = "<?xml version=\"1.0\"?><Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.001.001.09\">";
    assert!(found(pain).contains("found the message pain.001.001.09 of ISO 20022; ask"));
    assert!(found("<html>").contains("found another XML document; ask"));
}
