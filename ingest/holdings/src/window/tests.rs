//! Tests of what stands beside them.

use super::*;

/// A reader that returns a few bytes at a time.
struct Slow<'a>(&'a [u8], usize);

impl Read for Slow<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let most = self.1.min(into.len());
        self.0.read(into.get_mut(..most).unwrap())
    }
}

/// All of a file, by a window that is passed on now and then.
fn read(bytes: &[u8], at_a_time: usize, limit: u64) -> Result<String, InputError> {
    let mut reader = Slow(bytes, at_a_time);
    let mut window = Window::limited(&mut reader, limit);
    let mut text = String::new();
    while !(window.is_last() && window.rest().is_empty()) {
        window.ensure(3)?;
        let count = window.rest().chars().next().map_or(0, char::len_utf8);
        assert_eq!(window.position(), text.len() as u64);
        text.push_str(window.rest().get(..count).unwrap());
        window.pass(count);
    }
    Ok(text)
}

#[test]
fn reads_whatever_comes_at_a_time() {
    let text = "a\u{e9}\u{20ac}\u{1f4b0}\r\n".repeat(40);
    for at_a_time in 1..9 {
        assert_eq!(read(text.as_bytes(), at_a_time, 1000).unwrap(), text);
    }
}

#[test]
fn files_have_a_limit_and_are_utf8() {
    for at_a_time in [1, 2, 3, 100] {
        let read = |bytes: &[u8]| read(bytes, at_a_time, 5);
        assert_eq!(read(b"12345").unwrap(), "12345");
        assert_eq!(
            read(b"123456").err(),
            Some(InputError::TooLarge { limit: 5 })
        );
        let offset = 2;
        assert_eq!(
            read(b"12\xff45").err(),
            Some(InputError::NotUtf8 { offset })
        );
        assert_eq!(
            read(b"12\xe2\x82").err(),
            Some(InputError::NotUtf8 { offset })
        );
        // What is wrong with all of it is said first.
        assert_eq!(
            read(b"12\xff456").err(),
            Some(InputError::TooLarge { limit: 5 })
        );
    }
    let endless = Window::limited(&mut std::io::repeat(b'x'), 200_000).read_out();
    assert_eq!(endless.err(), Some(InputError::TooLarge { limit: 200_000 }));
}

#[test]
fn grows_to_a_piece_and_no_further() {
    let mut endless = std::io::repeat(b'x');
    let mut window = Window::new(&mut endless);
    for _ in 0..100 {
        window.ensure(AHEAD).unwrap();
        window.pass(AHEAD);
    }
    assert_eq!(window.text.capacity(), BLOCK);
    window.ensure(MAX_PIECE).unwrap();
    assert!(window.text.capacity() <= 4 * MAX_PIECE);
}

#[test]
fn says_why_it_cannot_read_on() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::ConnectionReset.into())
        }
    }
    let kind = std::io::ErrorKind::ConnectionReset;
    let found = Window::new(&mut Broken).ensure(1);
    assert_eq!(found.err(), Some(InputError::Read { kind }));
}
