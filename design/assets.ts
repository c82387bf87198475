import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

export interface BuiltAsset {
  body: Buffer;
  type: string;
  brotli: Buffer;
  gzip: Buffer;
}

const here = fileURLToPath(new URL(".", import.meta.url));
const root = join(here, "..");

const filesUnder = (folder: string, ending: RegExp): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true, recursive: true })
        .filter((item) => item.isFile() && ending.test(item.name))
        .map((item) => join(item.parentPath, item.name))
        .sort()
    : [];

/** Small scripts for what a page can't do without: each room's islands, and the design's own. */
function islands(): string[] {
  const rooms = readdirSync(join(root, "modules"), { withFileTypes: true }).filter((item) => item.isDirectory());
  return [join(here, "islands"), ...rooms.map((room) => join(root, "modules", room.name, "islands"))].flatMap(
    (folder) => filesUnder(folder, /\.ts$/),
  );
}

/**
 * The style sheet and the scripts, by the path they are served under; the path holds
 * the content's hash. Made once by sass and esbuild, then kept in .cache by the hash of
 * their sources, so that a later start loads neither. `extraCss` is an agency's own colours.
 */
export async function buildAssets(extraCss = ""): Promise<Map<string, BuiltAsset>> {
  const sources = [...filesUnder(join(here, "theme"), /\.scss$/), ...islands(), join(root, "package-lock.json")];
  const hash = createHash("sha256").update(extraCss);
  for (const file of sources) hash.update(file).update(readFileSync(file));
  const kept = join(
    process.env.PENDOPO_CACHE ?? join(root, ".cache"),
    "assets",
    `${hash.digest("hex").slice(0, 24)}.json`,
  );
  if (!existsSync(kept)) {
    const made = JSON.stringify({ "style.css": (await styles()) + extraCss, ...(await scripts()) });
    mkdirSync(join(kept, ".."), { recursive: true });
    writeFileSync(`${kept}.${process.pid}`, made);
    renameSync(`${kept}.${process.pid}`, kept);
  }
  const texts = JSON.parse(readFileSync(kept, "utf8")) as Record<string, string>;
  const assets = new Map<string, BuiltAsset>();
  for (const [name, text] of Object.entries(texts)) {
    const body = Buffer.from(text);
    const short = createHash("sha256").update(body).digest("hex").slice(0, 10);
    const type = name.endsWith(".css") ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8";
    const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
    assets.set(`/assets/${short}/${name}`, {
      body,
      type,
      brotli: brotliCompressSync(body, { params }),
      gzip: gzipSync(body, { level: 9 }),
    });
  }
  return assets;
}

async function styles(): Promise<string> {
  const sass = await import("sass");
  return sass.compile(join(here, "theme", "pendopo.scss"), {
    loadPaths: [join(root, "node_modules")],
    style: "compressed",
    quietDeps: true,
  }).css;
}

async function scripts(): Promise<Record<string, string>> {
  const { build } = await import("esbuild");
  const made: Record<string, string> = {};
  for (const file of islands()) {
    const { outputFiles } = await build({
      entryPoints: [file],
      bundle: true,
      format: "esm",
      minify: true,
      target: "es2019",
      write: false,
      legalComments: "none",
      nodePaths: [join(root, "node_modules")],
    });
    made[basename(file).replace(/\.ts$/, ".js")] = outputFiles[0]!.text;
  }
  return made;
}
