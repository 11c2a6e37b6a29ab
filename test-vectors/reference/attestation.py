"""Attestations: who attests, and the check against a registry (spec, 3; 13, steps 11 and 13)."""

import ecdsa
import ed25519
from errors import require


def signature_is_valid(scheme, public_key, message, signature):
    """Whether a signature of any scheme verifies."""
    if scheme == "ed25519":
        return ed25519.verify(public_key, message, signature)
    curve, base = {
        "secp256k1": (ecdsa.SECP256K1, ecdsa.SECP256K1_BASE),
        "p256": (ecdsa.P256, ecdsa.P256_BASE),
    }[scheme]
    return ecdsa.verify(curve, base, public_key, message, signature)


def check_who_attests(attestations, book):
    """Step 11: one attestation for each custodian of the book, in its order."""
    custodians, seen = book["custodians"], []
    for attestation in attestations:
        require(attestation["custodian"] in custodians, "attestation-unknown-custodian", attestation["custodian"])
        require(attestation["custodian"] not in seen, "attestation-duplicate", attestation["custodian"])
        seen.append(attestation["custodian"])
    require(len(seen) == len(custodians), "attestation-missing")
    require(seen == custodians, "attestation-order")


def check_attestation(attestation, book, registry, binding):
    """Refuses an attestation for the first thing wrong with it. Gives the threshold and the number of signatures."""
    require(attestation["subject"] == book["subject"], "attestation-subject")
    require(attestation["as_of"] == book["as_of"], "attestation-time")
    require(attestation["book"] == book["digest"], "attestation-book")
    require(attestation["policy"] == binding.policy, "attestation-policy")
    require(attestation["table"] == binding.table, "attestation-table")
    entries = [entry for entry in registry["custodians"] if entry["id"] == attestation["custodian"]]
    require(entries, "custodian-unregistered", attestation["custodian"])
    [entry] = entries
    signed, used = binding.message(attestation), []
    for signature in attestation["signatures"]:
        require(signature["scheme"] in binding.schemes, "signature-scheme", attestation["custodian"])
        wanted = (signature["scheme"], signature["public_key"])
        keys = [key for key in entry["keys"] if (key["scheme"], key["public_key"]) == wanted]
        require(keys, "key-unknown", attestation["custodian"])
        [key] = keys
        require(key not in used, "signature-duplicate", attestation["custodian"])
        used.append(key)
        require(attestation["as_of"] >= key["not_before"], "key-not-yet-valid", attestation["custodian"])
        require(attestation["as_of"] <= key["not_after"], "key-expired", attestation["custodian"])
        valid = signature_is_valid(*wanted, signed, signature["signature"])
        require(valid, "signature-invalid", attestation["custodian"])
    require(len(used) >= entry["threshold"], "under-threshold", attestation["custodian"])
    return entry["threshold"], len(used)
