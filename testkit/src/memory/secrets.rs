//! Secrets, in every form in which they might lie in memory.

use ff::PrimeField;
use pasta_curves::Fp;

/// Bytes that must not be there.
pub struct Secret {
    /// What is secret, and in which form.
    pub name: String,
    /// At least eight.
    pub bytes: Vec<u8>,
}

/// A list of secrets that grows.
#[derive(Default)]
pub struct Secrets(pub Vec<Secret>);

impl Secrets {
    /// These bytes.
    pub fn bytes(&mut self, name: impl Into<String>, bytes: &[u8]) {
        self.0.push(Secret {
            name: name.into(),
            bytes: bytes.to_vec(),
        });
    }

    /// A 32-byte secret: each half on its own, as it is and turned round, and in hex.
    pub fn number(&mut self, name: &str, bytes: &[u8; 32]) {
        let turned: Vec<u8> = bytes.iter().rev().copied().collect();
        self.halves(&format!("{name}, little endian"), bytes);
        self.halves(&format!("{name}, big endian"), &turned);
        self.halves(&format!("{name}, hex"), hex::encode(bytes).as_bytes());
        self.halves(
            &format!("{name}, hex, big endian"),
            hex::encode(&turned).as_bytes(),
        );
    }

    /// A scalar of the proof system: the forms of a number, and the one it has in memory.
    pub fn scalar<F: PrimeField<Repr = [u8; 32]>>(&mut self, name: &str, scalar: F) {
        self.number(name, &scalar.to_repr());
        self.halves(&format!("{name}, Montgomery"), &montgomery(scalar));
    }

    /// A scalar of the proof system, as it is in memory.
    pub fn memory(&mut self, name: &str, scalar: Fp) {
        self.halves(&format!("{name}, Montgomery"), &montgomery(scalar));
    }

    /// A quantity of 64 bits: text, bytes, and a scalar of each suite.
    pub fn quantity(&mut self, name: &str, quantity: u64) {
        assert!(
            quantity > 1 << 60,
            "{name} = {quantity} could be there by chance"
        );
        self.bytes(format!("{name}, text"), quantity.to_string().as_bytes());
        let text = quantity.to_string();
        let (whole, fraction) = text.split_at(text.len() - 2);
        self.bytes(
            format!("{name}, decimal"),
            format!("{whole}.{fraction}").as_bytes(),
        );
        self.bytes(format!("{name}, integer"), &quantity.to_le_bytes());
        self.bytes(
            format!("{name}, integer, big endian"),
            &quantity.to_be_bytes(),
        );
        self.halves(
            &format!("{name}, Montgomery"),
            &montgomery(Fp::from(quantity)),
        );
        self.halves(
            &format!("{name}, Montgomery, bls12-381"),
            &montgomery(bls12_381::Scalar::from(quantity)),
        );
    }

    fn halves(&mut self, name: &str, bytes: &[u8]) {
        let (first, last) = bytes.split_at(bytes.len() / 2);
        self.bytes(name, first);
        self.bytes(name, last);
    }
}

/// How `pasta_curves` and `bls12_381` keep a scalar: the limbs of `x 2^256` modulo the order, low first.
pub fn montgomery<F: PrimeField<Repr = [u8; 32]>>(scalar: F) -> [u8; 32] {
    (scalar * F::from(2).pow_vartime([256])).to_repr()
}
