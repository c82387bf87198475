import type { Logger } from "pino";
import type { Calendar } from "./calendar.ts";
import type { Clock } from "./clock.ts";
import type { Config } from "./config.ts";
import type { Database } from "./database/index.ts";
import type { FileStore } from "./files/index.ts";
import type { Government } from "./government.ts";
import type { Manifest } from "./module.ts";
import type { Patience } from "./patience.ts";
import type { ReceiptBook } from "./receipts.ts";
import type { Secrets } from "./secrets/index.ts";
import type { Words } from "./words.ts";

/** All that code may know of the outside. A test makes one with a stopped clock and a database of its own. */
export interface World {
  config: Config;
  government: Government;
  calendar: Calendar;
  clock: Clock;
  newId(): string;
  database: Database;
  secrets: Secrets;
  files: FileStore;
  words: Words;
  log: Logger;
  receipts: ReceiptBook;
  /** For doors that guessers knock on: counted for all processes together. */
  patience: Patience;
  /** Against floods: counted in this process, costs nothing. */
  floods: Patience;
  modules: readonly Manifest[];
}
