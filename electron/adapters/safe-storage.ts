import { safeStorage } from 'electron'
import type { Cipher } from '../settings/connection-secret.ts'

/**
 * Electron 45 deprecates the synchronous calls and 46 drops them; 22 has nothing else. On Linux without a keyring
 * Chrome would encrypt with a key that everybody knows: that counts as not available.
 */
export function systemCipher(): Cipher {
  const hasAsync = 'encryptStringAsync' in safeStorage
  return {
    async available() {
      if (usesKnownKey()) return false
      return hasAsync ? safeStorage.isAsyncEncryptionAvailable() : safeStorage.isEncryptionAvailable()
    },
    async encrypt(text) {
      return hasAsync ? safeStorage.encryptStringAsync(text) : safeStorage.encryptString(text)
    },
    async decrypt(bytes) {
      return hasAsync ? (await safeStorage.decryptStringAsync(bytes)).result : safeStorage.decryptString(bytes)
    },
  }
}

function usesKnownKey(): boolean {
  if (process.platform !== 'linux' || !('getSelectedStorageBackend' in safeStorage)) return false
  const backend = safeStorage.getSelectedStorageBackend()
  return backend === 'basic_text' || backend === 'unknown'
}
