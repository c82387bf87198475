// The gallery of the look: each component and four whole pages, drawn by the browser.
// Prints its address; with a folder as argument, takes pictures into it instead.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { openBrowser } from "../design/test/gallery/browser.ts";
import { serveGallery } from "../design/test/gallery/serve.ts";

const gallery = await serveGallery();
const folder = process.argv[2];
if (folder) {
  const only = process.argv[3];
  mkdirSync(folder, { recursive: true });
  const browser = await openBrowser();
  for (const colorScheme of ["light", "dark"] as const) {
    for (const width of [360, 1280]) {
      const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme });
      for (const name of gallery.names.filter((name) => !only || name === only)) {
        await page.goto(`${gallery.address}/${name}`);
        await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`), fullPage: true });
      }
      await page.close();
    }
  }
  await browser.close();
  await gallery.close();
} else for (const name of gallery.names) console.log(`${gallery.address}/${name}`);
