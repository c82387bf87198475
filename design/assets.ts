import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { themeCss } from "./colours.ts";
import { iconSvg } from "./components/mark.tsx";

export interface BuiltAsset {
  body: Buffer;
  type: string;
  brotli: Buffer;
  gzip: Buffer;
}

interface Kept {
  /** Every source of ours that the scripts were made of, and its hash. */
  sources: Record<string, string>;
  texts: Record<string, string>;
}

const here = fileURLToPath(new URL(".", import.meta.url));
const root = join(here, "..");
const types: Record<string, string> = {
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  svg: "image/svg+xml",
};

const filesUnder = (folder: string, ending: RegExp): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true, recursive: true })
        .filter((item) => item.isFile() && ending.test(item.name))
        .map((item) => join(item.parentPath, item.name))
        .sort()
    : [];

const sha256 = (text: string | Buffer): string => createHash("sha256").update(text).digest("hex");

/** Small scripts for what a page can't do without: each room's islands, and the design's own. */
function islands(): string[] {
  const rooms = readdirSync(join(root, "modules"), { withFileTypes: true }).filter((item) => item.isDirectory());
  return [join(here, "islands"), ...rooms.map((room) => join(root, "modules", room.name, "islands"))].flatMap(
    (folder) => filesUnder(folder, /\.ts$/),
  );
}

/**
 * Style sheet, scripts and icon, by the path they are served under
 * ("/assets/<hash>/style.css", ".../page.js", ".../icon.svg"); the path holds the
 * content's hash, so anybody may keep them for ever. Made once by sass and esbuild and
 * kept in .cache/assets by the hash of their sources: a later start loads neither.
 * `colours` are a government's own; they throw as themeCss does.
 */
export async function buildAssets(colours: Readonly<Record<string, string>> = {}): Promise<Map<string, BuiltAsset>> {
  const ownCss = themeCss(colours);
  const texts = await made();
  texts["style.css"] += ownCss;
  texts["icon.svg"] = iconSvg(colours.nila);
  const assets = new Map<string, BuiltAsset>();
  for (const [name, text] of Object.entries(texts)) {
    const body = Buffer.from(text);
    assets.set(`/assets/${sha256(body).slice(0, 10)}/${name}`, {
      body,
      type: types[name.split(".").at(-1)!]!,
      brotli: brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
      gzip: gzipSync(body, { level: 9 }),
    });
  }
  return assets;
}

async function made(): Promise<Record<string, string>> {
  const entries = islands();
  const theme = filesUnder(join(here, "theme"), /\.scss$/);
  const sources = [...theme, ...entries, join(here, "assets.ts"), join(root, "package-lock.json")];
  const key = sha256(sources.map((file) => relative(root, file) + sha256(readFileSync(file))).join());
  const file = join(process.env.PENDOPO_CACHE ?? join(root, ".cache"), "assets", `${key.slice(0, 24)}.json`);
  if (existsSync(file)) {
    const kept = JSON.parse(readFileSync(file, "utf8")) as Kept;
    if (Object.entries(kept.sources).every(([path, hash]) => hashOf(join(root, path)) === hash)) return kept.texts;
  }
  const [css, scripts] = await Promise.all([styles(), bundle(entries)]);
  const kept: Kept = { sources: scripts.sources, texts: { "style.css": css, ...scripts.texts } };
  mkdirSync(join(file, ".."), { recursive: true });
  // Written whole and then named, because another process may be starting too.
  writeFileSync(`${file}.${process.pid}`, JSON.stringify(kept));
  renameSync(`${file}.${process.pid}`, file);
  return kept.texts;
}

const hashOf = (file: string): string | undefined => (existsSync(file) ? sha256(readFileSync(file)) : undefined);

async function styles(): Promise<string> {
  const sass = await import("sass");
  return sass.compile(join(here, "theme", "pendopo.scss"), {
    loadPaths: [join(root, "node_modules")],
    style: "compressed",
    quietDeps: true,
  }).css;
}

async function bundle(entries: readonly string[]): Promise<Kept> {
  const { build } = await import("esbuild");
  const kept: Kept = { sources: {}, texts: {} };
  for (const file of entries) {
    const name = basename(file).replace(/\.ts$/, ".js");
    if (name in kept.texts) throw new Error(`Two islands are called ${name}; the second is ${relative(root, file)}`);
    const { outputFiles, metafile } = await build({
      entryPoints: [file],
      absWorkingDir: root,
      bundle: true,
      format: "esm",
      minify: true,
      target: "es2019",
      write: false,
      metafile: true,
      legalComments: "none",
      nodePaths: [join(root, "node_modules")],
    });
    kept.texts[name] = outputFiles[0]!.text;
    for (const path of Object.keys(metafile.inputs)) {
      // Packages change only with the lock file, which is in the key.
      if (!path.startsWith("node_modules/")) kept.sources[path] = hashOf(join(root, path))!;
    }
  }
  return kept;
}
