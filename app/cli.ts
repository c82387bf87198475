import { ClusterFault } from "../kernel/cluster/index.ts";
import { ConfigFault } from "../kernel/config.ts";
import { isAway } from "../kernel/database/index.ts";
import { FileFault } from "../kernel/index.ts";
import { UsageFault } from "./verbs/usage.ts";

/** Each verb is a file of its own, loaded only when it is asked for. */
const verbs: Record<string, () => Promise<{ run(args: string[]): Promise<void> }>> = {
  demo: () => import("./verbs/demo.ts"),
  start: () => import("./verbs/start.ts"),
  serve: () => import("./verbs/serve.ts"),
  work: () => import("./verbs/work.ts"),
  migrate: () => import("./verbs/migrate.ts"),
  seed: () => import("./verbs/seed.ts"),
  enrol: () => import("./verbs/enrol.ts"),
  export: () => import("./verbs/export.ts"),
  "import-register": () => import("./verbs/import-register.ts"),
  appoint: () => import("./verbs/appoint.ts"),
  check: () => import("./verbs/check.ts"),
  schema: () => import("./verbs/schema.ts"),
  backup: () => import("./verbs/backup.ts"),
  restore: () => import("./verbs/restore.ts"),
  "verify-log": () => import("./verbs/verify-log.ts"),
  token: () => import("./verbs/token.ts"),
  doctor: () => import("./verbs/doctor.ts"),
  help: () => import("./verbs/help.ts"),
};

const asked = process.argv[2] ?? "help";
const name = asked === "--help" || asked === "-h" ? "help" : asked;
const verb = verbs[name];

try {
  if (!verb) throw new UsageFault(`There is no verb "${name}". Try: pendopo help`);
  await (await verb()).run(process.argv.slice(3));
} catch (error) {
  // What a person can mend is said in a sentence; a bug keeps its stack.
  const told = sentence(error);
  console.error(told === null ? error : `\n${told}\n`);
  // What a slow reader of a pipe has not taken yet would be lost with the process.
  process.stdout.write("", () => process.stderr.write("", () => process.exit(1)));
}

function sentence(error: unknown): string | null {
  const { message, code = "", syscall } = error as Error & { code?: string; syscall?: string };
  const plain = [UsageFault, ConfigFault, ClusterFault, FileFault].some((kind) => error instanceof kind);
  if (plain) return message;
  if (code === "ERR_PARSE_ARGS_UNKNOWN_OPTION" || code === "ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL")
    return `${message}\nTry: pendopo help`;
  // Wrong password, unknown login, unknown database.
  if (/^(28P01|28000|3D000)$/.test(code)) return `The database turns us away: ${message}. Check DATABASE_URL.`;
  if (isAway(error) && syscall !== "open" && syscall !== "stat")
    return `The database does not answer (${message || code}). Is PostgreSQL running at the address in DATABASE_URL?`;
  // A file or folder that is not there, or not ours.
  return syscall && /^(ENOENT|EACCES|EPERM|EISDIR|ENOTDIR|ENOSPC|EROFS)$/.test(code) ? message : null;
}
