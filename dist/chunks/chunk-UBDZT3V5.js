import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  requestLog,
  require_light,
  retry
} from "./chunk-A5Z4IVIS.js";
import {
  Octokit,
  legacyRestEndpointMethods,
  paginateRest
} from "./chunk-FL52XNTK.js";
import {
  ConnectionFault,
  UnexpectedAnswer,
  boundedFetch,
  explainFault,
  isRateLimit,
  itemsAt
} from "./chunk-UK3Q75BC.js";
import {
  version
} from "./chunk-CH2MRMEW.js";
import {
  ExpectedError
} from "./chunk-ZWRDINFH.js";
import {
  __toESM
} from "./chunk-QWRNOYTG.js";

// src/github/client.ts
import { setTimeout as delay } from "node:timers/promises";

// node_modules/@octokit/plugin-throttling/dist-bundle/index.js
var import_light = __toESM(require_light(), 1);
var VERSION = "0.0.0-development";
var noop = () => Promise.resolve();
function wrapRequest(state, request, options) {
  return state.retryLimiter.schedule(doRequest, state, request, options);
}
async function doRequest(state, request, options) {
  const { pathname } = new URL(options.url, "http://github.test");
  const isAuth = isAuthRequest(options.method, pathname);
  const isWrite = !isAuth && options.method !== "GET" && options.method !== "HEAD";
  const isSearch = options.method === "GET" && pathname.startsWith("/search/");
  const isGraphQL = pathname.startsWith("/graphql");
  const retryCount = ~~request.retryCount;
  const jobOptions = retryCount > 0 ? { priority: 0, weight: 0 } : {};
  if (state.clustering) {
    jobOptions.expiration = 1e3 * 60;
  }
  if (isWrite || isGraphQL) {
    await state.write.key(state.id).schedule(jobOptions, noop);
  }
  if (isWrite && state.triggersNotification(pathname)) {
    await state.notifications.key(state.id).schedule(jobOptions, noop);
  }
  if (isSearch) {
    await state.search.key(state.id).schedule(jobOptions, noop);
  }
  const req = (isAuth ? state.auth : state.global).key(state.id).schedule(jobOptions, request, options);
  if (isGraphQL) {
    const res = await req;
    if (res.data.errors != null && res.data.errors.some((error) => error.type === "RATE_LIMITED")) {
      const error = Object.assign(new Error("GraphQL Rate Limit Exceeded"), {
        response: res,
        data: res.data
      });
      throw error;
    }
  }
  return req;
}
function isAuthRequest(method, pathname) {
  return method === "PATCH" && // https://docs.github.com/en/rest/apps/apps?apiVersion=2022-11-28#create-a-scoped-access-token
  /^\/applications\/[^/]+\/token\/scoped$/.test(pathname) || method === "POST" && // https://docs.github.com/en/rest/apps/oauth-applications?apiVersion=2022-11-28#reset-a-token
  (/^\/applications\/[^/]+\/token$/.test(pathname) || // https://docs.github.com/en/rest/apps/apps?apiVersion=2022-11-28#create-an-installation-access-token-for-an-app
  /^\/app\/installations\/[^/]+\/access_tokens$/.test(pathname) || // https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps
  pathname === "/login/oauth/access_token");
}
var triggers_notification_paths_default = [
  "/orgs/{org}/invitations",
  "/orgs/{org}/invitations/{invitation_id}",
  "/orgs/{org}/teams/{team_slug}/discussions",
  "/orgs/{org}/teams/{team_slug}/discussions/{discussion_number}/comments",
  "/repos/{owner}/{repo}/collaborators/{username}",
  "/repos/{owner}/{repo}/commits/{commit_sha}/comments",
  "/repos/{owner}/{repo}/issues",
  "/repos/{owner}/{repo}/issues/{issue_number}/comments",
  "/repos/{owner}/{repo}/issues/{issue_number}/sub_issue",
  "/repos/{owner}/{repo}/issues/{issue_number}/sub_issues/priority",
  "/repos/{owner}/{repo}/pulls",
  "/repos/{owner}/{repo}/pulls/{pull_number}/comments",
  "/repos/{owner}/{repo}/pulls/{pull_number}/comments/{comment_id}/replies",
  "/repos/{owner}/{repo}/pulls/{pull_number}/merge",
  "/repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers",
  "/repos/{owner}/{repo}/pulls/{pull_number}/reviews",
  "/repos/{owner}/{repo}/releases",
  "/teams/{team_id}/discussions",
  "/teams/{team_id}/discussions/{discussion_number}/comments"
];
function routeMatcher(paths) {
  const regexes = paths.map(
    (path) => path.split("/").map((c) => c.startsWith("{") ? "(?:.+?)" : c).join("/")
  );
  const regex2 = `^(?:${regexes.map((r) => `(?:${r})`).join("|")})[^/]*$`;
  return new RegExp(regex2, "i");
}
var regex = routeMatcher(triggers_notification_paths_default);
var triggersNotification = regex.test.bind(regex);
var groups = {};
var createGroups = function(Bottleneck, common) {
  groups.global = new Bottleneck.Group({
    id: "octokit-global",
    maxConcurrent: 10,
    ...common
  });
  groups.auth = new Bottleneck.Group({
    id: "octokit-auth",
    maxConcurrent: 1,
    ...common
  });
  groups.search = new Bottleneck.Group({
    id: "octokit-search",
    maxConcurrent: 1,
    minTime: 2e3,
    ...common
  });
  groups.write = new Bottleneck.Group({
    id: "octokit-write",
    maxConcurrent: 1,
    minTime: 1e3,
    ...common
  });
  groups.notifications = new Bottleneck.Group({
    id: "octokit-notifications",
    maxConcurrent: 1,
    minTime: 3e3,
    ...common
  });
};
function throttling(octokit, octokitOptions) {
  const {
    enabled = true,
    Bottleneck = import_light.default,
    id = "no-id",
    timeout = 1e3 * 60 * 2,
    // Redis TTL: 2 minutes
    connection
  } = octokitOptions.throttle || {};
  if (!enabled) {
    return {};
  }
  const common = { timeout };
  if (typeof connection !== "undefined") {
    common.connection = connection;
  }
  const state = Object.assign(
    {
      clustering: connection != null,
      triggersNotification,
      fallbackSecondaryRateRetryAfter: 60,
      retryAfterBaseValue: 1e3,
      id
    },
    octokitOptions.throttle
  );
  if (typeof state.onSecondaryRateLimit !== "function" || typeof state.onRateLimit !== "function") {
    throw new Error(`octokit/plugin-throttling error:
        You must pass the onSecondaryRateLimit and onRateLimit error handlers.
        See https://octokit.github.io/rest.js/#throttling

        const octokit = new Octokit({
          throttle: {
            onSecondaryRateLimit: (retryAfter, options) => {/* ... */},
            onRateLimit: (retryAfter, options) => {/* ... */}
          }
        })
    `);
  }
  let initialized = false;
  const initializeBottleneck = () => {
    if (initialized) {
      return;
    }
    initialized = true;
    if (groups.global == null) {
      createGroups(Bottleneck, common);
    }
    state.global = state.global ?? groups.global;
    state.auth = state.auth ?? groups.auth;
    state.search = state.search ?? groups.search;
    state.write = state.write ?? groups.write;
    state.notifications = state.notifications ?? groups.notifications;
    state.retryLimiter = state.retryLimiter ?? new Bottleneck();
    const events = {};
    const emitter = new Bottleneck.Events(events);
    events.on("secondary-limit", state.onSecondaryRateLimit);
    events.on("rate-limit", state.onRateLimit);
    events.on(
      "error",
      (e) => octokit.log.warn("Error in throttling-plugin limit handler", e)
    );
    state.retryLimiter.on("failed", async function(error, info) {
      const [state2, request, options] = info.args;
      const { pathname } = new URL(options.url, "http://github.test");
      const shouldRetryGraphQL = pathname.startsWith("/graphql") && error.status !== 401;
      if (!(shouldRetryGraphQL || error.status === 403 || error.status === 429)) {
        return;
      }
      const retryCount = ~~request.retryCount;
      request.retryCount = retryCount;
      options.request.retryCount = retryCount;
      const { wantRetry, retryAfter = 0 } = await (async function() {
        if (/\bsecondary rate\b/i.test(error.message)) {
          const retryAfter2 = Number(error.response.headers["retry-after"]) || state2.fallbackSecondaryRateRetryAfter;
          const wantRetry2 = await emitter.trigger(
            "secondary-limit",
            retryAfter2,
            options,
            octokit,
            retryCount
          );
          return { wantRetry: wantRetry2, retryAfter: retryAfter2 };
        }
        if (error.response.headers != null && error.response.headers["x-ratelimit-remaining"] === "0" || (error.response.data?.errors ?? []).some(
          (error2) => error2.type === "RATE_LIMITED"
        )) {
          const rateLimitReset = new Date(
            ~~error.response.headers["x-ratelimit-reset"] * 1e3
          ).getTime();
          const retryAfter2 = Math.max(
            // Add one second so we retry _after_ the reset time
            // https://docs.github.com/en/rest/overview/resources-in-the-rest-api?apiVersion=2022-11-28#exceeding-the-rate-limit
            Math.ceil((rateLimitReset - Date.now()) / 1e3) + 1,
            0
          );
          const wantRetry2 = await emitter.trigger(
            "rate-limit",
            retryAfter2,
            options,
            octokit,
            retryCount
          );
          return { wantRetry: wantRetry2, retryAfter: retryAfter2 };
        }
        return {};
      })();
      if (wantRetry) {
        request.retryCount++;
        return retryAfter * state2.retryAfterBaseValue;
      }
    });
  };
  octokit.hook.wrap("request", (request, options) => {
    initializeBottleneck();
    return wrapRequest(state, request, options);
  });
  return {};
}
throttling.VERSION = VERSION;
throttling.triggersNotification = triggersNotification;

// node_modules/@octokit/rest/dist-src/version.js
var VERSION2 = "22.0.1";

// node_modules/@octokit/rest/dist-src/index.js
var Octokit2 = Octokit.plugin(requestLog, legacyRestEndpointMethods, paginateRest).defaults(
  {
    userAgent: `octokit-rest.js/${VERSION2}`
  }
);

// src/github/patience.ts
var mostTries = 3;
var mostWaitingSeconds = 60;
var writesAtOnce = 10;
function patience(second, log) {
  const mayWait = (seconds, options) => {
    const { request: spent, method, url } = options;
    if (spent.tries >= mostTries || spent.waitedSeconds + seconds > mostWaitingSeconds) return false;
    spent.waitedSeconds += seconds;
    log(`GitHub asks to wait ${seconds} s before ${method} ${url}`);
    return true;
  };
  const writes = paced(second);
  return {
    // 408 to 429 and their like are answers too: only what GitHub or the network broke is sent again.
    retry: { retryAfterBaseValue: second, doNotRetry: Array.from({ length: 100 }, (_, index) => 400 + index) },
    throttle: {
      retryAfterBaseValue: second,
      onRateLimit: mayWait,
      onSecondaryRateLimit: mayWait,
      // In place of the plugin's groups, which let every write wait a second and every comment three, and are shared by all clients.
      write: writes,
      notifications: writes
    }
  };
}
function paced(apart) {
  let next = 0;
  const schedule = async (_options, call) => {
    const now = Date.now();
    next = Math.max(next, now - writesAtOnce * apart) + apart;
    if (next > now) await new Promise((resolve) => setTimeout(resolve, next - now));
    return await call();
  };
  return { key: () => ({ schedule }) };
}
function boundTries(octokit) {
  octokit.hook.wrap("request", async (request, options) => {
    const spent = options.request;
    spent.tries++;
    delete spent.retries;
    try {
      return await request(options);
    } catch (error) {
      spent.retries = spent.tries < mostTries ? mostTries : 0;
      if (isRateLimit(error)) nameLimit(error);
      throw error;
    }
  });
}
var shortPart = 1 / 6;
function beginCount(octokit, line) {
  octokit.hook.wrap("request", async (request, options) => {
    const wasDown = line.isDown;
    options.request = { ...options.request, tries: wasDown ? mostTries - 1 : 0, waitedSeconds: 0 };
    try {
      const answer = await request(options);
      line.isDown = false;
      return answer;
    } catch (error) {
      const fault = [error, error.cause].find((each) => each instanceof ConnectionFault);
      line.isDown = fault !== void 0;
      if (fault === void 0 || !wasDown) throw error;
      throw new ConnectionFault(`${fault.message}; it was tried only once, because an earlier request failed so`, { cause: error });
    }
  });
}
function nameLimit(error) {
  const { headers } = error.response;
  if (headers["x-ratelimit-remaining"] === "0" && headers["retry-after"] === void 0) return;
  if (!/\bsecondary rate\b/i.test(error.message)) error.message += " (a secondary rate limit)";
}

// src/github/client.ts
var maxAnswerBytes = 64 * 1048576;
var PatientOctokit = Octokit2.plugin(boundTries, retry, throttling);
function openGitHub(options) {
  const { token, repository, fetch = globalThis.fetch, log, signal, times = { second: 1e3, timeout: 3e4 } } = options;
  const apiUrl = options.apiUrl.replace(/\/+$/, "");
  const line = { isDown: false };
  const bounded = (maxBytes, timeoutMs = () => times.timeout) => boundedFetch(fetch, { timeoutMs, maxBytes, ...signal === void 0 ? {} : { signal } });
  const octokit = new PatientOctokit({
    auth: token,
    baseUrl: apiUrl,
    userAgent: `plimsoll/${version}`,
    request: { fetch: bounded(maxAnswerBytes, () => line.isDown ? Math.round(times.timeout * shortPart) : times.timeout) },
    // What Octokit gives to `debug` is the whole request.
    log: { debug: () => {
    }, info: log, warn: log, error: log },
    ...patience(times.second, log)
  });
  beginCount(octokit, line);
  const here = { owner: repository.owner, repo: repository.name };
  async function explained(task, work) {
    try {
      return await unlessAborted(task, signal, work);
    } catch (error) {
      throw explainFault(error, task);
    }
  }
  const ask = (task, call, read) => explained(task, async () => read(await call(octokit, here)));
  return {
    repository,
    fullName: `${repository.owner}/${repository.name}`,
    ask,
    async *list(task, call, read, field = "") {
      const readPage = ({ data, headers }) => ({ items: itemsAt(data, field).map(read), next: nextPage(headers, apiUrl) });
      let page = await ask(task, call, readPage);
      for (; ; ) {
        yield* page.items;
        const { next } = page;
        if (next === void 0) return;
        page = await ask(task, () => octokit.request({ method: "GET", url: next }), readPage);
      }
    },
    fetchElsewhere: (task, url, maxBytes) => explained(task, async () => {
      const response = await bounded(maxBytes)(url);
      log(`GET ${new URL(url).host} - ${response.status}`);
      if (!response.ok) throw new ConnectionFault(`${new URL(url).host}, where it lies, answered ${response.status}`);
      return Buffer.from(await response.arrayBuffer());
    }),
    pause: (task, seconds) => explained(task, () => delay(seconds * times.second))
  };
}
async function collect(items) {
  const collected = [];
  for await (const item of items) collected.push(item);
  return collected;
}
function nextPage({ link }, apiUrl) {
  const next = /<([^<>]+)>;\s*rel="next"/.exec(String(link ?? ""))?.[1];
  if (next !== void 0 && !next.startsWith(`${apiUrl}/`)) throw new UnexpectedAnswer("the link to the next page leads to another server");
  return next;
}
async function unlessAborted(task, signal, work) {
  if (signal === void 0) return await work();
  const interrupted = () => new ExpectedError("interrupted", `interrupted while ${task.doing} ${task.what}`);
  if (signal.aborted) throw interrupted();
  let abort = () => {
  };
  const aborted = new Promise((_resolve, reject) => {
    abort = () => reject(interrupted());
    signal.addEventListener("abort", abort, { once: true });
  });
  try {
    return await Promise.race([work(), aborted]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

export {
  mostTries,
  openGitHub,
  collect
};
