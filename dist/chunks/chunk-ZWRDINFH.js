import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);

// src/show-unseen.ts
var unseen = new RegExp("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]|(?![\\uFE0E\\uFE0F])\\p{Default_Ignorable_Code_Point}", "gu");
var named = /* @__PURE__ */ new Map([
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["	", "\\t"]
]);
function showUnseen(text) {
  return text.replace(unseen, (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (code >= 56448 && code <= 56575) return hexByte(code - 56320);
    return named.get(character) ?? (code < 128 ? hexByte(code) : `\\u{${code.toString(16)}}`);
  });
}
function hexByte(byte) {
  return `\\x${byte.toString(16).padStart(2, "0")}`;
}

// src/errors.ts
var ExpectedError = class extends Error {
  name = "ExpectedError";
  code;
  hint;
  /** @param message a list where it has several lines */
  constructor(code, message, options = {}) {
    super([message].flat().map(showUnseen).join("\n"), options.cause === void 0 ? void 0 : { cause: options.cause });
    this.code = code;
    this.hint = options.hint === void 0 ? void 0 : showUnseen(options.hint);
  }
};
function withHint({ message, hint }) {
  return hint === void 0 ? message : `${message}; ${hint}`;
}

export {
  showUnseen,
  ExpectedError,
  withHint
};
