"""Arithmetic modulo primes (spec, section 1). Elements are integers in [0, modulus)."""


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


def dft(values, root, modulus):
    """sum_i values_i root^(i j) for every j; the length is a power of two, the order of `root`."""
    if len(values) == 1:
        return values
    square = root * root % modulus
    even, odd = dft(values[0::2], square, modulus), dft(values[1::2], square, modulus)
    low, high, power = [], [], 1
    for a, b in zip(even, odd):
        b = b * power % modulus
        low.append((a + b) % modulus)
        high.append((a - b) % modulus)
        power = power * root % modulus
    return low + high


def powers(base, count, modulus):
    """1, base, base^2, ..., `count` of them."""
    out, power = [], 1
    for _ in range(count):
        out.append(power)
        power = power * base % modulus
    return out
