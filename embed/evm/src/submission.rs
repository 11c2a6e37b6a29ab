//! A report as `ReserveFeed.submit` takes it.

use assay_statement::{
    attestation_message, compile, digest, Decimal, Digest, PointBytes, Report, SignedTerms,
    SuiteName, TermsError,
};
use assay_verifier::report_digest;

use crate::abi::{call_data, Value};
use crate::error::SubmissionError;
use crate::number::Number;
use crate::signing::EvmSignature;

/// `submit` with the types that it takes.
const SUBMIT: &str = "submit((uint64,bytes32,bytes32,bytes32,\
    ((uint256,uint8),(uint256,uint8),(uint256,uint8),bool,(uint256,uint8)),bytes,\
    (bytes32,bytes,(uint8,uint8,bytes32,bytes32,bytes32,bytes32)[])[],bytes,bytes))";

/// `Owed` of the contracts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owed {
    /// Tokens to cover.
    pub tokens: Number,
    /// Value per token.
    pub value: Number,
    /// What is owed besides tokens.
    pub payables: Number,
    /// Whether the supply says what was distributed.
    pub has_distributed: bool,
    /// What was distributed; zero if the supply does not say.
    pub distributed: Number,
}

/// `Attestation` of the contracts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvmAttestation {
    /// SHA-256 of the custodian's name.
    pub custodian: [u8; 32],
    /// Its commitment.
    pub commitment: Vec<u8>,
    /// Its signatures.
    pub signatures: Vec<EvmSignature>,
}

/// `Submission` of the contracts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    /// The as-of time, seconds since 1970.
    pub as_of: u64,
    /// Digest of the book.
    pub book: [u8; 32],
    /// Digest of the supply.
    pub supply: [u8; 32],
    /// Digest of the report before; zeros for the first one.
    pub previous: [u8; 32],
    /// What is owed.
    pub owed: Owed,
    /// Bytes of the table.
    pub table: Vec<u8>,
    /// Of every custodian of the book, in its order.
    pub attestations: Vec<EvmAttestation>,
    /// `C'`, `H'`, the commitments of the tag column and of the weight columns.
    pub columns: Vec<u8>,
    /// The proof.
    pub proof: Vec<u8>,
}

impl Submission {
    /// A report as a contract takes it. Neither proof nor keys are verified: a contract does that.
    ///
    /// # Errors
    /// [`SubmissionError`]: what a contract cannot be told.
    pub fn of(report: &Report) -> Result<Submission, SubmissionError> {
        let (book, policy, supply) = (&report.book, &report.policy, &report.supply);
        let found = book.suite;
        if found != SuiteName::Bls12381 {
            return Err(SubmissionError::Suite { found });
        }
        // Finds attestations out of order, points of another length, and numbers that do not fit.
        report_digest(report)?;
        let terms = SignedTerms::of(book, Some(policy))?;
        let seconds = book.as_of.unix();
        let as_of = u64::try_from(seconds).map_err(|_| SubmissionError::Time { found: seconds })?;
        let previous = report.previous.map_or([0; 32], |digest| digest.0);
        if report.previous.is_some() && previous == [0; 32] {
            return Err(SubmissionError::PreviousZero);
        }
        let attestations = report.attestations.iter().map(|attestation| {
            let hash = Digest::of(&attestation_message(attestation, terms.as_ref()));
            let who = attestation.custodian.as_str();
            let signatures = attestation.signatures.iter().enumerate();
            let signatures = signatures
                .map(|(index, signature)| EvmSignature::of(signature, &hash, (who, index)));
            Ok(EvmAttestation {
                custodian: Digest::of(who.as_bytes()).0,
                commitment: attestation.commitment.as_bytes().to_vec(),
                signatures: signatures.collect::<Result<_, SubmissionError>>()?,
            })
        });
        let (pair, columns) = (&report.refreshed, &report.columns);
        let points = [&pair.quantities, &pair.tagged, &columns.tags];
        let points = points.into_iter().chain(&columns.weights);
        Ok(Submission {
            as_of,
            book: digest(book).map_err(TermsError::from)?.0,
            supply: digest(supply).map_err(TermsError::from)?.0,
            previous,
            owed: owed(report)?,
            table: compile(book, policy)?.to_bytes()?,
            attestations: attestations.collect::<Result<_, SubmissionError>>()?,
            columns: points.flat_map(PointBytes::as_bytes).copied().collect(),
            proof: report.proof.as_bytes().to_vec(),
        })
    }

    /// The transaction's calldata.
    pub fn call_data(&self) -> Vec<u8> {
        call_data(SUBMIT, &[self.value()])
    }

    fn value(&self) -> Value {
        let owed = &self.owed;
        let attestations = self.attestations.iter().map(EvmAttestation::value);
        Value::Tuple(vec![
            Value::uint(self.as_of),
            Value::Word(self.book),
            Value::Word(self.supply),
            Value::Word(self.previous),
            owed.tokens.value(),
            owed.value.value(),
            owed.payables.value(),
            Value::uint(owed.has_distributed),
            owed.distributed.value(),
            Value::Bytes(self.table.clone()),
            Value::Array(attestations.collect()),
            Value::Bytes(self.columns.clone()),
            Value::Bytes(self.proof.clone()),
        ])
    }
}

impl EvmAttestation {
    fn value(&self) -> Value {
        let signatures = self.signatures.iter().map(EvmSignature::value);
        Value::Tuple(vec![
            Value::Word(self.custodian),
            Value::Bytes(self.commitment.clone()),
            Value::Array(signatures.collect()),
        ])
    }
}

/// What a report says is owed.
fn owed(report: &Report) -> Result<Owed, SubmissionError> {
    let supply = &report.supply;
    let number = |value: &Decimal, what| Number::of(value).ok_or(SubmissionError::Number { what });
    let tokens = supply.tokens().map_err(|_| SubmissionError::Number {
        what: "the tokens to cover",
    })?;
    let distributed = supply.distributed();
    let told = distributed.as_ref();
    let told = told.map(|value| number(value, "what was distributed"));
    Ok(Owed {
        tokens: number(&tokens, "the tokens to cover")?,
        value: number(&supply.value_per_token, "the value per token")?,
        payables: number(&supply.payables(), "what is owed besides tokens")?,
        has_distributed: distributed.is_some(),
        distributed: told.transpose()?.unwrap_or_default(),
    })
}
