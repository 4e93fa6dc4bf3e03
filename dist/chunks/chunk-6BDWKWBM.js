import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  version
} from "./chunk-CH2MRMEW.js";
import {
  escapeText,
  printReport,
  say,
  sayAll
} from "./chunk-7E5BIM6A.js";
import {
  percentSyntax,
  readPercent,
  readSize,
  sizeSyntax
} from "./chunk-APSE5AVC.js";
import {
  didYouMean,
  findNearest
} from "./chunk-A423ZOMY.js";
import {
  registryHostLimits,
  registryHostSyntax
} from "./chunk-IRSMJQLC.js";
import {
  ExpectedError,
  showUnseen
} from "./chunk-ZWRDINFH.js";

// src/cli/explain-error.ts
var moreInTerminal = "Run the same command with --verbose";
function explainError(error, verbose, howToSeeMore = moreInTerminal) {
  return lines(error, verbose, howToSeeMore).flatMap((line) => line.split("\n")).map((line) => escapeText(shorten(line))).join("\n");
}
function shorten(line) {
  return line.length <= 1e3 ? line : `${line.slice(0, 700)} […] ${line.slice(-200)}`;
}
function lines(error, verbose, howToSeeMore) {
  if (error instanceof AggregateError) return error.errors.flatMap((each) => lines(each, verbose, howToSeeMore));
  if (error instanceof ExpectedError) {
    const hint = error.hint === void 0 ? [] : [`  hint: ${error.hint}`];
    const more2 = verbose ? [`  code: ${error.code}`, ...causes(error.cause)] : [];
    return [`plimsoll: ${error.message}`, ...hint, ...more2];
  }
  const what = showUnseen(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
  const more = verbose ? [error instanceof Error ? error.stack ?? "" : "", ...causes(error instanceof Error ? error.cause : void 0)] : [`  hint: ${howToSeeMore}, and report what it prints as an issue.`];
  return [`plimsoll: this is a bug of Plimsoll, and nothing was judged: ${what}`, ...more];
}
function causes(cause) {
  if (cause === void 0) return [];
  const [message, next] = cause instanceof Error ? [cause.message, cause.cause] : [String(cause), void 0];
  return [`  cause: ${cause instanceof ExpectedError ? message : showUnseen(message)}`, ...causes(next)];
}

// src/options/parse-arguments.ts
import { parseArgs } from "node:util";

// src/options/commands.ts
var reference = "An image reference: a file or directory (`out/api.tar`), one with its transport (`docker-archive:out/api.tar`, `oci:out:tag`, `oci-archive:api.tar`), or an image of the local engine (`api:ci`, `docker-daemon:api:ci`), of podman and buildah (`containers-storage:api`) or of a registry (`docker://ghcr.io/o/api:ci`).";
var commandTable = {
  check: {
    operands: { name: "REF", least: 0, most: Number.POSITIVE_INFINITY, description: `${reference} Only where there is no budget file.` },
    summary: "weigh the images of the budget, compare, judge, and report",
    details: [
      "Reads plimsoll.yml, weighs each of its images, compares them with the baseline if there is one, judges them, and prints the report.",
      "Without a budget file it weighs the given images, reports, and exits with 0."
    ],
    examples: [
      { command: "plimsoll check", meaning: "judge by plimsoll.yml" },
      { command: "plimsoll check --baseline .plimsoll --save .plimsoll", meaning: "compare with the last run, and keep this one" },
      {
        command: "plimsoll check --image api=out/api.tar --output markdown=report.md",
        meaning: "say which file an image is, write a second report"
      }
    ]
  },
  analyze: {
    operands: { name: "REF", least: 1, most: Number.POSITIVE_INFINITY, description: reference },
    summary: "weigh images and say what they hold and waste",
    details: ["Weighs the images and reports, without a budget. `--format json` prints the Analysis of each platform."],
    examples: [
      { command: "plimsoll analyze out/api.tar", meaning: "sizes, layers and waste of one image" },
      { command: "plimsoll analyze api:ci", meaning: "the same of an image in the local engine" },
      { command: "plimsoll analyze oci:out --platform all --format json", meaning: "every platform, as an Analysis document" }
    ]
  },
  compare: {
    operands: {
      name: "BASE HEAD",
      least: 2,
      most: 2,
      description: "What was, and what is: each an image reference or a saved Analysis (a .json file, or an image in a `--save` directory)."
    },
    summary: "say what changed between two images",
    details: ["Compares two images, platform by platform, and says what grew, came and went. It judges nothing."],
    examples: [
      { command: "plimsoll compare old.tar new.tar", meaning: "two archives" },
      { command: "plimsoll compare analysis.json new.tar", meaning: "a saved Analysis and an archive" }
    ]
  },
  init: {
    operands: {
      name: "REF",
      least: 0,
      most: Number.POSITIVE_INFINITY,
      description: `${reference} It is named after the file; \`--image NAME=REF\` names it yourself.`
    },
    summary: "write a budget from images as they are",
    details: ["Weighs the images and writes a commented plimsoll.yml whose limits are the present sizes and some headroom."],
    examples: [
      { command: "plimsoll init out/api.tar", meaning: "a budget with 10% headroom" },
      { command: "plimsoll init --image api=out/api.tar --headroom 5%", meaning: "named, with less headroom" }
    ]
  },
  tighten: {
    summary: "lower the limits of the budget to the present sizes",
    details: [
      "Weighs the images of the budget and lowers each limit to the present size and some headroom. No limit is raised; comments and order are kept."
    ],
    examples: [{ command: "plimsoll tighten --headroom 5% --dry-run", meaning: "show what would change" }]
  },
  schema: {
    operands: { name: "NAME", least: 0, most: 1, description: "`budget` (the default) or `analysis`." },
    summary: "print a JSON Schema",
    details: ["Prints the JSON Schema of the budget file, for editors, or of the Analysis document."],
    examples: [{ command: "plimsoll schema > plimsoll.schema.json", meaning: "the budget file" }]
  },
  cache: {
    operands: { name: "ls|clear", least: 1, most: 1, description: "`ls` lists what is kept, the last used first; `clear` removes it all." },
    summary: "list or clear what is kept of layers",
    details: ["Shows where the cache is, which layers it knows, and how much room that takes; or empties it."],
    examples: [
      { command: "plimsoll cache ls", meaning: "what is kept, and where" },
      { command: "plimsoll cache clear", meaning: "remove it" }
    ]
  }
};
var commandNames = Object.keys(commandTable);
function operandSyntax(command) {
  const { operands } = commandTable[command];
  if (operands === void 0) return "";
  const many2 = operands.most === Number.POSITIVE_INFINITY ? `${operands.name}…` : operands.name;
  return operands.least === 0 ? `[${many2}]` : many2;
}

// src/options/values.ts
var text = (value) => value.trim() === "" ? { problem: "is empty" } : { value };
var count = (value) => {
  const number = Number(value);
  return /^\d+$/.test(value) && Number.isSafeInteger(number) ? { value: number } : { problem: "is not a whole number of 0 or more" };
};
var size = (value) => withSyntax(readSize(value), `a size is ${sizeSyntax}`);
var percent = (value) => withSyntax(readPercent(value), `a percentage is ${percentSyntax}`);
function oneOf(words, meant = {}) {
  return (value) => {
    const found = words.find((word) => word === value);
    if (found !== void 0) return { value: found };
    const suggestion = meant[value.toLowerCase()] ?? findNearest(value, words);
    return { problem: `is not one of ${words.join(", ")}`, ...suggestion === void 0 ? {} : { suggestion } };
  };
}
var formats = ["text", "markdown", "json"];
var format = oneOf(formats, { md: "markdown", txt: "text", plain: "text" });
var imageChoice = (value) => {
  const [name, reference2] = splitPair(value);
  if (name === "") return { problem: "has no name, NAME=REF" };
  if (reference2 === "") return { problem: "has no reference after the =" };
  return { value: reference2 === void 0 ? { name } : { name, reference: reference2 } };
};
var outputFile = (value) => {
  const [name, file] = splitPair(value);
  if (file === void 0) return { problem: "does not say what to write where, FORMAT=FILE", ...guessFormat(value) };
  const reading = format(name);
  if (!("value" in reading)) {
    const suggestion = reading.suggestion === void 0 ? {} : { suggestion: `${reading.suggestion}=${file}` };
    return { problem: `begins with a format that ${reading.problem}`, ...suggestion };
  }
  if (file === "" || file === "-") return { problem: `names no file; what is printed is said with --format ${reading.value}` };
  return { value: { format: reading.value, file } };
};
var registryHost = (value) => {
  const host = /^(?:https?:\/\/)?([^/]+)\/?$/.exec(value)?.[1] ?? "";
  const isHost = /^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[a-fA-F0-9:]+\])(?::\d+)?$/.test(host);
  const problem = `is not a registry, ${registryHostSyntax}`;
  if (!isHost) return { problem };
  if (!URL.canParse(`https://${host}`)) return { problem: `${problem}, ${registryHostLimits}` };
  return host === value ? { value: value.toLowerCase() } : { problem, suggestion: host };
};
var platformPart = /^[A-Za-z0-9_.-]+$/;
var platforms = (value) => {
  const list2 = value.split(",").map((platform) => platform.trim());
  const wrong = list2.find((platform) => platform !== "all" && !isPlatform(platform));
  if (wrong === void 0) return { value: list2 };
  const guess = /^(amd64|arm64|arm|386|ppc64le|s390x|riscv64)(\/.*)?$/.test(wrong) ? `linux/${wrong}` : void 0;
  const problem = wrong === "" ? "has an empty platform" : "is not a platform, os/arch[/variant]";
  return { problem, ...guess === void 0 ? {} : { suggestion: list2.map((part) => part === wrong ? guess : part).join(",") } };
};
function isPlatform(platform) {
  const parts = platform.split("/");
  return parts.length >= 2 && parts.length <= 3 && parts.every((part) => platformPart.test(part));
}
function guessFormat(value) {
  const ending = /\.(md|markdown|json|txt)$/i.exec(value)?.[1]?.toLowerCase();
  if (ending === void 0) return {};
  return { suggestion: `${ending === "json" ? "json" : ending === "txt" ? "text" : "markdown"}=${value}` };
}
function splitPair(value) {
  const at = value.indexOf("=");
  return at < 0 ? [value, void 0] : [value.slice(0, at), value.slice(at + 1)];
}
function withSyntax(reading, syntax) {
  if ("value" in reading || reading.suggestion !== void 0) return reading;
  return { problem: `${reading.problem}; ${syntax}` };
}

// src/options/table.ts
function flag(spec) {
  return { kind: "flag", ...spec };
}
function one(placeholder, read, spec) {
  return { kind: "one", placeholder, read, ...spec };
}
function many(placeholder, read, spec) {
  return { kind: "many", placeholder, read, ...spec };
}
var everywhere = ["check", "analyze", "compare", "init", "tighten", "schema", "cache"];
var weighing = ["check", "analyze", "compare", "init", "tighten"];
var reporting = ["check", "analyze", "compare"];
function among(commands2, description) {
  return Object.fromEntries(commands2.map((command) => [command, description]));
}
var onePlatform = "Weigh this platform, os/arch[/variant], in the order given (may be repeated, or a comma list); `all` for every one that the image has.";
var unitsShown = "How sizes are shown: si (kB, MB, powers of 1000) or iec (KiB, MiB, powers of 1024).";
var kept = "Keep the Analysis of each image in this directory, for a later";
var optionTable = {
  config: one("FILE", text, {
    short: "c",
    commands: ["check", "init", "tighten"],
    description: "The budget file. By default plimsoll.yml or .github/plimsoll.yml of this folder, or of the nearest above it.",
    descriptions: { init: "The budget file that is written. By default the one that this folder has, else plimsoll.yml." }
  }),
  image: many("NAME[=REF]", imageChoice, {
    key: ({ name }) => name,
    commands: ["check", "init", "tighten"],
    description: "NAME=REF says what the image NAME is, in place of what the budget says. NAME alone leaves out all images of the budget that are not named so. May be repeated.",
    descriptions: { init: "NAME=REF weighs the image REF and calls it NAME in the budget. May be repeated." }
  }),
  platform: many("PLATFORM", platforms, {
    commands: weighing,
    description: `${onePlatform} By default what the budget says, else all.`,
    descriptions: among(["analyze", "compare", "init"], `${onePlatform} By default all.`)
  }),
  tag: one("TAG", text, { commands: weighing, description: "Which of several images in one archive or layout." }),
  baseline: one("PATH|REF", text, {
    commands: ["check"],
    description: "What to compare with: a directory that --save wrote, an Analysis file, or, where one image is checked, an image reference, of which the same platforms are weighed."
  }),
  save: one("DIR", text, {
    commands: ["check", "analyze"],
    description: `${kept} --baseline. It may be the same directory: it is read first.`,
    descriptions: { analyze: `${kept} plimsoll check --baseline or plimsoll compare.` }
  }),
  format: one("FORMAT", format, {
    short: "f",
    defaultText: "text",
    commands: reporting,
    description: "What is printed: text, markdown or json."
  }),
  output: many("FORMAT=FILE", outputFile, {
    short: "o",
    key: ({ file }) => file,
    commands: reporting,
    description: "Write the report to a file too, in text, markdown or json. May be repeated. A file is replaced whole or not at all."
  }),
  top: one("N", count, {
    defaultText: "10",
    commands: reporting,
    description: "How many directories, files, changed layers and wastes the report lists of each; 0 for none. The table of all layers and JSON always hold all."
  }),
  units: one("UNITS", oneOf(["si", "iec"]), {
    commands: [...reporting, "init"],
    description: `${unitsShown} By default what the budget says, else si.`,
    descriptions: {
      ...among(["analyze", "compare"], `${unitsShown} By default si.`),
      init: "How the limits are written: si (kB, MB, powers of 1000) or iec (KiB, MiB, powers of 1024). By default si."
    }
  }),
  headroom: one("PERCENT", percent, {
    defaultText: "10%",
    commands: ["init", "tighten"],
    description: "How far above the present size a limit is set."
  }),
  force: flag({ commands: ["init"], description: "Replace a budget file that is there already." }),
  "dry-run": flag({
    commands: ["init", "tighten"],
    description: "Write nothing, and print what would change.",
    descriptions: { init: "Write nothing, and print the budget." }
  }),
  "engine-read": one("HOW", oneOf(["auto", "direct", "export", "sudo"]), {
    defaultText: "auto",
    commands: weighing,
    description: "How an image of an engine is read: direct from the engine's store, which this user must be allowed to read; export by the engine, which takes longer; auto for the first of these that works; sudo to read the store with `sudo -n`."
  }),
  insecure: many("HOST", registryHost, {
    key: (host) => host,
    commands: weighing,
    description: "A registry, HOST[:PORT], that may speak plain HTTP, or show a certificate that nobody signed. A registry on this machine may without. May be repeated."
  }),
  verify: flag({ commands: weighing, description: "Read every byte and check every digest, also where neither is needed to weigh." }),
  "no-cache": flag({
    commands: weighing,
    description: "Read every layer anew, also those that were read before, and keep nothing of them."
  }),
  "cache-size": one("SIZE", size, {
    defaultText: "512 MiB",
    commands: weighing,
    description: "How much the cache may hold of layers that were read; those that were not used for longest are removed."
  }),
  "max-uncompressed": one("SIZE", size, {
    commands: weighing,
    description: "Refuse an image that unpacks to more than this, such as 20 GB: a guard against decompression bombs."
  }),
  color: one("WHEN", oneOf(["auto", "always", "never"]), {
    defaultText: "auto",
    commands: reporting,
    description: "Colour the text report. auto: on a terminal, unless NO_COLOR is set; FORCE_COLOR colours it everywhere."
  }),
  quiet: flag({ short: "q", commands: everywhere, description: "No progress and no notes on stderr; errors are still printed." }),
  verbose: flag({
    short: "v",
    commands: everywhere,
    description: "Say more on stderr: what is weighed and how long it takes, and where an error comes from."
  }),
  help: flag({ short: "h", commands: everywhere, description: "Print this." }),
  version: flag({ short: "V", commands: everywhere, description: "Print the version." })
};
var optionNames = Object.keys(optionTable);
function optionsOf(command) {
  return optionNames.filter((name) => optionTable[name].commands.includes(command));
}
function describeOption(name, command) {
  const { description, descriptions } = optionTable[name];
  return descriptions?.[command] ?? description;
}
function optionSyntax(name) {
  const spec = optionTable[name];
  const long = spec.kind === "flag" ? `--${name}` : `--${name} ${spec.placeholder}`;
  return spec.short === void 0 ? long : `-${spec.short}, ${long}`;
}

// src/options/parse-arguments.ts
function parseArguments(argv) {
  const { uses, positionals, problems } = splitWords(argv);
  const [word, ...operands] = positionals;
  const asksForHelp = word === "help" || uses.some((use) => use.name === "help");
  const commandWord = word === "help" ? operands[0] : word;
  const command = commandNames.find((name) => name === commandWord);
  if (commandWord !== void 0 && command === void 0) problems.unshift(unknownCommand(commandWord));
  if (problems.length === 0) {
    if (asksForHelp) return command === void 0 ? { kind: "help" } : { kind: "help", command };
    if (uses.some((use) => use.name === "version")) return { kind: "version" };
  }
  if (command !== void 0 && word !== "help") {
    problems.push(...uses.filter((use) => !optionTable[use.name].commands.includes(command)).map((use) => misplaced(use, command)));
    problems.push(...countProblems(command, operands));
  }
  const options = readValues(uses, problems);
  if (problems.length > 0) throw refuse(problems, command);
  if (command !== void 0) return { kind: "run", command, operands, options };
  throw new ExpectedError("option", `no command was given; the commands are ${commandNames.join(", ")}`, {
    hint: "plimsoll check judges the images by plimsoll.yml. plimsoll --help says more."
  });
}
function splitWords(argv) {
  const args = [...argv];
  const problems = [];
  for (; ; ) {
    const { tokens } = parseArgs({ args, options: parserOptions(), allowPositionals: true, strict: false, tokens: true });
    const swallowed = tokens.find((token) => token.kind === "option" && token.inlineValue === false && /^-\D/.test(token.value));
    if (swallowed?.kind === "option") {
      problems.push(missingValue(swallowed.name, swallowed.rawName, `, but ${swallowed.value} follows`));
      args.splice(swallowed.index, 1);
      continue;
    }
    const uses = [];
    for (const token of tokens) {
      if (token.kind !== "option") continue;
      const name = optionNames.find((known) => known === token.name);
      const spec = name && optionTable[name];
      if (name === void 0 || spec === void 0) problems.push(unknownOption(token.rawName));
      else if (spec.kind === "flag" && token.value !== void 0)
        problems.push(`${token.rawName} takes no value, but was given ${JSON.stringify(token.value)}`);
      else if (spec.kind !== "flag" && token.value === void 0) problems.push(missingValue(name, token.rawName));
      else uses.push({ name, written: token.rawName, value: token.value });
    }
    return { uses, positionals: tokens.flatMap((token) => token.kind === "positional" ? [token.value] : []), problems };
  }
}
function parserOptions() {
  return Object.fromEntries(
    optionNames.map((name) => {
      const { kind, short } = optionTable[name];
      return [name, { type: kind === "flag" ? "boolean" : "string", multiple: true, ...short === void 0 ? {} : { short } }];
    })
  );
}
function readValues(uses, problems) {
  const read = (name) => {
    const spec = optionTable[name];
    const mine = uses.filter((use) => use.name === name);
    if (spec.kind === "flag") return mine.length > 0;
    const values = mine.flatMap((use) => {
      const reading = spec.read(use.value ?? "");
      if ("value" in reading) return [reading.value];
      const guess = reading.suggestion === void 0 ? "" : ` (did you mean ${reading.suggestion}?)`;
      problems.push(`${use.written} ${JSON.stringify(use.value)} ${reading.problem}${guess}`);
      return [];
    });
    if (spec.kind === "many") {
      const keys = spec.key === void 0 ? [] : values.map(spec.key);
      for (const key of new Set(keys.filter((key2, at) => keys.indexOf(key2) !== at)))
        problems.push(`--${name} names ${JSON.stringify(key)} more than once`);
      return values;
    }
    if (mine.length > 1) problems.push(`--${name} is given ${mine.length} times, but only one value can count`);
    if (values.length > 0) return values[0];
    if (spec.defaultText === void 0) return void 0;
    const standard = spec.read(spec.defaultText);
    return "value" in standard ? standard.value : void 0;
  };
  return Object.fromEntries(optionNames.map((name) => [camelCase(name), read(name)]));
}
function camelCase(name) {
  return name.replaceAll(/-(\w)/g, (_, letter) => letter.toUpperCase());
}
function missingValue(name, written, after = "") {
  const spec = optionTable[name];
  return `${written} needs a value${spec.kind === "flag" ? "" : `, ${written} ${spec.placeholder}`}${after}`;
}
function unknownOption(written) {
  if (!written.startsWith("--")) return `${written} is not an option`;
  const negated = written.startsWith("--no-") && findNearest(written.slice("--no-".length), optionNames) === "color";
  return `${written} is not an option${negated ? " (did you mean --color never?)" : didYouMean(written.slice(2), optionNames, (name) => `--${name}`)}`;
}
function unknownCommand(word) {
  const guess = didYouMean(word, commandNames, (name) => name);
  return `${JSON.stringify(word)} is not a command${guess}; the commands are ${commandNames.join(", ")}`;
}
function misplaced(use, command) {
  return `${use.written} is not an option of plimsoll ${command}, but of ${optionTable[use.name].commands.join(", ")}`;
}
function countProblems(command, operands) {
  const { operands: allowed } = commandTable[command];
  const found = operands.map((operand) => JSON.stringify(operand)).join(" ");
  if (allowed === void 0) return operands.length === 0 ? [] : [`plimsoll ${command} takes no operands, but was given ${found}`];
  if (operands.length >= allowed.least && operands.length <= allowed.most) return [];
  return [`plimsoll ${command} takes ${operandSyntax(command)}, but was given ${found === "" ? "nothing" : found}`];
}
function refuse(problems, command) {
  const message = problems.length === 1 ? problems[0] : [`${problems.length} things are wrong with the command line:`, ...problems.map((problem) => `  - ${problem}`)];
  return new ExpectedError("option", message, {
    hint: `plimsoll ${command === void 0 ? "" : `${command} `}--help lists what there is.`
  });
}

// src/options/reference.ts
var exitCodes = ["0  within the budget, or nothing to judge", "1  over the budget", "2  could not check", "130  interrupted (Ctrl-C)"];
function renderHelp(columns = 80) {
  return `${wrap("Plimsoll weighs container images, judges them by a committed budget, and says what changed and why.", columns).join("\n")}

Usage: plimsoll COMMAND [OPTION…]

${list(
    commandNames.map((name) => [`${name} ${operandSyntax(name)}`.trim(), commandTable[name].summary]),
    columns
  )}

plimsoll COMMAND --help lists a command's options; --version prints the version.

Exit codes:
${exitCodes.map((line) => `  ${line.padStart(line.length + 3 - line.indexOf(" "))}`).join("\n")}
`;
}
function renderCommandHelp(command, columns = 80) {
  const { operands, details, examples } = commandTable[command];
  const parts = [
    `Usage: plimsoll ${[command, operandSyntax(command), "[OPTION…]"].filter((part) => part !== "").join(" ")}`,
    details.map((paragraph) => wrap(paragraph, columns).join("\n")).join("\n\n")
  ];
  if (operands !== void 0) parts.push(list([[operands.name, plain(operands.description)]], columns));
  const rows = optionsOf(command).map((name) => [optionSyntax(name), plain(describe(name, command))]);
  parts.push(`Options:
${list(rows, columns)}`);
  parts.push(`Examples:
${examples.map((example) => `  ${example.command}
      ${example.meaning}`).join("\n")}`);
  return `${parts.join("\n\n")}
`;
}
function describe(name, command) {
  const spec = optionTable[name];
  const standard = spec.kind === "one" && spec.defaultText !== void 0 ? ` By default ${spec.defaultText}.` : "";
  return `${describeOption(name, command)}${standard}`;
}
function plain(markdown) {
  return markdown.replaceAll("`", "");
}
function list(rows, columns) {
  const width = Math.min(26, Math.max(...rows.map(([term]) => term.length)));
  return rows.flatMap(([term, meaning]) => {
    const lines2 = wrap(meaning, columns - width - 4);
    const head = term.length > width ? [`  ${term}`, "".padEnd(width + 4) + lines2[0]] : [`  ${term.padEnd(width)}  ${lines2[0]}`];
    return [...head, ...lines2.slice(1).map((line) => "".padEnd(width + 4) + line)];
  }).join("\n");
}
function wrap(text2, columns) {
  const lines2 = [];
  for (const word of text2.split(" ")) {
    const last = lines2.at(-1);
    if (last === void 0 || last.length + 1 + word.length > Math.max(20, columns)) lines2.push(word);
    else lines2[lines2.length - 1] = `${last} ${word}`;
  }
  return lines2;
}

// src/run-cli.ts
var couldNotCheckExitCode = 2;
var interruptedExitCode = 130;
var commands = {
  check: async () => (await import("./check-command-4AHIAESI.js")).checkCommand,
  analyze: async () => (await import("./analyze-command-JDXNERZ2.js")).analyzeCommand,
  compare: async () => (await import("./compare-command-OWA5Q66Q.js")).compareCommand,
  init: async () => (await import("./init-command-2JIQUMHD.js")).initCommand,
  tighten: async () => (await import("./tighten-command-S3OLKPCP.js")).tightenCommand,
  schema: async () => (await import("./schema-command-WRZYOZJX.js")).schemaCommand,
  cache: async () => (await import("./cache-command-RFMWFZSG.js")).cacheCommand
};
async function runCli(argv, io) {
  io.stdout.on("error", ignore);
  io.stderr.on("error", ignore);
  let verbose = false;
  try {
    const invocation = parseArguments(argv);
    if (invocation.kind === "run") {
      verbose = invocation.options.verbose;
      const command = await commands[invocation.command]();
      return await command(invocation.operands, invocation.options, io);
    }
    const columns = Math.min(io.stdout.columns ?? 80, 100);
    if (invocation.kind === "version") await printReport(io, `${version}
`);
    else await printReport(io, invocation.command === void 0 ? renderHelp(columns) : renderCommandHelp(invocation.command, columns));
    return 0;
  } catch (error) {
    if (io.signal.aborted) {
      await say(io, "plimsoll: interrupted");
      return interruptedExitCode;
    }
    await sayAll(io, explainError(error, verbose));
    return couldNotCheckExitCode;
  }
}
function ignore() {
}

export {
  explainError,
  text,
  oneOf,
  imageChoice,
  outputFile,
  platforms,
  optionTable,
  camelCase,
  couldNotCheckExitCode,
  interruptedExitCode,
  runCli
};
