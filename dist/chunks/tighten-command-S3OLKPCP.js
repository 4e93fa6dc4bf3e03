import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  withHeadroom,
  writePercentAbove,
  writeSizeAbove
} from "./chunk-K7Y5AQPM.js";
import {
  checkImages
} from "./chunk-WEJX7E7X.js";
import {
  measuredOf
} from "./chunk-FUGKFZVA.js";
import "./chunk-NU3VTDQV.js";
import "./chunk-J735ITZ3.js";
import "./chunk-BEU5OCVF.js";
import "./chunk-OCEBOFHF.js";
import "./chunk-HCDLX5GH.js";
import "./chunk-SSLFGIHA.js";
import "./chunk-GT3TMP24.js";
import "./chunk-TMFPA2JO.js";
import "./chunk-6JUU46EK.js";
import "./chunk-IUPM4RPA.js";
import {
  judge
} from "./chunk-FQ5WR62O.js";
import {
  findBudget,
  leastWaste,
  loadBudget,
  parseBudget,
  placeText
} from "./chunk-Z4ROMYAC.js";
import {
  limitsFor,
  readCountOrPercent,
  readSizeOrPercent
} from "./chunk-7KWYXRUR.js";
import "./chunk-7P2UZG4H.js";
import "./chunk-6ZSUARQE.js";
import "./chunk-TJ4QSJAB.js";
import {
  isCompared
} from "./chunk-6J7YFZTT.js";
import "./chunk-CXMQTDXQ.js";
import "./chunk-NJCJ6VFJ.js";
import "./chunk-IE4SQLRI.js";
import "./chunk-UGXUY2KA.js";
import "./chunk-KJI7O4S7.js";
import {
  escapeText,
  printReport
} from "./chunk-7E5BIM6A.js";
import {
  ppmPerUnit
} from "./chunk-APSE5AVC.js";
import "./chunk-A423ZOMY.js";
import "./chunk-EVG6426J.js";
import {
  writeFileAtomically
} from "./chunk-OZ2BIH7K.js";
import "./chunk-JVTTIVCO.js";
import "./chunk-7U6DWAOW.js";
import "./chunk-VXDS5MXW.js";
import "./chunk-AVBWNE4X.js";
import "./chunk-IHCDD5UU.js";
import "./chunk-A5TMYYZ7.js";
import "./chunk-AIL643C2.js";
import "./chunk-ZYTXOB37.js";
import "./chunk-OHHQZVAT.js";
import "./chunk-I44IK55E.js";
import "./chunk-HUFAO3EZ.js";
import "./chunk-NTYIXUAT.js";
import "./chunk-XVTP6P6O.js";
import "./chunk-MCXDM5AR.js";
import "./chunk-IGIL577L.js";
import "./chunk-4HT4ARZI.js";
import {
  ExpectedError
} from "./chunk-ZWRDINFH.js";
import "./chunk-QWRNOYTG.js";

// src/cli/tighten-command.ts
import { resolve } from "node:path";

// src/budget/tighten.ts
function tightenBudget(text, measured, { headroomPpm, file }) {
  const budget = parseBudget(text, { file });
  const { limits, open } = limitsOf(budget, measured);
  const uses = findUses(budget, measured, limits, headroomPpm);
  for (const key of open) uses.delete(key);
  const pairs = limits.flatMap(
    ({ max, warn }) => max?.unit === warn?.unit && max !== void 0 && warn !== void 0 ? [{ max, warn }] : []
  );
  const paired = new Set(pairs.map(({ warn }) => keyOf(warn)));
  for (const [key, use] of uses) if (!paired.has(key)) lower(use, use.needed, text);
  for (const [key, use] of uses) {
    if (!paired.has(key)) continue;
    const shares = pairs.filter(({ warn }) => keyOf(warn) === key).map(({ max }) => shareKept(valueNow(max, uses), use.bound.value, max.value));
    lower(use, Math.max(...shares, use.actual), text);
  }
  for (const { max, warn } of pairs) keepOrder(max, warn, uses);
  return edit(text, [...uses.values()]);
}
function limitsOf(budget, measured) {
  const limits = [];
  const open = /* @__PURE__ */ new Set();
  for (const image of budget.images) {
    const weighed = measured.filter(({ image: name }) => name === image.name).map(({ platform }) => platform);
    const expected = image.platforms ?? (weighed.length === 0 ? [void 0] : weighed);
    for (const platform of expected) {
      const own = platform === void 0 ? [image.limits, ...Object.values(image.platformLimits)] : [limitsFor(image, platform)];
      const found = [...own.flatMap((byMetric) => Object.values(byMetric)), ...image.paths.map(({ limit }) => limit)];
      limits.push(...found);
      if (platform !== void 0 && weighed.includes(platform)) continue;
      for (const limit of found) for (const bound of Object.values(limit)) open.add(keyOf(bound));
    }
  }
  limits.push(...budget.groups.flatMap((group) => Object.values(group.limits)));
  return { limits, open };
}
function findUses(budget, measured, limits, headroomPpm) {
  const bounds = new Map(limits.flatMap((limit) => Object.values(limit).map((bound) => [keyOf(bound), bound])));
  const { results, figures } = judge(budget, measured, { today: "" });
  const uses = /* @__PURE__ */ new Map();
  for (const result of results) {
    const { place, metric, kind, actual } = result;
    if (place === void 0 || actual === void 0 || metric === "efficiency" || isCompared(metric)) continue;
    if (kind !== "max" && kind !== "warn") continue;
    const key = placeText(place);
    const bound = bounds.get(key);
    if (bound?.range === void 0) continue;
    const total = figures.find(
      ({ image, platform, metric: metric2 }) => image === result.image && platform === result.platform && metric2 === "total"
    );
    if (bound.unit === "ppm" && total === void 0) continue;
    const figure = bound.unit === "ppm" ? ppmOf(actual, total.actual) : actual;
    const use = uses.get(key) ?? { bound, needed: 0, actual: 0, results: [] };
    const floor = result.metric === "wasted" ? leastWaste(bound.unit === "ppm" ? ppmPerUnit : total?.actual ?? 0) : 0;
    use.needed = Math.max(use.needed, withHeadroom(figure, headroomPpm), floor);
    use.actual = Math.max(use.actual, figure);
    use.results.push(result);
    uses.set(key, use);
  }
  return uses;
}
function ppmOf(part, whole) {
  return whole === 0 ? 0 : Number((BigInt(part) * BigInt(ppmPerUnit) + BigInt(whole) - 1n) / BigInt(whole));
}
function lower(use, needed, text) {
  const { bound } = use;
  const written = text.slice(bound.range.start, bound.range.end);
  const value = bound.unit === "count" ? String(needed) : bound.unit === "ppm" ? writePercentAbove(needed) : writeSize(needed, bound.text);
  const reading = bound.unit === "count" ? readCountOrPercent(needed) : readSizeOrPercent(value);
  if ("problem" in reading || reading.value >= bound.value) return;
  const quote = /^["']/.exec(written)?.[0] ?? "";
  use.to = { text: `${quote}${value}${quote}`, value: reading.value };
}
function writeSize(bytes, like) {
  const readable = writeSizeAbove(bytes, like.includes("i") ? "iec" : "si");
  if (!/[A-Za-z]/.test(like)) {
    const reading = readSizeOrPercent(readable);
    return "problem" in reading ? readable : String(reading.value);
  }
  return /\s/.test(like) ? readable : readable.replace(" ", "");
}
function shareKept(newMax, warn, oldMax) {
  if (oldMax === 0) return 0;
  return Number((BigInt(newMax) * BigInt(warn) + BigInt(oldMax) - 1n) / BigInt(oldMax));
}
function keepOrder(max, warn, uses) {
  const [maxUse, warnUse] = [uses.get(keyOf(max)), uses.get(keyOf(warn))];
  if (maxUse?.to === void 0 || valueNow(warn, uses) <= maxUse.to.value) return;
  if (warnUse === void 0) delete maxUse.to;
  else warnUse.to = maxUse.to;
}
function valueNow(bound, uses) {
  return uses.get(keyOf(bound))?.to?.value ?? bound.value;
}
function keyOf({ place }) {
  return placeText(place);
}
function edit(text, uses) {
  const lowered = uses.filter(({ to }) => to !== void 0).toSorted((a, b) => a.bound.range.start - b.bound.range.start);
  let edited = text;
  for (const { bound, to } of lowered.toReversed())
    edited = edited.slice(0, bound.range.start) + to.text + edited.slice(bound.range.end);
  const changes = lowered.map(({ bound, to, results }) => {
    const { metric, kind, path } = results[0];
    return {
      image: [...new Set(results.map(({ image }) => image))].join(", "),
      metric,
      ...path === void 0 ? {} : { path },
      kind: kind === "warn" ? "warn" : "max",
      from: bound.text,
      to: to.text.replaceAll(/["']/g, ""),
      place: bound.place
    };
  });
  return { text: edited, changes };
}

// src/cli/tighten-command.ts
var tightenCommand = async (_operands, options, io) => {
  const { config, dryRun, headroom } = options;
  const path = config === void 0 ? findBudget(io.cwd) : resolve(io.cwd, config);
  if (path === void 0) {
    throw new ExpectedError("budget", "there is no budget file here whose limits could be lowered", {
      hint: "plimsoll init REF writes one."
    });
  }
  const { images } = await checkImages([], options, io);
  const { budget, text } = await loadBudget(path, io.cwd);
  const tightened = tightenBudget(text, images.map(measuredOf), { headroomPpm: headroom, file: budget.file });
  if (!dryRun && tightened.changes.length > 0) await writeFileAtomically(path, tightened.text);
  await printReport(io, renderChanges(tightened.changes, budget.file, dryRun));
  return 0;
};
function renderChanges(changes, file, dryRun) {
  if (changes.length === 0) return `No limit of ${escapeText(file)} is far enough above the present sizes to be lowered
`;
  const count = changes.length === 1 ? "1 limit" : `${changes.length} limits`;
  const lines = changes.map(
    ({ place, image, metric, path, kind, from, to }) => escapeText(`  ${placeText(place)}: ${image} ${path ?? metric} ${kind}: ${from} → ${to}`)
  );
  return `${count} of ${escapeText(file)} ${dryRun ? "can be" : changes.length === 1 ? "is" : "are"} lowered
${lines.join("\n")}
`;
}
export {
  tightenCommand
};
