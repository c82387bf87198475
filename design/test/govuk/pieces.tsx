import {
  BackLink,
  Breadcrumbs,
  Details,
  ErrorSummary,
  InsetText,
  Notice,
  Panel,
  SummaryList,
  Table,
  Tag,
  WarningText,
} from "../../index.ts";
import { type Likeness, type Options, raw } from "./likeness.tsx";

/** What shows and does not ask. */
export const pieces: Record<string, Likeness> = {
  "back-link": {
    options: ["text", "href"],
    draw: (o) => (o.text && o.href ? <BackLink href={o.href} label={o.text} /> : null),
  },
  breadcrumbs: {
    options: ["items[].text", "items[].href", "labelText"],
    draw: (o) => <Breadcrumbs items={o.items} label={o.labelText ?? "Breadcrumb"} />,
  },
  details: {
    options: ["summaryText", "summaryHtml", "text", "html", "open"],
    draw: (o) => (
      <Details summary={raw(o.summaryText, o.summaryHtml)} open={o.open}>
        {raw(o.text, o.html)}
      </Details>
    ),
  },
  "error-summary": {
    options: ["titleText", "errorList[].text", "errorList[].href"],
    draw: (o) => (o.errorList ? <ErrorSummary title={o.titleText} errors={o.errorList} /> : null),
  },
  "inset-text": { options: ["text", "html"], draw: (o) => <InsetText>{raw(o.text, o.html)}</InsetText> },
  "notification-banner": {
    options: ["text", "html", "titleText"],
    draw: (o) => (o.text || o.html ? <Notice title={o.titleText ?? "Important"}>{raw(o.text, o.html)}</Notice> : null),
  },
  panel: {
    options: ["titleText", "text", "html", "headingLevel"],
    draw: (o) =>
      o.headingLevel === undefined || o.headingLevel < 3 ? (
        <Panel title={o.titleText} level={o.headingLevel}>
          {raw(o.text, o.html)}
        </Panel>
      ) : null,
  },
  "summary-list": {
    options: [
      ...["key", "value"].flatMap((part) => [`rows[].${part}.text`, `rows[].${part}.html`]),
      ...["href", "text", "visuallyHiddenText"].map((option) => `rows[].actions.items[].${option}`),
    ],
    draw(o) {
      // One act per row, and it says what it changes.
      const acts = o.rows.map((row: Options) => row.actions?.items ?? []);
      if (acts.some((items: Options[]) => items.length > 1 || items.some((item) => !item.visuallyHiddenText)))
        return null;
      return (
        <SummaryList
          rows={o.rows.map((row: Options, i: number) => ({
            key: raw(row.key.text, row.key.html),
            value: raw(row.value?.text, row.value?.html),
            ...(acts[i][0] && {
              change: { href: acts[i][0].href, text: acts[i][0].text, hidden: acts[i][0].visuallyHiddenText },
            }),
          }))}
        />
      );
    },
  },
  table: {
    options: [
      "caption",
      "captionClasses",
      "head[].text",
      "head[].format",
      "rows[][].text",
      "rows[][].format",
      "firstCellIsHeader",
    ],
    draw: (o) =>
      o.firstCellIsHeader && o.head ? (
        <Table
          caption={o.caption ?? ""}
          head={o.head.map((cell: Options) => cell.text)}
          rows={o.rows.map((row: Options[]) => row.map((cell) => cell.text))}
          numeric={o.head.flatMap((cell: Options, i: number) => (cell.format === "numeric" ? [i] : []))}
        />
      ) : null,
    // Ours may scroll in a region of its own, and its cells know their column's head for phones.
    likeTheirs: (html) =>
      html
        .replace(/^<section[^>]*>|<\/section>$/g, "")
        .replace(/ data-head="[^"]*"/g, "")
        .replace(/ govuk-table__caption--m/, ""),
  },
  tag: {
    options: ["text", "html", "classes"],
    draw(o) {
      const tone = /^govuk-tag--(green|yellow|red)$/.exec(o.classes ?? "")?.[1] as "green" | undefined;
      return o.classes && !tone ? null : <Tag tone={tone}>{raw(o.text, o.html)}</Tag>;
    },
  },
  "warning-text": {
    options: ["text", "html", "iconFallbackText"],
    draw: (o) =>
      o.iconFallbackText && (o.text || o.html) ? (
        <WarningText word={o.iconFallbackText}>{raw(o.text, o.html)}</WarningText>
      ) : null,
  },
};
