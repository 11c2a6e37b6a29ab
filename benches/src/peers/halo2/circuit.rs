//! The circuit: Poseidon over packed quantities, bytes by lookup, and the rules as running sums.
//!
//! In each lane:
//!
//! | columns | rows | what holds |
//! |---|---|---|
//! | `bytes` | 8 a word | a word is the sum of its bytes: `z - 2^8 z_next` is a byte, and so is the last `z` |
//! | Poseidon's state and S-box | 1 for three words | `packed = word_0 + 2^64 word_1 + 2^128 word_2` |
//! | Poseidon's | 40 for two elements | the digest of the packed quantities and a salt |
//! | `quantity`, `sum`, instance | 1 | the digest is the public one |
//! | `quantity`, `sum`, instance | 226 a rule | `sum_next = -b`, then 225 times `sum_next = sum + w q` |
//!
//! The last sum of a rule is copied to the packed words of its slack. All are integers below `2^192`, so nothing wraps.
//! The instance column holds the digest, then for every rule its bound and its weights. Gates read it in place: the
//! region of `quantity` and `sum` is the only one in these columns, so it starts at row 0.

use ff::PrimeField;
use halo2_gadgets::poseidon::primitives::{ConstantLength, P128Pow5T3};
use halo2_gadgets::poseidon::{Hash, Pow5Chip, Pow5Config};
use halo2_proofs::circuit::{AssignedCell, Layouter, Region, SimpleFloorPlanner, Value};
use halo2_proofs::plonk::{
    Advice, Circuit, Column, ConstraintSystem, Constraints, Error, Instance, Selector, TableColumn,
};
use halo2_proofs::poly::Rotation;
use pasta_curves::Fp;

use super::witness::{packed, Secrets, ELEMENTS, LANES, LANE_ROWS, LANE_RULES, PACKED, ROWS};

/// Bits that one row looks up.
const BYTE: usize = 8;

/// Bytes of a word.
const BYTES: usize = 8;

type Cell = AssignedCell<Fp, Fp>;

/// The relation, with its secrets or without.
#[derive(Clone)]
pub struct Relation {
    /// What only the prover knows, lane by lane.
    pub secrets: Value<[Secrets; LANES]>,
}

/// The lanes. All look up in one table.
#[derive(Clone, Debug)]
pub struct Config {
    table: TableColumn,
    lanes: [Lane; LANES],
}

/// Columns and selectors of one lane.
#[derive(Clone, Debug)]
pub struct Lane {
    instance: Column<Instance>,
    poseidon: Pow5Config<Fp, 3, 2>,
    /// Poseidon's state and its S-box column, whose free rows pack words.
    packing: [Column<Advice>; PACKED + 1],
    pack: Selector,
    bytes: Column<Advice>,
    chain: Selector,
    quantity: Column<Advice>,
    sum: Column<Advice>,
    digest: Selector,
    start: Selector,
    step: Selector,
}

impl Circuit<Fp> for Relation {
    type Config = Config;
    type FloorPlanner = SimpleFloorPlanner;

    fn without_witnesses(&self) -> Relation {
        Relation {
            secrets: Value::unknown(),
        }
    }

    fn configure(meta: &mut ConstraintSystem<Fp>) -> Config {
        let table = meta.lookup_table_column();
        Config {
            table,
            lanes: [(); LANES].map(|()| Lane::configure(meta, table)),
        }
    }

    fn synthesize(&self, config: Config, mut layouter: impl Layouter<Fp>) -> Result<(), Error> {
        let layouter = &mut layouter;
        config.load_table(layouter)?;
        let mut quantities = Vec::new();
        let mut outcomes = Vec::new();
        for (index, lane) in config.lanes.iter().enumerate() {
            let secrets = self.secrets.as_ref().map(|lanes| &lanes[index]);
            let own = secrets.map(|secrets| &secrets.quantities[..]);
            let own = lane.words(layouter, LANE_ROWS, own)?;
            let words = secrets.map(|secrets| &secrets.words[..]);
            let words = lane.words(layouter, PACKED * LANE_RULES, words)?;
            let mut elements = lane.pack(layouter, &own)?;
            elements.push(lane.salt(layouter, secrets.map(|secrets| secrets.salt))?);
            let digest = lane.hash(layouter, elements)?;
            outcomes.push((digest, lane.pack(layouter, &words)?));
            quantities.extend(own);
        }
        quantities.truncate(ROWS);
        for (lane, (digest, slacks)) in config.lanes.iter().zip(&outcomes) {
            lane.rules(layouter, digest, &quantities, slacks)?;
        }
        Ok(())
    }
}

impl Config {
    fn load_table(&self, layouter: &mut impl Layouter<Fp>) -> Result<(), Error> {
        layouter.assign_table(
            || "bytes",
            |mut table| {
                (0..1 << BYTE).try_for_each(|byte| {
                    let value = || Value::known(Fp::from(byte as u64));
                    table.assign_cell(|| "byte", self.table, byte, value)
                })
            },
        )
    }
}

impl Lane {
    fn configure(meta: &mut ConstraintSystem<Fp>, table: TableColumn) -> Lane {
        let state = [(); 3].map(|()| meta.advice_column());
        let partial_sbox = meta.advice_column();
        let rc_a = [(); 3].map(|()| meta.fixed_column());
        let rc_b = [(); 3].map(|()| meta.fixed_column());
        let lane = Lane {
            instance: meta.instance_column(),
            poseidon: Pow5Chip::configure::<P128Pow5T3>(meta, state, partial_sbox, rc_a, rc_b),
            packing: [state[0], state[1], state[2], partial_sbox],
            pack: meta.selector(),
            bytes: meta.advice_column(),
            chain: meta.complex_selector(),
            quantity: meta.advice_column(),
            sum: meta.advice_column(),
            digest: meta.selector(),
            start: meta.selector(),
            step: meta.selector(),
        };
        meta.enable_constant(rc_b[0]);
        for column in [partial_sbox, lane.bytes, lane.quantity, lane.sum] {
            meta.enable_equality(column);
        }

        meta.lookup(|meta| {
            let chain = meta.query_selector(lane.chain);
            let here = meta.query_advice(lane.bytes, Rotation::cur());
            let next = meta.query_advice(lane.bytes, Rotation::next());
            vec![(here - chain * next * Fp::from(1 << BYTE), table)]
        });
        meta.create_gate("pack", |meta| {
            let [low, middle, high, whole] =
                lane.packing.map(|c| meta.query_advice(c, Rotation::cur()));
            let word = Fp::from_u128(1 << 64);
            let sum = low + (middle + high * word) * word;
            Constraints::with_selector(meta.query_selector(lane.pack), [sum - whole])
        });
        meta.create_gate("digest", |meta| {
            let public = meta.query_instance(lane.instance, Rotation::cur());
            let digest = meta.query_advice(lane.quantity, Rotation::cur());
            Constraints::with_selector(meta.query_selector(lane.digest), [digest - public])
        });
        meta.create_gate("start", |meta| {
            let bound = meta.query_instance(lane.instance, Rotation::cur());
            let first = meta.query_advice(lane.sum, Rotation::next());
            Constraints::with_selector(meta.query_selector(lane.start), [first + bound])
        });
        meta.create_gate("step", |meta| {
            let weight = meta.query_instance(lane.instance, Rotation::cur());
            let quantity = meta.query_advice(lane.quantity, Rotation::cur());
            let sum = meta.query_advice(lane.sum, Rotation::cur());
            let next = meta.query_advice(lane.sum, Rotation::next());
            let step = meta.query_selector(lane.step);
            Constraints::with_selector(step, [sum + weight * quantity - next])
        });
        lane
    }

    /// Assigns `count` words, each in a region of its own. Their bytes are looked up.
    fn words(
        &self,
        layouter: &mut impl Layouter<Fp>,
        count: usize,
        words: Value<&[u128]>,
    ) -> Result<Vec<Cell>, Error> {
        let assign = |mut region: Region<'_, Fp>, index: usize| {
            let word = words.map(|words| words[index]);
            let rest = |region: &mut Region<'_, Fp>, byte| {
                let value = || word.map(|word| Fp::from_u128(word >> (BYTE * byte)));
                region.assign_advice(|| "word", self.bytes, byte, value)
            };
            let cell = rest(&mut region, 0)?;
            for byte in 1..BYTES {
                self.chain.enable(&mut region, byte - 1)?;
                rest(&mut region, byte)?;
            }
            Ok(cell)
        };
        (0..count)
            .map(|index| layouter.assign_region(|| "word", |region| assign(region, index)))
            .collect()
    }

    /// Packs words by threes.
    fn pack(&self, layouter: &mut impl Layouter<Fp>, words: &[Cell]) -> Result<Vec<Cell>, Error> {
        words
            .chunks(PACKED)
            .map(|words| {
                layouter.assign_region(
                    || "pack",
                    |mut region| {
                        self.pack.enable(&mut region, 0)?;
                        let values: Value<Vec<Fp>> =
                            words.iter().map(|w| w.value().copied()).collect();
                        for (word, column) in words.iter().zip(self.packing) {
                            word.copy_advice(|| "word", &mut region, column, 0)?;
                        }
                        let value = || values.as_ref().map(|words| packed(words));
                        region.assign_advice(|| "packed", self.packing[PACKED], 0, value)
                    },
                )
            })
            .collect()
    }

    fn salt(&self, layouter: &mut impl Layouter<Fp>, salt: Value<Fp>) -> Result<Cell, Error> {
        layouter.assign_region(
            || "salt",
            |mut region| region.assign_advice(|| "salt", self.packing[0], 0, || salt),
        )
    }

    fn hash(&self, layouter: &mut impl Layouter<Fp>, message: Vec<Cell>) -> Result<Cell, Error> {
        let message: [Cell; ELEMENTS] = message.try_into().map_err(|_| Error::Synthesis)?;
        let chip = Pow5Chip::construct(self.poseidon.clone());
        let hash = Hash::<_, _, P128Pow5T3, ConstantLength<ELEMENTS>, 3, 2>::init(
            chip,
            layouter.namespace(|| "init"),
        )?;
        hash.hash(layouter.namespace(|| "hash"), message)
    }

    /// The digest is the public one, and every rule ends in its slack.
    fn rules(
        &self,
        layouter: &mut impl Layouter<Fp>,
        digest: &Cell,
        quantities: &[Cell],
        slacks: &[Cell],
    ) -> Result<(), Error> {
        layouter.assign_region(
            || "rules",
            |mut region| {
                let region = &mut region;
                self.digest.enable(region, 0)?;
                digest.copy_advice(|| "digest", region, self.quantity, 0)?;
                let mut row = 1;
                for slack in slacks {
                    self.start.enable(region, row)?;
                    let mut sum = -region.instance_value(self.instance, row)?;
                    for quantity in quantities {
                        row += 1;
                        region.assign_advice(|| "sum", self.sum, row, || sum)?;
                        self.step.enable(region, row)?;
                        quantity.copy_advice(|| "quantity", region, self.quantity, row)?;
                        let weight = region.instance_value(self.instance, row)?;
                        sum = sum + weight * quantity.value();
                    }
                    row += 1;
                    let last = region.assign_advice(|| "sum", self.sum, row, || sum)?;
                    region.constrain_equal(last.cell(), slack.cell())?;
                }
                Ok(())
            },
        )
    }
}
