import { fileURLToPath } from "node:url";
import type { Manifest } from "../../kernel/index.ts";
import { codeFiles } from "./codes.ts";
import { correctPerson } from "./commands/correct-person.ts";
import { carryOutProposal, decideProposal } from "./commands/decide-proposal.ts";
import { findDoubles, judgeDouble } from "./commands/doubles.ts";
import { enrolPeople } from "./commands/enrol-people.ts";
import { enterBusiness } from "./commands/enter-business.ts";
import { loadCodeLists } from "./commands/load-code-lists.ts";
import { proposeMerge, proposeSplit, proposeUndo } from "./commands/propose-merge.ts";
import { recordLifeEvent } from "./commands/record-life-event.ts";
import { registerBusiness } from "./commands/register-business.ts";
import { follows, knownAs } from "./follows.ts";
import { exampleFiles } from "./generate/words.ts";
import { holds } from "./holds.ts";
import { findDoublesJob } from "./jobs/find-doubles.ts";
import { listsFile } from "./lists/file.ts";
import { soundsFile } from "./names/sound.ts";
import { doublesPage } from "./pages/doubles.tsx";
import { mendPage } from "./pages/mend.tsx";
import { pairPage } from "./pages/pair.tsx";
import { proposalPage } from "./pages/proposal.tsx";
import { recordPage } from "./pages/record.tsx";
import { residentPages } from "./pages/residents.tsx";
import { searchPage } from "./pages/search.tsx";
import { splitPage } from "./pages/split.tsx";
import { agreedBusiness, agreedPerson } from "./queries/agreed.ts";
import { businessById, businessNumbered } from "./queries/business-by-id.ts";
import { businessesOfPerson } from "./queries/businesses-of-person.ts";
import { codeEntries, codesOfList, findCodes } from "./queries/code-entries.ts";
import { businessActivities, villages } from "./queries/codes.ts";
import { idsByNik, openDoubles, pairOfPeople } from "./queries/doubles.ts";
import { holdersByNumber, numbersOfHolders } from "./queries/holders.ts";
import { knownNumbers } from "./queries/known-numbers.ts";
import { ownInterest, ownInterests } from "./queries/own-interest.ts";
import { peopleEnrolled } from "./queries/people-enrolled.ts";
import { personById } from "./queries/person-by-id.ts";
import { matchPerson, personByNik, personNamed } from "./queries/person-by-nik.ts";
import { personVersions } from "./queries/person-versions.ts";
import { proposalById, proposals, splitChoices } from "./queries/proposals.ts";
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
  follows,
  knownAs,
  governmentFiles: [...codeFiles, listsFile, soundsFile, ...exampleFiles],
  pages: [searchPage, doublesPage, pairPage, proposalPage, splitPage, recordPage, mendPage, ...residentPages],
  routes: [listRoute],
  jobs: [findDoublesJob, gatherJob],
  commands: [
    registerBusiness,
    enterBusiness,
    correctPerson,
    recordLifeEvent,
    enrolPeople,
    gatherCounts,
    loadCodeLists,
    findDoubles,
    judgeDouble,
    proposeMerge,
    proposeUndo,
    proposeSplit,
    decideProposal,
    carryOutProposal,
  ],
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
    openDoubles,
    pairOfPeople,
    idsByNik,
    proposals,
    proposalById,
    splitChoices,
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
