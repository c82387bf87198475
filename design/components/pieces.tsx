import type { ComponentChildren } from "preact";

/** A short state in words, with a colour that only helps. */
export function Tag({
  children,
  tone,
}: {
  children: ComponentChildren;
  tone?: "green" | "yellow" | "red" | undefined;
}) {
  return <strong class={`govuk-tag${tone ? ` govuk-tag--${tone}` : ""}`}>{children}</strong>;
}

/** Something that stands out of the text. */
export function InsetText({ children }: { children: ComponentChildren }) {
  return <div class="govuk-inset-text">{children}</div>;
}

export function WarningText({ children, word }: { children: ComponentChildren; word: string }) {
  return (
    <div class="govuk-warning-text">
      <span class="govuk-warning-text__icon" aria-hidden="true">
        !
      </span>
      <strong class="govuk-warning-text__text">
        <span class="govuk-visually-hidden">{word}</span> {children}
      </strong>
    </div>
  );
}

/** What was just done, said at the top of the page that follows. */
export function Notice({ children }: { children: ComponentChildren }) {
  return (
    <div class="govuk-notification-banner" role="status">
      <div class="govuk-notification-banner__content">
        <p class="govuk-notification-banner__heading">{children}</p>
      </div>
    </div>
  );
}

/** More for those who want it, behind one line. Works without script. */
export function Details({ summary, children }: { summary: ComponentChildren; children: ComponentChildren }) {
  return (
    <details class="govuk-details">
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">{summary}</span>
      </summary>
      <div class="govuk-details__text">{children}</div>
    </details>
  );
}

export function BackLink({ href, label }: { href: string; label: string }) {
  return (
    <a href={href} class="govuk-back-link">
      {label}
    </a>
  );
}

export function Breadcrumbs({ items, label }: { items: readonly { href?: string; text: string }[]; label: string }) {
  return (
    <nav class="govuk-breadcrumbs" aria-label={label}>
      <ol class="govuk-breadcrumbs__list">
        {items.map((item) => (
          <li class="govuk-breadcrumbs__list-item" key={item.text} aria-current={item.href ? undefined : "page"}>
            {item.href ? (
              <a class="govuk-breadcrumbs__link" href={item.href}>
                {item.text}
              </a>
            ) : (
              item.text
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** Cards with a coloured top rule: life events. */
export function Cards({
  items,
  level = 3,
}: {
  items: readonly { href: string; title: string; text: string }[];
  level?: 2 | 3;
}) {
  const Heading = `h${level}` as "h3";
  return (
    <ul class="cards">
      {items.map((item) => (
        <li class="card" key={item.href}>
          <Heading>
            <a href={item.href}>{item.title}</a>
          </Heading>
          <p>{item.text}</p>
        </li>
      ))}
    </ul>
  );
}

/** A list whose items say what a person asks first: how long, how much, who has it. */
export function FactRows({
  items,
}: {
  items: readonly { href?: string; title: ComponentChildren; facts?: ComponentChildren; under?: ComponentChildren }[];
}) {
  return (
    <ul class="rows">
      {items.map((item, i) => (
        <li key={i}>
          {item.href ? <a href={item.href}>{item.title}</a> : <span>{item.title}</span>}
          {item.facts && <span class="facts">{item.facts}</span>}
          {item.under && <span class="under">{item.under}</span>}
        </li>
      ))}
    </ul>
  );
}

/** Figures with their meaning below. */
export function Figures({ items }: { items: readonly { figure: string; meaning: string }[] }) {
  return (
    <dl class="figures">
      {items.map((item) => (
        <div key={item.meaning}>
          <dt>{item.meaning}</dt>
          <dd>{item.figure}</dd>
        </div>
      ))}
    </dl>
  );
}

/** How far a case is: past steps, the one it is at, those to come. The state is in words for who cannot see colours. */
export function Steps({
  items,
  words,
}: {
  items: readonly { title: string; detail?: string; state: "done" | "now" | "next" }[];
  words: { done: string; now: string };
}) {
  return (
    <ol class="steps">
      {items.map((item) => (
        <li
          key={item.title}
          class={item.state === "next" ? undefined : item.state}
          aria-current={item.state === "now" ? "step" : undefined}
        >
          <b>{item.title}</b>
          {item.detail && <span>{item.detail}</span>}
          {item.state !== "next" && <span class="govuk-visually-hidden"> ({words[item.state]})</span>}
        </li>
      ))}
    </ol>
  );
}

/** What happened, with when and by whom. */
export function Timeline({
  items,
}: {
  items: readonly { when: string; iso: string; what: ComponentChildren; more?: ComponentChildren }[];
}) {
  return (
    <ol class="timeline">
      {items.map((item, i) => (
        <li key={i}>
          <time dateTime={item.iso}>{item.when}</time>
          {item.what}
          {item.more && <div class="small quiet">{item.more}</div>}
        </li>
      ))}
    </ol>
  );
}

/** The officer's queue: what it is, when it is due in words and colour, whose it is. */
export function Queue({
  items,
}: {
  items: readonly {
    href: string;
    title: string;
    due?: string | undefined;
    tone?: "late" | "well" | undefined;
    under: ComponentChildren;
    here?: boolean;
  }[];
}) {
  return (
    <ul class="queue">
      {items.map((item) => (
        <li key={item.href} class={item.here ? "here" : undefined}>
          <a href={item.href} aria-current={item.here ? "true" : undefined}>
            {item.title}
          </a>
          {item.due && <span class={`due ${item.tone ?? ""}`}>{item.due}</span>}
          <span class="under">{item.under}</span>
        </li>
      ))}
    </ul>
  );
}

/** What was, struck, and what is: with words for who cannot see it. */
export function Difference({
  before,
  after,
  words,
}: {
  before: ComponentChildren;
  after: ComponentChildren;
  words: { was: string; is: string };
}) {
  return (
    <>
      <del>
        <span class="govuk-visually-hidden">{words.was} </span>
        {before}
      </del>{" "}
      <ins>
        <span class="govuk-visually-hidden">{words.is} </span>
        {after}
      </ins>
    </>
  );
}

/** The answer to "is this document genuine?": never by colour alone. */
export function Verdict({
  kind,
  title,
  children,
}: {
  kind: "valid" | "altered" | "revoked" | "unknown" | "expired" | "held";
  title: string;
  children: ComponentChildren;
}) {
  return (
    <div class={`verdict verdict--${kind}`} role="status">
      <h2>{title}</h2>
      {children}
    </div>
  );
}

/** Older and newer page of a list that pages by key. */
export function Pages({
  older,
  newer,
  words,
}: {
  older: string | null;
  newer: string | null;
  words: { older: string; newer: string; label: string };
}) {
  if (!older && !newer) return null;
  return (
    <nav class="pages" aria-label={words.label}>
      {newer ? (
        <a href={newer} rel="prev">
          ← {words.newer}
        </a>
      ) : (
        <span />
      )}
      {older ? (
        <a href={older} rel="next">
          {words.older} →
        </a>
      ) : (
        <span />
      )}
    </nav>
  );
}

/** Drawn from an SVG text that we made ourselves (a QR code); its words are beside it. */
export function Drawing({ svg, label }: { svg: string; label: string }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: the text is made by our own QR writer, never by a person
  return <div class="qr" role="img" aria-label={label} dangerouslySetInnerHTML={{ __html: svg }} />;
}

export function SearchBox({
  action,
  label,
  button,
  value,
  id = "q",
}: {
  action: string;
  label: string;
  button: string;
  value?: string;
  id?: string;
}) {
  return (
    <form action={action} method="get" role="search" class="search">
      <label class="govuk-visually-hidden" for={id}>
        {label}
      </label>
      <input class="govuk-input" id={id} name="q" type="search" value={value} maxLength={100} />
      <button class="govuk-button" type="submit">
        {button}
      </button>
    </form>
  );
}
