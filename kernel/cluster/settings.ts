import { totalmem } from "node:os";
import type { Place } from "./place.ts";

/** Who may connect: everybody by password, over the socket only. */
export const accessRules = "# Written at every start.\nlocal all all scram-sha-256\n";

/**
 * PostgreSQL's settings for a machine of 2 cores that also runs web and worker;
 * written at every start. An operator's own go into `local.conf` beside it,
 * which is read last and never written.
 * `durable: false` trades survival of a power cut for speed; only tests may.
 */
export function settings(place: Place, options: { durable: boolean }): string {
  // In a container the machine's memory is not all ours.
  const memoryMb = Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY) / 2 ** 20;
  const lines: Record<string, string> = {
    // No network at all: the socket lies in a folder that only its owner can enter.
    listen_addresses: "''",
    port: "5432",
    unix_socket_directories: `'${place.socketDir}'`,
    unix_socket_permissions: "0700",
    max_connections: "100",
    superuser_reserved_connections: "3",
    // A sixteenth of the memory for its own pages, half of it for what the system keeps of files.
    shared_buffers: `'${Math.min(2048, Math.max(128, Math.round(memoryMb / 16)))}MB'`,
    effective_cache_size: `'${Math.max(256, Math.round(memoryMb / 2))}MB'`,
    work_mem: "'8MB'",
    maintenance_work_mem: "'128MB'",
    // Solid-state disks: a random page costs about as much as the next one.
    random_page_cost: "1.1",
    ...(process.platform === "linux" ? { effective_io_concurrency: "32" } : {}),
    // Compiling a query takes longer than any of ours runs (DIGIT names it as a cause of its slowness).
    jit: "off",
    max_parallel_workers_per_gather: "1",
    // Rare checkpoints: after each one, every page is logged whole at its first change.
    max_wal_size: "'2GB'",
    checkpoint_timeout: "'10min'",
    autovacuum_vacuum_scale_factor: "0.05",
    autovacuum_analyze_scale_factor: "0.05",
    autovacuum_vacuum_cost_limit: "1000",
    // One lock per partition touched.
    max_locks_per_transaction: "128",
    timezone: "'UTC'",
    log_timezone: "'UTC'",
    password_encryption: "'scram-sha-256'",
    // A week of log files, each overwritten after seven days. Statements and the
    // DETAIL lines of errors hold values of people's records, so neither is logged.
    logging_collector: "on",
    log_directory: "'../log'",
    log_filename: "'postgresql-%a.log'",
    log_rotation_age: "'1d'",
    log_rotation_size: "0",
    log_truncate_on_rotation: "on",
    log_error_verbosity: "terse",
    log_min_error_statement: "panic",
    log_checkpoints: "off",
    ...(options.durable
      ? { fsync: "on", synchronous_commit: "on", full_page_writes: "on" }
      : { fsync: "off", synchronous_commit: "off", full_page_writes: "off" }),
    include_if_exists: "'../local.conf'",
  };
  return `# Written at every start; your own settings go into ../local.conf.\n${Object.entries(lines)
    .map(([name, value]) => (name.startsWith("include") ? `${name} ${value}` : `${name} = ${value}`))
    .join("\n")}\n`;
}
