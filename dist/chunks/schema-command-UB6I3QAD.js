import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  printReport
} from "./chunk-ZQYHPZWX.js";
import {
  didYouMean
} from "./chunk-A423ZOMY.js";
import {
  ExpectedError
} from "./chunk-66IXKVOD.js";
import "./chunk-G7GWBHRU.js";

// src/cli/schema-command.ts
var schemas = {
  budget: async () => (await import("./json-schema-TVIO4XMB.js")).renderBudgetSchema(),
  analysis: async () => (await import("./json-schema-X2LNUUMY.js")).renderAnalysisSchema()
};
var schemaCommand = async ([name = "budget"], _options, io) => {
  const render = Object.hasOwn(schemas, name) ? schemas[name] : void 0;
  if (render === void 0) {
    const names = Object.keys(schemas);
    throw new ExpectedError(
      "option",
      `there is no schema ${JSON.stringify(name)}${didYouMean(name, names)}; the schemas are ${names.join(", ")}`
    );
  }
  await printReport(io, await render());
  return 0;
};
export {
  schemaCommand
};
