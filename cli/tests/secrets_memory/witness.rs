//! Everything secret that a proof computes, computed again: columns as values, as coefficients, and on the coset.

use assay_circuits::columns::{BUCKET, CARRY, LIVE, SHIFT, START};
use assay_circuits::halo2::{InstanceColumns, Trace};
use assay_circuits::{identities, Cells, Scalar, Shape, BLINDERS, DEGREE, FIXED, LIMBS};
use assay_prover::low_level::{Blinders, Proof};
use assay_statement::Program;
use assay_verifier::bound_value;
use ff::{Field, PrimeField, WithSmallOrderMulGroup};
use halo2_proofs::poly::EvaluationDomain;
use halo2_proofs::transcript::{Blake2bWrite, Challenge255, EncodedChallenge, Transcript};
use pasta_curves::{EqAffine, Fp};

use crate::draws::Draws;
use assay_testkit::memory::{montgomery, Secrets};

/// What a proof is made from.
pub struct Made<'a> {
    pub program: &'a Program,
    pub quantities: &'a [u64],
    pub blinders: &'a [Blinders],
    pub context: Fp,
    /// The randomness, from its beginning.
    pub draws: Draws,
    pub proof: &'a Proof,
}

/// The scalars drawn for a proof, in order, each noted as a secret.
struct Drawn {
    draws: Draws,
    secrets: Secrets,
}

impl Drawn {
    fn next(&mut self, name: &str) -> Fp {
        let scalar = Fp::random(&mut self.draws);
        self.secrets.scalar(name, scalar);
        scalar
    }

    fn four(&mut self, name: &str) -> [Fp; BLINDERS] {
        [(); BLINDERS].map(|()| self.next(name))
    }

    fn many(&mut self, count: usize, name: &str) {
        (0..count).for_each(|_| {
            self.next(name);
        });
    }
}

impl Made<'_> {
    fn shape(&self) -> Shape {
        self.program.shape
    }

    /// The challenge `r`.
    fn r(&self) -> Fp {
        let mut transcript = Blake2bWrite::<Vec<u8>, EqAffine, Challenge255<_>>::init(Vec::new());
        transcript.common_scalar(self.context).unwrap();
        transcript.squeeze_challenge().get_scalar()
    }

    /// Every secret of the proof.
    pub fn secrets(&self) -> Secrets {
        let n = self.shape().n();
        let mut drawn = Drawn {
            draws: self.draws.clone(),
            secrets: Secrets::default(),
        };
        let fresh = [
            drawn.four("fresh blinders d"),
            drawn.four("fresh blinders e"),
        ];
        let nonces = drawn.four("nonces of the refresh");
        self.check_refresh(&fresh, &nonces);
        let columns = self.columns(&fresh);
        let trace = Trace::new(self.shape(), &columns).unwrap();
        let limbs = (0..LIMBS).map(|i| trace.limbs.iter().map(|row| row[i]).collect());
        let acc = (0..self.shape().rules()).map(|c| trace.acc.iter().map(|row| row[c]).collect());
        let advice: Vec<Vec<Fp>> = limbs.chain(acc).collect();
        let mut advice: Vec<Vec<Fp>> = advice
            .into_iter()
            .map(|mut values: Vec<Fp>| {
                values.resize_with(n, || drawn.next("random rows"));
                drawn.next("blind of a column");
                values
            })
            .collect();
        drawn.many(n, "random polynomial");
        drawn.many(1, "blind of the random polynomial");
        drawn.many(DEGREE - 1, "blinds of the quotient");
        drawn.many(1, "blind of the opening");
        drawn.many(n, "masking polynomial");
        drawn.many(1, "blind of the masking polynomial");
        drawn.many(2 * self.shape().k() as usize, "blinds of the argument");

        let mut secrets = drawn.secrets;
        for limbs in trace.limbs.iter().skip(1).take(self.quantities.len()) {
            let bytes: Vec<u8> = limbs.iter().flat_map(|limb| montgomery(*limb)).collect();
            secrets.bytes("limbs of a quantity", &bytes);
        }
        for quantity in self.quantities {
            secrets.quantity("quantity", *quantity);
        }
        for blinder in self.blinders.iter().flat_map(|b| b.scalars()) {
            secrets.scalar("blinder", *blinder);
        }
        let instance = columns.to_instance().into_iter().map(<[Fp]>::to_vec);
        let mut instance: Vec<Vec<Fp>> = instance.collect();
        instance
            .iter_mut()
            .for_each(|values| values.resize(n, Fp::ZERO));
        self.forms(&mut secrets, instance, &mut advice);
        secrets
    }

    /// The draws are those of the proof: its Schnorr responses follow from them.
    fn check_refresh(&self, fresh: &[[Fp; BLINDERS]; 2], nonces: &[Fp; BLINDERS]) {
        let mut transcript = Blake2bWrite::<Vec<u8>, EqAffine, Challenge255<_>>::init(Vec::new());
        transcript.common_scalar(self.context).unwrap();
        transcript.squeeze_challenge();
        transcript
            .common_point(self.proof.refreshed.quantities)
            .unwrap();
        transcript
            .common_point(self.proof.refreshed.tagged)
            .unwrap();
        let m = transcript.squeeze_challenge().get_scalar();
        let (point, scalars) = self.proof.bytes.split_at(32);
        let point = group::GroupEncoding::from_bytes(point.try_into().unwrap());
        transcript
            .common_point(Option::from(point).unwrap())
            .unwrap();
        let c = transcript.squeeze_challenge().get_scalar();
        for (b, response) in scalars.chunks_exact(32).take(BLINDERS).enumerate() {
            let expected = nonces[b] + c * (fresh[0][b] + m * fresh[1][b]);
            assert_eq!(
                expected.to_repr(),
                response,
                "other randomness than the proof's"
            );
        }
    }

    /// The secret columns in their three forms, and the identities on the coset.
    fn forms(&self, secrets: &mut Secrets, instance: Vec<Vec<Fp>>, advice: &mut Vec<Vec<Fp>>) {
        let domain = EvaluationDomain::<Fp>::new(DEGREE as u32, self.shape().k());
        let coset = |values: Vec<Fp>| {
            let coefficients = domain.lagrange_to_coeff(domain.lagrange_from_vec(values));
            (
                coefficients.to_vec(),
                domain.coeff_to_extended(coefficients).to_vec(),
            )
        };
        // Times the powers of zeta: what halo2 does first on the way to the coset.
        let zetas = [Fp::ONE, Fp::ZETA, Fp::ZETA.square()];
        let mut secret = |name: &str, values: Vec<Fp>| {
            self.all(secrets, &format!("{name}: value"), &values);
            let (coefficients, extended) = coset(values);
            let turned = coefficients
                .iter()
                .zip(zetas.iter().cycle())
                .map(|(c, z)| *c * z);
            self.all(
                secrets,
                &format!("{name}: turned coefficient"),
                &turned.collect::<Vec<_>>(),
            );
            self.all(secrets, &format!("{name}: coefficient"), &coefficients);
            self.all(secrets, &format!("{name}: coset"), &extended);
            extended
        };
        let mut instance = instance.into_iter();
        let quantities = secret("quantities", instance.next().unwrap());
        let tagged = secret("tagged quantities", instance.next().unwrap());
        let acc: Vec<_> = advice.split_off(LIMBS);
        let limbs: Vec<_> = advice
            .drain(..)
            .map(|values| secret("limbs", values))
            .collect();
        let acc: Vec<_> = acc
            .into_iter()
            .map(|values| secret("accumulators", values))
            .collect();
        let public: Vec<_> = instance.map(|values| coset(values).1).collect();
        let fixed = |column: usize| {
            let values = (0..self.shape().n())
                .map(|row| Fp::from(u64::from(self.shape().fixed(column, row))));
            coset(values.collect()).1
        };
        let fixed: [Vec<Fp>; FIXED] = core::array::from_fn(fixed);
        let size = domain.extended_len();
        for row in 0..size {
            let at = |column: &Vec<Fp>| Scalar(column[row]);
            let next = (row + size / self.shape().n()) % size;
            let cells = Cells {
                start: at(&fixed[START]),
                bucket: at(&fixed[BUCKET]),
                carry: at(&fixed[CARRY]),
                live: at(&fixed[LIVE]),
                shift: at(&fixed[SHIFT]),
                quantity: at(&quantities),
                tagged: at(&tagged),
                tag: at(&public[0]),
                weights: public[1..].iter().map(at).collect(),
                limbs: core::array::from_fn(|i| at(&limbs[i])),
                acc: acc.iter().map(at).collect(),
                acc_next: acc.iter().map(|column| Scalar(column[next])).collect(),
            };
            let values: Vec<Fp> = identities::all(&cells)
                .into_iter()
                .map(|i| i.value.0)
                .collect();
            self.all(secrets, "identities on the coset", &values);
        }
    }

    /// Scalars that are neither small integers, which are everywhere, nor bounds, which are public.
    fn all(&self, secrets: &mut Secrets, name: &str, scalars: &[Fp]) {
        let bounds = self
            .program
            .rules
            .iter()
            .map(|rule| bound_value(&rule.bound));
        let public = bounds.chain((0..64).map(Fp::from));
        let public: Vec<Fp> = public.flat_map(|x| [x, -x]).collect();
        for scalar in scalars.iter().filter(|scalar| !public.contains(scalar)) {
            secrets.memory(name, *scalar);
        }
    }

    fn columns(&self, fresh: &[[Fp; BLINDERS]; 2]) -> InstanceColumns<Fp> {
        let usable = self.shape().usable_rows();
        let r = self.r();
        let tag = |custodian: u64| r.pow_vartime([custodian + 1]);
        let mut columns = InstanceColumns {
            quantities: vec![Fp::ZERO; usable],
            tagged: vec![Fp::ZERO; usable],
            tags: vec![Fp::ZERO; usable],
            weights: vec![Vec::new(); self.shape().rules()],
        };
        for (j, (row, quantity)) in self.program.rows.iter().zip(self.quantities).enumerate() {
            let (quantity, tag) = (Fp::from(*quantity), tag(row.custodian.into()));
            columns.quantities[j + 1] = quantity;
            columns.tags[j + 1] = tag;
            columns.tagged[j + 1] = quantity * tag;
        }
        for (b, row) in self.shape().blinder_rows().into_iter().enumerate() {
            columns.quantities[row] = fresh[0][b];
            columns.tagged[row] = fresh[1][b];
            for (i, blinders) in self.blinders.iter().enumerate() {
                columns.quantities[row] += blinders.scalars()[b];
                columns.tagged[row] += tag(i as u64) * blinders.scalars()[b];
            }
        }
        for (weights, rule) in columns.weights.iter_mut().zip(&self.program.rules) {
            weights.push(bound_value(&rule.bound));
            for (m, row) in rule.multipliers.iter().zip(&self.program.rows) {
                let magnitude = Fp::from(u64::from(m.unsigned_abs())) * Fp::from(row.value);
                weights.push(if *m < 0 { -magnitude } else { magnitude });
            }
        }
        columns
    }
}
