import type { Journal, JournalLine } from '@gencode/core'

const store = 'lines'

/** The one design that this browser keeps, line by line as a run file; it outlives the page. */
export interface KeptDesign {
  readonly lines: readonly JournalLine[]
}

/** What is kept; no lines where nothing is. */
export async function keptDesign(): Promise<KeptDesign> {
  using database = await openDatabase()
  return { lines: await settled(database.lines('readonly').getAll()) }
}

/** Puts a run in the place of what is kept; none at all where there are no lines. */
export async function replaceDesign(lines: readonly JournalLine[]): Promise<void> {
  using database = await openDatabase()
  const kept = database.lines('readwrite')
  await Promise.all([settled(kept.clear()), ...lines.map((line) => settled(kept.add(line)))])
}

/** The kept run as a journal: a line is safe once its promise is fulfilled. */
export async function openJournal(): Promise<Journal> {
  const database = await openDatabase()
  const lines: JournalLine[] = await settled(database.lines('readonly').getAll())
  return {
    lines,
    async append(line) {
      await settled(database.lines('readwrite').add(line))
      lines.push(line)
    },
  }
}

/** Puts a line behind those that are kept. */
export async function keepLine(line: JournalLine): Promise<void> {
  using database = await openDatabase()
  await settled(database.lines('readwrite').add(line))
}

interface Database extends Disposable {
  lines(mode: IDBTransactionMode): IDBObjectStore
}

async function openDatabase(): Promise<Database> {
  const request = indexedDB.open('gencode-design', 1)
  request.onupgradeneeded = () => request.result.createObjectStore(store, { autoIncrement: true })
  const database = await settled(request)
  return {
    lines: (mode) => database.transaction(store, mode).objectStore(store),
    [Symbol.dispose]: () => database.close(),
  }
}

function settled<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}
