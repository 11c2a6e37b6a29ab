//! Narratives.

use crate::held_words::says_held;

#[test]
fn words_say_what_is_held() {
    for text in [
        "PLEDGED",
        ":SUBB//securities blocked",
        "1000 FAMT ON LOAN",
        "NO LIEN 5",
        "NOTE: COLLATERAL",
        "FREE 5, PLEDGED 5",
        "verpfändet",
        "DEPOT GESPERRT",
        "NOT\r\nKNOWN\r\nLENT",
        "NO SALE WITHOUT PLEDGEE CONSENT",
        "WITHOUT COLLATERAL",
        "NOT FREE OF LIEN",
        "NICHT FREE FROM LIENS",
        "PFANDRECHT",
    ] {
        assert!(says_held(text), "{text}");
    }
    for text in [
        "",
        "UNENCUMBERED",
        "NOT PLEDGED",
        "FREE OF LIENS",
        "IS FREE OF LIENS",
        "PFANDBRIEF SERIE 5",
        "FEDERAL HOME LOAN BANKS",
        "TOKEN ON A BLOCKCHAIN",
        "REGISTRATION CODE",
        "SILENT, TALENT",
    ] {
        assert!(!says_held(text), "{text}");
    }
}
