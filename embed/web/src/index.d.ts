/** The bytes of a document, or its text. Not a parsed object: the bytes matter. */
export type DocumentSource = string | Uint8Array | ArrayBuffer;

/** What the verifier expects beyond its registry. */
export interface Options {
  /** The clock: by default that of this machine; null for none, with which a report of any time passes. */
  now?: Date | string | null;
  /** The oldest a report may be, in seconds from its as-of time to `now`. */
  max_age_seconds?: number;
  /** The supply document that you read yourself: the report's must be the same. */
  supply?: DocumentSource;
  /** Tokens whose decimals you know, and perhaps the storage slots of their supplies, besides those of the registry. */
  tokens?: readonly KnownToken[];
  /** The least that one token may be owed, besides that of the registry. */
  least_value_per_token?: LeastValue;
  /** The policy that the report must follow: the digest, 64 hex digits in lower case, or the document. */
  policy?: DocumentSource;
  /** The report before this one, such as the statement on it: this one must name it, be about the same subject, and be later. Or
   * "none" if this must be the first. */
  previous?: 'none' | Predecessor;
}

/** The report before another one: the fields of these names in the statement on it. */
export interface Predecessor {
  /** Its digest. */
  readonly report: string;
  readonly subject: string;
  readonly as_of: string;
}

export interface KnownToken {
  /** CAIP-2. */
  chain: string;
  token: string;
  decimals: number;
  /** The storage slot of the total supply on an EVM chain, 64 hex digits in lower case. */
  slot?: string;
}

export interface LeastValue {
  currency: string;
  /** A decimal above zero. */
  value: string;
}

/** The answer. Test `valid` and nothing else. */
export type Verification = Valid | Invalid;

export interface Valid {
  readonly valid: true;
  readonly statement: Statement;
  readonly error?: undefined;
}

export interface Invalid {
  readonly valid: false;
  readonly error: VerificationError;
  readonly statement?: undefined;
}

export interface VerificationError {
  /** A short stable name, such as "stale" or "proof-invalid". */
  readonly code: string;
  /** What was expected and what was found, for people. */
  readonly message: string;
}

/** What a valid report says. Decimals are strings, exact. */
export interface Statement {
  /** Asset or fund. */
  readonly subject: string;
  /** When, such as "2026-03-31T21:00:00Z". */
  readonly as_of: string;
  /** Name of the policy. */
  readonly policy: string;
  /** Tokens to cover. */
  readonly tokens: string;
  /** What one token is owed, in `currency`. */
  readonly value_per_token: string;
  /** The least that was asked for, if `basis.value_per_token` is "at-least". */
  readonly least_value_per_token?: string;
  /** The amount to cover, in `currency`, with the payables. */
  readonly amount_to_cover: string;
  readonly currency: string;
  /** Rows of the book. */
  readonly rows: number;
  readonly custodians: readonly Custodian[];
  readonly rules: readonly Rule[];
  /** What the tokens are made of. */
  readonly supply: readonly SupplyEntry[];
  /** What is taken off the supply, without cover. */
  readonly excluded: readonly Excluded[];
  /** What is owed besides tokens. */
  readonly payables: readonly Payable[];
  /** What holders were given out of the income of the book's period; left out if the supply does not say. */
  readonly distributed?: readonly Distributed[];
  /** The period of the book's income; left out if the book lists none. */
  readonly income?: Income;
  /** Whose word each of these is. */
  readonly basis: Basis;
  /** Digest of this report, which its successor names. */
  readonly report: string;
  /** Digest of the report before it, if it names one. */
  readonly previous?: string;
  /** Seconds from its as-of time to `now`, if there was a clock. */
  readonly age_seconds?: number;
  /** What was not asked for. */
  readonly not_checked: readonly NotChecked[];
  /** What no report proves. */
  readonly not_proved: readonly string[];
}

/** Whose word it is: shown by the proof, signed by every custodian, given by the verifier too, or the issuer's alone. */
export type Whose = 'proved' | 'signed' | 'verifier' | 'issuer';

export interface Basis {
  readonly subject: Whose;
  readonly as_of: Whose;
  readonly custodians: Whose;
  readonly rules: Whose;
  /** Prices, kinds, dates (maturity, reset, demand) and institutions of the book's rows. */
  readonly prices: Whose;
  readonly policy: Whose;
  readonly previous: Whose;
  readonly currency: Whose;
  /** "at-least": the issuer's word, and no less than was asked for. */
  readonly value_per_token: Whose | 'at-least';
  readonly supply: Whose;
  readonly excluded: Whose;
  readonly payables: Whose;
  /** With `distributed`. */
  readonly distributed?: Whose;
  /** With `income`: the period, and what one unit of each row earned. */
  readonly income?: Whose;
  readonly tokens: Whose;
  readonly amount_to_cover: Whose;
}

export interface Custodian {
  readonly custodian: string;
  readonly signatures: number;
  readonly needed: number;
}

export interface Rule {
  readonly rule: string;
  /** Of the rule in the policy, from 0. */
  readonly position: number;
  readonly bound: string;
  readonly proved: true;
}

export type SupplyEntry =
  | {
      readonly entry: 'chain';
      /** CAIP-2. */
      readonly chain: string;
      readonly token: string;
      readonly block: number;
      readonly quantity: string;
      readonly decimals: number;
      /** The storage slot that its evidence is about, if there is any. */
      readonly slot?: string;
      readonly basis: { readonly decimals: Whose; readonly slot?: Whose };
    }
  | { readonly entry: 'book_entry'; readonly registrar: string; readonly quantity: string }
  | { readonly entry: 'pending_redemptions'; readonly quantity: string }
  /** Not minted yet. */
  | { readonly entry: 'to_be_issued'; readonly quantity: string };

export interface Excluded {
  readonly reason: string;
  readonly quantity: string;
}

export interface Payable {
  readonly reason: string;
  /** In `currency`. */
  readonly amount: string;
}

export interface Distributed {
  readonly reason: string;
  /** In `currency`. */
  readonly amount: string;
}

export interface Income {
  /** When the period began, as `as_of`. */
  readonly since: string;
  /** Digest of the book of then. */
  readonly book: string;
  /** Rows of the income. */
  readonly rows: number;
}

export interface NotChecked {
  readonly check: string;
  readonly meaning: string;
}

/**
 * Loads the verifier, once; `verify` does so by itself. Give the module if it is not beside the JavaScript.
 *
 * Rejects if it cannot be loaded.
 */
export function init(
  source?: WebAssembly.Module | BufferSource | Promise<WebAssembly.Module | BufferSource>,
): Promise<void>;

/**
 * Verifies a report against your registry. Whatever is wrong with a document is in the answer. Options given as text are
 * passed on as they are, without a clock that they do not name.
 *
 * Rejects with a TypeError for an argument of another type or an unknown option, and with an Error if the verifier cannot
 * be loaded.
 */
export function verify(
  report: DocumentSource,
  registry: DocumentSource,
  options?: Options | DocumentSource,
): Promise<Verification>;

/** Most bytes of each input. */
export const LIMITS: { readonly report: number; readonly registry: number; readonly options: number };
