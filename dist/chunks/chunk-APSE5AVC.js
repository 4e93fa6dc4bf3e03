import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  ExpectedError
} from "./chunk-ZWRDINFH.js";

// src/bytes.ts
var siUnits = ["B", "kB", "MB", "GB", "TB"];
var iecUnits = ["B", "KiB", "MiB", "GiB", "TiB"];
var unitBytes = new Map([
  ...siUnits.map((unit, power) => [unit, 1000n ** BigInt(power)]),
  ...iecUnits.map((unit, power) => [unit, 1024n ** BigInt(power)])
]);
var sizeSyntax = "a whole number of bytes, or a number with B, kB, MB, GB, TB (powers of 1000) or KiB, MiB, GiB, TiB (powers of 1024)";
var percentSyntax = "a number with a percent sign, such as 3% or 0.5%";
var ppmPerUnit = 1e6;
function readSize(value) {
  if (typeof value === "number") {
    if (!Number.isFinite(value)) return { problem: "is not a number" };
    if (value < 0) return { problem: "is below 0", suggestion: String(Math.trunc(-value)) };
    if (!Number.isInteger(value)) return { problem: "is not a whole number of bytes", suggestion: String(Math.trunc(value)) };
    return Number.isSafeInteger(value) ? { value } : { problem: "is more than any image can weigh" };
  }
  const match = /^(\d+)(?:\.(\d+))?\s*([A-Za-z]*)$/.exec(value.trim());
  if (match === null) return refuseSize(value.trim());
  const [, whole = "", fraction = "", unit = ""] = match;
  const factor = unit === "" ? 1n : unitBytes.get(unit);
  if (factor === void 0) return refuseUnit(`${whole}${fraction === "" ? "" : `.${fraction}`}`, unit);
  if (fraction !== "" && factor === 1n)
    return { problem: "is not a whole number of bytes", suggestion: unit === "" ? whole : `${whole} B` };
  const bytes = BigInt(whole + fraction) * factor / 10n ** BigInt(fraction.length);
  return bytes > BigInt(Number.MAX_SAFE_INTEGER) ? { problem: "is more than any image can weigh" } : { value: Number(bytes) };
}
function parseSize(value, code = "option") {
  return accept(readSize(value), value, "size", sizeSyntax, code);
}
function readPercent(value) {
  const text = String(value).trim();
  const match = /^(\d+)(?:\.(\d+))?\s*(%|)$/.exec(text);
  if (match === null) {
    const number = /^[-+]?(\d+(?:[.,]\d+)?)\s*(?:%|percent|pct|per cent)?$/i.exec(text)?.[1]?.replace(",", ".");
    return {
      problem: text.startsWith("-") ? "is below 0" : "is not a percentage",
      ...number === void 0 ? {} : { suggestion: `${number}%` }
    };
  }
  const [, whole = "", fraction = "", sign = ""] = match;
  if (sign === "") return { problem: "has no percent sign", suggestion: `${text}%` };
  const digits = fraction.replace(/0+$/, "");
  if (digits.length > 4) return { problem: "is finer than 0.0001%", suggestion: `${whole}.${digits.slice(0, 4).replace("0000", "0001")}%` };
  const ppm = Number(whole + digits.padEnd(4, "0"));
  return Number.isSafeInteger(ppm) ? { value: ppm } : { problem: "is more than can be meant" };
}
function formatSize(bytes, units = "si", decimals = 1) {
  const sign = bytes < 0 ? "−" : "";
  const size = BigInt(Math.abs(Math.round(bytes)));
  const names = units === "si" ? siUnits : iecUnits;
  const step = units === "si" ? 1000n : 1024n;
  let power = 0;
  while (power < names.length - 1 && size >= step ** BigInt(power + 1)) power++;
  if (power === 0) return `${sign}${size} B`;
  let rounded = roundedQuotient(size, step ** BigInt(power), decimals);
  if (power < names.length - 1 && rounded >= step * 10n ** BigInt(decimals))
    rounded = roundedQuotient(size, step ** BigInt(++power), decimals);
  return `${sign}${decimalText(rounded, decimals)} ${names[power]}`;
}
function formatBytes(bytes) {
  return `${String(bytes).replace(/\B(?=(\d{3})+$)/g, ",").replace("-", "−")} B`;
}
function formatSizeChange(bytes, units = "si", decimals = 1) {
  return signed(bytes, (size) => formatSize(size, units, decimals), "0 B");
}
function formatApart(one, other, units = "si", least = 1) {
  for (let decimals = least; decimals <= Math.max(least, 3); decimals++) {
    const texts = [formatSize(one, units, decimals), formatSize(other, units, decimals)];
    if (one === other || texts[0] !== texts[1]) return texts;
  }
  return [formatBytes(one), formatBytes(other)];
}
function exactDecimals(bytes, units, most = 3) {
  for (let decimals = 1; decimals <= most; decimals++) {
    const reading = readSize(formatSize(bytes, units, decimals));
    if ("value" in reading && reading.value === bytes) return decimals;
  }
  return void 0;
}
function formatPercent(ratio, decimals = 1) {
  if (!Number.isFinite(ratio)) return "∞%";
  const text = Math.abs(ratio * 100).toFixed(decimals);
  const short = text.includes(".") ? text.replace(/\.?0+$/, "") : text;
  return `${ratio < 0 && short !== "0" ? "−" : ""}${short}%`;
}
function formatPercentChange(ratio, decimals = 1) {
  return signed(ratio, (positive) => formatPercent(positive, decimals), "0%");
}
function formatPercentApart(one, other, least = 1) {
  let texts = [formatPercent(one, least), formatPercent(other, least)];
  for (let decimals = least + 1; one !== other && texts[0] === texts[1] && decimals <= 8; decimals++) {
    texts = [formatPercent(one, decimals), formatPercent(other, decimals)];
  }
  return texts;
}
function signed(value, format, zero) {
  const text = format(Math.abs(value));
  return `${text === zero ? "±" : value < 0 ? "−" : "+"}${text}`;
}
function roundedQuotient(size, unit, decimals) {
  return (2n * size * 10n ** BigInt(decimals) + unit) / (2n * unit);
}
function decimalText(scaled, decimals) {
  if (decimals === 0) return String(scaled);
  const digits = String(scaled).padStart(decimals + 1, "0");
  const fraction = digits.slice(-decimals).replace(/0+$/, "");
  return fraction === "" ? digits.slice(0, -decimals) : `${digits.slice(0, -decimals)}.${fraction}`;
}
function accept(reading, value, what, syntax, code) {
  if ("value" in reading) return reading.value;
  const quoted = typeof value === "number" ? String(value) : JSON.stringify(value);
  const hint = reading.suggestion === void 0 ? `A ${what} is ${syntax}.` : `Write ${reading.suggestion}.`;
  throw new ExpectedError(code, `${quoted} ${reading.problem}; a ${what} is ${syntax}`, { hint });
}
function refuseSize(text) {
  const match = /^([-+]?)(\d[\d_ ,']*(?:\.\d+)?)\s*([A-Za-z]*)$/.exec(text);
  if (match === null) return { problem: text === "" ? "is empty" : "is not a size" };
  const [, sign = "", written = "", unit = ""] = match;
  const number = (/^\d+,\d{1,2}$/.test(written.trim()) ? written.replace(",", ".") : written.replaceAll(/[_ ,']/g, "")).trim();
  const plain = `${number}${unit === "" ? "" : ` ${unit}`}`;
  const reading = readSize(plain);
  const suggestion = "value" in reading ? plain : reading.suggestion;
  return { problem: sign === "-" ? "is below 0" : "is not a plain number", ...suggestion === void 0 ? {} : { suggestion } };
}
var prefixes = { k: ["kB", "KiB"], m: ["MB", "MiB"], g: ["GB", "GiB"], t: ["TB", "TiB"] };
function refuseUnit(number, unit) {
  const problem = `has the unit ${JSON.stringify(unit)}`;
  const lower = unit.toLowerCase();
  if (/^(b|o|bytes?|octets?)$/.test(lower)) return { problem, suggestion: `${number} B` };
  const forms = prefixes[lower[0]];
  if (forms === void 0) return { problem };
  const [si, iec] = forms;
  if (/^[kmgt]$/.test(lower)) return { problem, suggestion: `${number} ${si} (or ${number} ${iec})` };
  return { problem, suggestion: `${number} ${/^(.i|.ib|.ibs|kibi.*|mebi.*|gibi.*|tebi.*)$/.test(lower) ? iec : si}` };
}

export {
  sizeSyntax,
  percentSyntax,
  ppmPerUnit,
  readSize,
  parseSize,
  readPercent,
  formatSize,
  formatSizeChange,
  formatApart,
  exactDecimals,
  formatPercent,
  formatPercentChange,
  formatPercentApart
};
