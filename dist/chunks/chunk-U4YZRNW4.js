import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  changeOfSize,
  isChanged
} from "./chunk-ENCD5TUB.js";
import {
  isCompared,
  measure,
  metrics,
  needsBase
} from "./chunk-6J7YFZTT.js";
import {
  isNews
} from "./chunk-CXMQTDXQ.js";
import {
  isThisMachine
} from "./chunk-GHHV2QTC.js";
import {
  isInRegistry
} from "./chunk-KJI7O4S7.js";
import {
  exactDecimals,
  formatApart,
  formatPercent,
  formatPercentApart,
  formatPercentChange,
  formatSize,
  formatSizeChange
} from "./chunk-APSE5AVC.js";
import {
  familiarImageName,
  isSameImageName,
  parseImageName,
  shortDigest
} from "./chunk-NTYIXUAT.js";
import {
  showUnseen
} from "./chunk-ZWRDINFH.js";

// src/report/escape-markdown.ts
var longestCode = 160;
var longestProse = 1e3;
function markdownCode(text, longest = longestCode) {
  const shown = shorten(showUnseen(text), longest);
  if (shown === "") return "<code>&#32;</code>";
  return `<code>${encode(shown)}</code>`;
}
function markdownProse(text, longest = longestProse) {
  const pieces = [];
  shorten(showUnseen(text), longest).split(/`([^`]*)`/).forEach((part, index) => {
    if (index % 2 === 1 && part.trim() !== "") pieces.push(markdownCode(part));
    else pieces.push(proseWords(part));
  });
  return pieces.join("");
}
function proseWords(text) {
  const output = [];
  let odd = "";
  let begun = false;
  const flush = () => {
    const bare = odd.trimEnd();
    if (bare !== "") output.push(markdownCode(bare, longestProse), odd.slice(bare.length));
    odd = "";
  };
  for (const [, word = "", blanks = ""] of text.matchAll(/(\S*)(\s*)/g)) {
    const blank = blanks === "" ? "" : " ";
    if (isPlain(word)) {
      flush();
      output.push(begun ? word : firstWord(word), blank);
      begun ||= word !== "";
      continue;
    }
    const [, open = "", body = "", close = ""] = /^([("“‘]+)(.*?)([)"”’]*[,;:.!?…]*)$/.exec(word) ?? /^()(.*?)((?:(?<=^[^(]*)\))?[,;:.!?…]*)$/.exec(word) ?? [];
    if (open !== "") flush();
    begun = true;
    output.push(encode(open));
    odd += body;
    if (close !== "") flush();
    output.push(encode(close));
    if (odd === "") output.push(blank);
    else odd += blank;
  }
  flush();
  return output.join("");
}
var plain = new RegExp(`^[("“‘]*(?:\\p{L}+(?:['’-]\\p{L}+)*|[+−±]?\\d[\\d,]*(?:\\.\\d+)?(?:%|\\p{L}{1,3})?|\\d{4}-\\d\\d-\\d\\d|[a-z0-9]+(?:\\/[a-z0-9]+){1,2}|[–—−·→])?[)"”’]*[,;:.!?…]*$`, "u");
function isPlain(word) {
  return plain.test(word) && !/:\S/.test(word) && !/[0-9a-f]{7}/i.test(word) && !/^www\./i.test(word);
}
function firstWord(word) {
  return /^\d+[.)]$/.test(word) ? encode(word, /[.)]/g) : word;
}
var special = /[!-'*:;<>?@[\\\]^_`{|}~]/g;
function encode(text, which = special) {
  return text.replace(which, (character) => `&#${character.codePointAt(0)};`).replaceAll("&#64;", "<wbr>&#64;").replaceAll("&#58;//", "&#58;<wbr>//").replace(/www\./gi, (match) => `${match.slice(0, 3)}<wbr>.`);
}
function shorten(text, longest) {
  const characters = Array.from(text);
  if (characters.length <= longest) return text;
  const head = Math.ceil((longest - 1) / 2);
  return `${characters.slice(0, head).join("")}…${characters.slice(characters.length - (longest - 1 - head)).join("")}`;
}

// src/report/sentence.ts
function imagePhrase(image, platform) {
  if (image.startsWith("group:")) return ["group ", { code: image.slice("group:".length) }];
  return platform === void 0 ? [{ code: image }] : [{ code: image }, ` (${platform})`];
}
function count(number, noun, plural = `${noun}s`) {
  return `${String(number).replace(/\B(?=(\d{3})+$)/g, ",")} ${number === 1 ? noun : plural}`;
}
function joinWords(words) {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
function plainText(sentence) {
  return sentence.map((piece) => typeof piece === "string" ? piece : piece.code).join("");
}

// src/report/figures.ts
var severity = { pass: 0, warn: 1, fail: 2 };
function compareOutcomes(a, b) {
  return severity[b] - severity[a];
}
var always = ["total", "compressed", "wasted"];
function imageRows({ now, base = {} }, results, units, noise = {}) {
  const rows = [];
  for (const metric of Object.keys(metrics)) {
    const limits = results.filter((result) => result.metric === metric);
    const isPulled = isCompared(metric) && now[metric] !== void 0 && now[metric] > 0;
    if (limits.length === 0 && !always.includes(metric) && !isPulled) continue;
    rows.push(...metricRows(metric, figureOf(metrics[metric].unit, base[metric], now[metric], noise), limits, units));
  }
  return [...rows, ...pathRows(results, units, noise)];
}
function groupRows(results, units, noise = {}) {
  const named = [...new Set(results.map(({ metric }) => metric))].filter((metric) => metric !== "path");
  const rows = named.flatMap((metric) => {
    const limits = results.filter((result) => result.metric === metric);
    return metricRows(metric, judgedFigure(metrics[metric].unit, limits, noise), limits, units);
  });
  return [...rows, ...pathRows(results, units, noise)];
}
function pathRows(results, units, noise) {
  const globs = [...new Set(results.flatMap(({ path }) => path === void 0 ? [] : [path]))];
  return globs.flatMap((glob) => {
    const limits = results.filter(({ path }) => path === glob);
    return figureRows(glob, "bytes", judgedFigure("bytes", limits, noise), limits, units).map((row) => ({ ...row, path: true }));
  });
}
function metricRows(metric, figure, limits, units) {
  const rows = figureRows(metrics[metric].title, metrics[metric].unit, figure, limits, units);
  return rows.map((row) => row.continued ? row : { ...row, metric });
}
function judgedFigure(unit, limits, noise) {
  return figureOf(unit, limits.find(({ baseline }) => baseline !== void 0)?.baseline, limits[0]?.actual, noise);
}
function figureOf(unit, base, now, noise) {
  return {
    ...base === void 0 ? {} : { base },
    ...now === void 0 ? {} : { now },
    ...base === void 0 || now === void 0 ? {} : { change: now - base, news: isNews(unit, base, now, noise) }
  };
}
function figureRows(label, unit, figure, limits, units) {
  const pressing = (some) => some.toSorted((a, b) => compareOutcomes(a.outcome, b.outcome) || rank(a) - rank(b))[0];
  const growth2 = limits.find(({ kind }) => kind === "max-increase");
  const size = pressing(limits.filter(({ kind }) => kind !== "max-increase"));
  const shown = size ?? growth2;
  const main = { label, ...numbers(unit, figure, shown, units), ...shown === void 0 ? {} : limitCells(unit, shown, units) };
  if (size === void 0 || growth2 === void 0 || growth2.outcome === "pass") return [main];
  return [
    main,
    { label: "its growth", continued: true, now: formatChange(unit, growth2.change ?? 0, units), ...limitCells(unit, growth2, units) }
  ];
}
function rank({ kind }) {
  return kind === "warn" ? 1 : 0;
}
function numbers(unit, figure, limit, units) {
  const { base, now, change, news = false } = figure;
  const against = limit?.limit !== void 0 && limit.kind !== "max-increase" ? limit : void 0;
  return {
    ...base === void 0 ? {} : { base: formatFigure(unit, base, units) },
    now: now === void 0 ? "unknown" : against === void 0 ? formatFigure(unit, now, units) : formatPair(against, now, units)[0],
    ...change === void 0 ? {} : { change: formatChange(unit, change, units) },
    ...news ? { changed: true } : {},
    ...changePercent(unit, base, change)
  };
}
function changePercent(unit, base, change) {
  if (unit !== "bytes" || base === void 0 || base === 0 || change === void 0 || change === 0) return {};
  const text = formatPercentChange(change / base);
  return text.startsWith("±") || Math.abs(change / base) >= 10 ? {} : { changePercent: text };
}
function limitCells(unit, result, units) {
  const { kind, limit, limitText, outcome } = result;
  if (limit === void 0) return { budget: kind === "max-increase" ? `+${limitText}` : limitText, outcome };
  const percent = unit === "bytes" && limitText.trim().endsWith("%") ? ` (${limitText.trim()})` : "";
  const least = isLeast(result) ? "≥ " : "";
  const value = kind === "max-increase" ? formatChange(unit, limit, units, limitDecimals(result, units)) : formatPair(result, result.actual ?? limit, units)[1];
  const used = usedText(result);
  return {
    budget: `${least}${value}${percent}${kind === "warn" ? " warn" : ""}`,
    ...used === void 0 ? {} : { used },
    outcome
  };
}
function isLeast({ kind, metric }) {
  return kind === "min" || metric === "efficiency";
}
function usedRatio(result) {
  const { kind, actual, limit, change } = result;
  if (limit === void 0) return void 0;
  if (isLeast(result)) return actual !== void 0 && actual > 0 ? limit / actual : void 0;
  const measured = kind === "max-increase" ? change : actual;
  return measured === void 0 || measured < 0 || limit <= 0 ? void 0 : measured / limit;
}
function usedText(result) {
  const used = isLeast(result) ? void 0 : usedRatio(result);
  return used === void 0 ? void 0 : formatUsed(used);
}
function formatUsed(used) {
  const whole = formatPercent(used, 0);
  if (whole !== "100%" || used === 1) return whole;
  const [fine, full2] = formatPercentApart(used, 1);
  return fine !== full2 ? fine : used > 1 ? ">100%" : "<100%";
}
function formatFigure(unit, value, units) {
  if (unit === "bytes") return formatSize(value, units);
  return unit === "ratio" ? formatPercent(value) : String(value);
}
function formatPair(result, value, units) {
  const { limit = 0 } = result;
  const unit = unitOf(result);
  if (unit === "bytes") return formatApart(value, limit, units, limitDecimals(result, units));
  return unit === "ratio" ? formatPercentApart(value, limit, limitDecimals(result, units)) : [String(value), String(limit)];
}
function limitDecimals(result, units) {
  const { limit = 0, limitText } = result;
  const unit = unitOf(result);
  if (unit === "ratio") return [1, 2, 3].find((decimals) => Number.isInteger(Number((limit * 100 * 10 ** decimals).toFixed(4)))) ?? 4;
  if (unit !== "bytes" || limitText.trim().endsWith("%")) return 1;
  const written = /\.(\d+)/.exec(limitText)?.[1]?.length ?? 0;
  return exactDecimals(limit, units, Math.max(3, written)) ?? 1;
}
function formatChange(unit, change, units, decimals = 1) {
  if (unit === "bytes") return formatSizeChange(change, units, decimals);
  if (unit === "ratio") return `${formatPercentChange(change).replace("%", "")} pp`;
  return change === 0 ? "±0" : change > 0 ? `+${change}` : `−${-change}`;
}
function unitOf({ metric }) {
  return metric === "path" ? "bytes" : metrics[metric].unit;
}
function formatAmount(unit, value, units) {
  return unit === "count" ? count(value, "layer") : formatFigure(unit, value, units);
}

// src/report/offence.ts
function isForgiven({ kind, outcome }) {
  return outcome === "warn" && kind !== "warn";
}
function byOffence(a, b) {
  return compareOutcomes(a.outcome, b.outcome) || Number(isForgiven(b)) - Number(isForgiven(a)) || excess(b) - excess(a);
}
function excess({ overBy = 0, limit }) {
  if (overBy <= 0) return 0;
  return limit === void 0 || limit <= 0 ? Number.MAX_VALUE : overBy / limit;
}
function offence(result, units) {
  const { image, platform, metric, path, kind, actual = 0, limit, overBy, change } = result;
  const who = imagePhrase(image, platform);
  const unit = unitOf(result);
  const subject = metric === "path" ? [{ code: path ?? "" }, " in ", ...who] : metric === "layer" ? ["the largest layer of ", ...who] : who;
  const title = metric === "path" || metric === "layer" ? "" : metric;
  if (limit === void 0 || overBy === void 0 || overBy <= 0)
    return [...subject, ` is judged “${result.outcome}” on ${title || "its size"}${because(result)}`];
  if (kind === "max-increase") {
    const grew = title === "" || metric === "total" ? subject : [`${title} of `, ...subject];
    const allowed = result.limitText.endsWith("%") ? `the ${result.limitText} that its budget allows` : "its budget allows";
    return [...grew, ` grew by ${formatAmount(unit, change ?? 0, units)}, ${formatAmount(unit, overBy, units)} more than ${allowed}`];
  }
  if (isLeast(result)) {
    const [now, least] = formatPair(result, actual, units);
    return [`${title} of `, ...subject, ` is ${now}, below its ${kind === "warn" ? "warning line" : "budget"} of ${least}`];
  }
  const over = unit === "ratio" ? formatChange(unit, overBy, units).replace("+", "") : formatAmount(unit, overBy, units);
  const line = limitPhrase(result, units);
  if (kind === "warn") return [...subject, ` is ${over} over ${title === "" ? "its" : `the ${title}`} warning line of ${line}`];
  return [...subject, ` is ${over} over its ${title === "" || metric === "layers" ? "" : `${title} `}budget of ${line}`];
}
function because({ note }) {
  return note === void 0 ? "" : `: ${note}`;
}
function limitPhrase(result, units) {
  const limit = result.limit ?? 0;
  const unit = unitOf(result);
  const text = unit === "count" ? formatAmount(unit, limit, units) : formatPair(result, result.actual ?? limit, units)[1];
  return unit === "bytes" && result.limitText.endsWith("%") ? `${text} (${result.limitText})` : text;
}

// src/report/figure-groups.ts
function groupFigures({ images, verdict: verdict2, units, noise = {} }) {
  const results = verdict2?.results ?? [];
  const byOwner = /* @__PURE__ */ new Map();
  for (const result of results) {
    const key = ownerKey(result.image, result.platform);
    const own = byOwner.get(key);
    if (own === void 0) byOwner.set(key, [result]);
    else own.push(result);
  }
  const someCompared = images.some(({ base }) => base !== void 0);
  const sums = [...new Set(results.flatMap(({ image, platform }) => platform === void 0 ? [image] : []))];
  return [
    ...images.map((image) => {
      const { name, platform, base } = image;
      const own = byOwner.get(ownerKey(name, platform)) ?? [];
      return {
        image: name,
        platform,
        rows: imageRows(image, own, units, noise),
        ...judgedOf(own),
        compared: base !== void 0,
        changed: isChanged(image, noise) || hasChanged(own, noise) || someCompared && base === void 0,
        change: changeOfSize(image)?.change ?? 0
      };
    }),
    ...sums.map((image) => {
      const own = byOwner.get(ownerKey(image, void 0)) ?? [];
      const compared2 = own.some(({ baseline }) => baseline !== void 0);
      const change = own.find(({ metric }) => metric === "total")?.change ?? 0;
      return { image, rows: groupRows(own, units, noise), ...judgedOf(own), compared: compared2, changed: hasChanged(own, noise), change };
    })
  ];
}
function ownerKey(image, platform) {
  return JSON.stringify([image, platform]);
}
function hasChanged(results, noise) {
  return results.some((result) => {
    const { baseline, actual } = result;
    return baseline !== void 0 && actual !== void 0 && isNews(unitOf(result), baseline, actual, noise);
  });
}
function judgedOf(results) {
  const worst2 = results.toSorted((a, b) => compareOutcomes(a.outcome, b.outcome))[0];
  return {
    ...worst2 === void 0 ? {} : { outcome: worst2.outcome },
    excess: results.reduce((most, result) => Math.max(most, excess(result)), 0)
  };
}
function byConcern(a, b) {
  return compareOutcomes(a.outcome ?? "pass", b.outcome ?? "pass") || b.excess - a.excess || Number(b.changed) - Number(a.changed) || Math.abs(b.change) - Math.abs(a.change);
}

// src/report/markdown-parts.ts
var marks = { pass: "✅", warn: "⚠️", fail: "❌" };
var usualLengths = { code: 160, prose: 1e3 };
function markdownSentence(pieces, { code, prose } = usualLengths) {
  return pieces.map((piece) => typeof piece === "string" ? markdownProse(piece, prose) : markdownCode(piece.code, code)).join("");
}
function markdownImage(image, platform, lengths = usualLengths) {
  return markdownSentence(imagePhrase(image, platform), lengths);
}
var rules = { left: ":---", right: "---:", center: ":---:" };
function table(columns, rows) {
  const kept = columns.map((_, index) => rows.some((row) => (row[index] ?? "") !== ""));
  const line = (cells) => `| ${cells.filter((_, index) => kept[index]).join(" | ")} |`;
  return [line(columns.map(({ title }) => title)), line(columns.map(({ align }) => rules[align])), ...rows.map(line)].join("\n");
}
function bullets(items, most = Number.POSITIVE_INFINITY) {
  const rest = items.length - Math.min(items.length, most);
  return [...items.slice(0, most), ...rest > 0 ? [`and ${rest} more`] : []].map((item) => `- ${item}`).join("\n");
}
function details(summary, text) {
  return text.trim() === "" ? "" : `<details><summary>${summary}</summary>

${text.trim()}

</details>`;
}
function paragraphs(...texts) {
  return texts.filter((text) => text !== "").join("\n\n");
}
function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

// src/report/ladder.ts
var all = Number.POSITIVE_INFINITY;
var full = {
  rows: "matter",
  groups: all,
  remarks: all,
  causes: 5,
  images: all,
  items: all,
  unchanged: true,
  notes: true,
  lengths: usualLengths
};
var changed = { ...full, unchanged: false, leftOut: () => "What did not change is left out here" };
function top(number) {
  const what = number === 1 ? "the largest change of each kind, of the image of most concern," : `the ${number} largest changes of each kind`;
  const images = number === 1 ? "" : `, of at most ${number} images,`;
  return {
    ...changed,
    remarks: 10,
    causes: Math.min(number, 5),
    images: number,
    items: number,
    leftOut: () => `Only ${what}${images} ${number === 1 ? "is" : "are"} shown here`
  };
}
var totals = {
  ...changed,
  rows: "total",
  remarks: 5,
  causes: 0,
  images: 0,
  items: 0,
  notes: false,
  leftOut: () => "Only the totals are shown here"
};
function worst(groups, remarks) {
  const lengths = { code: 64, prose: 200 };
  const leftOut = (all2) => {
    if (all2 <= groups) return "Only the totals are shown here";
    const which = groups === 1 ? `the total of the worst` : `the totals of the ${groups} worst`;
    return `Only ${which} of ${count(all2, "image")} ${groups === 1 ? "is" : "are"} shown here`;
  };
  return { ...totals, groups, remarks, lengths, leftOut };
}
var verdict = { ...worst(0, 0), leftOut: () => "Only the verdict is shown here" };
var ladder = [full, changed, ...[10, 5, 3, 1].map(top), totals, worst(20, 3), worst(5, 1), worst(1, 0), verdict];

// src/report/markdown-details.ts
function imageDetails(image, several, extent) {
  const sections = sectionsOf(image, extent).filter(({ text }) => text.trim() !== "");
  if (!several) return paragraphs(...sections.map(({ title, text }) => details(title, text)));
  const { items } = image.causes;
  const changed2 = image.compared && items.length > 0 ? ": what changed" : "";
  const summary = `${markdownImage(image.image, image.platform)}${changed2}`;
  return details(summary, paragraphs(...sections.map(({ title, text }) => `**${title}**

${text.trim()}`)));
}
function sectionsOf(image, { most, unchanged }) {
  const { layers, directories, files, waste, compared: compared2 } = image;
  const isChanged2 = ({ became }) => became !== void 0 && became !== "same";
  const changed2 = layers.filter(isChanged2);
  const shown = unchanged || !compared2 ? layers : changed2;
  const sentence = (text) => text === void 0 ? "" : `${capital(markdownSentence(text))}.`;
  const old = compared2 ? waste.items.filter(({ became }) => became === void 0) : [];
  const olds = old.length < waste.items.length ? old.length : old.length + waste.more;
  return [
    {
      title: compared2 ? `Layers (${changed2.length} of ${layers.length} changed)` : `Layers (${layers.length})`,
      text: paragraphs(layerTable(largest(shown, most)), more(shown.length - most), sentence(image.rebuilt))
    },
    { title: compared2 ? "Directories that changed" : "Heaviest directories", text: pathTable(directories, most) },
    { title: "Files that changed", text: paragraphs(pathTable(files, most), sentence(image.fileSums)) },
    {
      title: "Waste that was there before",
      text: unchanged ? paragraphs(bullets(old.slice(0, most).map(wasteText)), more(olds - Math.min(most, old.length))) : ""
    }
  ];
}
function largest(layers, most) {
  const kept = new Set(layers.toSorted((a, b) => (b.bytes ?? 0) - (a.bytes ?? 0)).slice(0, most));
  return layers.filter((layer) => kept.has(layer));
}
function more(number) {
  return number > 0 ? `and ${number} more` : "";
}
var layerColumns = [
  { title: "layer", align: "right" },
  { title: "total", align: "right" },
  { title: "compressed", align: "right" },
  { title: "wasted", align: "right" },
  { title: "change", align: "right" },
  { title: "", align: "left" },
  { title: "instruction", align: "left" }
];
function layerTable(layers) {
  if (layers.length === 0) return "";
  return table(
    layerColumns,
    layers.map(({ index, total, compressed = "", wasted = "", change = "", became = "", instruction }) => [
      index === void 0 ? "" : String(index),
      total,
      compressed,
      wasted,
      became === "same" ? "" : change,
      became === "same" ? "" : became,
      instruction === void 0 ? "" : markdownCode(instruction)
    ])
  );
}
var pathColumns = ["", "path", "", "files"].map((title, index) => ({
  title,
  align: index === 0 || index === 3 ? "right" : "left"
}));
function pathTable({ items, more: rest }, most) {
  if (items.length === 0) return "";
  const rows = items.slice(0, most).map(({ path, size, became = "", files = "" }) => [size, markdownCode(path), became, files]);
  return paragraphs(table(pathColumns, rows), more(items.length - rows.length + rest));
}
function wasteText({ who, what, remedy }) {
  return `${markdownSentence([...who, " ", ...what])}${remedy === void 0 ? "" : `.<br>→ ${markdownSentence(remedy)}`}`;
}

// src/report/markdown-figures.ts
var longestLabel = 60;
var calm = ["total", "compressed"];
var known = ["total", "compressed", "wasted"];
function isOfConcern({ outcome = "pass", changed: changed2 }) {
  return outcome !== "pass" || changed2;
}
function rowsThatMatter(group) {
  const { rows, compared: compared2 } = group;
  if (!compared2 && group.outcome === void 0) return rows;
  const matters = rows.map((row, index) => {
    const { outcome = "pass", changed: changed2, metric } = row;
    const belongs = rows[index + 1]?.continued === true;
    const isPulled = compared2 && isCompared(metric ?? "");
    return outcome !== "pass" || changed2 === true || belongs || isPulled || metric === "total" || !compared2 && known.includes(metric);
  });
  const kept = rows.filter((_, index) => matters[index]);
  if (isOfConcern(group) || !compared2) return kept.length === 0 ? rows.slice(0, 1) : kept;
  const quiet = rows.filter(({ metric }) => calm.includes(metric));
  return quiet.length === 0 ? rows.slice(0, 1) : quiet;
}
function rowsPassed({ rows }) {
  const kept = rows.filter(
    ({ outcome = "pass", metric }, index) => outcome !== "pass" || metric === "total" || rows[index + 1]?.continued === true
  );
  return kept.length === 0 ? rows.slice(0, 1) : kept;
}
function totalRow({ rows, outcome }) {
  const row = rows.find(({ metric }) => metric === "total") ?? rows[0];
  if (row === void 0) return [];
  return [{ ...row, ...outcome === void 0 ? {} : { outcome } }];
}
function figureTable(groups, choose, { baselineLabel = "base", headLabel = "now" }, lengths = usualLengths) {
  const rows = groups.flatMap(
    (group) => choose(group).map((row, index) => [index > 0 ? "" : groupName(group, lengths), ...figureCells(row, lengths)])
  );
  if (rows.length === 0) return "";
  return table(
    [
      { title: "image", align: "left" },
      { title: "metric", align: "left" },
      { title: markdownProse(baselineLabel, longestLabel), align: "right" },
      { title: markdownProse(headLabel, longestLabel), align: "right" },
      { title: "change", align: "right" },
      { title: "budget", align: "right" },
      { title: "", align: "center" }
    ],
    rows
  );
}
function groupName({ image, platform }, { code }) {
  if (image.startsWith("group:")) return `group **${markdownCode(image.slice("group:".length), code)}**`;
  const name = `**${markdownCode(image, code)}**`;
  return platform === void 0 ? name : `${name} ${markdownProse(platform, longestLabel)}`;
}
function figureCells(row, { code, prose }) {
  const { label, path, base = "", now, change = "", changePercent: changePercent2, budget = "", used, outcome } = row;
  const strong = (text) => text === "" || outcome === void 0 || outcome === "pass" ? text : `**${text}**`;
  return [
    path === void 0 ? label : markdownCode(label, code),
    base,
    strong(now),
    `${strong(change)}${changePercent2 === void 0 ? "" : ` (${changePercent2})`}`,
    `${markdownProse(budget, prose)}${used === void 0 ? "" : ` · ${used}`}`,
    outcome === void 0 ? "" : marks[outcome]
  ];
}

// src/report/markdown-why.ts
var longestInstruction = 120;
function whyList(image, group, several, most) {
  const causes = causesOf(image);
  if (causes.length === 0) return "";
  const rest = causes.length - most;
  const items = causes.slice(0, most).map((text, index) => `${index + 1}. ${text}`);
  if (rest > 0) items.push(`${most + 1}. and ${rest} more`);
  return `${heading(image, group, several)}

${items.join("\n")}`;
}
function heading({ compared: compared2, image, platform }, group, several) {
  const change = group?.change ?? 0;
  const verb = !compared2 ? "wastes" : change > 0 ? "grew" : "shrank";
  const who = markdownImage(image, platform);
  if (compared2 && change === 0) return several ? `**What changed** in ${who}` : "**What changed**";
  if (several) return `**${compared2 ? "Why" : "What"}** ${who} **${verb}**`;
  return compared2 ? `**Why it ${verb}**` : "**What is wasted**";
}
function causesOf({ compared: compared2, causes, waste }) {
  const layers = compared2 ? causes.items : [];
  const gone = new Set(layers.flatMap(({ became, instruction }) => became === "gone" ? [instruction] : []));
  const lines = waste.items.filter(
    ({ became, who }) => !compared2 || became === "new" || became === "gone" && !who.some((piece) => typeof piece !== "string" && gone.has(piece.code))
  );
  return [
    ...layers.map((cause) => ({ bytes: Math.max(cause.bytes, cause.wasted?.bytes ?? 0), text: () => layerText(cause) })),
    ...lines.map((line) => ({ bytes: line.bytes, text: () => wasteText2(line, compared2) }))
  ].filter(({ bytes }) => bytes > 0).toSorted((a, b) => b.bytes - a.bytes).map(({ text }) => text());
}
function layerText({ change, bytes, became, index, instruction, waste, wasted, paths }) {
  const size = wasted === void 0 || wasted.bytes < bytes ? change : wasted.bytes > bytes ? `${wasted.size} wasted` : `${change} wasted`;
  const what = instruction === void 0 ? "" : ` ${markdownCode(instruction, longestInstruction)}`;
  const start = `**${size}**${what} (${index === void 0 ? became : `layer ${index}, ${became}`})`;
  const [only, ...others] = waste;
  if (only === void 0) return `${start}${pathsText(paths)}`;
  if (others.length === 0) return `${start} ${wasteBody(only)}`;
  return `${start}${waste.map((line) => `
   - ${wasteBody(line)}`).join("")}`;
}
function wasteText2(line, compared2) {
  const { became, size, who } = line;
  return `**${became === "gone" ? `−${size}` : size}${compared2 ? " wasted" : ""}** ${markdownSentence(who)} ${wasteBody(line)}`;
}
function wasteBody({ what, remedy }) {
  return `${markdownSentence(what)}${remedy === void 0 ? "" : `.<br>→ ${markdownSentence(remedy)}`}`;
}
function pathsText(paths) {
  if (paths === void 0) return "";
  const items = paths.items.map(({ path, size, files }) => {
    const name = files === void 0 ? markdownCode(path) : `${count(files, "file")} in ${markdownCode(path)}`;
    return size === void 0 ? name : `${name} ${size}`;
  });
  const more2 = paths.more === void 0 ? ", …" : paths.more === 0 ? "" : ` and ${count(paths.more, "more file")}`;
  return `: ${items.join(", ")}${more2}`;
}

// src/report/render-comment.ts
var commentLimit = 6e4;
var summaryLimit = 1e6;
var imagesExplained = 3;
var groupsTakenIn = 20;
var groupsTakenInWhole = 6;
var ownUrl = /^https?:\/\/[\w.:-]+(?:\/[\w.~%-]+)*\/?$/;
function renderComment(report, page) {
  const figures = report.figures.toSorted(byConcern);
  const tables = /* @__PURE__ */ new Map();
  const tableOf = (rung) => {
    const key = `${rung.rows} ${rung.groups}`;
    const text = tables.get(key) ?? table2(report, figures, rung);
    tables.set(key, text);
    return text;
  };
  for (const rung of ladder) {
    const text = join(compose(report, figures, rung, page, tableOf), page.limit);
    if (text !== void 0) return text;
  }
  return `### ${verdictMark(report)}The report does not fit here
`;
}
function join(sections, limit) {
  const texts = [];
  let bytes = 0;
  for (const text of sections) {
    if (text === "") continue;
    bytes += Buffer.byteLength(text) + 2;
    if (bytes - 1 > limit) return void 0;
    texts.push(text);
  }
  return `${texts.join("\n\n")}
`;
}
function verdictMark({ outcome }) {
  return outcome === void 0 ? "" : `${marks[outcome]} `;
}
function* compose(report, figures, rung, page, tableOf) {
  yield `### ${verdictMark(report)}${markdownSentence(report.headline, rung.lengths)}`;
  yield tableOf(rung);
  yield bullets(
    report.remarks.slice(0, rung.remarks + 1).map((remark) => markdownSentence(remark, rung.lengths)),
    rung.remarks
  );
  const several = report.images.length > 1;
  const groupOf = new Map(figures.map((group) => [groupKey(group), group]));
  const images = several ? inOrder(report.images, figures) : report.images;
  for (const image of images.slice(0, Math.min(rung.images, imagesExplained)))
    yield whyList(image, groupOf.get(groupKey(image)), several, rung.causes);
  if (rung.unchanged) yield allFigures(report, figures);
  for (const image of images.slice(0, rung.images)) yield imageDetails(image, several, { most: rung.items, unchanged: rung.unchanged });
  if (rung.notes) yield notes(report, rung);
  yield foot(report, rung, page);
}
function groupKey({ image, platform }) {
  return JSON.stringify([image, platform]);
}
function inOrder(images, figures) {
  const rank2 = new Map(figures.map((group, index) => [groupKey(group), index]));
  return images.toSorted((a, b) => (rank2.get(groupKey(a)) ?? 0) - (rank2.get(groupKey(b)) ?? 0));
}
function groupsShown(figures) {
  if (!figures.some(({ compared: compared2 }) => compared2)) return figures;
  const concerning = figures.filter(isOfConcern);
  if (concerning.length === 0) return figures.slice(0, groupsTakenIn);
  const passed = concerning.filter(({ outcome = "pass" }) => outcome !== "pass");
  return concerning.slice(0, Math.max(passed.length, groupsTakenIn));
}
function rowsOf(shown, rows) {
  if (rows === "total") return totalRow;
  return shown.length > groupsTakenInWhole ? rowsPassed : rowsThatMatter;
}
function table2(report, figures, { rows, groups, lengths }) {
  const shown = groupsShown(figures).slice(0, groups);
  if (shown.length === 0) return "";
  const hidden = figures.slice(shown.length);
  const rest = hidden.length === 0 ? "" : `and ${count(hidden.length, "more", "more")}${calmness(hidden)}`;
  return paragraphs(figureTable(shown, rowsOf(shown, rows), report, lengths), rest);
}
function calmness(groups) {
  const unchanged = groups.every(({ compared: compared2, changed: changed2 }) => compared2 && !changed2);
  const judged2 = groups.every(({ outcome }) => outcome === "pass");
  if (unchanged) {
    const calm2 = groups.every(({ rows }) => rows.every(isExactly)) ? "unchanged" : "not changed by more than noise";
    return judged2 ? `, ${calm2} and within budget` : groups.some(({ outcome }) => outcome !== void 0) ? "" : `, ${calm2}`;
  }
  return judged2 ? ", within budget" : "";
}
function isExactly({ change }) {
  return change === void 0 || change.startsWith("±");
}
function allFigures(report, figures) {
  const countRows = (groups, rows) => groups.reduce((sum, group) => sum + rows(group).length, 0);
  const shown = groupsShown(figures);
  if (countRows(figures, ({ rows }) => rows) === countRows(shown, rowsOf(shown, "matter"))) return "";
  return details(
    "All figures",
    figureTable(report.figures, ({ rows }) => rows, report)
  );
}
function notes({ notes: notes2, version }, { lengths }) {
  const lines = notes2.map((note) => markdownSentence(note, lengths));
  return details("How this was measured", bullets(version === "" ? lines : [...lines, `Plimsoll ${markdownProse(version)}`]));
}
function foot({ figures, partial }, { leftOut }, { runUrl, whole = "the job summary" }) {
  const missing = [partial, leftOut?.(figures.length)].filter((text) => text !== void 0);
  const where = markdownProse(whole);
  const link = runUrl === void 0 || !ownUrl.test(runUrl) ? where : `[${where}](${runUrl})`;
  if (missing.length > 0) return `<sub>${missing.map((text) => markdownProse(text)).join(". ")}; all of it is in ${link}</sub>`;
  return link === where ? "" : `<sub>Measured in [this run](${runUrl})</sub>`;
}

// src/report/headline.ts
function writeHeadline({ images, verdict: verdict2, units }) {
  if (images.length === 0 && (verdict2 === void 0 || verdict2.results.length === 0)) return ["There is no image to report on"];
  if (verdict2 !== void 0 && verdict2.results.length > 0) return judged(images, verdict2, units);
  if (images.some(({ base }) => base !== void 0)) return compared(images, units);
  return weighed(images, units);
}
function judged(images, { results, overridden }, units) {
  const bad = results.filter(({ outcome }) => outcome !== "pass").toSorted(byOffence);
  const worst2 = bad[0];
  if (worst2 === void 0) return [...within(images), ...closest(images, results, units)];
  const others = bad.filter((result) => result.outcome === worst2.outcome && isForgiven(result) === isForgiven(worst2)).length - 1;
  const limits = worst2.outcome === "fail" || isForgiven(worst2) ? "more limit" : "more warning line";
  const more2 = others === 0 ? "" : `; ${count(others, limits)} ${others === 1 ? "is" : "are"} exceeded`;
  const allowed = overridden !== void 0 && isForgiven(worst2) ? [", allowed by the label ", { code: overridden.label }] : [];
  return [...offence(worst2, units), ...more2 === "" ? [] : [more2], ...allowed];
}
function growthAllowed(result, units) {
  const text = formatPair(result, result.change ?? 0, units)[1];
  return result.limitText.endsWith("%") ? `${result.limitText} (${text})` : text;
}
function within(images) {
  const only = images[0];
  const names = new Set(images.map(({ name }) => name)).size;
  if (images.length === 1 && only !== void 0) return [...imagePhrase(only.name, only.platform), " is within budget"];
  return names === 1 && only !== void 0 ? [{ code: only.name }, ` is within budget on ${count(images.length, "platform")}`] : [`${count(names, "image")} are within budget`];
}
function closest(images, results, units) {
  const nearest = results.map((result2) => ({ result: result2, used: usedRatio(result2) ?? 0 })).filter(({ used: used2 }) => used2 > 0).toSorted((a, b) => b.used - a.used)[0];
  if (nearest === void 0) return [];
  const { result, used } = nearest;
  const title = result.metric === "path" ? { code: result.path ?? "" } : metrics[result.metric].title;
  const where = images.length > 1 || result.platform === void 0 ? [...imagePhrase(result.image, result.platform), ", "] : [];
  if (isLeast(result)) {
    const [now, least] = formatPair(result, result.actual ?? 0, units);
    return ["; closest: ", ...where, title, ` ${now}, at least ${least}`];
  }
  const line = result.kind === "max-increase" ? `its growth at ${formatUsed(used)} of ${growthAllowed(result, units)}` : void 0;
  return ["; closest: ", ...where, title, line === void 0 ? ` at ${formatUsed(used)} of ${limitPhrase(result, units)}` : `, ${line}`];
}
function compared(images, units) {
  const changes = images.flatMap((image) => {
    const change = changeOfSize(image);
    return change === void 0 ? [] : [{ image, ...change }];
  });
  const most = changes.toSorted((a, b) => Math.abs(b.change) - Math.abs(a.change))[0];
  if (most === void 0) return weighed(images, units);
  const who = imagePhrase(most.image.name, most.image.platform);
  const sentence = changePhrase(most, units);
  if (images.length === 1) return [...who, ...sentence];
  if (most.change === 0) return [`the totals of ${count(changes.length, "image")} are what they were`];
  const changed2 = changes.filter(({ change }) => change !== 0).length;
  return [`${changed2} of ${count(images.length, "image")} changed, most of all `, ...who, `: it${sentence.join("")}`];
}
function changePhrase({ metric, base, now, change }, units) {
  const size = `${formatSize(now, units)}${metric === "total" ? "" : " compressed"}`;
  if (change === 0) return [` weighs ${size}, as before`];
  const percent = base === 0 ? "" : ` (${formatPercentChange(change / base)})`;
  return [` ${change > 0 ? "grew" : "shrank"} by ${formatSize(Math.abs(change), units)}${percent} to ${size}`];
}
function weighed(images, units) {
  const only = images[0];
  if (images.length > 1 || only === void 0) {
    const names = new Set(images.map(({ name }) => name)).size;
    return names === 1 && only !== void 0 ? [{ code: only.name }, `, weighed on ${count(images.length, "platform")}`] : [`${count(images.length, "image")} weighed`];
  }
  const { total, compressed, wasted } = only.now;
  const size = (bytes) => formatFigure("bytes", bytes, units);
  const sizes = [...total === void 0 ? [] : [size(total)], ...compressed === void 0 ? [] : [`${size(compressed)} compressed`]];
  const [first, ...rest] = sizes;
  const parts = [
    first === void 0 ? "has an unknown size" : `weighs ${first}`,
    ...rest,
    ...wasted === void 0 ? [] : [wasted === 0 ? "none of it wasted" : `${size(wasted)} of it wasted`]
  ];
  return [...imagePhrase(only.name, only.platform), ` ${parts.join(", ")}`];
}

// src/budget/override.ts
function allowedText({ label, by }) {
  return `allowed by the label ${label}, which ${by} set`;
}
function overrideVerdict(verdict2, { label, by }) {
  if (verdict2.outcome === "pass") return verdict2;
  const allowed = allowedText({ label, by });
  if (verdict2.outcome === "warn")
    return { ...verdict2, notes: [...verdict2.notes, `What is over a warning line is ${allowed}`], overridden: { label, by } };
  const results = verdict2.results.map(
    (result) => result.outcome === "fail" ? { ...result, outcome: "warn", note: result.note === void 0 ? allowed : `${result.note}; ${allowed}` } : result
  );
  const notes2 = [...verdict2.notes, `What is over the budget is ${allowed}`];
  return { ...verdict2, outcome: "warn", results, notes: notes2, overridden: { label, by } };
}

// src/analysis/base-origin.ts
var transport = /^(?:docker:\/\/|docker-daemon:|containers-storage:(?!\[))/;
function takeApart({ name = "", knownBy }) {
  const rest = name.replace(transport, "");
  if (knownBy === "budget" && rest === name) return { rest, text: rest, pin: "" };
  const [text = "", digest] = rest.split(/@(.*)$/s);
  const image = parseImageName(text);
  const pin = digest === void 0 ? "" : `@${shortDigest(digest)}`;
  return { rest, text, pin, ...image === void 0 ? {} : { image } };
}
function plainBaseName(base) {
  if (base.name === void 0) return void 0;
  const { rest, pin, image } = takeApart(base);
  return image === void 0 ? rest : `${familiarImageName(image)}${pin}`;
}
function isSameBase(one, other) {
  const [left, right] = [takeApart(one), takeApart(other)];
  if (left.image === void 0 || right.image === void 0) return one.name !== void 0 && plainBaseName(one) === plainBaseName(other);
  if (left.pin !== right.pin) return false;
  const isAsWritten = [one, other].some(({ name = "", knownBy }) => isInRegistry(name) || knownBy === "provenance");
  return isSameImageName(left.text, right.text) || // Where a Dockerfile says NAME, podman and buildah may find localhost/NAME. Docker, and records of earlier versions, leave the host out.
  // BuildKit's provenance has the name that the Dockerfile has.
  !isAsWritten && (isSameImageName(left.text, `localhost/${right.text}`) || isSameImageName(`localhost/${left.text}`, right.text));
}
function isFromRegistry(base) {
  if (base.knownBy === "budget" && !isInRegistry(base.name ?? "")) return false;
  const { image } = takeApart(base);
  return image !== void 0 && !isThisMachine(image.domain);
}

// src/report/base-notes.ts
function baseRemarks({ images, units, headLabel }) {
  return images.flatMap((image) => {
    const change = changeOfBase(image);
    if (change === void 0 || change.bytes === 0) return [];
    const start = images.length > 1 ? [...imagePhrase(image.name, image.platform), ": the base"] : ["The base"];
    return [[...start, ...growth(change, units, headLabel !== void 0)]];
  });
}
function changeOfBase({ analysis, baseline }) {
  const [was, is] = [baseline && measure(baseline).base, measure(analysis).base];
  if (was === void 0 || is === void 0 || baseline?.base === void 0 || analysis.base === void 0) return void 0;
  return { bytes: is - was, before: baseline.base, after: analysis.base };
}
function growth({ bytes, before, after }, units, isPullRequest) {
  const verb = `${bytes > 0 ? "grew" : "shrank"} by ${formatSize(Math.abs(bytes), units)}`;
  const isGuessed = isGuess(before) || isGuess(after);
  const guess = isGuessed ? ", as the history lets guess," : "";
  const [was, is] = [plainBaseName(before), plainBaseName(after)];
  if (was !== void 0 && is !== void 0 && !isSameBase(before, after))
    return [" is ", { code: is }, " and was ", { code: was }, `: it${guess} ${verb}`];
  const name = is === void 0 ? [] : [" ", { code: is }];
  const isOfOthers = !isGuessed && isFromRegistry(before) && isFromRegistry(after);
  const whose = !isOfOthers ? "" : isPullRequest ? ", not from this pull request" : ", not by the image itself";
  return [...name, `${guess} ${verb}${whose}`];
}
function baseNote({ name, platform, analysis }, verdict2) {
  const { base } = analysis;
  if (base === void 0) return [];
  const isJudged = verdict2?.results.some((one) => one.image === name && one.platform === platform && needsBase(one.metric)) === true;
  const isScratch = base.name === "scratch" && base.layers === 0;
  if ((isGuess(base) || isScratch) && !isJudged) return [];
  if (isScratch) return [[`the image stands on no other: ${signs[base.knownBy]}`]];
  const plain2 = plainBaseName(base);
  const called = plain2 === void 0 ? [] : [{ code: plain2 }, ", "];
  return [["the base image is ", ...called, lowest(analysis, base), `: ${signs[base.knownBy]}`]];
}
var signs = {
  budget: "the budget names it, and its layers are these",
  provenance: "known from BuildKit's provenance",
  dockerfile: "known from the Dockerfile, which fits to the history",
  annotation: "the image names it, and its layers are these",
  history: "a guess from the history"
};
function lowest({ layers }, base) {
  return `the lowest ${base.layers} of ${count(layers.length, "layer")}`;
}
function isGuess({ knownBy }) {
  return knownBy === "history";
}

// src/report/report-notes.ts
function collectNotes(input) {
  const { images, verdict: verdict2, baselineNote, budgetFile, remarks: given, notes: notes2 } = input;
  const about = (name, platform) => images.length > 1 ? [...imagePhrase(name, platform), ": "] : [];
  const compared2 = images.some(({ comparison }) => comparison !== void 0);
  const baseline = baselineNote === void 0 ? [] : [[baselineNote]];
  const remarks = [
    ...(given ?? []).map((remark) => [remark]),
    ...(verdict2?.notes ?? []).map((note) => [note]),
    ...resultNotes(verdict2),
    ...baseRemarks(input),
    ...(notes2 ?? []).map((note) => [note]),
    ...compared2 ? [] : baseline
  ];
  const measured = [
    ...compared2 ? baseline : [],
    ...images.flatMap((image) => {
      const start = about(image.name, image.platform);
      return [
        ...missingBaseline(image, images, baselineNote).map((note) => [...start, note]),
        ...(image.comparison?.notes ?? []).map((note) => [...start, note]),
        ...unknownNotes(image.analysis).map((note) => [...start, note]),
        ...baseNote(image, verdict2).map((note) => [...start, ...note]),
        ...(image.analysis.notes ?? []).map((note) => [...start, note])
      ];
    }),
    ...exactness(images),
    ...budgetFile === void 0 || verdict2 === void 0 ? [] : [["the budget is ", { code: budgetFile }]]
  ];
  const said = /* @__PURE__ */ new Set();
  const once = (note) => {
    const text = plainText(note);
    return !said.has(text) && said.add(text);
  };
  return { remarks: remarks.filter(once), notes: measured.filter(once) };
}
function unknownNotes({ unknown = [] }) {
  const reasons = /* @__PURE__ */ new Map();
  for (const { metric, reason } of unknown) reasons.set(reason, [...reasons.get(reason) ?? [], metric]);
  return [...reasons].map(([reason, named]) => `${joinWords(named)} ${named.length === 1 ? "is" : "are"} unknown: ${reason}`);
}
function resultNotes(verdict2) {
  const notes2 = /* @__PURE__ */ new Map();
  const allowed = verdict2?.overridden === void 0 ? void 0 : allowedText(verdict2.overridden);
  for (const { image, platform, metric, path, kind, note: said } of verdict2?.results ?? []) {
    const note = said === allowed ? void 0 : allowed === void 0 ? said : said?.replace(`; ${allowed}`, "");
    if (note === void 0 || /\bexception\b/.test(note)) continue;
    const growth2 = kind === "max-increase";
    const key = JSON.stringify([image, platform, note, growth2]);
    const known2 = notes2.get(key) ?? { subjects: /* @__PURE__ */ new Set(), growth: growth2, sentence: [" of ", ...imagePhrase(image, platform), `: ${note}`] };
    known2.subjects.add(metric === "path" ? `\`${path ?? ""}\`` : metric);
    notes2.set(key, known2);
  }
  return [...notes2.values()].map(({ subjects, growth: growth2, sentence }) => [
    ...growth2 ? ["the growth of "] : [],
    ...subjectPieces([...subjects]),
    ...sentence
  ]);
}
function subjectPieces(subjects) {
  return subjects.flatMap((subject, index) => [
    ...index === 0 ? [] : [index === subjects.length - 1 ? " and " : ", "],
    subject.startsWith("`") ? { code: subject.slice(1, -1) } : subject
  ]);
}
function missingBaseline({ baseline, comparison }, images, baselineNote) {
  if (baseline !== void 0 || comparison !== void 0 || baselineNote !== void 0) return [];
  return images.some((other) => other.baseline !== void 0) ? ["no baseline to compare with"] : [];
}
var exact = {
  file: "the comparison is exact to the file",
  directory: "the comparison is exact to the directory: one side has no inventory of its files",
  layer: "the comparison is exact to the layer: one side lists neither its files nor its directories"
};
function exactness(images) {
  const compared2 = images.flatMap(
    ({ name, platform, comparison }) => comparison === void 0 ? [] : [{ name, platform, exactTo: comparison.exactTo }]
  );
  if (new Set(compared2.map(({ exactTo }) => exactTo)).size === 1) return compared2.slice(0, 1).map(({ exactTo }) => [exact[exactTo]]);
  return compared2.map(({ name, platform, exactTo }) => [...imagePhrase(name, platform), ": ", exact[exactTo]]);
}

export {
  markdownProse,
  imagePhrase,
  count,
  joinWords,
  plainText,
  isForgiven,
  byOffence,
  offence,
  groupFigures,
  commentLimit,
  summaryLimit,
  renderComment,
  writeHeadline,
  overrideVerdict,
  collectNotes
};
