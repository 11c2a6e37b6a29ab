"""Verification of a proof (spec, section 11): reading it, and the two sums that must be the identity."""

from hashlib import blake2b
from types import SimpleNamespace

import field
import opening
import relation
from errors import Refused, require
from transcript import Transcript


def verify_proof(statement):
    """Refuses the proof for the first thing wrong with it."""
    claim = reduce_proof(statement)
    curve = statement.key.suite.curve
    require(curve.multiply_sum(claim.refresh) is None, "proof-refresh")
    require(curve.multiply_sum(claim.opening) is None, "proof-invalid", "the opening does not hold")


def verify_batch(statements):
    """Section 12: one or more proofs under one key, at once. Refuses the first that is wrong."""
    if not statements:
        raise ValueError("an empty batch")
    claims = [reduce_proof(statement) for statement in statements]
    suite = statements[0].key.suite
    # Little-endian in every suite.
    hashed = blake2b(b"".join(claim.phi.to_bytes(32, "little") for claim in claims), person=b"assay/v1/batch__")
    theta = suite.reduce_wide(hashed.digest())
    terms = []
    for claim, factor in zip(claims, field.powers(theta, len(claims), suite.order)):
        terms += [(factor * scalar, point) for scalar, point in claim.opening]
        terms += [(factor * claim.phi * scalar, point) for scalar, point in claim.refresh]
    if suite.curve.multiply_sum(terms) is not None:
        for statement in statements:
            verify_proof(statement)


def reduce_proof(statement):
    """Everything but the two sums: gives their terms, and the challenge `phi` that would fold them.

    `statement` has: key, program, commitments (C_i), quantities (C'), tagged (H'), tags (P_tag), weights (P_w),
    context, proof. All points are decoded, and not the identity.
    """
    read = read_proof(statement)
    order = statement.key.suite.order
    relation.check_public_columns(statement.key, statement.program, read)
    quotient = relation.quotient(statement.key, read)
    read_rest(read)
    for value in [read.x, read.x_3 - read.x, read.x_3 - read.x_next, *read.round_challenges]:
        require(value % order != 0, "proof-invalid", "a degenerate challenge")
    return SimpleNamespace(
        refresh=opening.refresh_terms(statement, read),
        opening=opening.opening_terms(statement, read, quotient),
        phi=read.phi,
        read=read,
    )


def read_proof(statement):
    """11.1, steps 1 to 11."""
    suite, shape = statement.key.suite, statement.key.shape
    require(len(statement.proof) == suite.proof_length(shape), "proof-malformed", "another length")
    transcript = Transcript(suite, statement.proof)
    read = SimpleNamespace(transcript=transcript, k=shape.k)
    transcript.absorb_scalar(statement.context)
    read.r = transcript.challenge()
    transcript.absorb_point(statement.quantities)
    transcript.absorb_point(statement.tagged)
    read.m = transcript.challenge()
    read.refresh_nonce = transcript.read_point()
    read.c = transcript.challenge()
    read.responses = transcript.read_scalars(4)

    transcript.absorb_scalar(statement.key.representative)
    w = suite.blinding_generator()
    read.instance = [
        suite.curve.sum([statement.quantities, w]),
        suite.curve.sum([statement.tagged, w]),
        statement.tags,
        *statement.weights,
    ]
    for point in read.instance:
        transcript.absorb_point(point)
    read.limbs = transcript.read_points(32)
    read.accumulators = transcript.read_points(shape.rules)
    for _ in range(3):
        transcript.challenge()
    read.random = transcript.read_point()
    read.y = transcript.challenge()
    read.quotient_pieces = transcript.read_points(4)
    read.x = transcript.challenge()
    read.x_next = read.x * suite.omega(shape.k) % suite.order
    read.x_n = pow(read.x, shape.rows, suite.order)
    read.instance_values = transcript.read_scalars(3 + shape.rules)
    read.limb_values = transcript.read_scalars(32)
    read.accumulator_values = transcript.read_scalars(shape.rules)
    read.next_values = transcript.read_scalars(shape.rules)
    read.fixed_values = transcript.read_scalars(5)
    read.random_value = transcript.read_scalar()
    require(read.x_n != 1, "proof-invalid", "a degenerate challenge")
    return read


def read_rest(read):
    """11.1, steps 13 to 19."""
    transcript = read.transcript
    read.x_1, read.x_2 = transcript.challenge(), transcript.challenge()
    read.opening_quotient = transcript.read_point()
    read.x_3 = transcript.challenge()
    read.set_values = transcript.read_scalars(2)
    read.x_4 = transcript.challenge()
    read.blinding = transcript.read_point()
    read.xi, read.z = transcript.challenge(), transcript.challenge()
    read.rounds, read.round_challenges = [], []
    for _ in range(read.k):
        read.rounds.append(transcript.read_points(2))
        read.round_challenges.append(transcript.challenge())
    read.last_coefficient, read.last_blinding = transcript.read_scalars(2)
    if not transcript.is_at_end():
        raise Refused("proof-malformed", "something after the end")
    read.phi = transcript.challenge()
