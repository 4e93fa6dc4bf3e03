import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);

// src/errors.ts
var ExpectedError = class extends Error {
  name = "ExpectedError";
  code;
  hint;
  constructor(code, message, options = {}) {
    super(message, options.cause === void 0 ? void 0 : { cause: options.cause });
    this.code = code;
    this.hint = options.hint;
  }
};

export {
  ExpectedError
};
