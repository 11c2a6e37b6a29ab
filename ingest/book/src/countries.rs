//! The country codes that ISO 3166-1 assigns.
//!
//! Documents take any two letters, so that what they mean does not change with the list; a book is not built with a code such
//! as `UK`, which is assigned to no country. Source: ISO 3166-1, the officially assigned alpha-2 codes (249 since 2011).

use assay_statement::Country;

const ASSIGNED: &str = "\
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ \
    BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ \
    CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ \
    DE DJ DK DM DO DZ \
    EC EE EG EH ER ES ET \
    FI FJ FK FM FO FR \
    GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY \
    HK HM HN HR HT HU \
    ID IE IL IM IN IO IQ IR IS IT \
    JE JM JO JP \
    KE KG KH KI KM KN KP KR KW KY KZ \
    LA LB LC LI LK LR LS LT LU LV LY \
    MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ \
    NA NC NE NF NG NI NL NO NP NR NU NZ \
    OM \
    PA PE PF PG PH PK PL PM PN PR PS PT PW PY \
    QA \
    RE RO RS RU RW \
    SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ \
    TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ \
    UA UG UM US UY UZ \
    VA VC VE VG VI VN VU \
    WF WS \
    YE YT \
    ZA ZM ZW";

/// Whether ISO 3166-1 assigns the code.
pub fn is_assigned(country: Country) -> bool {
    let code = country.to_string();
    ASSIGNED.split(' ').any(|assigned| assigned == code)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_whole() {
        let codes: Vec<&str> = ASSIGNED.split(' ').collect();
        assert_eq!(codes.len(), 249);
        assert!(codes.is_sorted_by(|a, b| a < b));
        for code in codes {
            assert!(is_assigned(code.parse().unwrap()), "{code}");
        }
    }

    #[test]
    fn others_are_not() {
        // Reserved, used by nobody, left to users, gone.
        for code in ["UK", "AA", "ZZ", "XK", "YU", "EU"] {
            assert!(!is_assigned(code.parse().unwrap()), "{code}");
        }
    }
}
