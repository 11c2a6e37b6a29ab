//! The proof core: every scalar it draws and every column it computes.

use assay_circuits::Shape;
use assay_prover::low_level::{zeroize_stack, Blinders, Proof, Prover, Witness};
use assay_prover::zeroize_stack_after;
use assay_statement::{Bound, Program, ProgramRow, ProgramRule};
use assay_verifier::msm_of_secrets;
use ff::{Field, PrimeField};
use group::{Curve, CurveAffine as _};
use num_bigint::BigInt;
use pasta_curves::arithmetic::CurveAffine as _;
use pasta_curves::{EqAffine, Fp, Fq};
use zeroize::Zeroizing;

use crate::draws::Draws;
use crate::witness::Made;
use assay_testkit::marked_fund::mix;
use assay_testkit::memory::{alone, Secrets, Snapshot};

/// A proof whose secrets can be computed again at any time.
struct Case {
    program: Program,
    seed: u64,
}

impl Case {
    fn new(shape: Shape, rows: usize, seed: u64) -> Case {
        let bound = |n: u64| Bound::try_from(&BigInt::from(n)).unwrap();
        let rule = |bound, multiplier: fn(usize) -> i32| ProgramRule {
            multipliers: (0..rows).map(multiplier).collect(),
            bound,
        };
        let row = |j: usize| ProgramRow {
            custodian: (j % 2) as u16,
            value: 1_000 + j as u64,
        };
        let program = Program {
            shape,
            custodians: 2,
            rows: (0..rows).map(row).collect(),
            rules: vec![
                rule(bound(1 << 62), |_| 10_000),
                rule(bound(1 << 61), |j| if j % 2 == 0 { -3 } else { 10_000 }),
            ],
        };
        Case { program, seed }
    }

    fn quantities(&self) -> Zeroizing<Vec<u64>> {
        let rows = self.program.rows.len();
        let mut quantities = Zeroizing::new(Vec::with_capacity(rows));
        let quantity = |row: usize| (1 << 60) | (mix((self.seed << 40) + row as u64) >> 4);
        quantities.extend((0..rows).map(quantity));
        quantities
    }

    fn blinders(&self) -> [Blinders; 2] {
        let mut draws = Draws((self.seed << 40) + (1 << 20));
        [(); 2].map(|()| Blinders::random(&mut draws))
    }

    fn draws(&self) -> Draws {
        Draws((self.seed << 40) + (1 << 30))
    }

    #[inline(never)]
    fn prove(&self, prover: &Prover) -> Proof {
        let (quantities, blinders) = (self.quantities(), self.blinders());
        let commit = |i: usize| {
            let own = quantities.iter().copied().enumerate();
            let own = own.filter(|(row, _)| row % 2 == i);
            prover.committer().commit(own, &blinders[i]).unwrap()
        };
        let commitments: [EqAffine; 2] = [commit(0), commit(1)];
        let witness = Witness {
            quantities: &quantities,
            blinders: &blinders,
        };
        prover
            .prove(
                &self.program,
                &commitments,
                Fp::from(5),
                &witness,
                self.draws(),
            )
            .unwrap()
    }

    fn check(&self, snapshot: &Snapshot, proof: &Proof) {
        let made = Made {
            program: &self.program,
            quantities: &self.quantities(),
            blinders: &self.blinders(),
            context: Fp::from(5),
            draws: self.draws(),
            proof,
        };
        let secrets = made.secrets();
        assert!(secrets.0.len() > 400 * self.program.shape.n());
        snapshot.holds_none_of(&secrets);
    }
}

/// A column of quantities is a sum of multiples whose halves are the quantities themselves. The search is made at once: what a
/// sum leaves behind is mostly overwritten by the next.
#[test]
fn sums_of_multiples() {
    let _alone = alone();
    for (seed, count) in (200..).zip([40, 300, 2_000]) {
        let quantity = |row: usize| (1 << 60) | (mix((seed << 40) + row as u64) >> 4);
        let points = vec![EqAffine::generator(); count];
        zeroize_stack_after(|| {
            let mut scalars: Vec<Fp> = (0..count).map(|row| Fp::from(quantity(row))).collect();
            let sum = msm_of_secrets(scalars.iter().zip(&points));
            scalars.fill(Fp::ZERO);
            std::hint::black_box((&scalars, sum));
        });
        let snapshot = Snapshot::take();
        let mut secrets = Secrets::default();
        (0..count).for_each(|row| secrets.quantity("quantity", quantity(row)));
        snapshot.holds_none_of(&secrets);
    }
}

/// Which points are in a sum, and in which of its buckets, tells the scalars. No two are the same, and most buckets have one.
#[test]
fn points_of_sums() {
    let _alone = alone();
    for (seed, count) in (300..).zip([6, 40, 300]) {
        let factor = |row: usize| Fp::from(mix((seed << 40) + row as u64));
        let point = |row: usize| (EqAffine::generator() * factor(row)).to_affine();
        zeroize_stack_after(|| {
            let mut points: Vec<EqAffine> = (0..count).map(point).collect();
            let mut scalars: Vec<Fp> = (0..count).map(|row| factor(row + count)).collect();
            let sum = msm_of_secrets(scalars.iter().zip(&points));
            points.fill(EqAffine::generator());
            scalars.fill(Fp::ZERO);
            std::hint::black_box((&points, &scalars, sum));
        });
        let snapshot = Snapshot::take();
        let mut secrets = Secrets::default();
        for row in 0..count {
            let x = *point(row).coordinates().unwrap().x();
            // As `pasta_curves` keeps it.
            let x = x * Fq::from(2).pow_vartime([256]);
            secrets.bytes("x of a point", &x.to_repr()[..16]);
        }
        snapshot.holds_none_of(&secrets);
    }
}

#[test]
fn every_scalar_and_column() {
    let _alone = alone();
    let [small, medium, ..] = Shape::STANDARD;
    let cases = [
        (small, 48, 1),
        (small, 109, 2),
        (small, 48, 5),
        (medium, 100, 2),
    ];
    for (seed, (shape, rows, threads)) in (100..).zip(cases) {
        let case = Case::new(shape, rows, seed);
        let prover = Prover::new(shape).unwrap();
        // The pool outlives the snapshot: its threads' stacks are searched too.
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        let proof = pool.install(|| zeroize_stack_after(|| case.prove(&prover)));
        zeroize_stack();
        let snapshot = Snapshot::take();
        case.check(&snapshot, &proof);
        pool.install(zeroize_stack);
    }
}
