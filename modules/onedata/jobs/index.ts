import type { JobHandler } from "../../../kernel/index.ts";
import { compare } from "../asked/compare.ts";
import { checkAddress } from "../checks/commands.ts";
import { openRounds } from "../commands/rounds.ts";
import { measureRegister } from "../quality/measure.ts";
import { origins } from "../queries/datasets.ts";

/** Every morning: the next rounds are opened, and whoever is late is told. */
export const roundsJob: JobHandler = {
  name: "onedata.open-rounds",
  cron: "20 22 * * *",
  async handle({ act }) {
    while ((await act(openRounds, {})).more);
  },
};

/** One register, when somebody asks. */
export const measureJob: JobHandler = {
  name: "onedata.measure",
  handle: async ({ act }, { register }) => void (await act(measureRegister, { register: String(register) })),
};

/** Every night all of them, one after another. */
export const measureAllJob: JobHandler = {
  name: "onedata.measure-all",
  cron: "40 17 * * *",
  async handle({ act, ask }) {
    for (const { code } of await ask(origins, {})) await act(measureRegister, { register: code });
  },
};

/** What people are asked again: each night, and when a steward asks. */
export const compareJob: JobHandler = {
  name: "onedata.compare",
  cron: "10 18 * * *",
  handle: async (context) => void (await compare(context)),
};

/** One registered API, when its agency asks. */
export const checkJob: JobHandler = {
  name: "onedata.check",
  handle: (context, { address }) => checkAddress(context, String(address)),
};
