"""Short Weierstrass curves y^2 = x^3 + a x + b, and a group of prime order of their points.

A point is (x, y), or None for the identity. Sums are computed in Jacobian coordinates: (X, Y, Z) stands for
(X / Z^2, Y / Z^3), and Z = 0 for the identity. Nothing here is constant-time.
"""

from field import invert, sqrt

IDENTITY = (1, 1, 0)


class Curve:
    """A curve over the field of `p` elements, and the order of its group: of all its points, or of some."""

    def __init__(self, p, a, b, order):
        self.p, self.a, self.b, self.order = p, a, b, order

    def right_hand_side(self, x):
        """x^3 + a x + b."""
        return (x * x * x + self.a * x + self.b) % self.p

    def is_on_curve(self, point):
        """Whether (x, y) fits the equation."""
        x, y = point
        return y * y % self.p == self.right_hand_side(x)

    def lift(self, x, odd):
        """The point with this x and this parity of y, or None."""
        y = sqrt(self.right_hand_side(x), self.p)
        if y is None:
            return None
        return (x, y) if y % 2 == odd else (x, -y % self.p)

    def negate(self, point):
        """-point."""
        return None if point is None else (point[0], -point[1] % self.p)

    def sum(self, points):
        """The sum of points."""
        total = IDENTITY
        for point in points:
            total = self._add_affine(total, point)
        return self._affine(total)

    def multiply_by_all(self, factors, point):
        """The point times each of some positive integers in turn, of any order that it has: nothing is reduced."""
        total = (*point, 1)
        for factor in factors:
            base = total
            for bit in bin(factor)[3:]:
                total = self._double(total)
                if bit == "1":
                    total = self._add(total, base)
        return self._affine(total)

    def multiply_sum(self, terms):
        """The sum of scalar * point over (scalar, point) pairs of the group: Pippenger's buckets."""
        pairs = [(s % self.order, point) for s, point in terms if point is not None]
        pairs = [(s, point) for s, point in pairs if s]
        if not pairs:
            return None
        bits = self.order.bit_length()
        # What a window of `width` bits costs: an addition a point, and about three for each bucket.
        width = min(range(1, 16), key=lambda w: -(-bits // w) * (len(pairs) + 3 * 2**w))
        total = IDENTITY
        for start in reversed(range(0, bits, width)):
            for _ in range(width):
                total = self._double(total)
            buckets = [IDENTITY] * (1 << width)
            for scalar, point in pairs:
                digit = scalar >> start & (1 << width) - 1
                if digit:
                    buckets[digit] = self._add_affine(buckets[digit], point)
            # sum of i * bucket_i: the buckets from the top, each partial sum counted once.
            running = window = IDENTITY
            for bucket in reversed(buckets[1:]):
                running = self._add(running, bucket)
                window = self._add(window, running)
            total = self._add(total, window)
        return self._affine(total)

    def _affine(self, point):
        x, y, z = point
        if z == 0:
            return None
        inverse = invert(z, self.p)
        square = inverse * inverse % self.p
        return (x * square % self.p, y * square * inverse % self.p)

    def _double(self, point):
        x, y, z = point
        p = self.p
        yy = y * y % p
        s = 4 * x * yy % p
        m = 3 * x * x
        if self.a:
            m += self.a * pow(z, 4, p)
        m %= p
        x3 = (m * m - 2 * s) % p
        return (x3, (m * (s - x3) - 8 * yy * yy) % p, 2 * y * z % p)

    def _add_affine(self, left, right):
        if right is None:
            return left
        x1, y1, z1 = left
        x2, y2 = right
        if z1 == 0:
            return (x2, y2, 1)
        p = self.p
        zz = z1 * z1 % p
        h = (x2 * zz - x1) % p
        r = (y2 * z1 * zz - y1) % p
        if h == 0:
            return self._double(left) if r == 0 else IDENTITY
        hh = h * h % p
        hhh = h * hh % p
        v = x1 * hh % p
        x3 = (r * r - hhh - 2 * v) % p
        return (x3, (r * (v - x3) - y1 * hhh) % p, z1 * h % p)

    def _add(self, left, right):
        x1, y1, z1 = left
        x2, y2, z2 = right
        if z1 == 0:
            return right
        if z2 == 0:
            return left
        p = self.p
        zz1, zz2 = z1 * z1 % p, z2 * z2 % p
        u1, u2 = x1 * zz2 % p, x2 * zz1 % p
        s1, s2 = y1 * zz2 * z2 % p, y2 * zz1 * z1 % p
        h, r = (u2 - u1) % p, (s2 - s1) % p
        if h == 0:
            return self._double(left) if r == 0 else IDENTITY
        hh = h * h % p
        hhh = h * hh % p
        v = u1 * hh % p
        x3 = (r * r - hhh - 2 * v) % p
        return (x3, (r * (v - x3) - s1 * hhh) % p, z1 * z2 * h % p)
