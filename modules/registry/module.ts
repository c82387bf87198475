import { fileURLToPath } from "node:url";
import type { Manifest } from "../../kernel/index.ts";
import { codeFiles } from "./codes.ts";
import { correctPerson } from "./commands/correct-person.ts";
import { enrolPeople } from "./commands/enrol-people.ts";
import { registerBusiness } from "./commands/register-business.ts";
import { exampleFiles } from "./generate/words.ts";
import { mendPage } from "./pages/mend.tsx";
import { recordPage } from "./pages/record.tsx";
import { searchPage } from "./pages/search.tsx";
import { businessById } from "./queries/business-by-id.ts";
import { businessesOfPerson } from "./queries/businesses-of-person.ts";
import { businessActivities, villages } from "./queries/codes.ts";
import { knownNumbers } from "./queries/known-numbers.ts";
import { ownInterest } from "./queries/own-interest.ts";
import { peopleEnrolled } from "./queries/people-enrolled.ts";
import { personById } from "./queries/person-by-id.ts";
import { matchPerson, personByNik } from "./queries/person-by-nik.ts";
import { personVersions } from "./queries/person-versions.ts";
import { searchDesk, searchPeople } from "./queries/search-people.ts";

export const manifest: Manifest = {
  name: "registry",
  folder: fileURLToPath(new URL(".", import.meta.url)),
  governmentFiles: [...codeFiles, ...exampleFiles],
  pages: [searchPage, recordPage, mendPage],
  commands: [registerBusiness, correctPerson, enrolPeople],
  queries: [
    personById,
    personVersions,
    personByNik,
    matchPerson,
    searchDesk,
    searchPeople,
    peopleEnrolled,
    knownNumbers,
    businessById,
    businessesOfPerson,
    ownInterest,
    businessActivities,
    villages,
  ],
};
