//! Policies taken from the law, each with its source and with what is the author's own reading of it.

use crate::parse::parse_document;
use crate::policy::Policy;

/// A policy that comes with the crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Preset {
    /// Its name, and that of the policy.
    pub name: &'static str,
    /// The policy file.
    pub json: &'static str,
}

/// All presets.
pub const PRESETS: [Preset; 5] = [
    Preset {
        name: "genius-act",
        json: include_str!("../presets/genius-act.json"),
    },
    Preset {
        name: "occ-genius-proposed",
        json: include_str!("../presets/occ-genius-proposed.json"),
    },
    Preset {
        name: "sec-2a-7",
        json: include_str!("../presets/sec-2a-7.json"),
    },
    Preset {
        name: "mica-deposits-30",
        json: include_str!("../presets/mica-deposits-30.json"),
    },
    Preset {
        name: "mica-deposits-60",
        json: include_str!("../presets/mica-deposits-60.json"),
    },
];

/// The preset policy of this name.
pub fn preset(name: &str) -> Option<Policy> {
    let preset = PRESETS.iter().find(|preset| preset.name == name)?;
    parse_document(preset.json.as_bytes()).ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::policy::PolicyStatus;

    #[test]
    fn all_are_policies_of_their_name() {
        for entry in PRESETS {
            let policy = preset(entry.name).unwrap();
            assert_eq!(policy.name, entry.name);
            assert_eq!(policy.validate(), Ok(()));
            assert!(policy.source.unwrap().contains("Author's reading"));
            let is_draft = entry.name.ends_with("-proposed");
            assert_eq!(policy.status == PolicyStatus::Proposed, is_draft);
        }
        assert_eq!(preset("no-such-law"), None);
    }
}
