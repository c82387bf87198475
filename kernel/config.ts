import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { z } from "zod";

const port = z.coerce.number().int().min(0).max(65535);
const url = z.url({ error: "must be an address such as https://layanan.example.go.id" });

/** Everything that can be set from outside, with its meaning; the operator's guide is made from this. */
export const settings = {
  DATABASE_URL: z.string().optional().describe("PostgreSQL address of the owner: migrations run as this login"),
  DATABASE_APP_URL: z
    .string()
    .optional()
    .describe(
      "Address for the application's own login (recommended); default: the owner's, dropped to role pendopo_app",
    ),
  DATABASE_JOBS_URL: z
    .string()
    .optional()
    .describe("Address for the job queue's login; default: the owner's, dropped to role pendopo_jobs"),
  GOVERNMENT_DIR: z.string().default("government/example").describe("Folder with this government's own files"),
  DATA_DIR: z
    .string()
    .default(".pendopo/data")
    .describe("Folder for keys, files and the database cluster that Pendopo starts itself"),
  PUBLIC_URL: url
    .default("http://localhost:8080")
    .describe("Address that people type; cookies, passkeys and documents depend on it"),
  PORT: port.default(8080).describe("Port to listen on"),
  HOST: z.string().default("127.0.0.1").describe("Address to listen on"),
  KEY_FILE: z
    .string()
    .optional()
    .describe("File with the master key (default: DATA_DIR/keys/master.json, made at first start)"),
  FILES: z
    .string()
    .default("")
    .describe("Where uploads and documents are kept: empty for DATA_DIR/files, or s3://bucket?endpoint=https://..."),
  S3_ACCESS_KEY_ID: z.string().optional().describe("S3 access key"),
  S3_SECRET_ACCESS_KEY: z.string().optional().describe("S3 secret key"),
  SMTP_URL: z
    .string()
    .optional()
    .describe(
      "Mail server, such as smtps://user:secret@mail.example.go.id; without it messages stay in the inbox only",
    ),
  TEXT_MESSAGES: z
    .enum(["none", "file"])
    .default("none")
    .describe(
      "Text messages: none, or file to write them into DATA_DIR/text-messages-not-sent.jsonl instead of sending",
    ),
  MAIL_FROM: z.string().default("layanan@localhost").describe("Sender of e-mail"),
  CLAMAV_SOCKET: z
    .string()
    .optional()
    .describe(
      "ClamAV: path of its unix socket, or host:port. Without it uploads are checked by type and re-encoded only",
    ),
  CHECK_INNER_NETWORK: z
    .enum(["no", "yes"])
    .default("no")
    .describe("yes lets the checks of agencies' APIs reach addresses of this machine and of inner networks"),
  TRUST_PROXY: z.string().default("").describe("Addresses of reverse proxies whose X-Forwarded-For is believed"),
  METRICS_TOKEN: z
    .string()
    .optional()
    .describe("Bearer token that opens /metrics; without it only the machine itself may read them"),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info").describe("How much is logged"),
  WORKERS: z.coerce.number().int().min(1).max(64).default(4).describe("Jobs at the same time in one worker"),
  // More of them than the database has cores to work on only take each other's place: at 2 cores, 8 carry a fifth more
  // acts a second than 16.
  POOL: z.coerce.number().int().min(4).max(200).default(8).describe("Database connections of one process"),
  REQUESTS_PER_MINUTE: z.coerce
    .number()
    .int()
    .min(10)
    .default(1200)
    .describe("Requests a minute that one network may send to one process"),
  MACHINE_REQUESTS_PER_MINUTE: z.coerce
    .number()
    .int()
    .min(10)
    .default(120_000)
    .describe("The same at doors for machines that prove themselves: the exchange, callbacks"),
  EXCHANGE_HOSTS: z
    .string()
    .default("")
    .describe("Hosts in the government's own network that the exchange's gateway may call, with commas between"),
  API_PER_MINUTE: z.coerce
    .number()
    .int()
    .min(10)
    .default(600)
    .describe("API calls a minute of one account (or network, for strangers)"),
  RETENTION_SECONDS: z.coerce
    .number()
    .int()
    .min(0)
    .default(900)
    .describe("How long one run of the nightly retention may work before another goes on where it stopped"),
  DEMO: z
    .enum(["", "yes"])
    .default("")
    .describe("Set by `pendopo demo`: shows the demo strip and the payment simulator"),
} as const;

const schema = z.object(settings);
export type Config = z.output<typeof schema>;

/** All faults of the configuration at once, each with what to do. */
export class ConfigFault extends Error {
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(`The configuration has ${faults.length} fault(s):\n${faults.map((f) => `  - ${f}`).join("\n")}`);
    this.name = "ConfigFault";
    this.faults = faults;
  }
}

/**
 * Reads the configuration from the environment. A value may stand in a file that
 * NAME_FILE points to, so that secrets need not be in the environment.
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const raw: Record<string, string> = {};
  const faults: string[] = [];
  for (const name of Object.keys(settings)) {
    const file = name.endsWith("_FILE") ? undefined : env[`${name}_FILE`];
    try {
      const value = file ? readFileSync(file, "utf8").trim() : env[name];
      if (value !== undefined && value !== "") raw[name] = value;
    } catch (error) {
      faults.push(`${name}_FILE: cannot read ${file} (${(error as Error).message})`);
    }
  }
  const parsed = schema.safeParse(raw);
  if (!parsed.success)
    for (const issue of parsed.error.issues) faults.push(`${issue.path.join(".")}: ${issue.message}`);
  if (faults.length > 0 || !parsed.success) throw new ConfigFault(faults);
  const config = parsed.data;
  return { ...config, DATA_DIR: resolve(config.DATA_DIR), GOVERNMENT_DIR: resolve(config.GOVERNMENT_DIR) };
}
