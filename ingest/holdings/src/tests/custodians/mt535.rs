//! Statements of MT535.

use crate::input_error::InputError;
use crate::tests::support::*;

const ACK: &str = include_str!("ack.fin");
const DOS_PCC: &str = include_str!("dospcc.fin");
const TWO_AGGREGATES: &str = include_str!("two-aggr.fin");
const SUB_BALANCES: &str = include_str!("subbal-tavi-blok.fin");
const PLACES: &str = include_str!("subbal-93b.fin");
const SUB_BALANCE_22H: &str = include_str!("subbal-22h.fin");
const LEDGER: &str = include_str!("fin-94s.fin");

fn bill(text: &str) -> Result<u64, InputError> {
    sums(&[text], None).map(|sums| sums[0])
}

#[test]
fn messages_are_read_in_the_wrappers_of_networks() {
    assert_eq!(bill(ACK), Ok(1_000_000));
    assert_eq!(bill(DOS_PCC), Ok(1_000_000));
    let message = ACK.split_once("}}").unwrap().1;
    let (first, second) = (
        message.replace("1/ONLY", "1/MORE"),
        message.replace("1/ONLY", "2/LAST"),
    );
    let fill = " ".repeat(512 - (first.len() + 2) % 512);
    for both in [
        format!("{first}${second}"),
        format!("{first}\r\n$\r\n{second}\r\n"),
        format!("\u{1}{first}\u{3}{fill}\u{1}{second}\u{3}   "),
        format!("{first}{second}"),
        // An acknowledgement of each, before or after it.
        ["", "$"]
            .map(|end| ACK.split_once("}}").unwrap().0.to_string() + "}}" + end)
            .iter()
            .zip([&first, &second])
            .map(|(ack, message)| format!("{ack}{message}"))
            .collect(),
    ] {
        assert_eq!(bill(&both), Ok(2_000_000), "{both}");
    }
    // Without blocks, between control characters.
    let text = message.split_once("{4:").unwrap().1.trim_end();
    let bare = text.strip_suffix("-}").unwrap().trim();
    assert_eq!(bill(&format!("\u{1}{bare}\u{3}")), Ok(1_000_000));
    assert_eq!(bill(&format!("{bare}\n-\u{3}")), Ok(1_000_000));
}

#[test]
fn a_rejected_message_is_refused() {
    let what = "a message that the network rejected ({451:1}); ask for the one that it accepted";
    let rejected = changed(ACK, "{451:0}", "{451:1}{405:H50}");
    let error = InputError::Forbidden { line: 1, what };
    assert_eq!(bill(&rejected), Err(error));
    let expected = "an acknowledgement with {451:0}, or fields of a message after {4:";
    let unsaid = changed(ACK, "{451:0}", "");
    assert_eq!(bill(&unsaid), Err(InputError::Syntax { line: 1, expected }));
    let alone = ACK.split_once("}}").unwrap().0.to_string() + "}}";
    let field = "MT535 message";
    assert_eq!(bill(&alone), Err(InputError::Missing { line: 1, field }));
}

#[test]
fn an_aggregate_may_be_told_in_several_kinds() {
    assert_eq!(bill(TWO_AGGREGATES), Ok(1_000_000));
    let first = ":93B::AGGR//FAMT/10000,\n";
    let turned = changed(TWO_AGGREGATES, first, "").replace(
        ":93B::AGGR//AMOR/9990,\n",
        &format!(":93B::AGGR//AMOR/9990,\n{first}:93B::AGGR//UNIT/10,\n"),
    );
    assert_eq!(bill(&turned), Ok(1_000_000));
    let available = ":93B::AVAI//AMOR/9000,\n:93B::AVAI//FAMT/9010,\n";
    let text = changed(TWO_AGGREGATES, first, &format!("{first}{available}"));
    assert_eq!(bill(&text), Ok(901_000));
    // What is available has to be told in what is counted, and each kind once.
    let line = line_of(TWO_AGGREGATES, ":16R:FIN");
    let expected = "face amounts or units in all balances of an instrument";
    let text = changed(&text, ":93B::AVAI//FAMT/9010,\n", "");
    assert_eq!(bill(&text), Err(InputError::Syntax { line, expected }));
    let text = changed(TWO_AGGREGATES, first, "");
    assert_eq!(bill(&text), Err(InputError::Syntax { line, expected }));
    let text = changed(TWO_AGGREGATES, first, &format!("{first}{first}"));
    assert!(matches!(bill(&text), Err(InputError::Repeated { .. })));
    let text = changed(TWO_AGGREGATES, "AMOR/9990,", "AMOR/N9990,");
    assert!(matches!(bill(&text), Err(InputError::Short { .. })));
}

#[test]
fn sub_balances_that_add_up_say_what_is_available() {
    assert_eq!(bill(SUB_BALANCES), Ok(750_000));
    let one = ":16R:SUBBAL\n:93C::BLOK//FAMT/NAVL/2500,\n:94C::SAFE//US\n:16S:SUBBAL\n";
    // In options E, and told in another value too.
    let tokens = SUB_BALANCES.replace(":93C:", ":93E:");
    assert_eq!(bill(&tokens), Ok(750_000));
    let amortised = changed(
        SUB_BALANCES,
        ":93C::BLOK//FAMT/NAVL/2500,\n",
        ":93C::BLOK//AMOR/NAVL/2490,\n:93C::BLOK//FAMT/NAVL/2500,\n",
    );
    assert_eq!(bill(&amortised), Ok(750_000));
    // All that is available, told alone.
    assert_eq!(bill(&changed(SUB_BALANCES, one, "")), Ok(750_000));
    // Another part that is available is a part of that; without it, both are parts.
    let all = SUB_BALANCES.replace("BLOK//FAMT/NAVL", "REGO//FAMT/AVAI");
    assert_eq!(bill(&all), Ok(750_000));
    assert_eq!(bill(&all.replace("TAVI", "UNRG")), Ok(1_000_000));
    let twice = all.replace("REGO", "TAVI");
    let line = line_of(SUB_BALANCES, ":16R:FIN");
    assert_eq!(bill(&twice), Err(InputError::NotSeparated { line }));
    // Parts that leave open what the rest is.
    let line = line_of(SUB_BALANCES, ":16R:FIN");
    let open = Err(InputError::NotSeparated { line });
    assert_eq!(bill(&SUB_BALANCES.replace("NAVL/2500", "NAVL/2400")), open);
    assert_eq!(
        bill(&SUB_BALANCES.replace("TAVI", "REGO").replace(one, "")),
        open
    );
    assert_eq!(
        bill(
            &SUB_BALANCES
                .replace("AVAI/7500", "AVAI/17500")
                .replace(one, "")
        ),
        open
    );
    let unsaid = SUB_BALANCES.replace(":93C::BLOK//FAMT/NAVL/", ":93B::BLOK//FAMT/");
    assert_eq!(bill(&unsaid), open);
    // What is told of the instrument itself is enough.
    let told = ":93B::AGGR//FAMT/10000,\n:93B::NAVL//FAMT/4000,\n";
    let text = changed(&unsaid, ":93B::AGGR//FAMT/10000,\n", told);
    assert_eq!(bill(&text), Ok(600_000));
}

#[test]
fn balances_at_places_say_what_is_available_there() {
    assert_eq!(bill(PLACES), Ok(20_000));
    let own = ":93B::AVAI//FAMT/200,\n:16R:SUBBAL";
    let of_places = changed(PLACES, own, ":16R:SUBBAL");
    assert_eq!(bill(&of_places), Ok(20_000));
    assert_eq!(bill(&of_places.replace(":93B:", ":93F:")), Ok(20_000));
    // Two places, of which one is silent: there all of it is available.
    let place = ":93B::AGGR//FAMT/300,\n:93B::AVAI//FAMT/200,\n:94F";
    let two = ":93B::AGGR//FAMT/250,\n:93B::NAVL//FAMT/100,\n:16S:SUBBAL\n:16R:SUBBAL\n:93B::AGGR//FAMT/50,\n:94F";
    assert_eq!(bill(&changed(&of_places, place, two)), Ok(20_000));
    // A place is no encumbrance.
    let silent = changed(&of_places, place, ":93B::AGGR//FAMT/300,\n:94F");
    assert_eq!(bill(&silent), Ok(30_000));
    let line = line_of(PLACES, ":16R:FIN");
    let wrong = Err(InputError::DoesNotAddUp { line });
    assert_eq!(
        bill(&changed(
            &silent,
            ":93B::AGGR//FAMT/300,\n:94F",
            ":93B::AGGR//FAMT/299,\n:94F"
        )),
        wrong
    );
    let other = changed(
        PLACES,
        ":93B::AVAI//FAMT/200,\n:94F",
        ":93B::AVAI//FAMT/100,\n:94F",
    );
    assert_eq!(bill(&other), wrong);
    let more = changed(
        &of_places,
        ":93B::AVAI//FAMT/200,\n:94F",
        ":93B::AVAI//FAMT/301,\n:94F",
    );
    assert_eq!(bill(&more), Err(InputError::MoreAvailable { line }));
}

#[test]
fn fields_of_the_present_release_are_read() {
    assert_eq!(bill(SUB_BALANCE_22H), Ok(750_000));
    assert_eq!(bill(LEDGER), Ok(1_000_000));
    let line = ":94S::LEDG//SAMPLE\n";
    let field = |field: &str| changed(LEDGER, line, &format!("{field}\n"));
    for known in [
        ":22H::CAOP//SECU",
        ":94B::PRIC//LMAR/X",
        ":94T::SAFE//X",
        ":98C::PRIC//20261120170000",
        ":90E::MRKT//UKWN",
    ] {
        assert_eq!(bill(&field(known)), Ok(1_000_000), "{known}");
    }
    let flag = |flag: &str| {
        let line = ":17B::CONS//N\n";
        bill(&changed(LEDGER, line, &format!("{line}:17B::{flag}\n")))
    };
    assert_eq!(flag("AUDT//Y"), Ok(1_000_000));
    assert_eq!(flag("ABCD//N"), Ok(1_000_000));
    assert!(matches!(flag("ABCD//Y"), Err(InputError::Unknown { .. })));
    let wallet = changed(LEDGER, ":97A::SAFE//SAFE0002", ":97D::SAFE//0xAB");
    assert_eq!(bill(&wallet), Ok(1_000_000));
    let part = changed(
        &wallet,
        ":16R:SUBSAFE\n",
        ":16R:SUBSAFE\n:97D::SAFE//0xAB\n:94T::SAFE//X\n",
    );
    assert_eq!(bill(&part), Ok(1_000_000));
    let tokens = changed(LEDGER, ":93B::AGGR//FAMT/10000,", ":93F::AGGR//FAMT/10000,");
    assert_eq!(bill(&tokens), Ok(1_000_000));
    for unknown in [
        ":36B::ESTT//FAMT/1,",
        ":93A::AGGR//X",
        ":93B::PLED//FAMT/1,",
    ] {
        assert!(matches!(
            bill(&field(unknown)),
            Err(InputError::Unknown { .. })
        ));
    }
}

#[test]
fn nothing_is_available_that_a_part_or_a_place_says_is_not() {
    let pledge = ":93C::PLED//FAMT/NAVL/250000,\n";
    let read = |text: &str| sums(&[text], None).map(|sums| sums[0]);
    let line = line_of(MT535, ":16R:FIN\n:35B:ISIN US912797SB42");
    let wrong = Err(InputError::DoesNotAddUp { line });
    assert_eq!(
        read(&changed(MT535, pledge, &pledge.replace("0,", "0,01"))),
        wrong
    );
    let all = changed(
        MT535,
        "AVAI//FAMT/1250000,5\n:93B::NAVL//FAMT/250000,",
        "AVAI//FAMT/1500000,5",
    );
    assert_eq!(read(&all), wrong);
    // What is pending is not held yet.
    assert_eq!(read(&all.replace("PLED", "PENR")), Ok(150_000_050));
    let place = |held: &str| {
        let place = format!(":93B::AGGR//FAMT/300000,\n:93B::NAVL//FAMT/{held}\n");
        read(&changed(MT535, pledge, &place))
    };
    assert_eq!(place("250000,"), Ok(SUMS[0]));
    assert_eq!(place("250000,01"), wrong);
}

#[test]
fn words_of_a_pledge_do_not_pass_in_silence() {
    let whole = TWO_AGGREGATES;
    let sub = |fields: &str| {
        let block = format!(":16R:SUBBAL\n{fields}\n:16S:SUBBAL\n:16S:FIN");
        changed(whole, ":16S:FIN", &block)
    };
    let counts = bill(whole).unwrap();
    for free in [
        ":70C::SUBB//HELD IN VAULT",
        ":70C::SUBB//NOT PLEDGED",
        ":70D::SUBB//UNENCUMBERED",
        ":70C::SUBB//BALLOON",
    ] {
        assert_eq!(bill(&sub(free)), Ok(counts), "{free}");
    }
    for held in [
        ":70C::SUBB//PLEDGED TO BANK X",
        ":70D::SUBB//of which\n100 blocked",
        ":70C::SUBB//AS COLLATERAL",
        ":70C::SUBB//ON LOAN",
        ":70D::SUBB//AGREEMENT NO PLEDGE-17",
    ] {
        let text = sub(held);
        let line = line_of(&text, ":70");
        assert_eq!(
            bill(&text),
            Err(InputError::NotSeparated { line }),
            "{held}"
        );
    }
    // Where something does not count already, the words are about that.
    let told = changed(
        SUB_BALANCES,
        ":16S:SUBBAL",
        ":70C::SUBB//PLEDGED\n:16S:SUBBAL",
    );
    assert_eq!(bill(&told), bill(SUB_BALANCES));
}

#[test]
fn a_safekeeping_account_by_two_names_counts_once() {
    let read = |account: &str| {
        let xml = SEMT_1.replace("SAFE &amp; SOUND 0001", account);
        let other = SEMT_2.replace("SAFE &amp; SOUND 0001", account);
        let files = [MT535.to_string(), xml, other];
        let files: Vec<&str> = files.iter().map(String::as_str).collect();
        sums(&files, None)
    };
    for account in ["NORTHBANK-SAFE/0002", "NBSAFE0002", "SAFE 0002"] {
        assert!(
            matches!(read(account), Err(InputError::SameStatement { .. })),
            "{account}"
        );
    }
}

/// A narrative of the instrument says what is held where nothing else does.
#[test]
fn narratives_of_an_instrument_are_asked_about_where_nothing_else_is_said() {
    let with = |more: &str| changed(LEDGER, ":94S::LEDG//SAMPLE\n", more);
    for narrative in [
        ":70E::HOLD//PLEDGED TO X\n",
        ":70D::REGI//IN PART\nBLOCKED\n",
        ":70C::SUBB//GESPERRT\n",
    ] {
        let text = with(narrative);
        let line = line_of(&text, narrative);
        assert_eq!(bill(&text), Err(InputError::NotSeparated { line }));
        // How much is available is said.
        let told = changed(
            &text,
            "FAMT/10000,\n",
            "FAMT/10000,\n:93B::AVAI//FAMT/10000,\n",
        );
        assert_eq!(bill(&told), Ok(1_000_000));
        let part = changed(
            &text,
            "FAMT/10000,\n",
            "FAMT/10000,\n:93B::NAVL//FAMT/2500,\n",
        );
        assert_eq!(bill(&part), Ok(750_000));
        let none = changed(&text, "FAMT/10000,\n", "FAMT/0,\n");
        assert_eq!(bill(&none), Ok(0));
    }
    for narrative in [
        ":70E::HOLD//NOT PLEDGED\n",
        ":70E::HOLD//FEDERAL HOME LOAN BANK\n",
        ":16R:FIA\n:70E::FIAN//COLLATERALIZED NOTES\n:16S:FIA\n",
    ] {
        assert_eq!(bill(&with(narrative)), Ok(1_000_000), "{narrative}");
    }
    // The fourth of one form, too, which is read by the three before it.
    let block = LEDGER
        .split_once(":16R:FIN\n")
        .unwrap()
        .1
        .split_once(":16S:FIN\n")
        .unwrap()
        .0;
    let block = changed(block, ":94S::LEDG//SAMPLE\n", ":70E::HOLD//FREE\n");
    let blocks = |last: &str| {
        let one = format!(":16R:FIN\n{block}:16S:FIN\n");
        let all = one.repeat(3) + &changed(&one, "FREE\n", last);
        let (before, after) = LEDGER.split_once(":16R:FIN\n").unwrap();
        format!("{before}{all}{}", after.split_once(":16S:FIN\n").unwrap().1)
    };
    assert_eq!(bill(&blocks("WHATEVER\n")), Ok(4_000_000));
    for last in ["PLEDGED\n", "SEE\n/PLEDGED\n"] {
        assert!(
            matches!(bill(&blocks(last)), Err(InputError::NotSeparated { .. })),
            "{last}"
        );
    }
}

/// Of bare text nothing says that it is whole: between two blocks it may be cut, and what is behind the cut does not count.
#[test]
fn bare_text_may_end_after_any_block() {
    let text = ACK.split_once("{4:\n").unwrap().1;
    let bare = text.trim_end().trim_end_matches("-}");
    let block = |text: &str| {
        text.split_inclusive(":16S:FIN\n")
            .next()
            .unwrap()
            .to_string()
    };
    assert_eq!(bill(bare), Ok(1_000_000));
    assert_eq!(bill(&format!("{bare}-\n")), Ok(1_000_000));
    let found = bill(&block(bare));
    assert!(
        matches!(found, Err(InputError::Missing { .. })),
        "{found:?}"
    );
    let again = changed(
        bare,
        ":16S:SUBSAFE\n",
        ":16S:SUBSAFE\n:16R:SUBSAFE\n:16S:SUBSAFE\n",
    );
    let cut = again.rsplit_once(":16R:SUBSAFE\n").unwrap().0;
    assert_eq!(bill(cut), Ok(1_000_000));
    // In braces it is known.
    let braces = ACK.trim_end().trim_end_matches("-}");
    assert!(bill(braces).is_err());
}
