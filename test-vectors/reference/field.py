"""Arithmetic modulo primes (spec, section 1). Elements are integers in [0, modulus)."""

# Scalars: the order of Vesta.
P = 0x40000000000000000000000000000000224698FC094CF91B992D30ED00000001
# Coordinates of points of Vesta.
Q = 0x40000000000000000000000000000000224698FC0994A8DD8C46EB2100000001

# p - 1 = 2^32 t with t odd.
ROOT_OF_UNITY = pow(5, (P - 1) >> 32, P)


def omega(k):
    """The root of unity of order 2^k."""
    return pow(ROOT_OF_UNITY, 1 << (32 - k), P)


def decode(data, modulus):
    """32 little-endian bytes below the modulus, or None."""
    assert len(data) == 32
    value = int.from_bytes(data, "little")
    return value if value < modulus else None


def encode(value):
    """32 little-endian bytes."""
    return value.to_bytes(32, "little")


def reduce_wide(data):
    """64 little-endian bytes, reduced mod p."""
    assert len(data) == 64
    return int.from_bytes(data, "little") % P


def invert(value, modulus):
    """The inverse. Zero has none: ValueError."""
    return pow(value, -1, modulus)


def invert_all(values, modulus):
    """The inverses of many nonzero elements, by one inversion (Montgomery's trick)."""
    products, product = [], 1
    for value in values:
        products.append(product)
        product = product * value % modulus
    inverse = invert(product, modulus)
    inverses = [0] * len(values)
    for i in reversed(range(len(values))):
        inverses[i] = inverse * products[i] % modulus
        inverse = inverse * values[i] % modulus
    return inverses


def is_square(value, modulus):
    """Euler's criterion; zero is a square."""
    return pow(value, (modulus - 1) // 2, modulus) != modulus - 1


_NON_SQUARES = {}


def _non_square(modulus):
    if modulus not in _NON_SQUARES:
        candidate = 2
        while is_square(candidate, modulus):
            candidate += 1
        _NON_SQUARES[modulus] = candidate
    return _NON_SQUARES[modulus]


def sqrt(value, modulus):
    """A square root, or None (Tonelli and Shanks, for any odd prime)."""
    value %= modulus
    if value == 0:
        return 0
    odd, twos = modulus - 1, 0
    while odd % 2 == 0:
        odd, twos = odd // 2, twos + 1
    # root^2 = value * rest, and the order of rest divides 2^(twos - 1) if value is a square.
    half = pow(value, (odd - 1) // 2, modulus)
    root = value * half % modulus
    rest = root * half % modulus
    generator = pow(_non_square(modulus), odd, modulus)
    while rest != 1:
        order, square = 0, rest
        while square != 1:
            square = square * square % modulus
            order += 1
            if order == twos:
                return None
        step = pow(generator, 1 << (twos - order - 1), modulus)
        generator = step * step % modulus
        root = root * step % modulus
        rest = rest * generator % modulus
        twos = order
    return root


def dft(values, root):
    """sum_i values_i root^(i j) mod p for every j; the length is a power of two, the order of `root`."""
    if len(values) == 1:
        return values
    square = root * root % P
    even, odd = dft(values[0::2], square), dft(values[1::2], square)
    low, high, power = [], [], 1
    for a, b in zip(even, odd):
        b = b * power % P
        low.append((a + b) % P)
        high.append((a - b) % P)
        power = power * root % P
    return low + high


def powers(base, count, modulus=P):
    """1, base, base^2, ..., `count` of them."""
    out, power = [], 1
    for _ in range(count):
        out.append(power)
        power = power * base % modulus
    return out
