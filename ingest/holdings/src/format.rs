//! Which format a file is of.

/// A format of holdings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// ISO 20022 semt.002.001.11
    Semt002,
    /// SWIFT MT535
    Mt535,
    /// ISO 20022 camt.053.001
    Camt053,
    /// BAI2
    Bai2,
    /// CSV
    Csv,
}

/// As much of a file as is looked at, in bytes.
pub const LOOK: usize = 4096;

impl Format {
    /// Every format, in the order in which help shows them.
    pub const ALL: [Format; 5] = [
        Format::Semt002,
        Format::Mt535,
        Format::Camt053,
        Format::Bai2,
        Format::Csv,
    ];

    /// The name that a command line has for it.
    pub const fn name(self) -> &'static str {
        match self {
            Format::Semt002 => "semt002",
            Format::Mt535 => "mt535",
            Format::Camt053 => "camt053",
            Format::Bai2 => "bai2",
            Format::Csv => "csv",
        }
    }

    /// The standard that it is of.
    pub const fn standard(self) -> &'static str {
        match self {
            Format::Semt002 => "ISO 20022 semt.002.001.11",
            Format::Mt535 => "SWIFT MT535",
            Format::Camt053 => "ISO 20022 camt.053.001",
            Format::Bai2 => "BAI2",
            Format::Csv => "CSV",
        }
    }

    /// Recognises a format by the first bytes of a file. What is nothing else is CSV, unless it is no text.
    pub fn recognise(start: &[u8]) -> Option<Format> {
        let start = start.get(..LOOK).unwrap_or(start);
        let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start);
        let start = start.trim_ascii_start();
        let holds = |text: &[u8]| start.windows(text.len()).any(|window| window == text);
        if start.starts_with(b"<") {
            return match () {
                () if holds(b"tech:xsd:semt.002.") => Some(Format::Semt002),
                () if holds(b"tech:xsd:camt.053.") => Some(Format::Camt053),
                () => None,
            };
        }
        if start.starts_with(b"{1:") || start.starts_with(b"{4:") || start.starts_with(b":16R:") {
            return Some(Format::Mt535);
        }
        let first = start.split(|b| *b == b'\n').next().unwrap_or_default();
        if first.starts_with(b"01,") && first.trim_ascii_end().ends_with(b"/") {
            return Some(Format::Bai2);
        }
        (!start.contains(&0)).then_some(Format::Csv)
    }
}

#[cfg(test)]
mod tests {
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
            (
                "01,BANK,FUND,261120,2200,1,,,2/\r\n02,".into(),
                Some(Format::Bai2),
            ),
            ("01,US912797RS85,5\n".into(), Some(Format::Csv)),
            ("account,instrument,quantity\n".into(), Some(Format::Csv)),
            (String::new(), Some(Format::Csv)),
            ("PAR1\0\0".into(), None),
        ] {
            assert_eq!(Format::recognise(text.as_bytes()), format, "{text}");
        }
    }
}
