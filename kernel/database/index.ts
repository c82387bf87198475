export { type Kysely, type SqlBool, sql } from "kysely";
export { Client, Pool } from "pg";
export { from as copyFrom, to as copyTo } from "pg-copy-streams";
export { asRefusal, type Database, isAway, openDatabase, openJobsPool } from "./database.ts";
export {
  type DatabaseUrls,
  type MigrationFolder,
  migrate,
  migrationsIn,
  newPassword,
  pendingMigrations,
  prepareDatabase,
  withDatabase,
} from "./migrate.ts";
export { Together } from "./together.ts";
export { on, type Statement, type Tx } from "./transaction.ts";
