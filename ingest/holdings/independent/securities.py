"""Securities statements: semt.002 by python-iso20022."""

import iso

# Of each row: its ISIN, its CUSIP, and what it is counted in.
SECURITIES = [("US912797SB42", "912797SB4", "FaceAmt"), ("US912797SC25", "912797SC2", "FaceAmt"), ("US912797SD08", "912797SD0", "Unit")]


def balance(case):
    """A balance, and how much of it counts."""
    rng = case.rng
    row = rng.randrange(3)
    isin, cusip, measure = SECURITIES[row]
    available, held = case.amount(row, 11), case.amount(row, 11)

    def quantity(amount):
        return {"Qty": {measure: f"{amount:f}"}}

    told = rng.choice(["nothing", "both", "available", "not available", "parts"])
    if told == "nothing":
        held = 0
    found = {
        "FinInstrmId": rng.choice([{"ISIN": isin}, {"OthrId": [{"Id": cusip, "Tp": {"Cd": "CUSP"}}]}]),
        "AggtBal": {"ShrtLngInd": "LONG", "Qty": {"Qty": quantity(available + held)}},
    }
    if told in ("both", "available"):
        found["AvlblBal"] = {"ShrtLngInd": "LONG", "Qty": quantity(available)}
    if told in ("both", "not available"):
        found["NotAvlblBal"] = quantity(held)
    if told == "parts":
        first = rng.choice([held, held / 2 if held * 10 ** case.decimals[row] % 2 == 0 else held])
        parts = [(code, amount, False) for code, amount in (("BLOK", first), ("PLED", held - first))] + [("OTHR", available, True)]
        rng.shuffle(parts)
        found["BalBrkdwn"] = [
            {"SubBalTp": {"Cd": code}, "Qty": {"ShrtLngInd": "LONG", "Qty": {
                "QtyAndAvlbty": quantity(amount) | {"AvlbtyInd": free}}}} for code, amount, free in parts]
    case.counts(row, available)
    return found


def semt(case):
    rng = case.rng
    basis = rng.choice(["SETT", "CONT", "TRAD"])
    for _ in range(rng.randint(1, 3)):
        day = rng.choice([{"Dt": case.day.isoformat()}, {"DtTm": f"{case.day}T17:30:00+01:00"}])
        account, statement = case.name(), case.name()
        pages = rng.randint(1, 3)
        for page in range(1, pages + 1):
            report = {
                "Pgntn": {"PgNb": str(page), "LastPgInd": page == pages},
                "StmtGnlDtls": {"StmtId": statement, "StmtDtTm": day, "Frqcy": {"Cd": "DAIL"}, "UpdTp": {"Cd": "COMP"},
                                "StmtBsis": {"Cd": basis}, "ActvtyInd": True, "SubAcctInd": False, "SctyIntrstOrSetOff": False},
                "SfkpgAcct": {"Id": account}, "BalForAcct": [balance(case) for _ in range(rng.randint(0, 6))]}
            case.files.append(("xml", iso.semt(rng.choice(["001", "002"]) if pages == 1 else "001", {"SctiesBalCtdyRpt": report})))
