//! The list of chain families, and what follows from it.
//!
//! To add a family, write its file under `chains/`, in which a type implements [`ChainFamily`], and add its line
//! `file::Type` to the list below. Nothing else names a family.

use assay_statement::ChainId;

use crate::chain_family::ChainFamily;

macro_rules! families {
    ($($module:ident::$family:ident),+ $(,)?) => {
        $(pub(crate) mod $module;)+

        /// Every family.
        const FAMILIES: &[&dyn ChainFamily] = &[$(&$module::$family),+];
    };
}

families! {
    evm::Evm,
    solana::Solana,
    cosmos::Cosmos,
    stellar::Stellar,
}

/// The family of a chain, and the chain's reference in it; `None` if no family has its namespace.
pub(crate) fn family_of(chain: &ChainId) -> Option<(&'static dyn ChainFamily, &str)> {
    let (namespace, reference) = chain.as_str().split_once(':')?;
    let mut families = FAMILIES.iter().copied();
    let family = families.find(|family| family.namespace() == namespace)?;
    Some((family, reference))
}

/// Chain ids of every family, as messages name them: `eip155:... or solana:...`.
pub(crate) fn known_chains() -> String {
    chain_forms(|_| true)
}

/// Chain ids of the families that have evidence, as messages name them.
pub(crate) fn chains_with_evidence() -> String {
    chain_forms(|family| family.evidence().is_some())
}

fn chain_forms(chosen: impl Fn(&dyn ChainFamily) -> bool) -> String {
    let families = FAMILIES.iter().filter(|family| chosen(**family));
    let forms: Vec<String> = families
        .map(|family| format!("{}:...", family.namespace()))
        .collect();
    match forms.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
        None => String::new(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn each_namespace_has_one_family() {
        let mut namespaces: Vec<_> = FAMILIES.iter().map(|family| family.namespace()).collect();
        namespaces.sort_unstable();
        namespaces.dedup();
        assert_eq!(namespaces.len(), FAMILIES.len());
        for namespace in namespaces {
            let chain: ChainId = format!("{namespace}:1").parse().unwrap();
            let (family, reference) = family_of(&chain).unwrap();
            assert_eq!((family.namespace(), reference), (namespace, "1"));
        }
        assert!(family_of(&"tron:0x2b6653dc".parse().unwrap()).is_none());
    }

    #[test]
    fn messages_name_the_families() {
        assert_eq!(
            known_chains(),
            "eip155:..., solana:..., cosmos:... or stellar:..."
        );
        assert_eq!(chains_with_evidence(), "eip155:... or cosmos:...");
    }
}
