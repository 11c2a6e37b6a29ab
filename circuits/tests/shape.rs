//! Shapes, the row map, and the bounds that keep integers from wrapping.
#![allow(clippy::unwrap_used, missing_docs)]

use assay_circuits::columns::{BUCKET, CARRY, LIVE, SHIFT, START};
use assay_circuits::{NoSuchShape, Shape, BLINDING_ROWS, DEGREE, FIXED, MAX_K, MAX_RULES, WORDS};
use ff::{Field, PrimeField};
use halo2_proofs::pasta::Fp;
use halo2_proofs::plonk::{Circuit, ConstraintSystem};

#[test]
fn standard_shapes() {
    let buckets: Vec<usize> = Shape::STANDARD.iter().map(|s| s.buckets()).collect();
    assert_eq!(buckets, [109, 225, 481, 969, 4041, 409, 921]);
    for shape in Shape::STANDARD {
        assert_eq!(Shape::new(shape.k(), shape.rules()), Ok(shape));
        assert!(shape.is_standard());
    }
    assert!(!Shape::new(8, 4).unwrap().is_standard());
}

#[test]
fn shapes_that_do_not_exist() {
    for (k, rules) in [
        (3, 2),
        (4, 1),
        (4, 3),
        (8, 0),
        (8, MAX_RULES + 1),
        (MAX_K + 1, 4),
        (u32::MAX, 4),
        (6, 19),
    ] {
        assert_eq!(Shape::new(k, rules), Err(NoSuchShape { k, rules }));
    }
    assert_eq!(Shape::new(4, 2).unwrap().buckets(), 3);
    assert_eq!(Shape::new(6, 18).unwrap().buckets(), 3);
}

#[test]
fn the_smallest_standard_shape_that_fits() {
    let smallest = |buckets, rules| {
        let first = Shape::first_with_room(Shape::STANDARD, buckets, rules);
        first.map(|s| (s.k(), s.rules()))
    };
    assert_eq!(smallest(0, 0), Some((7, 4)));
    assert_eq!(smallest(109, 4), Some((7, 4)));
    assert_eq!(smallest(110, 4), Some((8, 8)));
    assert_eq!(smallest(1, 5), Some((8, 8)));
    assert_eq!(smallest(226, 8), Some((9, 8)));
    assert_eq!(smallest(1, 9), Some((10, 16)));
    assert_eq!(smallest(4041, 16), Some((12, 16)));
    assert_eq!(smallest(4042, 1), None);
    assert_eq!(smallest(1, 17), Some((9, 32)));
    assert_eq!(smallest(409, 32), Some((9, 32)));
    assert_eq!(smallest(410, 17), Some((10, 32)));
    assert_eq!(smallest(921, 32), Some((10, 32)));
    assert_eq!(smallest(922, 17), None);
    assert_eq!(smallest(1, 33), None);
}

#[test]
fn the_standard_shape_with_most_rules() {
    let widest = |buckets| {
        let most = Shape::with_most_rules(Shape::STANDARD.into_iter(), buckets);
        most.map(|s| (s.k(), s.rules()))
    };
    assert_eq!(widest(0), Some((9, 32)));
    assert_eq!(widest(409), Some((9, 32)));
    assert_eq!(widest(410), Some((10, 32)));
    assert_eq!(widest(922), Some((10, 16)));
    assert_eq!(widest(970), Some((12, 16)));
    assert_eq!(widest(4042), None);
}

#[test]
fn every_row_has_one_role() {
    for shape in Shape::STANDARD {
        let last = shape.usable_rows() - 1;
        assert_eq!(shape.word_row(shape.rules() - 1, WORDS - 1), last);
        let mut words = 0;
        for row in 0..shape.n() {
            let on: Vec<usize> = (0..FIXED).filter(|c| shape.fixed(*c, row)).collect();
            let expected: &[usize] = match row {
                0 => &[START],
                _ if row <= shape.buckets() => &[BUCKET, LIVE],
                _ if row > last => &[],
                _ => {
                    words += 1;
                    match (words % WORDS, row == last) {
                        (0, true) => &[LIVE],
                        (0, false) => &[LIVE, SHIFT],
                        _ => &[CARRY, LIVE],
                    }
                }
            };
            assert_eq!(on, expected, "{shape}, row {row}");
        }
        assert_eq!(words, WORDS * shape.rules());
        // Blinders live in word rows, where no identity reads the committed columns.
        let rows = shape.blinder_rows();
        assert!(rows.iter().all(|r| *r > shape.buckets() && *r <= last));
    }
}

#[test]
fn halo2_keeps_the_rows_and_the_degree_that_the_shapes_assume() {
    use assay_circuits::halo2::ReservesCircuit;
    let mut meta = ConstraintSystem::<Fp>::default();
    ReservesCircuit::<Fp, 8>::configure(&mut meta);
    assert_eq!(meta.blinding_factors() + 1, BLINDING_ROWS);
    assert_eq!(meta.degree(), DEGREE);
    assert_eq!(DEGREE, 5);
}

#[test]
fn integers_cannot_wrap() {
    // |slack| < U 2^31 2^64 2^64 + 2^176 < 2^177, words take [0, 2^192): the difference stays below p.
    let bits = |v: Fp| 255 - leading_zeros(&v);
    assert_eq!(bits(-Fp::ONE), 255);
    let power = |e: u64| Fp::from(2).pow([e, 0, 0, 0]);
    let largest = Fp::from(1 << MAX_K) * power(31 + 64 + 64) + power(176);
    assert!(bits(largest) <= 178);
    assert!(bits(largest + power(192)) < 194);
}

/// Of 255 bits.
fn leading_zeros(value: &Fp) -> u32 {
    let repr = value.to_repr();
    let top = repr.iter().rposition(|b| *b != 0).unwrap();
    255 - (8 * top as u32 + 8 - repr[top].leading_zeros())
}
