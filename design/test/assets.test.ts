import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { brotliCompressSync, brotliDecompressSync, gunzipSync } from "node:zlib";
import { buildAssets } from "../assets.ts";
import { galleryPages } from "./gallery/pages.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const assets = await buildAssets();
const pathOf = (name: string) => [...assets.keys()].find((path) => path.endsWith(`/${name}`))!;
const asset = (name: string) => assets.get(pathOf(name))!;

test("the style sheet weighs 14 KB at most when compressed", () => {
  const { brotli } = asset("style.css");
  assert.ok(brotli.length <= 14 * 1024, `${brotli.length} bytes`);
});

test("the first view, with style, script and icon, weighs 50 KB at most", () => {
  for (const [name, html] of galleryPages(pathOf)) {
    const shared = ["style.css", "page.js", "icon.svg"].reduce((sum, part) => sum + asset(part).brotli.length, 0);
    const all = shared + brotliCompressSync(html).length;
    assert.ok(all <= 50 * 1024, `${name}: ${all} bytes`);
  }
});

test("each asset comes as it is, as brotli and as gzip", () => {
  for (const [path, { body, brotli, gzip }] of assets) {
    assert.match(path, /^\/assets\/[0-9a-f]{10}\/[a-z0-9.-]+$/);
    assert.deepEqual(brotliDecompressSync(brotli), body);
    assert.deepEqual(gunzipSync(gzip), body);
  }
});

test("nothing in the style sheet or the scripts is fetched from elsewhere, and no font is loaded", () => {
  const css = asset("style.css").body.toString();
  assert.doesNotMatch(css, /@import|@font-face|url\((?!["']?data:)/);
  assert.doesNotMatch(css, /GDS Transport|crown/i);
});

test("a colour of one's own changes the sheet's path, so that nobody keeps the old one", async () => {
  const other = [...(await buildAssets({ nila: "#5b1a4a" })).keys()].find((path) => path.endsWith("/style.css"));
  assert.notEqual(other, pathOf("style.css"));
});

test("a first start makes them with sass and esbuild; a second loads neither", (t) => {
  const cache = mkdtempSync(join(tmpdir(), "pendopo-assets-"));
  t.after(() => rmSync(cache, { recursive: true, force: true }));
  const loader = pathToFileURL(join(root, "bin/typescript.mjs")).href;
  const script = `
    import { registerHooks } from "node:module";
    const seen = new Set();
    registerHooks({ resolve(name, context, next) { if (name === "sass" || name === "esbuild") seen.add(name); return next(name, context); } });
    const { buildAssets } = await import(${JSON.stringify(new URL("../assets.ts", import.meta.url).href)});
    seen.clear();
    const assets = await buildAssets();
    console.log(JSON.stringify([[...seen].sort(), [...assets.keys()]]));`;
  const start = () =>
    JSON.parse(
      execFileSync(process.execPath, ["--import", loader, "--input-type=module", "-e", script], {
        env: { ...process.env, PENDOPO_CACHE: cache },
        encoding: "utf8",
      }),
    ) as [string[], string[]];
  const [cold, paths] = start();
  const [warm, again] = start();
  assert.deepEqual(cold, ["esbuild", "sass"]);
  assert.deepEqual(warm, []);
  assert.deepEqual(again, paths);
});
