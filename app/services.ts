import type { Government } from "../kernel/index.ts";
import { vocabulary } from "../modules/cases/index.ts";
import { loadServices } from "../modules/catalogue/index.ts";
import { purposesOf } from "../modules/privacy/index.ts";

/** Every service of a government, held to what all rooms together understand. Throws a FileFault with all faults. */
export const servicesOf = (government: Government): ReturnType<typeof loadServices> =>
  loadServices(government, {
    ...vocabulary,
    purposes: new Set(purposesOf(government).keys()),
  });
