import type { ComponentChildren } from "preact";

type Kind = "valid" | "altered" | "revoked" | "unknown" | "expired" | "held";

/** One sign for each kind, drawn: a tick, a cross, a struck ring, a question, a clock. */
const signs: Record<Kind, string> = {
  valid: "m6 12.5 4 4 8-9",
  altered: "m7 7 10 10M17 7 7 17",
  revoked: "m6 6 12 12",
  unknown: "M9 9.5a3 3 0 1 1 4.4 2.6c-.9.5-1.4 1-1.4 2.1M12 17v.6",
  expired: "M12 6.5V12l3.5 2.5",
  held: "M9.5 8v8M14.5 8v8",
};

/** The answer to "is this document genuine?": in words and a sign, never by colour alone. */
export function Verdict({ kind, title, children }: { kind: Kind; title: string; children: ComponentChildren }) {
  return (
    <div class={`verdict verdict--${kind}`} role="status">
      <h2>
        <svg
          viewBox="0 0 24 24"
          aria-hidden="true"
          focusable="false"
          fill="none"
          stroke="currentColor"
          stroke-width="2.2"
        >
          <circle cx="12" cy="12" r="10" />
          <path d={signs[kind]} />
        </svg>
        {title}
      </h2>
      {children}
    </div>
  );
}
