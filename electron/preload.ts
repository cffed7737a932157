import { contextBridge, ipcRenderer } from 'electron'

/** All the page has of the outside: one door to call through, one way to be told. It knows no command. */
contextBridge.exposeInMainWorld('bridge', {
  call: (name: unknown, input: unknown): Promise<unknown> => ipcRenderer.invoke('call', name, input),
  on: (name: unknown, listener: (value: unknown) => void): (() => void) => {
    // The event object stays here: it would hand the page a sender.
    const told = (_event: unknown, told: unknown, value: unknown) => {
      if (told === name) listener(value)
    }
    ipcRenderer.on('event', told)
    return () => {
      ipcRenderer.removeListener('event', told)
    }
  },
})
