import { fileURLToPath } from "node:url";
import type { Manifest } from "../../kernel/index.ts";
import { cancelBill, createBill, expireBill } from "./commands/bills.ts";
import { noteLooks } from "./commands/note-looks.ts";
import { recordEvent } from "./commands/record-event.ts";
import { settleException } from "./commands/settle-exception.ts";
import { startPayment } from "./commands/start-payment.ts";
import { follows } from "./follows.ts";
import { holds } from "./holds.ts";
import { expireJob, lookJob } from "./jobs/index.ts";
import { billPage, billsPage, payPage } from "./pages/bills.tsx";
import { callbackRoute } from "./pages/callback.ts";
import { demoWalletPage } from "./pages/demo-wallet.tsx";
import { financePage } from "./pages/finance.tsx";
import { billById, billOfSubject, demoOrder, exceptions, myBills, silentOrders } from "./queries/bills.ts";
import { paymentsFile, simulatorAdvice } from "./settings.ts";

export const manifest: Manifest = {
  name: "payments",
  folder: fileURLToPath(new URL(".", import.meta.url)),
  follows,
  holds,
  commands: [createBill, cancelBill, expireBill, startPayment, recordEvent, noteLooks, settleException],
  queries: [billById, myBills, billOfSubject, exceptions, demoOrder, silentOrders],
  pages: [billsPage, billPage, payPage, demoWalletPage, financePage],
  routes: [callbackRoute],
  jobs: [expireJob, lookJob],
  governmentFiles: [paymentsFile],
  advice: [simulatorAdvice],
};
