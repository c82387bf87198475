import { settings } from "../../kernel/config.ts";

const groups: [title: string, names: (keyof typeof settings)[]][] = [
  ["The database", ["DATABASE_URL", "DATABASE_APP_URL", "DATABASE_JOBS_URL", "POOL"]],
  ["The government and its data", ["GOVERNMENT_DIR", "DATA_DIR", "KEY_FILE"]],
  ["The web address", ["PUBLIC_URL", "HOST", "PORT", "TRUST_PROXY", "REQUESTS_PER_MINUTE", "API_PER_MINUTE"]],
  ["Files", ["FILES", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY", "CLAMAV_SOCKET"]],
  ["Mail and text messages", ["SMTP_URL", "MAIL_FROM", "TEXT_MESSAGES"]],
  ["Running and watching", ["WORKERS", "LOG_LEVEL", "METRICS_TOKEN", "CHECK_INNER_NETWORK", "DEMO"]],
];

/** The operator's page about every setting, out of the one schema that the program itself reads. */
export function configurationPage(): string {
  const placed = new Set(groups.flatMap(([, names]) => names));
  const rest = (Object.keys(settings) as (keyof typeof settings)[]).filter((name) => !placed.has(name));
  const all = rest.length > 0 ? [...groups, ["Others", rest] as (typeof groups)[number]] : groups;
  return `<!-- Made from kernel/config.ts by tools/pages.ts. Do not edit. -->
# Configuration

Every setting is an environment variable. Any of them may stand in a file instead: \`NAME_FILE=/path\` is read in place of
\`NAME\`, so that a secret need not be in the environment (\`KEY_FILE\` is itself a path and has no such form). All faults
are told at once when a process starts, and \`pendopo doctor\` looks at what the settings point to.

${all.map(([title, names]) => `## ${title}\n\n${table(names)}`).join("\n\n")}

## Outside the program's own schema

| Setting | Meaning | Default |
| --- | --- | --- |
| \`BACKUP_PASSPHRASE\`, \`BACKUP_PASSPHRASE_FILE\` | Wraps the keys in an archive; at least 12 characters. Read by \`pendopo backup\` and \`pendopo restore\` only | |
| \`PENDOPO_POSTGRES\` | Which PostgreSQL the demo and the tests start: \`system\`, \`embedded\` or a folder with binaries | the system's, else the packaged one |
| \`PENDOPO_CACHE\` | Where translated sources are kept | \`.cache\` in the checkout |
`;
}

function table(names: (keyof typeof settings)[]): string {
  const rows = names.map((name) => {
    const schema = settings[name];
    const without = schema.safeParse(undefined);
    const standard = without.success && without.data !== undefined && without.data !== "" ? `\`${without.data}\`` : "";
    return `| \`${name}\` | ${(schema.description ?? "").replaceAll("|", "\\|")} | ${standard} |`;
  });
  return ["| Setting | Meaning | Default |", "| --- | --- | --- |", ...rows].join("\n");
}
