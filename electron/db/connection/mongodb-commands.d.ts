/** The one thing used from inside the driver; see raw-documents.ts. */
declare module 'mongodb/lib/cmap/commands.js' {
  export class DocumentSequence {
    constructor(field: string)
    /** @param document only for the driver's own monitoring; `bytes` is what is sent */
    push(document: object, bytes: Uint8Array): number
  }
}
