//! The verdict on a report: what is proved, what is the issuer's word, and what was not checked.

use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec::Vec;

use assay_statement::{
    BookEntry, BookRow, ChainSupply, Currency, Decimal, Digest, Distributed, Excluded, Income,
    Inequality, Payable, PendingRedemptions, Registry, Report, Subject, SuiteName, Supply,
    SupplyEntry, Timestamp, ToBeIssued,
};

use crate::attestations::SignatureCount;
use crate::report::{NotChecked, Predecessor, VerdictBasis, VerifiedReport, VerifyOptions};

/// A report that verifies, and how far that goes.
///
/// Three parts that must not be mixed up: [`proved`](Verdict::proved), [`issuers_word`](Verdict::issuers_word) and
/// [`not_checked`](Verdict::not_checked). What no report proves, whatever was checked, is in
/// [`NOT_PROVED`](crate::NOT_PROVED).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Verdict {
    /// Digest of the report, which its successor names as the previous one. Keep it with the subject and the as-of time
    /// ([`Verdict::as_predecessor`]).
    pub report: Digest,
    /// The suite of its book: over which group it is proved.
    pub suite: SuiteName,
    /// What the report is about: the registry's subject.
    pub subject: Subject,
    /// The time that the report is true of.
    pub as_of: Timestamp,
    /// Seconds from then to [`Verifier::at`](crate::Verifier::at), if that was given.
    pub age_seconds: Option<u64>,
    /// The report that this one says it follows; `None` if it says that it follows none.
    pub previous: Option<Digest>,
    /// Name of the policy whose rules are proved. Anybody can give a policy this name: only its digest tells which it is.
    pub policy: String,
    /// Whose word the parts of this verdict are that do not rest on the same in every verdict.
    pub basis: VerdictBasis,
    /// How many registered keys of each custodian signed, in the book's order.
    pub signatures: Vec<SignatureCount>,
    /// Proved: these inequalities hold of the quantities that the custodians signed, in the policy's order; at the prices
    /// of the book, against [`tokens`](Verdict::tokens) and [`amount_to_cover`](Verdict::amount_to_cover).
    pub proved: Vec<Inequality>,
    /// What one token is owed, in [`currency`](Verdict::currency). The issuer's word, unless the verifier gave its own supply;
    /// how far it was checked is in [`VerdictBasis::value_per_token`].
    pub value_per_token: Decimal,
    /// Tokens to cover, exact. The issuer's word, unless [`IssuersWord::supply`] is `None`.
    pub tokens: Decimal,
    /// What is owed besides tokens in [`currency`](Verdict::currency), exact. The issuer's word, unless
    /// [`IssuersWord::supply`] is `None`: what the supply leaves out, nothing shows.
    pub payables: Decimal,
    /// What is owed in all, tokens and payables, in [`currency`](Verdict::currency), exact. The issuer's word, unless
    /// [`IssuersWord::supply`] is `None`.
    pub amount_to_cover: Decimal,
    /// What holders were given out of the income of the book's period, in [`currency`](Verdict::currency), exact. `None` if the
    /// supply does not say. The issuer's word, unless [`IssuersWord::supply`] is `None`.
    pub distributed: Option<Decimal>,
    /// Currency of the amount and of all prices.
    pub currency: Currency,
    /// What the verdict rests on because the issuer says so, with its values.
    pub issuers_word: IssuersWord,
    /// What the verifier could have checked and did not. Empty only if every check was on.
    pub not_checked: BTreeSet<NotChecked>,
}

/// What only the issuer's word stands behind. Whatever the verifier gave for itself is not in here.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct IssuersWord {
    /// The rows of the book: price, dates, kind and issuer of everything that may be held. Custodians sign for quantities of
    /// these rows, not for what they are worth. Compare the prices with a source of your own.
    pub book_rows: Vec<BookRow>,
    /// The income of the book: since when, and what one unit of each instrument earned. Custodians sign for how many units were
    /// held throughout, not for what they earned. The period is of the issuer's choice: compare it with those of earlier
    /// reports, as the same income could be shown twice.
    pub income: Option<Income>,
    /// The supply; `None` if the verifier gave its own, which the report's equals.
    pub supply: Option<SupplyWord>,
    /// Digest of the policy; `None` if the verifier or its registry pins one, which the report's is.
    pub policy: Option<Digest>,
}

/// The supply, part by part, as the issuer gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SupplyWord {
    /// What one token is owed.
    pub value_per_token: Decimal,
    /// Tokens on chains: contract, block, decimals, and where in the contract's storage the evidence looks. Decimals and slots
    /// that the verifier knows are checked all the same: [`VerdictBasis::chains`].
    pub chains: Vec<ChainSupply>,
    /// Shares on a registrar's books, on no chain.
    pub book_entries: Vec<BookEntry>,
    /// Redeemed and not paid yet.
    pub pending_redemptions: Vec<PendingRedemptions>,
    /// Taken off the supply, so left without cover, with the issuer's reason.
    pub excluded: Vec<Excluded>,
    /// About to be minted: covered, and not outstanding yet.
    pub to_be_issued: Vec<ToBeIssued>,
    /// Owed besides tokens, with the issuer's reason. That there is nothing else is the issuer's word as well.
    pub payables: Vec<Payable>,
    /// Given to holders out of the period's income, and how. That they were given no more is the issuer's word as well.
    pub distributed: Vec<Distributed>,
}

impl Verdict {
    /// The report, as the one before the next: for [`Verifier::previous`](crate::Verifier::previous).
    pub fn as_predecessor(&self) -> Predecessor {
        Predecessor {
            report: self.report,
            subject: self.subject.clone(),
            as_of: self.as_of,
        }
    }

    /// The verdict on a report that this registry and these options accepted.
    pub(crate) fn new(
        report: &Report,
        verified: VerifiedReport,
        registry: &Registry,
        options: &VerifyOptions<'_>,
        policy: Digest,
    ) -> Verdict {
        let not_checked = NotChecked::of(report, registry, options);
        let unchecked = |check| not_checked.contains(&check);
        let issuers_word = IssuersWord {
            book_rows: report.book.rows.clone(),
            income: report.book.income.clone(),
            supply: unchecked(NotChecked::Supply).then(|| SupplyWord::of(&report.supply)),
            policy: unchecked(NotChecked::Policy).then_some(policy),
        };
        Verdict {
            report: verified.report,
            suite: verified.suite,
            subject: report.book.subject.clone(),
            as_of: report.book.as_of,
            age_seconds: verified.age_seconds,
            previous: report.previous,
            policy: report.policy.name.clone(),
            basis: verified.basis,
            value_per_token: report.supply.value_per_token.clone(),
            signatures: verified.signatures,
            proved: verified.inequalities,
            tokens: verified.tokens,
            payables: verified.payables,
            distributed: verified.distributed,
            amount_to_cover: verified.amount_to_cover,
            currency: report.book.currency.clone(),
            issuers_word,
            not_checked,
        }
    }
}

impl SupplyWord {
    fn of(supply: &Supply) -> SupplyWord {
        let mut word = SupplyWord {
            value_per_token: supply.value_per_token.clone(),
            chains: Vec::new(),
            book_entries: Vec::new(),
            pending_redemptions: Vec::new(),
            excluded: Vec::new(),
            to_be_issued: Vec::new(),
            payables: Vec::new(),
            distributed: Vec::new(),
        };
        for entry in &supply.entries {
            match entry {
                SupplyEntry::Chain(entry) => word.chains.push(entry.clone()),
                SupplyEntry::BookEntry(entry) => word.book_entries.push(entry.clone()),
                SupplyEntry::PendingRedemptions(entry) => {
                    word.pending_redemptions.push(entry.clone());
                }
                SupplyEntry::Excluded(entry) => word.excluded.push(entry.clone()),
                SupplyEntry::ToBeIssued(entry) => word.to_be_issued.push(entry.clone()),
                SupplyEntry::Payable(entry) => word.payables.push(entry.clone()),
                SupplyEntry::Distributed(entry) => word.distributed.push(entry.clone()),
            }
        }
        word
    }
}
