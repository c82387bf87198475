// What other rooms may use of messages.
export { sendMessage } from "./commands/send-message.ts";
export { myMessages, unreadCount } from "./queries/inbox.ts";
