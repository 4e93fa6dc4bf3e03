import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  ppmPerUnit
} from "./chunk-APSE5AVC.js";

// src/budget/readable-limit.ts
var names = { si: ["B", "kB", "MB", "GB", "TB"], iec: ["B", "KiB", "MiB", "GiB", "TiB"] };
function withHeadroom(value, headroomPpm) {
  const added = BigInt(value) * BigInt(headroomPpm);
  const million = BigInt(ppmPerUnit);
  return value + Number((added + million - 1n) / million);
}
function writeSizeAbove(bytes, units) {
  const step = units === "si" ? 1000n : 1024n;
  const size = BigInt(bytes);
  for (let power = 0; ; power++) {
    const unit = step ** BigInt(power);
    const decimals = power === 0 || size >= 100n * unit ? 0 : size >= 10n * unit ? 1 : 2;
    const scale = 10n ** BigInt(decimals);
    const scaled = (size * scale + unit - 1n) / unit;
    if (power < names[units].length - 1 && scaled >= step * scale) continue;
    const text = String(scaled).padStart(decimals + 1, "0");
    const number = decimals === 0 ? text : `${text.slice(0, -decimals)}.${text.slice(-decimals)}`.replace(/\.?0+$/, "");
    return `${number} ${names[units][power]}`;
  }
}
function writePercentAbove(ppm) {
  const tenths = Math.ceil(ppm / 1e3);
  return `${tenths % 10 === 0 ? tenths / 10 : `${Math.trunc(tenths / 10)}.${tenths % 10}`}%`;
}

export {
  withHeadroom,
  writeSizeAbove,
  writePercentAbove
};
