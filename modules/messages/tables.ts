import type { Locale } from "../../kernel/index.ts";

export interface BothLanguages {
  id: string;
  en: string;
}

export interface MessagesTables {
  "messages.message": {
    id: string;
    person: string | null;
    business: string | null;
    kind: string;
    title: BothLanguages;
    body: BothLanguages;
    link: string | null;
    about: string | null;
    sent_at: Date;
    read_at: Date | null;
    purpose: string | null;
  };
  "messages.delivery": {
    id: string;
    message: string;
    channel: "mail" | "text";
    address: Buffer | null;
    locale: Locale;
    state: "queued" | "sent" | "failed" | "not-configured";
    attempts: number;
    fault: string | null;
    changed_at: Date;
  };
}
