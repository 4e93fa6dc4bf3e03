import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  printReport
} from "./chunk-7E5BIM6A.js";
import {
  didYouMean
} from "./chunk-A423ZOMY.js";
import {
  ExpectedError
} from "./chunk-ZWRDINFH.js";
import "./chunk-QWRNOYTG.js";

// src/cli/schema-command.ts
var schemas = {
  budget: async () => (await import("./json-schema-TU5PYKTP.js")).renderBudgetSchema(),
  analysis: async () => (await import("./json-schema-2S5MUPAR.js")).renderAnalysisSchema()
};
var schemaCommand = async ([name = "budget"], _options, io) => {
  const render = Object.hasOwn(schemas, name) ? schemas[name] : void 0;
  if (render === void 0) {
    const names = Object.keys(schemas);
    throw new ExpectedError(
      "option",
      `there is no schema ${JSON.stringify(name)}${didYouMean(name, names)}; the schemas are ${names.join(", ")}`,
      { hint: "`plimsoll schema budget` prints that of plimsoll.yml, `plimsoll schema analysis` that of --format json." }
    );
  }
  await printReport(io, await render());
  return 0;
};
export {
  schemaCommand
};
