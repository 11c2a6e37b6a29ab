"""The relation at the challenge point: public columns, identities, quotient (spec, 11.3 to 11.5)."""

import field
from errors import require


def check_public_columns(key, program, read):
    """11.3: the tag and weight evaluations are those of the program."""
    shape, p, rows = key.shape, key.suite.order, len(program.values)
    roots = field.powers(key.suite.omega(shape.k), rows + 1, p)
    # l_0(x) .. l_rows(x)
    inverses = field.invert_all([shape.rows * (read.x - root) % p for root in roots], p)
    lagrange = [(read.x_n - 1) * root * inverse % p for root, inverse in zip(roots, inverses)]

    tag = sum(pow(read.r, owner + 1, p) * l for owner, l in zip(program.owners, lagrange[1:])) % p
    require(read.instance_values[2] == tag, "proof-tags")
    of_value = [value * l % p for value, l in zip(program.values, lagrange[1:])]
    for column in range(shape.rules):
        weight = 0
        if column < len(program.inequalities):
            multipliers, bound = program.inequalities[column]
            weight = (bound * lagrange[0] + sum(m * v for m, v in zip(multipliers, of_value))) % p
        require(read.instance_values[3 + column] == weight, "proof-weights", f"column {column}")


def identities(shape, read):
    """11.4: the values of all identities at x."""
    q, h, tag, *weights = read.instance_values
    start, bucket, carry, live, shift = read.fixed_values
    digits, now, after = read.limb_values, read.accumulator_values, read.next_values

    values = [live * d * (d - 1) * (d - 2) * (d - 3) for d in digits]
    word = sum(4**i * d for i, d in enumerate(digits))
    values.append(live * (now[0] - word) + bucket * (q - now[0]) - carry * 2**64 * after[0])
    values.append(bucket * (h - tag * q))
    for c in range(shape.rules):
        value = start * (after[c] + weights[c]) + bucket * (after[c] - now[c] - weights[c] * q)
        if c > 0:
            value += carry * (after[c] - now[c])
        if c < shape.rules - 1:
            value += shift * (after[c] - now[c + 1])
        values.append(value)
    return values


def quotient(key, read):
    """11.5: the claimed value t of the quotient at x."""
    p, total = key.suite.order, 0
    for value in identities(key.shape, read):
        total = (total * read.y + value) % p
    return total * field.invert(read.x_n - 1, p) % p
