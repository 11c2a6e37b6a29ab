//! What a contract does: everything from bytes, nothing from documents.

use std::sync::OnceLock;

use assay_circuits::Shape;
use assay_statement::{Digest, Program};
use assay_verifier::{context, verify, Columns, ContextParts, Key, Refreshed, Statement};
use group::GroupEncoding;
use pasta_curves::EqAffine;

use crate::genuine::{self, Genuine};
use crate::message;

/// Bytes before the program: its length.
pub const HEAD: usize = 4;

/// A call, one part after the other; accepted exactly if it is one of the two genuine ones.
///
/// | bytes | what |
/// |---|---|
/// | 4, n | length of the program, the program |
/// | 32 each | digests of book, policy, supply; of the attestation of each custodian |
/// | 1 + 32 | 1 if there is a previous report, 0 if not; its digest or zeros |
/// | 32 each | commitments of the custodians, `C'`, `H'`, the tag column, one weight column per rule of the shape |
/// | rest | the proof |
pub fn check(bytes: &[u8]) {
    let genuine = [genuine::report(), genuine::successor()];
    let known = genuine.iter().any(|genuine| encode(genuine) == bytes);
    match call(bytes) {
        Ok(()) => assert!(known, "a call that nobody made"),
        Err(error) => {
            assert!(!known, "{error}");
            message::check(&error);
        }
    }
}

fn call(bytes: &[u8]) -> Result<(), String> {
    let mut input = Input(bytes);
    let length = u32::from_le_bytes(*input.take()?);
    let program = Program::from_bytes(input.slice(length as usize)?).map_err(|e| e.to_string())?;
    let key = key(&program).ok_or("no key for this shape")?;
    let custodians = usize::from(program.custodians);

    let [book, policy, supply] = [input.digest()?, input.digest()?, input.digest()?];
    let attestations = input.list(custodians, Input::digest)?;
    let previous = match input.take()? {
        [0] if *input.take()? == [0; 32] => None,
        [1] => Some(input.digest()?),
        _ => return Err("not in canonical form".into()),
    };
    let commitments = input.list(custodians, Input::point)?;
    let refreshed = Refreshed {
        quantities: input.point()?,
        tagged: input.point()?,
    };
    let columns = Columns {
        tags: input.point()?,
        weights: input.list(program.shape.rules(), Input::point)?,
    };
    let context = context(&ContextParts {
        book,
        policy,
        supply,
        program: program.digest().map_err(|e| e.to_string())?,
        attestations: &attestations,
        commitments: &commitments,
        previous,
    });
    let statement = Statement {
        program: &program,
        custodian_commitments: &commitments,
        refreshed,
        columns: &columns,
        context,
    };
    verify(key, &statement, input.0).map_err(|e| e.to_string())
}

/// Keys are read once.
fn key(program: &Program) -> Option<&'static Key> {
    static KEYS: OnceLock<Vec<Key>> = OnceLock::new();
    let standard = || {
        Shape::STANDARD
            .into_iter()
            .filter_map(Key::standard)
            .collect()
    };
    let keys = KEYS.get_or_init(standard);
    keys.iter().find(|key| key.shape == program.shape)
}

struct Input<'a>(&'a [u8]);

impl<'a> Input<'a> {
    fn slice(&mut self, length: usize) -> Result<&'a [u8], String> {
        let (head, rest) = self.0.split_at_checked(length).ok_or("cut short")?;
        self.0 = rest;
        Ok(head)
    }

    fn take<const N: usize>(&mut self) -> Result<&'a [u8; N], String> {
        let (head, rest) = self.0.split_first_chunk().ok_or("cut short")?;
        self.0 = rest;
        Ok(head)
    }

    fn digest(&mut self) -> Result<Digest, String> {
        self.take().map(|bytes| Digest(*bytes))
    }

    fn point(&mut self) -> Result<EqAffine, String> {
        let point: Option<EqAffine> = EqAffine::from_bytes(self.take()?).into();
        point.ok_or_else(|| "not a point".into())
    }

    fn list<T>(
        &mut self,
        count: usize,
        item: fn(&mut Self) -> Result<T, String>,
    ) -> Result<Vec<T>, String> {
        (0..count).map(|_| item(self)).collect()
    }
}

/// The call for a genuine report.
fn encode(genuine: &Genuine) -> Vec<u8> {
    let program = genuine.program.to_bytes().expect("a program");
    let mut bytes = (program.len() as u32).to_le_bytes().to_vec();
    bytes.extend(program);
    let digests = &genuine.digests;
    let first = [&digests.book, &digests.policy, &digests.supply];
    for digest in first.into_iter().chain(&digests.attestations) {
        bytes.extend(digest.0);
    }
    bytes.push(genuine.report.previous.is_some().into());
    bytes.extend(genuine.report.previous.map_or([0; 32], |digest| digest.0));
    let Refreshed { quantities, tagged } = genuine.refreshed;
    let own = [quantities, tagged, genuine.columns.tags];
    let points = genuine
        .commitments
        .iter()
        .chain(&own)
        .chain(&genuine.columns.weights);
    points.for_each(|point| bytes.extend(point.to_bytes()));
    bytes.extend(&genuine.proof);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_genuine_calls() {
        for genuine in [genuine::report(), genuine::successor()] {
            let mut bytes = encode(genuine);
            assert_eq!(call(&bytes), Ok(()));
            check(&bytes);
            bytes.push(0);
            check(&bytes);
        }
        check(&[]);
    }
}
