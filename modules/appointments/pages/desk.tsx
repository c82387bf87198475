import { Button, FactRows, Notice, Select, Table, TextInput } from "../../../design/index.ts";
import { field, goTo, page, type RequestContext, refuse, textIn } from "../../../kernel/index.ts";
import { searchPeople } from "../../registry/index.ts";
import { arrive, callNext, countStock, drawNumber, finish } from "../commands/desk.ts";
import { countersOf, type Place, placeOf } from "../counters.ts";
import { deskToday } from "../queries/desk.ts";
import { screen } from "../queries/free.ts";
import { servesAt } from "../ticket.ts";
import { faultAt, hourWords, Once, Refused, stateTag } from "./parts.tsx";

/** Which desk I sit at today. */
export const desksPage = page({
  path: "/petugas/loket",
  desk: { label: "appointments.desk.menu", roles: ["front-desk"] },
  show({ world, say, locale, actor }) {
    if (actor.hat === "anyone") refuse("sign-in-needed", "kernel.refusal.sign-in-needed");
    if (!actor.officer?.roles.includes("front-desk")) refuse("not-allowed", "kernel.refusal.not-allowed");
    const places = countersOf(world.government).places.filter((place) => servesAt(actor, place));
    return {
      title: say("appointments.desk.choose"),
      main: (
        <>
          <h1>{say("appointments.desk.choose")}</h1>
          {places.length === 0 && <p>{say("appointments.desk.no-place")}</p>}
          {places.map((place) => (
            <section key={place.code}>
              <h2>{textIn(place.name, locale)}</h2>
              <FactRows
                items={place.desks.map((desk) => ({
                  href: `/petugas/loket/${place.code}/${desk.code}`,
                  title: textIn(desk.name, locale),
                  under: desk.errands
                    .map((code) => textIn(place.errands.find((one) => one.code === code)?.name, locale))
                    .join(", "),
                }))}
              />
            </section>
          ))}
        </>
      ),
    };
  },
});

/** A desk: call the next number, say what became of it, give numbers at the door. */
export const deskPage = page({
  path: "/petugas/loket/:place/:desk",
  async show(context, refusal) {
    const { world, ask, say, locale, params, query } = context;
    const place = placeOf(world.government, params.place ?? "");
    const desk = place?.desks.find((one) => one.code === params.desk);
    if (!place || !desk) refuse("not-found", "kernel.refusal.not-found");
    const { tickets, done, stocks } = await ask(deskToday, { place: place.code });
    const { errands } = await ask(screen, { place: place.code });
    const name = (code: string) => textIn(place.errands.find((one) => one.code === code)?.name ?? code, locale);
    const here = tickets.find((one) => one.state === "called" && one.desk === desk.code);
    const path = `/petugas/loket/${place.code}/${desk.code}`;
    const waiting = tickets.filter((one) => one.state === "arrived" && desk.errands.includes(one.errand)).length;
    return {
      title: `${textIn(desk.name, locale)} · ${textIn(place.name, locale)}`,
      back: { href: "/petugas/loket", label: say("appointments.desk.choose") },
      main: (
        <>
          <Refused refusal={refusal} say={say} />
          {query.nomor && <Notice>{say("appointments.desk.drawn", { number: query.nomor.slice(0, 8) })}</Notice>}
          {query.kosong && <Notice>{say("appointments.desk.empty")}</Notice>}
          <p class="caption">{textIn(place.name, locale)}</p>
          <h1>{textIn(desk.name, locale)}</h1>
          <div class="two">
            <section aria-labelledby="now">
              <h2 id="now">{say("appointments.desk.now")}</h2>
              <form method="post" action={path}>
                <Once context={context} />
                {here ? (
                  <>
                    <p class="amount">{here.number}</p>
                    <p>
                      {name(here.errand)}
                      {here.slot && ` · ${hourWords(here.slot, locale)}`}
                    </p>
                    <input type="hidden" name="ticket" value={here.id} />
                    <div class="govuk-button-group">
                      <Button name="do" value="served" shortcut="s">
                        {say("appointments.desk.served")}
                      </Button>
                      <Button name="do" value="missed" look="secondary">
                        {say("appointments.desk.missed")}
                      </Button>
                      <Button name="do" value="again" look="secondary">
                        {say("appointments.desk.again")}
                      </Button>
                    </div>
                  </>
                ) : (
                  <>
                    <p>{say("appointments.desk.waiting", { count: waiting })}</p>
                    <Button name="do" value="next" shortcut="n">
                      {say("appointments.desk.next")}
                    </Button>
                  </>
                )}
              </form>
              <p class="quiet">
                {say("appointments.desk.today", {
                  served: done.served ?? 0,
                  missed: done.missed ?? 0,
                  unserved: done.unserved ?? 0,
                })}
              </p>
              <Table
                caption={say("appointments.desk.list")}
                head={[
                  say("appointments.desk.number"),
                  say("appointments.fact.errand"),
                  say("appointments.desk.hour"),
                  say("appointments.desk.state"),
                ]}
                rows={tickets.map((one) => [
                  one.number,
                  name(one.errand),
                  one.slot ? hourWords(one.slot, locale) : say("appointments.desk.walk-in"),
                  stateTag(one.state, say),
                ])}
              />
            </section>
            <Door
              context={context}
              place={place}
              path={path}
              errands={errands}
              stocks={stocks}
              error={faultAt(refusal, "code", say)}
            />
          </div>
        </>
      ),
    };
  },
  async submit({ act, ask, form, params }) {
    const [place, desk] = [params.place ?? "", params.desk ?? ""];
    const path = `/petugas/loket/${place}/${desk}`;
    const what = field(form, "do");
    if (what === "next") {
      const { number } = await act(callNext, { place, desk });
      return goTo(number ? path : `${path}?kosong=ya`);
    }
    if (what === "served" || what === "missed" || what === "again")
      await act(finish, { ticket: field(form, "ticket"), outcome: what });
    else if (what === "arrive") await act(arrive, { place, code: field(form, "code").replace(/[\s-]/g, "") });
    else if (what === "stock")
      await act(countStock, { place, stock: field(form, "stock"), onHand: field(form, "onHand") || "?" });
    else if (what === "draw") {
      const { number } = await act(drawNumber, { place, errand: field(form, "errand") });
      return goTo(`${path}?nomor=${number}`);
    } else if (what === "person") {
      const { people } = await ask(searchPeople, { nik: field(form, "nik"), reason: "counter-visit" });
      if (!people[0]) refuse("not-found", "appointments.refusal.nobody");
      return goTo(`/petugas/janji/${people[0].id}`);
    } else refuse("invalid", "kernel.refusal.invalid");
    return goTo(path);
  },
});

/** What is done at the door: a number for who came without one, a code of who booked, blanks, and booking for a person. */
function Door(props: {
  context: RequestContext;
  place: Place;
  path: string;
  errands: readonly { errand: string; freeAtDoor: number }[];
  stocks: readonly { stock: string; on_hand: number }[];
  error: string | undefined;
}) {
  const { context, place, path, errands, stocks, error } = props;
  const { say, locale, world, form } = context;
  const uses = countersOf(world.government).stocks.filter(({ code }) =>
    place.errands.some(({ stock }) => stock === code),
  );
  return (
    <section class="box" aria-labelledby="door">
      <h2 id="door">{say("appointments.desk.door")}</h2>
      <form method="post" action={path}>
        <Once context={context} />
        <Select
          id="errand"
          name="errand"
          label={say("appointments.desk.draw-for")}
          value={field(form, "errand")}
          options={errands.map((one) => ({
            value: one.errand,
            text: `${textIn(place.errands.find(({ code }) => code === one.errand)?.name, locale)} (${say("appointments.desk.left", { free: one.freeAtDoor })})`,
            disabled: one.freeAtDoor === 0,
          }))}
        />
        <Button name="do" value="draw" look="secondary" shortcut="d">
          {say("appointments.desk.draw")}
        </Button>
      </form>
      <form method="post" action={path} autocomplete="off">
        <Once context={context} />
        <TextInput
          id="code"
          name="code"
          label={say("appointments.arrive.code")}
          value={field(form, "code")}
          error={error}
          width={10}
          maxLength={20}
        />
        <Button name="do" value="arrive" look="secondary">
          {say("appointments.arrive.do")}
        </Button>
      </form>
      {uses.map(({ code, name }) => (
        <form method="post" action={path} key={code}>
          <Once context={context} />
          <input type="hidden" name="stock" value={code} />
          <TextInput
            id={`stock-${code}`}
            name="onHand"
            kind="number"
            label={say("appointments.desk.stock", { name: textIn(name, locale) })}
            value={String(stocks.find(({ stock }) => stock === code)?.on_hand ?? 0)}
            width={5}
            maxLength={7}
          />
          <Button name="do" value="stock" look="secondary">
            {say("appointments.desk.count")}
            <span class="govuk-visually-hidden"> {textIn(name, locale)}</span>
          </Button>
        </form>
      ))}
      <form method="post" action={path} autocomplete="off">
        <Once context={context} />
        <TextInput
          id="nik"
          name="nik"
          kind="code"
          label={say("appointments.desk.nik")}
          hint={say("appointments.desk.nik-hint")}
          width={20}
          maxLength={40}
          autocomplete="off"
        />
        <Button name="do" value="person" look="secondary">
          {say("appointments.desk.find")}
        </Button>
      </form>
    </section>
  );
}
