// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

// Single words in memory, below the basis and the terms of the sum (Shape.sol). All of it is the verifier's: it allocates
// nothing, and the compiler needs less than MEMORY.

// Order of the group, modulus of scalars.
uint256 constant ORDER = 0x73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001;

// First byte that is ours.
uint256 constant MEMORY = 0x400;

// ORDER, which as a constant has 33 bytes of code wherever it is used.
uint256 constant ORDER_AT = 0x5e0;

// Challenges, by their names in the specification (11.1).
uint256 constant R = 0x400;
uint256 constant M = 0x420;
uint256 constant C = 0x440;
uint256 constant Y = 0x460;
uint256 constant X = 0x480;
uint256 constant X1 = 0x4a0;
uint256 constant X2 = 0x4c0;
uint256 constant X3 = 0x4e0;
uint256 constant X4 = 0x500;
uint256 constant XI = 0x520;
uint256 constant Z = 0x540;
uint256 constant PHI = 0x560;
// g_1.. of the rounds, up to ten.
uint256 constant ROUNDS = 0x800;

// x^n.
uint256 constant X_N = 0x580;
// x^(2^i).
uint256 constant X_POWERS = 0x980;
// Inverses of the (2^i)-th powers of omega.
uint256 constant ROOTS = 0xf00;
// t, the claimed value of the quotient at x.
uint256 constant QUOTIENT = 0x5a0;
// v, the claimed value of what is opened at x_3.
uint256 constant VALUE = 0x5c0;

// Inverses, one behind the other.
uint256 constant VANISHING_INVERSE = 0x600;
uint256 constant X3_X_INVERSE = 0x620;
uint256 constant X3_NEXT_INVERSE = 0x640;
uint256 constant NEXT_X_INVERSE = 0x660;
uint256 constant ROUND_INVERSES = 0x680;
// Products before each of them while they are computed.
uint256 constant PRODUCTS = 0xb00;
// Input of a precompile: 256 bytes.
uint256 constant INPUT = 0xd00;
// Weights, up to eight.
uint256 constant WEIGHTS = 0xe00;

// What is verified, so that it is not on the stack all the time: where proof, rows and bounds are in calldata, and how many
// custodians, rows and rules the table has.
uint256 constant PROOF = 0x1040;
uint256 constant ROWS_FROM = 0x1060;
uint256 constant BOUNDS = 0x1080;
uint256 constant CUSTODIANS_COUNT = 0x10a0;
uint256 constant ROWS_COUNT = 0x10c0;
uint256 constant RULES_COUNT = 0x10e0;
