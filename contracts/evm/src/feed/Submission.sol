// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

/// @notice A decimal that is not negative, in its shortest form: mantissa / 10^decimals, without a zero at the end of the mantissa
/// behind the point.
struct Number {
    uint256 mantissa;
    uint8 decimals;
}

/// @notice What is owed, as the supply says it.
struct Owed {
    /// Tokens to cover, T.
    Number tokens;
    /// Value per token.
    Number value;
    /// What is owed besides tokens, L.
    Number payables;
    /// Whether the supply says what was distributed.
    bool hasDistributed;
    /// What was distributed, D; zero if not.
    Number distributed;
}

/// @notice A signature by a key that the settings name.
struct Signature {
    /// 1: ECDSA over secp256k1; 2: over P-256.
    uint8 scheme;
    /// 27 or 28, for secp256k1; 0 for P-256.
    uint8 v;
    bytes32 r;
    /// At most half of the order.
    bytes32 s;
    /// The public key, for P-256; 0 for secp256k1.
    bytes32 x;
    bytes32 y;
}

/// @notice What a custodian signed.
struct Attestation {
    /// SHA-256 of the custodian's name.
    bytes32 custodian;
    /// Its commitment, 96 bytes.
    bytes commitment;
    Signature[] signatures;
}

/// @notice A report, as far as a contract has to know it.
struct Submission {
    /// The as-of time, seconds since 1970.
    uint64 asOf;
    /// Digest of the book.
    bytes32 book;
    /// Digest of the supply.
    bytes32 supply;
    /// Digest of the report before; zero for the first one.
    bytes32 previous;
    Owed owed;
    /// Bytes of the table.
    bytes table;
    /// Of every custodian of the book, in its order.
    Attestation[] attestations;
    /// C', H', the commitment of the tag column and those of the weight columns.
    bytes columns;
    bytes proof;
}
