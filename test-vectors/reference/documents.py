"""The documents: their fields, and the strict reading of them (spec, section 2).

A document that was read is a dict of what its fields stand for, and its digest under "digest".
"""

import forms
import jcs
import shapes
import strict_json
from forms import list_of, malformed, map_of, one_of, record, tagged

LIMITS = {
    "report": 33_554_432,
    "book": 16_777_216,
    "policy": 1_048_576,
    "registry": 16_777_216,
    "supply": 1_048_576,
    "attestation": 1_048_576,
    "commitment": 65_536,
}

# Most entries of lists and maps (2.3).
OF_BOOK = 16_384
OF_SUPPLY = 4_096
OF_POLICY = 1_024
SIGNATURES = WEIGHTS = 1_024
NODES = 128


def read_document(kind, data):
    """Reads the bytes of a document of this kind. Refused with `malformed`."""
    if len(data) > LIMITS[kind]:
        malformed(f"more than {LIMITS[kind]} bytes")
    return DOCUMENTS[kind](strict_json.parse(data))


def _document(kind, required, optional=None):
    fields = {"assay": one_of("v1"), "kind": one_of(kind), **required}
    read_fields = record(fields, optional)

    def read(value):
        document = read_fields(value)
        document["digest"] = jcs.digest(value)
        return document

    return read


def _shape(value):
    shape = record({"k": forms.u32, "rules": forms.u32})(value)
    if not shapes.exists(shape["k"], shape["rules"]):
        malformed("a shape that does not exist")
    return shapes.Shape(shape["k"], shape["rules"])


def _variant(tag, name, required, optional=None):
    return record({tag: one_of(name), **required}, optional)


def _rule(name, required, optional=None):
    return _variant("rule", name, required, optional)


def _entry(name, required, optional=None):
    return _variant("entry", name, required, optional)


_kinds = list_of(forms.kind, most=OF_POLICY)
_some_kinds = list_of(forms.kind, empty=False, most=OF_POLICY)
_some_countries = list_of(forms.country, empty=False, most=OF_POLICY)
_group = record({}, {"kinds": _some_kinds, "countries": _some_countries})

_income = record(
    {
        "since": forms.timestamp,
        "book": forms.bytes32,
        "rows": list_of(
            record(
                {
                    "custodian": forms.identifier,
                    "instrument": forms.identifier,
                    "per_unit": forms.signed_decimal,
                    "quantity_decimals": forms.u8,
                },
                {"until": forms.date},
            ),
            most=OF_BOOK,
        ),
    }
)

book = _document(
    "book",
    {
        "subject": forms.subject,
        "as_of": forms.timestamp,
        "currency": forms.currency,
        "shape": _shape,
        "custodians": list_of(forms.identifier, most=OF_BOOK),
        "rows": list_of(
            record(
                {
                    "custodian": forms.identifier,
                    "instrument": forms.identifier,
                    "kind": forms.kind,
                    "price": forms.decimal,
                    "quantity_decimals": forms.u8,
                },
                {
                    "maturity": forms.date,
                    "reset": forms.date,
                    "demand": forms.date,
                    "institution": forms.identifier,
                },
            ),
            most=OF_BOOK,
        ),
    },
    {
        # Vesta is not spelt out.
        "suite": one_of("bls12-381"),
        "countries": map_of(forms.identifier, forms.country, most=OF_BOOK),
        "income": _income,
    },
)

policy = _document(
    "policy",
    {
        "name": forms.text,
        "status": one_of("final", "proposed"),
        "rules": list_of(
            tagged(
                "rule",
                {
                    "coverage": _rule(
                        "coverage",
                        {"min_ratio": forms.decimal},
                        {
                            "haircuts_bps": map_of(forms.kind, forms.u32),
                            "haircuts_by_days": list_of(
                                record({"over_days": forms.u32, "bps": forms.u32}), empty=False, most=OF_POLICY
                            ),
                        },
                    ),
                    "eligible": _rule(
                        "eligible",
                        {"kinds": _kinds},
                        {
                            "max_remaining_days": forms.u32,
                            "max_remaining_days_by_kind": map_of(forms.kind, forms.u32),
                            "maturity": one_of("final", "shortened"),
                        },
                    ),
                    "liquid": _rule(
                        "liquid",
                        {"min_share": forms.decimal, "of": one_of("assets", "supply")},
                        {
                            "within_days": forms.u32,
                            "within_business_days": forms.u32,
                            "only": _some_kinds,
                            "always": _some_kinds,
                            "always_within_days": map_of(forms.kind, forms.u32),
                        },
                    ),
                    "maturity": _rule("maturity", {}, {"wam_max_days": forms.u32, "wal_max_days": forms.u32}),
                    "concentration": _rule(
                        "concentration",
                        {
                            "by": one_of("custodian", "institution", "kind", "instrument"),
                            "max_share": forms.decimal,
                        },
                        {"except": list_of(forms.identifier, empty=False, most=OF_POLICY)},
                    ),
                    "nav": _rule("nav", {"per_token": forms.decimal, "band": forms.decimal}),
                    "stress": _rule("stress", {"shift_bps": forms.u32}),
                    "share": _rule("share", {"of": _group, "min": forms.decimal, "max": forms.decimal}),
                    "tenor": _rule("tenor", {"min_days": forms.u32, "max_days": forms.u32}, {"of": _group}),
                    "yield": _rule("yield", {"min_ratio": forms.decimal}),
                },
            ),
            most=OF_POLICY,
        ),
    },
    {"source": forms.text},
)

supply = _document(
    "supply",
    {
        "subject": forms.subject,
        "as_of": forms.timestamp,
        "currency": forms.currency,
        "value_per_token": forms.decimal,
        "entries": list_of(
            tagged(
                "entry",
                {
                    "chain": _entry(
                        "chain",
                        {
                            "chain": forms.chain_id,
                            "token": forms.identifier,
                            "block": forms.u64,
                            "block_hash": forms.identifier,
                            "raw": forms.big_integer,
                            "decimals": forms.u8,
                        },
                        # Its form only: what it proves is for the command line to check.
                        {
                            "evidence": record(
                                {
                                    "slot": forms.bytes32,
                                    "header": forms.hex_bytes,
                                    "account_proof": list_of(forms.hex_bytes, most=NODES),
                                    "storage_proof": list_of(forms.hex_bytes, most=NODES),
                                }
                            )
                        },
                    ),
                    "book_entry": _entry(
                        "book_entry", {"registrar": forms.identifier, "quantity": forms.decimal}
                    ),
                    "pending_redemptions": _entry("pending_redemptions", {"quantity": forms.decimal}),
                    "excluded": _entry("excluded", {"reason": forms.text, "quantity": forms.decimal}),
                    "to_be_issued": _entry("to_be_issued", {"quantity": forms.decimal}),
                    "payable": _entry("payable", {"reason": forms.text, "amount": forms.decimal}),
                    "distributed": _entry("distributed", {"reason": forms.text, "amount": forms.decimal}),
                },
            ),
            most=OF_SUPPLY,
        ),
    },
)

_commitment_fields = {
    "subject": forms.subject,
    "as_of": forms.timestamp,
    "custodian": forms.identifier,
    "book": forms.bytes32,
    "commitment": forms.point,
}

commitment = _document("commitment", _commitment_fields)

attestation = _document(
    "attestation",
    {
        **_commitment_fields,
        "signatures": list_of(
            record({"scheme": forms.scheme, "public_key": forms.hex_bytes, "signature": forms.hex_bytes}),
            most=SIGNATURES,
        ),
    },
    {"policy": forms.bytes32, "table": forms.bytes32},
)

known_token = record(
    {"chain": forms.chain_id, "token": forms.identifier, "decimals": forms.u8}, {"slot": forms.bytes32}
)

least_value = record({"currency": forms.currency, "value": forms.positive_decimal})

registry = _document(
    "registry",
    {
        "subject": forms.subject,
        "custodians": list_of(
            record(
                {
                    "id": forms.identifier,
                    "threshold": forms.u32,
                    "keys": list_of(
                        record(
                            {
                                "scheme": forms.scheme,
                                "public_key": forms.hex_bytes,
                                "not_before": forms.timestamp,
                                "not_after": forms.timestamp,
                            }
                        )
                    ),
                }
            )
        ),
    },
    {
        "policy": forms.bytes32,
        "tokens": list_of(known_token, empty=False),
        "least_value_per_token": least_value,
    },
)

report = _document(
    "report",
    {
        "book": book,
        "policy": policy,
        "supply": supply,
        "attestations": list_of(attestation, most=OF_BOOK),
        "refreshed": record({"quantities": forms.point, "tagged": forms.point}),
        "columns": record({"tags": forms.point, "weights": list_of(forms.point, most=WEIGHTS)}),
        "proof": forms.hex_bytes,
    },
    {"previous": forms.bytes32},
)

DOCUMENTS = {
    "report": report,
    "book": book,
    "policy": policy,
    "registry": registry,
    "supply": supply,
    "attestation": attestation,
    "commitment": commitment,
}
