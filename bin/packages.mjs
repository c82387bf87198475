// Sees to it that what package-lock.json names is installed.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { npm, PlainError, patience } from "./npm.mjs";

/**
 * Installs when a package is missing or of another version. Comparing the two
 * lock files takes 5 ms and, unlike file times, is right after a git pull, a
 * copied folder or an install that was cut off.
 */
export function bringPackages(root, { withDevelopment }) {
  const wanted = readLock(join(root, "package-lock.json"));
  const present = readLock(join(root, "node_modules", ".package-lock.json"));
  if (!wanted) throw new PlainError(`package-lock.json is missing or damaged in ${root}; fetch the checkout anew.`);
  const missing = present ? missingFrom(present, wanted, withDevelopment) : ["all packages"];
  if (missing.length === 0) return;

  const started = Date.now();
  console.error(
    present ? `Installing what is new: ${naming(missing)} ...` : "Installing the packages (once, about a minute) ...",
  );
  const flags = ["--no-audit", "--no-fund", "--loglevel=error", ...patience];
  // A running system needs no test tools; but never take them away from somebody who develops.
  const develops = Object.values(present ?? {}).some((entry) => entry.dev);
  if (!withDevelopment && !develops) flags.push("--omit=dev");
  // `ci` empties the folder first, which an incomplete one does not need.
  const failed = npm([...(present ? ["install", "--no-save"] : ["ci"]), ...flags], { cwd: root });
  if (failed !== 0) {
    throw new PlainError(
      [
        "The packages could not be installed; npm's message is above.",
        "  - Offline? Packages come from npm's registry. Connect once, or copy node_modules/ from a machine of the same kind.",
        "  - Behind a proxy or with a mirror of your own? `npm config set proxy ...` or `npm config set registry ...`.",
        `  - No right to write in ${root}? Install as the owner of that folder; starting then works for anyone.`,
      ].join("\n"),
    );
  }
  console.error(`Installed in ${((Date.now() - started) / 1000).toFixed(0)} s.`);
}

function readLock(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8")).packages;
  } catch {
    return undefined;
  }
}

function missingFrom(present, wanted, withDevelopment) {
  const needed = (entry) => !entry.optional && !entry.devOptional && !entry.link && (withDevelopment || !entry.dev);
  return Object.keys(wanted).filter(
    (path) => path !== "" && needed(wanted[path]) && present[path]?.version !== wanted[path].version,
  );
}

function naming(paths) {
  const names = paths.map((path) => path.replace(/^.*node_modules\//, ""));
  return names.length <= 4 ? names.join(", ") : `${names.slice(0, 3).join(", ")} and ${names.length - 3} more`;
}
