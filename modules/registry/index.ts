// The front door of the registers of people and of businesses.
import { keepersOf, placesOf } from "./codes.ts";
import { businessFields, enterBusiness } from "./commands/enter-business.ts";
import { loadCodeLists } from "./commands/load-code-lists.ts";
import { recordLifeEvent } from "./commands/record-life-event.ts";
import { eventFields } from "./events/index.ts";
import { codeListsOf } from "./lists/file.ts";
import { isNib } from "./nib.ts";
import { plainName } from "./person.ts";
import { agreeable, agreedBusiness, agreedPerson } from "./queries/agreed.ts";
import { businessNumbered } from "./queries/business-by-id.ts";
import { codeEntries, codesOfList, findCodes } from "./queries/code-entries.ts";
import { holdersByNumber, numbersOfHolders } from "./queries/holders.ts";
import { ownInterest as ownInterestInOne, ownInterests } from "./queries/own-interest.ts";
import { personNamed } from "./queries/person-by-nik.ts";
import { searchReasons } from "./queries/search-people.ts";
import { tiesBetween } from "./queries/ties.ts";
import { businessTold, personTold } from "./queries/told.ts";
import { figureColumns, figures } from "./tally/figures.ts";
import { quality } from "./tally/quality.ts";

export type { Business } from "./business.ts";
export { correctPerson } from "./commands/correct-person.ts";
export { registerBusiness } from "./commands/register-business.ts";
export { registerFile } from "./enrolment/register-file.ts";
export { Chance } from "./generate/chance.ts";
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
  codesOfList,
  personNamed,
  isNib,
  plainName,
  searchReasons,
  keepersOf,
  businessNumbered,
  agreeable,
  agreedPerson,
  agreedBusiness,
  placesOf,
  holdersByNumber,
  numbersOfHolders,
} as const;

/** What another room may have written here, with what each must be told. */
export const entries = { recordLifeEvent, eventFields, enterBusiness, businessFields } as const;

/** What a register says, for a question of another room that leaves the receipt itself. */
export const told = { person: personTold, business: businessTold } as const;

/** Whether what an officer has before them is their own, one thing or many; and what ties them to whom they read. */
export const ownInterest = { inOne: ownInterestInOne, inMany: ownInterests, tiesBetween } as const;

/** Figures over people and businesses, for statistics: nothing in them says who somebody is. */
export const statistics = { figures, figureColumns, quality } as const;
