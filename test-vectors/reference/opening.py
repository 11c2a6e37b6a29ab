"""The two sums of a proof, as (scalar, point) terms: refresh and opening (spec, 11.2, 11.6, 11.7)."""

import keys
from field import P, invert


def refresh_terms(statement, read):
    """R_eq."""
    terms = list(zip(read.responses, statement.key.blinders))
    terms.append((-1, read.refresh_nonce))
    terms.append((-read.c, statement.quantities))
    terms.append((-read.c * read.m, statement.tagged))
    for i, commitment in enumerate(statement.commitments):
        terms.append((read.c * (1 + read.m * pow(read.r, i + 1, P)), commitment))
    return terms


def opening_terms(statement, read, quotient):
    """O_eq."""
    terms, value = _collapsed(statement, read, quotient)
    terms.append((-value, keys.generator(0)))
    terms.append((read.xi, read.blinding))
    for (left, right), challenge in zip(read.rounds, read.round_challenges):
        terms.append((invert(challenge, P), left))
        terms.append((challenge, right))

    # g_k belongs to the lowest bit.
    challenges = read.round_challenges[::-1]
    folded, power = 1, read.x_3
    scalars = [1]
    for challenge in challenges:
        folded = folded * (1 + challenge * power) % P
        power = power * power % P
        scalars += [challenge * scalar % P for scalar in scalars]
    a = read.last_coefficient
    terms += [(-a * scalar, keys.generator(j)) for j, scalar in enumerate(scalars)]
    terms.append((-a * folded * read.z, keys.inner_product_generator()))
    terms.append((-read.last_blinding, keys.blinding_generator()))
    return terms


def _collapsed(statement, read, quotient):
    """11.6: the commitment P, as terms, and the value v it must have at x_3."""
    shape, x, x_3 = statement.key.shape, read.x, read.x_3
    # T = T_0 + x^n T_1 + x^2n T_2 + x^3n T_3; every entry is a list of terms.
    pieces = [(pow(read.x_n, i, P), piece) for i, piece in enumerate(read.quotient_pieces)]
    commitments = [[(1, point)] for point in read.instance + read.limbs + statement.key.fixed]
    commitments += [pieces, [(1, read.random)]]
    values = read.instance_values + read.limb_values + read.fixed_values + [quotient, read.random_value]
    assert len(commitments) == len(values) == 42 + shape.rules

    b_0, [beta] = _fold(read.x_1, commitments, [values])
    b_1, [beta_x, beta_n] = _fold(
        read.x_1,
        [[(1, point)] for point in read.accumulators],
        [read.accumulator_values, read.next_values],
    )

    from_x, from_next = x_3 - x, x_3 - read.x_next
    u_0, u_1 = read.set_values
    line = beta_x + (beta_n - beta_x) * from_x * invert(read.x_next - x, P)
    psi = read.x_2 * (u_0 - beta) * invert(from_x, P) + (u_1 - line) * invert(from_x * from_next, P)
    square = read.x_4 * read.x_4
    terms = [(square, read.opening_quotient)]
    terms += [(read.x_4 * scalar, point) for scalar, point in b_0]
    terms += b_1
    return terms, (square * psi + read.x_4 * u_0 + u_1) % P


def _fold(challenge, commitments, value_lists):
    """sum over i of challenge^(m-1-i) entry_i, of commitments and of each list of values."""
    terms = []
    for commitment in commitments:
        terms = [(challenge * scalar % P, point) for scalar, point in terms] + commitment
    folded = []
    for values in value_lists:
        total = 0
        for value in values:
            total = (total * challenge + value) % P
        folded.append(total)
    return terms, folded
