// What other rooms may use of the catalogue.
import { awaitedIn, grantsUnseen, heldAtTheDoor, isGranting, lastDayOf, overAt } from "./definition/later.ts";

export { publishService } from "./commands/publish-service.ts";
export { reportFaults } from "./commands/record-signature.ts";
export { stepOf } from "./definition/lint-afterlife.ts";
export { everyService, type FileSet, loadServices } from "./definition/load.ts";
export type { PermitFile } from "./definition/permit.ts";
export { isOnline, type OnlineService, parts, type ServiceDefinition, ServiceFile } from "./definition/schema.ts";
export { drafting } from "./drafting.ts";
export { type DueEffect, effectsAt } from "./effects.ts";
export { lifeEvents } from "./life-events.ts";
export { allServices, serviceByCode } from "./queries/services.ts";
export { publishedFiles } from "./queries/versions.ts";
export { Course } from "./trial/course.ts";
export { decidedFor, factsOn, mayApply } from "./trial/judge.ts";
export { vocabularyOf } from "./vocabulary.ts";

/** What may be brought after the hand-in, and what must not be granted before it is there. */
export const promising = { awaitedIn, grantsUnseen, heldAtTheDoor, isGranting, lastDayOf, overAt } as const;
