import { type Collection, type Db, type FindCursor, MongoServerError, ObjectId } from 'mongodb'
import type { Log } from '../../log/log.ts'
import { type Collections, collectionNames } from '../collections/collections.ts'
import { noticesForm } from '../collections/notices-form.ts'
import type { NoticeDocument } from '../collections/station-documents.ts'
import type { Database } from '../connection/client.ts'
import { type Notice, readNotice, type ToldNotice } from './notice.ts'

/** A reader that is told nothing asks again after this, ms. */
const awaitMs = 2000
const retryMs = 1000
/** The server's codes: it exists, the user may not. */
const alreadyThere = 48
const unauthorized = 13

/**
 * Makes the collection of notices. A cursor that waits at its end wakes for this collection alone, while a change stream
 * reads every write of the plant however narrow its filter. Where this user may not make collections, whoever administers
 * the server does (`prepare-database`).
 */
export async function ensureNotices({ db, collections: { notices } }: Pick<Database, 'db' | 'collections'>) {
  try {
    await db.createCollection(collectionNames.notices, noticesForm)
  } catch (error) {
    if (!(error instanceof MongoServerError)) throw error
    if (error.code === unauthorized) return
    if (error.code !== alreadyThere) throw error
    if (!(await notices.isCapped())) await capNotices(db)
  }
  if ((await notices.estimatedDocumentCount()) === 0) await tell({ notices }, [{ what: 'gap' }])
}

/** Somebody dropped it while stations told: the server made it again by itself, without an end to wait at. */
async function capNotices(db: Db): Promise<void> {
  try {
    await db.command({ convertToCapped: collectionNames.notices, size: noticesForm.size })
  } catch (error) {
    if (!(error instanceof MongoServerError) || error.code !== unauthorized) throw error
  }
}

/**
 * Tells all stations. Not in a transaction: a capped collection takes none. One that is lost with a server is made up for:
 * whoever loses its cursor reads anew.
 */
export async function tell({ notices }: Pick<Collections, 'notices'>, told: readonly Notice[]): Promise<void> {
  const at = new Date()
  const documents = told.map((notice): NoticeDocument => ({ _id: new ObjectId(), at, ...notice }))
  await notices.insertMany(documents, { writeConcern: { w: 1, journal: false } })
}

export interface NoticeListener {
  readonly onNotice: (notice: ToldNotice) => void
  /** Notices may have been missed: from here on none is, and what they would have told is read. */
  readonly onGap: () => void
}

/** Waits at the end of the notices, from now on. */
export function tailNotices(
  { collections: { notices } }: Pick<Database, 'collections'>,
  log: Log,
  listener: NoticeListener,
): { readonly close: () => void } {
  let cursor: FindCursor<NoticeDocument> | undefined
  let timer: NodeJS.Timeout | undefined
  let closed = false
  let isSaid = false

  async function follow(): Promise<void> {
    let last = await newest(notices)
    const told = notices.find(
      {},
      { tailable: true, awaitData: true, maxAwaitTimeMS: awaitMs, readConcern: { level: 'local' } },
    )
    cursor = told
    if (last === null) listener.onGap()
    for await (const stored of told) {
      if (closed) return
      isSaid = false
      // What stood there before: a request of an hour ago must not be answered again.
      if (last !== null) {
        if (!stored._id.equals(last)) continue
        last = null
        listener.onGap()
        continue
      }
      const notice = readNotice(stored)
      if (notice?.what === 'gap') listener.onGap()
      else if (notice !== null) listener.onNotice(notice)
    }
  }

  function open(): void {
    follow()
      .catch((error: unknown) => {
        // Said once: a server that is away, or that nobody has prepared, is asked again every second.
        if (!isSaid && !closed) log('notices.lost', { error })
        isSaid = true
      })
      .finally(() => {
        if (closed) return
        void cursor?.close().catch(() => undefined)
        // Also while there is none: what would have been told is read instead, if not as soon.
        listener.onGap()
        timer = setTimeout(open, retryMs)
      })
  }

  open()
  return {
    close: () => {
      closed = true
      clearTimeout(timer)
      void cursor?.close().catch(() => undefined)
    },
  }
}

async function newest(notices: Collection<NoticeDocument>): Promise<ObjectId | null> {
  const last = await notices
    .find({}, { readConcern: { level: 'local' } })
    .sort({ $natural: -1 })
    .limit(1)
    .next()
  return last?._id ?? null
}
