import { createHash } from 'node:crypto'
import type { Collections, SignInDocument } from '../collections/collections.ts'

/** SHA-256, hex: what is stored of a sign-in's token, and of a password hash that must not change under it. */
export function markOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** Who is, or was, signed in at which station: ours, never the other program's `refresh_token`. */
export function signInsRepository({ signIns }: Pick<Collections, 'signIns'>) {
  return {
    async create(signIn: Omit<SignInDocument, 'ended_at' | 'ended_why'>): Promise<void> {
      await signIns.insertOne({ ...signIn, ended_at: null, ended_why: null })
    },

    /** The one that has not ended. @param mark SHA-256 of its token. */
    find: (mark: string): Promise<SignInDocument | null> => signIns.findOne({ _id: mark, ended_at: null }),

    /** Ends it, once: the first reason stays. */
    async end(mark: string, why: string, now: Date): Promise<void> {
      await signIns.updateOne({ _id: mark, ended_at: null }, { $set: { ended_at: now, ended_why: why } })
    },
  }
}

export type SignInsRepository = ReturnType<typeof signInsRepository>
