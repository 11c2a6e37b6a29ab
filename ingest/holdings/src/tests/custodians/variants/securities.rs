//! Statements of securities.

use super::{all, prefixed};
use crate::tests::support::*;

const CUSIP_FIN: &str = include_str!("../cusip-35b.fin");
const CUSIP_XML: &str = include_str!("../cusip-only.xml");
const ACK: &str = include_str!("../ack.fin");
const LEDGER: &str = include_str!("../fin-94s.fin");
const SUB_BALANCES: &str = include_str!("../subbal-tavi-blok.fin");
const PLACES: &str = include_str!("../subbal-93b.fin");
const TWO_AGGREGATES: &str = include_str!("../two-aggr.fin");
const REPORT: &str = include_str!("../ver-semt.002.001.08.xml");

#[test]
fn numbers_of_instruments() {
    let number = |text: &str| changed(CUSIP_FIN, ":35B:/US/912797SB4\n", text);
    all(
        150_000_050,
        &[
            number(":35B:/US/912797SB4 BILL\n"),
            number(":35B:UNITED STATES\n/US/912797SB4\n"),
            number(":35B:ISIN US912797SB42\n/US/912797SB4\n/TS/BILL\n"),
            number(":35B:/US/912797SB4\n/XX/OWN NUMBER 5\n"),
        ],
    );
    let kind = |from: &str, to: &str| changed(CUSIP_XML, from, to);
    all(
        100_000_050,
        &[
            kind("<Tp><Cd>CUSP</Cd></Tp>", "<Tp><Prtry>CUSIP</Prtry></Tp>"),
            kind(
                "<Tp><Cd>CUSP</Cd></Tp>",
                "<Sfx>16</Sfx><Tp><Cd>CUSP</Cd></Tp>",
            ),
            kind(
                "<OthrId>",
                "<OthrId><Id>X1</Id><Tp><Prtry>OWN</Prtry></Tp></OthrId><OthrId>",
            ),
            kind("</OthrId><Desc>US TREASURY BILL</Desc>", "</OthrId>"),
            prefixed(CUSIP_XML),
        ],
    );
}

#[test]
fn envelopes_of_mt535() {
    let trailer = |text: &str| {
        text.replace(
            "-}",
            "-}{5:{MAC:00000000}{CHK:123456789ABC}}{S:{SAC:}{COP:P}}",
        )
    };
    let user = ACK.replace(
        "}{4:\n",
        "}{3:{108:REF1}{121:180f1e65-90e0-44d5-a49a-92b55eb3025f}}{4:\n",
    );
    let reference = ACK.replace("{451:0}}", "{451:0}{108:REF1}}");
    let input = ACK.replace(
        "{2:O5352200261120SAMPUS33AXXX00000000002611202200N}",
        "{2:I535SAMPUS33XXXXN}",
    );
    let message = ACK.split_once("}}").unwrap().1;
    all(
        1_000_000,
        &[
            trailer(ACK),
            user,
            reference,
            input,
            format!("\n\n{message}\n\n"),
            format!("{message}$"),
            format!("{message}\n{{1:F21SAMPUS33AXXX0000000000}}{{4:{{177:2611202230}}{{451:0}}}}"),
        ],
    );
}

#[test]
fn fields_of_mt535() {
    let more = |text: &str| changed(LEDGER, ":94S::LEDG//SAMPLE\n", text);
    let of_account = |text: &str| changed(LEDGER, ":97A::SAFE//SAFE0002\n", text);
    let day = |text: &str| changed(LEDGER, ":98A::STAT//20261120\n", text);
    all(
        1_000_000,
        &[
            more(":94T::SAFE/SAMPLE/X\n:22H::PAYS//SOME\n:90B::MRKT//ACTU/USD0,99\n:98A::PRIC//20261120\n"),
            more(":92B::EXCH//USD/EUR/0,91\n:99A::DAAC//10\n:19A::HOLD//USD9900,\n:70E::HOLD//ONE\nTWO\n"),
            more(":16R:FIA\n:12C::CLAS//DBFTFB\n:11A::DENO//USD\n:98A::MATU//20261127\n:92A::INTR//0,\n:70E::FIAN//A BILL\n:16S:FIA\n"),
            of_account(":97D::SAFE//0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed\n"),
            of_account(":95P::ACOW//SAMPUS33XXX\n:97B::SAFE/DSS/CEND/SAFE0002\n"),
            day(":98C::STAT//20261120235959\n:98C::PREP//20261121010000\n"),
            day(":98E::STAT//20261120235959,999/N05\n"),
            LEDGER.replace(":13A::STAT//324", ":13J::STAT//12345"),
            LEDGER.replace(":93B::AGGR", ":93F::AGGR"),
            LEDGER.replace(":28E:1/ONLY", ":28E:00001/ONLY"),
            LEDGER.replace("-}\n", "-}"),
        ],
    );
}

#[test]
fn parts_of_a_balance() {
    let blocked = ":93C::BLOK//FAMT/NAVL/2500,\n";
    all(
        750_000,
        &[
            SUB_BALANCES.replace("BLOK", "COLO"),
            SUB_BALANCES.replace("BLOK", "PENR"),
            changed(
                SUB_BALANCES,
                blocked,
                ":93C::PLED//FAMT/NAVL/1000,\n:93C::LOAN//FAMT/NAVL/1500,\n",
            ),
            SUB_BALANCES.replace(
                ":94C::SAFE//US\n",
                ":94F::SAFE//NCSD/SAMPUS33XXX\n:70C::SUBB//PLEDGED IN PART\n",
            ),
            SUB_BALANCES.replace(":93C::TAVI", ":93E::TAVI"),
        ],
    );
    let twice = ":16R:SUBBAL\n:93B::AGGR//FAMT/300,\n:93B::AVAI//FAMT/200,\n";
    let two = ":16R:SUBBAL\n:93B::AGGR//FAMT/100,\n:93B::NAVL//FAMT/100,\n:94F::SAFE//CUST/SAMPUS44\n:16S:SUBBAL\n\
               :16R:SUBBAL\n:93B::AGGR//FAMT/200,\n:93B::AVAI//FAMT/200,\n";
    all(
        20_000,
        &[
            changed(PLACES, twice, two),
            PLACES.replace(":93B:", ":93F:"),
        ],
    );
    let units = changed(TWO_AGGREGATES, "AMOR/9990,", "UNIT/10,");
    all(
        1_000_000,
        &[units.replace(":93B::AGGR//FAMT", ":93F::AGGR//FAMT"), units],
    );
}

#[test]
fn versions_of_semt002() {
    let pretty = REPORT.replace("><", ">\n  <");
    let version = |version: &str| prefixed(&REPORT.replace("semt.002.001.08", version));
    all(
        100_000_050,
        &[
            pretty,
            version("semt.002.001.09"),
            version("semt.002.001.12"),
            version("semt.002.002.11"),
            REPORT.replace("<FinInstrmId>", "<!-- one --><FinInstrmId>"),
            REPORT.replace("<FaceAmt>1000000.50", "<FaceAmt>\n+01000000.5"),
            REPORT.replace("<ISIN>US912797SB42</ISIN>", "<ISIN>US912797SB42</ISIN><OthrId><Id>SB4</Id><Tp><Prtry>OWN</Prtry></Tp></OthrId><Desc>A &amp; B</Desc>"),
            REPORT.replace("<Dt>2026-11-20</Dt>", "<DtTm>2026-11-20T23:00:00.000-05:00</DtTm>"),
        ],
    );
}
