// The ground floor's front door: what rooms build with.
export { act } from "./act.ts";
export {
  type Actor,
  type Agreement,
  type Assurance,
  type Hat,
  type Role,
  roles,
  stranger,
  systemActor,
  type Visibility,
} from "./actor.ts";
export { append } from "./append.ts";
export { ask, Sitting } from "./ask.ts";
export { type Believed, believed } from "./believed.ts";
export { type Calendar, nextDay } from "./calendar.ts";
export {
  type Command,
  type CommandContext,
  type Context,
  command,
  type Fact,
  type Job,
  type Outcome,
  type Personal,
  type Query,
  type QueryContext,
  query,
} from "./command.ts";
export { type Database, on, type Statement, sql, Together, type Tx } from "./database/index.ts";
export type { FileStore } from "./files/index.ts";
export { followIn, followOnly, followTo, idsOf, type Moved } from "./following.ts";
export { gather } from "./gather.ts";
export {
  FileFault,
  faultWords,
  type Government,
  officeOf,
  type PlacedFault,
  placedInText,
  placeInYaml,
  readYaml,
  readYamlText,
  text as textSchema,
  type YamlText,
} from "./government.ts";
export { type GovernmentFile, governmentFile } from "./government-file.ts";
export { succeed } from "./history.ts";
export { heldIn } from "./holding.ts";
export {
  type Answer,
  type Bytes,
  desksOf,
  type Form,
  field,
  type GoTo,
  goTo,
  type MountVisit,
  mount,
  type Page,
  page,
  type RequestContext,
  type Route,
  route,
  toJson,
  type Upload,
  type View,
} from "./http/index.ts";
export { isId, timeOf } from "./ids.ts";
export { pause } from "./jobs/relay.ts";
export type {
  Answered,
  AskedFact,
  Following,
  Gate,
  Held,
  Holding,
  JobHandler,
  Listener,
  Manifest,
  Sealer,
  Sign,
  Tap,
  WorkContext,
} from "./module.ts";
export { add, decimal, type Money, money, moneyText } from "./money.ts";
export { numbered } from "./numbered.ts";
export { type Keyset, keyset, pageOf } from "./paging.ts";
export { entitled, type Grant, mask, type Relation, relation, type See } from "./policy.ts";
export { type Fault, faultAt, Refusal, refuse, refuseFields } from "./refusal.ts";
export { type Kms, type Secrets, wrappedKeyOf } from "./secrets/index.ts";
export { type Payload, Spool, spooled, spoolFolder, TooLong } from "./spool.ts";
export type { ActOptions } from "./visit.ts";
export { isLocale, type Locale, locales, type Say, type Text, textIn, type Values } from "./words.ts";
export type { World } from "./world.ts";
