import { openDraft } from "./commands/open-draft.ts";
import { dropDraft, publishDraft } from "./commands/publish-draft.ts";
import { reviewDraft, submitDraft } from "./commands/review-draft.ts";
import { saveDraft } from "./commands/save-draft.ts";
import { inspected } from "./draft.ts";
import { draftById, openDrafts, revisionFiles } from "./queries/drafts.ts";
import { resultOf } from "./trial/sample.ts";

/** All that is done with a draft, and all that is asked about it. */
export const drafting = {
  open: openDraft,
  save: saveDraft,
  submit: submitDraft,
  review: reviewDraft,
  publish: publishDraft,
  drop: dropDraft,
  byId: draftById,
  all: openDrafts,
  revision: revisionFiles,
  inspected,
  resultOf,
} as const;
