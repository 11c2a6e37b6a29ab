// What goes wrong, by name.

/** An error with a code, so that programs need not read its message. */
export class EvmError extends Error {
  constructor(code, message, options) {
    super(message, options);
    this.name = 'EvmError';
    this.code = code;
  }
}
