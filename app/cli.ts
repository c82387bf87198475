import { ClusterFault } from "../kernel/cluster/index.ts";
import { ConfigFault } from "../kernel/config.ts";
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
  const plain =
    error instanceof UsageFault ||
    error instanceof ConfigFault ||
    error instanceof ClusterFault ||
    error instanceof FileFault;
  if (plain) console.error(`\n${error.message}\n`);
  else if ((error as { code?: string }).code === "ERR_PARSE_ARGS_UNKNOWN_OPTION")
    console.error(`\n${(error as Error).message}\nTry: pendopo help\n`);
  else console.error(error);
  process.exit(1);
}
