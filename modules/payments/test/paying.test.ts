import assert from "node:assert/strict";
import { createServer } from "node:net";
import { test } from "node:test";
import { openBrowser } from "../../../design/test/gallery/browser.ts";
import { till } from "./till.ts";

const freePort = () =>
  new Promise<number>((done) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => done(port));
    });
  });

test("without script one pays: bill, code, wallet, receipt; on paper the receipt is whole and nothing else is", async (t) => {
  const port = await freePort();
  const address = `http://localhost:${port}`;
  const s = await till(t, { dressed: true, env: { DEMO: "yes", PORT: String(port), PUBLIC_URL: address } });
  await s.web.listen({ port, host: "127.0.0.1" });
  const bill = await s.bill();
  const browser = await openBrowser();
  t.after(() => browser.close());
  const page = await browser.newPage({
    javaScriptEnabled: false,
    baseURL: address,
    viewport: { width: 360, height: 740 },
    extraHTTPHeaders: { authorization: `Bearer ${s.tokenOf(s.narti)}` },
  });
  const press = (what: string) =>
    Promise.all([page.waitForEvent("load"), page.locator("main").getByText(what, { exact: true }).click()]);
  await page.goto(`/tagihan/${bill}`);
  await press("Bayar");
  await press("Tampilkan kode QRIS");
  const code = await page.locator("main svg").boundingBox();
  assert.ok(code && code.width >= 150 && code.x >= 0 && code.x + code.width <= 360, "large enough to scan, on a phone");
  await press("Saya sudah bayar");
  await press("Demo: buka dompet tiruan");
  await press("Kabar lama (ditolak)");
  assert.match((await page.locator("main").textContent())!, /401/);
  await press("Bayar");
  assert.equal(new URL(page.url()).pathname, `/tagihan/${bill}`);
  assert.match((await page.locator("h1").textContent())!, /^Tanda terima TT-2026-000001$/);

  await page.emulateMedia({ media: "print" });
  for (const shown of ["h1", ".amount", "main .govuk-summary-list"])
    assert.ok(await page.locator(shown).first().isVisible(), `${shown} is on paper`);
  for (const hidden of [".house-nav", ".house-footer nav", ".govuk-back-link", ".govuk-button", ".strip"])
    for (const one of await page.locator(hidden).all()) assert.ok(!(await one.isVisible()), `${hidden} is not`);
  const pdf = await page.pdf({ format: "A4" });
  assert.equal(pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length, 1, "one sheet");
});
