//! Whose accounts are whose, by the mapping.

use zeroize::Zeroizing;

use crate::mapping::HoldingsMapping;
use crate::pass_over::AccountName;

/// What the mapping says about an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It counts.
    Counts,
    /// It is passed over.
    PassedOver,
    /// The mapping has lists, and the account is in none of them.
    Unknown,
}

/// The accounts that a mapping names.
#[derive(Default)]
pub(crate) struct Accounts {
    /// The client's, sorted; `None` if every account counts that is not passed over.
    own: Option<Vec<Zeroizing<String>>>,
    /// Those that are passed over, sorted.
    passed_over: Vec<Zeroizing<String>>,
}

impl Accounts {
    /// Those of a mapping.
    pub fn new(mapping: Option<&HoldingsMapping>) -> Accounts {
        let Some(mapping) = mapping else {
            return Accounts::default();
        };
        let name = |text: &str| Zeroizing::new(String::from(text));
        let over = mapping.pass_over.iter().flat_map(|over| &over.accounts);
        let mut passed_over: Vec<Zeroizing<String>> =
            over.map(|account| name(account.as_str())).collect();
        sort(&mut passed_over);
        let listed = mapping.accounts.is_some() || !passed_over.is_empty();
        let own = listed.then(|| {
            let own = mapping.accounts.iter().flatten().map(AccountName::as_str);
            let cash = mapping.cash.iter().map(|cash| cash.account.as_str());
            let mut own: Vec<Zeroizing<String>> = own.chain(cash).map(name).collect();
            sort(&mut own);
            own
        });
        Accounts { own, passed_over }
    }

    /// Whether the mapping has lists, so that an account may not count.
    pub fn listed(&self) -> bool {
        self.own.is_some()
    }

    /// What the mapping says about an account.
    pub fn standing(&self, account: &[u8]) -> Standing {
        let among = |list: &[Zeroizing<String>]| {
            list.binary_search_by(|name| name.as_bytes().cmp(account))
                .is_ok()
        };
        match &self.own {
            _ if among(&self.passed_over) => Standing::PassedOver,
            Some(own) if !among(own) => Standing::Unknown,
            _ => Standing::Counts,
        }
    }
}

fn sort(names: &mut [Zeroizing<String>]) {
    names.sort_unstable_by(|a, b| a.as_bytes().cmp(b.as_bytes()));
}
