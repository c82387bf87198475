import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { generateSync } from "otplib";
import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { openBrowser } from "../../design/test/gallery/browser.ts";
import { removeCluster } from "../../kernel/cluster/index.ts";
import { Client } from "../../kernel/database/index.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

export interface DemoAccount {
  key: string;
  name: string;
  identifier: string;
  password: string;
  totpSecret: string;
  hat: "citizen" | "business" | "officer";
}

/** How somebody sits at the screen. */
export interface Seat {
  locale?: "id" | "en";
  width?: number;
  /** Without script: everything must work all the same. */
  script?: boolean;
  /** Signs in anew: another device, another session. */
  fresh?: boolean;
}

export interface House {
  address: string;
  folder: string;
  account(key: string): DemoAccount;
  /** A seat of one's own. With a key of the accounts table: signed in, once; later seats share that session. */
  sit(key: string | null, seat?: Seat): Promise<Page>;
  /** Gives the code of the authenticator app when the house asks for it again. */
  stepUp(page: Page, key: string): Promise<void>;
  stop(): Promise<void>;
}

/** The demo as a newcomer starts it, on a free port with an empty data folder, and a browser to look at it with. */
export async function openHouse(people = 60): Promise<House> {
  const folder = mkdtempSync(join(tmpdir(), "pendopo-journey-"));
  // The database's own account passes through: else its files would lie elsewhere, on the slower disk.
  chmodSync(folder, 0o711);
  mkdirSync(join(folder, "data"), { mode: 0o711 });
  const file = join(folder, "accounts.json");
  const flags = [
    "--data",
    join(folder, "data"),
    "--people",
    String(people),
    "--port",
    "0",
    "--accounts-file",
    file,
    "--no-cases",
  ];
  const child = spawn(process.execPath, [join(root, "bin/pendopo.mjs"), "demo", ...flags], {
    cwd: root,
    stdio: "pipe",
  });
  await ready(child);
  const { address, accounts } = JSON.parse(readFileSync(file, "utf8")) as { address: string; accounts: DemoAccount[] };
  const browser: Browser = await openBrowser();
  const codes = new Codes();
  const sessions = new Map<string, Awaited<ReturnType<BrowserContext["storageState"]>>>();
  const account = (key: string) => {
    const found = accounts.find((one) => one.key === key);
    if (!found) throw new Error(`no demo account "${key}" among ${accounts.map((one) => one.key).join(", ")}`);
    return found;
  };
  return {
    address,
    folder,
    account,
    async sit(key, { locale = "id", width = 1280, script = true, fresh = false } = {}) {
      const known = key && !fresh ? sessions.get(key) : undefined;
      const context = await browser.newContext({
        viewport: { width, height: 800 },
        javaScriptEnabled: script,
        baseURL: address,
        ...(known && { storageState: known }),
      });
      const page = await context.newPage();
      page.setDefaultTimeout(10_000);
      if (key && !known) {
        await signIn(page, account(key), codes);
        sessions.set(key, await context.storageState());
      }
      await page.goto(`/bahasa/${locale}`);
      return page;
    },
    async stepUp(page, key) {
      await page.fill("[name=code]", await codes.next(account(key)));
      await press(page);
      // The session goes on under a fresh token: seats to come need that one.
      sessions.set(key, await page.context().storageState());
    },
    async stop() {
      await browser.close();
      const ended = new Promise((done) => child.once("exit", done));
      child.kill("SIGINT");
      await ended;
      // As root the cluster lies elsewhere than its folder says.
      await removeCluster({ dataDir: join(folder, "data") });
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Plays the one who owns the demo's database. */
export async function asOwner(house: House, work: (database: Client) => Promise<void>): Promise<void> {
  const keys = JSON.parse(readFileSync(join(house.folder, "data/keys/demo.json"), "utf8"));
  const database = new Client({ connectionString: keys.urls.owner });
  await database.connect();
  try {
    await database.query("set pendopo.kind = 'system'");
    await work(database);
  } finally {
    await database.end();
  }
}

async function signIn(page: Page, account: DemoAccount, codes: Codes): Promise<void> {
  await page.goto("/masuk");
  await page.fill("[name=identifier]", account.identifier);
  await page.fill("[name=password]", account.password);
  await press(page);
  await page.fill("[name=code]", await codes.next(account));
  await press(page);
  if (account.hat === "citizen") return;
  await page.goto("/akun/bertindak");
  await follow(page.locator(`button[name=choice][value^="${account.hat}:"]`).first());
}

/** Presses the page's main button, or the one that says `name`, and waits for the page it leads to. */
export const press = (page: Page, name?: string): Promise<void> =>
  follow(
    name
      ? page.locator("main button:visible", { hasText: name }).last()
      : page.locator("main button.govuk-button:not(.govuk-button--secondary):visible").first(),
  );

/** Clicks what leads to another page, and waits for that page. */
export async function follow(leads: Locator): Promise<void> {
  await Promise.all([leads.page().waitForEvent("load"), leads.click()]);
}

/** What the page says. */
export const told = async (page: Page): Promise<string> => (await page.locator("main").textContent()) ?? "";

/** An authenticator app of each account: a code is good once, so the next one may have to be waited for. */
class Codes {
  #last = new Map<string, number>();
  async next({ key, totpSecret }: DemoAccount): Promise<string> {
    for (;;) {
      const now = Math.floor(Date.now() / 30_000);
      // The last step's code is still good, but not when this step is nearly over: it would arrive too late.
      const oldest = Date.now() % 30_000 < 25_000 ? now - 1 : now;
      const step = Math.max(oldest, (this.#last.get(key) ?? 0) + 1);
      if (step <= now + 1) {
        this.#last.set(key, step);
        return generateSync({ secret: totpSecret, epoch: step * 30 });
      }
      await new Promise((done) => setTimeout(done, 1000));
    }
  }
}

function ready(child: ChildProcess): Promise<void> {
  let said = "";
  return new Promise((done, failed) => {
    const listen = (part: Buffer) => {
      said += part.toString();
      if (/Ready in/.test(said)) done();
    };
    child.stdout?.on("data", listen);
    child.stderr?.on("data", listen);
    child.once("exit", (code) => failed(new Error(`the demo ended with ${code}:\n${said}`)));
  });
}
