/** The parts of an address; what else a client of Redis takes is passed on. */
export interface QueueAddress {
  readonly host?: string
  readonly port?: number
  readonly username?: string
  readonly password?: string
  readonly db?: number
  /** Node's TLS options; `{}` for TLS with the usual ones. */
  readonly tls?: object
}

/** Where Redis or Valkey is: its URL (`redis://[user:password@]host[:port][/db]`, `rediss://` with TLS), or its parts. */
export type QueueConnection = string | QueueAddress
