//! The verifier of reports, with what it knows for itself.

mod error;

use alloc::vec::Vec;
use core::time::Duration;

use assay_statement::{
    digest, parse_document, Digest, KnownToken, LeastValue, Registry, RegistryError, Report,
    Supply, Timestamp,
};

use crate::report::{
    verify_report_with, verify_reports_with, ExpectedPrevious, Predecessor, ReportError,
    ReportsError, VerifiedReport, VerifyOptions,
};
use crate::signature::{RustSignatures, SignatureCheck};
use crate::verdict::Verdict;

pub use error::VerifyError;

/// Verifies reports against what the verifier knows for itself: the registry of custodians and their keys, and as much more as
/// it is given. What it is not given it does not check, and says so in [`Verdict::not_checked`].
///
/// ```
/// use assay_verifier::{parse_document, NotChecked, Registry, Verifier};
///
/// # let registry_bytes = include_bytes!("../examples/data/registry.json");
/// # let report_bytes = include_bytes!("../examples/data/report.json");
/// let registry: Registry = parse_document(registry_bytes)?;
/// let verdict = Verifier::new(registry)?
///     .at("2026-11-21T08:00:00Z".parse()?)
///     .first()
///     .verify(report_bytes)?;
/// assert!(verdict.not_checked.contains(&NotChecked::Supply));
/// let supply = verdict.issuers_word.supply.ok_or("no supply was given")?;
/// println!("by the issuer's word a token is owed {} {}", supply.value_per_token, verdict.currency);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Verifier<S = RustSignatures> {
    registry: Registry,
    signatures: S,
    now: Option<Timestamp>,
    max_age_seconds: Option<u64>,
    supply: Option<Supply>,
    tokens: Vec<KnownToken>,
    least_value_per_token: Option<LeastValue>,
    policy: Option<Digest>,
    previous: ExpectedPrevious,
}

#[cfg(feature = "signatures")]
impl Verifier {
    /// A verifier with this registry, which checks signatures of every scheme in Rust. The registry is the verifier's own: never
    /// take it from a report, or from whoever sent one.
    ///
    /// # Errors
    /// The first [`RegistryError`], if the registry makes no sense.
    pub fn new(registry: Registry) -> Result<Verifier, RegistryError> {
        Verifier::with_signatures(registry, RustSignatures)
    }
}

impl<S: SignatureCheck> Verifier<S> {
    /// A verifier that checks signatures in its own way, such as with the functions of its host.
    ///
    /// # Errors
    /// The first [`RegistryError`], if the registry makes no sense.
    pub fn with_signatures(
        registry: Registry,
        signatures: S,
    ) -> Result<Verifier<S>, RegistryError> {
        registry.validate()?;
        Ok(Verifier {
            registry,
            signatures,
            now: None,
            max_age_seconds: None,
            supply: None,
            tokens: Vec::new(),
            least_value_per_token: None,
            policy: None,
            previous: ExpectedPrevious::Any,
        })
    }

    /// The time by the verifier's clock: a report from the future is refused.
    #[must_use]
    pub fn at(self, now: Timestamp) -> Self {
        let now = Some(now);
        Verifier { now, ..self }
    }

    /// The oldest that a report may be, from its as-of time to [`at`](Verifier::at). Counts in whole seconds: a fraction of
    /// one is dropped. Needs `at`: without it every report is refused with [`ReportError::NoClock`].
    #[must_use]
    pub fn max_age(self, max_age: Duration) -> Self {
        let max_age_seconds = Some(max_age.as_secs());
        Verifier {
            max_age_seconds,
            ..self
        }
    }

    /// The supply as the verifier read it for itself: the report's must be the same document, entry by entry and with the
    /// same words. White space and the order of fields do not matter, the order of entries does, and so do the
    /// issuer's own entries: book entries, pending redemptions, tokens to be issued, exclusions and payables with their
    /// reasons, the value per token.
    ///
    /// Of a chain, read the quantity yourself (the command `assay supply` does that). What only the issuer knows, you
    /// take from the report ([`parse_document`] and [`Report::supply`]) after you looked at it. What you give here, you
    /// vouch for: [`IssuersWord::supply`](crate::IssuersWord::supply) is then empty. The report's whole supply, handed
    /// back unread, checks nothing; give none instead, so that the verdict lists it as not checked.
    #[must_use]
    pub fn supply(self, supply: Supply) -> Self {
        let supply = Some(supply);
        Verifier { supply, ..self }
    }

    /// Tokens whose decimals, and perhaps storage slots, the verifier knows, besides those that the registry may list: a
    /// supply that says otherwise is refused. Tokens that neither names are listed as not checked, unless the verifier gave
    /// its own [`supply`](Verifier::supply). These replace what an earlier call gave.
    #[must_use]
    pub fn tokens(self, tokens: Vec<KnownToken>) -> Self {
        Verifier { tokens, ..self }
    }

    /// The least that one token may be owed, besides the least value that the registry may ask for. A supply in another
    /// currency is refused.
    #[must_use]
    pub fn least_value_per_token(self, least: LeastValue) -> Self {
        let least_value_per_token = Some(least);
        Verifier {
            least_value_per_token,
            ..self
        }
    }

    /// [`digest`] of the policy that the report must follow, besides the one that the registry may pin. It covers the
    /// whole document: its name, its source and its status too.
    #[must_use]
    pub fn policy(self, policy: Digest) -> Self {
        let policy = Some(policy);
        Verifier { policy, ..self }
    }

    /// The report must follow this one: name its digest, be about the same subject, and be later. Take it from the verdict on
    /// the report that you verified last ([`Verdict::as_predecessor`]), or from that report ([`Predecessor::of`]). Of this
    /// and [`first`](Verifier::first), the later call counts.
    #[must_use]
    pub fn previous(self, predecessor: Predecessor) -> Self {
        let previous = ExpectedPrevious::Follows(predecessor);
        Verifier { previous, ..self }
    }

    /// The report must follow none: it is the first of its chain.
    #[must_use]
    pub fn first(self) -> Self {
        let previous = ExpectedPrevious::First;
        Verifier { previous, ..self }
    }

    /// Verifies a report, given as the bytes of its file. Give them as they are, and do not parse and write them before:
    /// another parser may read two fields of one name as one. White space between values does not matter.
    ///
    /// # Errors
    /// [`VerifyError::Malformed`] if the bytes are no report, or are more than 32 MiB; otherwise as
    /// [`verify_report`](Verifier::verify_report).
    pub fn verify(&self, report: &[u8]) -> Result<Verdict, VerifyError> {
        let report: Report = parse_document(report)?;
        Ok(self.verify_report(&report)?)
    }

    /// Verifies a report that is read already.
    ///
    /// # Errors
    /// The first [`ReportError`], cheap checks first.
    pub fn verify_report(&self, report: &Report) -> Result<Verdict, ReportError> {
        let options = self.options();
        let verified = verify_report_with(report, &self.registry, &options, &self.signatures)?;
        self.verdict(report, verified, &options)
    }

    /// Everything that it expects of a single report.
    pub(crate) fn options(&self) -> VerifyOptions<'_> {
        VerifyOptions {
            now: self.now,
            max_age_seconds: self.max_age_seconds,
            supply: self.supply.as_ref(),
            tokens: &self.tokens,
            least_value_per_token: self.least_value_per_token.as_ref(),
            policy: self.policy,
            previous: self.previous.clone(),
        }
    }

    fn verdict(
        &self,
        report: &Report,
        verified: VerifiedReport,
        options: &VerifyOptions<'_>,
    ) -> Result<Verdict, ReportError> {
        let policy = digest(&report.policy)?;
        let registry = &self.registry;
        Ok(Verdict::new(report, verified, registry, options, policy))
    }
}

impl<S: SignatureCheck + Sync> Verifier<S> {
    /// Verifies many reports together, which is faster: the proofs of a shape share one multi-scalar multiplication, and with
    /// feature `std` the work is spread over all cores. Exactly those are accepted that
    /// [`verify_report`](Verifier::verify_report) accepts one by one. For reports that follow one another take
    /// [`verify_chain`](Verifier::verify_chain).
    ///
    /// # Errors
    /// [`ReportsError::Empty`] if there is none; [`ReportsError::Report`] names the first that is refused.
    pub fn verify_all(&self, reports: &[Report]) -> Result<Vec<Verdict>, ReportsError> {
        let options = self.options();
        let expected: Vec<_> = reports
            .iter()
            .map(|report| (report, options.clone()))
            .collect();
        self.verify_each(&expected)
    }

    /// Verifies many reports together, each with options of its own.
    pub(crate) fn verify_each(
        &self,
        reports: &[(&Report, VerifyOptions<'_>)],
    ) -> Result<Vec<Verdict>, ReportsError> {
        let verified = verify_reports_with(reports, &self.registry, &self.signatures)?;
        let verdicts = verified.into_iter().zip(reports).enumerate();
        verdicts
            .map(|(index, (verified, (report, options)))| {
                self.verdict(report, verified, options)
                    .map_err(|error| ReportsError::Report { index, error })
            })
            .collect()
    }
}
