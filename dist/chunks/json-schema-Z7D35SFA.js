import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import "./chunk-NYW4PR2A.js";
import {
  budgetSchema
} from "./chunk-H6BZ4WK4.js";
import "./chunk-H6ZFUHAE.js";
import "./chunk-K7BATCZN.js";
import "./chunk-J64XQC44.js";
import {
  toJSONSchema
} from "./chunk-JAFO7TQK.js";
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
