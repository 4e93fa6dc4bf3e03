import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  ExpectedError
} from "./chunk-ZWRDINFH.js";
import "./chunk-QWRNOYTG.js";

// src/action/upload.ts
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
async function uploadArtifact(name, file, bytes, { retentionDays } = {}) {
  requireService(name);
  const { ArtifactNotFoundError, DefaultArtifactClient } = await import("./artifact-WSNQRBKB.js");
  const client = new DefaultArtifactClient();
  const folder = await mkdtemp(join(process.env.RUNNER_TEMP || tmpdir(), "plimsoll-artifact-"));
  try {
    const path = join(folder, file);
    await writeFile(path, bytes);
    const upload = () => client.uploadArtifact(name, [path], folder, retentionDays === void 0 ? {} : { retentionDays });
    await upload().catch(async (error) => {
      if (!isConflict(error)) throw error;
      await client.deleteArtifact(name).catch((problem) => {
        if (!(problem instanceof ArtifactNotFoundError)) throw problem;
      });
      await upload();
    });
  } catch (cause) {
    throw new ExpectedError("baseline", `keeping the artifact ${name}: ${cause.message}`, {
      hint: "Run the job again, or keep records with store: branch, which needs no artifacts.",
      cause
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
function requireService(name) {
  const host = new URL(process.env.GITHUB_SERVER_URL || "https://github.com").hostname;
  if (host !== "github.com" && !/\.(?:ghe\.com|localhost)$/.test(host)) {
    throw new ExpectedError(
      "baseline",
      `keeping the artifact ${name}: GitHub Enterprise Server (${host}) does not take artifacts of this kind`,
      {
        hint: "Use store: branch."
      }
    );
  }
  const missing = ["ACTIONS_RUNTIME_TOKEN", "ACTIONS_RESULTS_URL"].filter((variable) => !process.env[variable]);
  if (missing.length === 0) return;
  throw new ExpectedError(
    "baseline",
    `keeping the artifact ${name}: ${missing.join(" and ")} ${missing.length === 1 ? "is" : "are"} not set`,
    {
      hint: "A runner sets them for an action that a workflow uses. Elsewhere, store: branch or file:DIR keeps records."
    }
  );
}
function isConflict(error) {
  return error instanceof Error && /\(409\)|already exists/i.test(error.message);
}
export {
  uploadArtifact
};
