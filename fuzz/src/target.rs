//! The list of targets.

use crate::mutate::{self, Mutator};
use crate::*;

/// A property of any input, and how inputs are changed.
pub struct Target {
    /// As in the file `targets`.
    pub name: &'static str,
    /// Panics if the property does not hold.
    pub check: fn(&[u8]),
    /// Makes another input of one.
    pub mutate: Mutator,
}

const fn target(name: &'static str, check: fn(&[u8]), mutate: Mutator) -> Target {
    Target {
        name,
        check,
        mutate,
    }
}

/// Every target.
pub const TARGETS: &[Target] = &[
    target(
        "attestation",
        documents::attestation,
        mutate::json::document,
    ),
    target("audit", audit::check, mutate::json::document),
    target("book", documents::book, mutate::json::document),
    target("canonical", canonical::check, mutate::json::document),
    target("commitment", documents::commitment, mutate::json::document),
    target("custodians", custodians::check, mutate::json::document),
    target("opening", opening::check, mutate::json::document),
    target("policy", documents::policy, mutate::json::document),
    target("registry", documents::registry, mutate::json::document),
    target("report", documents::report, mutate::json::document),
    target("supply", documents::supply, mutate::json::document),
    target("terms", terms::check, mutate::json::document),
    target("decimals", values::decimals, mutate::bytes),
    target("ids", values::ids, mutate::bytes),
    target("instruments", instruments::check, mutate::bytes),
    target("times", values::times, mutate::bytes),
    target("holdings", holdings::check, mutate::bytes),
    target("prices", prices::check, mutate::bytes),
    target("price_list", price_lists::check, mutate::bytes),
    target(
        "price_mapping",
        price_lists::check_mapping,
        mutate::json::document,
    ),
    target("build_book", build_book::check, mutate::json::document),
    target("compile", compile::check, mutate::json::document),
    target("pem", pem::check, mutate::bytes),
    target("program", program::check, mutate::bytes),
    target("table", table::check, mutate::bytes),
    target("sealed", sealed::check, mutate::bytes),
    target("signatures", signatures::check, mutate::bytes),
    target("envelope", envelope::check, mutate::elements::envelope),
    target("proof", proof::check, mutate::elements::proof),
    target("prove", prove::check, mutate::bytes),
    target("statement", statement::check, mutate::bytes),
    target("upstream", upstream::check, mutate::bytes),
    target("verify_report", verify_report::check, mutate::report::case),
    target("cost", cost::check, mutate::repeat::case),
    target(
        "semt002",
        |bytes| inputs::check_semt002(text(bytes)),
        mutate::bytes,
    ),
    target(
        "mt535",
        |bytes| inputs::check_mt535(text(bytes)),
        mutate::bytes,
    ),
    target("repeated", repeated::check, mutate::bytes),
    target(
        "camt053",
        |bytes| inputs::check_camt053(text(bytes)),
        mutate::bytes,
    ),
    target(
        "camt052",
        |bytes| inputs::check_camt052(text(bytes)),
        mutate::bytes,
    ),
    target(
        "mt940",
        |bytes| inputs::check_mt940(text(bytes)),
        mutate::bytes,
    ),
    target(
        "bai2",
        |bytes| inputs::check_bai2(text(bytes)),
        mutate::bytes,
    ),
    target("mapped", inputs::check_mapped, mutate::bytes),
    target("xlsx", spreadsheets::check, mutate::bytes),
    target("mapping", inputs::check_mapping, mutate::json::document),
    target("watch", watch::config, mutate::json::document),
    target("watch_text", watch::text, mutate::bytes),
    target("chain", chain::check, mutate::bytes),
    target("evidence", evidence::check, mutate::bytes),
    target("cosmos_evidence", cosmos_evidence::check, mutate::bytes),
    target("rpc", rpc::check, mutate::bytes),
    target("sources", sources::check, mutate::json::document),
];

/// The target of a name.
pub fn named(name: &str) -> Option<&'static Target> {
    TARGETS.iter().find(|target| target.name == name)
}

/// The text that the bytes begin with.
fn text(bytes: &[u8]) -> &str {
    match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_every_target_once() {
        let table = include_str!("../targets").lines();
        let table: Vec<&str> = table
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| line.split_whitespace().next())
            .collect();
        let list: Vec<&str> = TARGETS.iter().map(|target| target.name).collect();
        for name in &list {
            assert_eq!(
                list.iter().filter(|other| *other == name).count(),
                1,
                "{name}"
            );
        }
        let sorted = |mut names: Vec<&'static str>| {
            names.sort_unstable();
            names
        };
        assert_eq!(sorted(table), sorted(list));
    }

    #[test]
    fn text_ends_where_bytes_are_none() {
        assert_eq!(text(b"ab\xffc"), "ab");
        assert_eq!(text("aé".as_bytes()), "aé");
        assert_eq!(text(b"\xff"), "");
    }
}
