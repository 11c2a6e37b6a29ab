"""Shapes and their rows (spec, section 6)."""


class Shape:
    """2^k trace rows and room for `rules` inequalities."""

    def __init__(self, k, rules):
        assert exists(k, rules)
        self.k, self.rules = k, rules
        self.rows = 1 << k
        self.buckets = self.rows - 7 - 3 * rules

    @property
    def blinder_rows(self):
        """z_0..z_3."""
        return range(1 + self.buckets, 5 + self.buckets)

    def fixed_columns(self):
        """start, bucket, carry, live, shift: their values in every row."""
        start, bucket, carry, live, shift = ([0] * self.rows for _ in range(5))
        start[0] = 1
        for row in range(1, 1 + self.buckets):
            bucket[row] = live[row] = 1
        for rule in range(self.rules):
            for word in range(3):
                row = 1 + self.buckets + 3 * rule + word
                live[row] = 1
                if word < 2:
                    carry[row] = 1
                elif rule < self.rules - 1:
                    shift[row] = 1
        return start, bucket, carry, live, shift


def exists(k, rules):
    """Whether there is such a shape."""
    return 4 <= k <= 14 and 2 <= rules <= 64 and 2**k > 7 + 3 * rules
