import { fileURLToPath } from "node:url";
import type { Manifest } from "../../kernel/index.ts";
import { codeFiles } from "./codes.ts";
import { correctPerson } from "./commands/correct-person.ts";
import { enrolPeople } from "./commands/enrol-people.ts";
import { enterBusiness } from "./commands/enter-business.ts";
import { loadCodeLists } from "./commands/load-code-lists.ts";
import { recordLifeEvent } from "./commands/record-life-event.ts";
import { registerBusiness } from "./commands/register-business.ts";
import { exampleFiles } from "./generate/words.ts";
import { holds } from "./holds.ts";
import { listsFile } from "./lists/file.ts";
import { soundsFile } from "./names/sound.ts";
import { mendPage } from "./pages/mend.tsx";
import { recordPage } from "./pages/record.tsx";
import { residentPages } from "./pages/residents.tsx";
import { searchPage } from "./pages/search.tsx";
import { agreedBusiness, agreedPerson } from "./queries/agreed.ts";
import { businessById, businessNumbered } from "./queries/business-by-id.ts";
import { businessesOfPerson } from "./queries/businesses-of-person.ts";
import { codeEntries, codesOfList, findCodes } from "./queries/code-entries.ts";
import { businessActivities, villages } from "./queries/codes.ts";
import { holdersByNumber, numbersOfHolders } from "./queries/holders.ts";
import { knownNumbers } from "./queries/known-numbers.ts";
import { ownInterest, ownInterests } from "./queries/own-interest.ts";
import { peopleEnrolled } from "./queries/people-enrolled.ts";
import { personById } from "./queries/person-by-id.ts";
import { matchPerson, personByNik, personNamed } from "./queries/person-by-nik.ts";
import { personVersions } from "./queries/person-versions.ts";
import { searchDesk, searchPeople } from "./queries/search-people.ts";
import { tallyEligible } from "./queries/tally-eligible.ts";
import { tiesBetween } from "./queries/ties.ts";
import { businessTold, personTold } from "./queries/told.ts";
import { listRoute } from "./routes/list.ts";
import { figures } from "./tally/figures.ts";
import { gatherCounts, gatherJob } from "./tally/gather.ts";
import { quality } from "./tally/quality.ts";
import { residentCounts, residents, residentsWhole } from "./tally/residents.ts";

export const manifest: Manifest = {
  name: "registry",
  folder: fileURLToPath(new URL(".", import.meta.url)),
  holds,
  governmentFiles: [...codeFiles, listsFile, soundsFile, ...exampleFiles],
  pages: [searchPage, recordPage, mendPage, ...residentPages],
  routes: [listRoute],
  commands: [registerBusiness, enterBusiness, correctPerson, recordLifeEvent, enrolPeople, gatherCounts, loadCodeLists],
  jobs: [gatherJob],
  queries: [
    personById,
    personVersions,
    personByNik,
    matchPerson,
    personNamed,
    searchDesk,
    searchPeople,
    peopleEnrolled,
    knownNumbers,
    holdersByNumber,
    numbersOfHolders,
    businessById,
    businessNumbered,
    businessesOfPerson,
    ownInterest,
    ownInterests,
    personTold,
    businessTold,
    tiesBetween,
    businessActivities,
    villages,
    findCodes,
    codeEntries,
    codesOfList,
    tallyEligible,
    agreedPerson,
    agreedBusiness,
    figures,
    residents,
    residentsWhole,
    residentCounts,
    quality,
  ],
};
