import { existsSync, statfsSync, statSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { readConfig } from "../../kernel/config.ts";
import { Client, pendingMigrations } from "../../kernel/database/index.ts";
import { readGovernment } from "../../kernel/government.ts";
import { readGovernmentFiles } from "../../kernel/government-file.ts";
import { FileFault } from "../../kernel/index.ts";
import { migrationFolders } from "../../kernel/migrations.ts";
import { adviceOf } from "../advice.ts";
import { loadModules } from "../modules.ts";
import { governmentFiles } from "../schemas.ts";
import { servicesOf } from "../services.ts";

type Finding = { ok: boolean; what: string; mend?: string };
/** Notes what was seen; tells whether it is well. */
type Check = (what: string, mend: string, look: () => Promise<boolean | string> | boolean | string) => Promise<boolean>;

/** Looks at everything the house leans on and says, for each, that it is well or what to mend. Ends with 1 when something is not. */
export async function run(): Promise<void> {
  const config = readConfig(process.env);
  const findings: Finding[] = [{ ok: true, what: "configuration is complete and well formed" }];
  const check: Check = async (what, mend, look) => {
    try {
      const seen = await look();
      findings.push(
        seen === false
          ? { ok: false, what, mend }
          : { ok: true, what: typeof seen === "string" ? `${what}: ${seen}` : what },
      );
    } catch (error) {
      const lines = error instanceof FileFault ? error.faults : [(error as Error).message.split("\n")[0]];
      findings.push({ ok: false, what: `${what}: ${lines.join("\n       ")}`, mend });
    }
    return findings.at(-1)!.ok;
  };
  const modules = await loadModules();
  await check("government's files", "Mend the named file; each fault says its line", () => {
    const { government, calendar } = readGovernment(config.GOVERNMENT_DIR);
    readGovernmentFiles(government, governmentFiles(modules));
    return `${government.code}, with ${servicesOf(modules, government, calendar).length} services`;
  });
  const url = config.DATABASE_URL ?? config.DATABASE_APP_URL;
  await check("database is named", "Set DATABASE_URL", () => url !== undefined);
  const asks = url !== undefined && (await database(url, config.DATABASE_APP_URL, check));
  const keyFile = config.KEY_FILE ?? join(config.DATA_DIR, "keys", "master.json");
  await check(
    "master key",
    "It is made at first start; after a restore it must be the restored one",
    () => existsSync(keyFile) && "there",
  );
  await check(
    "master key is private",
    `chmod 600 ${keyFile}`,
    () => !existsSync(keyFile) || (statSync(keyFile).mode & 0o077) === 0,
  );
  await check("disk", "Less than 1 GB is free: make room before the database stops", () => {
    const { bavail, bsize } = statfsSync(existsSync(config.DATA_DIR) ? config.DATA_DIR : ".");
    return bavail * bsize > 2 ** 30 && `${Math.floor((bavail * bsize) / 2 ** 30)} GB free`;
  });
  await check(
    "public address is https",
    "Set PUBLIC_URL to https://...: cookies and passkeys need it outside this machine",
    () => {
      const { protocol, hostname } = new URL(config.PUBLIC_URL);
      return protocol === "https:" || hostname === "localhost";
    },
  );
  if (config.SMTP_URL) {
    const { hostname, port, protocol } = new URL(config.SMTP_URL);
    await check("mail server answers", "Check SMTP_URL and the firewall", () =>
      reaches(hostname, Number(port || (protocol === "smtps:" ? 465 : 587))),
    );
  } else findings.push({ ok: true, what: "mail: not configured, messages stay in the inbox" });
  // A world that is opened makes the key it lacks: not here.
  if (asks && existsSync(keyFile))
    for (const { ok, detail } of await adviceOf(config, modules)) findings.push({ ok, what: detail });
  for (const { ok, what, mend } of findings)
    console.log(`${ok ? "well   " : "MEND   "}${what}${mend ? `\n       -> ${mend}` : ""}`);
  if (findings.some((f) => !f.ok)) process.exitCode = 1;
}

/** Tells whether the database is there and in this version's form, so that questions can be asked of it. */
async function database(url: string, appUrl: string | undefined, check: Check): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  const answers = await check(
    "database answers",
    "Is PostgreSQL running, and are name and password right?",
    async () => {
      await client.connect();
      return (await client.query("show server_version")).rows[0].server_version as string;
    },
  );
  // A client that never connected would wait for ever for its first answer.
  if (!answers) return false;
  try {
    await check(
      "PostgreSQL is 15 or newer",
      "Upgrade PostgreSQL",
      async () => Number((await client.query("show server_version_num")).rows[0].server_version_num) >= 150000,
    );
    const inForm = await check("migrations", "Run: pendopo migrate", async () => {
      const pending = await pendingMigrations(
        async (text) => (await client.query(text)).rows,
        migrationFolders(await loadModules()),
      );
      return pending === 0 && "all run";
    });
    await check(
      "the app's login cannot pass row security",
      "Give the app a login of its own without superuser and bypassrls: DATABASE_APP_URL",
      async () => {
        const app = new Client({ connectionString: appUrl ?? url, ...(!appUrl && { options: "-c role=pendopo_app" }) });
        await app.connect();
        try {
          const { rows } = await app.query(
            "select rolsuper or rolbypassrls as free from pg_roles where rolname = current_user",
          );
          return rows[0].free === false;
        } finally {
          await app.end();
        }
      },
    );
    await check("worker", "The oldest fact waits for minutes: start a worker (pendopo work)", async () => {
      const { rows } = await client.query(
        "select coalesce(extract(epoch from now() - min(j.at)), 0)::int as s from kernel.outbox o join kernel.journal j on j.id = o.journal",
      );
      return rows[0].s < 60 && `oldest fact waits ${rows[0].s} s`;
    });
    return inForm;
  } finally {
    await client.end().catch(() => {});
  }
}

function reaches(host: string, port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect({ host, port, timeout: 4000 }, () => done(true));
    for (const event of ["error", "timeout"]) socket.once(event, () => done(false));
    socket.unref();
  });
}
