// The driver, and the one thing used from inside it (electron/db/copy/raw-documents.ts): in one file, because the driver asks
// `instanceof` of what it is given.
module.exports = {
  ...require('mongodb'),
  DocumentSequence: require('mongodb/lib/cmap/commands.js').DocumentSequence,
}
