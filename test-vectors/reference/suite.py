"""What depends on the group (spec, sections 1, 7, 9, 10 and 17): suites, and all that follows from what one says."""

from functools import lru_cache

from field import dft, invert


class Suite:
    """A group with its encodings, transcript and generators. Each suite is one object, of a class of its own.

    A suite has: `name`; `curve`, whose order is the modulus of scalars; `root_of_unity`, of order 2^32; `byte_order`;
    `point_length`; `encode_point`, `decode_point`, as documents and proofs have points, the identity being None;
    `point_bytes`, as key files have them; `hash`, a class with absorb_point, absorb_scalar and challenge;
    `hash_generator`; `keys`, from (k, K) to SHA-256 of the key file; `representative`.
    """

    @property
    def order(self):
        """The modulus of scalars."""
        return self.curve.order

    def omega(self, k):
        """The root of unity of order 2^k."""
        return pow(self.root_of_unity, 1 << (32 - k), self.order)

    def encode_scalar(self, value):
        """32 bytes."""
        return value.to_bytes(32, self.byte_order)

    def decode_scalar(self, data):
        """32 bytes below the modulus, or None."""
        assert len(data) == 32
        value = int.from_bytes(data, self.byte_order)
        return value if value < self.order else None

    def reduce_wide(self, data):
        """64 little-endian bytes, reduced."""
        assert len(data) == 64
        return int.from_bytes(data, "little") % self.order

    def proof_length(self, shape):
        """Bytes of a proof (section 10): 40 + K + 2k points, 49 + 3K scalars."""
        return self.point_length * (40 + shape.rules + 2 * shape.k) + 32 * (49 + 3 * shape.rules)

    @lru_cache(maxsize=None)
    def generator(self, i):
        """G_i."""
        return self.hash_generator(0, i)

    @lru_cache(maxsize=None)
    def blinding_generator(self):
        """W."""
        return self.hash_generator(1)

    @lru_cache(maxsize=None)
    def inner_product_generator(self):
        """U."""
        return self.hash_generator(2)

    def commit_values(self, k, values):
        """sum of values_j L_j over the 2^k rows."""
        scale = invert(1 << k, self.order)
        # The coefficients of the polynomial with these values, by the inverse transform.
        sums = dft(values, invert(self.omega(k), self.order), self.order)
        return self.curve.multiply_sum((c * scale, self.generator(i)) for i, c in enumerate(sums))

    @lru_cache(maxsize=None)
    def lagrange(self, k, row):
        """L_row of the shapes with 2^k rows."""
        return self.commit_values(k, [int(j == row) for j in range(1 << k)])
