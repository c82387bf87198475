import { fileURLToPath } from "node:url";
import type { Manifest } from "../../kernel/index.ts";
import { book, bookFor, change } from "./commands/book.ts";
import { acceptOffer, cancel } from "./commands/cancel.ts";
import { arrive, arrived, callNext, countStock, drawNumber, finish } from "./commands/desk.ts";
import { renewFeed } from "./commands/feed.ts";
import { reserve } from "./commands/reserve.ts";
import { remind, sweep } from "./commands/sweep.ts";
import { giveBackVisits, takeVisit } from "./commands/visit.ts";
import { joinWaiting, leaveWaiting, offerPlaces } from "./commands/waiting.ts";
import { countersFile, countersOf } from "./counters.ts";
import { follows } from "./follows.ts";
import { holds } from "./holds.ts";
import { offerJob, remindJob, sweepJob } from "./jobs/index.ts";
import { choosePage, slotsPage } from "./pages/choose.tsx";
import { deskPage, desksPage } from "./pages/desk.tsx";
import { feedFile, ticketFile } from "./pages/files.ts";
import { forPersonPage } from "./pages/for-person.tsx";
import { minePage } from "./pages/mine.tsx";
import { arrivePage, queuePage, queuesPage } from "./pages/queue.tsx";
import { changePage, ticketPage } from "./pages/ticket.tsx";
import { deskToday } from "./queries/desk.ts";
import { countedDays, countedScreen, freeDays, screen } from "./queries/free.ts";
import { feedEvents, myAppointments, openFeed, ticketById, ticketsOf } from "./queries/mine.ts";

export const manifest: Manifest = {
  name: "appointments",
  folder: fileURLToPath(new URL(".", import.meta.url)),
  follows,
  holds,
  governmentFiles: [countersFile],
  understands: (government) => ({
    errands: [...new Set(countersOf(government).places.flatMap(({ errands }) => errands.map(({ code }) => code)))],
  }),
  commands: [
    reserve,
    book,
    bookFor,
    change,
    cancel,
    acceptOffer,
    takeVisit,
    giveBackVisits,
    joinWaiting,
    leaveWaiting,
    offerPlaces,
    drawNumber,
    arrive,
    arrived,
    callNext,
    finish,
    countStock,
    sweep,
    remind,
    renewFeed,
  ],
  queries: [
    freeDays,
    countedDays,
    screen,
    countedScreen,
    myAppointments,
    ticketById,
    ticketsOf,
    feedEvents,
    openFeed,
    deskToday,
  ],
  pages: [
    choosePage,
    slotsPage,
    minePage,
    ticketPage,
    changePage,
    queuesPage,
    queuePage,
    arrivePage,
    desksPage,
    deskPage,
    forPersonPage,
  ],
  routes: [ticketFile, feedFile],
  jobs: [sweepJob, remindJob, offerJob],
};
