//! Protocol Buffers, as much of it as is read here: fields with their numbers, and what a message is written of.

/// Wire types (Protocol Buffers, encoding).
const VARINT: u64 = 0;
const FIXED_64: u64 = 1;
const BYTES: u64 = 2;
const FIXED_32: u64 = 5;

/// The value of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field<'a> {
    /// An integer.
    Number(u64),
    /// Bytes, a text or a message.
    Bytes(&'a [u8]),
    /// Of a kind that is not read.
    Other,
}

/// The fields of a message with their numbers; `None` if it is none.
pub fn fields(mut message: &[u8]) -> Option<Vec<(u64, Field<'_>)>> {
    let mut fields = Vec::new();
    while !message.is_empty() {
        let tag = read_varint(&mut message)?;
        let field = match tag & 7 {
            VARINT => Field::Number(read_varint(&mut message)?),
            BYTES => {
                let length = usize::try_from(read_varint(&mut message)?).ok()?;
                Field::Bytes(take(&mut message, length)?)
            }
            FIXED_64 => take(&mut message, 8).map(|_| Field::Other)?,
            FIXED_32 => take(&mut message, 4).map(|_| Field::Other)?,
            _ => return None,
        };
        fields.push((tag >> 3, field));
    }
    Some(fields)
}

/// A field that is an integer. Zero is not written.
pub fn number(field: u64, value: u64) -> Vec<u8> {
    match value {
        0 => Vec::new(),
        _ => [varint(field << 3 | VARINT), varint(value)].concat(),
    }
}

/// A field of bytes, a text or a message. What is empty is not written.
pub fn bytes(field: u64, value: &[u8]) -> Vec<u8> {
    match value {
        [] => Vec::new(),
        _ => message(field, value),
    }
}

/// A field that is a message, and is written if it is empty too.
pub fn message(field: u64, value: &[u8]) -> Vec<u8> {
    let length = varint(u64::try_from(value.len()).unwrap_or(u64::MAX));
    [&varint(field << 3 | BYTES), &length, value].concat()
}

fn varint(mut number: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    loop {
        let [low, ..] = number.to_le_bytes();
        number >>= 7;
        match number {
            0 => {
                bytes.push(low & 0x7f);
                return bytes;
            }
            _ => bytes.push(low | 0x80),
        }
    }
}

fn take<'a>(message: &mut &'a [u8], length: usize) -> Option<&'a [u8]> {
    let (taken, rest) = message.split_at_checked(length)?;
    *message = rest;
    Some(taken)
}

fn read_varint(message: &mut &[u8]) -> Option<u64> {
    let mut number = 0u64;
    for shift in (0..64).step_by(7) {
        let byte = *take(message, 1)?.first()?;
        let low = u64::from(byte & 0x7f);
        // The tenth byte has room for one bit.
        number |= low
            .checked_shl(shift)
            .filter(|shifted| shifted >> shift == low)?;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn varints() {
        let read = |bytes: &[u8]| read_varint(&mut &*bytes);
        assert_eq!(read(&[0x96, 0x01]), Some(150));
        let largest = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01];
        assert_eq!(read(&largest), Some(u64::MAX));
        let beyond = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x02];
        assert_eq!(read(&beyond), None);
        assert_eq!(read(&[0x80; 11]), None);
        assert_eq!(read(&[0x80]), None);
    }

    #[test]
    fn what_is_no_message() {
        // A group; a length beyond the end; a fixed number that is cut.
        for bad in [&[0x0b][..], &[0x0a, 2, 1], &[0x09, 1], &[0x0d, 1], &[0x80]] {
            assert_eq!(fields(bad), None, "{bad:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn written_and_read(value: u64, text in proptest::collection::vec(proptest::num::u8::ANY, 0..300)) {
            let written = [number(3, value), bytes(200, &text), message(4, &text)].concat();
            let mut expected = Vec::new();
            if value != 0 {
                expected.push((3, Field::Number(value)));
            }
            if !text.is_empty() {
                expected.push((200, Field::Bytes(&text)));
            }
            expected.push((4, Field::Bytes(&text)));
            assert_eq!(fields(&written), Some(expected));
        }
    }
}
