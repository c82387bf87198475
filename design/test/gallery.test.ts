import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { BrowserContextOptions, Page } from "playwright-core";
import { findings } from "./gallery/axe.ts";
import { openBrowser } from "./gallery/browser.ts";
import { serveGallery } from "./gallery/serve.ts";

const gallery = await serveGallery();
const browser = await openBrowser();
after(() => Promise.all([browser.close(), gallery.close()]));

async function withPage(options: BrowserContextOptions, work: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext(options);
  try {
    await work(await context.newPage());
  } finally {
    await context.close();
  }
}

const widths = [320, 360, 1280];
for (const colorScheme of ["light", "dark"] as const)
  for (const width of widths)
    test(`every page of the gallery is sound at ${width} px, ${colorScheme}`, () =>
      withPage({ viewport: { width, height: 800 }, colorScheme }, async (page) => {
        const refused: string[] = [];
        page.on("console", (message) => message.type() === "error" && refused.push(message.text()));
        page.on("pageerror", (error) => refused.push(String(error)));
        for (const name of gallery.names) {
          await page.goto(`${gallery.address}/${name}`);
          assert.deepEqual(await findings(page), [], name);
          assert.deepEqual(refused, [], `${name}: nothing inline, nothing from elsewhere, no fault`);
          const wide = await page.evaluate(() => document.documentElement.scrollWidth);
          assert.ok(wide <= width, `${name} is ${wide} px wide and scrolls sideways`);
        }
      }));

test("axe is awake: a field without a label is found", () =>
  withPage({}, async (page) => {
    await page.goto(`${gallery.address}/form`);
    await page.evaluate(() => document.querySelector("label")!.remove());
    assert.match((await findings(page)).join(), /label/);
  }));

test("a government's own colours are as easy to read", async (t) => {
  const own = await serveGallery({ nila: "#5b1a4a", genteng: "#8a5a00", daun: "#245c2a", kunyit: "#ffd75e" });
  t.after(() => own.close());
  for (const colorScheme of ["light", "dark"] as const)
    await withPage({ colorScheme }, async (page) => {
      for (const name of own.names) {
        await page.goto(`${own.address}/${name}`);
        assert.deepEqual(await findings(page), [], `${name}, ${colorScheme}`);
      }
    });
});

test("without script a choice shows only the fields that it reveals, and changes them", () =>
  withPage({ javaScriptEnabled: false }, async (page) => {
    await page.goto(`${gallery.address}/fields`);
    assert.deepEqual(await Promise.all(["#surel", "#pos"].map((id) => page.locator(id).isVisible())), [true, false]);
    await page.getByLabel("Pos", { exact: true }).check();
    assert.deepEqual(await Promise.all(["#surel", "#pos"].map((id) => page.locator(id).isVisible())), [false, true]);
  }));

test("with script the summary of faults takes the focus and leads to the field", () =>
  withPage({}, async (page) => {
    await page.goto(`${gallery.address}/form`);
    const focused = () => page.evaluate(() => document.activeElement!.id || document.activeElement!.className);
    assert.match(await focused(), /govuk-error-summary/);
    await page.getByRole("link", { name: "Luas ditulis" }).click();
    assert.equal(await focused(), "luas");
  }));

test("with script a counter says what is left, a password can be looked at, and a button sends once", () =>
  withPage({}, async (page) => {
    await page.goto(`${gallery.address}/fields`);
    await page.getByLabel("Ceritakan usahanya").fill("x".repeat(203));
    await page.getByText("Kelebihan 3 huruf").first().waitFor();
    const password = page.locator("#sandi");
    await page.getByRole("button", { name: "Lihat kata sandi" }).click();
    assert.equal(await password.getAttribute("type"), "text");
    let posts = 0;
    await page.route("**/fields", (route) => {
      posts += route.request().method() === "POST" ? 1 : 0;
      return route.fulfill({ status: 204 });
    });
    await page.getByRole("button", { name: "Simpan" }).dblclick();
    await page.waitForTimeout(200);
    assert.equal(posts, 1);
  }));

test("whatever takes the focus by key shows it", () =>
  withPage({ viewport: { width: 1280, height: 800 } }, async (page) => {
    for (const name of ["home", "desk", "fields"]) {
      await page.goto(`${gallery.address}/${name}`);
      for (let press = 0; press < 30; press++) {
        await page.keyboard.press("Tab");
        const seen = await page.evaluate(() => {
          const on = document.activeElement!;
          if (on === document.body) return "";
          // A radio's and a checkbox's ring is drawn round the box beside the label.
          const drawn = on.matches("[type=radio], [type=checkbox]")
            ? getComputedStyle(on.nextElementSibling!, "::before")
            : getComputedStyle(on);
          const shows = drawn.boxShadow !== "none" || (drawn.outlineStyle !== "none" && drawn.outlineWidth !== "0px");
          return shows ? "" : on.outerHTML;
        });
        assert.equal(seen, "", name);
      }
    }
  }));

test("fingers find every button, link in a list and control: 24 px or more, main ones 44", () =>
  withPage({ viewport: { width: 360, height: 800 } }, async (page) => {
    for (const name of gallery.names) {
      await page.goto(`${gallery.address}/${name}`);
      const small = await page.evaluate(() =>
        [...document.querySelectorAll(".govuk-button, .govuk-input, .govuk-select, .house-nav li")]
          .map((on) => [on.textContent, on.getBoundingClientRect().height] as const)
          .filter(([, height]) => height > 0 && height < 40),
      );
      assert.deepEqual(small, [], name);
    }
  }));

test("on the narrowest phone the languages stay beside each other", () =>
  withPage({ viewport: { width: 320, height: 800 } }, async (page) => {
    for (const name of ["home", "desk"]) {
      await page.goto(`${gallery.address}/${name}`);
      const tops = await page
        .locator(".tongues a")
        .evaluateAll((links) => links.map((link) => link.getBoundingClientRect().top));
      assert.equal(new Set(tops).size, 1, name);
    }
  }));

test("in the system's forced colours the state, the verdict and the difference are still told apart", () =>
  withPage({ forcedColors: "active" }, async (page) => {
    await page.goto(`${gallery.address}/desk`);
    const styles = await page.evaluate(() =>
      [".steps .now", "del", "ins"].map((selector) => {
        const style = getComputedStyle(document.querySelector(selector)!);
        return [style.outlineStyle, style.textDecorationLine];
      }),
    );
    assert.deepEqual(styles, [
      ["solid", "none"],
      ["none", "line-through"],
      ["none", "underline"],
    ]);
  }));

test("on paper there is no navigation, no button and no dark", () =>
  withPage({ colorScheme: "dark" }, async (page) => {
    await page.emulateMedia({ media: "print" });
    await page.goto(`${gallery.address}/verdict`);
    for (const gone of [".house-nav", ".house-footer nav"])
      assert.equal(await page.locator(gone).isVisible(), false, gone);
    const [ground, ink] = await page.evaluate(() => {
      const style = getComputedStyle(document.body);
      return [style.backgroundColor, style.color];
    });
    assert.equal(ground, "rgb(255, 255, 255)");
    assert.equal(ink, "rgb(0, 0, 0)");
    assert.equal(
      await page.evaluate(() => getComputedStyle(document.querySelector("h1")!).color),
      "rgb(27, 26, 23)",
      "headings are ink, not the night's paper",
    );
  }));
