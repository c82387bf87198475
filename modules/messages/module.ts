import { fileURLToPath } from "node:url";
import type { Manifest } from "../../kernel/index.ts";
import { markRead } from "./commands/mark-read.ts";
import { sendMessage } from "./commands/send-message.ts";
import { settleDelivery } from "./commands/settle-delivery.ts";
import { follows } from "./follows.ts";
import { holds } from "./holds.ts";
import { deliverMail } from "./jobs/deliver-mail.ts";
import { deliverText } from "./jobs/deliver-text.ts";
import { demoMailsPage } from "./pages/demo-mails.tsx";
import { inboxPage } from "./pages/inbox.tsx";
import { messagePage } from "./pages/message.tsx";
import { deliveryToMake, demoMails, messageById, myMessages, unreadCount } from "./queries/inbox.ts";

export const manifest: Manifest = {
  name: "messages",
  folder: fileURLToPath(new URL(".", import.meta.url)),
  follows,
  holds,
  commands: [sendMessage, markRead, settleDelivery],
  queries: [myMessages, messageById, unreadCount, deliveryToMake, demoMails],
  pages: [inboxPage, messagePage, demoMailsPage],
  jobs: [deliverMail, deliverText],
};
