import { parseArgs } from "node:util";
import { act, type Government, Refusal, systemActor, textIn } from "../../kernel/index.ts";
import { appointFirst } from "../../modules/identity/index.ts";
import { openHouse } from "../open.ts";
import { refusedAt } from "./refused.ts";
import { secretLine } from "./secret-line.ts";
import { UsageFault } from "./usage.ts";

const duties = ["administrator", "approver"] as const;

/** Gives the first administrator, and the first approver, their duty: everybody else is appointed in the browser. */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      nik: { type: "string" },
      "nik-file": { type: "string" },
      agency: { type: "string", default: "" },
      office: { type: "string", default: "" },
      roles: { type: "string", default: "" },
    },
  });
  const role = duties.find((duty) => duty === values.roles);
  if (!role)
    throw new UsageFault(
      values.roles.includes(",")
        ? "One duty for one person: power needs two people. Appoint the administrator, then another person as approver."
        : `--roles is one of: ${duties.join(", ")}. All other duties are given in the browser, by the administrator.`,
    );
  const open = await openHouse();
  try {
    const { government } = open.world;
    const office = government.agencies
      .find(({ code }) => code === values.agency)
      ?.offices.find(({ code }) => code === values.office);
    if (!office)
      throw new UsageFault(`There is no office ${values.agency}/${values.office}. There are:\n${offices(government)}`);
    const nik = values.nik ?? (await secretLine(values["nik-file"], "NIK (not shown): ", "--nik-file"));
    const { agency } = values;
    await act(
      open.world,
      systemActor("identity"),
      appointFirst,
      { nik, agency, office: office.code, role },
      { via: "cli" },
    );
    console.log(`Done: the first ${role} works at ${agency}/${office.code}, and is told so in their inbox.`);
    console.log(`They sign in at ${open.world.config.PUBLIC_URL}/masuk and choose the office at /akun/bertindak.`);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const fault = refusedAt(open.world, error);
    if (error.messageKey === "identity.fault.no-account")
      fault.message += ` They do so at ${open.world.config.PUBLIC_URL}/daftar.`;
    throw fault;
  } finally {
    await open.close();
  }
}

const offices = (government: Government): string =>
  government.agencies
    .flatMap((agency) =>
      agency.offices.map(
        ({ code, name }) =>
          `  --agency ${agency.code} --office ${code}   ${agency.short ?? agency.code}: ${textIn(name, "en")}`,
      ),
    )
    .join("\n");
