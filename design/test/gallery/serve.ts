import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buildAssets } from "../../assets.ts";
import { galleryPages } from "./pages.ts";

/** As strict as the house itself: nothing inline, nothing from elsewhere. */
const policy =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'";

/** The gallery on a port of its own. `names` are its pages; `close` stops it. */
export async function serveGallery(colours: Readonly<Record<string, string>> = {}) {
  const assets = await buildAssets(colours);
  const path = (name: string) => [...assets.keys()].find((key) => key.endsWith(`/${name}`))!;
  const pages = galleryPages(path);
  const server = createServer((request, response) => {
    const asset = assets.get(request.url!);
    const html = pages.get(request.url!.slice(1));
    const found = asset?.body ?? html;
    response.writeHead(found === undefined ? 404 : 200, {
      "content-type": asset?.type ?? "text/html; charset=utf-8",
      "content-security-policy": policy,
    });
    response.end(found ?? "");
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    names: [...pages.keys()],
    pages,
    close: () => new Promise((done) => server.close(done)),
  };
}
