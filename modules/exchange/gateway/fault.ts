/** Why the gateway did not hand a message on: the type in X-Road's words, and the status of the plain face. */
const types = {
  "Client.InvalidRequest": 400,
  "Client.InvalidClientIdentifier": 400,
  "Client.SignatureRefused": 401,
  "Client.TokenRefused": 401,
  "Client.DigestMismatch": 400,
  "Client.InvalidBody": 422,
  "Client.Replayed": 409,
  "Client.TooLarge": 413,
  "Server.ClientProxy.UnknownMember": 404,
  "Server.ClientProxy.NetworkError": 502,
  "Server.ClientProxy.Timeout": 504,
  "Server.ClientProxy.TooLarge": 502,
  "Server.ClientProxy.PeerNotActive": 503,
  "Server.ClientProxy.DirectoryExpired": 503,
  "Server.ClientProxy.AnswerRefused": 502,
  "Server.ServerProxy.GatewayRefused": 401,
  "Server.ServerProxy.UnknownService": 404,
  "Server.ServerProxy.AccessDenied": 403,
  "Server.ServerProxy.VolumeExceeded": 429,
  "Server.ServerProxy.QueueFull": 429,
  "Server.ServerProxy.ServiceFailed.Unreachable": 502,
  "Server.ServerProxy.ServiceFailed.Timeout": 504,
  "Server.ServerProxy.ServiceFailed.TooLarge": 502,
  "Server.ServerProxy.ServiceFailed.InvalidResponse": 502,
  "Server.ServerProxy.ServiceFailed.Suspended": 503,
  "Server.ServerProxy.InternalError": 500,
} as const;
export type FaultType = keyof typeof types;

/** What went wrong, in a sentence that a developer at the other end can act on. Holds no personal data and nothing of the house's inside. */
export class GatewayFault extends Error {
  readonly type: FaultType;
  readonly detail: string;
  constructor(type: FaultType, message: string, detail = "") {
    super(message);
    this.type = type;
    this.detail = detail;
  }
  /** X-Road answers 400 for what the client did wrong and 500 for all else. */
  get roadStatus(): number {
    return this.type.startsWith("Client.") ? 400 : 500;
  }
  get plainStatus(): number {
    return types[this.type];
  }
}
