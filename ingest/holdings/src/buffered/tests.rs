//! Tests of what stands beside them.

use super::*;

#[test]
fn reads_as_the_standard_reader_does() {
    let text = b"one\ntwo, a longer line\n\nfour";
    for capacity in 1..40 {
        let lines = Buffered::new(capacity, &text[..]).split(b'\n');
        let expected = io::BufReader::new(&text[..]).split(b'\n');
        let [lines, expected]: [Vec<_>; 2] = [
            lines.map(Result::unwrap).collect(),
            expected.map(Result::unwrap).collect(),
        ];
        assert_eq!(lines, expected);
        let mut all = Vec::new();
        Buffered::new(capacity, &text[..])
            .read_to_end(&mut all)
            .unwrap();
        assert_eq!(all, text);
    }
}
