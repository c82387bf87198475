// The front door of the registers of people and of businesses.
import { keepersOf } from "./codes.ts";
import { businessFields, enterBusiness } from "./commands/enter-business.ts";
import { loadCodeLists } from "./commands/load-code-lists.ts";
import { recordLifeEvent } from "./commands/record-life-event.ts";
import { eventFields } from "./events/index.ts";
import { codeListsOf } from "./lists/file.ts";
import { isNib } from "./nib.ts";
import { plainName } from "./person.ts";
import { agreeable, agreedBusiness, agreedPerson } from "./queries/agreed.ts";
import { businessNumbered } from "./queries/business-by-id.ts";
import { codeEntries, findCodes } from "./queries/code-entries.ts";
import { holderNumbered, numbersOf } from "./queries/holder-numbered.ts";
import { ownInterest as ownInterestInOne, ownInterests } from "./queries/own-interest.ts";
import { personNamed } from "./queries/person-by-nik.ts";
import { searchReasons } from "./queries/search-people.ts";

export type { Business } from "./business.ts";
export { correctPerson } from "./commands/correct-person.ts";
export { registerBusiness } from "./commands/register-business.ts";
export { registerFile } from "./enrolment/register-file.ts";
export { demoPeople } from "./generate/demo.ts";
export { examplePeople } from "./generate/people.ts";
export { readNik, tidyNik } from "./nik.ts";
export type { Address, Person } from "./person.ts";
export { businessById } from "./queries/business-by-id.ts";
export { businessesOfPerson } from "./queries/businesses-of-person.ts";
export { personById } from "./queries/person-by-id.ts";
export { matchPerson, nikSchema, personByNik } from "./queries/person-by-nik.ts";
export { searchPeople } from "./queries/search-people.ts";
export { tallyEligible } from "./queries/tally-eligible.ts";
export { seedRegistry } from "./seed.ts";

/** What a form's answers are held against: code lists, a person's number and name, a business number; why one looks. */
export const lookups = {
  loadCodeLists,
  codeListsOf,
  findCodes,
  codeEntries,
  personNamed,
  isNib,
  plainName,
  searchReasons,
  keepersOf,
  businessNumbered,
  holderNumbered,
  numbersOf,
  agreeable,
  agreedPerson,
  agreedBusiness,
} as const;

/** What another room may have written here, with what each must be told. */
export const entries = { recordLifeEvent, eventFields, enterBusiness, businessFields } as const;

/** Whether what an officer has before them is their own: one thing, or many. */
export const ownInterest = { inOne: ownInterestInOne, inMany: ownInterests } as const;
