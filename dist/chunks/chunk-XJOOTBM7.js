import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  unknown
} from "./chunk-MHA7OTC5.js";
import {
  findNearest
} from "./chunk-A423ZOMY.js";

// src/budget/declare-value.ts
function value({ title, accepted, check, json, examples }) {
  const schema = unknown().superRefine((found, context) => {
    const refusal = check(found);
    if (refusal === void 0) return;
    const params = typeof found === "string" || typeof found === "number" ? { accepted, ...refusal } : { accepted };
    context.addIssue({ code: "custom", params, continue: false, message: refusal.problem, input: found });
  });
  return schema.meta({ title, examples: [...examples], ...json });
}
function describe(schema, description) {
  return schema.meta({ description });
}
var isText = (found) => typeof found === "string";

// src/budget/values.ts
function text(accepted, examples) {
  return value({
    title: "text",
    accepted,
    check: (found) => !isText(found) ? { problem: "is not text" } : found.trim() === "" ? { problem: "is empty" } : void 0,
    json: { type: "string", minLength: 1 },
    examples
  });
}
var label = value({
  title: "label",
  accepted: "the name of a label, such as allow-image-growth",
  check: (found) => {
    if (!isText(found)) return { problem: "is not text" };
    if (found.trim() === "") return { problem: "is empty" };
    if (new RegExp("\\p{Cc}", "u").test(found)) return { problem: "is more than one line" };
    return found === found.trim() ? void 0 : trim(found);
  },
  json: {
    type: "string",
    pattern: "^[^\\s\\u0000-\\u001f\\u007f-\\u009f]([^\\u0000-\\u001f\\u007f-\\u009f]*[^\\s\\u0000-\\u001f\\u007f-\\u009f])?$"
  },
  examples: ["allow-image-growth"]
});
var flag = value({
  title: "true or false",
  accepted: "true or false",
  check: (found) => {
    if (typeof found === "boolean") return void 0;
    const meant = /^(true|yes|y|on|1)$/i.test(String(found)) ? "true" : /^(false|no|n|off|0)$/i.test(String(found)) ? "false" : void 0;
    return { problem: "is neither true nor false", ...meant === void 0 ? {} : { suggestion: meant } };
  },
  json: { type: "boolean" },
  examples: [true, false]
});
var namePattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
var name = value({
  title: "name",
  accepted: 'a name of at most 64 letters, digits, ".", "_" and "-" that begins with a letter or a digit',
  check: (found) => {
    if (isText(found) && namePattern.test(found)) return void 0;
    const plain = String(found).replaceAll(/[^A-Za-z0-9._-]+/g, "-").replaceAll(/^[^A-Za-z0-9]+|-+$/g, "").slice(0, 64);
    return { problem: "is not a name", ...namePattern.test(plain) ? { suggestion: plain } : {} };
  },
  json: { type: "string", pattern: namePattern.source },
  examples: ["api"]
});
var systems = ["linux", "windows", "darwin", "freebsd", "netbsd", "openbsd", "android", "wasi"];
var architectures = [
  ...["amd64", "arm64", "arm", "386", "riscv64", "ppc64le", "s390x", "loong64", "mips64le", "mips64", "mips", "mipsle", "ppc64"],
  ...["riscv", "sparc64", "wasm"]
];
var otherNames = {
  x86_64: "amd64",
  "x86-64": "amd64",
  x64: "amd64",
  aarch64: "arm64",
  armv8: "arm64",
  "arm64/v8": "arm64",
  armhf: "arm/v7",
  armv7: "arm/v7",
  armv6: "arm/v6",
  armv5: "arm/v5",
  arm: "arm/v7",
  x86: "386",
  i386: "386",
  i686: "386"
};
var longForms = /* @__PURE__ */ new Set(["arm64/v8", "arm"]);
var platform = value({
  title: "platform",
  accepted: "os/architecture[/variant], such as linux/amd64 or linux/arm/v7",
  check: (found) => {
    if (!isText(found)) return { problem: "is not text" };
    const [system = "", ...rest] = found.trim().split("/");
    const machine = rest.join("/");
    const [architecture = "", variant, ...more] = rest;
    const known = systems.includes(system) && architectures.includes(architecture) && !longForms.has(machine);
    if (known && more.length === 0 && (variant === void 0 || /^[a-z0-9._]+$/.test(variant)))
      return found === found.trim() ? void 0 : trim(found);
    return { problem: "is not a platform", ...suggestPlatform(found.trim().toLowerCase()) };
  },
  json: { type: "string", pattern: "^[a-z0-9]+/[a-z0-9]+(/[a-z0-9._]+)?$" },
  examples: ["linux/amd64", "linux/arm64"]
});
function trim(found) {
  return { problem: "has spaces around it", suggestion: found.trim() };
}
function suggestPlatform(found) {
  const slash = found.indexOf("/");
  const [system, machine] = slash < 0 ? ["linux", found] : [found.slice(0, slash), found.slice(slash + 1)];
  const nearSystem = findNearest(system, systems);
  const nearMachine = otherNames[machine] ?? findNearest(machine.split("/")[0] ?? "", architectures);
  return nearSystem === void 0 || nearMachine === void 0 ? {} : { suggestion: `${nearSystem}/${nearMachine}` };
}
var longestPattern = 1e3;
var tooLong = { problem: `is longer than ${longestPattern} characters` };
var imagePattern = value({
  title: "text",
  accepted: "the name of an image, or a glob",
  check: (found) => {
    if (!isText(found)) return { problem: "is not text" };
    if (found.trim() === "") return { problem: "is empty" };
    return found.length > longestPattern ? tooLong : void 0;
  },
  json: { type: "string", minLength: 1, maxLength: longestPattern },
  examples: ["*", "api"]
});
var glob = value({
  title: "glob",
  accepted: "a glob that begins with / or **",
  check: (found) => {
    if (!isText(found) || found.trim() === "") return { problem: "is not a glob" };
    if (found.length > longestPattern) return tooLong;
    if (/^(\.\/|[\w.@-])/.test(found))
      return { problem: "matches no file, since every path begins with /", suggestion: `/${found.replace(/^(\.?\/)+/, "")}` };
    if (found.endsWith("/")) return { problem: "matches no file, since no file ends with /", suggestion: `${found}**` };
    return void 0;
  },
  json: { type: "string", minLength: 1, maxLength: longestPattern },
  examples: ["/app/node_modules/**", "**/.git/**"]
});
var day = value({
  title: "date",
  accepted: "a day written YYYY-MM-DD, such as 2027-01-31",
  check: (found) => {
    const match = isText(found) ? /^(\d{4})-(\d{2})-(\d{2})$/.exec(found) : null;
    if (match === null) return { problem: "is not a date", ...suggestDay(String(found)) };
    const date = /* @__PURE__ */ new Date(`${match[0]}T00:00:00Z`);
    return !Number.isNaN(date.valueOf()) && date.toISOString().startsWith(match[0]) ? void 0 : { problem: "is not a day of the calendar" };
  },
  json: { type: "string", format: "date", pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" },
  examples: ["2027-01-31"]
});
function suggestDay(found) {
  const match = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\b/.exec(found.trim());
  return match === null ? {} : { suggestion: `${match[1]}-${match[2].padStart(2, "0")}-${match[3].padStart(2, "0")}` };
}

export {
  value,
  describe,
  isText,
  text,
  label,
  flag,
  namePattern,
  name,
  platform,
  imagePattern,
  glob,
  day
};
