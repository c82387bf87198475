import type { ComponentChildren } from "preact";
import { Mark } from "./mark.tsx";

export interface NavLink {
  href: string;
  label: string;
  current?: boolean;
  strong?: boolean;
}

export interface LayoutProps {
  lang: string;
  title: string;
  description?: string;
  /** `colour` is the header's, for the browser's own bar; `mark` replaces the joglo roof. */
  brand: { name: string; place: string; home: string; colour?: string; mark?: ComponentChildren };
  nav: readonly NavLink[];
  languages: readonly { code: string; label: string; href: string; current: boolean; name: string }[];
  footer: readonly NavLink[];
  footnote?: ComponentChildren;
  /** A strip above the page: the demo's warning. */
  strip?: ComponentChildren;
  /** Shown on every page while somebody acts for another. */
  acting?: ComponentChildren;
  words: { skip: string; nav: string; language: string; footer: string };
  style: string;
  /** The icon's path; "/icon.svg" when left out. */
  icon?: string;
  scripts?: readonly string[];
  /** An officer's page: smaller letters, closer together. */
  dense?: boolean;
  /** The officer's desk takes the whole width. */
  desk?: boolean;
  /** A little wider than a text: for tables. */
  wide?: boolean;
  children: ComponentChildren;
}

const bodyClass = ({ dense, desk, wide }: LayoutProps) =>
  [(dense || desk) && "dense-body", desk ? "desk-body" : wide && "wide-body"].filter(Boolean).join(" ") || undefined;

/** More links than these take half of a phone: there they stand behind one line. */
const mostInLine = 5;
const Links = ({ links }: { links: readonly NavLink[] }) => (
  <ul>
    {links.map((link) => (
      <li key={link.href} class={link.strong ? "strong" : undefined}>
        <a href={link.href} aria-current={link.current ? "page" : undefined}>
          {link.label}
        </a>
      </li>
    ))}
  </ul>
);

/** The whole page: header with the mark, the acting-for banner, main, footer. */
export function Layout(props: LayoutProps) {
  const { words, brand } = props;
  const long = props.nav.length > mostInLine;
  return (
    <html lang={props.lang} class="govuk-template">
      <head>
        <meta charset="utf-8" />
        <title>{props.title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="theme-color" content={brand.colour ?? "#17406d"} />
        {props.description && <meta name="description" content={props.description} />}
        <link rel="icon" href={props.icon ?? "/icon.svg"} type="image/svg+xml" />
        <link rel="stylesheet" href={props.style} />
        {props.scripts?.map((src) => (
          <script type="module" src={src} key={src} />
        ))}
      </head>
      <body class={bodyClass(props)}>
        <a href="#isi" class="govuk-skip-link" data-module="govuk-skip-link">
          {words.skip}
        </a>
        <header>
          <div class="house-header">
            <div class="wrap">
              <a href={brand.home} class="house-mark">
                {brand.mark ?? <Mark />}
                <span>
                  <b>{brand.name}</b>
                  <span>{brand.place}</span>
                </span>
              </a>
              <nav class={`house-nav${long ? " long" : ""}`} aria-label={words.nav}>
                <Links links={props.nav} />
                {long && (
                  <details class="menu">
                    <summary>
                      {[words.nav, props.nav.find(({ current }) => current)?.label].filter(Boolean).join(": ")}
                    </summary>
                    <Links links={props.nav} />
                  </details>
                )}
                <ul class="tongues" aria-label={words.language}>
                  {props.languages.map((language) => (
                    <li key={language.code}>
                      <a
                        href={language.href}
                        lang={language.code}
                        hreflang={language.code}
                        aria-current={language.current ? "true" : undefined}
                        title={language.name}
                      >
                        {language.label}
                        <span class="govuk-visually-hidden"> {language.name}</span>
                      </a>
                    </li>
                  ))}
                </ul>
              </nav>
            </div>
          </div>
          {props.strip && (
            <div class="strip">
              <div class="wrap">{props.strip}</div>
            </div>
          )}
          {props.acting && (
            <div class="strip acting">
              <div class="wrap">{props.acting}</div>
            </div>
          )}
        </header>
        <main class="wrap house-main" id="isi" tabIndex={-1}>
          {props.children}
        </main>
        <footer class="house-footer">
          <div class="wrap">
            <nav aria-label={words.footer}>
              <ul>
                {props.footer.map((link) => (
                  <li key={link.href}>
                    <a href={link.href}>{link.label}</a>
                  </li>
                ))}
              </ul>
            </nav>
            {props.footnote && <p class="quiet">{props.footnote}</p>}
          </div>
        </footer>
      </body>
    </html>
  );
}
