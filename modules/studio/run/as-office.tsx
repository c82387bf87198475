import { Button, InsetText, TextInput } from "../../../design/index.ts";
import { type RequestContext, textIn } from "../../../kernel/index.ts";
import { namedBy } from "../../cases/index.ts";
import type { OnlineService } from "../../catalogue/index.ts";
import { forms } from "../../forms/index.ts";
import { Picture } from "../../process/index.ts";
import { calledOf } from "../editor/inner.tsx";
import { Once } from "../pages/parts.tsx";
import { samplesFile } from "../samples.ts";
import { comeTo, nextOf, type Walk } from "../walk.ts";

/** The case after it was handed in: where it stands, who could do what, and what time would do. */
export function AsOffice(props: { context: RequestContext; here: string; service: OnlineService; walk: Walk }) {
  const { context, here, service, walk } = props;
  const { say, locale, world } = context;
  const course = comeTo(service, walk, world.calendar)?.course;
  if (!course) return <p>{say("studio.run.stuck")}</p>;
  const named = namedBy(say);
  const { ended } = course.state;
  const called = (step: string) => calledOf(service.process.steps[step], locale) || step;
  return (
    <form method="post" action={here}>
      <Once once={context.once} />
      {ended ? (
        <InsetText>{say("studio.run.ended", { outcome: named("end", ended) ?? ended })}</InsetText>
      ) : (
        <>
          <p>{say("studio.run.due", { day: world.calendar.today(course.due) })}</p>
          {nextOf(service, course).map((next) => (
            <section key={`${next.step} ${next.item}`} class="places">
              <h2>
                {called(next.step)} {next.item && <span class="origin">{next.item}</span>}
              </h2>
              {next.outcomes.map((outcome) => (
                <Button
                  key={outcome}
                  look="secondary"
                  name="_happens"
                  value={`chooses:${next.step}:${outcome}:${next.item ?? ""}`}
                >
                  {named("outcome", outcome) ?? outcome}
                </Button>
              ))}
              {next.comes && (
                <Button look="secondary" name="_happens" value={`comes:${next.comes}`}>
                  {say("studio.run.comes", { what: named("wait", next.comes) ?? next.comes })}
                </Button>
              )}
              {next.signal && (
                <Button look="secondary" name="_happens" value={`signal:${next.signal}`}>
                  {say("studio.run.signal", { signal: next.signal })}
                </Button>
              )}
            </section>
          ))}
          {course.awaits.length > 0 && (
            <section class="places">
              <h2>{say("studio.run.awaits")}</h2>
              {course.awaits.map((id) => (
                <Button key={id} look="secondary" name="_happens" value={`brings:${id}`}>
                  {say("studio.run.brings", { what: textIn(forms.fieldById(service.form, id)?.field.label, locale) })}
                </Button>
              ))}
            </section>
          )}
          <section class="places">
            <h2>{say("studio.run.time")}</h2>
            <TextInput id="days" name="days" label={say("studio.run.days")} kind="number" width={4} value="5" />
            <Button look="secondary" name="_happens" value="passes">
              {say("studio.run.pass")}
            </Button>
          </section>
        </>
      )}
      <h2>{say("studio.run.path")}</h2>
      <ol>
        {course.path.map((step, i) => (
          <li key={i}>{called(step)}</li>
        ))}
      </ol>
      <section class="places">
        <h2>{say("studio.run.record")}</h2>
        <p>{say("studio.run.record-about")}</p>
        <TextInput id="title" name="title" label={say("studio.run.title")} value={calledWalk(context, walk)} />
        <Button name="_record" value="yes">
          {say("studio.run.keep")}
        </Button>
      </section>
    </form>
  );
}

/** A walk goes by its invented person. */
const calledWalk = ({ world, locale }: RequestContext, walk: Walk): string => {
  const sample = samplesFile.of(world.government).find(({ code }) => code === walk.sample);
  return sample ? textIn(sample.title, locale) : walk.sample;
};

/** What is known of a walk: who, when, and where in the picture of the process. */
export function Known({
  context,
  here,
  service,
  walk,
}: {
  context: RequestContext;
  here: string;
  service: OnlineService;
  walk: Walk;
}) {
  const { say, locale, world } = context;
  const at = walk.handedIn && comeTo(service, walk, world.calendar)?.course.state;
  return (
    <>
      <h2>{calledWalk(context, walk)}</h2>
      <p>{say("studio.run.on-day", { day: walk.day })}</p>
      <form method="post" action={here}>
        <Once once={context.once} />
        <Button look="secondary" name="_over" value="yes">
          {say("studio.run.over")}
        </Button>
      </form>
      {at ? (
        <Picture graph={service.process} at={at} words={{ say, locale, named: namedBy(say) }} />
      ) : (
        <p class="quiet">{textIn(service.summary, locale)}</p>
      )}
    </>
  );
}
