import { type BrowserWindow, type IpcMainInvokeEvent, ipcMain } from 'electron'
import type { EventName, Events } from '../shared/contract/events.ts'
import { failure } from '../shared/result.ts'
import type { Door } from './door.ts'
import type { Log } from './log/log.ts'
import { isOurAddress } from './screen/page-protocol.ts'

/**
 * Opens the door to our window's page: one channel for calls, and nothing else listens. The page may be there before
 * the program behind the door is; then its calls wait.
 */
export function openDoor(window: () => BrowserWindow | null, door: Door | Promise<Door>, log: Log): void {
  ipcMain.handle('call', async (event, name: unknown, input: unknown) => {
    if (isOurPage(event, window())) return (await door)(name, input)
    log('door.stranger', { url: event.senderFrame?.url })
    return failure('no-permission')
  })
}

/** The main frame of our own window, showing our own address; a frame inside it, or another window, is a stranger. */
function isOurPage(event: IpcMainInvokeEvent, window: BrowserWindow | null): boolean {
  const frame = event.senderFrame
  if (window === null || window.isDestroyed() || frame === null || event.sender !== window.webContents) return false
  return frame.parent === null && isOurAddress(frame.url)
}

/** Tells the page; while there is none nobody is told, and `page.ready` asks for everything again. */
export function tellPage<Name extends EventName>(window: BrowserWindow | null, name: Name, value: Events[Name]): void {
  if (window === null || window.isDestroyed() || window.webContents.isCrashed()) return
  window.webContents.send('event', name, value)
}
