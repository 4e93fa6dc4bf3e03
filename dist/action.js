import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  missingPermissions
} from "./chunks/chunk-UK3Q75BC.js";
import {
  isRemote
} from "./chunks/chunk-JJOKLAEN.js";
import {
  check,
  weighImage
} from "./chunks/chunk-FUGKFZVA.js";
import {
  findSavedBaseline
} from "./chunks/chunk-I2R2ERUT.js";
import {
  reportChecked
} from "./chunks/chunk-AAWVAJCL.js";
import "./chunks/chunk-NU3VTDQV.js";
import "./chunks/chunk-NSL3XSK2.js";
import "./chunks/chunk-J735ITZ3.js";
import {
  buildReport,
  renderReport
} from "./chunks/chunk-QQ36QMJJ.js";
import {
  ScanCache
} from "./chunks/chunk-BEU5OCVF.js";
import {
  cacheVariable,
  findCacheFolder
} from "./chunks/chunk-OCEBOFHF.js";
import "./chunks/chunk-HCDLX5GH.js";
import "./chunks/chunk-SSLFGIHA.js";
import "./chunks/chunk-GT3TMP24.js";
import "./chunks/chunk-TMFPA2JO.js";
import "./chunks/chunk-6JUU46EK.js";
import "./chunks/chunk-IUPM4RPA.js";
import {
  allowGrowth,
  commentOrLeave,
  explainFailure,
  findRaisedLimits,
  hasNews,
  isPullRequest,
  openHub,
  pullRequestOf,
  readInputs,
  readRunEvent,
  reportUnknown,
  startAction,
  tellFailure
} from "./chunks/chunk-R244W5LK.js";
import {
  isObjectId,
  objectIdPattern
} from "./chunks/chunk-2TAK4XIA.js";
import "./chunks/chunk-IWZJKXVJ.js";
import "./chunks/chunk-FQ5WR62O.js";
import {
  budgetFiles,
  budgetFolder,
  parseBudget
} from "./chunks/chunk-Z4ROMYAC.js";
import {
  defaultCommentWhen
} from "./chunks/chunk-7KWYXRUR.js";
import "./chunks/chunk-7P2UZG4H.js";
import "./chunks/chunk-6ZSUARQE.js";
import {
  byOffence,
  commentLimit,
  count,
  isForgiven,
  markdownProse,
  offence,
  plainText,
  renderComment,
  summaryLimit
} from "./chunks/chunk-U4YZRNW4.js";
import "./chunks/chunk-ENCD5TUB.js";
import "./chunks/chunk-TJ4QSJAB.js";
import {
  measure
} from "./chunks/chunk-6J7YFZTT.js";
import "./chunks/chunk-CXMQTDXQ.js";
import "./chunks/chunk-NJCJ6VFJ.js";
import "./chunks/chunk-IE4SQLRI.js";
import {
  withoutUsers
} from "./chunks/chunk-UGXUY2KA.js";
import "./chunks/chunk-GHHV2QTC.js";
import {
  isPathReference
} from "./chunks/chunk-KJI7O4S7.js";
import {
  couldNotCheckExitCode,
  interruptedExitCode
} from "./chunks/chunk-6BDWKWBM.js";
import "./chunks/chunk-CH2MRMEW.js";
import "./chunks/chunk-7E5BIM6A.js";
import "./chunks/chunk-APSE5AVC.js";
import "./chunks/chunk-A423ZOMY.js";
import "./chunks/chunk-IRSMJQLC.js";
import "./chunks/chunk-EVG6426J.js";
import {
  checkAnalysisFile,
  decodeInventory,
  encodeInventory,
  loadBaseline,
  makeDirectory
} from "./chunks/chunk-TUL7YH7R.js";
import {
  checkAnalyses
} from "./chunks/chunk-M3F7BX6P.js";
import "./chunks/chunk-SA26MRWN.js";
import {
  writeFileAtomically
} from "./chunks/chunk-OZ2BIH7K.js";
import {
  analysisVersion
} from "./chunks/chunk-JVTTIVCO.js";
import {
  array,
  int,
  literal,
  object,
  strictObject,
  string,
  unknown
} from "./chunks/chunk-7U6DWAOW.js";
import {
  FileFault,
  readBounded
} from "./chunks/chunk-VXDS5MXW.js";
import "./chunks/chunk-AVBWNE4X.js";
import "./chunks/chunk-IHCDD5UU.js";
import "./chunks/chunk-A5TMYYZ7.js";
import "./chunks/chunk-AIL643C2.js";
import "./chunks/chunk-ZYTXOB37.js";
import "./chunks/chunk-OHHQZVAT.js";
import "./chunks/chunk-I44IK55E.js";
import "./chunks/chunk-HUFAO3EZ.js";
import "./chunks/chunk-NTYIXUAT.js";
import "./chunks/chunk-XVTP6P6O.js";
import "./chunks/chunk-MCXDM5AR.js";
import "./chunks/chunk-IGIL577L.js";
import "./chunks/chunk-4HT4ARZI.js";
import {
  ExpectedError,
  showUnseen,
  withHint
} from "./chunks/chunk-ZWRDINFH.js";
import {
  __commonJS,
  __toESM
} from "./chunks/chunk-QWRNOYTG.js";

// node_modules/semver/internal/constants.js
var require_constants = __commonJS({
  "node_modules/semver/internal/constants.js"(exports, module) {
    "use strict";
    var SEMVER_SPEC_VERSION = "2.0.0";
    var MAX_LENGTH = 256;
    var MAX_SAFE_INTEGER = Number.MAX_SAFE_INTEGER || /* istanbul ignore next */
    9007199254740991;
    var MAX_SAFE_COMPONENT_LENGTH = 16;
    var MAX_SAFE_BUILD_LENGTH = MAX_LENGTH - 6;
    var WHITESPACE_CHARACTERS = [
      "	",
      "\n",
      "\v",
      "\f",
      "\r",
      " ",
      " ",
      " ",
      " ",
      " ",
      " ",
      " ",
      " ",
      " ",
      " ",
      " ",
      " ",
      " ",
      " ",
      "\u2028",
      "\u2029",
      " ",
      " ",
      "　",
      "\uFEFF"
    ];
    var RELEASE_TYPES = [
      "major",
      "premajor",
      "minor",
      "preminor",
      "patch",
      "prepatch",
      "prerelease"
    ];
    module.exports = {
      MAX_LENGTH,
      MAX_SAFE_COMPONENT_LENGTH,
      MAX_SAFE_BUILD_LENGTH,
      MAX_SAFE_INTEGER,
      WHITESPACE_CHARACTERS,
      RELEASE_TYPES,
      SEMVER_SPEC_VERSION,
      FLAG_INCLUDE_PRERELEASE: 1,
      FLAG_LOOSE: 2
    };
  }
});

// node_modules/semver/internal/debug.js
var require_debug = __commonJS({
  "node_modules/semver/internal/debug.js"(exports, module) {
    "use strict";
    var debug = typeof process === "object" && process.env && process.env.NODE_DEBUG && /\bsemver\b/i.test(process.env.NODE_DEBUG) ? (...args) => console.error("SEMVER", ...args) : () => {
    };
    module.exports = debug;
  }
});

// node_modules/semver/internal/re.js
var require_re = __commonJS({
  "node_modules/semver/internal/re.js"(exports, module) {
    "use strict";
    var {
      MAX_SAFE_COMPONENT_LENGTH,
      MAX_SAFE_BUILD_LENGTH,
      MAX_LENGTH
    } = require_constants();
    var debug = require_debug();
    exports = module.exports = {};
    var re = exports.re = [];
    var safeRe = exports.safeRe = [];
    var src = exports.src = [];
    var safeSrc = exports.safeSrc = [];
    var t = exports.t = {};
    var R = 0;
    var LETTERDASHNUMBER = "[a-zA-Z0-9-]";
    var safeRegexReplacements = [
      ["\\s", 1],
      ["\\d", MAX_LENGTH],
      [LETTERDASHNUMBER, MAX_SAFE_BUILD_LENGTH]
    ];
    var makeSafeRegex = (value) => {
      for (const [token, max] of safeRegexReplacements) {
        value = value.split(`${token}*`).join(`${token}{0,${max}}`).split(`${token}+`).join(`${token}{1,${max}}`);
      }
      return value;
    };
    var createToken = (name, value, isGlobal) => {
      const safe = makeSafeRegex(value);
      const index = R++;
      debug(name, index, value);
      t[name] = index;
      src[index] = value;
      safeSrc[index] = safe;
      re[index] = new RegExp(value, isGlobal ? "g" : void 0);
      safeRe[index] = new RegExp(safe, isGlobal ? "g" : void 0);
    };
    createToken("NUMERICIDENTIFIER", "0|[1-9]\\d*");
    createToken("NUMERICIDENTIFIERLOOSE", "\\d+");
    createToken("NONNUMERICIDENTIFIER", `\\d*[a-zA-Z-]${LETTERDASHNUMBER}*`);
    createToken("MAINVERSION", `(${src[t.NUMERICIDENTIFIER]})\\.(${src[t.NUMERICIDENTIFIER]})\\.(${src[t.NUMERICIDENTIFIER]})`);
    createToken("MAINVERSIONLOOSE", `(${src[t.NUMERICIDENTIFIERLOOSE]})\\.(${src[t.NUMERICIDENTIFIERLOOSE]})\\.(${src[t.NUMERICIDENTIFIERLOOSE]})`);
    createToken("PRERELEASEIDENTIFIER", `(?:${src[t.NONNUMERICIDENTIFIER]}|${src[t.NUMERICIDENTIFIER]})`);
    createToken("PRERELEASEIDENTIFIERLOOSE", `(?:${src[t.NONNUMERICIDENTIFIER]}|${src[t.NUMERICIDENTIFIERLOOSE]})`);
    createToken("PRERELEASE", `(?:-(${src[t.PRERELEASEIDENTIFIER]}(?:\\.${src[t.PRERELEASEIDENTIFIER]})*))`);
    createToken("PRERELEASELOOSE", `(?:-?(${src[t.PRERELEASEIDENTIFIERLOOSE]}(?:\\.${src[t.PRERELEASEIDENTIFIERLOOSE]})*))`);
    createToken("BUILDIDENTIFIER", `${LETTERDASHNUMBER}+`);
    createToken("BUILD", `(?:\\+(${src[t.BUILDIDENTIFIER]}(?:\\.${src[t.BUILDIDENTIFIER]})*))`);
    createToken("FULLPLAIN", `v?${src[t.MAINVERSION]}${src[t.PRERELEASE]}?${src[t.BUILD]}?`);
    createToken("FULL", `^${src[t.FULLPLAIN]}$`);
    createToken("LOOSEPLAIN", `[v=\\s]*${src[t.MAINVERSIONLOOSE]}${src[t.PRERELEASELOOSE]}?${src[t.BUILD]}?`);
    createToken("LOOSE", `^${src[t.LOOSEPLAIN]}$`);
    createToken("GTLT", "((?:<|>)?=?)");
    createToken("XRANGEIDENTIFIERLOOSE", `${src[t.NUMERICIDENTIFIERLOOSE]}|x|X|\\*`);
    createToken("XRANGEIDENTIFIER", `${src[t.NUMERICIDENTIFIER]}|x|X|\\*`);
    createToken("XRANGEPLAIN", `[v=\\s]*(${src[t.XRANGEIDENTIFIER]})(?:\\.(${src[t.XRANGEIDENTIFIER]})(?:\\.(${src[t.XRANGEIDENTIFIER]})(?:${src[t.PRERELEASE]})?${src[t.BUILD]}?)?)?`);
    createToken("XRANGEPLAINLOOSE", `[v=\\s]*(${src[t.XRANGEIDENTIFIERLOOSE]})(?:\\.(${src[t.XRANGEIDENTIFIERLOOSE]})(?:\\.(${src[t.XRANGEIDENTIFIERLOOSE]})(?:${src[t.PRERELEASELOOSE]})?${src[t.BUILD]}?)?)?`);
    createToken("XRANGE", `^${src[t.GTLT]}\\s*${src[t.XRANGEPLAIN]}$`);
    createToken("XRANGELOOSE", `^${src[t.GTLT]}\\s*${src[t.XRANGEPLAINLOOSE]}$`);
    createToken("COERCEPLAIN", `${"(^|[^\\d])(\\d{1,"}${MAX_SAFE_COMPONENT_LENGTH}})(?:\\.(\\d{1,${MAX_SAFE_COMPONENT_LENGTH}}))?(?:\\.(\\d{1,${MAX_SAFE_COMPONENT_LENGTH}}))?`);
    createToken("COERCE", `${src[t.COERCEPLAIN]}(?:$|[^\\d])`);
    createToken("COERCEFULL", src[t.COERCEPLAIN] + `(?:${src[t.PRERELEASE]})?(?:${src[t.BUILD]})?(?:$|[^\\d])`);
    createToken("COERCERTL", src[t.COERCE], true);
    createToken("COERCERTLFULL", src[t.COERCEFULL], true);
    createToken("LONETILDE", "(?:~>?)");
    createToken("TILDETRIM", `(\\s*)${src[t.LONETILDE]}\\s+`, true);
    exports.tildeTrimReplace = "$1~";
    createToken("TILDE", `^${src[t.LONETILDE]}${src[t.XRANGEPLAIN]}$`);
    createToken("TILDELOOSE", `^${src[t.LONETILDE]}${src[t.XRANGEPLAINLOOSE]}$`);
    createToken("LONECARET", "(?:\\^)");
    createToken("CARETTRIM", `(\\s*)${src[t.LONECARET]}\\s+`, true);
    exports.caretTrimReplace = "$1^";
    createToken("CARET", `^${src[t.LONECARET]}${src[t.XRANGEPLAIN]}$`);
    createToken("CARETLOOSE", `^${src[t.LONECARET]}${src[t.XRANGEPLAINLOOSE]}$`);
    createToken("COMPARATORLOOSE", `^${src[t.GTLT]}\\s*(${src[t.LOOSEPLAIN]})$|^$`);
    createToken("COMPARATOR", `^${src[t.GTLT]}\\s*(${src[t.FULLPLAIN]})$|^$`);
    createToken("COMPARATORTRIM", `(\\s*)${src[t.GTLT]}\\s*(${src[t.LOOSEPLAIN]}|${src[t.XRANGEPLAIN]})`, true);
    exports.comparatorTrimReplace = "$1$2$3";
    createToken("HYPHENRANGE", `^\\s*(${src[t.XRANGEPLAIN]})\\s+-\\s+(${src[t.XRANGEPLAIN]})\\s*$`);
    createToken("HYPHENRANGELOOSE", `^\\s*(${src[t.XRANGEPLAINLOOSE]})\\s+-\\s+(${src[t.XRANGEPLAINLOOSE]})\\s*$`);
    createToken("STAR", "(<|>)?=?\\s*\\*");
    createToken("GTE0", "^\\s*>=\\s*0\\.0\\.0\\s*$");
    createToken("GTE0PRE", "^\\s*>=\\s*0\\.0\\.0-0\\s*$");
  }
});

// node_modules/semver/internal/parse-options.js
var require_parse_options = __commonJS({
  "node_modules/semver/internal/parse-options.js"(exports, module) {
    "use strict";
    var looseOption = Object.freeze({ loose: true });
    var emptyOpts = Object.freeze({});
    var parseOptions = (options) => {
      if (!options) {
        return emptyOpts;
      }
      if (typeof options !== "object") {
        return looseOption;
      }
      return options;
    };
    module.exports = parseOptions;
  }
});

// node_modules/semver/internal/identifiers.js
var require_identifiers = __commonJS({
  "node_modules/semver/internal/identifiers.js"(exports, module) {
    "use strict";
    var numeric = /^[0-9]+$/;
    var compareIdentifiers = (a, b) => {
      if (typeof a === "number" && typeof b === "number") {
        return a === b ? 0 : a < b ? -1 : 1;
      }
      const anum = numeric.test(a);
      const bnum = numeric.test(b);
      if (anum && bnum) {
        a = +a;
        b = +b;
      }
      return a === b ? 0 : anum && !bnum ? -1 : bnum && !anum ? 1 : a < b ? -1 : 1;
    };
    var rcompareIdentifiers = (a, b) => compareIdentifiers(b, a);
    module.exports = {
      compareIdentifiers,
      rcompareIdentifiers
    };
  }
});

// node_modules/semver/classes/semver.js
var require_semver = __commonJS({
  "node_modules/semver/classes/semver.js"(exports, module) {
    "use strict";
    var debug = require_debug();
    var { MAX_LENGTH, MAX_SAFE_INTEGER } = require_constants();
    var { safeRe: re, t } = require_re();
    var parseOptions = require_parse_options();
    var { compareIdentifiers } = require_identifiers();
    var isPrereleaseIdentifier = (prerelease, identifier) => {
      const identifiers = identifier.split(".");
      if (identifiers.length > prerelease.length) {
        return false;
      }
      for (let i = 0; i < identifiers.length; i++) {
        if (compareIdentifiers(prerelease[i], identifiers[i]) !== 0) {
          return false;
        }
      }
      return true;
    };
    var SemVer = class _SemVer {
      constructor(version, options) {
        options = parseOptions(options);
        if (version instanceof _SemVer) {
          if (version.loose === !!options.loose && version.includePrerelease === !!options.includePrerelease) {
            return version;
          } else {
            version = version.version;
          }
        } else if (typeof version !== "string") {
          throw new TypeError(`Invalid version. Must be a string. Got type "${typeof version}".`);
        }
        if (version.length > MAX_LENGTH) {
          throw new TypeError(
            `version is longer than ${MAX_LENGTH} characters`
          );
        }
        debug("SemVer", version, options);
        this.options = options;
        this.loose = !!options.loose;
        this.includePrerelease = !!options.includePrerelease;
        const m = version.trim().match(options.loose ? re[t.LOOSE] : re[t.FULL]);
        if (!m) {
          throw new TypeError(`Invalid Version: ${version}`);
        }
        this.raw = version;
        this.major = +m[1];
        this.minor = +m[2];
        this.patch = +m[3];
        if (this.major > MAX_SAFE_INTEGER || this.major < 0) {
          throw new TypeError("Invalid major version");
        }
        if (this.minor > MAX_SAFE_INTEGER || this.minor < 0) {
          throw new TypeError("Invalid minor version");
        }
        if (this.patch > MAX_SAFE_INTEGER || this.patch < 0) {
          throw new TypeError("Invalid patch version");
        }
        if (!m[4]) {
          this.prerelease = [];
        } else {
          this.prerelease = m[4].split(".").map((id) => {
            if (/^[0-9]+$/.test(id)) {
              const num = +id;
              if (num >= 0 && num < MAX_SAFE_INTEGER) {
                return num;
              }
            }
            return id;
          });
        }
        this.build = m[5] ? m[5].split(".") : [];
        this.format();
      }
      format() {
        this.version = `${this.major}.${this.minor}.${this.patch}`;
        if (this.prerelease.length) {
          this.version += `-${this.prerelease.join(".")}`;
        }
        return this.version;
      }
      toString() {
        return this.version;
      }
      compare(other) {
        debug("SemVer.compare", this.version, this.options, other);
        if (!(other instanceof _SemVer)) {
          if (typeof other === "string" && other === this.version) {
            return 0;
          }
          other = new _SemVer(other, this.options);
        }
        if (other.version === this.version) {
          return 0;
        }
        return this.compareMain(other) || this.comparePre(other);
      }
      compareMain(other) {
        if (!(other instanceof _SemVer)) {
          other = new _SemVer(other, this.options);
        }
        if (this.major < other.major) {
          return -1;
        }
        if (this.major > other.major) {
          return 1;
        }
        if (this.minor < other.minor) {
          return -1;
        }
        if (this.minor > other.minor) {
          return 1;
        }
        if (this.patch < other.patch) {
          return -1;
        }
        if (this.patch > other.patch) {
          return 1;
        }
        return 0;
      }
      comparePre(other) {
        if (!(other instanceof _SemVer)) {
          other = new _SemVer(other, this.options);
        }
        if (this.prerelease.length && !other.prerelease.length) {
          return -1;
        } else if (!this.prerelease.length && other.prerelease.length) {
          return 1;
        } else if (!this.prerelease.length && !other.prerelease.length) {
          return 0;
        }
        let i = 0;
        do {
          const a = this.prerelease[i];
          const b = other.prerelease[i];
          debug("prerelease compare", i, a, b);
          if (a === void 0 && b === void 0) {
            return 0;
          } else if (b === void 0) {
            return 1;
          } else if (a === void 0) {
            return -1;
          } else if (a === b) {
            continue;
          } else {
            return compareIdentifiers(a, b);
          }
        } while (++i);
      }
      compareBuild(other) {
        if (!(other instanceof _SemVer)) {
          other = new _SemVer(other, this.options);
        }
        let i = 0;
        do {
          const a = this.build[i];
          const b = other.build[i];
          debug("build compare", i, a, b);
          if (a === void 0 && b === void 0) {
            return 0;
          } else if (b === void 0) {
            return 1;
          } else if (a === void 0) {
            return -1;
          } else if (a === b) {
            continue;
          } else {
            return compareIdentifiers(a, b);
          }
        } while (++i);
      }
      // preminor will bump the version up to the next minor release, and immediately
      // down to pre-release. premajor and prepatch work the same way.
      inc(release, identifier, identifierBase) {
        if (release.startsWith("pre")) {
          if (!identifier && identifierBase === false) {
            throw new Error("invalid increment argument: identifier is empty");
          }
          if (identifier) {
            const match = `-${identifier}`.match(this.options.loose ? re[t.PRERELEASELOOSE] : re[t.PRERELEASE]);
            if (!match || match[1] !== identifier) {
              throw new Error(`invalid identifier: ${identifier}`);
            }
          }
        }
        switch (release) {
          case "premajor":
            this.prerelease.length = 0;
            this.patch = 0;
            this.minor = 0;
            this.major++;
            this.inc("pre", identifier, identifierBase);
            break;
          case "preminor":
            this.prerelease.length = 0;
            this.patch = 0;
            this.minor++;
            this.inc("pre", identifier, identifierBase);
            break;
          case "prepatch":
            this.prerelease.length = 0;
            this.inc("patch", identifier, identifierBase);
            this.inc("pre", identifier, identifierBase);
            break;
          // If the input is a non-prerelease version, this acts the same as
          // prepatch.
          case "prerelease":
            if (this.prerelease.length === 0) {
              this.inc("patch", identifier, identifierBase);
            }
            this.inc("pre", identifier, identifierBase);
            break;
          case "release":
            if (this.prerelease.length === 0) {
              throw new Error(`version ${this.raw} is not a prerelease`);
            }
            this.prerelease.length = 0;
            break;
          case "major":
            if (this.minor !== 0 || this.patch !== 0 || this.prerelease.length === 0) {
              this.major++;
            }
            this.minor = 0;
            this.patch = 0;
            this.prerelease = [];
            break;
          case "minor":
            if (this.patch !== 0 || this.prerelease.length === 0) {
              this.minor++;
            }
            this.patch = 0;
            this.prerelease = [];
            break;
          case "patch":
            if (this.prerelease.length === 0) {
              this.patch++;
            }
            this.prerelease = [];
            break;
          // This probably shouldn't be used publicly.
          // 1.0.0 'pre' would become 1.0.0-0 which is the wrong direction.
          case "pre": {
            const base = Number(identifierBase) ? 1 : 0;
            if (this.prerelease.length === 0) {
              this.prerelease = [base];
            } else {
              let i = this.prerelease.length;
              while (--i >= 0) {
                if (typeof this.prerelease[i] === "number") {
                  this.prerelease[i]++;
                  i = -2;
                }
              }
              if (i === -1) {
                if (identifier === this.prerelease.join(".") && identifierBase === false) {
                  throw new Error("invalid increment argument: identifier already exists");
                }
                this.prerelease.push(base);
              }
            }
            if (identifier) {
              let prerelease = [identifier, base];
              if (identifierBase === false) {
                prerelease = [identifier];
              }
              if (isPrereleaseIdentifier(this.prerelease, identifier)) {
                const prereleaseBase = this.prerelease[identifier.split(".").length];
                if (isNaN(prereleaseBase)) {
                  this.prerelease = prerelease;
                }
              } else {
                this.prerelease = prerelease;
              }
            }
            break;
          }
          default:
            throw new Error(`invalid increment argument: ${release}`);
        }
        this.raw = this.format();
        if (this.build.length) {
          this.raw += `+${this.build.join(".")}`;
        }
        return this;
      }
    };
    module.exports = SemVer;
  }
});

// node_modules/semver/functions/parse.js
var require_parse = __commonJS({
  "node_modules/semver/functions/parse.js"(exports, module) {
    "use strict";
    var SemVer = require_semver();
    var parse = (version, options, throwErrors = false) => {
      if (version instanceof SemVer) {
        return version;
      }
      try {
        return new SemVer(version, options);
      } catch (er) {
        if (!throwErrors) {
          return null;
        }
        throw er;
      }
    };
    module.exports = parse;
  }
});

// node_modules/semver/functions/valid.js
var require_valid = __commonJS({
  "node_modules/semver/functions/valid.js"(exports, module) {
    "use strict";
    var parse = require_parse();
    var valid = (version, options) => {
      const v = parse(version, options);
      return v ? v.version : null;
    };
    module.exports = valid;
  }
});

// node_modules/semver/functions/clean.js
var require_clean = __commonJS({
  "node_modules/semver/functions/clean.js"(exports, module) {
    "use strict";
    var parse = require_parse();
    var clean = (version, options) => {
      const s = parse(version.trim().replace(/^[=v]+/, ""), options);
      return s ? s.version : null;
    };
    module.exports = clean;
  }
});

// node_modules/semver/functions/inc.js
var require_inc = __commonJS({
  "node_modules/semver/functions/inc.js"(exports, module) {
    "use strict";
    var SemVer = require_semver();
    var inc = (version, release, options, identifier, identifierBase) => {
      if (typeof options === "string") {
        identifierBase = identifier;
        identifier = options;
        options = void 0;
      }
      try {
        return new SemVer(
          version instanceof SemVer ? version.version : version,
          options
        ).inc(release, identifier, identifierBase).version;
      } catch (er) {
        return null;
      }
    };
    module.exports = inc;
  }
});

// node_modules/semver/functions/diff.js
var require_diff = __commonJS({
  "node_modules/semver/functions/diff.js"(exports, module) {
    "use strict";
    var parse = require_parse();
    var diff = (version1, version2) => {
      const v1 = parse(version1, null, true);
      const v2 = parse(version2, null, true);
      const comparison = v1.compare(v2);
      if (comparison === 0) {
        return null;
      }
      const v1Higher = comparison > 0;
      const highVersion = v1Higher ? v1 : v2;
      const lowVersion = v1Higher ? v2 : v1;
      const highHasPre = !!highVersion.prerelease.length;
      const lowHasPre = !!lowVersion.prerelease.length;
      if (lowHasPre && !highHasPre) {
        if (!lowVersion.patch && !lowVersion.minor) {
          return "major";
        }
        if (lowVersion.compareMain(highVersion) === 0) {
          if (lowVersion.minor && !lowVersion.patch) {
            return "minor";
          }
          return "patch";
        }
      }
      const prefix = highHasPre ? "pre" : "";
      if (v1.major !== v2.major) {
        return prefix + "major";
      }
      if (v1.minor !== v2.minor) {
        return prefix + "minor";
      }
      if (v1.patch !== v2.patch) {
        return prefix + "patch";
      }
      return "prerelease";
    };
    module.exports = diff;
  }
});

// node_modules/semver/functions/major.js
var require_major = __commonJS({
  "node_modules/semver/functions/major.js"(exports, module) {
    "use strict";
    var SemVer = require_semver();
    var major = (a, loose) => new SemVer(a, loose).major;
    module.exports = major;
  }
});

// node_modules/semver/functions/minor.js
var require_minor = __commonJS({
  "node_modules/semver/functions/minor.js"(exports, module) {
    "use strict";
    var SemVer = require_semver();
    var minor = (a, loose) => new SemVer(a, loose).minor;
    module.exports = minor;
  }
});

// node_modules/semver/functions/patch.js
var require_patch = __commonJS({
  "node_modules/semver/functions/patch.js"(exports, module) {
    "use strict";
    var SemVer = require_semver();
    var patch = (a, loose) => new SemVer(a, loose).patch;
    module.exports = patch;
  }
});

// node_modules/semver/functions/prerelease.js
var require_prerelease = __commonJS({
  "node_modules/semver/functions/prerelease.js"(exports, module) {
    "use strict";
    var parse = require_parse();
    var prerelease = (version, options) => {
      const parsed = parse(version, options);
      return parsed && parsed.prerelease.length ? parsed.prerelease : null;
    };
    module.exports = prerelease;
  }
});

// node_modules/semver/functions/compare.js
var require_compare = __commonJS({
  "node_modules/semver/functions/compare.js"(exports, module) {
    "use strict";
    var SemVer = require_semver();
    var compare = (a, b, loose) => new SemVer(a, loose).compare(new SemVer(b, loose));
    module.exports = compare;
  }
});

// node_modules/semver/functions/rcompare.js
var require_rcompare = __commonJS({
  "node_modules/semver/functions/rcompare.js"(exports, module) {
    "use strict";
    var compare = require_compare();
    var rcompare = (a, b, loose) => compare(b, a, loose);
    module.exports = rcompare;
  }
});

// node_modules/semver/functions/compare-loose.js
var require_compare_loose = __commonJS({
  "node_modules/semver/functions/compare-loose.js"(exports, module) {
    "use strict";
    var compare = require_compare();
    var compareLoose = (a, b) => compare(a, b, true);
    module.exports = compareLoose;
  }
});

// node_modules/semver/functions/compare-build.js
var require_compare_build = __commonJS({
  "node_modules/semver/functions/compare-build.js"(exports, module) {
    "use strict";
    var SemVer = require_semver();
    var compareBuild = (a, b, loose) => {
      const versionA = new SemVer(a, loose);
      const versionB = new SemVer(b, loose);
      return versionA.compare(versionB) || versionA.compareBuild(versionB);
    };
    module.exports = compareBuild;
  }
});

// node_modules/semver/functions/sort.js
var require_sort = __commonJS({
  "node_modules/semver/functions/sort.js"(exports, module) {
    "use strict";
    var compareBuild = require_compare_build();
    var sort = (list, loose) => list.sort((a, b) => compareBuild(a, b, loose));
    module.exports = sort;
  }
});

// node_modules/semver/functions/rsort.js
var require_rsort = __commonJS({
  "node_modules/semver/functions/rsort.js"(exports, module) {
    "use strict";
    var compareBuild = require_compare_build();
    var rsort = (list, loose) => list.sort((a, b) => compareBuild(b, a, loose));
    module.exports = rsort;
  }
});

// node_modules/semver/functions/gt.js
var require_gt = __commonJS({
  "node_modules/semver/functions/gt.js"(exports, module) {
    "use strict";
    var compare = require_compare();
    var gt = (a, b, loose) => compare(a, b, loose) > 0;
    module.exports = gt;
  }
});

// node_modules/semver/functions/lt.js
var require_lt = __commonJS({
  "node_modules/semver/functions/lt.js"(exports, module) {
    "use strict";
    var compare = require_compare();
    var lt = (a, b, loose) => compare(a, b, loose) < 0;
    module.exports = lt;
  }
});

// node_modules/semver/functions/eq.js
var require_eq = __commonJS({
  "node_modules/semver/functions/eq.js"(exports, module) {
    "use strict";
    var compare = require_compare();
    var eq = (a, b, loose) => compare(a, b, loose) === 0;
    module.exports = eq;
  }
});

// node_modules/semver/functions/neq.js
var require_neq = __commonJS({
  "node_modules/semver/functions/neq.js"(exports, module) {
    "use strict";
    var compare = require_compare();
    var neq = (a, b, loose) => compare(a, b, loose) !== 0;
    module.exports = neq;
  }
});

// node_modules/semver/functions/gte.js
var require_gte = __commonJS({
  "node_modules/semver/functions/gte.js"(exports, module) {
    "use strict";
    var compare = require_compare();
    var gte = (a, b, loose) => compare(a, b, loose) >= 0;
    module.exports = gte;
  }
});

// node_modules/semver/functions/lte.js
var require_lte = __commonJS({
  "node_modules/semver/functions/lte.js"(exports, module) {
    "use strict";
    var compare = require_compare();
    var lte = (a, b, loose) => compare(a, b, loose) <= 0;
    module.exports = lte;
  }
});

// node_modules/semver/functions/cmp.js
var require_cmp = __commonJS({
  "node_modules/semver/functions/cmp.js"(exports, module) {
    "use strict";
    var eq = require_eq();
    var neq = require_neq();
    var gt = require_gt();
    var gte = require_gte();
    var lt = require_lt();
    var lte = require_lte();
    var cmp = (a, op, b, loose) => {
      switch (op) {
        case "===":
          if (typeof a === "object") {
            a = a.version;
          }
          if (typeof b === "object") {
            b = b.version;
          }
          return a === b;
        case "!==":
          if (typeof a === "object") {
            a = a.version;
          }
          if (typeof b === "object") {
            b = b.version;
          }
          return a !== b;
        case "":
        case "=":
        case "==":
          return eq(a, b, loose);
        case "!=":
          return neq(a, b, loose);
        case ">":
          return gt(a, b, loose);
        case ">=":
          return gte(a, b, loose);
        case "<":
          return lt(a, b, loose);
        case "<=":
          return lte(a, b, loose);
        default:
          throw new TypeError(`Invalid operator: ${op}`);
      }
    };
    module.exports = cmp;
  }
});

// node_modules/semver/functions/coerce.js
var require_coerce = __commonJS({
  "node_modules/semver/functions/coerce.js"(exports, module) {
    "use strict";
    var SemVer = require_semver();
    var parse = require_parse();
    var { safeRe: re, t } = require_re();
    var coerce = (version, options) => {
      if (version instanceof SemVer) {
        return version;
      }
      if (typeof version === "number") {
        version = String(version);
      }
      if (typeof version !== "string") {
        return null;
      }
      options = options || {};
      let match = null;
      if (!options.rtl) {
        match = version.match(options.includePrerelease ? re[t.COERCEFULL] : re[t.COERCE]);
      } else {
        const coerceRtlRegex = options.includePrerelease ? re[t.COERCERTLFULL] : re[t.COERCERTL];
        let next;
        while ((next = coerceRtlRegex.exec(version)) && (!match || match.index + match[0].length !== version.length)) {
          if (!match || next.index + next[0].length !== match.index + match[0].length) {
            match = next;
          }
          coerceRtlRegex.lastIndex = next.index + next[1].length + next[2].length;
        }
        coerceRtlRegex.lastIndex = -1;
      }
      if (match === null) {
        return null;
      }
      const major = match[2];
      const minor = match[3] || "0";
      const patch = match[4] || "0";
      const prerelease = options.includePrerelease && match[5] ? `-${match[5]}` : "";
      const build = options.includePrerelease && match[6] ? `+${match[6]}` : "";
      return parse(`${major}.${minor}.${patch}${prerelease}${build}`, options);
    };
    module.exports = coerce;
  }
});

// node_modules/semver/functions/truncate.js
var require_truncate = __commonJS({
  "node_modules/semver/functions/truncate.js"(exports, module) {
    "use strict";
    var parse = require_parse();
    var constants = require_constants();
    var SemVer = require_semver();
    var truncate = (version, truncation, options) => {
      if (!constants.RELEASE_TYPES.includes(truncation)) {
        return null;
      }
      const clonedVersion = cloneInputVersion(version, options);
      return clonedVersion && doTruncation(clonedVersion, truncation);
    };
    var cloneInputVersion = (version, options) => {
      const versionStringToParse = version instanceof SemVer ? version.version : version;
      return parse(versionStringToParse, options);
    };
    var doTruncation = (version, truncation) => {
      if (isPrerelease(truncation)) {
        return version.version;
      }
      version.prerelease = [];
      switch (truncation) {
        case "major":
          version.minor = 0;
          version.patch = 0;
          break;
        case "minor":
          version.patch = 0;
          break;
      }
      return version.format();
    };
    var isPrerelease = (type) => {
      return type.startsWith("pre");
    };
    module.exports = truncate;
  }
});

// node_modules/semver/internal/lrucache.js
var require_lrucache = __commonJS({
  "node_modules/semver/internal/lrucache.js"(exports, module) {
    "use strict";
    var LRUCache = class {
      constructor() {
        this.max = 1e3;
        this.map = /* @__PURE__ */ new Map();
      }
      get(key) {
        const value = this.map.get(key);
        if (value === void 0) {
          return void 0;
        } else {
          this.map.delete(key);
          this.map.set(key, value);
          return value;
        }
      }
      delete(key) {
        return this.map.delete(key);
      }
      set(key, value) {
        const deleted = this.delete(key);
        if (!deleted && value !== void 0) {
          if (this.map.size >= this.max) {
            const firstKey = this.map.keys().next().value;
            this.delete(firstKey);
          }
          this.map.set(key, value);
        }
        return this;
      }
    };
    module.exports = LRUCache;
  }
});

// node_modules/semver/internal/trim-comparator-whitespace.js
var require_trim_comparator_whitespace = __commonJS({
  "node_modules/semver/internal/trim-comparator-whitespace.js"(exports, module) {
    "use strict";
    var {
      MAX_LENGTH,
      MAX_SAFE_BUILD_LENGTH,
      WHITESPACE_CHARACTERS
    } = require_constants();
    var whitespace = new Uint8Array(65536);
    for (const char of WHITESPACE_CHARACTERS) {
      whitespace[char.charCodeAt(0)] = 1;
    }
    var isWhitespace = (char) => char !== void 0 && whitespace[char.charCodeAt(0)] === 1;
    var isVersionPrefix = (char) => char === "v" || char === "=" || isWhitespace(char);
    var isDigit = (char) => char !== void 0 && char >= "0" && char <= "9";
    var isLetter = (char) => char !== void 0 && (char >= "a" && char <= "z" || char >= "A" && char <= "Z");
    var isIdentifierCharacter = (char) => isDigit(char) || isLetter(char) || char === "-";
    var isVersionStart = (char) => isDigit(char) || char === "x" || char === "X" || char === "*";
    var findDigitsEndIndex = (range, start, limit, digitRuns) => {
      if (!isDigit(range[start])) {
        return start;
      }
      if (start >= digitRuns.start && start < digitRuns.end) {
        return Math.min(start + limit, digitRuns.end);
      }
      if (start >= digitRuns.previousStart && start < digitRuns.previousEnd) {
        return Math.min(start + limit, digitRuns.previousEnd);
      }
      let end = start + 1;
      while (isDigit(range[end])) {
        end++;
      }
      digitRuns.previousStart = digitRuns.start;
      digitRuns.previousEnd = digitRuns.end;
      digitRuns.start = start;
      digitRuns.end = end;
      return Math.min(start + limit, end);
    };
    var findVersionNumberEndIndex = (range, start, loose, digitRuns) => {
      if (!loose && range[start] === "0") {
        return start + 1;
      }
      return findDigitsEndIndex(range, start, loose ? MAX_LENGTH : MAX_LENGTH + 1, digitRuns);
    };
    var findPrereleaseIdentifierEndIndex = (range, start, loose, digitRuns) => {
      const digitsEnd = findDigitsEndIndex(range, start, MAX_LENGTH, digitRuns);
      if (isLetter(range[digitsEnd]) || range[digitsEnd] === "-") {
        let end = digitsEnd + 1;
        const limit = end + MAX_SAFE_BUILD_LENGTH;
        while (end < limit && isIdentifierCharacter(range[end])) {
          end++;
        }
        return end;
      }
      return findVersionNumberEndIndex(range, start, loose, digitRuns);
    };
    var findPrereleaseEndIndex = (range, start, loose, digitRuns) => {
      const hyphen = range[start] === "-";
      if (!loose && !hyphen) {
        return start;
      }
      const identifierStart = start + (hyphen ? 1 : 0);
      let end = findPrereleaseIdentifierEndIndex(range, identifierStart, loose, digitRuns);
      if (end === identifierStart) {
        if (!loose || !hyphen) {
          return start;
        }
        end = findPrereleaseIdentifierEndIndex(range, start, loose, digitRuns);
      }
      while (range[end] === ".") {
        const next = findPrereleaseIdentifierEndIndex(range, end + 1, loose, digitRuns);
        if (next === end + 1) {
          break;
        }
        end = next;
      }
      return end;
    };
    var findBuildIdentifierEndIndex = (range, start) => {
      let end = start;
      while (end - start < MAX_SAFE_BUILD_LENGTH && isIdentifierCharacter(range[end])) {
        end++;
      }
      return end;
    };
    var findBuildEndIndex = (range, start) => {
      if (range[start] !== "+") {
        return start;
      }
      let end = findBuildIdentifierEndIndex(range, start + 1);
      if (end === start + 1) {
        return start;
      }
      while (range[end] === ".") {
        const next = findBuildIdentifierEndIndex(range, end + 1);
        if (next === end + 1) {
          break;
        }
        end = next;
      }
      return end;
    };
    var findLooseFullVersionEndIndex = (range, start, digitRuns) => {
      let end = start;
      for (let component = 0; component < 3; component++) {
        const next = findVersionNumberEndIndex(range, end, true, digitRuns);
        if (next === end) {
          return start;
        }
        end = next;
        if (component < 2) {
          if (range[end] !== ".") {
            return start;
          }
          end++;
        }
      }
      const prereleaseEnd = findPrereleaseEndIndex(range, end, true, digitRuns);
      return findBuildEndIndex(range, prereleaseEnd);
    };
    var findPartialVersionComponentEndIndex = (range, start, digitRuns) => {
      if (isDigit(range[start])) {
        return findVersionNumberEndIndex(range, start, false, digitRuns);
      }
      return isVersionStart(range[start]) ? start + 1 : start;
    };
    var findPartialVersionEndIndex = (range, start, digitRuns) => {
      let end = findPartialVersionComponentEndIndex(range, start, digitRuns);
      for (let component = 0; component < 2; component++) {
        if (range[end] !== ".") {
          return end;
        }
        const next = findPartialVersionComponentEndIndex(range, end + 1, digitRuns);
        if (next === end + 1) {
          return end;
        }
        end = next;
      }
      const prereleaseEnd = findPrereleaseEndIndex(range, end, false, digitRuns);
      return findBuildEndIndex(range, prereleaseEnd);
    };
    var findVersionEndIndex = (range, start, digitRuns) => {
      const fullVersionEnd = findLooseFullVersionEndIndex(range, start, digitRuns);
      return fullVersionEnd !== start ? fullVersionEnd : findPartialVersionEndIndex(range, start, digitRuns);
    };
    var findRemovableWhitespaceIndex = (range, matchStart) => {
      let position = matchStart;
      if (isWhitespace(range[position])) {
        position++;
      }
      if (range[position] === "<" || range[position] === ">") {
        position++;
      }
      if (range[position] === "=") {
        position++;
      }
      return isWhitespace(range[position]) ? position : -1;
    };
    var trimComparatorWhitespace = (range) => {
      let result = "";
      let copyFrom = 0;
      let cursor = 0;
      const digitRuns = { start: -1, end: -1, previousStart: -1, previousEnd: -1 };
      while (cursor < range.length) {
        const matchStart = cursor;
        if (range[cursor] === "<" || range[cursor] === ">") {
          cursor++;
        } else if (!isVersionPrefix(range[cursor]) && !isVersionStart(range[cursor])) {
          cursor++;
          continue;
        }
        while (cursor < range.length && isVersionPrefix(range[cursor])) {
          cursor++;
        }
        if (!isVersionStart(range[cursor])) {
          continue;
        }
        const whitespacePosition = findRemovableWhitespaceIndex(range, matchStart);
        if (whitespacePosition !== -1) {
          result += range.slice(copyFrom, whitespacePosition);
          copyFrom = whitespacePosition + 1;
        }
        cursor = findVersionEndIndex(range, cursor, digitRuns);
      }
      return result + range.slice(copyFrom);
    };
    module.exports = trimComparatorWhitespace;
  }
});

// node_modules/semver/classes/range.js
var require_range = __commonJS({
  "node_modules/semver/classes/range.js"(exports, module) {
    "use strict";
    var SPACE_CHARACTERS = /\s+/g;
    var Range = class _Range {
      constructor(range, options) {
        options = parseOptions(options);
        if (range instanceof _Range) {
          if (range.loose === !!options.loose && range.includePrerelease === !!options.includePrerelease) {
            return range;
          } else {
            return new _Range(range.raw, options);
          }
        }
        if (range instanceof Comparator) {
          this.raw = range.value;
          this.set = [[range]];
          this.formatted = void 0;
          return this;
        }
        this.options = options;
        this.loose = !!options.loose;
        this.includePrerelease = !!options.includePrerelease;
        this.raw = range.trim().replace(SPACE_CHARACTERS, " ");
        this.set = this.raw.split("||").map((r) => this.parseRange(r.trim())).filter((c) => c.length);
        if (!this.set.length) {
          throw new TypeError(`Invalid SemVer Range: ${this.raw}`);
        }
        if (this.set.length > 1) {
          const first = this.set[0];
          this.set = this.set.filter((c) => !isNullSet(c[0]));
          if (this.set.length === 0) {
            this.set = [first];
          } else if (this.set.length > 1) {
            for (const c of this.set) {
              if (c.length === 1 && isAny(c[0])) {
                this.set = [c];
                break;
              }
            }
          }
        }
        this.formatted = void 0;
      }
      get range() {
        if (this.formatted === void 0) {
          this.formatted = "";
          for (let i = 0; i < this.set.length; i++) {
            if (i > 0) {
              this.formatted += "||";
            }
            const comps = this.set[i];
            for (let k = 0; k < comps.length; k++) {
              if (k > 0) {
                this.formatted += " ";
              }
              this.formatted += comps[k].toString().trim();
            }
          }
        }
        return this.formatted;
      }
      format() {
        return this.range;
      }
      toString() {
        return this.range;
      }
      parseRange(range) {
        range = range.replace(BUILDSTRIPRE, "");
        const memoOpts = (this.options.includePrerelease && FLAG_INCLUDE_PRERELEASE) | (this.options.loose && FLAG_LOOSE);
        const memoKey = memoOpts + ":" + range;
        const cached = cache.get(memoKey);
        if (cached) {
          return cached;
        }
        const loose = this.options.loose;
        const hr = loose ? re[t.HYPHENRANGELOOSE] : re[t.HYPHENRANGE];
        range = range.replace(hr, hyphenReplace(this.options.includePrerelease));
        debug("hyphen replace", range);
        range = trimComparatorWhitespace(range);
        debug("comparator trim", range);
        range = range.replace(re[t.TILDETRIM], tildeTrimReplace);
        debug("tilde trim", range);
        range = range.replace(re[t.CARETTRIM], caretTrimReplace);
        debug("caret trim", range);
        let rangeList = range.split(" ").map((comp) => parseComparator(comp, this.options)).join(" ").split(/\s+/).map((comp) => replaceGTE0(comp, this.options));
        if (loose) {
          rangeList = rangeList.filter((comp) => {
            debug("loose invalid filter", comp, this.options);
            return !!comp.match(re[t.COMPARATORLOOSE]);
          });
        }
        debug("range list", rangeList);
        const rangeMap = /* @__PURE__ */ new Map();
        const comparators = rangeList.map((comp) => new Comparator(comp, this.options));
        for (const comp of comparators) {
          if (isNullSet(comp)) {
            return [comp];
          }
          rangeMap.set(comp.value, comp);
        }
        if (rangeMap.size > 1 && rangeMap.has("")) {
          rangeMap.delete("");
        }
        const result = [...rangeMap.values()];
        cache.set(memoKey, result);
        return result;
      }
      intersects(range, options) {
        if (!(range instanceof _Range)) {
          throw new TypeError("a Range is required");
        }
        return this.set.some((thisComparators) => {
          return isSatisfiable(thisComparators, options) && range.set.some((rangeComparators) => {
            return isSatisfiable(rangeComparators, options) && thisComparators.every((thisComparator) => {
              return rangeComparators.every((rangeComparator) => {
                return thisComparator.intersects(rangeComparator, options);
              });
            });
          });
        });
      }
      // if ANY of the sets match ALL of its comparators, then pass
      test(version) {
        if (!version) {
          return false;
        }
        if (typeof version === "string") {
          try {
            version = new SemVer(version, this.options);
          } catch (er) {
            return false;
          }
        }
        for (let i = 0; i < this.set.length; i++) {
          if (testSet(this.set[i], version, this.options)) {
            return true;
          }
        }
        return false;
      }
    };
    module.exports = Range;
    var LRU = require_lrucache();
    var cache = new LRU();
    var parseOptions = require_parse_options();
    var Comparator = require_comparator();
    var debug = require_debug();
    var SemVer = require_semver();
    var trimComparatorWhitespace = require_trim_comparator_whitespace();
    var {
      safeRe: re,
      src,
      t,
      tildeTrimReplace,
      caretTrimReplace
    } = require_re();
    var { FLAG_INCLUDE_PRERELEASE, FLAG_LOOSE } = require_constants();
    var BUILDSTRIPRE = new RegExp(src[t.BUILD], "g");
    var isNullSet = (c) => c.value === "<0.0.0-0";
    var isAny = (c) => c.value === "";
    var isSatisfiable = (comparators, options) => {
      let result = true;
      const remainingComparators = comparators.slice();
      let testComparator = remainingComparators.pop();
      while (result && remainingComparators.length) {
        result = remainingComparators.every((otherComparator) => {
          return testComparator.intersects(otherComparator, options);
        });
        testComparator = remainingComparators.pop();
      }
      return result;
    };
    var parseComparator = (comp, options) => {
      comp = comp.replace(re[t.BUILD], "");
      debug("comp", comp, options);
      comp = replaceCarets(comp, options);
      debug("caret", comp);
      comp = replaceTildes(comp, options);
      debug("tildes", comp);
      comp = replaceXRanges(comp, options);
      debug("xrange", comp);
      comp = replaceStars(comp, options);
      debug("stars", comp);
      return comp;
    };
    var isX = (id) => !id || id.toLowerCase() === "x" || id === "*";
    var invalidXRangeOrder = (M, m, p) => isX(M) && !isX(m) || isX(m) && p && !isX(p);
    var replaceTildes = (comp, options) => {
      return comp.trim().split(/\s+/).map((c) => replaceTilde(c, options)).join(" ");
    };
    var replaceTilde = (comp, options) => {
      const r = options.loose ? re[t.TILDELOOSE] : re[t.TILDE];
      const z = options.includePrerelease ? "-0" : "";
      return comp.replace(r, (_, M, m, p, pr) => {
        debug("tilde", comp, _, M, m, p, pr);
        let ret;
        if (isX(M)) {
          ret = "";
        } else if (isX(m)) {
          ret = `>=${M}.0.0${z} <${+M + 1}.0.0-0`;
        } else if (isX(p)) {
          ret = `>=${M}.${m}.0${z} <${M}.${+m + 1}.0-0`;
        } else if (pr) {
          debug("replaceTilde pr", pr);
          ret = `>=${M}.${m}.${p}-${pr} <${M}.${+m + 1}.0-0`;
        } else {
          ret = `>=${M}.${m}.${p} <${M}.${+m + 1}.0-0`;
        }
        debug("tilde return", ret);
        return ret;
      });
    };
    var replaceCarets = (comp, options) => {
      return comp.trim().split(/\s+/).map((c) => replaceCaret(c, options)).join(" ");
    };
    var replaceCaret = (comp, options) => {
      debug("caret", comp, options);
      const r = options.loose ? re[t.CARETLOOSE] : re[t.CARET];
      const z = options.includePrerelease ? "-0" : "";
      return comp.replace(r, (_, M, m, p, pr) => {
        debug("caret", comp, _, M, m, p, pr);
        let ret;
        if (isX(M)) {
          ret = "";
        } else if (isX(m)) {
          ret = `>=${M}.0.0${z} <${+M + 1}.0.0-0`;
        } else if (isX(p)) {
          if (M === "0") {
            ret = `>=${M}.${m}.0${z} <${M}.${+m + 1}.0-0`;
          } else {
            ret = `>=${M}.${m}.0${z} <${+M + 1}.0.0-0`;
          }
        } else if (pr) {
          debug("replaceCaret pr", pr);
          if (M === "0") {
            if (m === "0") {
              ret = `>=${M}.${m}.${p}-${pr} <${M}.${m}.${+p + 1}-0`;
            } else {
              ret = `>=${M}.${m}.${p}-${pr} <${M}.${+m + 1}.0-0`;
            }
          } else {
            ret = `>=${M}.${m}.${p}-${pr} <${+M + 1}.0.0-0`;
          }
        } else {
          debug("no pr");
          if (M === "0") {
            if (m === "0") {
              ret = `>=${M}.${m}.${p} <${M}.${m}.${+p + 1}-0`;
            } else {
              ret = `>=${M}.${m}.${p} <${M}.${+m + 1}.0-0`;
            }
          } else {
            ret = `>=${M}.${m}.${p} <${+M + 1}.0.0-0`;
          }
        }
        debug("caret return", ret);
        return ret;
      });
    };
    var replaceXRanges = (comp, options) => {
      debug("replaceXRanges", comp, options);
      return comp.split(/\s+/).map((c) => replaceXRange(c, options)).join(" ");
    };
    var replaceXRange = (comp, options) => {
      comp = comp.trim();
      const r = options.loose ? re[t.XRANGELOOSE] : re[t.XRANGE];
      return comp.replace(r, (ret, gtlt, M, m, p, pr) => {
        debug("xRange", comp, ret, gtlt, M, m, p, pr);
        if (invalidXRangeOrder(M, m, p)) {
          return comp;
        }
        const xM = isX(M);
        const xm = xM || isX(m);
        const xp = xm || isX(p);
        const anyX = xp;
        if (gtlt === "=" && anyX) {
          gtlt = "";
        }
        pr = options.includePrerelease ? "-0" : "";
        if (xM) {
          if (gtlt === ">" || gtlt === "<") {
            ret = "<0.0.0-0";
          } else {
            ret = "*";
          }
        } else if (gtlt && anyX) {
          if (xm) {
            m = 0;
          }
          p = 0;
          if (gtlt === ">") {
            gtlt = ">=";
            if (xm) {
              M = +M + 1;
              m = 0;
              p = 0;
            } else {
              m = +m + 1;
              p = 0;
            }
          } else if (gtlt === "<=") {
            gtlt = "<";
            if (xm) {
              M = +M + 1;
            } else {
              m = +m + 1;
            }
          }
          if (gtlt === "<") {
            pr = "-0";
          }
          ret = `${gtlt + M}.${m}.${p}${pr}`;
        } else if (xm) {
          ret = `>=${M}.0.0${pr} <${+M + 1}.0.0-0`;
        } else if (xp) {
          ret = `>=${M}.${m}.0${pr} <${M}.${+m + 1}.0-0`;
        }
        debug("xRange return", ret);
        return ret;
      });
    };
    var replaceStars = (comp, options) => {
      debug("replaceStars", comp, options);
      return comp.trim().replace(re[t.STAR], "");
    };
    var replaceGTE0 = (comp, options) => {
      debug("replaceGTE0", comp, options);
      return comp.trim().replace(re[options.includePrerelease ? t.GTE0PRE : t.GTE0], "");
    };
    var hyphenReplace = (incPr) => ($0, from, fM, fm, fp, fpr, fb, to, tM, tm, tp, tpr) => {
      if (isX(fM)) {
        from = "";
      } else if (isX(fm)) {
        from = `>=${fM}.0.0${incPr ? "-0" : ""}`;
      } else if (isX(fp)) {
        from = `>=${fM}.${fm}.0${incPr ? "-0" : ""}`;
      } else if (fpr) {
        from = `>=${from}`;
      } else {
        from = `>=${from}${incPr ? "-0" : ""}`;
      }
      if (isX(tM)) {
        to = "";
      } else if (isX(tm)) {
        to = `<${+tM + 1}.0.0-0`;
      } else if (isX(tp)) {
        to = `<${tM}.${+tm + 1}.0-0`;
      } else if (tpr) {
        to = `<=${tM}.${tm}.${tp}-${tpr}`;
      } else if (incPr) {
        to = `<${tM}.${tm}.${+tp + 1}-0`;
      } else {
        to = `<=${to}`;
      }
      return `${from} ${to}`.trim();
    };
    var testSet = (set, version, options) => {
      for (let i = 0; i < set.length; i++) {
        if (!set[i].test(version)) {
          return false;
        }
      }
      if (version.prerelease.length && !options.includePrerelease) {
        for (let i = 0; i < set.length; i++) {
          debug(set[i].semver);
          if (set[i].semver === Comparator.ANY) {
            continue;
          }
          if (set[i].semver.prerelease.length > 0) {
            const allowed = set[i].semver;
            if (allowed.major === version.major && allowed.minor === version.minor && allowed.patch === version.patch) {
              return true;
            }
          }
        }
        return false;
      }
      return true;
    };
  }
});

// node_modules/semver/classes/comparator.js
var require_comparator = __commonJS({
  "node_modules/semver/classes/comparator.js"(exports, module) {
    "use strict";
    var ANY = /* @__PURE__ */ Symbol("SemVer ANY");
    var Comparator = class _Comparator {
      static get ANY() {
        return ANY;
      }
      constructor(comp, options) {
        options = parseOptions(options);
        if (comp instanceof _Comparator) {
          if (comp.loose === !!options.loose) {
            return comp;
          } else {
            comp = comp.value;
          }
        }
        comp = comp.trim().split(/\s+/).join(" ");
        debug("comparator", comp, options);
        this.options = options;
        this.loose = !!options.loose;
        this.parse(comp);
        if (this.semver === ANY) {
          this.value = "";
        } else {
          this.value = this.operator + this.semver.version;
        }
        debug("comp", this);
      }
      parse(comp) {
        const r = this.options.loose ? re[t.COMPARATORLOOSE] : re[t.COMPARATOR];
        const m = comp.match(r);
        if (!m) {
          throw new TypeError(`Invalid comparator: ${comp}`);
        }
        this.operator = m[1] !== void 0 ? m[1] : "";
        if (this.operator === "=") {
          this.operator = "";
        }
        if (!m[2]) {
          this.semver = ANY;
        } else {
          this.semver = new SemVer(m[2], this.options.loose);
        }
      }
      toString() {
        return this.value;
      }
      test(version) {
        debug("Comparator.test", version, this.options.loose);
        if (this.semver === ANY || version === ANY) {
          return true;
        }
        if (typeof version === "string") {
          try {
            version = new SemVer(version, this.options);
          } catch (er) {
            return false;
          }
        }
        return cmp(version, this.operator, this.semver, this.options);
      }
      intersects(comp, options) {
        if (!(comp instanceof _Comparator)) {
          throw new TypeError("a Comparator is required");
        }
        if (this.operator === "") {
          if (this.value === "") {
            return true;
          }
          return new Range(comp.value, options).test(this.value);
        } else if (comp.operator === "") {
          if (comp.value === "") {
            return true;
          }
          return new Range(this.value, options).test(comp.semver);
        }
        options = parseOptions(options);
        if (options.includePrerelease && (this.value === "<0.0.0-0" || comp.value === "<0.0.0-0")) {
          return false;
        }
        if (!options.includePrerelease && (this.value.startsWith("<0.0.0") || comp.value.startsWith("<0.0.0"))) {
          return false;
        }
        if (this.operator.startsWith(">") && comp.operator.startsWith(">")) {
          return true;
        }
        if (this.operator.startsWith("<") && comp.operator.startsWith("<")) {
          return true;
        }
        if (this.semver.version === comp.semver.version && this.operator.includes("=") && comp.operator.includes("=")) {
          return true;
        }
        if (cmp(this.semver, "<", comp.semver, options) && this.operator.startsWith(">") && comp.operator.startsWith("<")) {
          return true;
        }
        if (cmp(this.semver, ">", comp.semver, options) && this.operator.startsWith("<") && comp.operator.startsWith(">")) {
          return true;
        }
        return false;
      }
    };
    module.exports = Comparator;
    var parseOptions = require_parse_options();
    var { safeRe: re, t } = require_re();
    var cmp = require_cmp();
    var debug = require_debug();
    var SemVer = require_semver();
    var Range = require_range();
  }
});

// node_modules/semver/functions/satisfies.js
var require_satisfies = __commonJS({
  "node_modules/semver/functions/satisfies.js"(exports, module) {
    "use strict";
    var Range = require_range();
    var satisfies = (version, range, options) => {
      try {
        range = new Range(range, options);
      } catch (er) {
        return false;
      }
      return range.test(version);
    };
    module.exports = satisfies;
  }
});

// node_modules/semver/ranges/to-comparators.js
var require_to_comparators = __commonJS({
  "node_modules/semver/ranges/to-comparators.js"(exports, module) {
    "use strict";
    var Range = require_range();
    var toComparators = (range, options) => new Range(range, options).set.map((comp) => comp.map((c) => c.value).join(" ").trim().split(" "));
    module.exports = toComparators;
  }
});

// node_modules/semver/ranges/max-satisfying.js
var require_max_satisfying = __commonJS({
  "node_modules/semver/ranges/max-satisfying.js"(exports, module) {
    "use strict";
    var SemVer = require_semver();
    var Range = require_range();
    var maxSatisfying = (versions, range, options) => {
      let max = null;
      let maxSV = null;
      let rangeObj = null;
      try {
        rangeObj = new Range(range, options);
      } catch (er) {
        return null;
      }
      versions.forEach((v) => {
        if (rangeObj.test(v)) {
          if (!max || maxSV.compare(v) === -1) {
            max = v;
            maxSV = new SemVer(max, options);
          }
        }
      });
      return max;
    };
    module.exports = maxSatisfying;
  }
});

// node_modules/semver/ranges/min-satisfying.js
var require_min_satisfying = __commonJS({
  "node_modules/semver/ranges/min-satisfying.js"(exports, module) {
    "use strict";
    var SemVer = require_semver();
    var Range = require_range();
    var minSatisfying = (versions, range, options) => {
      let min = null;
      let minSV = null;
      let rangeObj = null;
      try {
        rangeObj = new Range(range, options);
      } catch (er) {
        return null;
      }
      versions.forEach((v) => {
        if (rangeObj.test(v)) {
          if (!min || minSV.compare(v) === 1) {
            min = v;
            minSV = new SemVer(min, options);
          }
        }
      });
      return min;
    };
    module.exports = minSatisfying;
  }
});

// node_modules/semver/ranges/min-version.js
var require_min_version = __commonJS({
  "node_modules/semver/ranges/min-version.js"(exports, module) {
    "use strict";
    var SemVer = require_semver();
    var Range = require_range();
    var gt = require_gt();
    var minVersion = (range, loose) => {
      range = new Range(range, loose);
      let minver = new SemVer("0.0.0");
      if (range.test(minver)) {
        return minver;
      }
      minver = new SemVer("0.0.0-0");
      if (range.test(minver)) {
        return minver;
      }
      minver = null;
      for (let i = 0; i < range.set.length; ++i) {
        const comparators = range.set[i];
        let setMin = null;
        comparators.forEach((comparator) => {
          const compver = new SemVer(comparator.semver.version);
          switch (comparator.operator) {
            case ">":
              if (compver.prerelease.length === 0) {
                compver.patch++;
              } else {
                compver.prerelease.push(0);
              }
              compver.raw = compver.format();
            /* fallthrough */
            case "":
            case ">=":
              if (!setMin || gt(compver, setMin)) {
                setMin = compver;
              }
              break;
            case "<":
            case "<=":
              break;
            /* istanbul ignore next */
            default:
              throw new Error(`Unexpected operation: ${comparator.operator}`);
          }
        });
        if (setMin && (!minver || gt(minver, setMin))) {
          minver = setMin;
        }
      }
      if (minver && range.test(minver)) {
        return minver;
      }
      return null;
    };
    module.exports = minVersion;
  }
});

// node_modules/semver/ranges/valid.js
var require_valid2 = __commonJS({
  "node_modules/semver/ranges/valid.js"(exports, module) {
    "use strict";
    var Range = require_range();
    var validRange = (range, options) => {
      try {
        return new Range(range, options).range || "*";
      } catch (er) {
        return null;
      }
    };
    module.exports = validRange;
  }
});

// node_modules/semver/ranges/outside.js
var require_outside = __commonJS({
  "node_modules/semver/ranges/outside.js"(exports, module) {
    "use strict";
    var SemVer = require_semver();
    var Comparator = require_comparator();
    var { ANY } = Comparator;
    var Range = require_range();
    var satisfies = require_satisfies();
    var gt = require_gt();
    var lt = require_lt();
    var lte = require_lte();
    var gte = require_gte();
    var outside = (version, range, hilo, options) => {
      version = new SemVer(version, options);
      range = new Range(range, options);
      let gtfn, ltefn, ltfn, comp, ecomp;
      switch (hilo) {
        case ">":
          gtfn = gt;
          ltefn = lte;
          ltfn = lt;
          comp = ">";
          ecomp = ">=";
          break;
        case "<":
          gtfn = lt;
          ltefn = gte;
          ltfn = gt;
          comp = "<";
          ecomp = "<=";
          break;
        default:
          throw new TypeError('Must provide a hilo val of "<" or ">"');
      }
      if (satisfies(version, range, options)) {
        return false;
      }
      for (let i = 0; i < range.set.length; ++i) {
        const comparators = range.set[i];
        let high = null;
        let low = null;
        comparators.forEach((comparator) => {
          if (comparator.semver === ANY) {
            comparator = new Comparator(">=0.0.0");
          }
          high = high || comparator;
          low = low || comparator;
          if (gtfn(comparator.semver, high.semver, options)) {
            high = comparator;
          } else if (ltfn(comparator.semver, low.semver, options)) {
            low = comparator;
          }
        });
        if (high.operator === comp || high.operator === ecomp) {
          return false;
        }
        if ((!low.operator || low.operator === comp) && ltefn(version, low.semver)) {
          return false;
        } else if (low.operator === ecomp && ltfn(version, low.semver)) {
          return false;
        }
      }
      return true;
    };
    module.exports = outside;
  }
});

// node_modules/semver/ranges/gtr.js
var require_gtr = __commonJS({
  "node_modules/semver/ranges/gtr.js"(exports, module) {
    "use strict";
    var outside = require_outside();
    var gtr = (version, range, options) => outside(version, range, ">", options);
    module.exports = gtr;
  }
});

// node_modules/semver/ranges/ltr.js
var require_ltr = __commonJS({
  "node_modules/semver/ranges/ltr.js"(exports, module) {
    "use strict";
    var outside = require_outside();
    var ltr = (version, range, options) => outside(version, range, "<", options);
    module.exports = ltr;
  }
});

// node_modules/semver/ranges/intersects.js
var require_intersects = __commonJS({
  "node_modules/semver/ranges/intersects.js"(exports, module) {
    "use strict";
    var Range = require_range();
    var intersects = (r1, r2, options) => {
      r1 = new Range(r1, options);
      r2 = new Range(r2, options);
      return r1.intersects(r2, options);
    };
    module.exports = intersects;
  }
});

// node_modules/semver/ranges/simplify.js
var require_simplify = __commonJS({
  "node_modules/semver/ranges/simplify.js"(exports, module) {
    "use strict";
    var satisfies = require_satisfies();
    var compare = require_compare();
    module.exports = (versions, range, options) => {
      const set = [];
      let first = null;
      let prev = null;
      const v = versions.sort((a, b) => compare(a, b, options));
      for (const version of v) {
        const included = satisfies(version, range, options);
        if (included) {
          prev = version;
          if (!first) {
            first = version;
          }
        } else {
          if (prev) {
            set.push([first, prev]);
          }
          prev = null;
          first = null;
        }
      }
      if (first) {
        set.push([first, null]);
      }
      const ranges = [];
      for (const [min, max] of set) {
        if (min === max) {
          ranges.push(min);
        } else if (!max && min === v[0]) {
          ranges.push("*");
        } else if (!max) {
          ranges.push(`>=${min}`);
        } else if (min === v[0]) {
          ranges.push(`<=${max}`);
        } else {
          ranges.push(`${min} - ${max}`);
        }
      }
      const simplified = ranges.join(" || ");
      const original = typeof range.raw === "string" ? range.raw : String(range);
      return simplified.length < original.length ? simplified : range;
    };
  }
});

// node_modules/semver/ranges/subset.js
var require_subset = __commonJS({
  "node_modules/semver/ranges/subset.js"(exports, module) {
    "use strict";
    var Range = require_range();
    var Comparator = require_comparator();
    var { ANY } = Comparator;
    var satisfies = require_satisfies();
    var compare = require_compare();
    var subset = (sub, dom, options = {}) => {
      if (sub === dom) {
        return true;
      }
      sub = new Range(sub, options);
      dom = new Range(dom, options);
      let sawNonNull = false;
      OUTER: for (const simpleSub of sub.set) {
        for (const simpleDom of dom.set) {
          const isSub = simpleSubset(simpleSub, simpleDom, options);
          sawNonNull = sawNonNull || isSub !== null;
          if (isSub) {
            continue OUTER;
          }
        }
        if (sawNonNull) {
          return false;
        }
      }
      return true;
    };
    var minimumVersionWithPreRelease = [new Comparator(">=0.0.0-0")];
    var minimumVersion = [new Comparator(">=0.0.0")];
    var simpleSubset = (sub, dom, options) => {
      if (sub === dom) {
        return true;
      }
      if (sub.length === 1 && sub[0].semver === ANY) {
        if (dom.length === 1 && dom[0].semver === ANY) {
          return true;
        } else if (options.includePrerelease) {
          sub = minimumVersionWithPreRelease;
        } else {
          sub = minimumVersion;
        }
      }
      if (dom.length === 1 && dom[0].semver === ANY) {
        if (options.includePrerelease) {
          return true;
        } else {
          dom = minimumVersion;
        }
      }
      const eqSet = /* @__PURE__ */ new Set();
      let gt, lt;
      for (const c of sub) {
        if (c.operator === ">" || c.operator === ">=") {
          gt = higherGT(gt, c, options);
        } else if (c.operator === "<" || c.operator === "<=") {
          lt = lowerLT(lt, c, options);
        } else {
          eqSet.add(c.semver);
        }
      }
      if (eqSet.size > 1) {
        return null;
      }
      let gtltComp;
      if (gt && lt) {
        gtltComp = compare(gt.semver, lt.semver, options);
        if (gtltComp > 0) {
          return null;
        } else if (gtltComp === 0 && (gt.operator !== ">=" || lt.operator !== "<=")) {
          return null;
        }
      }
      for (const eq of eqSet) {
        if (gt && !satisfies(eq, String(gt), options)) {
          return null;
        }
        if (lt && !satisfies(eq, String(lt), options)) {
          return null;
        }
        for (const c of dom) {
          if (!satisfies(eq, String(c), options)) {
            return false;
          }
        }
        return true;
      }
      let higher, lower;
      let hasDomLT, hasDomGT;
      let needDomLTPre = lt && !options.includePrerelease && lt.semver.prerelease.length ? lt.semver : false;
      let needDomGTPre = gt && !options.includePrerelease && gt.semver.prerelease.length ? gt.semver : false;
      if (needDomLTPre && needDomLTPre.prerelease.length === 1 && lt.operator === "<" && needDomLTPre.prerelease[0] === 0) {
        needDomLTPre = false;
      }
      for (const c of dom) {
        hasDomGT = hasDomGT || c.operator === ">" || c.operator === ">=";
        hasDomLT = hasDomLT || c.operator === "<" || c.operator === "<=";
        if (gt) {
          if (needDomGTPre) {
            if (c.semver.prerelease && c.semver.prerelease.length && c.semver.major === needDomGTPre.major && c.semver.minor === needDomGTPre.minor && c.semver.patch === needDomGTPre.patch) {
              needDomGTPre = false;
            }
          }
          if (c.operator === ">" || c.operator === ">=") {
            higher = higherGT(gt, c, options);
            if (higher === c && higher !== gt) {
              return false;
            }
          } else if (gt.operator === ">=" && !c.test(gt.semver)) {
            return false;
          }
        }
        if (lt) {
          if (needDomLTPre) {
            if (c.semver.prerelease && c.semver.prerelease.length && c.semver.major === needDomLTPre.major && c.semver.minor === needDomLTPre.minor && c.semver.patch === needDomLTPre.patch) {
              needDomLTPre = false;
            }
          }
          if (c.operator === "<" || c.operator === "<=") {
            lower = lowerLT(lt, c, options);
            if (lower === c && lower !== lt) {
              return false;
            }
          } else if (lt.operator === "<=" && !c.test(lt.semver)) {
            return false;
          }
        }
        if (!c.operator && (lt || gt) && gtltComp !== 0) {
          return false;
        }
      }
      if (gt && hasDomLT && !lt && gtltComp !== 0) {
        return false;
      }
      if (lt && hasDomGT && !gt && gtltComp !== 0) {
        return false;
      }
      if (needDomGTPre || needDomLTPre) {
        return false;
      }
      return true;
    };
    var higherGT = (a, b, options) => {
      if (!a) {
        return b;
      }
      const comp = compare(a.semver, b.semver, options);
      return comp > 0 ? a : comp < 0 ? b : b.operator === ">" && a.operator === ">=" ? b : a;
    };
    var lowerLT = (a, b, options) => {
      if (!a) {
        return b;
      }
      const comp = compare(a.semver, b.semver, options);
      return comp < 0 ? a : comp > 0 ? b : b.operator === "<" && a.operator === "<=" ? b : a;
    };
    module.exports = subset;
  }
});

// node_modules/semver/index.js
var require_semver2 = __commonJS({
  "node_modules/semver/index.js"(exports, module) {
    "use strict";
    var internalRe = require_re();
    var constants = require_constants();
    var SemVer = require_semver();
    var identifiers = require_identifiers();
    var parse = require_parse();
    var valid = require_valid();
    var clean = require_clean();
    var inc = require_inc();
    var diff = require_diff();
    var major = require_major();
    var minor = require_minor();
    var patch = require_patch();
    var prerelease = require_prerelease();
    var compare = require_compare();
    var rcompare = require_rcompare();
    var compareLoose = require_compare_loose();
    var compareBuild = require_compare_build();
    var sort = require_sort();
    var rsort = require_rsort();
    var gt = require_gt();
    var lt = require_lt();
    var eq = require_eq();
    var neq = require_neq();
    var gte = require_gte();
    var lte = require_lte();
    var cmp = require_cmp();
    var coerce = require_coerce();
    var truncate = require_truncate();
    var Comparator = require_comparator();
    var Range = require_range();
    var satisfies = require_satisfies();
    var toComparators = require_to_comparators();
    var maxSatisfying = require_max_satisfying();
    var minSatisfying = require_min_satisfying();
    var minVersion = require_min_version();
    var validRange = require_valid2();
    var outside = require_outside();
    var gtr = require_gtr();
    var ltr = require_ltr();
    var intersects = require_intersects();
    var simplifyRange = require_simplify();
    var subset = require_subset();
    module.exports = {
      parse,
      valid,
      clean,
      inc,
      diff,
      major,
      minor,
      patch,
      prerelease,
      compare,
      rcompare,
      compareLoose,
      compareBuild,
      sort,
      rsort,
      gt,
      lt,
      eq,
      neq,
      gte,
      lte,
      cmp,
      coerce,
      truncate,
      Comparator,
      Range,
      satisfies,
      toComparators,
      maxSatisfying,
      minSatisfying,
      minVersion,
      validRange,
      outside,
      gtr,
      ltr,
      intersects,
      simplifyRange,
      subset,
      SemVer,
      re: internalRe.re,
      src: internalRe.src,
      tokens: internalRe.t,
      SEMVER_SPEC_VERSION: constants.SEMVER_SPEC_VERSION,
      RELEASE_TYPES: constants.RELEASE_TYPES,
      compareIdentifiers: identifiers.compareIdentifiers,
      rcompareIdentifiers: identifiers.rcompareIdentifiers
    };
  }
});

// src/action/run-action.ts
import { resolve as resolve7 } from "node:path";

// src/baseline/choose-pull-request.ts
var ownCommits = 3;
async function choosePullRequest(event, measured, facts) {
  const { history, sha } = facts;
  const { head } = event;
  if (measured === head.sha) return await mergeBase(event, measured, facts);
  const commit = await history.commit(measured);
  const [first, second, third] = commit?.parents ?? [];
  if (first !== void 0 && second !== void 0 && third === void 0) {
    const own = second === head.sha || event.name === "pull_request" && measured === sha;
    if (own || await isMergeIntoBase(event, first, second, history)) return mergeParent(event, measured, first);
  }
  const base = await history.mergeBase(await baseTip(event, facts), measured);
  if (base !== void 0) return atMergeBase(event, measured, base);
  return await followOwnCommits(event, measured, facts);
}
function mergeParent({ base }, measured, commit) {
  return { kind: "merge-parent", commit, measured, sentence: "the first parent of the merge commit", ref: base.ref };
}
function atMergeBase({ base }, measured, commit) {
  return { kind: "merge-base", commit, measured, sentence: `the merge base of ${base.ref} and the pull request`, ref: base.ref };
}
async function mergeBase(event, measured, facts) {
  const { base, head } = event;
  const commit = await facts.history.mergeBase(await baseTip(event, facts), head.sha);
  if (commit !== void 0) return atMergeBase(event, measured, commit);
  const why = `the merge base of ${base.ref} and ${head.sha.slice(0, 7)} is not known: they have nothing in common, or the clone is too shallow and GitHub could not be asked`;
  return { kind: "none", why };
}
async function baseTip({ name, base, head }, { history, sha }) {
  const merge = name === "pull_request" ? await history.commit(sha) : void 0;
  const [first, second] = merge?.parents ?? [];
  return first !== void 0 && second === head.sha ? first : base.sha;
}
async function isMergeIntoBase({ base, head }, first, second, history) {
  const [headInFirst, headInSecond] = [await contains(history, first, head.sha), await contains(history, second, head.sha)];
  if (headInFirst !== headInSecond) return headInSecond;
  return await contains(history, first, base.sha) && !await contains(history, second, base.sha);
}
async function contains(history, commit, ancestor) {
  return commit === ancestor || await history.mergeBase(ancestor, commit) === ancestor;
}
async function followOwnCommits(event, measured, facts) {
  let at = measured;
  for (let step = 0; step <= ownCommits && at !== void 0; step++) {
    if (at === event.head.sha) break;
    const commit = await facts.history.commit(at);
    if (commit === void 0 && step === 0) return { kind: "none", why: `nothing is known of the commit ${measured.slice(0, 7)}` };
    if (commit?.parents[1] === event.head.sha) return mergeParent(event, measured, commit.parents[0]);
    at = commit?.parents[0];
  }
  if (at === event.head.sha) return await mergeBase(event, measured, facts);
  return { kind: "none", why: `it is not known where the line of ${measured.slice(0, 7)} left ${event.base.ref}` };
}
async function refuseUntrusted({ base }, { checkedOut, sha, history }) {
  if (checkedOut === void 0 || checkedOut === sha || checkedOut === base.sha) return;
  if (await contains(history, base.sha, checkedOut) || await contains(history, sha, checkedOut)) return;
  throw new ExpectedError(
    "option",
    `checking a pull request in pull_request_target: the work tree is at ${checkedOut.slice(0, 7)}, which is not known to be of ${base.ref}; code of a pull request must not be run in a privileged event`,
    { hint: "Check out without `ref`, and weigh images that another job has built; or use the event pull_request." }
  );
}

// src/baseline/last-release.ts
var import_semver = __toESM(require_semver2(), 1);
async function lastRelease(measured, history, prereleases) {
  const releases = (await history.tags(measured)).flatMap(({ name, commit }) => {
    const version = import_semver.default.parse(name);
    if (version === null || commit === measured) return [];
    return prereleases || version.prerelease.length === 0 ? [{ name, commit, version }] : [];
  });
  const last = releases.toSorted((a, b) => import_semver.default.compareBuild(b.version, a.version))[0];
  if (last === void 0) {
    const kinds = prereleases ? "a version, such as v1.2.3" : "a release version, such as v1.2.3";
    return { kind: "none", why: `no tag before ${measured.slice(0, 7)} in its history is ${kinds}` };
  }
  return { kind: "last-release", commit: last.commit, measured, sentence: `the release ${last.name}`, ref: last.name };
}

// src/baseline/choose-commit.ts
async function chooseCommit(event, facts) {
  if (event.name === "pull_request_target") await refuseUntrusted(event, facts);
  const { asked, history } = facts;
  const measured = measuredCommit(event, facts);
  if (asked === "last-release") return await lastRelease(measured, history, facts.prereleases);
  if (asked !== void 0)
    return { kind: "explicit", commit: fullId(asked, "baseline"), measured, sentence: "the commit that was asked for" };
  switch (event.name) {
    case "merge_group":
      return { kind: "merge-group", commit: event.baseSha, measured, sentence: "the base of the merge group", ...named(event.baseRef) };
    case "pull_request":
    case "pull_request_target":
      return await choosePullRequest(event, measured, facts);
    case "push":
      return await choosePush(event, measured, history);
    case "workflow_dispatch":
    case "schedule":
      return await firstParent(measured, history, "", named(event.ref));
    case "other":
      return { kind: "none", why: `the event ${event.event} does not say which commit came before` };
  }
}
function measuredCommit(event, { measured, checkedOut, sha }) {
  if (measured !== void 0) return fullId(measured, "commit");
  return event.name === "pull_request_target" ? event.head.sha : checkedOut ?? sha;
}
function fullId(text, what) {
  const id = text.toLowerCase();
  if (isObjectId(id)) return id;
  throw new ExpectedError("option", `${what} is ${JSON.stringify(text)}, where the full id of a commit was expected`);
}
async function choosePush(event, measured, history) {
  const { ref, before, after, forced } = event;
  if (isZero(after)) return { kind: "none", why: `the push deleted ${ref}` };
  if (ref.startsWith("refs/tags/")) return await firstParent(measured, history);
  const branch = named(ref);
  if (isZero(before)) return await firstParent(measured, history, ", since the branch is new", branch);
  if (await isBefore()) return { kind: "push-before", commit: before, measured, sentence: "the commit before the push", ...branch };
  return await firstParent(measured, history, ", since the push was forced", branch);
  async function isBefore() {
    if (!forced && measured === after) return true;
    const base = await history.mergeBase(before, measured);
    return base === void 0 ? !forced : base === before;
  }
}
async function firstParent(measured, history, because = "", ref = {}) {
  const commit = await history.commit(measured);
  if (commit === void 0) return { kind: "none", why: `nothing is known of the commit ${measured.slice(0, 7)}` };
  const parent = commit.parents[0];
  if (parent === void 0) return { kind: "none", why: `${measured.slice(0, 7)} is the first commit` };
  return { kind: "first-parent", commit: parent, measured, sentence: `the first parent of the measured commit${because}`, ...ref };
}
function isZero(sha) {
  return /^0+$/.test(sha);
}
function named(ref) {
  const branch = /^refs\/heads\/(.+)$/.exec(ref ?? "")?.[1];
  return branch === void 0 ? {} : { ref: branch };
}

// src/git/repository.ts
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";

// src/git/object-reader.ts
import { spawn } from "node:child_process";

// src/git/run-git.ts
import { execFile } from "node:child_process";
var maxOutputBytes = 64 * 1024 * 1024;
async function tryGit({ folder, config }, args, options = {}) {
  const { input, signal, env } = options;
  return await new Promise((resolve8, reject) => {
    const child = execFile(
      "git",
      gitArguments({ folder, config }, args),
      { encoding: "buffer", maxBuffer: maxOutputBytes, env: { ...gitEnvironment(), ...env }, ...signal === void 0 ? {} : { signal } },
      (error, stdout, stderr) => {
        const said = stderr.toString();
        if (error === null) return resolve8({ code: 0, stdout, stderr: said });
        if (signal?.aborted === true) return reject(new ExpectedError("interrupted", `interrupted while running git ${args[0]}`));
        const { code } = error;
        if (code === "ENOENT") return resolve8(void 0);
        if (typeof code === "number") return resolve8({ code, stdout, stderr: said });
        reject(new ExpectedError("git", `running git ${args[0]} in ${folder}: ${withoutUsers(error.message)}`));
      }
    );
    child.stdin?.on("error", () => {
    });
    child.stdin?.end(input ?? "");
  });
}
async function runGit(place, doing, args, options = {}) {
  const output = await tryGit(place, args, options);
  if (output === void 0) throw new ExpectedError("git", `${doing}: git is not installed`, { hint: "Install git, and run again." });
  if (output.code === 0) return output.stdout;
  throw new ExpectedError("git", `${doing}: git ${args[0]} ended with ${output.code}: ${lastWords(output.stderr)}`, {
    ...options.hint === void 0 ? {} : { hint: options.hint }
  });
}
function gitArguments({ folder, config }, args) {
  return ["-C", folder, ...config.flatMap((setting) => ["-c", setting]), ...args];
}
function gitEnvironment() {
  const misleading = /^GIT_(?:DIR|WORK_TREE|INDEX_FILE|INDEX_VERSION|PREFIX|COMMON_DIR|NAMESPACE|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|SHALLOW_FILE|GRAFT_FILE|QUARANTINE_PATH|TRACE.*|CURL_VERBOSE)$/;
  const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => !misleading.test(name)));
  return {
    ...own,
    LC_ALL: "C",
    GIT_TERMINAL_PROMPT: "0",
    GIT_OPTIONAL_LOCKS: "0",
    // A commit is what its object says, whatever refs/replace has in its stead.
    GIT_NO_REPLACE_OBJECTS: "1"
  };
}
function lastWords(stderr) {
  const lines = stderr.split("\n").filter((line2) => line2.trim() !== "");
  const line = lines.findLast((text2) => /^(?:fatal|error):/.test(text2)) ?? lines.at(-1) ?? "it said nothing";
  const text = withoutUsers(line.replace(/[\u0000-\u001f\u007f-\u009f]/g, " ").trim());
  return text.length > 300 ? `${text.slice(0, 299)}…` : text;
}

// src/git/object-reader.ts
var maxObjectBytes = 32 * 1024 * 1024;
async function withObjects(place, work) {
  const reader = openReader(place);
  try {
    return await work(reader);
  } finally {
    await reader.close();
  }
}
function openReader(place) {
  const args = gitArguments(place, ["cat-file", "--batch", "--follow-symlinks"]);
  const child = spawn("git", args, { env: { ...gitEnvironment(), GIT_NO_LAZY_FETCH: "1" }, stdio: ["pipe", "pipe", "pipe"] });
  let stderr = "";
  child.stderr.on("data", (chunk) => {
    stderr = (stderr + chunk.toString()).slice(-4096);
  });
  child.stdin.on("error", () => {
  });
  const ended = new Promise((resolve8) => {
    child.once("error", (error) => {
      stderr ||= error.message;
      resolve8();
    });
    child.once("close", () => resolve8());
  });
  const input = bufferedInput(child.stdout);
  const broken = async (name) => {
    child.stdin.end();
    await ended;
    return new ExpectedError("git", `reading ${name} of the repository ${place.folder}: ${lastWords(stderr)}`);
  };
  return {
    read: async (name) => {
      if (name.includes("\n")) return void 0;
      child.stdin.write(`${name}
`);
      const header = await input.line();
      if (header === void 0) throw await broken(name);
      const found = /^([0-9a-f]{40,64}) ([a-z]+) (\d+)$/.exec(header);
      if (found === null) {
        const symlink = /^(?:symlink|dangling|loop|notdir) (\d+)$/.exec(header);
        if (symlink !== null) await input.bytes(Number(symlink[1]) + 1);
        return void 0;
      }
      const size = Number(found[3]);
      if (size > maxObjectBytes) {
        child.kill();
        throw new ExpectedError(
          "git",
          `reading ${name} of the repository ${place.folder}: it has ${size} bytes, and at most ${maxObjectBytes} are read`
        );
      }
      const body = await input.bytes(size + 1);
      if (body === void 0) throw await broken(name);
      return { id: found[1], type: found[2], body: body.subarray(0, size) };
    },
    close: async () => {
      child.stdin.end();
      await ended;
    }
  };
}
function bufferedInput(stream) {
  const chunks = stream[Symbol.asyncIterator]();
  let rest = Buffer.alloc(0);
  const more = async () => {
    const { value, done } = await chunks.next().catch(() => ({ value: void 0, done: true }));
    if (done === true) return false;
    rest = Buffer.concat([rest, value]);
    return true;
  };
  const take = (length) => {
    const taken = rest.subarray(0, length);
    rest = rest.subarray(length);
    return taken;
  };
  return {
    line: async () => {
      let end = rest.indexOf(10);
      while (end < 0) {
        if (!await more()) return void 0;
        end = rest.indexOf(10);
      }
      return take(end + 1).toString("utf8", 0, end);
    },
    bytes: async (length) => {
      const parts = [];
      let missing2 = length;
      while (missing2 > 0) {
        if (rest.length === 0 && !await more()) return void 0;
        const part = take(Math.min(missing2, rest.length));
        parts.push(part);
        missing2 -= part.length;
      }
      return Buffer.concat(parts);
    }
  };
}

// src/git/worktree.ts
import { mkdir, mkdtemp, realpath, rm } from "node:fs/promises";
import { isAbsolute, join, relative } from "node:path";
var quietly = ["core.hooksPath=/dev/null", "core.fsmonitor=false", "gc.auto=0", "maintenance.auto=false", "submodule.recurse=false"];
var withoutLfs = { GIT_LFS_SKIP_SMUDGE: "1" };
async function withWorktree(repository, commit, parentDirectory, work, { signal }) {
  const place = { ...repository, config: [...repository.config, ...quietly] };
  const doing = `making a work tree of ${commit.slice(0, 7)}`;
  if (!isObjectId(commit)) throw new ExpectedError("git", `${doing}: ${JSON.stringify(commit)} is not the full id of a commit`);
  if (!await isHere(place, commit)) await fetchCommit(place, commit, signal);
  const folder = await makeFolder(place, parentDirectory, doing);
  try {
    const args = ["worktree", "add", "--detach", "--force", folder, commit];
    await runGit(place, doing, args, { signal, env: withoutLfs });
    return await work(folder);
  } finally {
    await removeWorktree(place, folder);
  }
}
async function isHere(place, commit) {
  const output = await tryGit(place, ["cat-file", "-e", `${commit}^{tree}`], { env: { GIT_NO_LAZY_FETCH: "1" } });
  return output?.code === 0;
}
async function fetchCommit(place, commit, signal) {
  const doing = `fetching ${commit.slice(0, 7)} from origin`;
  const shallow = (await runGit(place, doing, ["rev-parse", "--is-shallow-repository"])).toString().trim() === "true";
  const untouched = ["--no-tags", "--no-write-fetch-head", "--refmap=", "--no-recurse-submodules", "--no-auto-gc", "--no-prune"];
  const depth = shallow ? ["--depth=1"] : [];
  await runGit(place, doing, ["fetch", "--quiet", ...untouched, ...depth, "--end-of-options", "origin", commit], {
    signal,
    hint: "Check out with the whole history (fetch-depth: 0 of actions/checkout) and with its credentials kept."
  });
}
async function makeFolder(place, parentDirectory, doing) {
  try {
    await mkdir(parentDirectory, { recursive: true });
    const parent = await realpath(parentDirectory);
    const within2 = relative(await realpath(place.folder), parent);
    if (!/^\.\.(?:[\\/]|$)/.test(within2) && !isAbsolute(within2)) {
      throw new ExpectedError("git", `${doing}: ${parentDirectory} lies in the workspace ${place.folder}, which must stay as it is`);
    }
    return await mkdtemp(join(parent, "plimsoll-worktree-"));
  } catch (error) {
    if (error instanceof ExpectedError) throw error;
    throw new ExpectedError("git", `${doing} below ${parentDirectory}: ${error.message}`, { cause: error });
  }
}
async function removeWorktree(place, folder) {
  const remove = () => tryGit(place, ["worktree", "remove", "--force", "--force", folder]);
  const removed = await remove().catch(() => void 0);
  if (removed?.code === 0) return;
  await rm(folder, { recursive: true, force: true, maxRetries: 2 }).catch(() => {
  });
  await remove().catch(() => void 0);
}

// src/git/repository.ts
async function openRepository(directory) {
  const place = await findPlace(directory);
  return place === void 0 ? void 0 : repositoryAt(place);
}
async function findPlace(directory) {
  const topLevel = ["rev-parse", "--show-toplevel"];
  let config = [];
  let output = await tryGit({ folder: directory, config }, topLevel);
  const foreign = output === void 0 ? null : /(?:dubious ownership in repository at|unsafe repository \() ?'(.*?)'/.exec(output.stderr);
  if (foreign !== null) {
    config = [`safe.directory=${foreign[1]}`];
    output = await tryGit({ folder: directory, config }, topLevel);
  }
  if (output === void 0) return void 0;
  if (output.code === 0) return { folder: output.stdout.toString().replace(/\n$/, ""), config };
  if (/not a git repository|must be run in a work tree|cannot change to/.test(output.stderr)) return void 0;
  throw new ExpectedError("git", `opening the repository of ${directory}: ${lastWords(output.stderr)}`);
}
function repositoryAt(place) {
  return {
    root: place.folder,
    head: () => resolveOne(place, "HEAD"),
    resolve: async (name) => await resolveOne(place, name) ?? await resolveOne(place, `refs/remotes/origin/${name}`),
    commit: (sha) => withObjects(place, (objects) => readCommit(objects, sha)),
    firstParents: (from, most) => withObjects(place, (objects) => walkFirstParents(objects, from, most)),
    isAncestor: (ancestor, of) => isAncestor(place, ancestor, of),
    mergeBase: (base, head) => mergeBase2(place, base, head),
    tags: (from) => reachableTags(place, from),
    readFile: async (commit, path) => {
      if (!isObjectId(commit)) return void 0;
      const object2 = await withObjects(place, (objects) => objects.read(`${commit}:${path}`));
      return object2?.type === "blob" ? object2.body : void 0;
    },
    withWorktree: (commit, parentDirectory, work, options = {}) => withWorktree(place, commit, parentDirectory, work, options)
  };
}
async function resolveOne(place, name) {
  const output = await tryGit(place, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`]);
  const id = output?.stdout.toString().trim() ?? "";
  return output?.code === 0 && isObjectId(id) ? id : void 0;
}
async function readCommit(objects, sha) {
  if (!isObjectId(sha)) return void 0;
  const object2 = await objects.read(sha);
  if (object2?.type !== "commit") return void 0;
  const text = object2.body.toString("latin1");
  const end = text.indexOf("\n\n");
  const header = (end < 0 ? text : text.slice(0, end)).split("\n");
  return { sha, parents: header.flatMap((line) => /^parent ([0-9a-f]+)$/.exec(line)?.[1] ?? []) };
}
async function walkFirstParents(objects, from, most) {
  const commits = [];
  let at = from;
  while (commits.length < most) {
    const commit = await readCommit(objects, at);
    if (commit === void 0) return { commits, truncated: true };
    const parent = commit.parents[0];
    if (parent === void 0) break;
    commits.push(parent);
    at = parent;
  }
  return { commits, truncated: false };
}
async function isAncestor(place, ancestor, of) {
  if (!isObjectId(ancestor) || !isObjectId(of)) return void 0;
  const output = await tryGit(place, ["merge-base", "--is-ancestor", ancestor, of]);
  if (output?.code === 0) return true;
  if (output?.code !== 1) return void 0;
  return (await shallowCommits(place)).size > 0 ? void 0 : false;
}
async function mergeBase2(place, base, head) {
  if (!isObjectId(base) || !isObjectId(head)) return void 0;
  const output = await tryGit(place, ["merge-base", base, head]);
  const found = output?.stdout.toString().trim() ?? "";
  if (output?.code !== 0 || !isObjectId(found)) return void 0;
  const shallow = await shallowCommits(place);
  if (shallow.size === 0) return found;
  const since = await runGit(place, `listing the commits since ${found}`, ["rev-list", base, head, `^${found}`]);
  const cut = since.toString().split("\n").some((sha) => shallow.has(sha));
  return cut ? void 0 : found;
}
async function shallowCommits(place) {
  const path = await runGit(place, "asking whether the clone is shallow", ["rev-parse", "--git-path", "shallow"]);
  try {
    const text = await readFile(resolve(place.folder, path.toString().replace(/\n$/, "")), "utf8");
    return new Set(text.split("\n").filter(isObjectId));
  } catch (error) {
    if (error.code === "ENOENT") return /* @__PURE__ */ new Set();
    throw new ExpectedError("git", `asking whether the clone ${place.folder} is shallow: ${error.message}`, { cause: error });
  }
}
async function reachableTags(place, from) {
  if (!isObjectId(from) || (await shallowCommits(place)).size > 0) return void 0;
  const listed = await tryGit(place, ["for-each-ref", "--format=%(refname:strip=2)", `--merged=${from}`, "refs/tags"]);
  if (listed?.code !== 0) return void 0;
  const names = listed.stdout.toString().split("\n").filter((name) => name !== "");
  if (names.length === 0) {
    const any = await runGit(place, "asking for a tag", ["for-each-ref", "--count=1", "--format=x", "refs/tags"]);
    return any.length === 0 ? void 0 : [];
  }
  const peeled = await runGit(place, "reading the tags", ["cat-file", "--batch-check=%(objectname)"], {
    input: names.map((name) => `refs/tags/${name}^{commit}
`).join("")
  });
  const commits = peeled.toString().split("\n");
  return names.flatMap((name, index) => isObjectId(commits[index]) ? [{ name, commit: commits[index] }] : []);
}

// src/action/deliver-results.ts
import { mkdir as mkdir2 } from "node:fs/promises";
import { join as join3, relative as relative2, resolve as resolve3, sep } from "node:path";

// src/report/annotations.ts
var mostOfLevel = 10;
var none = { error: 0, warning: 0, notice: 0 };
var longestMessage = 1e3;
function buildAnnotations(verdict, units, { taken = none } = {}) {
  if (verdict === void 0) return [];
  const passed = verdict.results.filter(({ outcome: outcome2 }) => outcome2 !== "pass").toSorted(byOffence);
  const room = (level) => Math.max(0, mostOfLevel - taken[level]);
  const annotate = (level, outcome2, noun) => {
    const own = passed.filter((result) => result.outcome === outcome2);
    return rollUp(
      own.map((result) => annotationOf(level, result, units, verdict.overridden?.label)),
      noun,
      room(level)
    );
  };
  const notices = verdict.notes.map((note) => ({ level: "notice", message: messageOf(note) }));
  return [
    ...annotate("error", "fail", "more limit"),
    ...annotate("warning", "warn", "more limit"),
    ...rollUp(notices, "more note", room("notice"))
  ];
}
function annotationOf(level, result, units, label) {
  const allowed = label !== void 0 && isForgiven(result) ? `, allowed by the label ${label}` : "";
  const { place } = result;
  return {
    level,
    message: messageOf(`${plainText(offence(result, units))}${allowed}`),
    ...place === void 0 ? {} : { place }
  };
}
function messageOf(text) {
  const shown = showUnseen(text);
  return shown.length <= longestMessage ? shown : `${shown.slice(0, longestMessage - 1)}…`;
}
function rollUp(annotations, noun, room) {
  const more = annotations.length - room;
  const shown = annotations.slice(0, room);
  return more <= 0 ? shown : shown.map((one, index) => index < room - 1 ? one : { ...one, message: `${one.message}; and ${count(more, noun)}` });
}

// src/action/explain-no-comment.ts
function explainRefusals(comment, faults, needs) {
  const refused2 = faults.filter((fault) => missingPermissions(fault).length > 0).map(({ message }) => markdownProse(message));
  const quotes = [...comment === void 0 ? [] : aboutComment(comment), ...new Set(refused2)].map((line) => `
> ${line}
`);
  const missing2 = [...comment?.missingPermissions ?? [], ...faults.flatMap(missingPermissions)];
  return `${quotes.join("")}${missing2.length === 0 ? "" : permissionBlock(neededPermissions(needs), missing2)}`;
}
function aboutComment({ left, problem }) {
  if (problem === void 0 && left === void 0) return [];
  const why = problem === void 0 ? "This run may not comment, since the pull request comes from a fork." : `The pull request could not be commented on: ${markdownProse(problem.message)}.`;
  if (left === void 0) return [why];
  if (left === "left") return [`${why} The report was left for the workflow that posts for such runs.`];
  return [`${why} Nor could the report be left for a workflow that posts for such runs: ${markdownProse(left.message)}`];
}
function neededPermissions({ event, store, keepsRecord: keepsRecord2 }) {
  return [
    ...store.kind === "artifact" ? ["actions: read"] : [],
    `contents: ${store.kind === "branch" && keepsRecord2 ? "write" : "read"}`,
    ...isPullRequest(event) ? ["pull-requests: write"] : []
  ];
}
function permissionBlock(needed, missing2) {
  const scopes = /* @__PURE__ */ new Map();
  for (const [scope = "", access = ""] of [...missing2, ...needed].map((line) => line.split(": ")))
    if (scopes.get(scope) !== "write") scopes.set(scope, access);
  const lacking = new Set(missing2.map((line) => line.split(": ")[0]));
  const lines = [...scopes].toSorted().map(([scope, access]) => `  ${scope}: ${access}${lacking.has(scope) ? " # is missing" : ""}`);
  return `
The job needs these permissions, beside those of its other steps:

\`\`\`yaml
permissions:
${lines.join("\n")}
\`\`\`
`;
}

// src/action/keeps-record.ts
var keeping = ["push", "merge_group", "schedule", "workflow_dispatch"];
function keepsRecord({ save }, event) {
  return save === "always" || save === "auto" && keeping.includes(event.name);
}

// src/action/open-store.ts
import { resolve as resolve2 } from "node:path";

// src/baseline/record.ts
import { gunzipSync } from "node:zlib";
var recordVersion = 1;
var recordByteLimit = 40 * 1024 * 1024;
var defaultInventoryLimit = 1024 * 1024;
var unpackedLimit = 256 * 1024 * 1024;
var documentSchema = strictObject({
  version: literal(recordVersion),
  commit: string().regex(objectIdPattern, "a full commit id was expected"),
  created: string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/, "a time such as 2026-11-21T12:00:00Z was expected"),
  images: array(
    strictObject({
      name: string().max(256).regex(/^[^\u0000-\u001f\u007f-\u009f]+$/, "a name in printable characters was expected"),
      analyses: array(unknown()),
      inventories: array(string().nullable())
    })
  )
});
async function encodeRecord(record, { inventoryLimit = defaultInventoryLimit } = {}) {
  const document = { version: recordVersion, commit: record.commit, created: record.created, images: [] };
  for (const { name, weighed } of record.images) {
    const inventories = [];
    for (const { inventory } of weighed) inventories.push(inventory === void 0 ? null : await encodeIfSmall(inventory, inventoryLimit));
    document.images.push({ name, analyses: checkAnalyses(weighed.map(({ analysis }) => analysis)), inventories });
  }
  checkDocument(document, `what would be kept of ${record.commit}`);
  const whole = render(document);
  if (whole.length <= recordByteLimit) return whole;
  const images = document.images.map((image) => ({ ...image, inventories: image.inventories.map(() => null) }));
  const least = render({ ...document, images });
  if (least.length <= recordByteLimit) return least;
  throw new ExpectedError(
    "baseline",
    `writing the record of ${record.commit}: it has ${least.length} bytes, and at most ${recordByteLimit} are read again`
  );
}
function render(document) {
  return Buffer.from(`${JSON.stringify(document)}
`);
}
async function encodeIfSmall(inventory, limit) {
  const parts = [];
  let bytes2 = 0;
  for await (const part of encodeInventory(inventory)) {
    parts.push(part);
    bytes2 += part.length;
    if (4 * Math.ceil(bytes2 / 3) > limit) return null;
  }
  return Buffer.concat(parts).toString("base64");
}
function decodeRecord(bytes2, { commit, from }) {
  if (bytes2.length > recordByteLimit) throw refused(from, `it has ${bytes2.length} bytes, and at most ${recordByteLimit} are read`);
  const document = checkDocument(parseJson(bytes2, from), from);
  if (document.commit !== commit) throw refused(from, `it is of the commit ${document.commit}, expected ${commit}`);
  let room = unpackedLimit;
  const images = document.images.map(({ name, analyses, inventories }) => {
    const checked = readAnalyses(analyses, name, from);
    const weighed = checked.map((analysis, index) => {
      const text = inventories[index];
      if (text == null) return { analysis };
      const read = readInventory(text, analysis, room, `${name} (${analysis.platform})`, from);
      room -= read.unpackedBytes;
      return { analysis, inventory: read.inventory };
    });
    return { name, weighed };
  });
  return { commit, created: document.created, images };
}
function parseJson(bytes2, from) {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes2));
  } catch (error) {
    throw refused(from, `it is not JSON (${error.message})`, error);
  }
}
function checkDocument(json, from) {
  const version = json?.version;
  if (typeof version === "number" && version !== recordVersion) {
    throw refused(from, `it was written as version ${version}, and only version ${recordVersion} is understood`);
  }
  const parsed = documentSchema.safeParse(json);
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0];
    throw refused(from, `${path.length === 0 ? "the document" : path.join(".")} is not what it should be (${message})`);
  }
  const names = /* @__PURE__ */ new Set();
  for (const { name, analyses, inventories } of parsed.data.images) {
    if (names.has(name)) throw refused(from, `the image ${name} is in it twice`);
    if (analyses.length !== inventories.length)
      throw refused(from, `the image ${name} has ${analyses.length} analyses and ${inventories.length} places for inventories`);
    names.add(name);
  }
  return parsed.data;
}
function readAnalyses(analyses, name, from) {
  try {
    return checkAnalysisFile({ version: analysisVersion, analyses }, `of ${name}`).analyses;
  } catch (error) {
    throw refused(from, error.message, error);
  }
}
function readInventory(text, { imageID, platform, layers }, room, what, from) {
  const packed = Buffer.from(text, "base64");
  if (packed.toString("base64") !== text) throw refused(from, `the inventory of ${what} is not base64`);
  let unpackedBytes;
  let inventory;
  try {
    unpackedBytes = gunzipSync(packed, { maxOutputLength: Math.max(room, 1) }).length;
    inventory = decodeInventory(packed, `of ${what}`, layers.length);
  } catch (error) {
    if (error.code === "ERR_BUFFER_TOO_LARGE")
      throw refused(from, `its inventories unpack to more than ${unpackedLimit} bytes`, error);
    throw refused(from, `reading the inventory of ${what}: ${error.message}`, error);
  }
  if (inventory.imageID !== imageID || inventory.platform !== platform)
    throw refused(
      from,
      `the inventory of ${what} is of ${inventory.imageID} (${inventory.platform}), and the analysis of ${imageID} (${platform})`
    );
  return { inventory, unpackedBytes };
}
function refused(from, found, cause) {
  return new ExpectedError("baseline", `reading ${from}: ${found}`, {
    hint: "The next run on that commit writes it anew.",
    ...cause === void 0 ? {} : { cause }
  });
}

// src/baseline/store.ts
async function reach(work) {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ExpectedError) || error.code === "baseline" || error.code === "interrupted") throw error;
    throw new ExpectedError("baseline", error.message, { cause: error, ...error.hint === void 0 ? {} : { hint: error.hint } });
  }
}
function believe(refused2, read) {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error;
    refused2.push(error.message);
    return void 0;
  }
}

// src/baseline/artifact-store.ts
var artifactListLimit = 1e3;
var trustedEvents = ["push", "merge_group", "schedule", "workflow_dispatch"];
var recordFile = "record.json";
function artifactStore(transport, { key }) {
  const artifactName = `plimsoll-${key}`;
  const name = `the artifacts ${artifactName} of this repository`;
  const refused2 = [];
  const verdicts = /* @__PURE__ */ new Map();
  const listing = rememberedList(() => transport.list(artifactName));
  const say = ({ runId, headSha }) => `the artifact ${artifactName} of run ${runId} for ${headSha.slice(0, 7)}`;
  async function faultOf(artifact) {
    const { expired, bytes: bytes2, headRepositoryId, repositoryId, runId, headSha } = artifact;
    if (expired) return "it has expired";
    if (headRepositoryId !== repositoryId) return "it was made by a run of a fork";
    if (bytes2 > recordByteLimit) return `it has ${bytes2} bytes, and at most ${recordByteLimit} are read`;
    const run = await transport.runEvent(runId);
    if (!trustedEvents.includes(run.event)) return `it was made by a run of the event ${run.event}`;
    return run.headSha === headSha ? void 0 : `its run is of ${run.headSha.slice(0, 7)}`;
  }
  function isBelieved(artifact) {
    const known = verdicts.get(artifact.id);
    if (known !== void 0) return known;
    const verdict = reach(() => faultOf(artifact)).then((fault) => {
      if (fault !== void 0) refused2.push(`${say(artifact)} is not believed: ${fault}`);
      return fault === void 0;
    });
    verdicts.set(artifact.id, verdict);
    verdict.catch(() => verdicts.delete(artifact.id));
    return verdict;
  }
  async function* artifactsOf(commit) {
    for (let at = 0; ; at++) {
      const artifact = await reach(() => listing.at(at));
      if (artifact === void 0) return;
      if (artifact.name === artifactName && artifact.headSha === commit && await isBelieved(artifact)) yield artifact;
    }
  }
  async function read(artifact) {
    try {
      return await transport.downloadFile(artifact.id, recordFile, recordByteLimit);
    } catch (error) {
      if (error.code !== "content") throw error;
      refused2.push(`${say(artifact)} is not believed: ${error.message}`);
      return void 0;
    }
  }
  return {
    name,
    refused: refused2,
    get lookedThrough() {
      return listing.isBounded() ? artifactListLimit : void 0;
    },
    first: async (commits) => {
      for (const commit of commits) for await (const _ of artifactsOf(commit)) return commit;
      return void 0;
    },
    load: async (commit) => {
      for await (const artifact of artifactsOf(commit)) {
        const bytes2 = await reach(() => read(artifact));
        const record = bytes2 && believe(refused2, () => decodeRecord(bytes2, { commit, from: say(artifact) }));
        if (record !== void 0) return record;
      }
      return void 0;
    },
    save: async (record) => {
      const bytes2 = await encodeRecord(record);
      await reach(() => transport.upload(artifactName, recordFile, bytes2));
    }
  };
}
function rememberedList(open) {
  let items;
  let known = [];
  let ended = false;
  const at = async (index) => {
    try {
      items ??= open()[Symbol.asyncIterator]();
      while (known.length <= index && !ended) {
        const next = known.length < artifactListLimit ? await items.next() : void 0;
        if (next === void 0 || next.done === true) ended = true;
        else known.push(next.value);
      }
      return known[index];
    } catch (error) {
      items = void 0;
      known = [];
      throw error;
    }
  };
  return { at, isBounded: () => ended && known.length === artifactListLimit };
}

// src/baseline/record-index.ts
var indexVersion = 1;
var maxIndexEntries = 1e3;
var bytes = int().min(0).optional();
var entrySchema = object({
  commit: string().regex(objectIdPattern),
  created: string(),
  images: array(object({ name: string(), platform: string(), total: bytes, compressed: bytes, wasted: bytes }))
});
var indexSchema = object({
  version: literal(indexVersion),
  /** The newest first: by when a commit was kept for the first time. */
  records: array(entrySchema)
});
function parseIndex(bytes2, from) {
  if (bytes2 === void 0) return { version: indexVersion, records: [] };
  const json = parseJson2(bytes2);
  const parsed = indexSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const version = json?.version;
  const found = typeof version === "number" && version !== indexVersion ? `it was written as version ${version}, and only version ${indexVersion} is understood` : "it is no index of records";
  throw new ExpectedError("baseline", `reading ${from}: ${found}`, {
    hint: "Delete it: the records stay, and the next one that is kept begins a new index."
  });
}
function parseJson2(bytes2) {
  try {
    return JSON.parse(Buffer.from(bytes2).toString());
  } catch {
    return void 0;
  }
}
function addToIndex({ records }, record) {
  const entry = entryOf(record);
  const known = records.some(({ commit }) => commit === record.commit);
  const added = known ? records.map((other) => other.commit === record.commit ? entry : other) : [entry, ...records];
  return { version: indexVersion, records: added.slice(0, maxIndexEntries) };
}
function entryOf({ commit, created, images }) {
  return {
    commit,
    created,
    images: images.flatMap(
      ({ name, weighed }) => weighed.map(({ analysis: { platform, sizes } }) => {
        const { total, compressed, wasted } = sizes;
        return { name, platform, total, compressed, wasted };
      })
    )
  };
}
function renderIndex({ version, records }) {
  const lines = records.map((entry) => `    ${JSON.stringify(entry)}`);
  return Buffer.from(`{
  "version": ${version},
  "records": ${lines.length === 0 ? "[]" : `[
${lines.join(",\n")}
  ]`}
}
`);
}

// src/baseline/branch-store.ts
function branchStore(transport, { branch, key }) {
  const name = `the branch ${branch}`;
  const indexFile = `${key}/index.json`;
  const fileOf = (commit) => `${key}/records/${commit}.json`;
  const refused2 = [];
  let indexed;
  const read = (path) => reach(() => transport.readFile(path));
  const readIndex = async () => {
    const bytes2 = await read(indexFile);
    const index = believe(refused2, () => parseIndex(bytes2, `${indexFile} of ${name}`));
    return new Set(index?.records.map(({ commit }) => commit));
  };
  return {
    name,
    refused: refused2,
    first: async (commits) => {
      indexed ??= await readIndex();
      const [wanted] = commits;
      if (wanted !== void 0 && !indexed.has(wanted) && await read(fileOf(wanted)) !== void 0) return wanted;
      return commits.find((commit) => indexed.has(commit));
    },
    load: async (commit) => {
      const from = `${fileOf(commit)} of ${name}`;
      const bytes2 = await read(fileOf(commit));
      if (bytes2 !== void 0) return believe(refused2, () => decodeRecord(bytes2, { commit, from }));
      refused2.push(`reading ${from}: there is no such file, though the index names it`);
      return void 0;
    },
    save: async (record) => {
      const bytes2 = await encodeRecord(record);
      await reach(
        () => transport.commitFiles(async (readNow) => {
          const index = parseIndex(await readNow(indexFile), `${indexFile} of ${name}`);
          return {
            files: { [fileOf(record.commit)]: bytes2, [indexFile]: renderIndex(addToIndex(index, record)) },
            message: `Keep the record of ${record.commit}`
          };
        })
      );
    }
  };
}

// src/baseline/file-store.ts
import { stat } from "node:fs/promises";
import { join as join2 } from "node:path";
function fileStore(directory) {
  const name = `the directory ${directory}`;
  const records = join2(directory, "records");
  const indexFile = join2(directory, "index.json");
  const fileOf = (commit) => join2(records, `${commit}.json`);
  const refused2 = [];
  return {
    name,
    refused: refused2,
    first: async (commits) => {
      for (const commit of commits) if (/^[0-9a-f]+$/.test(commit) && await sizeOf(fileOf(commit)) !== void 0) return commit;
      return void 0;
    },
    load: async (commit) => {
      const file = fileOf(commit);
      const size = await sizeOf(file);
      if (size !== void 0 && size > recordByteLimit) {
        refused2.push(`reading the file ${file}: it has ${size} bytes, and at most ${recordByteLimit} are read`);
        return void 0;
      }
      const bytes2 = await readIfThere(file);
      if (bytes2 === void 0) return void 0;
      return believe(refused2, () => decodeRecord(bytes2, { commit, from: `the file ${file}` }));
    },
    save: async (record) => {
      const bytes2 = await encodeRecord(record);
      const index = parseIndex(await readIfThere(indexFile), `the file ${indexFile}`);
      await reach(async () => {
        await makeDirectory(records);
        await writeFileAtomically(fileOf(record.commit), bytes2);
        await writeFileAtomically(indexFile, renderIndex(addToIndex(index, record)));
      });
    }
  };
}
async function sizeOf(file) {
  try {
    return (await stat(file)).size;
  } catch (error) {
    const { code, message } = error;
    if (code === "ENOENT") return void 0;
    throw new ExpectedError("baseline", `reading the file ${file}: ${message}`, { cause: error });
  }
}
async function readIfThere(file) {
  try {
    return await readBounded(file, recordByteLimit);
  } catch (fault) {
    if (!(fault instanceof FileFault)) throw fault;
    if (fault.reason === "missing") return void 0;
    throw new ExpectedError("baseline", `reading the file ${file}: ${fault.message}`, { cause: fault });
  }
}

// src/action/open-store.ts
function chooseStore({ store }, budget, directory) {
  if (store !== void 0) return { choice: store, directory };
  return budget?.store === void 0 ? { choice: { kind: "artifact" }, directory } : { choice: budget.store, directory: budget.folder };
}
async function openStore({ choice, directory }, { key, github, retentionDays }) {
  if (choice.kind === "file") return fileStore(resolve2(directory, choice.directory));
  const client = await github();
  if (choice.kind === "branch") {
    const { dataBranch } = await import("./chunks/data-branch-HXVF2IMC.js");
    const data = dataBranch(client, choice.branch, { maxFileBytes: recordByteLimit });
    return branchStore(data, { branch: choice.branch, key });
  }
  const artifacts = await import("./chunks/artifacts-AQDCNYBS.js");
  return artifactStore(
    {
      list: (name) => artifacts.listArtifacts(client, name),
      runEvent: (runId) => artifacts.runOf(client, runId),
      downloadFile: (id, file, maxBytes) => artifacts.downloadFile(client, id, file, maxBytes),
      upload: async (name, file, bytes2) => {
        const { uploadArtifact } = await import("./chunks/upload-PPAH3BZR.js");
        await uploadArtifact(name, file, bytes2, retentionDays === void 0 ? {} : { retentionDays });
      }
    },
    { key }
  );
}

// src/action/keep-record.ts
async function keepRecord(runner, { inputs, event, measured, checked, faults, directory }, hub) {
  if (!keepsRecord(inputs, event)) return false;
  if ("why" in measured) {
    runner.annotate("warning", `No record was kept: ${measured.why}`);
    return false;
  }
  const { commit } = measured;
  const placed = chooseStore(inputs, checked.budget, directory);
  const record = {
    commit,
    created: `${(/* @__PURE__ */ new Date()).toISOString().slice(0, 19)}Z`,
    images: imagesOf(checked)
  };
  try {
    if (placed.choice.kind === "artifact" && commit !== runner.sha)
      throw new ExpectedError("baseline", `this run is of ${runner.sha}, and an artifact counts for the commit of its run`, {
        hint: "Use store: branch where the images are built from another commit than the workflow runs for."
      });
    const { commentKey: key, retentionDays } = inputs;
    const store = await openStore(placed, { key, github: hub.client, retentionDays });
    await store.save(record);
    runner.log(`kept the record of ${commit.slice(0, 7)} in ${store.name}`);
    return true;
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error;
    faults.push(error);
    runner.annotate("warning", `The record of ${commit.slice(0, 7)} was not kept: ${withHint(error)}`);
    return false;
  }
}
function imagesOf({ images }) {
  const names = [...new Set(images.map(({ name }) => name))];
  return names.map((name) => ({ name, weighed: images.filter((image) => image.name === name).map(({ weighed }) => weighed) }));
}

// src/action/outputs.ts
var sumOfImages = "Where there are several images they are added up, each by its largest platform.";
var outcome = "`pass`, `warn` or `fail`; `error` where nothing could be judged.";
var actionOutputs = {
  outcome,
  total: `The total of the images, in bytes. ${sumOfImages}`,
  change: "By how many bytes `total` changed since the baseline, negative where it shrank. Empty where an image or platform has no baseline.",
  "change-percent": "The same in percent of the baseline, rounded to 0.01: `5.13`, `-0.4`.",
  wasted: `The wasted bytes of the images. ${sumOfImages}`,
  "over-by": "By how much the limit that is passed by most is passed, in proportion: bytes, a number of layers, or a ratio for efficiency. Empty where none is.",
  "worst-image": "The image, or `group:NAME`, whose limit that is.",
  "worst-metric": "The metric of that limit, or `path`.",
  "baseline-sha": "The commit that was compared with; empty where there was none.",
  "baseline-kind": "`exact` for the record of the right commit, `ancestor` for that of an older one, `built` where it was built in this run, `saved` for a file, directory or image that was named, `none`.",
  "baseline-distance": "How many commits the baseline lies behind the right one; 0 for that very commit.",
  "comment-url": "The address of the comment; empty where there is none.",
  json: "The path of the report as JSON.",
  markdown: "The path of the report as Markdown.",
  record: "Whether a record of this commit was kept: `true` or `false`."
};
var commentActionOutputs = {
  "comment-url": actionOutputs["comment-url"],
  outcome: "The outcome that was posted: `pass`, `warn` or `fail`. Empty where nothing was posted, `error` where something went wrong."
};
function computeOutputs({ checked, decision }, { json, markdown, record, commentUrl = "" }) {
  const { images, verdict } = checked;
  const total = sumOf(images, "total", ({ analysis }) => analysis);
  const before = sumOf(images, "total", ({ baseline }) => baseline?.analysis);
  const change = total === void 0 || before === void 0 ? void 0 : total - before;
  const worst = verdict?.results.filter((result) => result.outcome !== "pass").toSorted(byOffence)[0];
  const { kind, commit = "", behind } = decision;
  return {
    outcome: checked.outcome,
    total: written(total),
    change: written(change),
    "change-percent": change === void 0 || before === void 0 ? "" : percentText(change, before),
    wasted: written(sumOf(images, "wasted", ({ analysis }) => analysis)),
    "over-by": written(worst?.overBy),
    "worst-image": worst?.image ?? "",
    "worst-metric": worst?.metric ?? "",
    "baseline-sha": commit,
    "baseline-kind": kind,
    "baseline-distance": commit === "" ? "" : String(behind ?? 0),
    "comment-url": commentUrl,
    json,
    markdown,
    record: String(record)
  };
}
function sumOf(images, metric, side) {
  const largest = /* @__PURE__ */ new Map();
  for (const image of images) {
    const analysis = side(image);
    const figure = analysis === void 0 ? void 0 : measure(analysis)[metric];
    if (figure === void 0) return void 0;
    largest.set(image.name, Math.max(largest.get(image.name) ?? 0, figure));
  }
  return [...largest.values()].reduce((sum, figure) => sum + figure, 0);
}
function written(figure) {
  return figure === void 0 ? "" : String(figure);
}
function percentText(change, before) {
  if (change === 0) return "0";
  return before === 0 ? "" : String(Number((change / before * 100).toFixed(2)));
}

// src/action/deliver-results.ts
var logWidth = 120;
var fileWidth = 80;
async function deliverResults(runner, results, hub) {
  const { inputs, event, checked, remarks } = results;
  const input = reportChecked(checked, {
    top: inputs.top,
    units: inputs.units,
    remarks,
    ...isPullRequest(event) ? { headLabel: `this PR ${event.head.sha.slice(0, 7)}` } : {}
  });
  const report = buildReport(input);
  runner.log(renderReport({ input }, "text", { width: logWidth, color: false }));
  const files = await writeFiles(runner, results, input);
  const record = await keepRecord(runner, results, hub);
  const comment = isPullRequest(event) ? await comments(runner, results, event, hub, input, report) : void 0;
  if (inputs.annotations)
    for (const { level, message, place } of buildAnnotations(checked.verdict, input.units, { taken: runner.annotated }))
      runner.annotate(level, message, place && { ...place, file: fromWorkspace(runner, results.directory, place.file) });
  if (inputs.summary) await runner.summary(summarise(runner, results, report, comment));
  const outputs = computeOutputs(results, { ...files.paths, record, ...comment?.url === void 0 ? {} : { commentUrl: comment.url } });
  for (const [name, value] of Object.entries(outputs)) runner.output(name, value);
  return files;
}
function fromWorkspace({ workspace }, directory, file) {
  return relative2(workspace, resolve3(directory, file)).replaceAll(sep, "/");
}
async function writeFiles(runner, { inputs, directory }, input) {
  const folder = join3(runner.temporary, `plimsoll-${inputs.commentKey}-${runner.run.id}-${runner.run.attempt}`);
  const paths = { json: join3(folder, "report.json"), markdown: join3(folder, "report.md") };
  const wanted = [
    { format: "json", file: paths.json },
    { format: "markdown", file: paths.markdown },
    ...inputs.output.map(({ format, file }) => ({ format, file: resolve3(directory, file) }))
  ];
  let problem;
  await mkdir2(folder, { recursive: true });
  for (const { format, file } of wanted) {
    try {
      await writeFileAtomically(file, renderReport({ input }, format, { width: fileWidth, color: false }));
    } catch (error) {
      problem ??= error;
    }
  }
  return problem === void 0 ? { paths } : { paths, problem };
}
async function comments(runner, results, event, hub, input, report) {
  const { inputs, checked, decision, reviewed } = results;
  const when = inputs.commentWhen ?? reviewed.commentWhen ?? checked.budget?.commentWhen ?? defaultCommentWhen;
  const outcome2 = await commentOrLeave(runner, event, {
    github: hub.client,
    key: inputs.commentKey,
    when,
    wanted: inputs.commentWhen !== "never",
    news: hasNews(report, { loosened: reviewed.changes.length > 0 }),
    body: renderComment(report, { limit: commentLimit, runUrl: runner.run.url }),
    report: async () => {
      const { encodeForkReport } = await import("./chunks/fork-report-HTV63KVR.js");
      const { id, attempt } = runner.run;
      const { commit: baseline, behind } = decision;
      return encodeForkReport(input, { head: event.head.sha, run: { id, attempt }, baseline, behind });
    }
  });
  if (outcome2.problem !== void 0) runner.annotate("warning", withHint(outcome2.problem));
  else runner.log(`comment: ${outcome2.done}${outcome2.url === void 0 ? "" : ` ${outcome2.url}`}`);
  return outcome2;
}
function summarise(runner, { inputs, event, checked, faults, directory }, report, comment) {
  const { choice: store } = chooseStore(inputs, checked.budget, directory);
  const rest = explainRefusals(comment, faults, { event, store, keepsRecord: keepsRecord(inputs, event) });
  return `${renderComment(report, { limit: summaryLimit - Buffer.byteLength(rest), runUrl: runner.run.url, whole: "the report file" })}${rest}`;
}

// src/action/find-baseline.ts
import { existsSync } from "node:fs";
import { resolve as resolve5 } from "node:path";

// src/baseline/find-record.ts
var defaultReach = 50;
async function findRecord(store, target, history, { most = defaultReach } = {}) {
  const said = () => ({
    refused: [...store.refused],
    ...store.lookedThrough === void 0 ? {} : { lookedThrough: store.lookedThrough }
  });
  try {
    const exact = await firstWhole(store, [target]);
    if (exact !== void 0) return { kind: "exact", record: exact, ...said() };
    const { ancestors, why } = await ancestorsOf(target, history, most);
    const record = await firstWhole(store, ancestors);
    if (record !== void 0) return { kind: "ancestor", record, behind: ancestors.indexOf(record.commit) + 1, ...said() };
    return { kind: "none", asked: ancestors.length, ...why === void 0 ? {} : { why }, ...said() };
  } catch (error) {
    if (!(error instanceof ExpectedError) || error.code !== "baseline") throw error;
    return { kind: "unreachable", why: error.message, ...said() };
  }
}
async function firstWhole(store, commits) {
  let rest = commits;
  while (rest.length > 0) {
    const commit = await store.first(rest);
    if (commit === void 0) return void 0;
    const record = await store.load(commit);
    if (record !== void 0) return record;
    rest = rest.slice(rest.indexOf(commit) + 1);
  }
  return void 0;
}
async function ancestorsOf(target, history, most) {
  try {
    return { ancestors: await history.firstParents(target, most) };
  } catch (error) {
    if (!(error instanceof ExpectedError) || !["git", "github"].includes(error.code)) throw error;
    return { ancestors: [], why: error.message };
  }
}
function baselineOf(found, chosen, { strict = false } = {}) {
  const record = "record" in found ? found.record : void 0;
  const note = noteOf(found, chosen, strict) + refusedNote(found.refused);
  return {
    load: async (name) => record?.images.find((image) => image.name === name)?.weighed ?? [],
    note: (compared) => compared || record === void 0 ? note : `The record of ${short(record.commit)} has none of these images`,
    ...record === void 0 ? {} : { label: labelOf(record, chosen) },
    ...found.kind === "ancestor" ? { behind: found.behind } : {}
  };
}
function labelOf({ commit }, { ref }) {
  return ref === void 0 ? short(commit) : `${ref} ${short(commit)}`;
}
function noteOf(found, { commit, sentence }, strict) {
  const wanted = short(commit);
  const among = found.lookedThrough === void 0 ? void 0 : `among the last ${found.lookedThrough.toLocaleString("en")} records`;
  switch (found.kind) {
    case "exact":
      return `Compared with ${wanted}, ${sentence}: exact record`;
    case "ancestor": {
      const lacking = among === void 0 ? "which has no record" : `which is not ${among}`;
      const behind = `${found.behind} ${found.behind === 1 ? "commit" : "commits"} behind ${wanted}, ${sentence}, ${lacking}`;
      return `Compared with ${short(found.record.commit)}, ${behind}; growth ${strict ? "fails all the same" : "only warns"}`;
    }
    case "none": {
      const before = found.asked === 0 ? "" : `, nor of ${found.asked === 1 ? "the commit" : `the ${found.asked} commits`} before it`;
      const why = found.why === void 0 ? "" : `; the commits before it could not be told: ${found.why}`;
      const none2 = among === void 0 ? `There is no record of ${wanted} yet` : `There is no record of ${wanted} ${among}`;
      return `${none2} (${sentence})${before}${why}`;
    }
    case "unreachable":
      return `The store cannot be reached, so that it is not known whether ${wanted} has a record: ${found.why}`;
  }
}
function refusedNote(refused2) {
  if (refused2.length === 0) return "";
  const more = refused2.length === 1 ? "" : ` (and ${refused2.length - 1} more)`;
  return `; a record was passed over: ${refused2[0]}${more}`;
}
function short(commit) {
  return commit.slice(0, 7);
}

// src/action/build-baseline.ts
import { spawn as spawn2 } from "node:child_process";
import { isAbsolute as isAbsolute3, join as join4, relative as relative4, resolve as resolve4 } from "node:path";
import { createInterface } from "node:readline";

// src/action/within.ts
import { isAbsolute as isAbsolute2, relative as relative3, sep as sep2 } from "node:path";
function within(root, path) {
  const inside = relative3(root, path);
  return inside === ".." || inside.startsWith(`..${sep2}`) || isAbsolute2(inside) ? void 0 : inside.replaceAll(sep2, "/");
}

// src/action/build-baseline.ts
var lastLines = 10;
async function buildBaseline(needs, { commit }, images) {
  const { clone, temporary } = needs;
  if (clone === void 0) return { why: "the workspace is no clone of the repository; actions/checkout makes one" };
  try {
    const records = await clone.withWorktree(commit, temporary, (worktree) => weighThere(needs, clone, worktree, images));
    return {
      baseline: {
        load: async (name) => records.get(name) ?? [],
        label: commit.slice(0, 7),
        note: () => `The baseline was built from ${commit.slice(0, 7)} in this run`
      }
    };
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error;
    return { why: error.message };
  }
}
async function weighThere(needs, clone, worktree, images) {
  const { buildCommand } = needs.inputs;
  if (buildCommand !== void 0) await runCommand(buildCommand, worktree, needs);
  const records = /* @__PURE__ */ new Map();
  for (const image of images) {
    const { name, reference, directory } = image;
    if (pathsOf(image).some((path) => isRemote(path) || isAbsolute3(path) || within(clone.root, resolve4(directory, path)) === void 0))
      throw new ExpectedError(
        "baseline",
        `the image ${name} (${reference}) lies outside of the repository, where another commit's would be the same`
      );
    const weighed = await weighImage({ ...image, directory: join4(worktree, relative4(clone.root, directory)) }, needs.weighing);
    records.set(name, weighed);
  }
  return records;
}
function pathsOf({ reference, build }) {
  const named2 = reference.replace(/^[a-z-]+:/, "");
  if (build === void 0) return isAbsolute3(named2) ? [".", named2] : ["."];
  if (build.kind === "bake") return [".", ...build.files];
  return [".", build.context, ...build.file === void 0 ? [] : [build.file]];
}
function environmentOfCommand() {
  const kept = Object.entries(process.env).filter(([name]) => !/^(?:INPUT_|ACTIONS_)/.test(name));
  const files = ["GITHUB_ENV", "GITHUB_OUTPUT", "GITHUB_PATH", "GITHUB_STATE", "GITHUB_STEP_SUMMARY"];
  return { ...Object.fromEntries(kept), ...Object.fromEntries(files.map((name) => [name, "/dev/null"])) };
}
async function runCommand(command, cwd, { log, signal }) {
  const child = spawn2("bash", ["-eo", "pipefail", "-c", command], {
    cwd,
    env: environmentOfCommand(),
    signal,
    stdio: ["ignore", "pipe", "pipe"]
  });
  const last = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on("line", (line) => {
      log(line);
      last.push(line);
      if (last.length > lastLines) last.shift();
    });
  }
  const ended = await new Promise((resolve8, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal2) => resolve8({ code, signal: signal2 }));
  }).catch((cause) => {
    throw new ExpectedError("baseline", `running build-command in ${cwd}: ${cause.message}`, { cause });
  });
  if (ended.code === 0) return;
  const [first = "", ...more] = last;
  throw new ExpectedError("baseline", [`build-command ended with ${ended.code ?? ended.signal}: ${first}`, ...more]);
}

// src/action/find-baseline.ts
async function decideBaseline(needs, budget, images) {
  const own = await tryChoose(needs, void 0);
  return { ...await decide(needs, own, budget, images), own };
}
async function decide(needs, own, budget, images) {
  const { inputs, directory } = needs;
  const asked = inputs.baseline;
  if (asked !== void 0 && isSaved(asked)) return await savedAt(asked, asked, budget, { directory, images, weighing: needs.weighing });
  const onMissing = inputs.onMissing ?? budget?.onMissing ?? "skip";
  const choice = asked === void 0 ? own : await tryChoose(needs, asked);
  const ifNone = onMissing === "fail" && keepsRecord(inputs, needs.event) ? "skip" : onMissing;
  if (choice.kind === "none") return missing(ifNone, choice, `There is no baseline: ${choice.why}`);
  const store = chooseStore(inputs, budget, directory);
  const found = await lookUp(needs, store, choice);
  const baseline = baselineOf(found, choice, { strict: budget?.strictBaseline ?? false });
  if (found.kind === "exact") return { choice, kind: "exact", commit: choice.commit, baseline };
  if (found.kind === "ancestor" && onMissing !== "build")
    return { choice, kind: "ancestor", commit: found.record.commit, behind: found.behind, baseline };
  if (store.choice.kind === "file") {
    const kept = resolve5(store.directory, store.choice.directory);
    const records = await Promise.all(images.map(({ name }) => loadBaseline(kept, name)));
    if (records.some((record) => record !== void 0)) {
      return { choice, ...await savedAt(kept, store.choice.directory, budget, { directory, images, weighing: needs.weighing }) };
    }
  }
  const why = baseline.note(found.kind === "ancestor") ?? "There is no baseline";
  if (onMissing !== "build") return missing(found.kind === "none" ? ifNone : onMissing, choice, why);
  const built = liesElsewhere(images) ?? await buildBaseline(needs, choice, images);
  if ("baseline" in built) return { choice, kind: "built", commit: choice.commit, baseline: built.baseline };
  const note = `${why}, and it could not be built: ${built.why}`;
  if (found.kind === "ancestor") {
    const behind = { ...baseline, note: () => note };
    return { choice, kind: "ancestor", commit: found.record.commit, behind: found.behind, baseline: behind };
  }
  return missing("skip", choice, note);
}
function missing(onMissing, choice, why) {
  if (onMissing === "fail") {
    throw new ExpectedError("baseline", `looking for the baseline: ${why}`, {
      hint: "Run the workflow on the base branch so that it keeps a record, or set on-missing to skip or build."
    });
  }
  return { choice, kind: "none", baseline: { load: async () => [], note: () => why } };
}
function isSaved(asked) {
  return /^(?:\.{0,2}\/|[a-z][a-z-]*:)/.test(asked);
}
async function savedAt(path, label, budget, where) {
  const saved = await findSavedBaseline(path, budget, where);
  if (saved === void 0) return { kind: "saved" };
  return { kind: "saved", baseline: { ...saved, label, note: (compared) => saved.note(compared) ?? `Compared with what ${label} holds` } };
}
function liesElsewhere(images) {
  const found = images.find(
    ({ reference, directory, build }) => build === void 0 && !isPathReference(reference, (path) => existsSync(resolve5(directory, path)))
  );
  if (found === void 0) return void 0;
  return {
    why: `${found.name} (${found.reference}) lies in an engine or a registry, where another commit's image cannot be told from this one's; an archive in the workspace can be, and so can an image that the budget builds`
  };
}
async function tryChoose(needs, asked) {
  const { event, history, sha, clone, inputs, measured } = needs;
  if (measured !== void 0 && "why" in measured) return { kind: "none", why: measured.why };
  try {
    const commit = asked === void 0 || asked === "last-release" ? asked : await resolveAsked(needs, asked);
    const checkedOut = await clone?.head();
    return await chooseCommit(event, {
      history,
      sha,
      prereleases: inputs.prereleases,
      ...checkedOut === void 0 ? {} : { checkedOut },
      ...measured === void 0 ? {} : { measured: measured.commit },
      ...commit === void 0 ? {} : { asked: commit }
    });
  } catch (error) {
    if (!(error instanceof ExpectedError) || !["github", "git"].includes(error.code)) throw error;
    return { kind: "none", why: `which commit to compare with could not be told: ${error.message}` };
  }
}
async function resolveAsked({ resolveCommit, directory }, asked) {
  const commit = await resolveCommit(asked);
  if (commit !== void 0) return commit;
  throw new ExpectedError(
    "option",
    `looking for the baseline ${asked}: it is no commit, branch or tag of the repository, nor last-release`,
    {
      hint: existsSync(resolve5(directory, asked)) ? `A path begins with a dot or a slash: ./${asked}` : "Name a commit by its full id, a path as ./kept, or an image with its transport, such as oci:out."
    }
  );
}
async function lookUp(needs, store, choice) {
  try {
    const opened = await needs.openStore(store);
    const found = await findRecord(opened, choice.commit, needs.history);
    for (const refused2 of opened.refused) needs.log(refused2);
    return found;
  } catch (error) {
    if (!(error instanceof ExpectedError) || !["github", "git", "baseline"].includes(error.code)) throw error;
    return { kind: "unreachable", why: error.message, refused: [] };
  }
}

// src/action/history.ts
var import_semver2 = __toESM(require_semver2(), 1);
function combineHistories(clone, github) {
  const commit = async (sha) => await clone?.commit(sha) ?? await github?.commit(sha);
  return {
    commit,
    firstParents: async (from, most) => {
      const local = await clone?.firstParents(from, most);
      const known = local?.commits ?? [];
      if (github === void 0 || known.length >= most || local !== void 0 && !local.truncated) return known;
      const rest = await github.firstParents(known.at(-1) ?? from, most - known.length);
      return [...known, ...rest];
    },
    mergeBase: async (base, head) => await clone?.mergeBase(base, head) ?? await github?.mergeBase(base, head),
    tags: async (from) => await clone?.tags(from) ?? (github === void 0 ? [] : await reachableReleases(github, from))
  };
}
var maxAskedTags = 100;
async function reachableReleases(github, from) {
  const tags = (await github.tags()).flatMap((tag) => {
    const version = import_semver2.default.parse(tag.name);
    return version === null ? [] : [{ ...tag, version }];
  });
  const found = [];
  let asked = 0;
  for (const { name, commit, version } of tags.toSorted((a, b) => import_semver2.default.rcompare(a.version, b.version))) {
    if (commit === from) continue;
    if (asked++ === maxAskedTags) {
      throw new ExpectedError(
        "github",
        `looking for the last release: of the ${maxAskedTags} highest version tags no release is an ancestor of ${from.slice(0, 7)}, and GitHub was asked about no more`,
        { hint: "Let actions/checkout fetch the whole history with `fetch-depth: 0`: no request is needed then." }
      );
    }
    if (!await github.isAncestor(commit, from)) continue;
    found.push({ name, commit });
    if (version.prerelease.length === 0) break;
  }
  return found;
}

// src/action/noting-faults.ts
function notingFaults(store, faults) {
  const note = async (work) => {
    try {
      return await work;
    } catch (error) {
      if (error instanceof ExpectedError) faults.push(error);
      throw error;
    }
  };
  return {
    name: store.name,
    first: (commits) => note(store.first(commits)),
    load: (commit) => note(store.load(commit)),
    save: (record) => note(store.save(record)),
    get refused() {
      return store.refused;
    },
    get lookedThrough() {
      return store.lookedThrough;
    }
  };
}

// src/action/open-cache.ts
function openCache(runner) {
  const chosen = runner.env[cacheVariable];
  const folder = chosen === void 0 || chosen === "" ? void 0 : findCacheFolder({ [cacheVariable]: chosen }, runner.workspace);
  return folder === void 0 ? {} : { cache: new ScanCache(folder, { onFault: (sentence) => runner.log(sentence) }) };
}

// src/action/review-budget.ts
import { dirname, join as join5, resolve as resolve6 } from "node:path";
async function reviewBudget(budget, review2) {
  const { root, directory, commit, head, readFileAt } = review2;
  const path = within(root, resolve6(directory, budget.file));
  if (path === void 0) return { changes: [] };
  try {
    const before = await findBudgetAt(path, review2);
    const after = head === void 0 ? budget : parseAt(path, await readFileAt(path, head));
    if (before === void 0 && after !== void 0)
      return { changes: [`This pull request brings its own budget: there was none at ${commit.slice(0, 7)}`] };
    const { commentWhen } = before ?? {};
    const changes = before === void 0 || after === void 0 ? ["This pull request removes or moves the budget file"] : findRaisedLimits(before, after).map(({ sentence }) => `This pull request loosens its own budget: ${sentence}`);
    return { changes, ...commentWhen === void 0 ? {} : { commentWhen } };
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error;
    return { changes: [], unknown: error.message.split("\n", 1)[0] ?? "" };
  }
}
async function findBudgetAt(path, { root, directory, commit, readFileAt }) {
  for (const candidate of [path, ...placesAbove(root, directory)]) {
    const found = parseAt(candidate, await readFileAt(candidate, commit));
    if (found !== void 0) return found;
  }
  return void 0;
}
function placesAbove(root, directory) {
  const places = [];
  for (let folder = resolve6(directory); within(root, folder) !== void 0; folder = dirname(folder)) {
    places.push(...budgetFiles.map((file) => within(root, join5(folder, file)) ?? file));
    if (dirname(folder) === folder) break;
  }
  return places;
}
function parseAt(path, bytes2) {
  return bytes2 === void 0 ? void 0 : parseBudget(bytes2.toString("utf8"), { file: path, folder: budgetFolder(path) });
}

// src/action/run-action.ts
async function runAction(runner) {
  let known = {};
  try {
    const { inputs, unknown: unknown2 } = readInputs(runner);
    known = { inputs };
    reportUnknown(runner, unknown2);
    if (inputs.token !== void 0) runner.secret(inputs.token);
    const event = readRunEvent(runner.event.name, runner.event.payload);
    const hub = openHub(runner, inputs.token);
    known = { inputs, event, hub };
    const results = await checkAll(runner, inputs, event, hub);
    const { problem } = await deliverResults(runner, results, hub);
    if (problem === void 0) return exitCodeOf(results);
    runner.annotate("error", explainFailure(problem));
    return exitCodeOf(results) || couldNotCheckExitCode;
  } catch (error) {
    if (runner.signal.aborted) {
      runner.log("plimsoll: cancelled");
      return interruptedExitCode;
    }
    return await tellFailure(runner, error, known);
  }
}
async function checkAll(runner, inputs, event, hub) {
  const directory = resolve7(runner.workspace, inputs.workingDirectory ?? ".");
  const clone = await openRepository(directory);
  const commits = await hub.commits();
  const history = combineHistories(clone, commits);
  const resolveCommit = async (name) => await clone?.resolve(name) ?? await commits?.resolve(name);
  const measured = inputs.commit === void 0 ? void 0 : await resolveMeasured(inputs.commit, resolveCommit);
  const checkedOut = await clone?.head();
  let decision = { kind: "none" };
  const faults = [];
  const weighing = {
    verify: inputs.verify,
    signal: runner.signal,
    temporaryDirectory: runner.temporary,
    // A baseline that is an image may have layers in common with what is checked.
    known: /* @__PURE__ */ new Map(),
    onStep: (line, level) => level === "note" ? runner.log(line) : runner.debug(line),
    runBuild: (title, build) => runner.group(title, () => build({ onLine: (line) => runner.log(line) })),
    engineRead: inputs.engineRead,
    insecure: inputs.insecure,
    ...openCache(runner),
    ...inputs.tag === void 0 ? {} : { tag: inputs.tag },
    ...inputs.maxUncompressed === void 0 ? {} : { maxUncompressedBytes: inputs.maxUncompressed }
  };
  const checked = await check({
    directory,
    references: [],
    images: inputs.images,
    today: (/* @__PURE__ */ new Date()).toISOString().slice(0, 10),
    // A record of sizes alone would leave later comparisons with little to say.
    whole: keepsRecord(inputs, event),
    weighing,
    onImage: ({ name, reference }) => runner.log(`weighing ${name} (${reference})`),
    findBaseline: async (budget, images) => {
      decision = await decideBaseline(
        {
          inputs,
          event,
          sha: runner.sha,
          directory,
          temporary: runner.temporary,
          clone,
          history,
          weighing,
          resolveCommit,
          ...measured === void 0 ? {} : { measured },
          openStore: async (store) => {
            const { commentKey: key, retentionDays } = inputs;
            return notingFaults(await openStore(store, { key, github: hub.client, retentionDays }), faults);
          },
          log: (text) => runner.log(text),
          signal: runner.signal
        },
        budget,
        images
      );
      return decision.baseline;
    },
    ...inputs.config === void 0 ? {} : { configFile: resolve7(directory, inputs.config) },
    ...inputs.platforms === void 0 ? {} : { platforms: inputs.platforms }
  });
  const allowed = await allow(checked, inputs, event, hub);
  const reviewed = await review(checked, event, decision, {
    root: clone?.root ?? runner.workspace,
    directory,
    readFileAt: async (path, commit) => await clone?.readFile(commit, path) ?? await commits?.fileAt(path, commit)
  });
  return {
    inputs,
    event,
    directory,
    measured: measured ?? { commit: measuredCommit(event, { sha: runner.sha, ...checkedOut && { checkedOut } }) },
    decision,
    faults,
    remarks: [
      ...allowed.remarks,
      ...reviewed.changes,
      ...reviewed.unknown === void 0 ? [] : [`Whether this pull request raises its own limits could not be told: ${reviewed.unknown}`]
    ],
    reviewed,
    checked: allowed.checked
  };
}
async function resolveMeasured(commit, resolveCommit) {
  if (isObjectId(commit)) return { commit };
  let found;
  try {
    found = await resolveCommit(commit);
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error;
    return { why: `which commit ${commit} is could not be told: ${error.message}` };
  }
  if (found !== void 0) return { commit: found };
  throw new ExpectedError("option", `the input commit is ${commit}, which is no commit, branch or tag of the repository`, {
    hint: "Give the full id of the commit that the images were built from."
  });
}
async function allow(checked, { failOn }, event, hub) {
  if (checked.verdict === void 0) return { checked, remarks: [] };
  const number = pullRequestOf(event);
  const facts = number === void 0 ? void 0 : await hub.labelFacts(number);
  const { verdict, remarks } = await allowGrowth(checked.verdict, checked.budget?.override, facts, { warnings: failOn === "warn" });
  return { checked: { ...checked, verdict, outcome: verdict.outcome }, remarks };
}
async function review({ budget }, event, { own }, where) {
  if (!isPullRequest(event) || budget === void 0) return { changes: [] };
  if (own === void 0 || own.kind === "none") return { changes: [], unknown: own?.why ?? "no commit was chosen to compare with" };
  const head = event.name === "pull_request_target" ? { head: event.head.sha } : {};
  return await reviewBudget(budget, { ...where, commit: own.commit, ...head });
}
function exitCodeOf({ inputs, checked }) {
  const { outcome: outcome2, verdict } = checked;
  if (inputs.failOn === "never" || outcome2 === "pass") return 0;
  if (outcome2 === "fail") return 1;
  return inputs.failOn === "warn" && verdict?.overridden === void 0 ? 1 : 0;
}

// src/action.ts
await startAction(runAction);
