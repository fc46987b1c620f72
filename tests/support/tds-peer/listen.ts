/** A peer that speaks TDS 7.4 as SQL Server does, and answers as it is told; made with tedious' own messages. */
import { createRequire } from 'node:module'
import { setTimeout } from 'node:timers/promises'
import { createServer, type Socket, type AddressInfo } from 'node:net'
import type { PassThrough } from 'node:stream'
import { runBatch } from './batch.ts'
import { readStatement, readToken, withoutHeaders, type Statement } from './requests.ts'
import * as tokens from './tokens.ts'
import type { Column, ServerError, Value } from './tokens.ts'

const load = createRequire(import.meta.url)
const MessageIO = load('tedious/lib/message-io') as new (
  socket: Socket,
  packetSize: number,
  debug: unknown,
) => {
  readMessage(): Promise<PassThrough & { type: number }>
  sendMessage(type: number, data: Buffer): void
}
const Debug = load('tedious/lib/debug') as new () => unknown
const PreloginPayload = load('tedious/lib/prelogin-payload') as new (options: object) => {
  data: Buffer
}
const { TYPE } = load('tedious/lib/packet') as { TYPE: Record<string, number> }
const { OPERATION_TYPE } = load('tedious/lib/transaction') as {
  OPERATION_TYPE: Record<string, number>
}

/** What a client asks: to be let in, a statement, or one of the three of a transaction. */
export type Question =
  | { what: 'login' | 'begin' | 'commit' | 'rollback' }
  /** To be let in with what Entra ID has given it. */
  | { what: 'token'; token: string }
  | ({ what: 'statement' } & Statement)

export type Asked = Question & { connection: number }

/** `errors` come together, as from one statement; with `rolledBack` the transaction is over. */
export type Answer =
  | { columns: Column[]; rows: Value[][] }
  | { changed: number }
  | { errors: ServerError[]; rolledBack?: boolean }
  /** To a login: bring a token. */
  | 'ask Entra ID'
  /** The connection breaks, before or after what was asked is done. */
  | 'drop'
  /** Never. */
  | 'no answer'

export interface TdsPeer {
  connectionString: string
  /** Of a batch, each statement that was run. */
  asked: Asked[]
  /** As they came: a batch is one. */
  requests: Question[]
  /** How long each round trip takes beyond what it takes; 0 unless it is set. */
  delayMs: number
  /** How often it was asked and has answered, but for letting somebody in. */
  roundTrips: number
  /** Breaks the connections that there are. */
  drop(): void
  /** Lets nobody in any more. */
  close(): Promise<void>
}

/** Listens until it is closed. */
export async function listenAsTdsPeer(
  answer: (asked: Asked) => Answer | Promise<Answer>,
  onGone: (connection: number) => void = () => undefined,
): Promise<TdsPeer> {
  const asked: Asked[] = []
  const sockets = new Set<Socket>()
  let connections = 0
  const server = createServer((socket) => {
    const connection = ++connections
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => {
      sockets.delete(socket)
      onGone(connection)
    })
    void serve(socket, {
      async cameIn(question) {
        peer.requests.push(question)
        if (question.what !== 'login' && question.what !== 'token') peer.roundTrips++
        if (peer.delayMs > 0) await setTimeout(peer.delayMs)
      },
      async ask(question) {
        const whole = { connection, ...question }
        asked.push(whole)
        return answer(whole)
      },
      rollBack: async () => answer({ connection, what: 'rollback' }),
    })
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))

  function drop(): void {
    for (const socket of sockets) socket.destroy()
  }

  async function close(): Promise<void> {
    drop()
    await new Promise((closed) => server.close(closed))
  }
  const { port } = server.address() as AddressInfo
  const peer: TdsPeer = {
    connectionString: `Server=tcp:127.0.0.1,${port};Database=calls;User Id=sa;Password=secret;Encrypt=False`,
    asked,
    requests: [],
    delayMs: 0,
    roundTrips: 0,
    drop,
    close,
  }
  return peer
}

interface Serving {
  cameIn(question: Question): Promise<void>
  ask(question: Question): Promise<Answer>
  /** By itself, after an error. */
  rollBack(): Promise<Answer>
}

async function serve(socket: Socket, { cameIn, ask, rollBack }: Serving): Promise<void> {
  const messages = new MessageIO(socket, 4096, new Debug())
  const say = (...data: Buffer[]) => messages.sendMessage(TYPE.TABULAR_RESULT!, Buffer.concat(data))
  for (;;) {
    const message = await messages.readMessage().catch(() => null)
    if (!message) return
    const payload = Buffer.concat((await message.toArray()) as Buffer[])
    if (message.type === TYPE.PRELOGIN)
      say(new PreloginPayload({ encrypt: false, version: VERSION }).data)
    // The settings of a session.
    else if (message.type === TYPE.SQL_BATCH) say(tokens.finished())
    else {
      const question = questionIn(message.type, payload)
      if (!question) continue
      await cameIn(question)
      if (question.what === 'statement') await answerStatement(question)
      else reply(await ask(question), () => say(...acknowledged(question)))
    }
  }

  async function answerStatement(statement: Statement): Promise<void> {
    const { answers, isOpen } = await runBatch(statement, ask)
    const last = answers.at(-1)!.answer
    const hasFailed = typeof last === 'object' && 'errors' in last
    // XACT_ABORT is on.
    if (hasFailed && isOpen) {
      await rollBack()
      last.rolledBack = true
    }
    const results = answers.flatMap(({ question, answer }) => resultOf(question, answer))
    reply(last, () => say(...results, tokens.procedureFinished()), results)
  }

  function reply(answer: Answer, asItShould: () => void, before: Buffer[] = []): void {
    if (answer === 'drop') socket.destroy()
    else if (answer === 'no answer') return
    else if (answer === 'ask Entra ID') say(tokens.entraId(), tokens.finished())
    else if ('errors' in answer)
      say(
        ...before,
        ...answer.errors.map(tokens.serverError),
        ...(answer.rolledBack ? [tokens.transactionChange(tokens.ROLLED_BACK)] : []),
        tokens.finished(true),
      )
    else asItShould()
  }
}

function questionIn(type: number, payload: Buffer): Question | undefined {
  if (type === TYPE.LOGIN7) return { what: 'login' }
  if (type === TYPE.FEDAUTH_TOKEN) return { what: 'token', token: readToken(payload) }
  if (type === TYPE.RPC_REQUEST) return { what: 'statement', ...readStatement(payload) }
  if (type === TYPE.TRANSACTION_MANAGER)
    return { what: TRANSACTIONS[withoutHeaders(payload).readUInt16LE(0)]! }
  // A request is given up: who has gone dumb does not hear it.
  return undefined
}

function acknowledged({ what }: Question): Buffer[] {
  if (what === 'login' || what === 'token') return [tokens.loginAck(), tokens.finished()]
  return [tokens.transactionChange(CHANGES[what as keyof typeof CHANGES]), tokens.finished()]
}

function resultOf({ what }: Question, answer: Answer): Buffer[] {
  if (typeof answer !== 'object' || 'errors' in answer) return []
  if (what !== 'statement') return [tokens.transactionChange(CHANGES[what as keyof typeof CHANGES])]
  if ('changed' in answer) return [tokens.statementFinished(answer.changed)]
  const { columns, rows } = answer
  return [
    tokens.columnsOf(columns),
    ...rows.map((values) => tokens.row(columns, values)),
    tokens.statementFinished(rows.length),
  ]
}

const VERSION = { major: 16, minor: 0, build: 0, subbuild: 0 }

const CHANGES = {
  begin: tokens.BEGUN,
  commit: tokens.COMMITTED,
  rollback: tokens.ROLLED_BACK,
}

const TRANSACTIONS: Record<number, keyof typeof CHANGES | undefined> = {
  [OPERATION_TYPE.TM_BEGIN_XACT!]: 'begin',
  [OPERATION_TYPE.TM_COMMIT_XACT!]: 'commit',
  [OPERATION_TYPE.TM_ROLLBACK_XACT!]: 'rollback',
}
