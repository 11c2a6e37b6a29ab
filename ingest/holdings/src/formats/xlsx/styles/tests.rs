//! Tests of what stands beside them.

use super::*;

#[test]
fn formats_may_follow_the_styles_that_have_them() {
    let formats = r#"<numFmts><numFmt numFmtId="164" formatCode="[$EUR] 0"/></numFmts>"#;
    let styles = r#"<cellXfs><xf numFmtId="164"/><xf numFmtId="9"/></cellXfs>"#;
    for parts in [[formats, styles], [styles, formats]] {
        let text = format!("<styleSheet>{}</styleSheet>", parts.concat());
        let read = Styles::read(&text).ok();
        let shown = read.map(|styles| [0, 1, 2].map(|style| styles.shown(style)));
        let money = Shown::Money(*b"EUR");
        assert_eq!(shown, Some([money, Shown::Percent, Shown::Number]));
    }
}

#[test]
fn formats_say_what_is_a_day() {
    for (code, expected) in [
        ("General", Shown::Number),
        ("0", Shown::Number),
        ("#,##0.00", Shown::Number),
        ("#,##0.00\\ \"days\"", Shown::Number),
        (
            "_-* #,##0.00\\ \"USD\"_-;[Red]\\-* #,##0.00",
            Shown::Money(*b"USD"),
        ),
        ("[$USD] #,##0.00", Shown::Money(*b"USD")),
        ("#,##0.00\\ [$€-407]", Shown::Money(*b"EUR")),
        ("[$EUR] #,##0", Shown::Money(*b"EUR")),
        ("£#,##0", Shown::Money(*b"GBP")),
        ("$#,##0", Shown::Number),
        ("[$$-409]#,##0", Shown::Number),
        ("[RED]#,##0 \"PCS\"", Shown::Number),
        ("[$TRY] #,##0", Shown::Money(*b"TRY")),
        ("[<1000]#,##0;[$EUR] #,##0", Shown::Money(*b"EUR")),
        ("[<9][$USD] #,##0;[$EUR] #,##0", Shown::Money(SEVERAL)),
        ("[$USD] #,##0;€#,##0", Shown::Money(SEVERAL)),
        ("[Red]0.00E+00", Shown::Number),
        ("@", Shown::Number),
        ("yyyy-mm-dd", Shown::Day),
        ("[$-409]d\\-mmm\\-yy;@", Shown::Day),
        ("DD.MM.YYYY", Shown::Day),
        ("[h]:mm", Shown::Day),
        ("0.0%", Shown::Percent),
        ("000000", Shown::Padded(6)),
    ] {
        assert_eq!(shown(code), expected, "{code}");
    }
}
