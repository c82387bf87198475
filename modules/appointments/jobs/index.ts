import type { JobHandler } from "../../../kernel/index.ts";
import { remind, sweep } from "../commands/sweep.ts";
import { offerPlaces } from "../commands/waiting.ts";

export const sweepJob: JobHandler = {
  name: "appointments.sweep",
  cron: "*/5 * * * *",
  async handle({ act }) {
    while ((await act(sweep, {})).more);
  },
};

export const remindJob: JobHandler = {
  name: "appointments.remind",
  handle: async ({ act }, { ticket }) =>
    void (await act(remind, { ticket: String(ticket) }, { key: `remind:${String(ticket)}` })),
};

export const offerJob: JobHandler = {
  name: "appointments.offer-places",
  handle: async ({ act }, { place, errand }) =>
    void (await act(offerPlaces, { place: String(place), errand: String(errand) })),
};
