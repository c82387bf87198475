import { settings } from "../../kernel/config.ts";

const text = `pendopo: a government's services, in one process and one PostgreSQL

To look around
  npm run demo                 the example government, complete, on this machine
      --port 8080              port of the web address
      --data DIR               where its data lives (default .pendopo/demo)
      --people 2000            size of the population register, up to 1000000
      --with-province          a second government beside it, on the next port, with which it exchanges
      --no-cases               begin without the example's applications
      --fresh                  throw the demo's data away first
      --accounts-file FILE     write the demo accounts as JSON too
  npm test                     every check; "npm test -- kernel" runs those whose path holds the word

To run it for real (DATABASE_URL and GOVERNMENT_DIR set)
  pendopo migrate              bring the database to this version's form
  pendopo seed                 load the government's files (services, codes, purposes)
  pendopo enrol FILE           bring a population register in, from CSV or JSON Lines ("--help" lists the columns)
  pendopo import-register REGISTER FILE   bring records into any register ("--help" says more)
      --check                  only check it
      --skip-bad               leave out the rows at fault
  pendopo export REGISTER FILE --account X --reason R   take a register out, in an officer's name ("--help" says more)
  pendopo appoint --agency A --office O --roles administrator
                               give the first administrator (and, another person, the first approver) their duty;
                               the NIK is asked for (or --nik-file FILE, or - for a pipe)
  pendopo check [SERVICE]      look at the services' files and run their tests; say file, line and what to mend
  pendopo schema               write the JSON Schemas of the government's files beside them, for editors
  pendopo start                web and worker in one process
  pendopo serve                web only; as many of these as needed
  pendopo work                 worker only: jobs, timers, the log's signer
  pendopo doctor               look at configuration, database, keys, mail and disk; say what to mend

To keep it safe
  pendopo backup FILE          one archive: database, files, keys (wrapped by BACKUP_PASSPHRASE)
  pendopo restore FILE         the same state in an empty place
  pendopo verify-log URL       recompute a Pendopo's public log from outside (--since FILE, --key KEY)
  pendopo verify-log --proof F --key K   check one downloaded proof
  pendopo verify-log --database   compare the log with every journal row
  pendopo token --account X    a bearer token for scripts (--hat citizen|business|officer, --days 1)

Settings (environment variables, or NAME_FILE for a file that holds the value)
`;

/** Prints the manual: what each verb does and what can be set. */
export async function run(): Promise<void> {
  const rows = Object.entries(settings).map(([name, schema]) => {
    const fallback = schema.safeParse(undefined);
    const standard =
      fallback.success && fallback.data !== undefined && fallback.data !== "" ? ` [${fallback.data}]` : "";
    return `  ${name.padEnd(22)} ${schema.description ?? ""}${standard}`;
  });
  console.log(text + rows.join("\n"));
}
