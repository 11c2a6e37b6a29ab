// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {LAGRANGE, K_LOG, OMEGA_INVERSE, ROWS_INVERSE} from "assay/Shape.sol";
import {ORDER_AT, X, X_N, X_POWERS, ROOTS} from "./Memory.sol";

/// @title The Lagrange basis at x
/// @notice l_j(x) = 1/n times the product over i < k of 1 + (x omega^-j)^(2^i): no division, and so defined everywhere. It is
/// built by doubling: with m values for x^2, there are 2m for x, as l_j(x) = l_(j mod m)(x^2) (1 + x omega^-j) / 2.
library Lagrange {
    /// @notice Powers of x, and l_0(x)..l_(n-1)(x) from LAGRANGE on.
    function build() internal pure {
        assembly ("memory-safe") {
            let order := mload(ORDER_AT)
            let x := mload(X)
            let root := OMEGA_INVERSE
            for { let at := 0 } lt(at, mul(32, K_LOG)) { at := add(at, 32) } {
                mstore(add(X_POWERS, at), x)
                mstore(add(ROOTS, at), root)
                x := mulmod(x, x, order)
                root := mulmod(root, root, order)
            }
            mstore(X_N, x)
            mstore(LAGRANGE, ROWS_INVERSE)
            let half := 32
            for { let at := mul(32, K_LOG) } at {} {
                at := sub(at, 32)
                let t := mload(add(X_POWERS, at))
                root := mload(add(ROOTS, at))
                for { let to := LAGRANGE } lt(to, add(LAGRANGE, half)) { to := add(to, 32) } {
                    let value := mload(to)
                    let product := mulmod(value, t, order)
                    mstore(to, addmod(value, product, order))
                    // omega^(n/2) is -1.
                    mstore(add(to, half), addmod(value, sub(order, product), order))
                    t := mulmod(t, root, order)
                }
                half := shl(1, half)
            }
        }
    }
}
