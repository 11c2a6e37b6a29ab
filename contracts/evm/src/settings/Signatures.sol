// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {Signature} from "../feed/Submission.sol";

/// @title ECDSA signatures
library Signatures {
    /// @notice The signature has another form than its scheme has, the high s, or it does not verify.
    error SignatureInvalid();
    /// @notice The scheme is not 1 or 2.
    error SignatureScheme();

    uint256 private constant HALF_SECP256K1 = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0;
    uint256 private constant HALF_P256 = 0x7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8;

    /// @notice Who signed: for secp256k1 the address of Ethereum, for P-256 the last 20 bytes of keccak256(x || y).
    /// @param hash SHA-256 of the message.
    /// @param signature The signature.
    function signer(bytes32 hash, Signature calldata signature) internal view returns (address) {
        if (signature.scheme == 1) return secp256k1(hash, signature);
        if (signature.scheme == 2) return p256(hash, signature);
        revert SignatureScheme();
    }

    function secp256k1(bytes32 hash, Signature calldata signature) private pure returns (address found) {
        if (signature.x | signature.y != 0 || uint256(signature.s) > HALF_SECP256K1) revert SignatureInvalid();
        found = ecrecover(hash, signature.v, signature.r, signature.s);
        if (found == address(0)) revert SignatureInvalid();
    }

    /// @dev The precompile of EIP-7951 returns 1 or nothing.
    function p256(bytes32 hash, Signature calldata signature) private view returns (address) {
        if (signature.v != 0 || uint256(signature.s) > HALF_P256) revert SignatureInvalid();
        (bool done, bytes memory result) =
            address(0x100).staticcall(abi.encode(hash, signature.r, signature.s, signature.x, signature.y));
        if (!done || result.length != 32 || abi.decode(result, (uint256)) != 1) revert SignatureInvalid();
        return address(uint160(uint256(keccak256(abi.encode(signature.x, signature.y)))));
    }
}
