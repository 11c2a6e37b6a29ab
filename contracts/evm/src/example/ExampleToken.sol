// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IReserveFeed} from "../feed/IReserveFeed.sol";

/// @title An example: a token that mints only what is proved to be covered
/// @notice On one chain, so that its own supply is all there is. An example, not a product.
contract ExampleToken is ERC20, Ownable {
    /// @notice The mint is not covered.
    error NotCovered();

    /// @notice The feed.
    IReserveFeed public immutable feed;

    /// @notice Makes the token.
    /// @param feed_ The feed.
    /// @param minter Who may mint.
    constructor(IReserveFeed feed_, address minter) ERC20("Example", "EXAMPLE") Ownable(minter) {
        feed = feed_;
    }

    /// @notice Mints, if that is covered.
    /// @param to Who gets the tokens.
    /// @param amount How many.
    function mint(address to, uint256 amount) external onlyOwner {
        if (!feed.canMint(totalSupply(), amount)) revert NotCovered();
        _mint(to, amount);
    }
}
