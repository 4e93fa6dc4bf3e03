import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import "./chunk-NYW4PR2A.js";
import {
  analysisFileSchema
} from "./chunk-M3F7BX6P.js";
import "./chunk-JVTTIVCO.js";
import {
  toJSONSchema
} from "./chunk-7U6DWAOW.js";
import "./chunk-QWRNOYTG.js";

// src/analysis/json-schema.ts
function analysisJsonSchema() {
  return withoutUnneededBounds(toJSONSchema(analysisFileSchema));
}
function renderAnalysisSchema() {
  const { $schema, ...rest } = analysisJsonSchema();
  const schema = {
    $schema,
    title: "Plimsoll analysis",
    description: "What one or more container images weigh. docs/analysis.md.",
    ...rest
  };
  return `${JSON.stringify(schema, null, 2)}
`;
}
function withoutUnneededBounds(node) {
  if (Array.isArray(node)) return node.map(withoutUnneededBounds);
  if (typeof node !== "object" || node === null) return node;
  const kept = Object.entries(node).filter(([key, value]) => !(key === "maximum" && value === Number.MAX_SAFE_INTEGER));
  return Object.fromEntries(kept.map(([key, value]) => [key, withoutUnneededBounds(value)]));
}
export {
  analysisJsonSchema,
  renderAnalysisSchema
};
