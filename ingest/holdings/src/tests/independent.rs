//! Files that independent software wrote, by `independent/make.py`, which has the names and versions of the packages.

use super::support::*;

/// Files of a folder, by their names.
macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        [$(($name, include_str!(concat!("independent/", $name)))),+]
    };
}

#[test]
fn camt_of_every_version_is_read() {
    // pyiso20022 1.6.2, from the published schemas.
    for (name, text) in files!(
        "camt053-02.xml",
        "camt053-03.xml",
        "camt053-04.xml",
        "camt053-05.xml",
        "camt053-06.xml",
        "camt053-07.xml",
        "camt053-08.xml",
        "camt053-09.xml",
        "camt053-10.xml",
        "camt053-11.xml",
        "camt053-12.xml",
        "camt052-02.xml",
        "camt052-03.xml",
        "camt052-04.xml",
        "camt052-05.xml",
        "camt052-06.xml",
        "camt052-07.xml",
        "camt052-08.xml",
        "camt052-09.xml",
        "camt052-10.xml",
        "camt052-11.xml",
        "camt052-12.xml",
    ) {
        let found = sums(&[text], Some(ACCOUNTS)).unwrap();
        assert_eq!(found[3..], SUMS[3..], "{name}");
    }
}

#[test]
fn semt_and_its_subset_are_read() {
    // python-iso20022 0.3.0.
    for (name, text) in files!("semt002-001.xml", "semt002-002.xml") {
        let found = sums(&[text], None).unwrap();
        assert_eq!(found[..2], SUMS[..2], "{name}");
    }
}

#[test]
fn bai2_is_read() {
    // bai2 0.15.0, which breaks records at 80 characters, within a funds type too.
    let text = include_str!("independent/bai2.txt");
    let found = sums(&[text], Some(ACCOUNTS)).unwrap();
    assert_eq!(found[3..], SUMS[3..]);
}
