import type { Calendar, Government } from "../kernel/index.ts";
import { vocabulary } from "../modules/cases/index.ts";
import { everyService, loadServices, type Vocabulary } from "../modules/catalogue/index.ts";
import { purposesOf } from "../modules/privacy/index.ts";

/** What all rooms together understand of a service's files. */
export const wordsOf = (government: Government): Vocabulary => ({
  ...vocabulary,
  purposes: new Set(purposesOf(government).keys()),
});

/** Every service of a government, held to what all rooms together understand. Throws a FileFault with all faults. */
export const servicesOf = (government: Government, calendar?: Calendar): ReturnType<typeof loadServices> =>
  loadServices(government, wordsOf(government), calendar);

/** Every folder of services with what is in it or wrong with it; their own tests are run. */
export const foldersOf = (government: Government, calendar: Calendar): ReturnType<typeof everyService> =>
  everyService(government, { words: wordsOf(government), calendar });
