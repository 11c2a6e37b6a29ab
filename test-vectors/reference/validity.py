"""Whether well-formed documents make sense (spec, 2.4 to 2.7)."""

from fractions import Fraction
from types import SimpleNamespace

from errors import require
from forms import AGENCY_KINDS
from securities import security_of

WITHOUT_MATURITY = ("cash", "reserve_balance", "fund", "token")
WITH_INSTITUTION = ("cash", "repo", *AGENCY_KINDS)
# What may have a date beside its maturity.
DATED = {"reset": ("frn", "agency_frn"), "demand": ("agency_note", "agency_frn", "repo")}


def check_book(book):
    """2.4"""

    def check(condition, why):
        require(condition, "book-invalid", why)

    custodians, rows = book["custodians"], book["rows"]
    check(1 <= len(custodians) <= 65535, "the number of custodians")
    check(len(set(custodians)) == len(custodians), "a custodian twice")
    countries = book["countries"]
    check(countries is None or set(countries) == set(custodians), "countries of other custodians than all")
    income_rows = book["income"]["rows"] if book["income"] is not None else []
    check(len(rows) + len(income_rows) <= book["shape"].buckets, "more rows than the shape has")
    seen, held, first = set(), set(), {}
    for row in rows:
        check(row["custodian"] in custodians, "a row of a stranger")
        check((row["custodian"], row["instrument"]) not in seen, "a row twice")
        seen.add((row["custodian"], row["instrument"]))
        check((row["maturity"] is None) == (row["kind"] in WITHOUT_MATURITY), "maturity or none")
        check(row["maturity"] is None or row["maturity"] >= book["as_of"][:10], "a row that has matured")
        for name, kinds in DATED.items():
            if row[name] is not None:
                check(row["kind"] in kinds, f"a {name} of a kind that has none")
                check(book["as_of"][:10] <= row[name] <= row["maturity"], f"a {name} outside the days left")
        check(row["institution"] is not None or row["kind"] not in WITH_INSTITUTION, "no institution")
        check(row["price"] > 0, "a price of zero")
        check(row["quantity_decimals"] <= 18, "too many quantity decimals")
        security = security_of(row["instrument"])
        if security is not None:
            check((row["custodian"], security) not in held, "a security twice under two names")
            held.add((row["custodian"], security))
            said = [row[field] for field in ("kind", "maturity", "reset", "demand", "price", "institution")]
            check(first.setdefault(security, said) == said, "another price, or more, of the same security")
    check({row["custodian"] for row in rows + income_rows} >= set(custodians), "a custodian without a row")
    if book["income"] is not None:
        check_income(book)


def check_income(book):
    """2.4, from 5 on."""

    def check(condition, why):
        require(condition, "book-invalid", f"income: {why}")

    def name_of(row):
        return security_of(row["instrument"]) or row["instrument"]

    since, as_of, rows = book["income"]["since"], book["as_of"], book["income"]["rows"]
    check(since < as_of, "a period that ends before it begins")
    check(rows, "no row")
    held = {(row["custodian"], name_of(row)): row for row in book["rows"]}
    seen, earned = set(), {}
    for row in rows:
        check(row["custodian"] in book["custodians"], "a row of a stranger")
        check(row["per_unit"] != 0, "income of zero")
        check(row["quantity_decimals"] <= 18, "too many quantity decimals")
        key = row["custodian"], name_of(row)
        if key in held:
            check(row["instrument"] == held[key]["instrument"], "another name of the same security")
            check(row["quantity_decimals"] == held[key]["quantity_decimals"], "other quantity decimals")
            check(row["until"] is None, "still held, and repaid")
        else:
            check(row["until"] is not None, "neither held nor repaid")
            check(since[:10] < row["until"] <= as_of[:10], "repaid outside the period")
        check(key not in seen, "a row twice")
        seen.add(key)
        if security_of(row["instrument"]) is not None:
            check(earned.setdefault(key[1], row["per_unit"]) == row["per_unit"], "other income of the same security")


def check_policy(policy):
    """2.5"""

    def check(condition, why):
        require(condition, "policy-invalid", why)

    def check_share(share):
        check(share <= 1 and (share * 10**6).denominator == 1, "a share of 0 to 1 with six decimals")

    def check_once(entries):
        check(len(set(entries or [])) == len(entries or []), "the same in a list twice")

    def check_group(group):
        check(group["kinds"] is not None or group["countries"] is not None, "a group of everything")
        check_once(group["kinds"])
        check_once(group["countries"])

    rules = policy["rules"]
    check(1 <= len(rules) <= 64, "the number of rules")
    for rule in rules:
        name = rule["rule"]
        if name == "coverage":
            by_days = rule["haircuts_by_days"] or []
            check(rule["min_ratio"] > 0, "a ratio of zero")
            haircuts = list((rule["haircuts_bps"] or {}).values()) + [entry["bps"] for entry in by_days]
            check(all(bps <= 10_000 for bps in haircuts), "a haircut above one")
            days = [entry["over_days"] for entry in by_days]
            check(all(a < b for a, b in zip(days, days[1:])), "days that do not increase")
        elif name == "eligible":
            check(rule["kinds"], "no kind is eligible")
            check_once(rule["kinds"])
            limited = rule["max_remaining_days_by_kind"] or {}
            check(all(kind in rule["kinds"] for kind in limited), "a limit of a kind that is not eligible")
            limits = rule["max_remaining_days"] is not None or limited
            check(rule["maturity"] is None or limits, "a count of days without a limit")
        elif name == "liquid":
            check_once(rule["only"])
            check_once(rule["always"])
            check((rule["within_days"] is None) != (rule["within_business_days"] is None), "not one window")
            check((rule["within_business_days"] or 0) <= 366, "too many business days")
            for kind in rule["always_within_days"] or {}:
                check(kind not in WITHOUT_MATURITY, "days of a kind without a maturity")
                check(kind not in (rule["always"] or []), "always, and always within some days")
            check_share(rule["min_share"])
        elif name == "maturity":
            check(rule["wam_max_days"] is not None or rule["wal_max_days"] is not None, "no limit")
        elif name == "concentration":
            check_once(rule["except"])
            check_share(rule["max_share"])
        elif name == "nav":
            check(rule["band"] <= 1, "a band above one")
        elif name == "yield":
            check(rule["min_ratio"] > 0, "a ratio of zero")
        elif name == "share":
            check_group(rule["of"])
            check_share(rule["min"])
            check_share(rule["max"])
            check(rule["min"] <= rule["max"], "a band that ends before it begins")
            check(rule["min"] > 0 or rule["max"] < 1, "a share from zero to one")
        elif name == "tenor":
            if rule["of"] is not None:
                check_group(rule["of"])
            check(rule["min_days"] <= rule["max_days"], "a band that ends before it begins")
        else:
            assert name == "stress"
            check(sum(other["rule"] == "coverage" for other in rules) == 1, "not one coverage rule")


def check_supply(supply):
    """2.6. Gives the sums: `tokens` T, `payables` L, `amount` A, and what was `distributed` D, or None for it."""

    def check(condition, why):
        require(condition, "supply-invalid", why)

    check(supply["entries"], "no entry")
    tokens, payables, distributed, seen = Fraction(0), Fraction(0), None, set()
    for entry in supply["entries"]:
        if entry["entry"] == "chain":
            check((entry["chain"], entry["token"]) not in seen, "a token twice")
            seen.add((entry["chain"], entry["token"]))
            check(entry["decimals"] <= 36, "too many decimals")
            tokens += Fraction(entry["raw"], 10 ** entry["decimals"])
        elif entry["entry"] == "excluded":
            tokens -= entry["quantity"]
        elif entry["entry"] == "payable":
            payables += entry["amount"]
        elif entry["entry"] == "distributed":
            distributed = (distributed or 0) + entry["amount"]
        else:
            assert entry["entry"] in ("book_entry", "pending_redemptions", "to_be_issued")
            tokens += entry["quantity"]
    check(tokens >= 0, "more is excluded than there is")
    check(supply["value_per_token"] > 0, "tokens that are owed nothing")
    amount = tokens * supply["value_per_token"] + payables
    return SimpleNamespace(tokens=tokens, payables=payables, amount=amount, distributed=distributed)


def token_name(token):
    """What tells a token from others: on EVM chains, capital letters do not."""
    name = token["token"].lower() if token["chain"].startswith("eip155:") else token["token"]
    return token["chain"], name


def check_registry(registry):
    """2.7"""

    def check(condition, why):
        require(condition, "registry-invalid", why)

    ids = [custodian["id"] for custodian in registry["custodians"]]
    check(len(set(ids)) == len(ids), "a custodian twice")
    seen = set()
    for custodian in registry["custodians"]:
        check(1 <= custodian["threshold"] <= len(custodian["keys"]), "a threshold that cannot be")
        for key in custodian["keys"]:
            public_key = key["public_key"]
            if key["scheme"] == "ed25519":
                check(len(public_key) == 32, "a key of another length")
            else:
                check(len(public_key) == 33 and public_key[0] in (2, 3), "a key that is not compressed")
            check(public_key not in seen, "a key twice")
            seen.add(public_key)
            check(key["not_before"] <= key["not_after"], "validity ends before it begins")
    names = [token_name(known) for known in registry["tokens"] or []]
    check(len(set(names)) == len(names), "a token twice")
    check(all(known["decimals"] <= 36 for known in registry["tokens"] or []), "too many decimals")
