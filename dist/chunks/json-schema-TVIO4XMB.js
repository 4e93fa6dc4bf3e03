import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import "./chunk-NYW4PR2A.js";
import {
  budgetSchema
} from "./chunk-RTP75U7M.js";
import "./chunk-XJOOTBM7.js";
import "./chunk-VXYT3GJA.js";
import "./chunk-4HC3ICX2.js";
import "./chunk-J64XQC44.js";
import {
  toJSONSchema
} from "./chunk-MHA7OTC5.js";
import "./chunk-A423ZOMY.js";
import "./chunk-66IXKVOD.js";
import "./chunk-G7GWBHRU.js";

// src/budget/json-schema.ts
function budgetJsonSchema() {
  return toJSONSchema(budgetSchema, { target: "draft-7", io: "input" });
}
function renderBudgetSchema() {
  return `${JSON.stringify(budgetJsonSchema(), null, 2)}
`;
}
export {
  budgetJsonSchema,
  renderBudgetSchema
};
