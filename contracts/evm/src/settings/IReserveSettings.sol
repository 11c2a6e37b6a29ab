// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {IProofVerifier} from "../proof/IProofVerifier.sol";
import {Number, Signature} from "../feed/Submission.sol";

/// @title What a feed accepts
interface IReserveSettings {
    /// @notice Code `attestation-unknown-custodian`, `custodian-unregistered`: the settings have no such custodian.
    error CustodianUnregistered(bytes32 custodian);
    /// @notice Code `key-unknown`: a signature is by a key that the settings do not have for this custodian.
    error KeyUnknown(bytes32 custodian, address signer);
    /// @notice Code `signature-duplicate`: a key has signed twice.
    error SignatureDuplicate(bytes32 custodian, address signer);
    /// @notice Code `key-not-yet-valid`.
    error KeyNotYetValid(bytes32 custodian, address signer);
    /// @notice Code `key-expired`.
    error KeyExpired(bytes32 custodian, address signer);
    /// @notice Code `under-threshold`.
    error UnderThreshold(bytes32 custodian);

    /// @notice Code `program-invalid`: a custodian has more than 255 signatures.
    error TooManySignatures(bytes32 custodian);

    /// @notice All but the custodians and their keys.
    struct Terms {
        /// SHA-256 of the subject's name.
        bytes32 subject;
        /// The book's currency, ASCII, zero bytes behind.
        bytes12 currency;
        /// Decimals of the token.
        uint8 tokenDecimals;
        /// Seconds that a report may be old.
        uint32 heartbeat;
        /// Changes with whatever a report that was accepted before might not be accepted under; never 0.
        uint32 version;
        /// Digest of the policy.
        bytes32 policy;
        /// Least value of a token, in the currency.
        Number leastValue;
        /// Verifier of the shape that reports have.
        IProofVerifier verifier;
    }

    /// @notice When a key counts.
    struct Key {
        /// 1: secp256k1; 2: P-256; 0: no key.
        uint8 scheme;
        /// First second.
        uint64 notBefore;
        /// Last second.
        uint64 notAfter;
    }

    /// @notice The settings.
    function terms() external view returns (Terms memory);

    /// @notice How many keys of a custodian must sign; zero for who is no custodian.
    /// @param custodian SHA-256 of its name.
    function threshold(bytes32 custodian) external view returns (uint8);

    /// @notice A key of a custodian.
    /// @param custodian SHA-256 of its name.
    /// @param signer The key: the address of Ethereum for secp256k1, the last 20 bytes of keccak256(x || y) for P-256.
    function key(bytes32 custodian, address signer) external view returns (Key memory);

    /// @notice Reverts unless a custodian has signed: each signature good and by another of its keys, which counted at the as-of
    /// time, and as many as its threshold.
    /// @param custodian SHA-256 of its name.
    /// @param hash SHA-256 of the message.
    /// @param asOf The as-of time.
    /// @param signatures The signatures.
    /// @return encoded What the context has of them: how many, u8, and of each the scheme, u8, r and s.
    function checkSignatures(bytes32 custodian, bytes32 hash, uint64 asOf, Signature[] calldata signatures)
        external
        view
        returns (bytes memory encoded);
}
