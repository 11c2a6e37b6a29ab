// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {
    K_LOG, LAST_AT, GENERATOR_TERMS, U_TERM, BLINDING_TERM, ROUND_TERMS, TERMS_WITHOUT_CUSTODIANS, LAGRANGE
} from "assay/Shape.sol";
import {ORDER_AT, PROOF, CUSTODIANS_COUNT, X3, XI, Z, ROUNDS, ROUND_INVERSES, VALUE} from "./Memory.sol";

/// @title The inner product argument (specification, 11.7), and the sum (11.8)
library InnerProduct {
    /// @notice Writes the scalars of the generators, U, S and the rounds' points.
    function scalars() internal pure {
        rounds();
        generators();
    }

    /// @dev S, X_i, Y_i and U.
    function rounds() private pure {
        assembly ("memory-safe") {
            let order := mload(ORDER_AT)
            mstore(add(BLINDING_TERM, 128), mload(XI))
            let term := add(ROUND_TERMS, 128)
            for { let at := 0 } lt(at, mul(32, K_LOG)) { at := add(at, 32) } {
                mstore(term, mload(add(ROUND_INVERSES, at)))
                mstore(add(term, 160), mload(add(ROUNDS, at)))
                term := add(term, 320)
            }
            // -a beta_G z.
            let product := mulmod(sub(order, calldataload(add(mload(PROOF), LAST_AT))), mload(Z), order)
            let power := mload(X3)
            for { let at := add(ROUNDS, mul(32, K_LOG)) } gt(at, ROUNDS) {} {
                at := sub(at, 32)
                product := mulmod(product, addmod(1, mulmod(mload(at), power, order), order), order)
                power := mulmod(power, power, order)
            }
            mstore(add(U_TERM, 128), product)
        }
    }

    /// @dev -a s_j for each generator, less v for the first: doubled round by round, the last round first.
    function generators() private pure {
        assembly ("memory-safe") {
            let order := mload(ORDER_AT)
            let first := add(GENERATOR_TERMS, 128)
            mstore(first, sub(order, calldataload(add(mload(PROOF), LAST_AT))))
            let half := 160
            for { let at := add(ROUNDS, mul(32, K_LOG)) } gt(at, ROUNDS) {} {
                at := sub(at, 32)
                let g := mload(at)
                let end := add(first, half)
                for { let from := first } lt(from, end) { from := add(from, 160) } {
                    mstore(add(from, half), mulmod(mload(from), g, order))
                }
                half := shl(1, half)
            }
            mstore(first, addmod(mload(first), sub(order, mload(VALUE)), order))
        }
    }

    /// @notice The sum of all terms, which checks that every point is one of the group.
    /// @return points Whether all are points of the group.
    /// @return zero Whether the sum is the identity.
    function sum() internal view returns (bool points, bool zero) {
        assembly ("memory-safe") {
            let length := mul(160, add(TERMS_WITHOUT_CUSTODIANS, mload(CUSTODIANS_COUNT)))
            points := staticcall(gas(), 0x0c, GENERATOR_TERMS, length, LAGRANGE, 128)
            // Where there is no such precompile, a call succeeds and returns nothing.
            points := and(points, eq(returndatasize(), 128))
            let x := or(mload(LAGRANGE), mload(add(LAGRANGE, 32)))
            zero := iszero(or(x, or(mload(add(LAGRANGE, 64)), mload(add(LAGRANGE, 96)))))
        }
    }
}
