import { ErrorSummary, Tag } from "../../../design/index.ts";
import {
  type Locale,
  type Refusal,
  type RequestContext,
  type Text,
  textIn,
  type World,
} from "../../../kernel/index.ts";
import { allRegisters } from "../../registers/index.ts";
import { writeSystemId } from "../identifier.ts";
import type { AgreementLine } from "../queries/agreements.ts";
import type { AgreementRow, ServiceRow, SystemRow } from "../tables.ts";

export const desk = "/petugas/pertukaran";

/** "Dinas Sosial"; a member from outside is called by its code. */
export function memberName(world: World, code: string | null, locale: Locale): string {
  const agency = world.government.agencies.find((one) => one.code === code);
  return agency ? textIn(agency.name, locale) : (code ?? "");
}

export const idOf = (system: Pick<SystemRow, "instance" | "member_class" | "member" | "system">): string =>
  writeSystemId({
    instance: system.instance,
    memberClass: system.member_class,
    member: system.member,
    system: system.system,
  });

const tones = {
  active: "green",
  asked: "yellow",
  proposed: "yellow",
  refused: "red",
  suspended: "red",
  ended: undefined,
} as const;

/** What a purpose of the record of processing is called. */
export function purposesIn(world: World): ReadonlyMap<string, Text> {
  const named = world.modules.map((room) => room.understands?.(world.government).purposeNames).find(Boolean);
  return (named as ReadonlyMap<string, Text> | undefined) ?? new Map();
}

/** A field as people read it: as its register calls it, else as who was read is told, else its own name. */
export async function fieldWords(
  { ask, world, say, locale }: RequestContext,
  { register, fields }: Pick<ServiceRow, "register" | "fields">,
): Promise<ReadonlyMap<string, string>> {
  const known = register ? (await ask(allRegisters, {})).find(({ code }) => code === register) : undefined;
  return new Map(
    fields.map((name) => {
      const label = known?.fields[name]?.label;
      const key = `privacy.field.${name}`;
      return [name, label ? textIn(label, locale) : world.words.has(key) ? say(key) : name];
    }),
  );
}

/** Where a system or an agreement stands, in a word. */
export const State = ({
  state,
  say,
}: {
  state: SystemRow["state"] | AgreementRow["state"];
  say: RequestContext["say"];
}) => <Tag tone={tones[state]}>{say(`exchange.state.${state}`)}</Tag>;

/** One agreement in a list: who reads what of whom. */
export const agreementItem = (
  one: AgreementLine,
  { world, locale, say }: Pick<RequestContext, "world" | "locale" | "say">,
  href?: string,
) => ({
  ...(href && { href }),
  title: `${memberName(world, one.consumer_agency, locale) || textIn(one.consumer, locale)} → ${textIn(one.service, locale)}`,
  facts: <State state={one.state} say={say} />,
  under: say("exchange.agreement.under", {
    number: one.number,
    provider: memberName(world, one.provider_agency, locale),
    law: one.law,
    until: one.expires_on,
  }),
});

export const Wrong = ({ refusal, context }: { refusal: Refusal | undefined; context: RequestContext }) => {
  const { say } = context;
  if (!refusal) return null;
  const errors =
    refusal.faults.length > 0
      ? refusal.faults.map(({ path, messageKey, values }) => ({
          text: say(messageKey, values),
          href: `#${path.split(".")[0]}`,
        }))
      : [{ text: say(refusal.messageKey, refusal.values) }];
  return <ErrorSummary title={say("exchange.mend")} errors={errors} />;
};
