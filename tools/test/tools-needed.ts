import { spawnSync } from "node:child_process";
import { existsSync, globSync } from "node:fs";
import { delimiter, join } from "node:path";
import { run } from "./stage.ts";

/** Programs of others that judge our output: what to look for, and the Debian package that brings it. */
const judges: [find: string, debianPackage: string][] = [
  ["pdfsig", "poppler-utils"],
  ["qpdf", "qpdf"],
  ["zbarimg", "zbar-tools"],
  ["oathtool", "oathtool"],
  ["openssl", "openssl"],
  ["certutil", "libnss3-tools"],
  ["go", "golang-go"],
  ["/usr/share/gocode/src/golang.org/x/mod/sumdb/tlog", "golang-golang-x-mod-dev"],
];

/** The one without windows first: it does the same at half the work. */
const browsers = [
  "chromium-headless-shell",
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "/usr/lib/chromium/chromium",
  "/snap/bin/chromium",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** Installs what judges our output, in CI as root on Debian; elsewhere says what is absent and goes on. */
export async function bringJudges(): Promise<void> {
  const absent = judges.filter(([find]) => !found(find));
  if (absent.length === 0) return;
  const packages = absent.map(([, name]) => name);
  if (process.env.CI && mayInstall() && found("apt-get")) await install("apt-get", packages);
  else
    console.log(
      `Tests that need these are skipped: ${absent.map(([find]) => find).join(", ")} (on Debian: apt-get install ${packages.join(" ")})`,
    );
}

/** The path of a Chromium: PENDOPO_CHROMIUM, one that is there, or one installed now. Throws when it cannot be had. */
export async function bringBrowser(): Promise<string> {
  const given = process.env.PENDOPO_CHROMIUM;
  if (given) {
    if (found(given)) return found(given)!;
    throw new Error(`PENDOPO_CHROMIUM names ${given}, which is not there`);
  }
  const present = () => browsers.map(found).find(Boolean);
  if (present()) return present()!;
  const manager = ["apt-get", "dnf", "apk"].find(found);
  if (manager && mayInstall()) {
    const fonts = { "apt-get": "fonts-dejavu-core", dnf: "dejavu-sans-fonts", apk: "font-dejavu" }[manager];
    for (const browser of manager === "apt-get" ? ["chromium-headless-shell", "chromium"] : ["chromium"]) {
      await install(manager, [browser, ...(fonts ? [fonts] : [])]);
      if (present()) return present()!;
    }
  }
  throw new Error(
    "The journeys need Chromium. Install it (Debian: apt-get install chromium-headless-shell; Fedora: dnf install chromium; Alpine: apk add chromium; " +
      "macOS: Google Chrome), or set PENDOPO_CHROMIUM to its path. Everything else: npm test -- kernel modules",
  );
}

async function install(manager: string, packages: string[]): Promise<void> {
  console.log(`Installing ${packages.join(", ")} with ${manager} ...`);
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  const [program, ...prefix] = process.getuid?.() === 0 ? [manager] : ["sudo", "-n", manager];
  const steps = {
    "apt-get": [
      ["update", "-qq"],
      ["install", "-y", "-qq", "--no-install-recommends", ...packages],
    ],
    dnf: [["install", "-y", "-q", ...packages]],
    apk: [["add", "--no-progress", ...packages]],
  }[manager];
  for (const step of steps ?? []) {
    const { code, output } = await run(program!, [...prefix, ...step], { quiet: true, env });
    if (code !== 0)
      console.log(`${output.trim().split("\n").slice(-8).join("\n")}\n${manager} ${step[0]} ended with ${code}`);
  }
}

function mayInstall(): boolean {
  return process.getuid?.() === 0 || spawnSync("sudo", ["-n", "true"], { stdio: "ignore" }).status === 0;
}

function found(name: string): string | undefined {
  if (name.startsWith("/")) return globSync(name)[0];
  const folders = (process.env.PATH ?? "").split(delimiter);
  return folders.map((folder) => join(folder, name)).find((file) => existsSync(file));
}
