import type { Calendar, Government, Manifest } from "../kernel/index.ts";
import { everyService, loadServices, vocabularyOf } from "../modules/catalogue/index.ts";

/** Every service of a government, held to what all rooms together understand. Throws a FileFault with all faults. */
export const servicesOf = (
  modules: readonly Manifest[],
  government: Government,
  calendar?: Calendar,
): ReturnType<typeof loadServices> => loadServices(government, vocabularyOf(modules, government), calendar);

/** Every folder of services with what is in it or wrong with it; their own tests are run. */
export const foldersOf = (
  modules: readonly Manifest[],
  government: Government,
  calendar: Calendar,
): ReturnType<typeof everyService> => everyService(government, { words: vocabularyOf(modules, government), calendar });
