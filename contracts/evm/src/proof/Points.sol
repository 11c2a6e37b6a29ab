// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {HIDDEN_TERMS} from "assay/Shape.sol";

/// @title Points as terms of the sum
/// @notice A term has 160 bytes: x and y, each after 16 zero bytes as the precompiles of EIP-2537 want them, then the scalar.
library Points {
    /// @notice Copies points from calldata.
    /// @param from Where they begin, 96 bytes each.
    /// @param count How many.
    /// @param term Where the first term is.
    /// @return good Whether none of them is the identity. That they are points of the group is for the sum to check.
    function load(uint256 from, uint256 count, uint256 term) internal pure returns (bool good) {
        assembly ("memory-safe") {
            let bad := 0
            for { let end := add(from, mul(count, 96)) } lt(from, end) { from := add(from, 96) } {
                bad := or(bad, iszero(or(calldataload(from), or(calldataload(add(from, 32)), calldataload(add(from, 64))))))
                mstore(term, 0)
                calldatacopy(add(term, 16), from, 48)
                mstore(add(term, 64), 0)
                calldatacopy(add(term, 80), add(from, 48), 48)
                term := add(term, 160)
            }
            good := iszero(bad)
        }
    }

    /// @notice Copies generators from the code of a data contract, where a byte comes before them. The memory of their terms is
    /// fresh, so that the zeros are there already; the code is staged where other terms will be.
    /// @param data The contract.
    /// @param count How many points it has.
    /// @param term Where the first term is.
    function loadGenerators(address data, uint256 count, uint256 term) internal view {
        assembly ("memory-safe") {
            extcodecopy(data, HIDDEN_TERMS, 1, mul(count, 96))
            let from := HIDDEN_TERMS
            for { let end := add(from, mul(count, 96)) } lt(from, end) { from := add(from, 96) } {
                mcopy(add(term, 16), from, 48)
                mcopy(add(term, 80), add(from, 48), 48)
                term := add(term, 160)
            }
        }
    }
}
