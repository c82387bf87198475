// What other rooms may use of the catalogue.
export { publishService } from "./commands/publish-service.ts";
export { explain } from "./decision/explanation.ts";
export { type Decision, decide } from "./decision/table.ts";
export { loadServices } from "./definition/load.ts";
export { isOnline, type OnlineService } from "./definition/schema.ts";
export { evaluate } from "./expression/evaluate.ts";
export type { Value } from "./expression/tree.ts";
export { type Answer, type Answers, type FormField, type FormPage, isFileAnswer } from "./form/field.ts";
export { forms } from "./form/forms.ts";
export { answerWords, faultWords } from "./form/words.ts";
export { lifeEvents } from "./life-events.ts";
export { type Effect, fresh, ProcessFault, type ProcessState, step } from "./process/step.ts";
export { allServices, serviceByCode } from "./queries/services.ts";
