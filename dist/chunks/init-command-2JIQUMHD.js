import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  withHeadroom,
  writeSizeAbove
} from "./chunk-K7Y5AQPM.js";
import {
  platformsOf,
  weighNamed
} from "./chunk-WEJX7E7X.js";
import {
  shellQuote
} from "./chunk-4UUKHMBZ.js";
import {
  nameReferences
} from "./chunk-J735ITZ3.js";
import "./chunk-BEU5OCVF.js";
import "./chunk-OCEBOFHF.js";
import "./chunk-HCDLX5GH.js";
import "./chunk-SSLFGIHA.js";
import "./chunk-GT3TMP24.js";
import "./chunk-TMFPA2JO.js";
import "./chunk-6JUU46EK.js";
import "./chunk-IUPM4RPA.js";
import {
  budgetFiles,
  budgetFolder,
  leastWaste,
  require_dist
} from "./chunk-Z4ROMYAC.js";
import {
  budgetVersion
} from "./chunk-7KWYXRUR.js";
import {
  namePattern,
  plainName
} from "./chunk-7P2UZG4H.js";
import "./chunk-6ZSUARQE.js";
import {
  measure
} from "./chunk-6J7YFZTT.js";
import "./chunk-CXMQTDXQ.js";
import "./chunk-NJCJ6VFJ.js";
import "./chunk-IE4SQLRI.js";
import "./chunk-UGXUY2KA.js";
import {
  locateImage
} from "./chunk-KJI7O4S7.js";
import {
  printReport,
  say
} from "./chunk-7E5BIM6A.js";
import {
  formatPercent,
  formatSize,
  parseSize,
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
import {
  __toESM
} from "./chunk-QWRNOYTG.js";

// src/cli/init-command.ts
import { existsSync, statSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";

// src/budget/init.ts
var import_yaml = __toESM(require_dist(), 1);
function initBudget(images, { headroomPpm, units }) {
  const lines = [
    "# The size budget of the container images of this repository: `plimsoll check` holds them against it.",
    `# Each limit is the size of the day it was written and ${formatPercent(headroomPpm / ppmPerUnit, 4)} more, rounded up.`,
    "# `plimsoll tighten` lowers the limits when the images have shrunk.",
    "# More can be limited: growth (max-increase), what a directory holds (paths), sums over images (groups).",
    "# `plimsoll schema` prints the JSON Schema that lets editors complete and check this file.",
    `version: ${budgetVersion}`,
    ...units === "si" ? [] : [`units: ${units}`],
    "images:",
    ...images.flatMap((image) => writeImage(image, headroomPpm, units))
  ];
  return `${lines.join("\n")}
`;
}
function writeImage({ name, source, analyses }, headroomPpm, units) {
  const platforms = [...new Set(analyses.map(({ platform }) => platform))];
  const limits = ["total", "compressed", "wasted"].map((metric) => writeLimit(metric, analyses, headroomPpm, units));
  const width = Math.max(0, ...limits.map(({ text }) => text?.length ?? 0));
  return [
    `  ${scalar(name)}:`,
    `    source: ${scalar(source)}`,
    ...platforms.length === 0 ? [] : [`    platforms: [${platforms.join(", ")}]`],
    ...limits.some(({ text }) => text !== void 0) ? ["    limits:"] : [],
    ...limits.map(({ text, comment }) => text === void 0 ? `      # ${comment}` : `      ${text.padEnd(width)}  # ${comment}`)
  ];
}
function writeLimit(metric, analyses, headroomPpm, units) {
  const figures = analyses.map((analysis) => measure(analysis)[metric]);
  const blind = analyses[figures.indexOf(void 0)];
  if (blind !== void 0) {
    const reason = blind.unknown?.find((one) => one.metric === metric)?.reason ?? "this source does not know it";
    return { comment: oneLine(`${metric} has no limit: ${reason}`) };
  }
  const sizes = figures.map((figure) => figure ?? 0);
  const largest = Math.max(0, ...sizes);
  const total = Math.max(0, ...analyses.map((analysis) => analysis.sizes.total ?? 0));
  const needed = metric === "wasted" ? Math.max(withHeadroom(largest, headroomPpm), leastWaste(total)) : withHeadroom(largest, headroomPpm);
  const now = analyses.length === 1 ? formatSize(largest, units) : analyses.map(({ platform }, index) => `${formatSize(sizes[index], units)} on ${platform}`).join(", ");
  const limit = writeSizeAbove(needed, units);
  if (parseSize(limit) < largest) throw new Error(`${limit} is less than the ${largest} bytes that it should hold`);
  return { text: `${metric}: ${metric === "total" ? `{ max: ${limit} }` : limit}`, comment: oneLine(`now ${now}`) };
}
function scalar(text) {
  return /[\n\r]/.test(text) ? JSON.stringify(text) : new import_yaml.Document(text).toString({ lineWidth: 0 }).trimEnd();
}
function oneLine(text) {
  return text.replaceAll(/[\s\u0085\u2028\u2029]+/g, " ").trim();
}

// src/cli/init-command.ts
var initCommand = async (operands, options, io) => {
  const { config, image: images, force, dryRun, headroom, units = "si", quiet } = options;
  const file = config ?? budgetFiles.find((name) => existsSync(join(io.cwd, name))) ?? budgetFiles[0];
  const path = resolve(io.cwd, file);
  if (!force && !dryRun && existsSync(path)) {
    throw new ExpectedError("option", `there is a budget already, ${file}`, {
      hint: "--force replaces it, --config FILE writes another; plimsoll tighten lowers its limits."
    });
  }
  if (!dryRun) refuseMissingFolder(dirname(path), file);
  const named = nameReferences({ directory: io.cwd, references: operands, images, ...platformsOf(options) });
  for (const { name } of named) {
    if (namePattern.test(name)) continue;
    throw new ExpectedError(
      "option",
      `${JSON.stringify(name)} is not a name that a budget may give to an image: letters, digits, '.', '_' and '-', at most 64`,
      { hint: `--image ${plainName(name) ?? "NAME"}=REF gives it another` }
    );
  }
  const records = await weighNamed(named, options, io);
  const text = initBudget(
    records.map(({ image: { name, reference }, weighed }) => ({
      name,
      source: moveReference(reference, io.cwd, budgetFolder(path)),
      analyses: weighed.map(({ analysis }) => analysis)
    })),
    { headroomPpm: headroom, units }
  );
  if (dryRun) {
    await printReport(io, text);
    return 0;
  }
  await writeFileAtomically(path, text);
  const next = config === void 0 ? "plimsoll check" : `plimsoll check --config ${shellQuote(config)}`;
  if (!quiet) await say(io, `plimsoll: wrote ${file}; \`${next}\` judges by it`);
  return 0;
};
function refuseMissingFolder(folder, file) {
  const found = describeFolder(folder);
  if (found === void 0) return;
  throw new ExpectedError("write", `writing ${file}: ${found}`, {
    hint: `make ${folder} first, or name another place with --config`
  });
}
function describeFolder(folder) {
  try {
    return statSync(folder).isDirectory() ? void 0 : "what should be its folder is a file";
  } catch (error) {
    return error.code === "ENOENT" ? "its folder does not exist" : void 0;
  }
}
function moveReference(reference, from, to) {
  if (!("path" in locateImage(reference, from))) return reference;
  const [, transport = "", path = ""] = /^((?:docker-archive|oci-archive|oci):)?(.*)$/s.exec(reference) ?? [];
  const way = relative(to, from);
  return isAbsolute(path) || way === "" ? reference : `${transport}${join(way, path)}`;
}
export {
  initCommand
};
