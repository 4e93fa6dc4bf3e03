import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  renderReport
} from "./chunk-QQ36QMJJ.js";
import {
  printReport,
  wantsColor
} from "./chunk-7E5BIM6A.js";
import {
  writeFileAtomically
} from "./chunk-OZ2BIH7K.js";

// src/cli/deliver.ts
import { resolve } from "node:path";
var standardWidth = 80;
function deliverReport(deliverable, options, io) {
  const { format, output, color } = options;
  const page = { width: io.stdout.columns ?? standardWidth, color: wantsColor(io, color) };
  return [
    () => printReport(io, renderReport(deliverable, format, page)),
    ...output.map(({ format: format2, file }) => async () => {
      await writeFileAtomically(resolve(io.cwd, file), renderReport(deliverable, format2, { width: standardWidth, color: false }));
    })
  ];
}
async function deliver(deliveries) {
  const errors = [];
  for (const each of deliveries) {
    try {
      await each();
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length === 1) throw errors[0];
  if (errors.length > 1) throw new AggregateError(errors);
}

export {
  deliverReport,
  deliver
};
