import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import "./chunk-NYW4PR2A.js";
import {
  budgetSchema
} from "./chunk-7KWYXRUR.js";
import "./chunk-7P2UZG4H.js";
import "./chunk-6ZSUARQE.js";
import "./chunk-CXMQTDXQ.js";
import "./chunk-UGXUY2KA.js";
import "./chunk-APSE5AVC.js";
import "./chunk-A423ZOMY.js";
import {
  toJSONSchema
} from "./chunk-7U6DWAOW.js";
import "./chunk-ZWRDINFH.js";
import "./chunk-QWRNOYTG.js";

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
