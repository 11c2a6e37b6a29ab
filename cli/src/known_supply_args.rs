//! The options that say what a verifier knows of tokens for itself, without a supply of its own.

use assay_statement::{KnownToken, LeastValue, Supply, Word};
use assay_supply::{confirm_evidence, EvidenceError, EvidentEntry, KnownBlock, Slot};
use assay_verifier::VerifyOptions;

use crate::ages::parse_age;

// Not a doc comment, which would be the help of the command.
#[derive(Clone, Debug, clap::Args)]
pub struct KnownSupplyArgs {
    /// A token whose decimals you know, and perhaps the storage slot of its total supply. May be repeated.
    #[arg(long, value_name = "CHAIN/TOKEN=DECIMALS[,SLOT]", value_parser = parse_token)]
    token: Vec<KnownToken>,
    /// The least that one token may be owed, with its currency, such as USD=1.00.
    #[arg(long, value_name = "CURRENCY=VALUE", value_parser = parse_least_value)]
    least_value: Option<LeastValue>,
    /// How far the block of a supply's evidence may be from the as-of time, before or after.
    #[arg(long, value_name = "AGE", value_parser = parse_age, default_value = "1h")]
    block_within: u64,
}

impl KnownSupplyArgs {
    /// With other options, as the verifier wants them.
    pub fn with<'a>(&'a self, options: VerifyOptions<'a>) -> VerifyOptions<'a> {
        VerifyOptions {
            tokens: &self.token,
            least_value_per_token: self.least_value.as_ref(),
            ..options
        }
    }

    /// Checks the evidence of a supply.
    pub fn confirm(
        &self,
        supply: &Supply,
        blocks: &[KnownBlock],
    ) -> Result<Vec<EvidentEntry>, (Option<usize>, EvidenceError)> {
        confirm_evidence(supply, blocks, self.block_within)
    }
}

/// `eip155:1/0x7712...=6`, or with the storage slot of the total supply, `eip155:1/0x7712...=6,2`.
fn parse_token(text: &str) -> Result<KnownToken, String> {
    let parse = || {
        let (name, known) = text.rsplit_once('=')?;
        let (chain, token) = name.split_once('/')?;
        let (decimals, slot) = match known.split_once(',') {
            Some((decimals, slot)) => (decimals, Some(slot.parse::<Slot>().ok()?)),
            None => (known, None),
        };
        let digits = decimals.bytes().all(|b| b.is_ascii_digit());
        Some(KnownToken {
            chain: chain.parse().ok()?,
            token: token.parse().ok()?,
            decimals: digits.then(|| decimals.parse().ok())??,
            slot: slot.map(|slot| -> Word { slot.0 }),
        })
    };
    parse().ok_or_else(|| {
        "expected a chain, a token, its decimals and perhaps a storage slot, such as \
         eip155:1/0x7712c34205737192402172409a8f7ccef8aa2aec=6,2"
            .into()
    })
}

/// `USD=1.00`.
fn parse_least_value(text: &str) -> Result<LeastValue, String> {
    let parse = || {
        let (currency, value) = text.split_once('=')?;
        let least = LeastValue {
            currency: currency.parse().ok()?,
            value: value.parse().ok()?,
        };
        (!least.value.is_zero()).then_some(least)
    };
    parse().ok_or_else(|| "expected a currency and a value above zero, such as USD=1.00".into())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn reads_tokens() {
        let token = parse_token("eip155:1/0x7712=6").unwrap();
        assert_eq!(
            (token.chain.as_str(), token.token.as_str(), token.decimals),
            ("eip155:1", "0x7712", 6)
        );
        assert_eq!(token.slot, None);
        let token = parse_token("eip155:1/0x7712=18,0x2").unwrap();
        let mut slot = [0; 32];
        slot[31] = 2;
        assert_eq!((token.decimals, token.slot), (18, Some(Word(slot))));
        for bad in [
            "",
            "eip155:1/0x7712",
            "eip155:1=6",
            "eip155/0x7712=6",
            "eip155:1/=6",
            "eip155:1/0x7712=",
            "eip155:1/0x7712=+6",
            "eip155:1/0x7712=256",
            "eip155:1/0x7712=6,",
            "eip155:1/0x7712=6,two",
            "eip155:1/0x7712=6,2,3",
        ] {
            assert!(parse_token(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn reads_least_values() {
        let least = parse_least_value("USD=0.999").unwrap();
        assert_eq!(
            (least.currency.as_str(), least.value.to_string().as_str()),
            ("USD", "0.999")
        );
        for bad in [
            "", "USD", "1.00", "USD=", "usd=1", "USD=-1", "USD=0.00", "USD=1,00",
        ] {
            assert!(parse_least_value(bad).is_err(), "{bad}");
        }
    }
}
