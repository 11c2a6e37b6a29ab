use std::iter;

use age::armor::{ArmoredWriter, Format};
use age::secrecy::SecretString;
use age::x25519::Identity;
use assay_statement::{Blinder, Digest, Kind, Opening, RowQuantity, V1};

use super::*;
use crate::audit::MAX_RECIPIENTS;

/// Everything two people know: their keys, and what is in the copy.
struct Two {
    texts: [String; 2],
    recipients: [String; 2],
}

fn two() -> Two {
    use age::secrecy::ExposeSecret;
    let keys = [(); 2].map(|()| Identity::generate());
    Two {
        recipients: [0, 1].map(|i: usize| keys[i].to_public().to_string()),
        texts: [0, 1].map(|i: usize| keys[i].to_string().expose_secret().to_string()),
    }
}

impl Two {
    fn identities(&self, who: usize) -> Identities {
        Identities::parse(&self.texts[who]).unwrap()
    }

    fn seal(&self, audit: &Audit) -> Vec<u8> {
        seal_copy(audit, &Recipients::parse(&self.recipients).unwrap()).unwrap()
    }

    fn seal_for_one(&self, audit: &Audit) -> Vec<u8> {
        seal_copy(audit, &Recipients::parse(&self.recipients[..1]).unwrap()).unwrap()
    }

    /// Any bytes, encrypted as anyone may.
    fn encrypt(&self, bytes: &[u8]) -> Vec<u8> {
        let recipient: age::x25519::Recipient = self.recipients[0].parse().unwrap();
        age::encrypt(&recipient, bytes).unwrap()
    }
}

fn audit(rows: u32, quantity: u64) -> Audit {
    let opening = Opening {
        assay: V1,
        kind: Kind::new(),
        subject: "fund".parse().unwrap(),
        as_of: "2026-11-20T22:00:00Z".parse().unwrap(),
        custodian: "north".parse().unwrap(),
        book: Digest([1; 32]),
        quantities: (0..rows).map(|row| RowQuantity { row, quantity }).collect(),
        blinders: [1, 2, 3, 4].map(|n| Blinder([n; 32])),
    };
    Audit {
        assay: V1,
        kind: Kind::new(),
        report: Digest([2; 32]),
        openings: vec![opening],
    }
}

fn armour(binary: &[u8]) -> Vec<u8> {
    let mut text = Vec::new();
    let mut writer = ArmoredWriter::wrap_output(&mut text, Format::AsciiArmor).unwrap();
    writer.write_all(binary).unwrap();
    writer.finish().unwrap();
    text
}

#[test]
fn each_auditor_reads_it_binary_or_armoured() {
    let (two, audit) = (two(), audit(3, 1_234_567));
    let sealed = two.seal(&audit);
    let text = armour(&sealed);
    let indented = [b"\r\n  ", &text[..], b"\n\n"].concat();
    for who in 0..2 {
        for form in [&sealed, &text, &indented] {
            assert_eq!(unseal_copy(form, &two.identities(who)), Ok(audit.clone()));
        }
    }
    // The right one need not be the first.
    let others = format!("{}\n{}\n", self::two().texts[0], two.texts[1]);
    let identities = Identities::parse(&others).unwrap();
    assert_eq!(unseal_copy(&sealed, &identities), Ok(audit));
}

#[test]
fn nobody_else_reads_it() {
    let (two, audit) = (two(), audit(3, 1_234_567));
    let sealed = two.seal_for_one(&audit);
    assert_eq!(unseal_copy(&sealed, &two.identities(0)), Ok(audit));
    for form in [&sealed, &armour(&sealed)] {
        assert_eq!(
            unseal_copy(form, &two.identities(1)),
            Err(UnsealError::NotForThisIdentity)
        );
    }
}

#[test]
fn as_many_auditors_as_there_may_be() {
    use age::secrecy::ExposeSecret;
    let keys: Vec<Identity> = (0..MAX_RECIPIENTS).map(|_| Identity::generate()).collect();
    let texts: Vec<String> = keys.iter().map(|key| key.to_public().to_string()).collect();
    let audit = audit(1, 5);
    let sealed = seal_copy(&audit, &Recipients::parse(&texts).unwrap()).unwrap();
    for key in [keys.first(), keys.last()] {
        let text = key.unwrap().to_string();
        let identities = Identities::parse(text.expose_secret()).unwrap();
        assert_eq!(unseal_copy(&sealed, &identities), Ok(audit.clone()));
    }
}

#[test]
fn its_length_tells_nothing_of_the_quantities() {
    let two = two();
    // Age's header has a part of random length, which comes before the last line.
    let length = |audit: &Audit| {
        let sealed = two.seal(audit);
        let end = HEADER_END.len();
        let header = sealed
            .windows(end)
            .position(|window| window == HEADER_END)
            .unwrap();
        sealed.len() - header
    };
    // With 1,400 rows the real length is on either side of what age encrypts at a time.
    for rows in [1, 100, 1_400, 1_500] {
        let expected = length(&audit(rows, 0));
        for quantity in [1, 9, 10, 1 << 40, u64::MAX] {
            assert_eq!(
                length(&audit(rows, quantity)),
                expected,
                "{rows}, {quantity}"
            );
        }
    }
    let (least, most) = (audit(1_400, 0).to_json(), audit(1_400, u64::MAX).to_json());
    assert!(least.len() < CHUNK && CHUNK < most.len());
}

#[test]
fn every_change_shows() {
    let (two, audit) = (two(), audit(3, 1_234_567));
    let identities = two.identities(0);
    let sealed = two.seal(&audit);
    let header = sealed
        .windows(HEADER_END.len())
        .position(|window| window == HEADER_END)
        .unwrap();
    let refused = |bytes: &[u8]| unseal_copy(bytes, &identities).unwrap_err();

    for at in [
        header + 6,
        header + 49,
        header + 70,
        header + 1_000,
        sealed.len() - 1,
    ] {
        let mut changed = sealed.clone();
        changed[at] ^= 1;
        assert_eq!(refused(&changed), UnsealError::Damaged, "{at}");
    }
    // The header's own parts: whom it is for, and the keys wrapped for them.
    for at in 0..header {
        let mut changed = sealed.clone();
        changed[at] ^= 1;
        let error = refused(&changed);
        let expected = match at < MAGIC.len() {
            true => error == UnsealError::NotACopy,
            false => matches!(
                error,
                UnsealError::Damaged | UnsealError::NotForThisIdentity
            ),
        };
        assert!(expected, "{at}: {error:?}");
    }
    let ends = [
        0,
        1,
        21,
        22,
        40,
        header,
        header + 30,
        header + 60,
        header + 70,
    ];
    let tail = [CHUNK, CHUNK + 16, CHUNK + 17, 1, 16, 17];
    for length in ends.into_iter().chain(tail.map(|n| sealed.len() - n)) {
        let expected = match length < MAGIC.len() {
            true => UnsealError::NotACopy,
            false => UnsealError::Damaged,
        };
        assert_eq!(refused(&sealed[..length]), expected, "{length}");
    }
    let longer = [&sealed[..], b"\n"].concat();
    assert_eq!(refused(&longer), UnsealError::Damaged);

    let text = armour(&sealed);
    for length in [35, 100, text.len() / 2, text.len() - 40] {
        assert_eq!(refused(&text[..length]), UnsealError::Damaged, "{length}");
    }
    let followed = [&text[..], b"more"].concat();
    assert_eq!(refused(&followed), UnsealError::Damaged);
    let mut changed = text.clone();
    changed[text.len() / 2] = b'!';
    assert_eq!(refused(&changed), UnsealError::Damaged);
}

#[test]
fn other_files_are_no_copies() {
    let two = two();
    let identities = two.identities(0);
    let refused = |bytes: &[u8]| unseal_copy(bytes, &identities).unwrap_err();
    for other in [
        &b""[..],
        b"{\"assay\":\"v1\"}",
        b"age-encryption.org/v2\n",
        b"age-encryption.org/v1\r\n",
    ] {
        assert_eq!(refused(other), UnsealError::NotACopy);
    }
    // Something else inside armour.
    assert_eq!(refused(&armour(b"{}")), UnsealError::NotACopy);
    // A header without an end, or with an end too far away for any number of auditors.
    let endless = [MAGIC, &b"-> x\n\n".repeat(MAX_HEADER)].concat();
    assert_eq!(refused(&endless), UnsealError::Damaged);
    let long = [&endless[..], b"--- x\n"].concat();
    assert_eq!(refused(&long), UnsealError::Damaged);

    let mut locked = Vec::new();
    let mut recipient = age::scrypt::Recipient::new(SecretString::from("secret".to_string()));
    recipient.set_work_factor(2);
    let encryptor = Encryptor::with_recipients(iter::once(&recipient as _)).unwrap();
    let writer = encryptor.wrap_output(&mut locked).unwrap();
    writer.finish().unwrap();
    assert_eq!(refused(&locked), UnsealError::Passphrase);
}

#[test]
fn what_is_inside_is_read_strictly() {
    let two = two();
    let identities = two.identities(0);
    let audit = audit(2, 1_234_567);
    let inside = |text: &str| unseal_copy(&two.encrypt(text.as_bytes()), &identities);
    let json = audit.to_json();
    assert_eq!(inside(&json), Ok(audit.clone()));
    assert_eq!(
        inside(&format!("{}{{}}", *json)),
        Err(UnsealError::Document(ParseError::TrailingData))
    );
    assert!(matches!(
        inside(&audit.openings[0].to_json()),
        Err(UnsealError::Document(ParseError::Kind { .. }))
    ));
    assert!(matches!(
        inside(""),
        Err(UnsealError::Document(ParseError::Json { .. }))
    ));
    let error = inside(&json.replacen("\"1234567\"", "\"01234567\"", 1)).unwrap_err();
    assert!(
        matches!(&error, UnsealError::Document(ParseError::Field { path, .. })
        if path == "openings[0].quantities[0].quantity")
    );
    assert!(!error.to_string().contains("1234567"));
    // Never more memory than the largest document takes.
    let long = " ".repeat(Audit::MAX_BYTES + 1);
    assert!(matches!(
        inside(&long),
        Err(UnsealError::Document(ParseError::TooLarge { .. }))
    ));
}

#[test]
fn openings_without_end_are_not_sealed() {
    let mut audit = audit(20_000, u64::MAX);
    let opening = audit.openings[0].clone();
    audit.openings.extend(iter::repeat_n(opening, 32));
    let recipients = Recipients::parse(&two().recipients).unwrap();
    assert!(matches!(
        seal_copy(&audit, &recipients),
        Err(SealError::TooLarge { limit, found }) if limit == Audit::MAX_BYTES && found > limit
    ));
}
