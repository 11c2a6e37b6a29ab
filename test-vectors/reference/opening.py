"""The two sums of a proof, as (scalar, point) terms: refresh and opening (spec, 11.2, 11.6, 11.7)."""

from field import invert


def refresh_terms(statement, read):
    """R_eq."""
    p = statement.key.suite.order
    terms = list(zip(read.responses, statement.key.blinders))
    terms.append((-1, read.refresh_nonce))
    terms.append((-read.c, statement.quantities))
    terms.append((-read.c * read.m, statement.tagged))
    for i, commitment in enumerate(statement.commitments):
        terms.append((read.c * (1 + read.m * pow(read.r, i + 1, p)), commitment))
    return terms


def opening_terms(statement, read, quotient):
    """O_eq."""
    suite = statement.key.suite
    p = suite.order
    terms, value = _collapsed(statement, read, quotient)
    terms.append((-value, suite.generator(0)))
    terms.append((read.xi, read.blinding))
    for (left, right), challenge in zip(read.rounds, read.round_challenges):
        terms.append((invert(challenge, p), left))
        terms.append((challenge, right))

    # g_k belongs to the lowest bit.
    challenges = read.round_challenges[::-1]
    folded, power = 1, read.x_3
    scalars = [1]
    for challenge in challenges:
        folded = folded * (1 + challenge * power) % p
        power = power * power % p
        scalars += [challenge * scalar % p for scalar in scalars]
    a = read.last_coefficient
    terms += [(-a * scalar, suite.generator(j)) for j, scalar in enumerate(scalars)]
    terms.append((-a * folded * read.z, suite.inner_product_generator()))
    terms.append((-read.last_blinding, suite.blinding_generator()))
    return terms


def _collapsed(statement, read, quotient):
    """11.6: the commitment P, as terms, and the value v it must have at x_3."""
    p, shape, x, x_3 = statement.key.suite.order, statement.key.shape, read.x, read.x_3
    # T = T_0 + x^n T_1 + x^2n T_2 + x^3n T_3; every entry is a list of terms.
    pieces = [(pow(read.x_n, i, p), piece) for i, piece in enumerate(read.quotient_pieces)]
    commitments = [[(1, point)] for point in read.instance + read.limbs + statement.key.fixed]
    commitments += [pieces, [(1, read.random)]]
    values = read.instance_values + read.limb_values + read.fixed_values + [quotient, read.random_value]
    assert len(commitments) == len(values) == 42 + shape.rules

    b_0, [beta] = _fold(p, read.x_1, commitments, [values])
    b_1, [beta_x, beta_n] = _fold(
        p,
        read.x_1,
        [[(1, point)] for point in read.accumulators],
        [read.accumulator_values, read.next_values],
    )

    from_x, from_next = x_3 - x, x_3 - read.x_next
    u_0, u_1 = read.set_values
    line = beta_x + (beta_n - beta_x) * from_x * invert(read.x_next - x, p)
    psi = read.x_2 * (u_0 - beta) * invert(from_x, p) + (u_1 - line) * invert(from_x * from_next, p)
    square = read.x_4 * read.x_4
    terms = [(square, read.opening_quotient)]
    terms += [(read.x_4 * scalar, point) for scalar, point in b_0]
    terms += b_1
    return terms, (square * psi + read.x_4 * u_0 + u_1) % p


def _fold(p, challenge, commitments, value_lists):
    """sum over i of challenge^(m-1-i) entry_i, of commitments and of each list of values."""
    terms = []
    for commitment in commitments:
        terms = [(challenge * scalar % p, point) for scalar, point in terms] + commitment
    folded = []
    for values in value_lists:
        total = 0
        for value in values:
            total = (total * challenge + value) % p
        folded.append(total)
    return terms, folded
