// What other rooms may use of the catalogue.
export { publishService } from "./commands/publish-service.ts";
export { reportFaults } from "./commands/record-signature.ts";
export { everyService, loadServices } from "./definition/load.ts";
export { isOnline, type OnlineService } from "./definition/schema.ts";
export { type Change, changeWords, difference } from "./difference/difference.ts";
export { lifeEvents } from "./life-events.ts";
export { allServices, serviceByCode } from "./queries/services.ts";
export { mayApply } from "./trial/judge.ts";
export { vocabularyOf } from "./vocabulary.ts";
