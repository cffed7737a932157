// Electron 22's Node 16 has WebCrypto but not as a global; mongodb 7 and bson 7 use the global. Newer Electrons have it.
globalThis.crypto ??= require('node:crypto').webcrypto
