import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  budgetSchema
} from "./chunk-5KTKN3WE.js";
import {
  external_exports
} from "./chunk-OLXXVIGI.js";
import "./chunk-J64XQC44.js";
import "./chunk-A423ZOMY.js";
import "./chunk-66IXKVOD.js";
import "./chunk-G7GWBHRU.js";

// src/budget/json-schema.ts
function budgetJsonSchema() {
  return external_exports.toJSONSchema(budgetSchema, { target: "draft-7", io: "input" });
}
function renderBudgetSchema() {
  return `${JSON.stringify(budgetJsonSchema(), null, 2)}
`;
}
export {
  budgetJsonSchema,
  renderBudgetSchema
};
